"""Raw column → typed values. A stretch of clean cells passes by operations on the whole; only the rest is looked at
cell by cell. Stretches are a few hundred rows long, so that all passes over one find its cells in the CPU's cache.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from gendan_xl.cells import from_serial
from gendan_xl.intake.dates import MonthDay, read_moment, read_number, read_text
from gendan_xl.schema.column import Kind
from gendan_xl.text import clean

Raw = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to say about one cell of a column: its index, the code and the words of its sentence."""

    index: int
    code: str
    words: Mapping[str, Any]


@dataclass(slots=True)
class Parsed:
    """A typed column. `open_days` are cells whose day only the neighbours can tell; their value is None as yet."""

    values: list[Any]
    dirty: set[int] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    open_days: dict[int, MonthDay] = field(default_factory=dict)
    has_blank: bool = False

    def fail(self, index: int, code: str, value: Any) -> None:
        """Mark a cell unreadable."""
        self.dirty.add(index)
        self.issues.append(Issue(index, code, {"value": shown(value)}))

    def extend(self, more: Parsed) -> None:
        """Add the next stretch of the column."""
        start = len(self.values)
        self.values.extend(more.values)
        self.has_blank |= more.has_blank
        self.dirty.update(start + index for index in more.dirty)
        self.issues.extend(Issue(start + issue.index, issue.code, issue.words) for issue in more.issues)
        self.open_days.update((start + index, day) for index, day in more.open_days.items())

    def note(self, index: int, code: str, **words: Any) -> None:
        """Say something about a cell whose value is used."""
        self.issues.append(Issue(index, code, words))


def parse(kind: Kind, raw: Raw) -> Parsed:
    """Return the typed values of a raw column."""
    return _PARSERS[kind.name](raw)


