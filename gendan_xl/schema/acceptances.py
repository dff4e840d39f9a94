"""The table 验收整改."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Moment, Qty, Text
from gendan_xl.schema.table import Meta, Table


class Acceptances(Table):
    """One rework item of an acceptance."""

    # fmt: off
    meta = Meta("acceptances", "验收整改", present="request", help="验收与整改", tab_color="A6A6A6",
        source="34")

    acceptance_no: Annotated[Code, Col("验收单号", key=True, show="shown")] = None
    rework_seq_no: Annotated[Count, Col("整改序号", key=True, show="shown")] = None
    order_no: Annotated[Code, Col("订单号", required=True, show="shown", refers="orders.order_no",
        width=16)] = None
    line_no: Annotated[Count, Col("行号", required=True, show="shown", width=6)] = None
    batch_no: Annotated[Count, Col("批次", show="shown", width=6, help="同一订单行从 1 起")] = None
    note_no: Annotated[Code, Col("送货单号", show="shown", help="由程序编号，不要手填")] = None
    accepted_date: Annotated[Date, Col("验收日期", show="shown")] = None
    acceptance_mode: Annotated[Text, Col("验收方式", show="shown", choices="验收方式")] = None
    customer_acceptor: Annotated[Text, Col("客户验收人", show="shown")] = None
    accompanied_by: Annotated[Text, Col("陪同人", show="shown")] = None
    acceptance_standard: Annotated[Text, Col("验收标准", show="shown")] = None
    acceptance_result: Annotated[Text, Col("验收结果", required=True, show="shown", choices="验收结果")] = None
    rejected_qty: Annotated[Qty, Col("不合格数量", show="shown")] = None
    rework_content: Annotated[Text, Col("整改内容", show="shown")] = None
    department: Annotated[Text, Col("责任部门", show="shown", choices="部门", width=9)] = None
    owner: Annotated[Text, Col("责任人", show="shown", refers="staff.name", width=9)] = None
    due_time: Annotated[Moment, Col("要求完成时间", show="shown")] = None
    finished_time: Annotated[Moment, Col("实际完成时间", show="shown")] = None
    recheck_date: Annotated[Date, Col("复验日期", show="shown")] = None
    recheck_result: Annotated[Text, Col("复验结果", show="shown", choices="验收结果")] = None
    returned_date: Annotated[Date, Col("验收单签回日期", show="shown")] = None
    incident_no: Annotated[Code, Col("异常单号", show="shown")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="办理状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
