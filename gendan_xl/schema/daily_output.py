"""The table 生产日报."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Number, Qty, Rate, Text
from gendan_xl.schema.table import Meta, Table


class DailyOutput(Table):
    """The output of a team on one day and milestone."""

    # fmt: off
    meta = Meta("daily_output", "生产日报", present="request", help="每日产量", tab_color="A6A6A6",
        source="20b2")

    output_date: Annotated[Date, Col("日期", key=True, show="shown")] = None
    order_no: Annotated[Code, Col("订单号", key=True, show="shown", refers="orders.order_no", width=16)] = None
    line_no: Annotated[Count, Col("行号", key=True, show="shown", width=6)] = None
    milestone_name: Annotated[Text, Col("节点名称", key=True, show="shown")] = None
    team: Annotated[Text, Col("班组", key=True, show="shown")] = None
    processor: Annotated[Text, Col("加工单位", show="shown")] = None
    input_qty: Annotated[Qty, Col("投入数量", show="shown")] = None
    done_qty: Annotated[Qty, Col("完成数量", required=True, show="shown")] = None
    good_qty: Annotated[Qty, Col("合格数量", show="shown")] = None
    defect_qty: Annotated[Qty, Col("不良数量", show="shown")] = None
    scrapped_qty: Annotated[Qty, Col("报废数量", show="shown")] = None
    total_done_qty: Annotated[Qty, Col("累计完成", computed=True, show="shown")] = None
    defect_rate: Annotated[Rate, Col("不良率", computed=True, show="shown",
        formula='IF(N([@完成数量])=0,"",N([@不良数量])/[@完成数量])')] = None
    work_hours: Annotated[Number, Col("工时", show="shown")] = None
    downtime_minutes: Annotated[Number, Col("停机分钟", show="shown")] = None
    gap_reason: Annotated[Text, Col("差异原因", show="shown")] = None
    reported_by: Annotated[Text, Col("填报人", show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
