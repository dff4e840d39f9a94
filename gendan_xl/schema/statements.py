"""The table 对账."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Date, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Statements(Table):
    """The account of one customer and month."""

    # fmt: off
    meta = Meta("statements", "对账", present="request", help="客户月对账", tab_color="A6A6A6", source="38")

    statement_no: Annotated[Code, Col("对账单号", key=True, show="shown")] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="shown",
        refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    statement_month: Annotated[Code, Col("对账月份", required=True, show="shown", number_format="@")] = None
    start_date: Annotated[Date, Col("起始日期", show="shown")] = None
    end_date: Annotated[Date, Col("截止日期", show="shown")] = None
    opening_amount: Annotated[Amount, Col("期初余额", computed=True, show="shown")] = None
    delivered_amount: Annotated[Amount, Col("本期发货", computed=True, show="shown")] = None
    returned_amount: Annotated[Amount, Col("本期退货", computed=True, show="shown")] = None
    allowance_amount: Annotated[Amount, Col("折让扣款", computed=True, show="shown")] = None
    received_amount: Annotated[Amount, Col("本期收款", computed=True, show="shown")] = None
    closing_amount: Annotated[Amount, Col("期末余额", computed=True, show="shown",
        formula='IF([@客户编号]="","",N([@期初余额])+N([@本期发货])-N([@本期退货])-N([@折让扣款])-N([@本期收款]))')] = None
    invoiced_amount: Annotated[Amount, Col("本期开票", computed=True, show="shown")] = None
    prepared_by: Annotated[Text, Col("编制人", show="shown")] = None
    finance_checked_by: Annotated[Text, Col("财务核对人", show="shown")] = None
    finance_checked_date: Annotated[Date, Col("财务核对日期", show="shown")] = None
    sent_by: Annotated[Text, Col("发出方式", show="shown")] = None
    sent_date: Annotated[Date, Col("发出日期", show="shown")] = None
    return_due_date: Annotated[Date, Col("应回传日期", computed=True, show="shown")] = None
    reminded_date: Annotated[Date, Col("催回日期", show="shown")] = None
    returned_date: Annotated[Date, Col("回传日期", show="shown")] = None
    confirmed_amount: Annotated[Amount, Col("客户确认金额", show="shown")] = None
    gap_amount: Annotated[Amount, Col("差异金额", computed=True, show="shown",
        formula='IF([@客户确认金额]="","",[@期末余额]-[@客户确认金额])')] = None
    gap_note: Annotated[Text, Col("差异说明", show="shown")] = None
    sealed_by: Annotated[Text, Col("签章人", show="shown")] = None
    payment_due_date: Annotated[Date, Col("付款到期日", computed=True, show="shown")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="办理状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
