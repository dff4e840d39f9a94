"""The table 价格."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Date, Flag, Price, Qty, Rate, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Prices(Table):
    """A price of one customer, product, currency, quantity and validity."""

    # fmt: off
    meta = Meta("prices", "价格", aliases=("价格表", "客户价格"), present="core",
        help="客户价格；客户编号留空为通用价", tab_color="548235", source="10–11")

    customer_no: Annotated[Code, Col("客户编号", key=True, show="shown", refers="customers.customer_no",
        aliases=("客户编码", "客户代码"), help="空 = 通用价")] = None
    product_no: Annotated[Code, Col("产品编号", key=True, show="shown", refers="products.product_no",
        aliases=("品号", "料号", "存货编码", "物料编码"), width=15)] = None
    currency: Annotated[Text, Col("币种", key=True, show="shown", choices="币种", aliases=("币别",),
        width=7)] = None
    min_qty: Annotated[Qty, Col("起订数量", key=True, show="shown", aliases=("起订量", "数量下限", "最小数量"),
        help="从多少数量起用这个价；空 = 1")] = None
    start_date: Annotated[Date, Col("生效日期", key=True, show="shown",
        aliases=("起始日期", "开始日期"))] = None
    end_date: Annotated[Date, Col("失效日期", show="shown",
        aliases=("终止日期", "结束日期", "截止日期"))] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    product_name: Annotated[Text, Col("产品名称", computed=True, show="shown",
        formula=master_text("产品编号", "产品", "产品编号", "产品名称"), width=20)] = None
    spec: Annotated[Text, Col("规格", computed=True, show="shown",
        formula=master_text("产品编号", "产品", "产品编号", "规格"), width=18)] = None
    customer_product_no: Annotated[Code, Col("客户品号", show="grouped")] = None
    unit: Annotated[Text, Col("单位", required=True, show="shown", choices="单位", width=6)] = None
    unit_price: Annotated[Price, Col("单价", required=True, show="shown",
        aliases=("含税单价", "销售单价", "价格", "售价"))] = None
    is_tax_included: Annotated[Flag, Col("是否含税", required=True, show="shown")] = None
    tax_rate: Annotated[Rate, Col("税率", required=True, show="shown", width=7)] = None
    net_price: Annotated[Price, Col("不含税单价", computed=True, show="shown",
        formula='IF([@单价]="","",IF([@是否含税]="否",[@单价],ROUND([@单价]/(1+N([@税率])),4)))')] = None
    price_type: Annotated[Text, Col("价格类型", show="shown", choices="价格类型")] = None
    trade_terms: Annotated[Text, Col("交货条件")] = None
    floor_price: Annotated[Price, Col("最低限价", show="grouped")] = None
    discount_rate: Annotated[Rate, Col("折扣率", show="grouped")] = None
    quotation_no: Annotated[Code, Col("报价单号", show="shown")] = None
    last_price: Annotated[Price, Col("上次单价", show="shown")] = None
    change_rate: Annotated[Rate, Col("涨跌幅", computed=True, show="shown",
        formula='IF(OR([@单价]="",N([@上次单价])=0),"",[@单价]/[@上次单价]-1)')] = None
    change_reason: Annotated[Text, Col("调价原因", show="grouped")] = None
    is_new_material: Annotated[Flag, Col("是否新材料")] = None
    finance_reviewer: Annotated[Text, Col("财务审核人", show="grouped")] = None
    finance_reviewed_date: Annotated[Date, Col("财务审核日期", show="grouped")] = None
    gm_reviewer: Annotated[Text, Col("总经理审核人", show="grouped")] = None
    gm_reviewed_date: Annotated[Date, Col("总经理审核日期", show="grouped")] = None
    customer_confirmed_date: Annotated[Date, Col("客户确认日期", show="grouped")] = None
    updated_by: Annotated[Text, Col("更新人")] = None
    updated_date: Annotated[Date, Col("更新日期")] = None
    is_disabled: Annotated[Flag, Col("是否停用", show="shown", help="停用后保留，但不再使用")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
