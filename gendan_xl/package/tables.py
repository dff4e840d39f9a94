"""Excel tables: where they are, what their columns are called and calculate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gendan_xl.cells import parse_area
from gendan_xl.package.scan import Document, Element, decode_escapes
from gendan_xl.package.sheet import Area
from gendan_xl.package.workbook import SheetPart, Workbook

_REFERENCE = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|\[(?:[^\[\]]|\[[^\[\]]*\])*\])"""
    r"""|(?<![\w.$])(\$?[A-Z]{1,3})(\$?)(\d{1,7})(?![\w(.\[])"""
)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; `formula` is what it calculates ("" when typed)."""

    name: str
    formula: str
    is_array: bool


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table. `where` is its whole area with header and totals, `body` its data rows."""

    name: str
    part: str
    where: Area
    header_rows: int
    totals_rows: int
    is_external: bool
    columns: tuple[TableColumn, ...]

    @property
    def body(self) -> Area:
        """The area of the data rows."""
        top, left, bottom, right = self.where
        return top + self.header_rows, left, bottom - self.totals_rows, right


def tables_of(book: Workbook, sheet: SheetPart) -> list[Table]:
    """Return the tables on a worksheet."""
    return [_table(part, book.document(part)) for part in book.related(sheet.part, "table")]


def _table(part: str, document: Document) -> Table:
    attrs = document.root.attrs
    return Table(
        attrs.get("displayName", attrs.get("name", "")),
        part,
        parse_area(attrs["ref"]),
        int(attrs.get("headerRowCount", 1)),
        int(attrs.get("totalsRowCount", 0)),
        attrs.get("tableType", "worksheet") != "worksheet",
        tuple(_column(document, element) for element in document.root.grandchildren("tableColumns")),
    )


def _column(document: Document, element: Element) -> TableColumn:
    formula = element.child("calculatedColumnFormula")
    is_array = formula is not None and formula.attrs.get("array") in ("1", "true")
    text = document.text(formula) if formula else ""
    return TableColumn(decode_escapes(element.attrs.get("name", "")), text, is_array)


def shifted(formula: str, rows: int) -> str:
    """Return a formula copied `rows` further down: relative row numbers move, text and table columns do not."""

    def move(match: re.Match[str]) -> str:
        if match[1] or match[3]:
            return match[0]
        return f"{match[2]}{int(match[4]) + rows}"

    return _REFERENCE.sub(move, formula)


def pivot_areas(book: Workbook, sheet: SheetPart) -> list[Area]:
    """Return the areas of the pivot tables on a worksheet."""
    locations = [
        book.document(part).root.child("location") for part in book.related(sheet.part, "pivotTable")
    ]
    return [parse_area(location.attrs["ref"]) for location in locations if location]
