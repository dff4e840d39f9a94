"""The page that the prints of one delivery share."""

from __future__ import annotations

from gendan_xl.forms._form import PRICED
from gendan_xl.printing.layout import Band, Column, Layout

LAYOUT = Layout(
    head=(
        Band(("客户：{{客户名称}}", "单号：{{单据号}}")),
        Band(("地址：{{收货地址}}", "日期：{{日期}}　发货：{{发货日期}}")),
        Band(("收货人：{{收货人}}　电话：{{收货电话}}", "订单号：{{订单号}}")),
        Band(("客户订单号：{{客户订单号}}", "运输：{{运输方式}}　{{车牌号}}")),
    ),
    columns=(
        Column("序号", 8, align="center"),
        Column("产品编号", 24),
        Column("产品名称", 42, is_wide=True),
        Column("规格", 32),
        Column("单位", 9, align="center"),
        Column("数量", 17, align="right", is_total=True),
        Column("单价", 16, align="right", number_format="#,##0.00##", only=PRICED),
        Column("金额", 20, align="right", number_format="#,##0.00", only=PRICED, is_total=True),
        Column("箱数", 9, align="right", is_total=True),
        Column("备注", 14, is_wide=True),
    ),
    body=(
        Band(("金额大写：{{大写金额}}",), 14.25, is_boxed=True, only=PRICED),
        Band(("备注：{{备注}}",), 14.25, is_boxed=True),
    ),
)
FIELDS = ("客户名称", "收货地址", "收货人", "收货电话", "运输方式", "车牌号", "发货日期", "备注")
LINE_FIELDS = ("数量", "单价", "金额", "箱数", "备注", "行号", "订单号")
