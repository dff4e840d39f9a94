"""What a worksheet says about areas: conditional formats, validations; extended with a table, or added."""

from __future__ import annotations

import re
from dataclasses import replace

from gendan_xl.cells import area, parse_area
from gendan_xl.edits import AddFormat, CellStyle
from gendan_xl.errors import GendanError
from gendan_xl.package.scan import Document, Element, escape, quote
from gendan_xl.package.sheet import Area
from gendan_xl.package.styles import Styles

_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting"
)

_MAX_FORMULA = 8192
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")


def extend_areas(document: Document, body: Area, bottom: int) -> None:
    """Let formats and validations that cover a table's body (`body`) down to its last row reach row `bottom`."""
    root = document.root
    named = [*root.children("conditionalFormatting"), *root.grandchildren("dataValidations")]
    for element in [*named, *root.grandchildren("ignoredErrors")]:
        sqref = element.attrs.get("sqref", "")
        longer = _longer(sqref, body, bottom)
        if longer != sqref:
            document.set(element, sqref=longer)
    for extension in root.grandchildren("extLst"):
        for kind in ("conditionalFormatting", "dataValidation"):
            for element in extension.walk(kind):
                _extend_text(document, element, body, bottom)


def _extend_text(document: Document, element: Element, body: Area, bottom: int) -> None:
    """Extend the areas that an extension's element names in a child `sqref`."""
    for kid in element.kids:
        if kid.name == "sqref":
            longer = _longer(document.text(kid), body, bottom)
            if longer != document.text(kid):
                document.set_text(kid, longer)


def _longer(sqref: str, body: Area, bottom: int) -> str:
    return " ".join(_longer_area(ref, body, bottom) for ref in sqref.split())


def _longer_area(ref: str, body: Area, bottom: int) -> str:
    try:
        top, left, last, right = parse_area(ref)
    except ValueError:  # whole rows or columns
        return ref
    first_row, first_col, last_row, last_col = body
    if last < last_row or right < first_col or left > last_col or not (top <= first_row or top < last_row):
        return ref
    return area(top, left, max(bottom, last), right)


class Formats:
    """The conditional formats of one worksheet, to which edits add."""

    def __init__(self, document: Document, styles: Styles) -> None:
        self._document, self._styles = document, styles
        rules = [*document.root.walk("cfRule")]
        self._priority = max((int(rule.attrs.get("priority", 0)) for rule in rules), default=0)
        self._known = [
            known
            for element in document.root.children("conditionalFormatting")
            for known in self._rules(element)
        ]
        self._added: set[tuple[str, str, CellStyle]] = set()

    def _rules(self, element: Element) -> list[tuple[Element, str, CellStyle | None]]:
        """Return (element, formula, look) of the formula rules of a conditional format."""
        found = []
        for rule in element.children("cfRule"):
            formula = rule.child("formula")
            if rule.attrs.get("type") == "expression" and formula and rule.attrs.get("dxfId", "").isdigit():
                found.append(
                    (
                        element,
                        self._document.text(formula).strip(),
                        self._styles.look(int(rule.attrs["dxfId"])),
                    )
                )
        return found

    def add(self, edit: AddFormat) -> bool:
        """Add a conditional format, or let the same one grow down to cover the area. False when it was there."""
        formula = edit.formula.removeprefix("=").strip()
        _refuse_unwritable(edit, formula)
        style = replace(edit.style, fill=edit.style.fill.upper(), color=edit.style.color.upper())
        if (edit.area, formula, style) in self._added:
            return False
        for element, *known in self._known:
            if known == [formula, style] and _same_columns(element.attrs.get("sqref", ""), edit.area):
                return self._grow(element, edit.area)
        self._added.add((edit.area, formula, style))
        dxf = self._styles.differential(style)
        self._priority += 1
        rule = b'<cfRule type="expression" dxfId="%d" priority="%d"><formula>' % (dxf, self._priority)
        xml = b"<conditionalFormatting sqref=" + quote(edit.area) + b">" + rule + escape(formula)
        xml += b"</formula></cfRule></conditionalFormatting>"
        self._document.insert(self._document.root, _ORDER, "conditionalFormatting", xml)
        return True

    def _grow(self, element: Element, wanted: str) -> bool:
        bottom = max(parse_area(ref)[2] for ref in wanted.split())
        longer = " ".join(_down_to(ref, bottom) for ref in element.attrs["sqref"].split())
        if longer == element.attrs["sqref"]:
            return False
        self._document.set(element, sqref=longer)
        return True


def _down_to(ref: str, bottom: int) -> str:
    top, left, last, right = parse_area(ref)
    return ref if last >= bottom else area(top, left, bottom, right)


def _refuse_unwritable(edit: AddFormat, formula: str) -> None:
    """Raise GendanError GD064 for a rule that would make Excel repair the file."""
    bare = re.sub(r'"[^"]*"', "", formula)
    is_formula = bare and len(formula) <= _MAX_FORMULA and bare.count("(") == bare.count(")")
    colors = [color for color in (edit.style.fill, edit.style.color) if color]
    if not edit.area or any(_columns(ref) is None for ref in edit.area.split()):
        is_formula = False
    if not is_formula or set('"[') & set(bare) or not all(map(_COLOR.fullmatch, colors)):
        raise GendanError(
            "GD064",
            f"条件格式「{edit.area} {formula[:80]}」写不进工作表：请检查区域、公式和颜色",
            f"The conditional format {edit.area} {formula[:80]!r} cannot be written: check area, formula and colours",
        )


def _same_columns(sqref: str, wanted: str) -> bool:
    """Return whether both name as many areas that start at the same cells and end in the same columns."""
    return sorted(map(repr, map(_columns, sqref.split()))) == sorted(map(repr, map(_columns, wanted.split())))


def _columns(ref: str) -> tuple[int, int, int] | None:
    """Return first row, first and last column of an area; None when it is none."""
    try:
        top, left, _, right = parse_area(ref)
    except ValueError:
        return None
    return top, left, right
