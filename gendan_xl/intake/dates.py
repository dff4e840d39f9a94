"""Dates as people type them. What is not a date by itself is decided by its neighbours or stays undecided.

A number is never read as Unix time, and 4.2 becomes a day only where the dates beside it leave no other.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from gendan_xl.cells import from_serial

SERIAL_FROM, SERIAL_TO = 36_526, 73_050  # 2000-01-01 to 2099-12-31
_TEXT_REACH, _NUMBER_REACH, _TIGHT = 150, 31, 3

_FULL = re.compile(r"(\d{4}|\d{2})\s?[年./\-]\s?(\d{1,2})\s?[月./\-]\s?(\d{1,2})\s?[日号]?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_SHORT = re.compile(r"(\d{1,2})\s?[月./\-]\s?(\d{1,2})\s?[日号]?")
_CLOCK = re.compile(r"(.*?)[T\s]+(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:\.\d+)?)?")


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day without its year: the (month, day) pairs that the cell may mean. `source` is what it was typed as."""

    pairs: tuple[tuple[int, int], ...]
    source: Literal["text", "number"]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands around a cell: clean dates of its row and, in order of the process, just before and after it.

    `column` are clean dates above and below; `year` is the year that the sheet's title names.
    """

    row: Sequence[dt.date] = ()
    before: dt.date | None = None
    after: dt.date | None = None
    column: Sequence[dt.date] = ()
    year: int | None = None


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def read_text(text: str) -> dt.date | MonthDay | None:
    """Read a typed date: a day when the text names one fully, a MonthDay without year, None when it is none."""
    word = unicodedata.normalize("NFKC", text).strip()
    word = (_CLOCK.fullmatch(word) or [word, word])[1].strip()
    if full := _FULL.fullmatch(word) or _COMPACT.fullmatch(word):
        year = int(full[1])
        return day_of(year + 2000 if year < 100 else year, int(full[2]), int(full[3]))
    if short := _SHORT.fullmatch(word):
        return _month_day([(int(short[1]), int(short[2]))], "text")
    return None


def read_moment(text: str) -> dt.datetime | None:
    """Read a typed moment such as 2026-4-20 10:30; a bare day is its midnight."""
    word = unicodedata.normalize("NFKC", text).strip()
    clock = _CLOCK.fullmatch(word)
    day = read_text(clock[1] if clock else word)
    if not isinstance(day, dt.date):
        return None
    try:
        time = dt.time(int(clock[2]), int(clock[3]), int(clock[4] or 0)) if clock else dt.time()
    except ValueError:
        return None
    return dt.datetime.combine(day, time)


def read_number(number: float) -> dt.date | MonthDay | None:
    """Read a number in a date column: a serial, 20260420, or 4.2 as month.day (one or both readings)."""
    if SERIAL_FROM <= number <= SERIAL_TO:
        return from_serial(number).date()
    if float(number).is_integer():
        match = _COMPACT.fullmatch(str(int(number)))
        return day_of(*map(int, match.groups())) if match else None
    if not 1 < number < 13:
        return None
    hundredths = round(number * 100)
    if abs(number * 100 - hundredths) > 1e-6:
        return None
    month, rest = divmod(hundredths, 100)
    typed = [(month, rest)] if rest % 10 else [(month, rest // 10), (month, rest)]
    return _month_day(typed, "number")


def _month_day(pairs: Iterable[tuple[int, int]], source: Literal["text", "number"]) -> MonthDay | None:
    """Keep the pairs that some year has."""
    kept = tuple(pair for pair in pairs if day_of(2024, *pair))
    return MonthDay(kept, source) if kept else None


def resolve(cell: MonthDay, around: Neighbours) -> tuple[dt.date | None, list[dt.date]]:
    """Return (the day the neighbours prove, all days it may be). Without proof the first is None."""
    anchors = list(around.row) or list(around.column)
    if not anchors:
        days = _of_years(cell, [around.year] if around.year else [])
        return (days[0] if len(days) == 1 and cell.source == "text" else None), days
    low, high = min(anchors), max(anchors)
    readings = [day for pair in cell.pairs if (day := _nearest(pair, low, high))]
    reach = _TEXT_REACH if cell.source == "text" else _NUMBER_REACH
    near = [day for day in readings if _gap(day, low, high) <= reach]
    for tighter in (near, _within(near, low, high), _within(near, around.before, around.after)):
        if len(tighter) == 1:
            return tighter[0], readings
    return None, readings


def _of_years(cell: MonthDay, years: Iterable[int]) -> list[dt.date]:
    return [day for year in years for pair in cell.pairs if (day := day_of(year, *pair))]


def _nearest(pair: tuple[int, int], low: dt.date, high: dt.date) -> dt.date | None:
    """Return the month and day in the year that brings it nearest to low … high."""
    years = range(low.year - 1, high.year + 2)
    days = [day for year in years if (day := day_of(year, *pair))]
    return min(days, key=lambda day: _gap(day, low, high), default=None)


def _gap(day: dt.date, low: dt.date, high: dt.date) -> int:
    """Days outside of low … high."""
    return max((low - day).days, (day - high).days, 0)


def _within(days: list[dt.date], low: dt.date | None, high: dt.date | None) -> list[dt.date]:
    return [
        day
        for day in days
        if (low is None or (low - day).days <= _TIGHT) and (high is None or (day - high).days <= _TIGHT)
    ]
