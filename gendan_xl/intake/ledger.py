"""Typed tables as rules and commands see them: columns of clean values, each with its true cell address."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gendan_xl.schema.table import Table

Locate = Callable[[int, str], tuple[int, int]]
"""(index of a row within its part, field) → (row, col) of the sheet; col 0 when that field has no cell."""


@dataclass(slots=True)
class ColumnData:
    """The values of one field, one per table row: typed, None for blank or unclean.

    `dirty` holds the row indices whose cell was filled but could not be read: rules leave those rows alone.
    """

    values: list[Any]
    dirty: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of table rows that came from one sheet: rows `start` to `stop` (exclusive) of the table."""

    sheet: str
    start: int
    stop: int
    locate: Locate
    header_row: int = 0
    excel_table: str = ""
    fields: Mapping[str, int] = field(
        default_factory=dict
    )  # field → sheet column, for tables laid out as such
    headers: Mapping[str, str] = field(default_factory=dict)  # field → header as the sheet words it


@dataclass(slots=True)
class TableData:
    """One table read from a book, possibly from several sheets, stored by columns."""

    table: type[Table]
    columns: dict[str, ColumnData]
    parts: list[Part]

    def __len__(self) -> int:
        return self.parts[-1].stop if self.parts else 0

    def part_of(self, index: int) -> Part:
        """Return the part that holds row `index`."""
        starts = [part.start for part in self.parts]
        return self.parts[bisect_right(starts, index) - 1]

    def place(self, index: int, name: str = "") -> tuple[str, int, int]:
        """Return (sheet, row, col) of a field's cell in row `index`; col 0 without field or cell."""
        part = self.part_of(index)
        row, col = part.locate(index - part.start, name)
        return part.sheet, row, col

    def header(self, index: int, name: str) -> str:
        """Return the header of a field as the sheet of row `index` words it, else as our own workbook does."""
        return self.part_of(index).headers.get(name) or self.table.header(name)

    def get(self, index: int, name: str) -> Any:
        """Return the value of a field in row `index`; None also when the column is missing."""
        column = self.columns.get(name)
        return column.values[index] if column else None

    def is_blank(self, index: int, name: str) -> bool:
        """Return whether the book has this column and left it empty in row `index` (an unclean cell is not empty)."""
        column = self.columns.get(name)
        return column is not None and column.values[index] is None and index not in column.dirty

    def unclean(self, *names: str) -> set[int]:
        """Return the rows in which one of these fields has a cell that could not be read."""
        return set().union(*(self.columns[name].dirty for name in names if name in self.columns))

    def values(self, name: str) -> list[Any]:
        """Return a column's values; all None when the column is missing."""
        column = self.columns.get(name)
        return column.values if column else [None] * len(self)

    def key(self, index: int) -> str:
        """Return the row's key for messages, such as SO2603-014-1; '' when it has none."""
        parts = (self.get(index, name) for name in self.table.key_fields())
        return "-".join(_plain(part) for part in parts if part is not None)


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


@dataclass(slots=True)
class Ledger:
    """All typed tables of one book, with the settings that hold for it."""

    name: str
    tables: dict[str, TableData] = field(default_factory=dict)
    adopted: bool = False  # True when the layout is a company's own, not our workbook
    notes: Mapping[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> TableData | None:
        """Return a table by identifier, None when the book has none."""
        return self.tables.get(name)

    def rows(self, name: str, fields: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the rows of a table as tuples of the named fields; [] when the book has no such table."""
        data = self.tables.get(name)
        return list(zip(*(data.values(f) for f in fields), strict=True)) if data else []
