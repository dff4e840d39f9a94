"""Which rows below a header are data: not blank ones, totals or headers repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gendan_xl.intake.cells import read_text_number
from gendan_xl.intake.mapping import SheetMapping
from gendan_xl.intake.parsed import is_blank
from gendan_xl.intake.sheet import RawSheet
from gendan_xl.text import header_key

TOTAL_WORDS = frozenset(
    map(header_key, ("合计", "总计", "小计", "累计", "本页合计", "总合计", "共计", "Total", "Sum"))
)


@dataclass(slots=True)
class DataRows:
    """The data rows of a sheet with their row numbers, and the total rows: (row number, has text numbers)."""

    numbers: Sequence[int]
    cells: Sequence[Sequence[Any]]
    totals: list[tuple[int, bool]] = field(default_factory=list)

    def column(self, col: int) -> Sequence[Any]:
        """Return the raw values of a sheet column."""
        return [row[col - 1] for row in self.cells]


def data_rows(rows: Sequence[Sequence[Any]], mapping: SheetMapping, key_cols: Sequence[int]) -> DataRows:
    """Return the data rows below the header. Only rows without a key, or with a strange one, are looked at."""
    start = mapping.header_row
    below = rows[start:]
    suspects = _suspects(below, key_cols, mapping)
    if not suspects:
        return DataRows(range(start + 1, len(rows) + 1), below)
    headers = {column.col: column.header for column in mapping.columns}
    computed = _computed_cols(mapping)
    skipped: set[int] = set()
    found = DataRows((), ())
    for index in suspects:
        kind = _kind(below[index], headers, computed, mapping.is_own)
        if kind:
            skipped.add(index)
        if kind == "total":
            found.totals.append((start + 1 + index, any(map(_is_text_number, below[index]))))
    kept = [i for i in range(len(below)) if i not in skipped] if skipped else range(len(below))
    found.numbers = [start + 1 + i for i in kept]
    found.cells = [below[i] for i in kept]
    return found


def fill_merged(sheet: RawSheet, mapping: SheetMapping) -> Sequence[Sequence[Any]]:
    """Return the rows with what one merged cell says of all lines of an order (订单号, 客户 …) on each line.

    Only columns of the whole order are filled: a quantity merged over two lines is not twice that quantity.
    """
    columns = mapping.table.columns()
    wanted = {
        col
        for name, col in mapping.fields.items()
        if columns[name].col.level == "order" or name == mapping.order_key
    }
    tall = [
        area
        for area in sheet.merged
        if area[0] > mapping.header_row and area[2] > area[0] and area[1] in wanted
    ]
    if not tall:
        return sheet.rows
    rows = list(sheet.rows)
    for top, left, bottom, _ in tall:
        for row in range(top, min(bottom, len(rows))):
            rows[row] = [*rows[row][: left - 1], rows[top - 1][left - 1], *rows[row][left:]]
    return rows


def _suspects(below: Sequence[Sequence[Any]], key_cols: Sequence[int], mapping: SheetMapping) -> list[int]:
    if not key_cols:
        return list(range(len(below)))
    col = key_cols[0] - 1
    header = next(column.header for column in mapping.columns if column.col == col + 1)
    strange = {"", None, header}
    keys = [row[col] for row in below]
    likely = (key for key in set(keys) if isinstance(key, str) and not key[-1:].isdigit())
    odd = {key for key in likely if is_blank(key) or _is_total(key)} | strange
    return [index for index, key in enumerate(keys) if key in odd]


def _computed_cols(mapping: SheetMapping) -> frozenset[int]:
    columns = mapping.table.columns()
    return frozenset(col for name, col in mapping.fields.items() if columns[name].col.computed)


def _kind(row: Sequence[Any], headers: dict[int, str], computed: frozenset[int], is_own: bool) -> str:
    """Tell what a row without key is: "blank", "header", "total", or "" for data that lacks its key."""
    filled = {col: value for col, value in enumerate(row, 1) if not is_blank(value)}
    if not filled.keys() - computed and (is_own or not filled):
        return "blank"
    if sum(headers.get(col) == value for col, value in filled.items()) * 2 > len(filled) > 1:
        return "header"
    if any(map(_is_total, filled.values())):
        return "total"
    numbers = sum(isinstance(value, (int, float)) or _is_text_number(value) for value in filled.values())
    return "total" if not is_own and numbers == len(filled) and numbers >= 2 else ""


def _is_total(value: Any) -> bool:
    return isinstance(value, str) and len(value) < 12 and header_key(value) in TOTAL_WORDS


def _is_text_number(value: Any) -> bool:
    return isinstance(value, str) and read_text_number(value) is not None
