"""Which days a factory works: official holidays, the weekly rest pattern, and the factory's own 厂历 over both.

Decisions (requirement 16), from the strongest:

1. A row of 厂历 wins over everything. 上班 and 半天 are worked (half a day is a day on which things get finished);
   休息, 法定假, 停产, 停电, 检修 and 盘点 are not. Where rows overlap the later row wins, and a row for one
   department (适用范围) wins over rows for the whole factory, but only in that department's calendar.
2. The official notice: holidays are off and make-up days (调休) are worked, in 双休, 单休 and 大小周 alike. 无休
   (seven days) follows 厂历 alone: such a factory enters its own Spring Festival shutdown.
3. The weekly pattern, weeks from Monday to Sunday: 双休 rests Saturday and Sunday, 单休 Sunday, 大小周 by turns two
   days (大周, the anchor's week) and Sunday alone.

A year without a published notice has rule 2 missing: it is computed from 1 and 3, and `version` says so.
"""

from __future__ import annotations

import datetime as dt
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, compress

from gendan_xl.domain.official_calendar import OfficialCalendar
from gendan_xl.errors import GendanError, Message

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_WORKED_KINDS = frozenset({"上班", "半天"})
_WHOLE_FACTORY = frozenset({"全厂", "全部", "所有", "全公司"})
_MAX_EMPTY_YEARS = 10
_FIVE, _SIX = b"\x01\x01\x01\x01\x01\x00\x00", b"\x01\x01\x01\x01\x01\x01\x00"


class RestPattern(StrEnum):
    """The weekly rest of a factory, as the 设置 sheet names it."""

    TWO_DAYS = "双休"
    ONE_DAY = "单休"
    ALTERNATE = "大小周"
    NONE = "无休"


_IN_ENGLISH = {
    RestPattern.TWO_DAYS: "two rest days",
    RestPattern.ONE_DAY: "one rest day",
    RestPattern.ALTERNATE: "one and two rest days by turns",
    RestPattern.NONE: "no rest day",
}
_FORTNIGHT = {
    RestPattern.TWO_DAYS: _FIVE + _FIVE,
    RestPattern.ONE_DAY: _SIX + _SIX,
    RestPattern.ALTERNATE: _FIVE + _SIX,
    RestPattern.NONE: b"\x01" * 14,
}


@dataclass(frozen=True, slots=True)
class FactoryDays:
    """One row of 厂历: a range of days (no `end` = one day), its kind, its name and the departments it is for."""

    start: dt.date
    end: dt.date | None = None
    kind: str = "休息"
    name: str = ""
    scope: str = ""

    @property
    def last(self) -> dt.date:
        """The last day of the range."""
        return self.end or self.start

    @property
    def is_work(self) -> bool:
        """Whether the days are worked."""
        return self.kind in _WORKED_KINDS

    @property
    def scopes(self) -> frozenset[str]:
        """The departments named in 适用范围; empty for the whole factory."""
        names = frozenset(re.split(r"[、,，;；/\s]+", self.scope.strip())) - {""}
        return frozenset() if names & _WHOLE_FACTORY else names


class _Year:
    """The worked days of one year with their prefix sums: `before[i]` counts those before day i of the year."""

    __slots__ = ("before", "first", "total", "worked")

    def __init__(self, first: int, flags: bytearray) -> None:
        self.first = first
        self.before = array("H", accumulate(flags, initial=0))
        self.worked = array("H", compress(range(len(flags)), flags))
        self.total = len(self.worked)


