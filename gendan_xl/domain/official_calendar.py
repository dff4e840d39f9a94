"""The State Council's yearly arrangement of holidays and make-up workdays, from our own table plus a user's update."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path

from gendan_xl.errors import GendanError
from gendan_xl.handwritten import read_handwritten

_DAY = dt.timedelta(days=1)
_LONGEST_HOLIDAY = 31
_WRITTEN = re.compile(r"\s*([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\s*")


@dataclass(frozen=True, slots=True)
class OfficialYear:
    """One year's notice: its number, the days off with their names, the weekend days worked instead (调休)."""

    notice: str
    off: Mapping[dt.date, str]
    work: frozenset[dt.date]


@dataclass(frozen=True, slots=True)
class OfficialCalendar:
    """The published years. A year that is not here is not published (未公布)."""

    source: str
    years: Mapping[int, OfficialYear]

    @property
    def latest(self) -> int:
        """The last published year, 0 when there is none."""
        return max(self.years, default=0)

    def days_of(self, year: int) -> dict[dt.date, str | None]:
        """Return the special days that fall in a year: the holiday's name, or None for a make-up workday.

        The neighbours' notices are read too, because 元旦 can begin on 30 December and be paid back that week.
        """
        days: dict[dt.date, str | None] = {}
        for entry in (self.years.get(year - 1), self.years.get(year + 1), self.years.get(year)):
            if entry is not None:
                days |= {day: name for day, name in entry.off.items() if day.year == year}
                days |= {day: None for day in entry.work if day.year == year}
        return days


def load_official(update: Path | Mapping[str, object] | None = None) -> OfficialCalendar:
    """Return the official calendar, with the years of `update` put in place of ours.

    `update` has the shape of data/official_calendar.json: {"source": text, "years": {"2027": {"notice": text,
    "off": [[first, last, name], …], "work": [day, …]}}}, days as YYYY-MM-DD. Raises GendanError GD970 when the file
    cannot be read and GD971 when an entry is not of that shape (requirement 16).
    """
    base = _own()
    if update is None:
        return base
    raw, where = (_read(update), update.name) if isinstance(update, Path) else (update, "法定假日更新")
    extra = _parse(raw, where)
    return OfficialCalendar(extra.source or base.source, {**base.years, **extra.years})


@lru_cache(maxsize=1)
def _own() -> OfficialCalendar:
    file = resources.files("gendan_xl") / "data" / "official_calendar.json"
    return _parse(json.loads(file.read_text(encoding="utf-8")), "official_calendar.json")


def _read(path: Path) -> Mapping[str, object]:
    raw = read_handwritten(path, json.loads, "GD970")
    if not isinstance(raw, dict):
        raise _bad(path.name, raw, '{"years": {…}}')
    return raw


def _parse(raw: Mapping[str, object], where: str) -> OfficialCalendar:
    years = raw.get("years")
    if not isinstance(years, Mapping) or not years:
        raise _bad(f"{where} years", years, '{"2027": {…}}')
    source = raw.get("source", "")
    parsed = {}
    for label, entry in years.items():
        place = f"{where} years.{label}"
        if not (isinstance(label, str) and len(label) == 4 and label.isascii() and label.isdigit()):
            raise _bad(place, label, '"2027"')
        parsed[int(label)] = _parse_year(int(label), entry, place)
    return OfficialCalendar(source if isinstance(source, str) else "", parsed)


def _parse_year(year: int, entry: object, where: str) -> OfficialYear:
    if not isinstance(entry, Mapping):
        raise _bad(where, entry, '{"off": […], "work": […]}')
    off: dict[dt.date, str] = {}
    for number, item in enumerate(_items(entry, "off", where), 1):
        off |= _parse_range(year, item, f"{where}.off[{number}]")
    work = frozenset(
        _parse_day(year, day, f"{where}.work[{number}]")
        for number, day in enumerate(_items(entry, "work", where), 1)
    )
    if both := sorted(work & off.keys()):
        raise _bad(f"{where}.work", both[0].isoformat(), "不在 off 里的日期 / a day that is not in off")
    return OfficialYear(str(entry.get("notice", "")), off, work)


def _items(entry: Mapping[str, object], key: str, where: str) -> Iterable[object]:
    value = entry.get(key)
    if not isinstance(value, list):
        raise _bad(f"{where}.{key}", value, "[…]")
    return value


def _parse_range(year: int, item: object, where: str) -> dict[dt.date, str]:
    if not (isinstance(item, list) and len(item) == 3 and isinstance(item[2], str) and item[2]):
        raise _bad(where, item, '["2027-01-01", "2027-01-03", "元旦"]')
    first, last = _parse_day(year, item[0], where), _parse_day(year, item[1], where)
    length = (last - first).days + 1
    if length < 1:
        shown = json.dumps(item, ensure_ascii=False)
        raise GendanError(
            "GD971",
            f"法定假日数据 {where} 写的是 {shown}，结束早于开始，请按此改正",
            f"The holiday data at {where} says {shown}: its end is before its start; correct it",
        )
    if length > _LONGEST_HOLIDAY:
        raise _bad(where, item, f"最多 {_LONGEST_HOLIDAY} 天 / days at most")
    return {first + _DAY * offset: item[2] for offset in range(length)}


def _parse_day(year: int, value: object, where: str) -> dt.date:
    match = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    try:
        day = dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None or abs(day.year - year) > 1:
        raise _bad(where, value, f"{year} 年的日期 / a day of {year}: YYYY-MM-DD")
    return day


def _bad(where: str, got: object, wanted: str) -> GendanError:
    shown = json.dumps(got, ensure_ascii=False, default=str)[:60]
    return GendanError(
        "GD971",
        f"法定假日数据 {where} 写的是 {shown}，应为 {wanted}，请按此改正",
        f"The holiday data at {where} says {shown}, expected {wanted}; correct it",
    )
