"""The table 节点."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Days, Flag, Moment, Qty, Text
from gendan_xl.schema.table import Meta, Table


class Milestones(Table):
    """A step of one order line with its plan and its record."""

    # fmt: off
    meta = Meta("milestones", "节点", aliases=("进度", "生产进度", "工序进度", "节点跟踪"), present="core",
        help="每个订单行的工序节点：计划由程序排，实际完成日期由跟单员填", tab_color="1F4E79", source="14–17")

    order_no: Annotated[Code, Col("订单号", key=True, show="shown", refers="orders.order_no", width=16)] = None
    line_no: Annotated[Count, Col("行号", key=True, show="shown", width=6)] = None
    seq_no: Annotated[Count, Col("节点序号", key=True, show="shown", aliases=("工序号", "工序序号", "顺序"),
        width=6)] = None
    milestone_name: Annotated[Text, Col("节点名称", required=True, show="shown",
        aliases=("工序", "工序名称", "节点"))] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown", width=12)] = None
    product_name: Annotated[Text, Col("产品名称", computed=True, show="shown", width=20)] = None
    spec: Annotated[Text, Col("规格", computed=True, show="grouped", width=18)] = None
    ordered_qty: Annotated[Qty, Col("订购数量", computed=True, show="shown")] = None
    confirmed_date: Annotated[Date, Col("确认交期", computed=True, show="shown")] = None
    route_name: Annotated[Text, Col("工艺路线", computed=True, show="grouped")] = None
    department: Annotated[Text, Col("责任部门", required=True, show="shown", choices="部门",
        aliases=("部门", "车间"), width=9)] = None
    owner: Annotated[Text, Col("责任人", show="shown", refers="staff.name", width=9)] = None
    processor: Annotated[Text, Col("加工单位", show="grouped")] = None
    predecessors: Annotated[Code, Col("前置节点", show="grouped",
        help="要等哪些节点序号，用逗号分开；空 = 等上一个，0 = 谁也不等")] = None
    is_skipped: Annotated[Flag, Col("是否跳过", show="grouped",
        help="本单不做这个节点时选“是”，并写原因")] = None
    skip_reason: Annotated[Text, Col("跳过原因", show="grouped")] = None
    lead_days: Annotated[Days, Col("工期天数", show="grouped")] = None
    buffer_days: Annotated[Days, Col("缓冲天数", show="grouped")] = None
    track_frequency: Annotated[Text, Col("跟踪频率", show="grouped", choices="跟踪频率")] = None
    planned_start_date: Annotated[Date, Col("计划开始日期", computed=True, show="shown",
        aliases=("计划开始", "计划开工"))] = None
    planned_end_date: Annotated[Date, Col("计划完成日期", computed=True, show="shown", aliases=("计划完成",
        "计划日期", "计划完工日期", "应完成日期"))] = None
    first_planned_end_date: Annotated[Date, Col("首次计划完成日期", computed=True, show="grouped",
        help="第一次排出的计划，写入后不再改", source="15")] = None
    locked_date: Annotated[Date, Col("手工锁定日期", show="grouped",
        help="填了以后程序不再改这个节点的计划")] = None
    actual_start_date: Annotated[Date, Col("实际开始日期", show="grouped",
        aliases=("实际开始", "实际开工"))] = None
    actual_end_date: Annotated[Date, Col("实际完成日期", show="shown",
        aliases=("实际完成", "完成日期", "实际日期", "完工日期"), help="完成当天填；没完成留空")] = None
    done_qty: Annotated[Qty, Col("完成数量", show="shown", aliases=("完工数量", "报工数量"),
        source="20b2")] = None
    good_qty: Annotated[Qty, Col("合格数量", show="grouped")] = None
    defect_qty: Annotated[Qty, Col("不良数量", show="grouped")] = None
    scrapped_qty: Annotated[Qty, Col("报废数量", show="grouped")] = None
    inspection_result: Annotated[Text, Col("检验结果", show="grouped", choices="检验结果")] = None
    inspector: Annotated[Text, Col("检验人")] = None
    related_no: Annotated[Code, Col("关联单号")] = None
    status: Annotated[Text, Col("状态", computed=True, show="shown", choices="节点状态", aliases=("节点状态",),
        width=10)] = None
    forecast_date: Annotated[Date, Col("预计完成日期", computed=True, show="shown")] = None
    days_late: Annotated[Days, Col("延误天数", computed=True, show="shown", width=9)] = None
    stalled_days: Annotated[Days, Col("停滞天数", computed=True, show="grouped", source="17")] = None
    awaited_material: Annotated[Text, Col("等待物料", computed=True, show="grouped", source="20b")] = None
    delay_reason: Annotated[Text, Col("延误原因", show="shown", choices="延误原因", width=16, help="超期时必填",
        source="19")] = None
    responsible_party: Annotated[Text, Col("责任方", show="grouped", choices="责任方")] = None
    action: Annotated[Text, Col("处理措施", show="shown")] = None
    promised_time: Annotated[Moment, Col("承诺完成时间", show="shown",
        help="写到几点，如 2026-03-12 18:00")] = None
    updated_date: Annotated[Date, Col("最近更新日期", show="grouped")] = None
    updated_by: Annotated[Text, Col("更新人", show="grouped")] = None
    photo: Annotated[Text, Col("照片")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
