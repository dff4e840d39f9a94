"""Which dates of a line's milestones stand out of order, and what was probably meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gendan_xl.errors import Message
from gendan_xl.rules._missing import Hit
from gendan_xl.rules._typos import likely_date, likely_words

_LATER = Message("晚于后面的", "later than the following")
_EARLIER = Message("早于前面的", "earlier than the preceding")


@dataclass(frozen=True, slots=True)
class Step:
    """A dated milestone: its row in the group, and the rows it comes after."""

    row: int
    date: dt.date
    after: frozenset[int]


def misplaced(
    seq_nos: Sequence[float | None],
    names: Sequence[str | None],
    dates: Sequence[dt.date | None],
    predecessors: Sequence[str | None],
    is_skipped: Sequence[bool | None],
) -> list[Hit]:
    """Return (row, words) for as few milestones of one line as explain all dates that are out of order."""
    dated = [day for day in dates if day]
    if dated == sorted(dated) and _rises(seq_nos):
        return []
    steps = _steps(seq_nos, dates, predecessors, is_skipped)
    found: list[tuple[Step, Step]] = []
    while wrong := _worst(steps):
        steps.remove(wrong)
        found.append((wrong, _clashes(wrong, steps)[0]))
    return [(step.row, _words(step, other, names, _meant(step, steps))) for step, other in found]


def _rises(numbers: Sequence[float | None]) -> bool:
    return None not in numbers and list(numbers) == sorted(numbers)  # type: ignore[type-var]


def _steps(
    seq_nos: Sequence[float | None],
    dates: Sequence[dt.date | None],
    predecessors: Sequence[str | None],
    is_skipped: Sequence[bool | None],
) -> list[Step]:
    """Return the dated steps in sequence, each with all rows it follows, near and far."""
    order = sorted(range(len(dates)), key=lambda row: (seq_nos[row] is None, seq_nos[row] or 0))
    by_number = {int(seq_nos[row] or 0): row for row in order}
    after: dict[int, frozenset[int]] = {}
    last: int | None = None
    for row in order:
        numbers = re.findall(r"\d+", predecessors[row] or "")
        direct = [by_number.get(int(n)) for n in numbers] if numbers else [last]
        known = [one for one in direct if one is not None and one in after]
        after[row] = frozenset(known).union(*(after[one] for one in known))
        last = row
    return [Step(row, day, after[row]) for row in order if (day := dates[row]) and not is_skipped[row]]


def _clashes(step: Step, steps: list[Step]) -> list[Step]:
    """Return the steps whose dates contradict this one's, those behind it first."""
    behind = [other for other in steps if step.row in other.after and other.date < step.date]
    return behind + [other for other in reversed(steps) if other.row in step.after and other.date > step.date]


def _worst(steps: list[Step]) -> Step | None:
    """Return the step that contradicts most others; of equals the one whose slip shows, or which lies furthest off."""
    counted = [(len(_clashes(step, steps)), step) for step in steps]
    most = max((count for count, _ in counted), default=0)
    if not most:
        return None
    suspects = [step for count, step in counted if count == most]
    middle = sorted(step.date for step in steps)[len(steps) // 2]

    def suspicion(step: Step) -> tuple[bool, int]:
        others = [other for other in steps if other is not step]
        return _meant(step, others) is not None, abs((step.date - middle).days)

    return max(suspects, key=suspicion)


def _meant(step: Step, others: list[Step]) -> dt.date | None:
    before = [other.date for other in others if other.row in step.after]
    behind = [other.date for other in others if step.row in other.after]
    return likely_date(step.date, max(before, default=None), min(behind, default=None))


def _words(step: Step, other: Step, names: Sequence[str | None], likely: dt.date | None) -> dict[str, object]:
    return {
        "relation": _LATER if other.date < step.date else _EARLIER,
        "other": names[other.row],
        "other_date": other.date,
        "likely": likely_words(likely),
    }
