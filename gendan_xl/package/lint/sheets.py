"""What lies around the cells of a sheet: merges, filters, formats, validations, links, and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gendan_xl.cells import MAX_COL, MAX_ROW, area, parse_a1
from gendan_xl.package.lint.formula import formula_fault, rule_formula_fault, sheets_named
from gendan_xl.package.lint.model import Book, Fault, Sheet, area_of, integer, meet, overlaps, repeated
from gendan_xl.package.lint.workbook import count_fault

MAX_LINKS = 65530
# fmt: off
_ORDER = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
    "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
]
# fmt: on
_LISTS = ("mergeCells", "dataValidations", "tableParts", "hyperlinks", "rowBreaks", "colBreaks")
_NEVER_EMPTY = ("cols", "mergeCells", "hyperlinks")
_RANGE = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[0-9]{1,7}:\$?[0-9]{1,7}")


def sheet(book: Book, sheet: Sheet) -> Iterator[Fault]:
    """Everything about one worksheet but its cells and its tables' inside."""
    yield from _order(sheet.root)
    for name in _LISTS:
        yield from count_fault(sheet.root, name)
    for name in _NEVER_EMPTY:
        if any(not len(element) for element in sheet.root.iterfind(name)):
            yield Fault("empty-list", name, "an empty list is not allowed")
    yield from _columns(book, sheet.root)
    yield from _merges(sheet)
    yield from _tables(sheet)
    yield from _references(sheet.root)
    yield from _conditional_formats(book, sheet.root)
    yield from _x14_formats(sheet.root)
    yield from _validations(book, sheet.root)
    yield from _links(sheet.root)
    for text in sheet.root.iterfind("headerFooter/*"):
        if len(text.text or "") > 255:
            yield Fault("print-header", text.tag, "a header or footer has at most 255 characters")


def _order(root: Element) -> Iterator[Fault]:
    known = [child.tag for child in root if child.tag in _ORDER]
    for before, after in zip(known, known[1:], strict=False):
        if _ORDER.index(before) > _ORDER.index(after):
            yield Fault("element-order", after, f"it comes after {before}")
    for name in repeated(known):
        if name != "conditionalFormatting":
            yield Fault("element-order", name, "it is there twice")


def _columns(book: Book, root: Element) -> Iterator[Fault]:
    last = 0
    for column in root.iterfind("cols/col"):
        first, until = integer(column.get("min")), integer(column.get("max"))
        where = f"col {column.get('min')}:{column.get('max')}"
        if not last < first <= until <= MAX_COL:
            yield Fault("column-order", where, "columns go from left to right without overlap")
        if integer(column.get("style"), 0) >= book.cell_styles:
            yield Fault("cell-style", where, f"style {column.get('style')} does not exist")
        last = max(last, until)


def _merges(sheet: Sheet) -> Iterator[Fault]:
    areas = []
    for merge in sheet.root.iterfind("mergeCells/mergeCell"):
        place = area_of(merge.get("ref"))
        if place is None or place[:2] == place[2:]:
            yield Fault("merge", merge.get("ref", ""), "a merge is an area of at least two cells")
        else:
            areas.append(place)
    for one, other in overlaps(areas):
        yield Fault("merge-overlap", area(*other), f"it overlaps the merge {area(*one)}")
    for table in sheet.tables:
        for place in areas:
            if table.area and meet(place, table.area):
                yield Fault("merge-table", area(*place), f"it lies on table {table.root.get('displayName')}")


def _tables(sheet: Sheet) -> Iterator[Fault]:
    places = [table.area for table in sheet.tables if table.area]
    for one, other in overlaps(places):
        yield Fault("table-overlap", area(*other), f"it overlaps the table {area(*one)}")
    for element in sheet.root.iterfind("autoFilter"):
        place = area_of(element.get("ref"))
        if place is None:
            yield Fault("filter", element.get("ref", ""), "it is no area")
            continue
        if any(meet(place, table) for table in places):
            yield Fault("filter", area(*place), "a filter of the sheet lies on a table")
        if any(
            integer(column.get("colId")) > place[3] - place[1] for column in element.iterfind("filterColumn")
        ):
            yield Fault("filter", area(*place), "it names a column outside of its area")


