"""Functions of routes: the planned days of an order, step by step."""

from __future__ import annotations

import datetime as dt

from gendan_xl.udfs._arrays import Cells, each, read
from gendan_xl.udfs._declare import udf
from gendan_xl.udfs._help import CALENDAR, REST
from gendan_xl.udfs._plan import planner, step_of, whole_routes
from gendan_xl.udfs._ranges import calendar_of, routes_in

_DUE = "交期，一格或一列；空而有开始日期时从开始日期往后排"
_START = "最早开始日期（下单日期），一格或一列，可空"
_SKIPPED = "不做的节点，写序号或名称，如“3、外协”，可空"
_URGENCY = "紧急程度，特急、急插用加急工期，可空"
_ROUTES = "工艺路线区域（含表头）；空 = 通用、机械、家具、样品、库存直发"


@udf(
    {'=gd_due_dates("通用","2026-11-30")': "6 行：节点、开始、完成", "=gd_due_dates(B2:B500,C2:C500)": "每单一行，各节点完成日"},
    route="工艺路线名称，一格或一列", due=_DUE, start=_START, skipped=_SKIPPED, urgency=_URGENCY, route_range=_ROUTES,
    calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_due_dates(
    route: Cells, due: Cells, start: Cells = None, skipped: Cells = None, urgency: Cells = None,
    route_range: Cells = None, calendar: Cells = None, rest: Cells = None,
) -> Cells:  # fmt: skip
    """按工艺路线从交期倒排。一张订单：每个节点一行（节点、开始、完成）；一列订单：每单一行，依次是各节点的完成日。

    The planned route of an order: one row per step (name, start, finish); for a column of orders one row of finish days
    each (requirement 15).
    """
    plan = planner(routes_in(route_range), calendar_of(calendar, rest))
    return whole_routes(
        plan, read(route, "text"), read(due, "date", optional=True), read(start, "date", optional=True),
        read(skipped, "text", optional=True), read(urgency, "text", optional=True),
    )  # fmt: skip


@udf(
    {'=gd_milestone_date("通用","2026-11-30","生产")': "2026-11-27", "=gd_milestone_date(B2:B500,C2:C500,E1:J1)": "整块完成日"},
    route="工艺路线名称，一格或一列", due=_DUE, milestone="节点名称或序号，一格、一列或一行表头", start=_START,
    skipped=_SKIPPED, urgency=_URGENCY, route_range=_ROUTES, calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_milestone_date(
    route: Cells, due: Cells, milestone: Cells, start: Cells = None, skipped: Cells = None,
    urgency: Cells = None, route_range: Cells = None, calendar: Cells = None, rest: Cells = None,
) -> Cells:  # fmt: skip
    """按工艺路线倒排后某个节点的计划完成日；一列订单配一行节点表头，得到整块日期。

    The planned finish of one step; orders down and step names across give the whole block.
    """
    plan = planner(routes_in(route_range), calendar_of(calendar, rest))

    def finish(
        name: str, milestone: str, due: dt.date | None, start: dt.date | None, skipped: str | None, urgency: str | None
    ) -> dt.date | None:  # fmt: skip
        steps = plan(name, due, start, skipped, urgency)
        step = step_of(steps, milestone) if steps else None
        return step.finish if step else None

    return each(
        finish, read(route, "text"), read(milestone, "text"), read(due, "date", optional=True),
        read(start, "date", optional=True), read(skipped, "text", optional=True), read(urgency, "text", optional=True),
    )  # fmt: skip
