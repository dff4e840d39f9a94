"""The table 单据."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Flag, Moment, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table

_FILE_LINK = (
    'IF([@文件路径]="","",HYPERLINK([@文件路径],'
    r"""TRIM(RIGHT(SUBSTITUTE(SUBSTITUTE([@文件路径],"/","\"),"\",REPT(" ",255)),255))))"""
)
"""The last part of the path, as a link to the file."""


class Documents(Table):
    """A numbered document with every signature and where it is filed."""

    # fmt: off
    meta = Meta("documents", "单据", aliases=("单据登记",), present="core",
        help="所有单据的登记：号码不重复，作废也保留", tab_color="1F4E79", source="44")

    document_no: Annotated[Code, Col("单据号", key=True, show="shown", aliases=("单据编号",))] = None
    kind: Annotated[Text, Col("单据类型", required=True, show="shown", choices="单据类型")] = None
    title: Annotated[Text, Col("标题", show="shown", width=20)] = None
    document_date: Annotated[Date, Col("单据日期", required=True, show="shown")] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    line_no: Annotated[Count, Col("行号", show="shown", width=6)] = None
    customer_no: Annotated[Code, Col("客户编号", show="shown", refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    related_no: Annotated[Code, Col("关联单号", show="grouped")] = None
    amount: Annotated[Amount, Col("金额", show="shown")] = None
    currency: Annotated[Text, Col("币种", show="grouped", choices="币种", width=7)] = None
    version: Annotated[Text, Col("版本", show="shown", width=7)] = None
    source_document_no: Annotated[Code, Col("原单据号", show="grouped")] = None
    made_by: Annotated[Text, Col("制单人", show="shown")] = None
    made_time: Annotated[Moment, Col("制单时间", computed=True, show="shown")] = None
    reviewed_by: Annotated[Text, Col("审核人", show="shown")] = None
    reviewed_date: Annotated[Date, Col("审核日期", show="grouped")] = None
    approved_by: Annotated[Text, Col("批准人", show="shown")] = None
    approved_date: Annotated[Date, Col("批准日期", show="grouped")] = None
    missing_signs: Annotated[Text, Col("未签角色", computed=True, show="shown")] = None
    compliance_reviewer: Annotated[Text, Col("合规审核人")] = None
    compliance_result: Annotated[Text, Col("合规审核结论", choices="审批结论")] = None
    compliance_reviewed_date: Annotated[Date, Col("合规审核日期")] = None
    sent_by: Annotated[Text, Col("发出方式", show="grouped")] = None
    sent_date: Annotated[Date, Col("发出日期", show="shown")] = None
    recipient: Annotated[Text, Col("收件人", show="grouped")] = None
    express_no: Annotated[Code, Col("快递单号", show="grouped")] = None
    is_return_needed: Annotated[Flag, Col("是否需回传", show="shown")] = None
    return_due_date: Annotated[Date, Col("应回传日期", computed=True, show="shown")] = None
    returned_date: Annotated[Date, Col("回传日期", show="shown")] = None
    signed_by: Annotated[Text, Col("签收人", show="grouped")] = None
    returned_file: Annotated[Text, Col("回传文件")] = None
    file_name: Annotated[Text, Col("文件名", computed=True, show="shown", width=26, formula=_FILE_LINK,
        help="点一下打开这张单")] = None
    file_path: Annotated[Text, Col("文件路径", computed=True, show="grouped", width=30)] = None
    print_count: Annotated[Count, Col("打印次数", computed=True, show="shown")] = None
    last_printed_time: Annotated[Moment, Col("末次打印时间", computed=True, show="grouped")] = None
    key_terms: Annotated[Text, Col("关键条款")] = None
    payment_points: Annotated[Text, Col("付款节点")] = None
    penalty_terms: Annotated[Text, Col("违约责任")] = None
    paper_place: Annotated[Text, Col("纸质存放位置", show="grouped")] = None
    keep_years: Annotated[Count, Col("保存年限")] = None
    status: Annotated[Text, Col("状态", required=True, show="shown", choices="单据状态", width=10,
        help="作废的单据保留，号码不再使用")] = None
    void_reason: Annotated[Text, Col("作废原因", show="shown")] = None
    voided_by: Annotated[Text, Col("作废人", show="grouped")] = None
    voided_date: Annotated[Date, Col("作废日期", show="grouped")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