class WorkCalendar:
    """The worked days of a factory, or with `scope` of one department. Any date of Python's range; years are lazy.

    `anchor` is any day of a week with two rest days, needed by 大小周 only (GendanError GD972 without it); a 厂历 row
    that ends before it starts is GD973.
    """

    def __init__(
        self,
        official: OfficialCalendar,
        pattern: RestPattern = RestPattern.ONE_DAY,
        anchor: dt.date | None = None,
        factory: Iterable[FactoryDays] = (),
        scope: str = "",
    ) -> None:
        if pattern is RestPattern.ALTERNATE and anchor is None:
            raise GendanError(
                "GD972",
                "设置表“大小周基准日”是空的，请填任意一个双休周（大周）里的日期",
                "The anchor of the alternate weeks is empty; enter any day of a week with two rest days",
            )
        self.official = official
        self.pattern = pattern
        self._anchor = anchor or dt.date(1, 1, 1)
        self._factory = _ordered(factory, scope)
        self._years: dict[int, _Year] = {}

    @property
    def version(self) -> str:
        """What results were computed with: 国务院2026版·厂历12行·单休·2027年未公布."""
        return self.description.zh

    @property
    def description(self) -> Message:
        """The version with its English twin. Years that were used and are not published are named (requirement 16)."""
        anchor = self._anchor.isoformat() if self.pattern is RestPattern.ALTERNATE else ""
        rows, latest = len(self._factory), self.official.latest
        zh = f"国务院{latest}版·厂历{rows}行·{self.pattern.value}" + (f"(大周{anchor})" if anchor else "")
        en = f"State Council {latest} · factory calendar {rows} rows · {_IN_ENGLISH[self.pattern]}"
        en += f" (two in the week of {anchor})" if anchor else ""
        if used := _spans(self._unpublished(self._years)):
            return Message(f"{zh}·{'、'.join(used)}年未公布", f"{en} · {', '.join(used)} not published")
        return Message(zh, en)

    def is_workday(self, day: dt.date) -> bool:
        """Return whether the day is worked."""
        year, index = self._locate(day)
        return year.before[index + 1] > year.before[index]

    def workdays_between(self, start: dt.date, end: dt.date) -> int:
        """Return the workdays after `start` up to and including `end`; negative with the two the other way round.

        So a due date on Friday met on Monday is one day late, and add_workdays(start, n) is n away for n ≥ 0.
        """
        if end < start:
            return -self.workdays_between(end, start)
        (left, i), (right, j) = self._locate(start), self._locate(end)
        count = right.before[j + 1] - left.before[i + 1]
        return count + sum(self._year(number).total for number in range(start.year, end.year))

    def add_workdays(self, day: dt.date, days: int) -> dt.date:
        """Return the n-th workday after `day` (before it for negative n), not counting `day` itself, as Excel's
        WORKDAY does. Zero returns `day` unchanged, even on a rest day. GendanError GD974 when there is none.
        """
        if days == 0:
            return day
        year, index = self._locate(day)
        wanted = year.before[index + 1] + days - 1 if days > 0 else year.before[index] + days
        return self._nth(day.year, wanted)

    def next_workday(self, day: dt.date) -> dt.date:
        """Return the day itself when it is worked, else the first workday after it."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def previous_workday(self, day: dt.date) -> dt.date:
        """Return the day itself when it is worked, else the last workday before it."""
        return day if self.is_workday(day) else self.add_workdays(day, -1)

    def name_of(self, day: dt.date) -> str:
        """Return why the day is not worked (检修, 春节, 周日 …), '' for a workday."""
        if self.is_workday(day):
            return ""
        for row in reversed(self._factory):
            if row.start <= day <= row.last:
                return row.name or row.kind
        return self._official_days(day.year).get(day) or _WEEKDAYS[day.weekday()]

    def unpublished(self, days: Iterable[dt.date]) -> tuple[int, ...]:
        """Return the years of `days`, in order, whose official arrangement is not published (未公布).

        None under 无休, which does not depend on it.
        """
        return self._unpublished(day.year for day in days)

    def _unpublished(self, years: Iterable[int]) -> tuple[int, ...]:
        if self.pattern is RestPattern.NONE:
            return ()
        return tuple(sorted(set(years) - self.official.years.keys()))

    def _locate(self, day: dt.date) -> tuple[_Year, int]:
        year = self._years.get(day.year) or self._year(day.year)
        return year, day.toordinal() - year.first

    def _year(self, number: int) -> _Year:
        year = self._years.get(number)
        if year is None:
            year = self._years[number] = self._build(number)
        return year

    def _build(self, number: int) -> _Year:
        first = dt.date(number, 1, 1).toordinal()
        length = dt.date(number, 12, 31).toordinal() - first + 1
        anchor_monday = self._anchor.toordinal() - self._anchor.weekday()
        phase = (first - anchor_monday) % 14
        flags = bytearray((_FORTNIGHT[self.pattern] * 28)[phase : phase + length])
        for day, name in self._official_days(number).items():
            flags[day.toordinal() - first] = name is None
        for row in self._factory:
            start = max(row.start.toordinal() - first, 0)
            end = min(row.last.toordinal() - first + 1, length)
            if start < end:
                flags[start:end] = bytes([row.is_work]) * (end - start)
        return _Year(first, flags)

    def _official_days(self, number: int) -> dict[dt.date, str | None]:
        return {} if self.pattern is RestPattern.NONE else self.official.days_of(number)

    def _nth(self, number: int, wanted: int) -> dt.date:
        """Return workday `wanted` counted from the first of year `number`; negative reaches into earlier years."""
        step = 1 if wanted >= 0 else -1
        empty, start = 0, number
        while dt.MINYEAR <= number <= dt.MAXYEAR and empty < _MAX_EMPTY_YEARS:
            year = self._year(number)
            if 0 <= wanted < year.total:
                return dt.date.fromordinal(year.first + year.worked[wanted])
            if step > 0:
                wanted -= year.total
                number += 1
            else:
                number -= 1
                wanted += self._year(number).total if number >= dt.MINYEAR else 0
            empty = 0 if year.total else empty + 1
        raise GendanError(
            "GD974",
            f"从 {start} 年起找不到要的工作日（厂历连续 {_MAX_EMPTY_YEARS} 年没有工作日，或超出日期范围），请检查厂历和天数",
            f"There is no such workday from {start} on (the factory calendar rests for {_MAX_EMPTY_YEARS} years, or the "
            "date range ends); check the factory calendar and the number of days",
        )


def _spans(years: Iterable[int]) -> list[str]:
    """Return years in order as a reader wants them: 2027, 2029–2031."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1][1:] = [year]
        else:
            spans.append([year])
    return ["–".join(map(str, span)) for span in spans]


def _ordered(factory: Iterable[FactoryDays], scope: str) -> Sequence[FactoryDays]:
    """Return the rows that count for `scope`, weakest first."""
    rows = [row for row in factory if not row.scopes or scope in row.scopes]
    for row in rows:
        if row.last < row.start:
            raise GendanError(
                "GD973",
                f"厂历 {row.start} 一行的结束日期 {row.last} 早于开始日期，请改正",
                f"The factory calendar's row of {row.start} ends on {row.last}, before it starts; correct it",
            )
    return sorted(rows, key=lambda row: bool(row.scopes))
