"""The milestones of all workbooks with what they need of their order line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from gendan_xl.errors import Message
from gendan_xl.intake.customers import Customers
from gendan_xl.intake.ledger import TableData
from gendan_xl.reports._report import Once, Origin, Told

READS = {
    "milestones": ("order_no", "line_no", "planned_start_date", "planned_end_date", "actual_end_date"),
    "orders": ("order_no", "line_no", "ordered_qty"),
}
"""The fields whose unreadable cells make the figures of milestones doubtful, by table."""
_FIELDS = (
    "order_no", "line_no", "milestone_name", "department", "planned_start_date", "planned_end_date",
    "first_planned_end_date", "actual_end_date", "is_skipped", "lead_days", "delay_reason", "responsible_party",
)  # fmt: skip
_SKIPPED = Message("跳过的节点", "skipped milestones")
PLAN_ONLY = Message("只有计划、没有记录完成的节点", "milestones with a plan, of which nobody records the end")
DROPPED = Message(
    "订单已发货、取消或暂停，没有填完成的节点",
    "milestones left open of orders that were shipped, cancelled or paused",
)
_CLOSED = frozenset({"已取消", "已完成", "已发货", "已签收"})


class Step(NamedTuple):
    """A milestone. `is_dropped`: cancelled, paused or closed orders do nothing more for it."""

    row: int
    order_no: Any
    line_no: Any
    name: str | None
    department: str | None
    planned_start: dt.date | None
    planned_end: dt.date | None
    first_planned_end: dt.date | None
    actual_end: dt.date | None
    lead_days: float | None
    delay_reason: str | None
    responsible_party: str | None
    customer: str | None
    route: str | None
    ordered_qty: float | None
    is_dropped: bool
    is_plan_only: bool


def steps(origin: Origin, data: TableData, told: Told, once: Once) -> Iterator[Step]:
    """Yield the milestones of a workbook that are not skipped."""
    orders, plan_only = _orders(origin), origin.ledger.notes.get("plan_only", frozenset())
    columns = zip(*map(data.values, _FIELDS), strict=True)
    for index, (number, line, name, *rest) in enumerate(columns):
        department, start, end, first, actual, is_skipped, lead, reason, party = rest
        if is_skipped:
            told.passed[_SKIPPED] += 1
            continue
        customer, route, qty, is_dropped = orders.get((number, line), (None, None, None, False))
        if elsewhere := once.elsewhere((number, line, name, customer), origin):
            told.repeat(origin, data, index, "milestone_name", elsewhere)
            continue
        yield Step(
            index, number, line, name, department, start, end, first, actual, lead, reason, party, customer, route,
            qty, is_dropped, name in plan_only,
        )  # fmt: skip


def _orders(origin: Origin) -> dict[tuple[Any, Any], tuple[str | None, str | None, float | None, bool]]:
    """Return what milestones need of their order lines: customer, route, quantity, whether it goes on."""
    customers = Customers(origin.ledger)
    fields = (
        "order_no", "line_no", "customer_no", "customer_name", "route_name", "ordered_qty", "status", "close_mode",
    )  # fmt: skip
    return {
        (number, line): (
            customers.shown(customer, name),
            route,
            qty,
            status in _CLOSED or status == "暂停" or close_mode is not None,
        )
        for number, line, customer, name, route, qty, status, close_mode in origin.rows("orders", *fields)
    }
