"""The table 收款."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Number, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Payments(Table):
    """A receipt of money and what it settles."""

    # fmt: off
    meta = Meta("payments", "收款", aliases=("收款明细", "回款"), present="core", help="收到的款项及核销",
        tab_color="1F4E79", source="39")

    payment_no: Annotated[Code, Col("收款单号", key=True, show="shown")] = None
    payment_line_no: Annotated[Count, Col("收款行号", key=True, show="shown")] = None
    payment_date: Annotated[Date, Col("收款日期", required=True, show="shown",
        aliases=("回款日期", "到账日期"))] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="shown",
        refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    payer: Annotated[Text, Col("付款单位", show="grouped")] = None
    payment_kind: Annotated[Text, Col("款项性质", required=True, show="shown", choices="款项性质")] = None
    payment_mode: Annotated[Text, Col("收款方式", required=True, show="shown", choices="收款方式",
        aliases=("付款方式",))] = None
    currency: Annotated[Text, Col("币种", required=True, show="shown", choices="币种", width=7)] = None
    exchange_rate: Annotated[Number, Col("汇率", show="grouped", number_format="0.0000##")] = None
    payment_amount: Annotated[Amount, Col("收款金额", required=True, show="shown",
        aliases=("金额", "回款金额", "到账金额"))] = None
    fee_amount: Annotated[Amount, Col("手续费", show="grouped")] = None
    bank_no: Annotated[Code, Col("银行流水号", show="grouped")] = None
    bank_account: Annotated[Code, Col("收款账户")] = None
    bill_no: Annotated[Code, Col("票据号", show="grouped")] = None
    bill_due_date: Annotated[Date, Col("票据到期日", show="grouped")] = None
    receivable_no: Annotated[Code, Col("应收单号", computed=True, show="grouped")] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    note_no: Annotated[Code, Col("送货单号", show="shown", help="由程序编号，不要手填")] = None
    statement_no: Annotated[Code, Col("对账单号", show="shown")] = None
    invoice_no: Annotated[Code, Col("发票号", show="shown")] = None
    settled_amount: Annotated[Amount, Col("核销金额", show="shown")] = None
    unsettled_amount: Annotated[Amount, Col("未核销金额", computed=True, show="shown",
        formula='IF([@收款金额]="","",[@收款金额]-N([@核销金额]))')] = None
    sales_person: Annotated[Text, Col("经手业务员", show="grouped")] = None
    papers_handed_date: Annotated[Date, Col("收款单据交接日期")] = None
    finance_confirmed_by: Annotated[Text, Col("财务确认人", show="shown")] = None
    finance_confirmed_date: Annotated[Date, Col("财务确认日期", show="shown")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="收款单状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
