"""The table 工艺路线."""

from typing import Annotated, Any

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
        help="要等本路线哪些序号，用逗号分开；空 = 等上一个，0 = 谁也不等")] = None
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


def _step(
    route: str, seq: int, milestone: str, department: str, days: float, after: str, **more: bool
) -> dict[str, Any]:
    """Return a default row of the table: `days` are working days, `after` the seq_no it waits for."""
    return {
        "route_name": route,
        "version": "1",
        "seq_no": seq,
        "milestone_name": milestone,
        "department": department,
        "lead_days": days,
        "lead_mode": "固定天数",
        "buffer_days": 0,
        "predecessor_nos": after or None,
        "track_frequency": "每日" if days <= 3 else "隔日",
        **more,
    }


# fmt: off
DEFAULT_ROUTES: tuple[dict[str, Any], ...] = (
    _step("通用", 1, "排产", "PMC", 1, ""),
    _step("通用", 2, "领料出库", "仓库", 1, "1", is_key=True, is_production_lock=True),
    _step("通用", 3, "首件检验", "品质", 1, "2"),
    _step("通用", 4, "生产", "生产", 5, "3"),
    _step("通用", 5, "成品检验", "品质", 1, "4", is_key=True),
    _step("通用", 6, "成品入库", "仓库", 1, "5", is_key=True, is_stock_count=True),
    _step("机械", 1, "排产", "PMC", 2, ""),
    _step("机械", 2, "焊接", "生产", 5, "1", is_production_lock=True),
    _step("机械", 3, "涂装", "生产", 3, "2"),
    _step("机械", 4, "总装", "生产", 4, "3"),
    _step("机械", 5, "质检合格", "品质", 2, "4", is_key=True),
    _step("机械", 6, "入库", "仓库", 1, "5", is_key=True, is_stock_count=True),
    _step("家具", 1, "物料采购", "采购", 7, "", is_awaiting_material=True),
    _step("家具", 2, "白茬", "生产", 7, "0", is_production_lock=True),
    _step("家具", 3, "外协", "外协", 3, "2", is_outsourced=True, is_skippable=True),
    _step("家具", 4, "成品生产", "生产", 6, "1,3"),
    _step("家具", 5, "质检", "品质", 1, "4", is_key=True),
    _step("家具", 6, "入库", "仓库", 1, "5", is_key=True, is_stock_count=True),
    _step("样品", 1, "打样", "技术", 5, ""),
    _step("样品", 2, "寄样", "跟单", 1, "1"),
    _step("样品", 3, "客户批板", "跟单", 5, "2", is_key=True, is_customer_confirmed=True),
    _step("样品", 4, "产前样", "技术", 3, "3"),
    _step("样品", 5, "产前确认", "跟单", 2, "4", is_key=True, is_customer_confirmed=True),
    _step("库存直发", 1, "备货", "仓库", 1, ""),
    _step("库存直发", 2, "发货", "仓库", 1, "1", is_key=True),
)
# fmt: on
"""The routes of a new workbook, field → value. Source: spec tables, default routes."""
