"""Growing an Excel table by rows, with everything that follows its last row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gendan_xl.cells import MAX_ROW, Value, a1, area, col_number
from gendan_xl.errors import GendanError, Message
from gendan_xl.package.cells import CellWrite, formula_of, is_filled
from gendan_xl.package.formats import extend_areas
from gendan_xl.package.scan import attributes, escape, prefixed, unescape
from gendan_xl.package.sheet import Area, Sheet
from gendan_xl.package.tables import Table, TableColumn, pivot_areas, shifted, tables_of
from gendan_xl.package.workbook import SheetPart, Workbook

_NAME = re.compile(r"('(?:[^']|'')+'|[^'!:]+)!\$([A-Z]{1,3})\$(\d+):\$([A-Z]{1,3})\$(\d+)")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What every new cell of a column gets: format, and a formula, `relative` to the last row where it has relative cells."""

    name: str
    style: int | None
    formula: bytes = b""
    relative: str = ""


class Growth:
    """The growing of one table by rows: the cells to write (`writes`: row → column → write) and the parts to follow.

    GendanError GD062 when the table cannot grow here, GD063 for a header it does not have.
    """

    def __init__(self, book: Workbook, place: SheetPart, sheet: Sheet, table: Table) -> None:
        self._book, self._place, self._sheet, self._table = book, place, sheet, table
        self.writes: dict[int, dict[int, CellWrite]] = {}
        self.warnings: list[Message] = []
        self._last = table.body[2]
        self.model = sheet.row(self._last)
        self._check()

    def _check(self) -> None:
        """Refuse a table that must not or cannot grow by rows."""
        table, bottom = self._table, self._table.where[2]
        if table.totals_rows:
            raise self._refused(
                "有汇总行，请先在 Excel 中关闭汇总行", "has a totals row, switch it off first"
            )
        if table.is_external:
            raise self._refused("由外部数据填充，不能追加", "is filled from an external source")
        if any(column.is_array for column in table.columns):
            raise self._refused(
                "有数组公式列，请在 Excel 中追加", "has an array formula column, append in Excel"
            )
        if cell := self._first_below(bottom):
            raise self._refused(
                f"下方 {cell} 还有内容，请先移走", f"has content below at {cell}, move it away first"
            )

    def _refused(self, zh: str, en: str) -> GendanError:
        name = f"{self._place.name}!{self._table.name}"
        return GendanError("GD062", f"表 {name} {zh}", f"Table {name} {en}")

    def _first_below(self, bottom: int) -> str:
        """Return the address of the first thing below the table, in its columns."""
        _, left, _, right = self._table.where
        areas = [
            *self._sheet.areas("mergeCells"),
            *self._sheet.array_areas,
            *pivot_areas(self._book, self._place),
        ]
        areas += [table.where for table in tables_of(self._book, self._place)]
        for top, first, last, until in areas:
            if last > bottom and first <= right and until >= left:
                return a1(max(top, bottom + 1), first)
        for row in self._sheet.rows_below(bottom):
            for col in self._sheet.cells(row):
                if left <= col <= right and is_filled(self._sheet.cell(row, col)[1]):
                    return a1(row.number, col)
        return ""

    def append(self, rows: Sequence[Mapping[str, Value]]) -> None:
        """Plan the rows, and let the table's area and all that follows it reach the new last row."""
        left, last = self._table.where[1], self._last
        first = last if self._is_blank() else last + 1
        bottom = first + len(rows) - 1
        if bottom > MAX_ROW:
            raise self._refused("超过工作表的最大行数", "exceeds the rows of a sheet")
        self._patterns = {left + i: self._pattern(left + i, c) for i, c in enumerate(self._table.columns)}
        for number, values in enumerate(rows, first):
            self.writes[number] = self._row(number, values)
        cells = [
            a1(n, c)
            for n, cols in self.writes.items()
            for c, w in cols.items()
            if w.formula and self._is_new(n, c)
        ]
        self._book.add_to_calc_chain(self._place, cells)
        if bottom > last:
            self._extend(bottom)

    def _is_new(self, number: int, col: int) -> bool:
        return not formula_of(self._sheet.cell(self._sheet.row(number), col)[1])

    def _is_blank(self) -> bool:
        """Return whether the table's only data row is blank, calculated columns aside."""
        top, left, last, right = self._table.body
        if top != last:
            return False
        row = self.model
        bodies = [self._sheet.cell(row, col)[1] for col in range(left, right + 1)]
        return not any(is_filled(body) and not formula_of(body) for body in bodies)

    def _row(self, number: int, values: Mapping[str, Value]) -> dict[int, CellWrite]:
        """Return the writes of one row."""
        known = {column.name for column in self._table.columns}
        if unknown := [header for header in values if header not in known]:
            name = "、".join(unknown[:5])
            raise GendanError(
                "GD063",
                f"表 {self._place.name}!{self._table.name} 没有列「{name}」：请检查表头",
                f"Table {self._place.name}!{self._table.name} has no column {name}: check its headers",
            )
        cells = {col: self._cell(number, col, values.get(p.name)) for col, p in self._patterns.items()}
        return {col: write for col, write in cells.items() if write}

    def _cell(self, number: int, col: int, value: Value) -> CellWrite | None:
        pattern = self._patterns[col]
        formula = pattern.formula
        if pattern.relative:
            formula = self._formula(shifted(pattern.relative, number - self._last))
        if number == self._last:  # the blank row is filled: the formulas that it has stay
            own = formula_of(self._sheet.cell(self.model, col)[1])
            if own and value is None:
                return None
            formula = own or formula
        return (
            CellWrite(value, formula, pattern.style)
            if value is not None or formula or pattern.style
            else None
        )

    def _pattern(self, col: int, column: TableColumn) -> _Pattern:
        """Return what the last data row says about new cells of a column."""
        tag, body = self._sheet.cell(self.model, col)
        style = int(attributes(tag).get(b"s", 0)) if tag else None
        if shifted(column.formula, 1) == column.formula:
            return _Pattern(column.name, style, self._formula(column.formula) if column.formula else b"")
        text = unescape(re.sub(rb"<[^>]*>", b"", formula_of(body)))
        if not text:
            raise self._refused(
                f"列「{column.name}」的公式无法续写，请在 Excel 中追加",
                f"cannot continue the formula of column {column.name}, append in Excel",
            )
        return _Pattern(column.name, style, relative=text)

    def _formula(self, text: str) -> bytes:
        return prefixed(b"<f>" + escape(text) + b"</f>", self._sheet.prefix)

    def _extend(self, bottom: int) -> None:
        """Let the table part, formats, validations and names reach the new last row."""
        document = self._book.document(self._table.part)
        top, left, _, right = self._table.where
        document.set(document.root, ref=area(top, left, bottom, right))
        if filters := document.root.child("autoFilter"):
            document.set(filters, ref=area(top, left, bottom, right))
        extend_areas(self._sheet.document, self._table.body, bottom)
        self._extend_names(bottom)
        self._warn_of_readers()

    def _extend_names(self, bottom: int) -> None:
        """Let defined names that are columns of the table (or its print area) reach the new last row."""
        document = self._book.document(self._book.part)
        for element in document.root.grandchildren("definedNames"):
            found = _NAME.fullmatch(document.text(element).strip())
            if not found or found[1].strip("'").replace("''", "'") != self._place.name:
                continue
            where = int(found[3]), col_number(found[2]), int(found[5]), col_number(found[4])
            if self._follows(where, is_print_area=element.attrs.get("name") == "_xlnm.Print_Area"):
                document.set_text(element, f"{found[1]}!${found[2]}${found[3]}:${found[4]}${bottom}")

    def _follows(self, where: Area, *, is_print_area: bool) -> bool:
        top, left, bottom, right = where
        first, from_col, last, to_col = self._table.body
        if bottom != last:
            return False
        if is_print_area:
            return top <= first and left <= to_col and right >= from_col
        return top in (self._table.where[0], first) and from_col <= left and right <= to_col

    def _warn_of_readers(self) -> None:
        """Note charts and pivot tables that read the table by cells and keep its old end."""
        last = self._table.where[2]
        old_end = re.compile(rb"[A-Z]\$?%d(?=[<\"',)\s])" % last)
        name = self._place.name.encode()
        for part in self._book.zip.names():
            is_reader = re.match(r"(?i)xl/(charts/chart|pivotcache/pivotcachedefinition)", part)
            if is_reader and part.endswith(".xml"):
                xml = self._book.read(part)
                if name in xml and old_end.search(xml):
                    self.warnings.append(
                        Message(
                            f"{part} 引用的区域仍止于第 {last} 行：请在 Excel 中把图表或透视表的数据源改为表 {self._table.name}",
                            f"{part} still ends at row {last}: point the chart or pivot table to table {self._table.name}",
                        )
                    )
