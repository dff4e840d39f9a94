"""Where things lie in our own workbook: which columns a sheet has, in which row, and their addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from gendan_xl.cells import col_name
from gendan_xl.schema.column import Column
from gendan_xl.schema.table import Table

BAND_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3
"""Group names above the columns, the table's header, its first row (from 1): the same on every sheet."""

ROOM = 1000
"""Rows below the header that have drop-downs and colours, however short the table still is."""

_OWN, _OTHER = re.compile(r"\[@([^\]]+)\]"), re.compile(r"(\w+)\[([^\]@#\[]+)\]")


@dataclass(frozen=True)
class Sheet:
    """One table on its sheet: the columns present, in order, and how many rows it holds."""

    table: type[Table]
    columns: tuple[Column, ...]
    rows: int

    @property
    def name(self) -> str:
        """The sheet, which is also the name of the Excel table."""
        return self.table.meta.sheet

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Field → column number from 1."""
        return {column.field: number for number, column in enumerate(self.columns, 1)}

    @property
    def last_row(self) -> int:
        """The last row of the table."""
        return FIRST_ROW + self.rows - 1

    @property
    def last_ready_row(self) -> int:
        """The last row with drop-downs and colours."""
        return max(self.last_row, HEADER_ROW + ROOM)

    def ref(self, field: str) -> str:
        """Return the reference of a field in the first row, for formulas that go down: $L3."""
        return f"${col_name(self.positions[field])}{FIRST_ROW}"

    def whole(self, field: str) -> str:
        """Return the absolute range of a field below the header, with room to grow: '选项'!$A$3:$A$5000."""
        letter = col_name(self.positions[field])
        return f"'{self.name}'!${letter}${FIRST_ROW}:${letter}$5000"

    def frozen_columns(self) -> int:
        """Return how many leading columns stay when scrolling: the key, and the name behind a single key."""
        count = next((n for n, column in enumerate(self.columns) if not column.col.key), len(self.columns))
        if count == 1 and len(self.columns) > 1 and self.columns[1].col.show == "shown":
            return 2
        return min(count, 4)


def present_columns(table: type[Table], *, full: bool, filled: Collection[str] = ()) -> tuple[Column, ...]:
    """Return the columns of a sheet: the shown and grouped ones, those of the `filled` fields, with `full` all that
    the schema knows."""
    return tuple(
        column
        for field, column in table.columns().items()
        if full or column.col.show != "known" or field in filled
    )


def table_formula(column: Column, sheet: Sheet, book: Mapping[str, Sheet]) -> str:
    """Return the formula as Excel stores it, or '' when it needs a table or column that the book does not have."""
    headers = {name: {item.header for item in other.columns} for name, other in book.items()}
    formula = column.col.formula
    if not formula or not set(_OWN.findall(formula)) <= headers[sheet.name]:
        return ""
    if any(header not in headers.get(name, ()) for name, header in _OTHER.findall(formula)):
        return ""
    return _OWN.sub(rf"{sheet.name}[[#This Row],[\1]]", formula)


def by_name(sheets: Iterable[Sheet]) -> dict[str, Sheet]:
    """Return sheet name → sheet."""
    return {sheet.name: sheet for sheet in sheets}