def shown(value: Any) -> str:
    """Return a raw value as a message shows it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).replace("\n", "⏎")
    return text if len(text) <= 40 else text[:39] + "…"


def is_blank(value: Any) -> bool:
    """Tell whether a raw value counts as nothing: None, '' or only white space."""
    return value is None or (isinstance(value, str) and not clean(value))


# --- text ------------------------------------------------------------------------------------------------------

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
_BREAK = re.compile(r"\s*[\n\r\t]+\s*")
_WIDE_ASCII = re.compile("[\uff01-\uff5e\u3000]")
_FEW, _SHORT = 20, 4


def _text(raw: Raw) -> Parsed:
    return _words(raw, is_code=False)


def _code(raw: Raw) -> Parsed:
    return _words(raw, is_code=True)


def _words(raw: Raw, *, is_code: bool) -> Parsed:
    if set(map(type, raw)) == {str}:
        joined = f"|{'|'.join(raw)}|"
        is_clean = joined.isprintable() and "| " not in joined and " |" not in joined
        if is_clean and not (is_code and (" " in joined or _has_wide(joined))):
            blank = "" in raw
            return Parsed([v or None for v in raw] if blank else list(raw), has_blank=blank)
    return _odd_words(raw, is_code)


def _has_wide(text: str) -> bool:
    return not text.isascii() and bool(_WIDE_ASCII.search(text))


def _odd_words(raw: Raw, is_code: bool) -> Parsed:
    parsed = Parsed([None] * len(raw))
    known = {v for v in raw if isinstance(v, str)}
    spaced = sum(" " in word.strip() for word in known)
    is_tight = is_code and len(known) >= _FEW and spaced * _FEW <= len(known)
    tidy = {word: _tidy(word, is_code, is_tight, known) for word in known}
    for index, value in enumerate(raw):
        if not isinstance(value, str):
            parsed.values[index] = _as_text(parsed, index, value, is_code)
            continue
        word = parsed.values[index] = tidy[value]
        if word and word != value:
            parsed.note(index, "GD111", clean=word, value=shown(value))
    parsed.has_blank = None in parsed.values
    return parsed


def _tidy(text: str, is_code: bool, is_tight: bool, known: set[str]) -> str | None:
    """Return text without stray white space. Words around a line break are joined where that makes a word known
    in the column, or a piece is short. `is_tight`: nearly all codes of the column have no space inside.
    """
    word = _INVISIBLE.sub("", text).strip()
    pieces = _BREAK.split(word)
    if len(pieces) > 1:
        joined = "".join(pieces)
        is_torn = is_code or joined in known or (min(map(len, pieces)) < _SHORT and not word.isascii())
        word = joined if is_torn else " ".join(pieces)
    if is_code:
        word = unicodedata.normalize("NFKC", word)
    return (word.replace(" ", "") if is_tight else word) or None


def _as_text(parsed: Parsed, index: int, value: Any, is_code: bool) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (dt.date, dt.datetime)):
        if is_code:
            parsed.dirty.add(index)
            parsed.note(index, "GD115", value=shown(value), date=str(value))
            return None
        return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()
    return shown(value) if isinstance(value, float) else str(value)


# --- numbers ---------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"[-+]?(?:(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?")


def read_text_number(text: str) -> float | None:
    """Read a number stored as text: 105,471,130 · １２３ · ¥1 234.50 · 13% · (100). None when it is none."""
    word = clean(text).replace("，", ",").lstrip("¥￥$").strip()
    sign = 1.0
    if word.startswith("(") and word.endswith(")"):
        word, sign = word[1:-1].strip(), -1.0
    if word.endswith("%"):
        word, sign = word[:-1].strip(), sign / 100
    if not _NUMBER.fullmatch(word):
        return None
    return sign * float(word.replace(",", "").replace(" ", ""))


def _number(raw: Raw) -> Parsed:
    kinds = list(map(type, raw))
    types = set(kinds)
    if types <= {float, int} and isfinite(sum(raw)):
        return Parsed(list(raw))
    if types <= {float, int, str} and kinds.count(str) == raw.count("") and isfinite(sum(filter(None, raw))):
        return Parsed([None if v == "" else v for v in raw], has_blank=True)
    parsed = Parsed([None] * len(raw))
    for index, value in enumerate(raw):
        if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value):
            parsed.values[index] = value
        elif is_blank(value):
            parsed.has_blank = True
        elif isinstance(value, str) and (number := read_text_number(value)) is not None:
            parsed.values[index] = number
            parsed.note(index, "GD109", value=shown(value), number=shown(number))
        else:
            parsed.fail(index, "GD103", value)
    return parsed


def _whole(raw: Raw) -> Parsed:
    parsed = _number(raw)
    if not parsed.has_blank and not parsed.dirty:
        whole = list(map(int, parsed.values))
        if whole == parsed.values:
            parsed.values = whole
            return parsed
    for index, value in enumerate(parsed.values):
        if isinstance(value, float):
            if value.is_integer():
                parsed.values[index] = int(value)
            else:
                parsed.values[index] = None
                parsed.fail(index, "GD113", value)
    return parsed


# --- dates and times -------------------------------------------------------------------------------------------


def _date(raw: Raw) -> Parsed:
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


def _moment(raw: Raw) -> Parsed:
    types = set(map(type, raw))
    if types == {dt.datetime}:
        return Parsed(list(raw))
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


def _clock(raw: Raw) -> Parsed:
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


# --- flags -----------------------------------------------------------------------------------------------------

YES = frozenset(("是", "y", "yes", "√", "✓", "✔", "有", "对", "1", "true", "含税", "含", "t"))
NO = frozenset(
    ("否", "n", "no", "×", "x", "✗", "✘", "无", "没有", "0", "false", "不含税", "未税", "不含", "f", "不")
)


def _flag(raw: Raw) -> Parsed:
    meaning = {value: _read_flag(value) for value in set(raw)}
    parsed = Parsed([meaning[value] for value in raw])
    unread = {v for v, flag in meaning.items() if flag is None and not is_blank(v)}
    if unread:
        for index, value in enumerate(raw):
            if value in unread:
                parsed.fail(index, "GD112", value)
    parsed.has_blank = None in parsed.values
    return parsed


def _read_flag(value: Any) -> bool | None:
    word = clean(shown(value)).lower()
    return True if word in YES else False if word in NO else None


_PARSERS: dict[str, Callable[[Raw], Parsed]] = {
    "text": _text, "code": _code, "number": _number, "whole": _whole,
    "date": _date, "datetime": _moment, "time": _clock, "flag": _flag,
}  # fmt: skip
