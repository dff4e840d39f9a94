"""The table 工艺路线."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Days, Flag, Qty, Text
from gendan_xl.schema.table import Meta, Table


class Routes(Table):
    """A step of a route: department, lead time and what it waits for."""

    # fmt: off
    meta = Meta("routes", "工艺路线", aliases=("工艺", "工艺流程"), present="core",
        help="各类产品走哪些节点、谁负责、几天（工作日）", tab_color="548235", source="14")

    route_name: Annotated[Text, Col("路线名称", key=True, show="shown")] = None
    version: Annotated[Text, Col("版本", key=True, show="shown", width=7)] = None
    seq_no: Annotated[Count, Col("节点序号", key=True, show="shown", width=6)] = None
    milestone_name: Annotated[Text, Col("节点名称", required=True, show="shown")] = None
    department: Annotated[Text, Col("责任部门", required=True, show="shown", choices="部门", width=9)] = None
    default_owner: Annotated[Text, Col("默认责任人", show="shown", refers="staff.name")] = None
    lead_days: Annotated[Days, Col("工期天数", required=True, show="shown")] = None
    rush_lead_days: Annotated[Days, Col("加急工期天数", show="shown")] = None
    lead_mode: Annotated[Text, Col("工期方式", show="grouped", choices="工期方式")] = None
    daily_capacity_qty: Annotated[Qty, Col("日产能", show="grouped")] = None
    capacity_unit: Annotated[Text, Col("产能单位", show="grouped")] = None
    buffer_days: Annotated[Days, Col("缓冲天数", show="shown")] = None
    predecessor_nos: Annotated[Code, Col("前置节点序号", show="shown",
        help="要等本路线哪些序号，用逗号分开；空 = 可以最先开始")] = None
    track_frequency: Annotated[Text, Col("跟踪频率", show="shown", choices="跟踪频率")] = None
    due_soon_days: Annotated[Days, Col("临期天数", show="shown",
        help="到期前几个工作日变黄；空 = 用设置")] = None
    is_key: Annotated[Flag, Col("是否关键节点", show="shown")] = None
    is_outsourced: Annotated[Flag, Col("是否外协", show="shown")] = None
    is_awaiting_material: Annotated[Flag, Col("是否等待物料", show="grouped")] = None
    is_skippable: Annotated[Flag, Col("是否可跳过", show="shown")] = None
    is_production_lock: Annotated[Flag, Col("是否投产锁定点", show="shown",
        help="这个节点开工后，客户变更不再受理")] = None
    is_stock_count: Annotated[Flag, Col("是否计入库数量", show="grouped",
        help="这个节点的完成数量算作入库数量")] = None
    completion_proof: Annotated[Text, Col("完成凭证", show="grouped")] = None
    is_customer_confirmed: Annotated[Flag, Col("需客户确认", show="grouped")] = None
    for_product_category: Annotated[Text, Col("适用产品类别", show="grouped")] = None
    wide_planned_header: Annotated[Text, Col("宽表计划列名", show="grouped",
        help="旧台账里一行一单、节点成列时，计划日期的列名")] = None
    wide_actual_header: Annotated[Text, Col("宽表实际列名", show="grouped",
        help="旧台账里一行一单、节点成列时，实际日期的列名")] = None
    start_date: Annotated[Date, Col("生效日期")] = None
    is_disabled: Annotated[Flag, Col("是否停用", show="grouped", help="停用后保留，但不再使用")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
