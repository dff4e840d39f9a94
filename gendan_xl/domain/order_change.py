"""When a customer's change is free, and when production has gone too far for it (requirements 24, 25)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from gendan_xl.schema.options import OPTIONS

CANCEL, REORDER, ADD = "取消", "重新下单", "加单"
ENDS_ORDER = frozenset({CANCEL, REORDER})
"""变更类型 that end the order line: the way out when production has begun."""

BESIDE_PRODUCTION = frozenset({*ENDS_ORDER, "单价", "地址"})
"""变更类型 that do not touch what is being made: the lock does not stop them."""

REFUSED = "A"
"""How the answer of PMC begins that production has begun and nothing can be changed."""

_FLOW = OPTIONS["订单状态"]
IN_PRODUCTION = frozenset({*_FLOW[_FLOW.index("生产中") : _FLOW.index("暂停")], "整改中"})
"""订单状态 that say that production has begun."""

Line = tuple[Any, Any]
"""(order_no, line_no)."""

MILESTONE_FIELDS = (
    "order_no", "line_no", "milestone_name", "route_name", "actual_start_date", "actual_end_date",
)  # fmt: skip
ORDER_FIELDS = ("order_no", "line_no", "route_name", "status")
ROUTE_FIELDS = ("route_name", "milestone_name", "is_production_lock")
"""The fields of 节点, 订单台账 and 工艺路线 that `locked_lines` reads, in its order."""


def is_free(requested: dt.date, ordered: dt.date, free_days: float) -> bool:
    """Tell whether a change asked for on `requested` is free: within `free_days` calendar days, the order day
    included."""
    return (_day(requested) - _day(ordered)).days < free_days


def locked_lines(
    orders: Iterable[tuple[Any, ...]],
    milestones: Iterable[tuple[Any, ...]],
    routes: Iterable[tuple[Any, ...]],
    usual: str,
) -> Mapping[Line, str]:
    """Return the order lines past their lock → what shows it: the milestone that was begun, else the status.

    The lock is the milestone that the route marks; `usual` is the one of routes that mark none. The status tells for
    lines without a record of any milestone.
    """
    marked: dict[Any, set[Any]] = {}
    for route, name, is_lock in routes:
        if is_lock:
            marked.setdefault(route, set()).add(name)
    lines = {(order, line): (route, status) for order, line, route, status in orders}
    found: dict[Line, str] = {}
    recorded = set()
    for order, line, name, route, started, ended in milestones:
        if started or ended:
            recorded.add((order, line))
        route = route or lines.get((order, line), (None, None))[0]
        if name in marked.get(route, {usual}) and (started or ended):
            found[order, line] = f"「{name}」已开工"
    for key, (_, status) in lines.items():
        if key not in recorded and status in IN_PRODUCTION:
            found[key] = f"状态是{status}"
    return found


def lock_of(locked: Mapping[Line, str], order_no: object, line_no: object) -> str:
    """Return what shows that a line is locked, '' when nothing does; without a line number any line of the order."""
    if line_no is not None:
        return locked.get((order_no, line_no), "")
    return next((why for (order, _), why in locked.items() if order == order_no), "")


def _day(when: dt.date) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when
