"""One order line: its route, its dates, where it stands. No cells here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gendan_xl.domain.progress import (
    TRACKING_DAYS,
    Forecast,
    Milestone,
    MilestoneStatus,
    OrderProgress,
    forecast,
    milestone_status,
    order_progress,
    stalled_days,
)
from gendan_xl.domain.schedule import Plan, Route, due_date, plan_backward, plan_forward
from gendan_xl.rules import Context

RUSH = frozenset({"特急", "急插"})
"""Urgencies that take the shorter lead times (requirement 9)."""

GONE = frozenset({"已发货", "已签收", "已完成"})
"""Statuses by which a clerk says that the goods have left."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LineState:
    """Everything computed for one order line; milestones, statuses and forecasts are keyed by seq.

    `outlook` plans what is left to do from today (None when nothing is): its slack and earliest finish are those that
    still count once work has begun. `is_undelivered` says that goods are known to be still here.
    """

    plan: Plan
    outlook: Plan | None
    milestones: Mapping[int, Milestone]
    statuses: Mapping[int, MilestoneStatus]
    forecasts: Mapping[int, Forecast]
    stalled: Mapping[int, int]
    progress: OrderProgress
    due: dt.date | None
    is_undelivered: bool

    @property
    def is_begun(self) -> bool:
        """Whether any work is recorded."""
        return _is_begun(self.milestones)


def line_due(order: Row) -> dt.date | None:
    """Return the day on which the goods of an order line must leave (requirement 15)."""
    transit = int(order.get("transit_days") or 0)
    return due_date(order.get("confirmed_date"), order.get("pmc_date"), order.get("requested_date"), transit)


def delivered_on(order: Row) -> dt.date | None:
    """Return the day on which the last goods left; None while any are to leave, or when no day is recorded."""
    open_qty = order.get("open_qty")
    is_over = _is_over(order) or (open_qty is not None and open_qty <= 0)
    return order.get("last_shipped_date") if is_over else None


def _is_over(order: Row) -> bool:
    """Tell whether a clerk says that nothing more is to leave, whatever the quantities say."""
    return order.get("status") in GONE or bool(order.get("close_mode"))


def line_state(order: Row, route: Route, records: Mapping[int, Row], context: Context) -> LineState:
    """Plan an order line and judge what is recorded of its milestones (rows of 节点 by seq)."""
    skipped = [seq for seq, row in records.items() if row.get("is_skipped")]
    plan = _plan(order, route, skipped, context)
    milestones = {step.seq: _milestone(step.seq, plan, records.get(step.seq, {})) for step in route.steps}
    statuses = {step.seq: _status(milestones[step.seq], step.due_soon_days, context) for step in route.steps}
    is_rush = order.get("urgency") in RUSH
    expected = forecast(route, milestones, context.today, context.calendar, is_rush=is_rush)
    settings = context.settings
    is_undelivered = not _is_over(order) and (order.get("open_qty") or 0) > 0
    progress = order_progress(
        route,
        {seq: status.status for seq, status in statuses.items()},
        expected,
        line_due(order),
        context.today,
        context.calendar,
        is_undelivered=is_undelivered,
        delivered=delivered_on(order),
        due_soon_days=settings.due_soon_days,
        early_days=settings.early_tolerance_days,
        late_days=settings.late_tolerance_days,
    )
    stalled = {seq: _stalled(milestones[seq], records[seq], context) for seq in records if seq in milestones}
    return LineState(
        plan, _outlook(order, route, plan, milestones, context), milestones, statuses,
        {item.seq: item for item in expected}, stalled, progress, line_due(order), is_undelivered,
    )  # fmt: skip


def _plan(order: Row, route: Route, skipped: Sequence[int], context: Context) -> Plan:
    due, ordered = line_due(order), order.get("order_date")
    is_rush = order.get("urgency") in RUSH
    if due is None:
        start = ordered or context.today
        return plan_forward(route, start, context.calendar, skipped=skipped, is_rush=is_rush)
    earliest = max(ordered or context.today, context.today)
    return plan_backward(route, due, context.calendar, earliest, skipped=skipped, is_rush=is_rush)


def _outlook(
    order: Row, route: Route, plan: Plan, milestones: Mapping[int, Milestone], context: Context
) -> Plan | None:
    """Return the plan of what is left: `plan` itself before work begins, None when nothing is left."""
    through = [seq for seq, record in milestones.items() if record.actual_end or record.is_skipped]
    if len(through) == len(milestones) or delivered_on(order):
        return None
    due, is_rush = line_due(order), order.get("urgency") in RUSH
    if due is None or not _is_begun(milestones):
        return plan
    worked = {
        seq: max(context.calendar.workdays_between(record.actual_start, context.today), 0)
        for seq, record in milestones.items()
        if record.actual_start
    }
    return plan_backward(
        route, due, context.calendar, context.today, skipped=through, worked=worked, is_rush=is_rush
    )


def _is_begun(milestones: Mapping[int, Milestone]) -> bool:
    return any(record.actual_start or record.actual_end for record in milestones.values())


def _milestone(seq: int, plan: Plan, row: Row) -> Milestone:
    """Return the milestone with its planned days: locked ones stand, done ones keep the plan they were done under."""
    step = next(step for step in plan.steps if step.seq == seq)
    record = Milestone(
        seq,
        planned_start=step.start,
        planned_end=step.finish,
        actual_start=row.get("actual_start_date"),
        actual_end=row.get("actual_end_date"),
        is_skipped=bool(row.get("is_skipped")),
    )
    if locked := row.get("locked_date"):
        return replace(record, planned_start=min(step.start, locked), planned_end=locked)
    if record.actual_end and (planned := row.get("planned_end_date")):
        return replace(record, planned_start=row.get("planned_start_date") or planned, planned_end=planned)
    return record


def _status(record: Milestone, due_soon_days: int | None, context: Context) -> MilestoneStatus:
    soon = context.settings.due_soon_days if due_soon_days is None else due_soon_days
    return milestone_status(
        record.planned_end, record.actual_start, record.actual_end, context.today, context.calendar, soon,
        record.is_skipped,
    )  # fmt: skip


def _stalled(record: Milestone, row: Row, context: Context) -> int:
    if record.actual_end or record.is_skipped or not record.actual_start:
        return 0
    last = max(filter(None, (row.get("updated_date"), record.actual_start)))
    tracking = TRACKING_DAYS.get(row.get("track_frequency") or "", 1)
    return stalled_days(last, context.today, context.calendar, tracking)
