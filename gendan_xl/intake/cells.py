"""Raw column → typed values. A stretch of clean cells passes by operations on the whole; only the rest is looked at
cell by cell. Stretches are a few hundred rows long, so that all passes over one find its cells in the CPU's cache.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite
from typing import Any

from gendan_xl.intake.parsed import Parsed, Raw, is_blank, shown
from gendan_xl.intake.times import parse_clock, parse_date, parse_moment
from gendan_xl.intake.words import parse_code, parse_prose, parse_text
from gendan_xl.schema.column import Kind
from gendan_xl.text import clean


def parse(kind: Kind, raw: Raw) -> Parsed:
    """Return the typed values of a raw column."""
    return _PARSERS[kind.name](raw)


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
    "text": parse_text, "prose": parse_prose, "code": parse_code, "number": _number, "whole": _whole,
    "date": parse_date, "datetime": parse_moment, "time": parse_clock, "flag": _flag,
}  # fmt: skip
