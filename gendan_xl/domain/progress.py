"""Where an order stands: status of its milestones, forecast of what is still open, and both together (requirement 17).

Dates only; `today` is passed in. Days late of a milestone are workdays, those of a delivery calendar days, as the
tolerances of requirement 18 are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.schedule import Route

DUE_SOON_DAYS = 2
TRACKING_DAYS = {"每日": 1, "隔日": 2}
"""Workdays between two records, by 跟踪频率."""


class Status(StrEnum):
    """The status of a milestone or an order, as the workbook shows it.

    Only orders are FORECAST_LATE (nothing overdue yet, but the due date will be missed) or MILESTONE_OVERDUE (their
    own due date has not passed).
    """

    NOT_STARTED = "未开始"
    IN_PROGRESS = "进行中"
    DUE_SOON = "临期"
    FORECAST_LATE = "预计延误"
    MILESTONE_OVERDUE = "节点超期"
    OVERDUE = "超期"
    DONE = "按期完成"
    DONE_LATE = "超期完成"
    NOT_APPLICABLE = "不适用"

    @property
    def is_open(self) -> bool:
        """Whether work is still to be done."""
        return self in _OPEN


_OPEN = (
    Status.NOT_STARTED, Status.IN_PROGRESS, Status.DUE_SOON, Status.FORECAST_LATE, Status.MILESTONE_OVERDUE,
    Status.OVERDUE,
)  # fmt: skip
_CLOSED = (Status.NOT_APPLICABLE, Status.DONE, Status.DONE_LATE)
WORST_FIRST = (*reversed(_OPEN), *reversed(_CLOSED))
"""All statuses in the order in which a summary names them."""


class MilestoneStatus(NamedTuple):
    """A status with the workdays late: 0 while in time, at least 1 as soon as the planned day has passed."""

    status: Status
    days_late: int = 0


_NOT_APPLICABLE = MilestoneStatus(Status.NOT_APPLICABLE)
_DONE = MilestoneStatus(Status.DONE)
_DUE_SOON = MilestoneStatus(Status.DUE_SOON)
_IN_PROGRESS = MilestoneStatus(Status.IN_PROGRESS)
_NOT_STARTED = MilestoneStatus(Status.NOT_STARTED)


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is recorded of one milestone. `ready` is the day what it waits for arrives (material, outsourcing)."""

    seq: int
    planned_start: dt.date | None = None
    planned_end: dt.date | None = None
    actual_start: dt.date | None = None
    actual_end: dt.date | None = None
    is_skipped: bool = False
    ready: dt.date | None = None


def milestone_status(
    planned_end: dt.date | None,
    actual_start: dt.date | None,
    actual_end: dt.date | None,
    today: dt.date,
    calendar: WorkCalendar,
    due_soon_days: int = DUE_SOON_DAYS,
    is_skipped: bool = False,
) -> MilestoneStatus:
    """Return the status of one milestone. Without a planned day it is never late.

    Late is a matter of dates (finished on Saturday for Friday is late), the days late are workdays, at least one.
    """
    if is_skipped:
        return _NOT_APPLICABLE
    reached = actual_end or today
    if planned_end is not None and reached > planned_end:
        late = max(calendar.workdays_between(planned_end, reached), 1)
        return MilestoneStatus(Status.DONE_LATE if actual_end else Status.OVERDUE, late)
    if actual_end is not None:
        return _DONE
    if planned_end is not None and calendar.workdays_between(today, planned_end) <= due_soon_days:
        return _DUE_SOON
    return _IN_PROGRESS if actual_start is not None else _NOT_STARTED


def stalled_days(last_record: dt.date, today: dt.date, calendar: WorkCalendar, tracking_days: int) -> int:
    """Return the workdays since the last record when they are more than the tracking frequency, else 0 (停滞天数).

    For milestones in work; `last_record` is the latest of 最近更新日期 and 实际开始日期, else the planned start.
    """
    days = calendar.workdays_between(last_record, today)
    return days if days > tracking_days else 0


class Forecast(NamedTuple):
    """The day a milestone is expected to be (or was) finished, and whether an open one will miss its planned day."""

    seq: int
    finish: dt.date
    is_late: bool


def forecast(
    route: Route,
    milestones: Mapping[int, Milestone],
    today: dt.date,
    calendar: WorkCalendar,
    *,
    is_rush: bool = False,
) -> tuple[Forecast, ...]:
    """Return the expected finish of every milestone that is not skipped, by seq.

    Done ones stand at their day. Open ones never finish before today nor before their plan: they start when planned,
    when all they wait for is through, at `ready`, or today, whichever is last, and take their lead time. Buffers are
    the reserve a slip uses up first. `milestones` is keyed by seq; a missing one has nothing recorded.
    """
    now = calendar.next_workday(today)
    through: list[dt.date | None] = [None] * len(route.steps)
    for index in route.order:
        step = route.steps[index]
        record = milestones.get(step.seq) or Milestone(step.seq)
        waited = max((day for other in route.before[index] if (day := through[other])), default=None)
        if record.is_skipped:
            through[index] = waited
        else:
            through[index] = record.actual_end or _finish(record, step.lead(is_rush), waited, now, calendar)
    return tuple(_forecasts(route, milestones, through))


