"""The table 编号规则."""

from typing import Annotated, Any

from gendan_xl.schema.column import Code, Col, Count, Flag, Text
from gendan_xl.schema.table import Meta, Table


class Numbering(Table):
    """How the numbers of one kind of document are made and how it is printed."""

    # fmt: off
    meta = Meta("numbering", "编号规则", present="start", help="单据编号与打印规则", tab_color="7F7F7F",
        source="44")

    kind: Annotated[Text, Col("单据类型", key=True, show="shown", choices="单据类型")] = None
    prefix: Annotated[Code, Col("前缀", required=True, show="shown")] = None
    date_format: Annotated[Text, Col("日期格式", show="shown")] = None
    digits: Annotated[Count, Col("流水位数", show="shown")] = None
    reset_cycle: Annotated[Text, Col("复位周期", show="shown", choices="复位周期")] = None
    current_period: Annotated[Code, Col("当前日期段", computed=True, show="shown")] = None
    last_number: Annotated[Count, Col("已用流水", computed=True, show="shown")] = None
    title: Annotated[Text, Col("标题", show="shown", width=20)] = None
    sign_roles: Annotated[Text, Col("签核角色", show="shown", width=36, help="打印在签字栏，用、分开")] = None
    copies: Annotated[Text, Col("联次", show="shown", width=24, help="用、分开，如 存根、客户、财务")] = None
    paper: Annotated[Text, Col("纸张", show="shown", choices="纸张")] = None
    lines_per_page: Annotated[Count, Col("每页行数", show="shown")] = None
    is_priced: Annotated[Flag, Col("是否带价", show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on


def _kind(
    kind: str,
    prefix: str,
    title: str,
    signs: str,
    copies: str,
    paper: str,
    lines: int,
    *,
    is_priced: bool,
    remark: str | None = None,
) -> dict[str, Any]:
    """Return a default row of the table."""
    return {
        "kind": kind,
        "prefix": prefix,
        "date_format": "yyyymmdd",
        "digits": 3,
        "reset_cycle": "日",
        "title": title,
        "sign_roles": signs,
        "copies": copies,
        "paper": paper,
        "lines_per_page": lines,
        "is_priced": is_priced,
        "remark": remark,
    }


# fmt: off
DEFAULT_NUMBERING: tuple[dict[str, Any], ...] = (
    _kind("备货单", "BH", "备货单", "销管员、仓管员、备货人", "存根、仓库", "241×140", 8, is_priced=True),
    _kind("送货单", "SH", "送货单", "制单、仓管员、销管员、送货人、客户签收（盖章）", "存根（白）、客户（红）、回单（黄）", "241×140", 8, is_priced=False),
    _kind("发货单", "SH", "发货单", "销管员、打单员、仓管员", "存根、仓库、财务", "241×140", 8, is_priced=True, remark="与送货单同号"),
    _kind("销货单", "SH", "销货单", "打单员、财务", "存根、财务", "241×140", 8, is_priced=True, remark="与送货单同号"),
    _kind("退货申请表", "TS", "客户退货申请表", "经办人、销售领导", "存根、客户", "A4", 12, is_priced=False),
    _kind("退货单", "TH", "退货单", "仓管员、仓库主管、销管员、销售领导、财务", "存根、客户、财务", "241×140", 7, is_priced=True),
    _kind("客户合同修改单", "HX", "客户合同修改单", "跟单员、客服计划员、PMC、客户", "存根、PMC、客户", "A4", 7, is_priced=True),
    _kind("变更评估报告", "PG", "变更评估报告", "跟单员、PMC、财务、销售主管", "存根", "A4", 6, is_priced=True),
    _kind("异常处理单", "YC", "异常处理单", "责任人、责任部门、品质、销售主管", "存根、责任部门", "A4", 25, is_priced=False),
    _kind("投诉处理报告", "TSB", "产品投诉处理报告", "跟单员、品质、销售主管、总经理", "存根、品质", "A4", 25, is_priced=False),
    _kind("验收单", "YS", "验收单", "客户、陪同人、跟单员", "存根、客户", "A4", 12, is_priced=False),
    _kind("对账单", "DZ", "对账单", "跟单员、财务、客户", "存根、客户", "A4", 20, is_priced=True),
    _kind("月结单", "YJ", "月结单", "财务、客户", "存根、客户", "A4", 22, is_priced=True),
    _kind("报价单", "BJ", "报价单", "编制人、财务、总经理、客户", "存根、客户", "A4", 18, is_priced=True),
    _kind("收款单", "SK", "收款单", "业务员、财务", "存根、财务", "A4", 25, is_priced=True),
    _kind("样品寄送单", "YP", "样品寄送单", "申请人、销售主管、寄件人、客户签收", "存根、客户", "A4", 15, is_priced=False),
    _kind("特殊订单确认", "TD", "特殊订单确认单", "跟单员、技术支持、PMC、客户", "存根、PMC、技术", "A4", 15, is_priced=False),
    _kind("生产通知书", "SC", "生产通知书（制造命令单）", "跟单员、PMC、生产、品质", "存根、PMC、车间、仓库", "A4", 10, is_priced=False),
    _kind("定额发料单", "FL", "定额发料单", "PMC、仓管员、领料人", "存根、仓库、车间", "A4", 25, is_priced=False),
    _kind("装箱单", "ZX", "装箱单", "备货人、仓管员、跟单员", "存根、客户", "A4", 15, is_priced=False),
    _kind("商业发票", "CI", "商业发票", "制单、销售主管", "存根、客户", "A4", 10, is_priced=True),
    _kind("整改通知", "ZG", "整改通知单", "跟单员、责任部门、品质、验证人", "存根、责任部门", "A4", 12, is_priced=False),
    _kind("发票申请", "FP", "开票申请单", "申请人、销售主管、财务", "存根、财务", "A4", 15, is_priced=True),
    _kind("催款提醒", "CK", "付款提醒函", "业务员、财务", "存根、客户", "A4", 14, is_priced=True),
    _kind("客户登记表", "KH", "客户登记表", "登记人、业务员、销售主管", "存根", "A4", 15, is_priced=False),
)
# fmt: on
"""The numbering of a new workbook, field → value: 发货单 and 销货单 are prints of one 送货单 and
bear its number. Source: requirements 27 and 44."""
