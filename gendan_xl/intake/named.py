"""Values and columns that somebody names in words: 变更字段 says a header, 变更后 what is to stand under it."""

from __future__ import annotations

from typing import Any

from gendan_xl.intake.cells import parse
from gendan_xl.intake.dates import MonthDay
from gendan_xl.intake.headers import UNSURE, match
from gendan_xl.intake.ledger import TableData
from gendan_xl.schema.column import Column
from gendan_xl.text import clean, header_key

_BLANKS = frozenset({"", "空", "(空)", "（空）", "无", "-", "—", "/"})


def named_field(data: TableData, header: str) -> str | None:
    """Return the field of a table that a header means: the sheet's own words first, then ours and their aliases.

    None for an unknown header, one of several meanings, and a column that the book does not keep.
    """
    own = {header_key(title): name for part in data.parts for name, title in part.headers.items()}
    found = own.get(header_key(header))
    if found is None:
        one = match(data.table, header)
        found = one.field if one and one.confidence > UNSURE else None
    return found if found in data.columns else None


def typed_words(column: Column, words: str | None) -> Any:
    """Return what words mean in a column: 100, 2026-04-10, 是, None for 空. ValueError when they are not understood."""
    text = clean(words or "")
    if text in _BLANKS:
        return None
    parsed = parse(column.kind, [text])
    if parsed.dirty or parsed.open_days or isinstance(parsed.values[0], MonthDay):
        raise ValueError(text)
    return parsed.values[0]


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values of a column are equal: numbers by their amount, words without stray spaces."""
    if isinstance(one, str) and isinstance(other, str):
        return clean(one) == clean(other)
    return bool(one == other)
