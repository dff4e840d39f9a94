"""Growing an Excel table of an open workbook by rows; formulas and number formats follow its last row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gendan_xl.books.live_host import put_block
from gendan_xl.cells import MAX_ROW, Value
from gendan_xl.errors import GendanError

if TYPE_CHECKING:
    import xlwings as xw


@dataclass(frozen=True, slots=True)
class AppendedRows:
    """Rows that a table got: its sheet and name, the first sheet row, the values by header; whether they lengthened it
    (else the one blank row of a new table was filled)."""

    sheet: str
    table: str
    first: int
    values: Sequence[Mapping[str, Value]]
    headers: Mapping[str, int]  # header → sheet column
    is_longer: bool = True


class Growth:
    """The growing of one table. GendanError GD062 when it cannot grow here, GD063 for a header it does not have."""

    def __init__(self, sheet: xw.Sheet, name: str, rows: Sequence[Mapping[str, Value]]) -> None:
        self._sheet, self._rows = sheet, rows
        self._table = find_table(sheet, name)
        head = _head(self._table)
        self._top, self._left, self._right = head.row, head.column, head.last_cell.column
        titles = head.options(ndim=1).value
        self._headers = {str(title): self._left + place for place, title in enumerate(titles)}
        self._last = self._table.range.last_cell.row
        model = self._row(self._last, 1)
        self._formulas = [_is_formula(cell) for cell in _block(model.formula)[0]]
        self._first = self._last if self._is_blank(model) else self._last + 1
        self._check()

    def _row(self, row: int, count: int) -> xw.Range:
        return self._sheet.range((row, self._left), (row + count - 1, self._right))

    def _is_blank(self, model: xw.Range) -> bool:
        """Return whether the table's only row is blank, calculated columns aside."""
        values = model.options(ndim=1).value
        return self._last == self._top + 1 and all(
            value in (None, "") or formula for value, formula in zip(values, self._formulas, strict=True)
        )

    def _check(self) -> None:
        unknown = [title for row in self._rows for title in row if title not in self._headers]
        if unknown:
            name = "、".join(dict.fromkeys(unknown[:5]))
            raise GendanError(
                "GD063", f"表 {self._sheet.name}!{self._table.name} 没有列「{name}」：请检查表头",
                f"Table {self._sheet.name}!{self._table.name} has no column {name}: check its headers",
            )  # fmt: skip
        if self._last == self._top or self._table.totals_row_range is not None:
            raise self._refused("有汇总行或没有数据行，请先在表格里加一行空行", "has a totals row or no rows")
        bottom = self._first + len(self._rows) - 1
        if bottom > MAX_ROW:
            raise self._refused("超过工作表的最大行数", "exceeds the rows of a sheet")
        if bottom > self._last:
            below = self._row(self._last + 1, bottom - self._last)
            if any(value not in (None, "") for row in _block(below.formula) for value in row):
                raise self._refused("下方还有内容，请先移走", "has content below, move it away first")

    def _refused(self, zh: str, en: str) -> GendanError:
        name = f"{self._sheet.name}!{self._table.name}"
        return GendanError("GD062", f"表 {name} {zh}", f"Table {name} {en}")

    def grow(self) -> AppendedRows:
        """Write the rows and return what was done."""
        bottom = self._first + len(self._rows) - 1
        if bottom > self._last:
            self._table.resize(self._sheet.range((self._top, self._left), (bottom, self._right)))
            self._fill_formulas(bottom)
            self._follow_formats(bottom)
        for first, stop in _stretches([not formula for formula in self._formulas]):
            self._write(first, stop, bottom)
        return AppendedRows(
            self._sheet.name, self._table.name, self._first, self._rows, self._headers,
            is_longer=self._first > self._last,
        )  # fmt: skip

    def _write(self, first: int, stop: int, bottom: int) -> None:
        """Write the columns from `first` to `stop` (exclusive, from 0) in one block."""
        titles = [title for title, col in self._headers.items() if first <= col - self._left < stop]
        rows = [[row.get(title) for title in titles] for row in self._rows]
        if any(value is not None for row in rows for value in row):
            area = (self._first, self._left + first), (bottom, self._left + stop - 1)
            put_block(self._sheet.range(*area), rows)

    def _fill_formulas(self, bottom: int) -> None:
        """Carry the formulas of the last row down where the program has not done it itself."""
        new = _block(self._row(self._last + 1, 1).formula)[0]
        for first, stop in _stretches(
            [own and not _is_formula(cell) for own, cell in zip(self._formulas, new, strict=True)]
        ):
            left, right = self._left + first, self._left + stop - 1
            source = self._sheet.range((self._last, left), (self._last, right))
            source.autofill(self._sheet.range((self._last, left), (bottom, right)))

    def _follow_formats(self, bottom: int) -> None:
        """Give the new cells the number formats of the last row."""
        for place in sorted({self._headers[title] for row in self._rows for title in row}):
            model = self._sheet.range((self._last, place)).number_format
            self._sheet.range((self._last + 1, place), (bottom, place)).number_format = model

    def shrink(self) -> None:
        """Take the rows back."""
        shrink(self._sheet, self._table, self._last, self._first)


def shrink(sheet: xw.Sheet, table: xw.main.Table, last: int, first: int) -> None:
    """Let a table end at row `last` again and empty its rows from `first` on; formulas of a row that stays are kept."""
    head, end = _head(table), table.range.last_cell
    if end.row > last:
        # emptied first: formulas with [#This Row] must not be left outside the table
        sheet.range((last + 1, head.column), (end.row, end.column)).clear_contents()
        table.resize(sheet.range((head.row, head.column), (last, end.column)))
    if first <= last:
        row = sheet.range((first, head.column), (first, end.column))
        for start, stop in _stretches([not _is_formula(cell) for cell in _block(row.formula)[0]]):
            sheet.range((first, head.column + start), (first, head.column + stop - 1)).clear_contents()


def find_table(sheet: xw.Sheet, name: str) -> xw.main.Table:
    """Return a table by name. GendanError GD063 when the sheet has no such table."""
    for table in sheet.tables:
        if table.name.lower() == name.lower():
            return table
    raise GendanError(
        "GD063",
        f"工作表「{sheet.name}」没有表「{name}」：请检查名称",
        f"No table {name} on sheet {sheet.name}",
    )


def _head(table: xw.main.Table) -> xw.Range:
    """Return the header row. GendanError GD062 when it is switched off."""
    if not table.show_headers:
        raise GendanError(
            "GD062",
            f"表「{table.name}」没有显示表头：请先打开标题行",
            f"Table {table.name} shows no header row",
        )
    return table.range[0, :]


def _block(formulas: Any) -> Sequence[Sequence[Any]]:
    """Return formulas as rows, also of a single cell."""
    return formulas if isinstance(formulas, (tuple, list)) else ((formulas,),)


def _is_formula(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("=")


def _stretches(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield (start, stop) of the stretches that are marked."""
    start = None
    for place, mark in enumerate([*marks, False]):
        if mark and start is None:
            start = place
        elif not mark and start is not None:
            yield start, place
            start = None
