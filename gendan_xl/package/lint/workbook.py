"""The workbook's own parts: sheets, names, styles, shared strings, calculation chain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gendan_xl.cells import parse_a1
from gendan_xl.package.lint.formula import formula_fault, sheets_named
from gendan_xl.package.lint.model import Book, Fault, integer, repeated, rich_text, unescape

MAX_TEXT = 32767
_NAME = re.compile(r"[^\W\d][\w.?\\]*|\\[\w.?\\]+")
_R1C1 = re.compile(r"[rR]\d*|[cC]\d*|[rR]\d*[cC]\d*")


def name_fault(name: str) -> str:
    """Return why a name of a table or a defined name is none, '' when it is one."""
    if not _NAME.fullmatch(name) or len(name) > 255:
        return f"{name!r} is not a valid name"
    if _R1C1.fullmatch(name) or _is_address(name):
        return f"{name!r} is the address of a cell"
    return ""


def _is_address(name: str) -> bool:
    try:
        parse_a1(name.upper())
    except ValueError:
        return False
    return True


def workbook(book: Book) -> Iterator[Fault]:
    """Sheets and defined names."""
    entries = book.root.findall("sheets/sheet")
    yield from _sheet_entries(entries)
    if all(entry.get("state", "visible") != "visible" for entry in entries):
        yield Fault("visible-sheet", "", "no sheet is visible")
    for view in book.root.iterfind("bookViews/workbookView"):
        for key in ("activeTab", "firstSheet"):
            if integer(view.get(key), 0) >= len(entries):
                yield Fault("active-sheet", key, f"sheet {view.get(key)} does not exist")
    yield from _defined_names(book, len(entries))


def _sheet_entries(entries: list[Element]) -> Iterator[Fault]:
    names = [entry.get("name", "") for entry in entries]
    for name in names:
        if not 1 <= len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name):
            yield Fault("sheet-name", name, "a sheet's name has 1 to 31 characters, none of []:*?/\\")
    for name in repeated(name.lower() for name in names):
        yield Fault("sheet-name", name, "two sheets have this name")
    for key in ("sheetId", "r_id"):
        for value in repeated(entry.get(key, "") for entry in entries):
            yield Fault("sheet-id", value, f"two sheets have this {key}")


def _defined_names(book: Book, sheet_count: int) -> Iterator[Fault]:
    names = book.root.findall("definedNames/definedName")
    for key in repeated(
        f"{entry.get('name', '').lower()}@{entry.get('localSheetId', '')}" for entry in names
    ):
        yield Fault("name", key.partition("@")[0], "the name is defined twice")
    for entry in names:
        name = entry.get("name", "")
        if wrong := name_fault(name):
            yield Fault("name", name, wrong)
        if integer(entry.get("localSheetId"), 0) >= sheet_count:
            yield Fault("name", name, "the sheet it belongs to does not exist")
        if wrong := formula_fault(entry.text or ""):
            yield Fault("name-formula", name, wrong)
        for sheet in sheets_named(entry.text or ""):
            if sheet not in book.sheet_names:
                yield Fault("name-formula", name, f"it refers to a sheet that is not there: {sheet}")


# --- styles ----------------------------------------------------------------------------------------------------

_GROUPS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_POINTERS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


def count_fault(root: Element, path: str) -> Iterator[Fault]:
    """The `count` of a list is the number of its entries, and a list is not empty."""
    for group in root.iterfind(path):
        count = group.get("count")
        if count is not None and integer(count) != len(group):
            yield Fault("count", group.tag, f"count says {count}, there are {len(group)}")


def styles(book: Book) -> Iterator[Fault]:
    """Counts, and what the cell formats point to."""
    root = book.package.tree(book.styles_part)
    if root is None:
        return
    for group in _GROUPS:
        yield from count_fault(root, group)
    formats = [entry.get("numFmtId", "") for entry in root.iterfind("numFmts/numFmt")]
    for identity in repeated(formats):
        yield Fault("number-format", identity, "the id is given twice")
    for entry in root.iterfind("numFmts/numFmt"):
        if len(entry.get("formatCode", "")) > 255:
            yield Fault("number-format", entry.get("numFmtId", ""), "a format has at most 255 characters")
    for group in ("cellStyleXfs", "cellXfs"):
        for position, xf in enumerate(root.iterfind(f"{group}/xf")):
            yield from _format_pointers(book, f"{group}[{position}]", xf, set(formats))
    for entry in root.iterfind("cellStyles/cellStyle"):
        if integer(entry.get("xfId"), 0) >= book.styles_in("cellStyleXfs"):
            yield Fault("style-pointer", entry.get("name", ""), f"xfId {entry.get('xfId')} does not exist")


def _format_pointers(book: Book, where: str, xf: Element, formats: set[str]) -> Iterator[Fault]:
    groups = _POINTERS if where.startswith("cellStyle") else _POINTERS | {"xfId": "cellStyleXfs"}
    for key, group in groups.items():
        if integer(xf.get(key), 0) >= book.styles_in(group) > 0:
            yield Fault("style-pointer", where, f"{key} {xf.get(key)} does not exist")
    number = xf.get("numFmtId")
    if integer(number, 0) >= 164 and number not in formats:
        yield Fault("number-format", where, f"numFmtId {number} does not exist")


# --- shared strings, calculation chain -------------------------------------------------------------------------


def strings(book: Book) -> Iterator[Fault]:
    """The count of the shared strings and the length of each."""
    root = book.package.tree(book.strings_part)
    if root is None:
        return
    items = root.findall("si")
    unique = root.get("uniqueCount")
    if unique is not None and integer(unique) != len(items):
        yield Fault("count", "sst", f"uniqueCount says {unique}, there are {len(items)}")
    for position, item in enumerate(items):
        yield from rich_text_fault(f"si[{position}]", item)


def text_fault(where: str, text: str) -> Iterator[Fault]:
    """A cell's text has at most 32,767 characters."""
    if len(text) > MAX_TEXT and len(unescape(text)) > MAX_TEXT:
        yield Fault(
            "text-length", where, f"the text has {len(unescape(text))} characters (at most {MAX_TEXT})"
        )


def rich_text_fault(where: str, holder: Element) -> Iterator[Fault]:
    """A shared or inline text is short enough and keeps its outer spaces."""
    yield from text_fault(where, rich_text(holder))
    for run in holder.iter("t"):
        if run.text and run.text.strip() != run.text and run.get("xml_space") != "preserve":
            yield Fault("text-space", where, "spaces at its ends are lost without xml:space")


def calc_chain(book: Book) -> Iterator[Fault]:
    """The calculation chain names only cells that hold a formula."""
    root = book.package.tree(book.calc_chain_part)
    sheets, sheet_id = {sheet.sheet_id: sheet for sheet in book.sheets}, ""
    for entry in [] if root is None else root:
        sheet_id = entry.get("i", sheet_id)
        sheet, address = sheets.get(sheet_id), entry.get("r", "")
        if sheet is None:
            yield Fault("calc-chain", f"{sheet_id}!{address}", "the sheet does not exist")
        elif not sheet.has_formula(address):
            yield Fault("calc-chain", f"{sheet.name}!{address}", "the cell holds no formula")
