"""The bars of a Gantt chart as days, before anything is drawn: which days a chart shows, what a step is on each."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.planning.standings import LineStanding, StepStanding

Part = Literal["done", "done_late", "overdue", "late", "plan"]
"""What a stretch of a bar says: done in its plan, done after it, past its plan, expected after it, planned."""

MOST_DAYS = 110
"""A chart of more days is drawn by weeks."""
_BEFORE, _AFTER = 14, 3
_USUAL = 0.98
"""The share of the days that must be in sight: a wrong year in one row does not make all others unreadable."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The days of a chart: `starts` are the first days of its columns, each `days` long (1 or 7)."""

    today: dt.date
    starts: Sequence[dt.date]
    days: int

    def rests(self, calendar: WorkCalendar) -> list[bool]:
        """Tell for each column whether nobody works in it."""
        return [
            not any(calendar.is_workday(start + dt.timedelta(n)) for n in range(self.days))
            for start in self.starts
        ]

    def column(self, day: dt.date) -> int | None:
        """Return the number of the column that holds a day, None outside."""
        number = (day - self.starts[0]).days // self.days
        return number if 0 <= number < len(self.starts) else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bar, first and last day included."""

    part: Part
    first: dt.date
    last: dt.date


def scale_of(lines: Iterable[LineStanding], today: dt.date) -> Scale:
    """Return the days of a chart: from the first work that is still in sight to the last day expected."""
    steps = [step for line in lines for step in line.steps]
    begun = [day for step in steps for day in (step.start, step.planned) if day]
    ends = [day for step in steps for day in (step.planned, step.forecast) if day]
    ends += [line.due for line in lines if line.due]
    first = max(min([today, *begun]), today - dt.timedelta(days=_BEFORE))
    first -= dt.timedelta(days=first.weekday())
    usual = sorted(ends)[math.ceil(_USUAL * (len(ends) - 1))] if ends else today
    last = max(today + dt.timedelta(days=_BEFORE), usual) + dt.timedelta(days=_AFTER)
    days = 1 if (last - first).days < MOST_DAYS else 7
    count = min((last - first).days // days + 1, MOST_DAYS)
    return Scale(today, [first + dt.timedelta(days=days * n) for n in range(count)], days)


def stretches(step: StepStanding, today: dt.date) -> Iterator[Stretch]:
    """Yield the parts of a step's bar; a step without plan and record has none."""
    start, planned, actual = step.start or step.planned, step.planned, step.actual
    if actual:
        first = min(start, actual) if start else actual
        in_plan = min(actual, planned) if planned else actual
        yield Stretch("done", first, max(in_plan, first))
        if planned and actual > planned:
            yield Stretch("done_late", max(planned + dt.timedelta(days=1), first), actual)
        return
    if start is None or planned is None or step.is_past:
        return
    yield Stretch("plan", start, planned)
    if not step.status.is_open:
        return
    reached = min(today, step.forecast or today)
    if step.days_late and reached > planned:
        yield Stretch("overdue", planned + dt.timedelta(days=1), reached)
    if step.forecast and step.forecast > max(planned, today):
        yield Stretch("late", max(planned, today) + dt.timedelta(days=1), step.forecast)
