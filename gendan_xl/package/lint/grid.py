"""The cells of a sheet: order, addresses, styles, values, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gendan_xl.cells import MAX_COL, MAX_ROW, a1, parse_a1
from gendan_xl.package.lint.formula import formula_fault, sheets_named
from gendan_xl.package.lint.model import Book, Fault, Sheet, area_of, integer
from gendan_xl.package.lint.workbook import rich_text_fault, text_fault

_ERROR = re.compile(
    r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|"
    r"PYTHON!|EXTERNAL!)"
)
_TYPES = {"n", "s", "str", "inlineStr", "b", "e", "d"}


def grid(book: Book, sheet: Sheet) -> Iterator[Fault]:
    """Walk the cells in the order of the file, keep them in `sheet.cells`, and yield what is wrong."""
    last_row = 0
    for row in sheet.root.iterfind("sheetData/row"):
        number = integer(row.get("r"), last_row + 1 if row.get("r") is None else -1)
        if not 1 <= number <= MAX_ROW:
            yield Fault("row-number", f"row {row.get('r')}", "there is no such row")
            continue
        if number <= last_row:
            yield Fault("row-order", f"row {number}", f"it comes after row {last_row}")
        last_row = max(last_row, number)
        yield from _style(book, row, f"row {number}")
        yield from _row(book, sheet, number, row)
    yield from _shared(sheet)
    yield from _dimension(sheet)


def _row(book: Book, sheet: Sheet, number: int, row: Element) -> Iterator[Fault]:
    last_col = 0
    for cell in row.iterfind("c"):
        ref = cell.get("r")
        try:
            at_row, col = parse_a1(ref) if ref is not None else (number, last_col + 1)
        except ValueError:
            at_row, col = 0, 0
        if at_row != number or not 1 <= col <= MAX_COL:
            yield Fault("cell-address", ref or f"row {number}", f"it is no cell of row {number}")
            continue
        where = ref or a1(number, col)
        if col <= last_col:
            yield Fault("cell-order", where, f"it comes after {a1(number, last_col)}")
        last_col = max(last_col, col)
        sheet.cells[number, col] = cell
        yield from _style(book, cell, where)
        yield from _value(book, where, cell)
        yield from _formula(book, sheet, where, cell)


def _style(book: Book, holder: Element, where: str) -> Iterator[Fault]:
    style = holder.get("s")
    if style is not None and not 0 <= integer(style) < book.cell_styles:
        yield Fault("cell-style", where, f"style {style} does not exist (there are {book.cell_styles})")


def _value(book: Book, where: str, cell: Element) -> Iterator[Fault]:
    kind, value, inline = cell.get("t", "n"), cell.findtext("v"), cell.find("is")
    if kind not in _TYPES:
        yield Fault("cell-type", where, f"there is no type {kind!r}")
    elif (kind == "inlineStr") != (inline is not None) and cell.find("f") is None:
        yield Fault("inline-text", where, "inline text and its type go together")
    elif inline is not None:
        yield from rich_text_fault(where, inline)
    elif value is not None:
        if wrong := _value_fault(book, kind, value):
            yield Fault("cell-value", where, wrong)
        if kind == "str":
            yield from text_fault(where, value)


def _value_fault(book: Book, kind: str, value: str) -> str:
    if kind == "n" and value.strip():
        return "" if _is_number(value) else f"{value!r} is no number"
    if kind == "s" and not 0 <= integer(value.strip()) < len(book.texts):
        return f"there is no shared string {value} (there are {len(book.texts)})"
    if kind == "b" and value not in ("0", "1", "true", "false"):
        return f"{value!r} is no truth value"
    if kind == "e" and not _ERROR.fullmatch(value):
        return f"{value!r} is no error value"
    return ""


def _is_number(value: str) -> bool:
    try:
        return abs(float(value)) < 1e308 and "_" not in value
    except ValueError:
        return False


def _formula(book: Book, sheet: Sheet, where: str, cell: Element) -> Iterator[Fault]:
    formula = cell.find("f")
    if formula is None:
        return
    kind, text, area = formula.get("t", "normal"), formula.text or "", area_of(formula.get("ref"))
    if area and kind in ("array", "dataTable"):
        sheet.arrays.append(area)
    if kind == "dataTable" or (kind == "shared" and not text):
        return
    if wrong := formula_fault(text):
        yield Fault("formula", where, wrong)
    for name in sheets_named(text):
        if name not in book.sheet_names:
            yield Fault("formula", where, f"it refers to a sheet that is not there: {name}")
    if kind in ("array", "shared") and area is None:
        yield Fault("formula-area", where, f"the {kind} formula has no valid area")


def _shared(sheet: Sheet) -> Iterator[Fault]:
    """Every cell of a shared formula has a master before it, whose area holds the cell."""
    areas = {}
    for (row, col), cell in sheet.cells.items():
        formula = cell.find("f")
        if formula is None or formula.get("t") != "shared":
            continue
        index = formula.get("si", "")
        if formula.text and formula.get("ref"):
            areas[index] = area_of(formula.get("ref"))
        area = areas.get(index)
        if area is None:
            yield Fault("shared-formula", a1(row, col), f"shared formula {index} has no master before it")
        elif not (area[0] <= row <= area[2] and area[1] <= col <= area[3]):
            yield Fault("shared-formula", a1(row, col), f"it lies outside of shared formula {index}")


def _dimension(sheet: Sheet) -> Iterator[Fault]:
    ref = next((element.get("ref") for element in sheet.root.iterfind("dimension")), None)
    if ref is None:
        return
    area = area_of(ref)
    filled = [place for place, cell in sheet.cells.items() if len(cell)]
    if area is None:
        yield Fault("dimension", ref, "it is no area")
    elif filled:
        rows, cols = [row for row, _ in filled], [col for _, col in filled]
        top, left, bottom, right = min(rows), min(cols), max(rows), max(cols)
        if not (area[0] <= top and area[1] <= left and area[2] >= bottom and area[3] >= right):
            yield Fault("dimension", ref, f"cells lie outside of it: {a1(top, left)}:{a1(bottom, right)}")
