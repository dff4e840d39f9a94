"""The table 报价."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Days, Flag, Price, Qty, Rate, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Quotations(Table):
    """A quoted line with its reviews."""

    # fmt: off
    meta = Meta("quotations", "报价", present="request", help="报价与审核", tab_color="A6A6A6", source="11")

    quotation_no: Annotated[Code, Col("报价单号", key=True, show="shown")] = None
    line_no: Annotated[Count, Col("行号", key=True, show="shown", width=6)] = None
    quotation_date: Annotated[Date, Col("报价日期", required=True, show="shown")] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="shown",
        refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    product_no: Annotated[Code, Col("产品编号", show="shown", refers="products.product_no", width=15)] = None
    product_name: Annotated[Text, Col("产品名称", required=True, show="shown", width=20)] = None
    spec: Annotated[Text, Col("规格", show="shown", width=18)] = None
    unit: Annotated[Text, Col("单位", show="shown", choices="单位", width=6)] = None
    quoted_qty: Annotated[Qty, Col("数量", show="shown")] = None
    old_price: Annotated[Price, Col("原单价", computed=True, show="shown")] = None
    quoted_price: Annotated[Price, Col("报价单价", required=True, show="shown")] = None
    is_tax_included: Annotated[Flag, Col("是否含税", show="shown")] = None
    tax_rate: Annotated[Rate, Col("税率", show="shown", width=7)] = None
    currency: Annotated[Text, Col("币种", show="shown", choices="币种", width=7)] = None
    trade_terms: Annotated[Text, Col("交货条件", show="shown")] = None
    payment_terms: Annotated[Text, Col("付款条件", show="shown")] = None
    lead_days: Annotated[Days, Col("交期天数", show="shown")] = None
    valid_until_date: Annotated[Date, Col("有效期至", show="shown")] = None
    quotation_reason: Annotated[Text, Col("报价原因", required=True, show="shown")] = None
    material_note: Annotated[Text, Col("材料说明", show="shown")] = None
    cost_price: Annotated[Price, Col("成本价", show="shown")] = None
    margin_rate: Annotated[Rate, Col("毛利率", computed=True, show="shown",
        formula='IF(OR([@报价单价]="",N([@成本价])=0),"",1-[@成本价]/[@报价单价])')] = None
    prepared_by: Annotated[Text, Col("编制人", show="shown")] = None
    finance_reviewer: Annotated[Text, Col("财务审核人", roles=("财务",), show="shown")] = None
    finance_reviewed_date: Annotated[Date, Col("财务审核日期", show="shown")] = None
    gm_reviewer: Annotated[Text, Col("总经理审核人", roles=("总经理",), show="shown")] = None
    gm_reviewed_date: Annotated[Date, Col("总经理审核日期", show="shown")] = None
    is_sealed: Annotated[Flag, Col("是否盖章", show="shown")] = None
    sent_date: Annotated[Date, Col("发出日期", show="shown")] = None
    customer_confirmed_by: Annotated[Text, Col("客户确认人", show="shown")] = None
    customer_confirmed_date: Annotated[Date, Col("客户确认日期", show="shown")] = None
    version: Annotated[Text, Col("版本", show="shown", width=7)] = None
    status: Annotated[Text, Col("状态", show="shown", choices="单据状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
