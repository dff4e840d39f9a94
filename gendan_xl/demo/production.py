"""What the workshops recorded: the milestones of every order line that is planned, up to today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from gendan_xl.cells import Value
from gendan_xl.demo.master import Master, Row
from gendan_xl.demo.orders import DELAY_REASONS, Order, Phase
from gendan_xl.domain.schedule import PlannedStep, Route, RouteStep, make_route, plan_backward
from gendan_xl.planning.lines import RUSH
from gendan_xl.planning.routes import names_of, route_step
from gendan_xl.schema.routes import DEFAULT_ROUTES

_SLIPS = (0, 0, 0, 0, 0, 1, -1)
"""Workdays by which a step usually misses its planned day."""
_CAPACITIES = {
    "领料出库": 2500, "首件检验": 2000, "生产": 1350, "成品检验": 1800, "成品入库": 2200, "备货": 3000, "发货": 3000,
}  # fmt: skip
"""日产能 of a milestone, in pieces: what the workshop makes is less than some weeks ask for."""
_ACTIONS = ("维修今晚到位，夜班补产", "供应商改走快运，催到料", "加一班赶回", "换电镀厂加急")
_DISPATCH = frozenset({"发货"})


def default_routes() -> dict[str, Route]:
    """Return the trade's usual routes by name."""
    steps: dict[str, list[RouteStep]] = {}
    for row in DEFAULT_ROUTES:
        steps.setdefault(str(row["route_name"]), []).append(route_step(row))
    return {name: make_route(own) for name, own in steps.items()}


def make_routes() -> list[Row]:
    """Return 工艺路线: the trade's usual routes with what the factory can make in a day."""
    return [
        {**row, "daily_capacity_qty": capacity, "capacity_unit": "件"}
        if (capacity := _CAPACITIES.get(row["milestone_name"]))
        else dict(row)
        for row in DEFAULT_ROUTES
    ]


def make_milestones(orders: Iterable[Order], master: Master, today: dt.date) -> list[Row]:
    """Return 节点 for the orders that are planned; newer ones wait for `gendan schedule`."""
    routes = default_routes()
    return [
        row
        for order in orders
        if order.phase >= Phase.PLANNED
        for line in order.lines
        for row in _milestones(order, line, routes[str(line["route_name"])], master, today)
    ]


def _milestones(order: Order, line: Row, route: Route, master: Master, today: dt.date) -> Iterable[Row]:
    assert order.due is not None  # planned orders are promised
    is_rush = line["urgency"] in RUSH
    plan = plan_backward(route, order.due, master.calendar, order.ordered, is_rush=is_rush)
    ends = _actual_ends(order, plan.steps, master, today)
    begun = order.ordered
    for step, planned, end in zip(route.steps, plan.steps, ends, strict=True):
        row = _planned(order, line, route, step, planned, master)
        if end is not None:
            begun = max(begun, min(planned.start, end))
            row |= _record(line, min(begun, end), end)
        elif planned.finish < today and order.is_late:
            row |= _delay(order, today)
        yield row


def _planned(
    order: Order, line: Row, route: Route, step: RouteStep, planned: PlannedStep, master: Master
) -> Row:
    copied: Row = {
        field: line[field]
        for field in (
            "order_no",
            "line_no",
            "product_name",
            "spec",
            "ordered_qty",
            "confirmed_date",
            "route_name",
        )
    }
    return copied | {
        "seq_no": step.seq,
        "milestone_name": step.name,
        "customer_short_name": order.customer["short_name"],
        "department": step.department,
        "owner": _owner(step.department, master.staff),
        "predecessors": names_of(route, step.predecessors) or None,
        "lead_days": step.lead_days,
        "buffer_days": step.buffer_days or None,
        "track_frequency": step.track or None,
        "planned_start_date": planned.start,
        "planned_end_date": planned.finish,
        "first_planned_end_date": planned.finish,
    }


def _owner(department: str, staff: Sequence[Mapping[str, Value]]) -> Value:
    for person in staff:
        if department in (person["role"], person["department"]):
            return person["name"]
    return None


def _actual_ends(
    order: Order, steps: Sequence[PlannedStep], master: Master, today: dt.date
) -> list[dt.date | None]:
    """Return when each step was finished: near its plan, in order, never after today; None while open."""
    calendar, ends = master.calendar, list[dt.date | None]()
    last = order.ordered
    for step in steps:
        end = max(calendar.add_workdays(step.finish, order.rng.choice(_SLIPS)), last)
        if order.phase >= Phase.READY and step.name not in _DISPATCH:
            end = min(end, calendar.add_workdays(calendar.next_workday(today), -1))
        is_stuck = (
            order.phase is Phase.WORKING and order.is_late and step.finish >= _stuck_since(order, today)
        )
        if end >= today or is_stuck or (ends and ends[-1] is None):
            ends.append(None)
            continue
        last = end
        ends.append(end)
    return ends


def _stuck_since(order: Order, today: dt.date) -> dt.date:
    """Return the day from which nothing more got finished on a late order."""
    return today - dt.timedelta(days=3 + int(order.no[-1]) % 3)


def _record(line: Row, begun: dt.date, end: dt.date) -> Row:
    qty = line["ordered_qty"]
    return {
        "actual_start_date": begun, "actual_end_date": end, "done_qty": qty, "good_qty": qty, "updated_date": end,
    }  # fmt: skip


def _delay(order: Order, today: dt.date) -> Row:
    which = int(order.no[-1]) % len(DELAY_REASONS)
    return {
        "delay_reason": DELAY_REASONS[which],
        "responsible_party": "生产环节",
        "action": _ACTIONS[which],
        "promised_time": dt.datetime.combine(today + dt.timedelta(days=2), dt.time(18)),
        "updated_date": today,
    }
