"""The date that was probably meant: one slip of year, month or day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from gendan_xl.errors import Message


def likely_date(wrong: dt.date, earliest: dt.date | None, latest: dt.date | None) -> dt.date | None:
    """Return the date between both bounds that differs from `wrong` by a single slip, None without one.

    Year slips are tried first, then month and day the other way round, then the month, then the digits of the day.
    With a bound missing the date must lie within 60 days of the other, the nearer the better.
    """
    low = earliest or (shifted(latest, -60) if latest else None)
    high = latest or (shifted(earliest, 60) if earliest else None)
    if low is None or high is None or low > high:
        return None
    middle = low + (high - low) / 2 if earliest and latest else earliest or high
    for slip in (_years, _swapped, _months, _days):
        fitting = [day for day in slip(wrong, low, high) if low <= day <= high and day != wrong]
        if fitting:
            return min(fitting, key=lambda day: abs(day - middle))
    return None


def likely_words(day: dt.date | None) -> Message:
    """Return the words that propose a date; empty without one."""
    return Message(f"，可能应为 {day}", f", probably {day}") if day else Message("", "")


def shifted(day: dt.date, days: int) -> dt.date:
    """Return the day so many days later, or the end of the calendar where that lies outside."""
    number = day.toordinal() + days
    return dt.date.fromordinal(min(max(number, dt.date.min.toordinal()), dt.date.max.toordinal()))


def _years(wrong: dt.date, low: dt.date, high: dt.date) -> Iterator[dt.date]:
    return _made((year, wrong.month, wrong.day) for year in range(low.year, high.year + 1))


def _swapped(wrong: dt.date, low: dt.date, high: dt.date) -> Iterator[dt.date]:
    return _made([(wrong.year, wrong.day, wrong.month)])


def _months(wrong: dt.date, low: dt.date, high: dt.date) -> Iterator[dt.date]:
    return _made((wrong.year, month, wrong.day) for month in range(1, 13))


def _days(wrong: dt.date, low: dt.date, high: dt.date) -> Iterator[dt.date]:
    turned = int(f"{wrong.day:02d}"[::-1])
    return _made([(wrong.year, wrong.month, turned)])


def _made(parts: Iterable[tuple[int, int, int]]) -> Iterator[dt.date]:
    for year, month, day in parts:
        try:
            yield dt.date(year, month, day)
        except ValueError:
            continue