def _references(root: Element) -> Iterator[Fault]:
    """Every `sqref` is a list of areas inside the sheet (#REF! where Excel itself lost them)."""
    for element in root.iter():
        refs = element.get("sqref") if element.tag != "xm_sqref" else element.text
        if refs is not None and not (refs.split() and all(_is_range(ref) for ref in refs.split())):
            yield Fault("reference", refs[:60], f"<{element.tag}> has no valid range of cells")


def _is_range(ref: str) -> bool:
    return (
        area_of(ref) is not None or ref == "#REF!" or (_RANGE.fullmatch(ref) is not None and _is_inside(ref))
    )


def _is_inside(ref: str) -> bool:
    for end in ref.replace("$", "").split(":"):
        try:
            parse_a1(f"A{end}" if end.isdigit() else f"{end}{MAX_ROW}")
        except ValueError:
            return False
    return True


def _conditional_formats(book: Book, root: Element) -> Iterator[Fault]:
    rules = root.findall("conditionalFormatting/cfRule")
    for priority in repeated(rule.get("priority", "") for rule in rules):
        yield Fault("format-priority", priority, "two conditional formats have this priority")
    for formats in root.iterfind("conditionalFormatting"):
        for rule in formats.iterfind("cfRule"):
            where = formats.get("sqref", "")
            if integer(rule.get("dxfId"), 0) >= max(book.dxfs, 1) or (rule.get("dxfId") and not book.dxfs):
                yield Fault("format-style", where, f"dxfId {rule.get('dxfId')} does not exist")
            if integer(rule.get("priority")) < 1:
                yield Fault("format-priority", where, "a priority is 1 or more")
            if rule.get("type") in ("expression", "cellIs") and rule.find("formula") is None:
                yield Fault("format-formula", where, "the rule has no formula")
            yield from _formulas(book, "format-formula", where, rule, "formula")


def _x14_formats(root: Element) -> Iterator[Fault]:
    """A rule of 2007 that continues in the newer list finds itself there, once; formulas of that list."""
    wanted = [_braced(holder) for holder in root.iterfind("conditionalFormatting/cfRule/extLst/ext/x14_id")]
    found = [rule.get("id", "").upper() for rule in root.iter("x14_cfRule")]
    for identity in wanted:
        if identity not in found:
            yield Fault("format-extension", identity, "the rule's extension is not there")
    for identity in repeated(found):
        yield Fault("format-extension", identity, "two extensions have this id")
    for formula in root.iter("xm_f"):
        if formula.text and (wrong := formula_fault(formula.text)):
            yield Fault("format-extension", formula.text[:60], wrong)


def _braced(holder: Element) -> str:
    return (holder.text or "").strip().upper()


def _formulas(book: Book, rule: str, where: str, holder: Element, *names: str) -> Iterator[Fault]:
    for name in names:
        for formula in holder.iterfind(name):
            text = formula.text or ""
            if text and (wrong := formula_fault(text) or rule_formula_fault(text)):
                yield Fault(rule, where, wrong)
            for sheet in sheets_named(text):
                if sheet not in book.sheet_names:
                    yield Fault(rule, where, f"it refers to a sheet that is not there: {sheet}")


_LENGTHS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}


def _validations(book: Book, root: Element) -> Iterator[Fault]:
    for entry in root.iterfind("dataValidations/dataValidation"):
        where, first = entry.get("sqref", ""), entry.findtext("formula1")
        if first and first.startswith('"') and len(first) > 257:
            yield Fault("validation", where, f"its list has {len(first) - 2} characters (at most 255)")
        if not first and entry.get("type", "none") != "none":
            yield Fault("validation", where, "it has no formula")
        for key, most in _LENGTHS.items():
            if len(entry.get(key, "")) > most:
                yield Fault("validation", where, f"its {key} has more than {most} characters")
        yield from _formulas(book, "validation", where, entry, "formula1", "formula2")


def _links(root: Element) -> Iterator[Fault]:
    links = root.findall("hyperlinks/hyperlink")
    if len(links) > MAX_LINKS:
        yield Fault("link", "", f"{len(links)} links (at most {MAX_LINKS})")
    for link in links:
        ref = link.get("ref", "")
        if not _is_range(ref):
            yield Fault("link", ref, "it is on no cell")
        if link.get("r_id") is None and link.get("location") is None:
            yield Fault("link", ref, "it leads nowhere")
        if len(link.get("location", "")) > 2084 or len(link.get("tooltip", "")) > 255:
            yield Fault("link", ref, "its target or its help is too long")
