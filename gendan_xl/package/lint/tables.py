"""Excel tables: their names, columns, header cells and formulas."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gendan_xl.cells import a1, area
from gendan_xl.package.lint.formula import formula_fault
from gendan_xl.package.lint.model import Area, Book, Fault, Sheet, Table, area_of, integer, repeated, unescape
from gendan_xl.package.lint.workbook import count_fault, name_fault


def table(book: Book, sheet: Sheet, table: Table) -> Iterator[Fault]:
    """Everything about one table of a sheet."""
    name = table.root.get("displayName", "")
    yield from _names(book, table, name)
    yield from _columns(book, table.root)
    place, columns = table.area, table.root.findall("tableColumns/tableColumn")
    headers = integer(table.root.get("headerRowCount"), 1)
    totals = integer(table.root.get("totalsRowCount"), 0)
    if place is None or place[2] - place[0] + 1 <= headers + totals:
        yield Fault("table-area", name, f"{table.root.get('ref')} has no room for header, data and totals")
        return
    if len(columns) != place[3] - place[1] + 1:
        yield Fault("table-area", name, f"{len(columns)} columns, but the area is {table.root.get('ref')}")
        return
    yield from _filter(table.root, place, totals)
    if headers:
        yield from _header_cells(book, sheet, place, columns)
    if totals:
        yield from _totals_cells(book, sheet, place, columns)


def _names(book: Book, table: Table, name: str) -> Iterator[Fault]:
    if wrong := name_fault(name):
        yield Fault("table-name", name, wrong)
    others = [other.root for sheet in book.sheets for other in sheet.tables]
    taken = [other.get("displayName", "").lower() for other in others]
    taken += [
        entry.get("name", "").lower()
        for entry in book.root.iterfind("definedNames/definedName")
        if entry.get("localSheetId") is None
    ]
    if taken.count(name.lower()) > 1:
        yield Fault("table-name", name, "a table or a defined name has this name too")
    if [other.get("id") for other in others].count(table.root.get("id")) > 1:
        yield Fault("table-id", name, f"another table has the id {table.root.get('id')}")


def _columns(book: Book, root: Element) -> Iterator[Fault]:
    columns = root.findall("tableColumns/tableColumn")
    yield from count_fault(root, "tableColumns")
    for name in repeated(unescape(column.get("name", "")).lower() for column in columns):
        yield Fault("table-column", name, "two columns have this name")
    for identity in repeated(column.get("id", "") for column in columns):
        yield Fault("table-column", identity, "two columns have this id")
    for holder in (root, *columns):
        for key, value in holder.attrib.items():
            if key.endswith("DxfId") and integer(value) >= book.dxfs:
                yield Fault("table-style", holder.get("name", ""), f"{key} {value} does not exist")
    for column in columns:
        for kind in ("calculatedColumnFormula", "totalsRowFormula"):
            text = column.findtext(kind)
            if text is not None and (wrong := formula_fault(text)):
                yield Fault("table-formula", column.get("name", ""), wrong)


def _filter(root: Element, place: Area, totals: int) -> Iterator[Fault]:
    top, left, bottom, right = place
    for element in root.iterfind("autoFilter"):
        if area_of(element.get("ref")) != (top, left, bottom - totals, right):
            expected = area(top, left, bottom - totals, right)
            yield Fault("table-filter", element.get("ref", ""), f"the filter of this table is {expected}")
    if any(
        integer(column.get("colId")) > right - left for column in root.iterfind("autoFilter/filterColumn")
    ):
        yield Fault("table-filter", root.get("ref", ""), "the filter names a column outside of the table")


def _header_cells(book: Book, sheet: Sheet, place: Area, columns: list[Element]) -> Iterator[Fault]:
    for col, column in enumerate(columns, place[1]):
        name, where = unescape(column.get("name", "")), a1(place[0], col)
        if book.text(sheet, place[0], col) is None:
            yield Fault("table-header", where, f"the header cell of column {name!r} is not text")
        elif book.text(sheet, place[0], col) != name:
            yield Fault("table-header", where, f"the cell is not the name of its column, {name!r}")


def _totals_cells(book: Book, sheet: Sheet, place: Area, columns: list[Element]) -> Iterator[Fault]:
    for col, column in enumerate(columns, place[1]):
        label = column.get("totalsRowLabel")
        if label is not None and book.text(sheet, place[2], col) != unescape(label):
            yield Fault("table-totals", a1(place[2], col), f"the cell is not the label {label!r}")
        function = column.get("totalsRowFunction", "none")
        if function != "none" and not sheet.has_formula(a1(place[2], col)):
            yield Fault("table-totals", a1(place[2], col), f"the cell has no formula for {function}")