def _finish(
    record: Milestone, lead: int, waited: dt.date | None, now: dt.date, calendar: WorkCalendar
) -> dt.date:
    """Return when an open milestone will be finished; `waited` is when the last of those before it is through."""
    days = [now]
    if record.planned_end:
        days.append(calendar.previous_workday(record.planned_end))
    if record.actual_start:
        start = calendar.next_workday(record.actual_start)
    else:
        free = calendar.add_workdays(waited, 1) if waited and lead else waited
        start = calendar.next_workday(max(filter(None, (now, record.planned_start, record.ready, free))))
    days.append(calendar.add_workdays(start, lead - 1) if lead else start)
    return max(days)


def _forecasts(
    route: Route, milestones: Mapping[int, Milestone], through: Sequence[dt.date | None]
) -> Iterable[Forecast]:
    for step, finish in zip(route.steps, through, strict=True):
        record = milestones.get(step.seq) or Milestone(step.seq)
        if finish is not None and not record.is_skipped:
            planned = record.planned_end
            is_late = record.actual_end is None and planned is not None and finish > planned
            yield Forecast(step.seq, finish, is_late)


class Punctuality(StrEnum):
    """Requirement 18: on time means neither early nor late."""

    EARLY = "提前"
    ON_TIME = "准时"
    LATE = "延误"


def punctuality(day: dt.date, due: dt.date, early_days: int = 2, late_days: int = 2) -> Punctuality:
    """Judge a delivery against its confirmed date; the tolerances are calendar days."""
    difference = (day - due).days
    if difference > late_days:
        return Punctuality.LATE
    return Punctuality.EARLY if difference < -early_days else Punctuality.ON_TIME


@dataclass(frozen=True, slots=True)
class OrderProgress:
    """An order line as a whole.

    `current`: name of the first milestone that is not done, '' when all are or the goods have left. `done_ratio`: done milestones among those
    not skipped, 0 to 1. `days_late`: calendar days of `forecast_due` after (negative: before) the due date; it and
    `punctuality` are None without either date. `unpublished`: years computed without published holidays.
    """

    current: str
    status: Status
    done_ratio: float
    forecast_due: dt.date | None
    days_late: int | None
    punctuality: Punctuality | None
    unpublished: tuple[int, ...]

    @property
    def is_forecast_late(self) -> bool:
        """Whether the order will miss its due date (the violet colour of requirement 20)."""
        return self.days_late is not None and self.days_late > 0


def order_progress(
    route: Route,
    statuses: Mapping[int, Status],
    forecasts: Sequence[Forecast],
    due: dt.date | None,
    today: dt.date,
    calendar: WorkCalendar,
    *,
    is_undelivered: bool = False,
    delivered: dt.date | None = None,
    due_soon_days: int = DUE_SOON_DAYS,
    early_days: int = 2,
    late_days: int = 2,
) -> OrderProgress:
    """Sum up an order line from the statuses of its milestones (by seq) and their forecasts.

    While any is open, or goods are known to be undelivered, the due date itself counts as one more of them: past it
    the order is 超期 (requirement 17), and it is not delivered before today. Once all goods have left (`delivered`,
    the day of the last) that day alone is judged, with the tolerances of requirement 18.
    """
    known = [(step.name, statuses.get(step.seq, Status.NOT_STARTED)) for step in route.steps]
    counted: list[Status] = [status for _, status in known if status is not Status.NOT_APPLICABLE]
    done, total = sum(not status.is_open for status in counted), len(counted)
    expected = delivered or max((item.finish for item in forecasts), default=None)
    if done < total or is_undelivered:
        counted.append(milestone_status(due, None, None, today, calendar, due_soon_days).status)
    if expected and is_undelivered:
        expected = max(expected, calendar.next_workday(today))
    both = (expected, due) if expected and due else None
    judged = punctuality(*both, early_days, late_days) if both else None
    if delivered:
        status = Status.DONE_LATE if judged is Punctuality.LATE else Status.DONE
    else:
        status = order_status(worst_status(counted), due, today, bool(both and both[0] > both[1]))
    return OrderProgress(
        current="" if delivered else next((name for name, status in known if status.is_open), ""),
        status=status,
        done_ratio=done / total if total else 0.0,
        forecast_due=expected,
        days_late=(both[0] - both[1]).days if both else None,
        punctuality=judged,
        unpublished=calendar.unpublished(day for day in (*(item.finish for item in forecasts), due) if day),
    )


def order_status(worst: Status, due: dt.date | None, today: dt.date, is_forecast_late: bool) -> Status:
    """Return what the worst status of an order's milestones and due date means for the order as a whole."""
    if worst is Status.OVERDUE and (due is None or today <= due):
        return Status.MILESTONE_OVERDUE
    if worst.is_open and worst is not Status.OVERDUE and is_forecast_late:
        return Status.FORECAST_LATE
    return worst


def worst_status(statuses: Iterable[Status]) -> Status:
    """Return the status of the whole: the worst of what is open, else the worst of what is done.

    Once something is done, the whole is 进行中 even when the next milestone is 未开始.
    """
    found = set(statuses)
    open_ = [status for status in _OPEN if status in found]
    if not open_:
        return next((status for status in reversed(_CLOSED) if status in found), Status.NOT_APPLICABLE)
    if open_ == [Status.NOT_STARTED] and found & {Status.DONE, Status.DONE_LATE}:
        return Status.IN_PROGRESS
    return open_[-1]
