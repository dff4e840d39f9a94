"""Date, moment and time cells."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from gendan_xl.cells import from_serial
from gendan_xl.intake.dates import MonthDay, read_moment, read_number, read_text
from gendan_xl.intake.parsed import Parsed, Raw, is_blank, shown
from gendan_xl.text import clean


def parse_date(raw: Raw) -> Parsed:
    kinds = list(map(type, raw))
    types = set(kinds)
    if types == {dt.date}:
        return Parsed(list(raw))
    if types <= {dt.date, str} and kinds.count(str) == raw.count(""):
        return Parsed([v or None for v in raw], has_blank=True)
    parsed = Parsed([None] * len(raw))
    for index, value in enumerate(raw):
        _read_day(parsed, index, value)
    return parsed


def _read_day(parsed: Parsed, index: int, value: Any) -> None:
    if isinstance(value, dt.datetime):
        parsed.values[index] = value.date()
    elif isinstance(value, dt.date):
        parsed.values[index] = value
    elif is_blank(value):
        parsed.has_blank = True
    else:
        _read_odd_day(parsed, index, value)


def _read_odd_day(parsed: Parsed, index: int, value: Any) -> None:
    """Read a day typed as text or number, with a word about it."""
    day: dt.date | MonthDay | None = None
    if isinstance(value, str):
        day = read_text(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        day = read_number(value)
    if isinstance(day, MonthDay):
        parsed.open_days[index] = day
    elif day is None:
        parsed.fail(index, "GD102", value)
    else:
        parsed.values[index] = day
        plain = isinstance(value, str) or value > 1_000_000
        parsed.note(index, "GD104" if plain else "GD108", value=shown(value), date=str(day))


def parse_moment(raw: Raw) -> Parsed:
    kinds = list(map(type, raw))
    if set(kinds) <= {dt.datetime, str} and kinds.count(str) == raw.count(""):
        return Parsed([v or None for v in raw], has_blank=str in kinds)
    parsed = Parsed([None] * len(raw))
    for index, value in enumerate(raw):
        if isinstance(value, dt.datetime):
            parsed.values[index] = value
        elif isinstance(value, dt.date):
            parsed.values[index] = dt.datetime(value.year, value.month, value.day)
        elif is_blank(value):
            parsed.has_blank = True
        elif isinstance(value, str) and (moment := read_moment(value)):
            parsed.values[index] = moment
            parsed.note(index, "GD104", value=shown(value), date=moment.isoformat(" ", "minutes"))
        else:
            _read_odd_moment(parsed, index, value)
    return parsed


def _read_odd_moment(parsed: Parsed, index: int, value: Any) -> None:
    """Read a serial or a day typed otherwise as its midnight; a day without year stays unread."""
    day = Parsed([None])
    _read_odd_day(day, 0, value)
    if isinstance(day.values[0], dt.date):
        is_serial = isinstance(value, float) and value < 1_000_000
        moment = from_serial(value) if is_serial else dt.datetime.combine(day.values[0], dt.time())
        parsed.values[index] = moment
        parsed.note(index, day.issues[0].code, value=shown(value), date=moment.isoformat(" ", "minutes"))
    else:
        parsed.fail(index, "GD102", value)


_TIME = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?")


def parse_clock(raw: Raw) -> Parsed:
    parsed = Parsed([None] * len(raw))
    for index, value in enumerate(raw):
        if is_blank(value):
            parsed.has_blank = True
        elif (time := _read_time(value)) is not None:
            parsed.values[index] = time
        else:
            parsed.fail(index, "GD116", value)
    return parsed


def _read_time(value: Any) -> dt.time | None:
    if isinstance(value, dt.time):
        return value
    if isinstance(value, dt.datetime):
        return value.time()
    if isinstance(value, dt.timedelta):
        return (dt.datetime.min + value).time() if dt.timedelta() <= value < dt.timedelta(1) else None
    if isinstance(value, float) and 0 <= value < 1:
        return from_serial(value).time()
    match = _TIME.fullmatch(clean(value)) if isinstance(value, str) else None
    if not match or int(match[1]) > 23 or int(match[2]) > 59 or int(match[3] or 0) > 59:
        return None
    return dt.time(int(match[1]), int(match[2]), int(match[3] or 0))
