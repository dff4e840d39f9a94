"""Patch every workbook that Excel and others made: nothing else may change, no new fault may appear."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from gendan_xl.books.patch import apply_bytes
from gendan_xl.cells import MAX_COL, MAX_ROW, to_serial
from gendan_xl.edits import AddFormat, AppendRow, CellStyle, Edit, SetCell
from gendan_xl.errors import GendanError
from gendan_xl.package.lint import lint
from gendan_xl.package.lint.grid import grid
from gendan_xl.package.lint.model import Book, Package, Sheet

REFUSED = {
    "ClosedXML__NoReferencesOnRowsOrCells.xlsx": "GD056",  # rows and cells without numbers, as the next two
    "poi__56278.xlsx": "GD056",
    "poi__59746_NoRowNums.xlsx": "GD056",
    "poi__poc-shared-strings.xlsx": "GD056",  # an attack: row 0
    "Open-XML-SDK__ProjectStatusReport_TP10094814.xltx": "GD050",  # a beta of Excel 2007
    "poi__60320-protected.xlsx": "GD050",  # encrypted, as the next four
    "poi__extenxls_pwd123.xlsx": "GD050",
    "poi__protect.xlsx": "GD050",
    "poi__protected_passtika.xlsx": "GD050",
    "poi__protected_sha512.xlsx": "GD050",
    "poi__49609.xlsx": "GD051",  # backslashes in part names
    "poi__duplicate-filename-case-insensitive.xlsx": "GD051",
    "poi__duplicate-filename.xlsx": "GD051",
    "poi__invalid.xlsx": "GD051",  # a zip of nothing
    "Open-XML-SDK__Revision_NameCommentChange.xlsx": "GD053",  # shared workbooks with their history
    "Open-XML-SDK__SharedWorkbook.xlsx": "GD053",
    "poi__workbookProtection_workbook_revision_protected.xlsx": "GD053",
}
TEXT, NUMBER, DAY = "改 <&> =1+1 ", 12.5, dt.date(2026, 4, 20)


def test_patch(excel_made: Path, sdk_errors: Callable[..., list[str]]) -> None:
    before = excel_made.read_bytes()
    after, done, refusals = patched(before)
    if not done:
        assert {error.code for error in refusals} == {REFUSED.get(excel_made.name)}
        return
    assert others(before, after) == []
    for edit in done:
        assert shows(after, edit), edit
    known = Counter((problem.part, problem.rule) for problem in lint(before))
    found = Counter((problem.part, problem.rule) for problem in lint(after))
    assert sorted((found - known).elements()) == []
    errors = Counter(map(without_positions, sdk_errors(after, suffix=excel_made.suffix)))
    assert sorted((errors - Counter(map(without_positions, sdk_errors(excel_made)))).elements()) == []


def test_validator_finds_faults(tmp_path: Path, sdk_errors: Callable[..., list[str]]) -> None:
    """The validator is at work: a sound book is sound, a broken style is found."""
    path = tmp_path / "订单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "订单号")
    assert sdk_errors(path) == []
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.replace(b"<cellXfs", b"<cellXfz").replace(b"</cellXfs", b"</cellXfz"))
    assert any("cellXfz" in error for error in sdk_errors(broken.getvalue()))


def without_positions(error: str) -> str:
    """Return an error without the positions that an inserted row or cell moves."""
    return re.sub(r"\[\d+\]", "", error)


def opened(data: bytes) -> Book:
    """Return the parts of a workbook with the cells of its sheets."""
    package = Package(zipfile.ZipFile(io.BytesIO(data)))
    book = Book(package, package.main_part())
    for sheet in book.sheets:
        list(grid(book, sheet))
    return book


def patched(data: bytes) -> tuple[bytes, list[Edit], list[GendanError]]:
    """Apply what can be applied, edit by edit; what is refused has a reason."""
    done: list[Edit] = []
    refusals: list[GendanError] = []
    for edit in edits(data):
        try:
            data, _ = apply_bytes(data, [edit])
            done.append(edit)
        except GendanError as error:
            refusals.append(error)
    return data, done, refusals


def edits(data: bytes) -> Iterator[Edit]:
    """Yield edits that fit the book: a row for each table, cells and a conditional format on the first sheet."""
    try:
        book = opened(data)
    except zipfile.BadZipFile:
        book = None
    if book is None or not book.sheets:
        yield SetCell("Sheet1", 1, 1, None, NUMBER)
        return
    first = book.sheets[0]
    for sheet in book.sheets:
        for table in sheet.tables:
            name = table.root.get("displayName", "")
            columns = table.root.findall("tableColumns/tableColumn")
            plain = [
                column.get("name", "") for column in columns if column.find("calculatedColumnFormula") is None
            ]
            yield AppendRow(sheet.name, name, dict(zip(plain, [TEXT, NUMBER, DAY], strict=False)))
    yield from cell_edits(book, first)
    yield AddFormat(first.name, "A1:C9", "$A1>TODAY()", CellStyle(fill="FFC7CE", color="9C0006", bold=True))


def cell_edits(book: Book, sheet: Sheet) -> Iterator[SetCell]:
    """Yield edits of a text, a number, a blank at the end of a row, a blank below everything."""
    texts = [place for place in sheet.cells if book.text(sheet, *place)]
    numbers = [
        place for place, cell in sheet.cells.items() if is_plain_number(cell.attrib, cell.findtext("v"))
    ]
    for row, col in texts[-1:]:
        yield SetCell(sheet.name, row, col, book.text(sheet, row, col), TEXT)
    for row, col in [place for place in numbers if sheet.cells[place].find("f") is None][:1]:
        yield SetCell(sheet.name, row, col, float(sheet.cells[row, col].findtext("v", "")), NUMBER)
    top = min((row for row, _ in sheet.cells), default=1)
    right = max((col for row, col in sheet.cells if row == top), default=1)
    bottom = max((row for row, _ in sheet.cells), default=1)
    if right + 2 <= MAX_COL:
        yield SetCell(sheet.name, top, right + 2, None, DAY)
    if bottom + 3 <= MAX_ROW:
        yield SetCell(sheet.name, bottom + 3, 1, None, NUMBER)


def is_plain_number(attributes: dict[str, str], value: str | None) -> bool:
    return bool(value) and attributes.get("t", "n") == "n" and attributes.get("s", "0") == "0"


def raw_members(data: bytes) -> dict[str, bytes]:
    """Return each member as it lies in the zip: header, name and packed bytes."""
    members = {}
    for info in zipfile.ZipFile(io.BytesIO(data)).infolist():
        start = info.header_offset
        name, extra = data[start + 26 : start + 28], data[start + 28 : start + 30]
        length = int.from_bytes(name, "little") + int.from_bytes(extra, "little")
        members[info.filename] = data[start : start + 30 + length + info.compress_size]
    return members


def others(before: bytes, after: bytes) -> list[str]:
    """Return the members that changed though no edit concerns them."""
    book, old, new = opened(before), raw_members(before), raw_members(after)
    assert list(new) == list(old)
    mine = {book.part, book.styles_part, book.calc_chain_part, book.sheets[0].part}
    for sheet in book.sheets:
        mine |= {sheet.part, *(table.part for table in sheet.tables)} if sheet.tables else set()
    mine = {book.package.name(part) for part in mine}
    return [name for name in old if old[name] != new[name] and name not in mine]


def shows(data: bytes, edit: Edit) -> bool:
    """Tell whether the edit stands in the book."""
    book = opened(data)
    sheet = next(sheet for sheet in book.sheets if sheet.name == edit.sheet)
    if isinstance(edit, AddFormat):
        rules = sheet.root.findall("conditionalFormatting/cfRule/formula")
        return edit.formula in [formula.text for formula in rules]
    if isinstance(edit, AppendRow):
        table = next(table for table in sheet.tables if table.root.get("displayName") == edit.table)
        assert table.area
        row = {col: cell for (at, col), cell in sheet.cells.items() if at == table.area[2]}
        return any(book.text(sheet, table.area[2], col) == TEXT for col in row)
    cell = sheet.cells[edit.row, edit.col]
    if edit.new == TEXT:
        return book.text(sheet, edit.row, edit.col) == TEXT
    is_1904 = any(entry.get("date1904") in ("1", "true") for entry in book.root.iterfind("workbookPr"))
    serial = to_serial(DAY, date1904=is_1904)
    return float(cell.findtext("v", "")) == (NUMBER if edit.new == NUMBER else serial)
