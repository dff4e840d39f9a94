"""Arguments as Excel hands them over (one value, or a range as rows) and results of the same shape."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from itertools import chain
from typing import Any

from gendan_xl.intake.cells import parse
from gendan_xl.schema.column import Kind, KindName
from gendan_xl.udfs._declare import UdfError, short

Cells = Any
"""One value, or a range as a sequence of rows."""

Rows = tuple[tuple[Any, ...], ...]

_COMPLAINTS: dict[KindName, str] = {
    "date": "#日期?", "number": "#数字?", "whole": "#整数?", "flag": "#是否?",
}  # fmt: skip
_ERROR = re.compile(r"#(N/A|[A-Z/0]{3,6}!|[^#]{1,60}\?|[^#]*\[GD\d{3}\])")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What stands for a cell that cannot be read: the text that the result shows."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """An argument read: typed values row by row, None for blanks, Wrong for what cannot be read.

    A row of the result is blank where a needed value is.
    """

    rows: int
    cols: int
    values: Sequence[Any]
    is_needed: bool
    is_single: bool

    def spread(self, rows: int, cols: int) -> Sequence[Any]:
        """Return the values for every cell of the result: a single row, column or value is repeated."""
        if (self.rows, self.cols) == (rows, cols):
            return self.values
        if self.rows == 1:
            return list(self.values) * rows if self.cols == cols else list(self.values) * rows * cols
        return [value for value in self.values for _ in range(cols)]


def as_rows(argument: Cells) -> Rows:
    """Return an argument as rows of raw values; a single value is one row."""
    if not isinstance(argument, (list, tuple)):
        return ((argument,),)
    if argument and not isinstance(argument[0], (list, tuple)):
        return (tuple(argument),)
    return tuple(map(tuple, argument)) or ((None,),)


def read(argument: Cells, kind: KindName, *, optional: bool = False) -> Column:
    """Return an argument as typed values, read as the cells of a ledger are."""
    rows = as_rows(argument)
    raw: list[Any] = list(chain.from_iterable(rows))
    if len(raw) != len(rows) * len(rows[0]):
        raise UdfError("#区域大小?")
    if kind == "date":  # a formula that points to a blank cell gives 0
        raw = [None if value == 0 else value for value in raw]
    parsed = parse(Kind(kind), raw)
    for index in {*parsed.dirty, *parsed.open_days}:
        parsed.values[index] = Wrong(_COMPLAINTS.get(kind, "#文字?"))
    for index, value in enumerate(raw):
        if isinstance(value, str) and value[:1] == "#" and _ERROR.fullmatch(value):
            parsed.values[index] = Wrong(value)
    is_single = not isinstance(argument, (list, tuple))
    return Column(len(rows), len(rows[0]), parsed.values, not optional, is_single)


def otherwise(column: Column, usual: Any) -> Column:
    """Return a column with its blanks filled."""
    return replace(column, values=[usual if value is None else value for value in column.values])


def single(column: Column) -> Any:
    """Return the first value of an argument that holds for the whole result. UdfError when it cannot be read."""
    value = column.values[0]
    if isinstance(value, Wrong):
        raise UdfError(value.text)
    return value


def shape(columns: Sequence[Column]) -> tuple[int, int]:
    """Return (rows, cols) of the result. UdfError when ranges differ and none is a single row or column."""
    rows, cols = max(c.rows for c in columns), max(c.cols for c in columns)
    if any(c.rows not in (1, rows) or c.cols not in (1, cols) for c in columns):
        raise UdfError("#区域大小?")
    return rows, cols


def each(compute: Callable[..., Any], *columns: Column) -> Cells:
    """Return `compute` for every cell: values in, value out; ranges in, rows out."""
    cols = shape(columns)[1]
    out = [shown(answer) for answer in answers(compute, *columns)]
    if all(column.is_single for column in columns):
        return out[0]
    return [out[start : start + cols] for start in range(0, len(out), cols)]


def answers(compute: Callable[..., Any], *columns: Column) -> list[Any]:
    """Return `compute` for every cell, row by row; None where a needed value is blank, text where there is an error."""
    rows, cols = shape(columns)
    needed = [column.is_needed for column in columns]
    cells = zip(*(column.spread(rows, cols) for column in columns), strict=True)
    return [_answer(compute, values, needed) for values in cells]


def _answer(compute: Callable[..., Any], values: Sequence[Any], needed: Sequence[bool]) -> Any:
    for value in values:
        if type(value) is Wrong:
            return value.text
    if any(value is None and must for value, must in zip(values, needed, strict=True)):
        return None
    try:
        return compute(*values)
    except Exception as error:  # one cell must not spoil the column
        return short(error)


def shown(value: Any) -> Any:
    """Return a result as a cell takes it: days as datetime, amounts as float, nothing as ''."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    return value


def filled(rows: Sequence[Sequence[Any]]) -> Cells:
    """Return rows of any length as a result, filled up to equal length; no rows are one blank cell."""
    width = max(map(len, rows), default=0)
    return [[*map(shown, row), *[""] * (width - len(row))] for row in rows] or [[""]]
