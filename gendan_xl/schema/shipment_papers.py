"""The table 随货资料."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Flag, Text
from gendan_xl.schema.table import Meta, Table


class ShipmentPapers(Table):
    """A paper that travels with a batch."""

    # fmt: off
    meta = Meta("shipment_papers", "随货资料", present="request", help="随货资料清单", tab_color="A6A6A6",
        source="32")

    order_no: Annotated[Code, Col("订单号", key=True, show="shown", refers="orders.order_no", width=16)] = None
    line_no: Annotated[Count, Col("行号", key=True, show="shown", width=6)] = None
    batch_no: Annotated[Count, Col("批次", key=True, show="shown", width=6, help="同一订单行从 1 起")] = None
    paper_name: Annotated[Text, Col("资料名称", key=True, show="shown")] = None
    copy_count: Annotated[Count, Col("份数", show="shown")] = None
    requested_by: Annotated[Text, Col("申请人", show="shown")] = None
    request_date: Annotated[Date, Col("申请日期", show="shown")] = None
    issued_by_department: Annotated[Text, Col("出具部门", show="shown", choices="部门")] = None
    paper_no: Annotated[Code, Col("资料编号", show="shown")] = None
    collected_date: Annotated[Date, Col("领取日期", show="shown")] = None
    dispatch_mode: Annotated[Text, Col("随货或寄出", show="shown")] = None
    sent_date: Annotated[Date, Col("寄出日期", show="shown")] = None
    express_no: Annotated[Code, Col("快递单号", show="shown")] = None
    is_lc_compliant: Annotated[Flag, Col("信用证相符", show="shown")] = None
    legal_reviewer: Annotated[Text, Col("法务审核人", show="shown")] = None
    legal_reviewed_date: Annotated[Date, Col("法务审核日期", show="shown")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="办理状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
