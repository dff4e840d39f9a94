"""The rows behind pivots, column by column: what kinds of values a field has and which different ones."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NoReturn

from gendan_xl.cells import MAX_COL, MAX_ROW, Value, area
from gendan_xl.errors import GendanError

Item = None | str | int | float | dt.date
"""A value as a pivot knows it: nothing, text, a number, a date (or a moment)."""

DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
MAX_TEXT = 32_767
_YES_NO = {True: "是", False: "否"}
_FIRST_MOMENT = dt.datetime(1900, 3, 1)
_KINDS = {str: "s", int: "n", float: "n", dt.date: "d", dt.datetime: "d", type(None): "m"}


class Field:
    """A column of a source. `number_format` is how Excel shows its values.

    `kinds` says what occurs: s text, n numbers, d days and moments, m blanks. Days among numbers become text, as a
    column has one format.
    """

    def __init__(self, header: str, values: Iterable[Value], number_format: str) -> None:
        self.header = header
        self.values = _plain(values)
        types = set(map(type, self.values))
        self.kinds = frozenset(_KINDS[kind] for kind in types)
        if {"d", "n"} <= self.kinds:
            self.values = [str(value) if isinstance(value, dt.date) else value for value in self.values]
            self.kinds = self.kinds - {"d"} | {"s"}
        day = MOMENT if dt.datetime in types else DAY
        self.number_format = number_format or (day if "d" in self.kinds else "")

    @cached_property
    def _distinct(self) -> tuple[list[Item], dict[Item, int], dict[Item, int]]:
        """Return the different values, the place of each, and their places by the key that makes them one: texts are
        when they differ only in case."""
        items: list[Item] = []
        folded: dict[Item, int] = {}
        places: dict[Item, int] = {}
        for value in dict.fromkeys(self.values):
            key = _folded(value)
            if key not in folded:
                folded[key] = len(items)
                items.append(value)
            places[value] = folded[key]
        return items, places, folded

    @property
    def items(self) -> list[Item]:
        """The different values as they first occur."""
        return self._distinct[0]

    @cached_property
    def codes(self) -> list[int]:
        """The place of each row's value among the items."""
        return list(map(self._distinct[1].__getitem__, self.values))

    def place(self, value: Value) -> int | None:
        """Return the place of a value among the items, None when it does not occur."""
        return self._distinct[2].get(_folded(as_item(value)))


def _folded(item: Item) -> Item:
    return item.lower() if isinstance(item, str) else item


class Source:
    """The rows behind pivots: an Excel table `name` on the sheet `sheet`, kept by columns."""

    def __init__(
        self,
        sheet: str,
        name: str,
        header: Sequence[str],
        rows: Sequence[Sequence[Value]],
        formats: Mapping[str, str],
    ) -> None:
        _check_header(name, header)
        self.sheet, self.name, self.size = sheet, name, max(len(rows), 1)
        if self.size >= MAX_ROW or len(header) > MAX_COL:
            raise too_big(name, len(rows), len(header))
        columns = zip(*rows, strict=True) if rows else [(None,)] * len(header)
        self.fields = [
            Field(text, values, formats.get(text, "")) for text, values in zip(header, columns, strict=True)
        ]
        self.positions = {text: position for position, text in enumerate(header)}
        self.area = area(1, 1, self.size + 1, len(header))

    def places(self, header: str, values: Iterable[Value]) -> list[int]:
        """Return the places of those values that occur among a field's items."""
        found = (self.field(header).place(value) for value in values)
        return [place for place in found if place is not None]

    def field(self, header: str) -> Field:
        """Return a field by its header. ValueError names one that is not there."""
        if header not in self.positions:
            raise ValueError(f"source {self.name} has no field {header!r}")
        return self.fields[self.positions[header]]


def _check_header(name: str, header: Sequence[str]) -> None:
    keys = [text.strip().lower() for text in header]
    if not header or "" in keys or len(set(keys)) < len(keys) or max(map(len, header)) > 255:
        raise ValueError(f"the headers of source {name} must be different texts: {list(header)}")


def too_big(name: str, rows: int, columns: int) -> GendanError:
    """Return the error for what no sheet can hold."""
    return GendanError(
        "GD057",
        f"“{name}”有 {rows} 行 × {columns} 列，超过工作表的上限：请缩短期间或减少分组字段",
        f"{name} has {rows} rows × {columns} columns, more than a sheet holds: take a shorter period or fewer fields",
    )


def _plain(values: Iterable[Value]) -> list[Item]:
    """Return values as items; each different one is looked at once."""
    given = list(values)
    types = set(map(type, given))
    if types <= {int, type(None)}:
        return given  # type: ignore[return-value]
    if bool in types:  # True is 1 to a dictionary
        given = [_YES_NO[value] if isinstance(value, bool) else value for value in given]
    known = {value: as_item(value) for value in set(given)}
    return list(map(known.__getitem__, given))


def as_item(value: Value) -> Item:
    """Return a value as pivots know it. GendanError GD064 for one that no cell can hold."""
    match value:
        case None | "":
            return None
        case bool():
            return _YES_NO[value]
        case str():
            return value if len(value) <= MAX_TEXT else _refuse(value[:20], "文字太长", "too long a text")
        case dt.date():
            return _day(value)
        case dt.time():
            return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
    return value if math.isfinite(value) else _refuse(value, "不是数字", "not a number")


def digits(number: float) -> str:
    """Return a number as files write it: 5, not 5.0."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _day(value: dt.date) -> dt.date:
    """Return a moment at midnight as its day, as Excel has only one of the two."""
    if value < _FIRST_MOMENT if isinstance(value, dt.datetime) else value < _FIRST_MOMENT.date():
        _refuse(value, "日期太早", "too early a date")
    return value.date() if isinstance(value, dt.datetime) and value.time() == dt.time() else value


def _refuse(value: object, zh: str, en: str) -> NoReturn:
    raise GendanError(
        "GD064",
        f"值「{value}」无法写入报表（{zh}）：请在台账中改正后重试",
        f"Cannot write {value!r} into a report ({en}): correct it in the ledger and try again",
    )
