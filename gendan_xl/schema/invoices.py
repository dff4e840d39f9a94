"""The table 发票."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Date, Rate, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Invoices(Table):
    """An application for an invoice."""

    # fmt: off
    meta = Meta("invoices", "发票", present="request", help="开票申请", tab_color="A6A6A6", source="39")

    request_no: Annotated[Code, Col("申请号", key=True, show="shown")] = None
    request_date: Annotated[Date, Col("申请日期", required=True, show="shown")] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="shown",
        refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    invoice_title: Annotated[Text, Col("开票抬头", show="shown")] = None
    tax_no: Annotated[Code, Col("税号", show="shown")] = None
    invoice_type: Annotated[Text, Col("发票类型", required=True, show="shown", choices="发票类型")] = None
    statement_no: Annotated[Code, Col("对账单号", show="shown")] = None
    note_no: Annotated[Code, Col("送货单号", show="shown", help="由程序编号，不要手填")] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    net_amount: Annotated[Amount, Col("不含税金额", show="shown")] = None
    tax_rate: Annotated[Rate, Col("税率", show="shown", width=7)] = None
    tax_amount: Annotated[Amount, Col("税额", show="shown")] = None
    gross_amount: Annotated[Amount, Col("价税合计", required=True, show="shown")] = None
    received_amount: Annotated[Amount, Col("已收金额", computed=True, show="shown")] = None
    requested_by: Annotated[Text, Col("申请人", show="shown")] = None
    approver: Annotated[Text, Col("审批人", show="shown")] = None
    invoice_no: Annotated[Code, Col("发票号", show="shown")] = None
    invoice_date: Annotated[Date, Col("开票日期", show="shown")] = None
    issued_by: Annotated[Text, Col("开票人", show="shown")] = None
    sent_by: Annotated[Text, Col("寄发方式", show="shown")] = None
    express_no: Annotated[Code, Col("快递单号", show="shown")] = None
    sent_date: Annotated[Date, Col("寄发日期", show="shown")] = None
    signed_date: Annotated[Date, Col("签收日期", show="shown")] = None
    reversed_invoice_no: Annotated[Code, Col("红冲原发票号", show="shown")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="办理状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
