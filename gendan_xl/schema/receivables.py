"""The table 应收."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Date, Days, Flag, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Receivables(Table):
    """An amount due from a customer."""

    # fmt: off
    meta = Meta("receivables", "应收", present="request", help="应收与催款", tab_color="A6A6A6", source="39")

    receivable_no: Annotated[Code, Col("应收单号", key=True, show="shown")] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="shown",
        refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    source_kind: Annotated[Text, Col("来源类型", required=True, show="shown")] = None
    source_no: Annotated[Code, Col("来源单号", show="shown")] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    payment_kind: Annotated[Text, Col("款项性质", show="shown", choices="款项性质")] = None
    due_date: Annotated[Date, Col("应收日期", required=True, show="shown")] = None
    currency: Annotated[Text, Col("币种", show="shown", choices="币种", width=7)] = None
    due_amount: Annotated[Amount, Col("应收金额", required=True, show="shown")] = None
    received_amount: Annotated[Amount, Col("已收金额", computed=True, show="shown")] = None
    open_amount: Annotated[Amount, Col("未收金额", computed=True, show="shown",
        formula='IF([@应收金额]="","",[@应收金额]-N([@已收金额]))')] = None
    overdue_days: Annotated[Days, Col("逾期天数", computed=True, show="shown",
        formula='IF(OR([@应收日期]="",[@未收金额]=""),"",IF([@未收金额]<=0,0,MAX(0,今日-[@应收日期])))')] = None
    age_band: Annotated[Text, Col("账龄段", computed=True, show="shown")] = None
    reminder_date: Annotated[Date, Col("提醒日期", computed=True, show="shown")] = None
    reminded_date: Annotated[Date, Col("已提醒日期", show="shown")] = None
    is_papers_complete: Annotated[Flag, Col("收款单据齐否", show="shown")] = None
    passed_to_sales_date: Annotated[Date, Col("交业务员日期", show="shown")] = None
    reported_to_manager_date: Annotated[Date, Col("上报主管日期", show="shown")] = None
    reported_to_finance_date: Annotated[Date, Col("上报财务日期", show="shown")] = None
    promised_date: Annotated[Date, Col("客户承诺付款日期", show="shown")] = None
    reminder_note: Annotated[Text, Col("催款记录", show="shown")] = None
    release_limit: Annotated[Text, Col("放货限制", show="shown")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="办理状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
