"""A template as it is read: cells with their placeholders, rows and columns, and the rows of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gendan_xl.cells import parse_a1, parse_area
from gendan_xl.errors import GendanError
from gendan_xl.package.cells import rich_text
from gendan_xl.package.scan import Document, Element
from gendan_xl.package.styles import Styles
from gendan_xl.package.workbook import SheetPart, Workbook
from gendan_xl.printing.looks import style_index
from gendan_xl.printing.placeholders import LAST_PAGE, Mark, MarkKind, Parts, parse

Area = tuple[int, int, int, int]

_MARGINS = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75}  # inches: Excel's own
_AREA = re.compile(r"\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+$")
_SUM = re.compile(r"SUM\(([A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?)\)", re.I)
_FONT_HEIGHT = 1.3
_ALIKE = 2.0
"""Rows of one kind differ in height no more than by this factor."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the template. `raw` is what stands behind its style for a fixed cell; `parts` those of a filled one;
    `formula` is that of a formula cell, `text` what is written in it as text."""

    row: int
    col: int
    style: str
    raw: str = ""
    parts: Parts = ()
    formula: str = ""
    text: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing but its look."""
        return not self.parts and self.raw == "/>"

    @property
    def sum_area(self) -> Area | None:
        """The cells that it sums, None for anything but the sum of one area."""
        found = _SUM.fullmatch(self.formula.replace(" ", "").replace("$", ""))
        return parse_area(found[1].upper()) if found else None

    @property
    def kinds(self) -> set[str]:
        """The kinds of its placeholders."""
        return {part.kind for part in self.parts if isinstance(part, Mark)}


@dataclass(frozen=True, slots=True)
class Row:
    """A row's height in points, its style attributes, and whether the template hides it."""

    height: float
    style: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column's width in characters, its style, and whether the template hides it."""

    width: float
    style: str = ""
    is_hidden: bool = False


class TemplateSheet:
    """The first sheet of a template, right or wrong: what stands where on its page; `outside` are the cells with
    placeholders that the print area leaves out.

    GendanError GD080 when there is no sheet.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.workbook = Workbook(data)
        self.sheet = _first_sheet(self.workbook, name)
        document = self.workbook.document(self.sheet.part)
        _fit_to_width(document)
        self.document = Document(document.render(), self.sheet.part) if document.touched else document
        root = self.document.root
        defaults = root.child("sheetFormatPr")
        self.default_height = float(defaults.attrs.get("defaultRowHeight", 15)) if defaults else 15.0
        self._default_width = float(defaults.attrs.get("defaultColWidth", 9.14)) if defaults else 9.14
        self.rows: dict[int, Row] = {}
        self.cells: list[Cell] = []
        self._read_rows(root.grandchildren("sheetData"))
        self.merges: list[Area] = [parse_area(m.attrs["ref"]) for m in root.grandchildren("mergeCells")]
        self.last_row, self.last_col = self._extent()
        self.outside = [cell for cell in self.cells if cell.parts and not self._is_printed(cell)]
        self.cells = [cell for cell in self.cells if self._is_printed(cell)]
        self.columns = self._read_columns()
        margins = root.child("pageMargins")
        own = {name: float(value) for name, value in margins.attrs.items()} if margins else {}
        self.margins = {**_MARGINS, **own}

    def _is_printed(self, cell: Cell) -> bool:
        return cell.row <= self.last_row and cell.col <= self.last_col

    # what stands on it

    def marks(self) -> Iterator[tuple[Cell, Mark]]:
        """Yield every placeholder with its cell."""
        return ((cell, part) for cell in self.cells for part in cell.parts if isinstance(part, Mark))

    def told(self, kind: MarkKind) -> str:
        """Return what a mark says of the whole page, its paper or its lines; '' without one."""
        return next((mark.name for _, mark in self.marks() if mark.kind == kind), "")

    def column(self, col: int) -> ColumnLook:
        """Return the look of a column."""
        return self.columns.get(col) or ColumnLook(self._default_width)

    def row(self, row: int) -> Row:
        """Return the look of a row."""
        return self.rows.get(row) or Row(self.default_height)

    @property
    def is_landscape(self) -> bool:
        """Whether its page set-up lays the paper on its side."""
        setup = self.document.root.child("pageSetup")
        return setup is not None and setup.attrs.get("orientation") == "landscape"

    @property
    def footer(self) -> str:
        """The codes of the headers and footers of its page set-up: &P is the page."""
        parts = self.document.root.grandchildren("headerFooter")
        return "".join(self.document.text(part) for part in parts)

    @cached_property
    def last_page_rows(self) -> frozenset[int]:
        """The rows that show something on the last page only."""
        limited = (
            cell.row for cell, mark in self.marks() if (mark.kind, mark.name) == ("row_only", LAST_PAGE)
        )
        return frozenset(limited)

    # the rows of a line

    @cached_property
    def marked_rows(self) -> list[int]:
        """The rows with placeholders of a line."""
        return sorted({cell.row for cell, mark in self.marks() if mark.kind == "line"})

    @cached_property
    def line_rows(self) -> range:
        """The rows of one line, mostly one: those with its placeholders, and those that its merged cells reach."""
        if not self.marked_rows:
            return range(0)
        marked = {(cell.row, cell.col) for cell, mark in self.marks() if mark.kind == "line"}
        ends = [bottom for top, left, bottom, _ in self.merges if (top, left) in marked]
        return range(self.marked_rows[0], max([self.marked_rows[-1], *ends]) + 1)

    @property
    def line_row(self) -> int:
        """The first row that is repeated; 0 where the form has no lines."""
        return self.line_rows.start

    @cached_property
    def line_columns(self) -> range:
        """The columns from the first to the last with a placeholder or a border in the rows of the line."""
        marked = {cell.col for cell, mark in self.marks() if mark.kind == "line"}
        cols = marked.union(*(self._bordered(row) for row in self.line_rows))
        return range(min(cols), max(cols) + 1) if cols else range(0)

    @cached_property
    def spare_rows(self) -> range:
        """The blank rows below that are drawn for more lines: a printed form has some, we make them as needed.

        They have borders where the rows of the line have, whatever their fonts and formats, or are summed with it.
        """
        first, count = self.line_rows.stop, len(self.line_rows)
        row = first
        while count and row <= self.last_row and self._is_spare(row, self.line_rows[(row - first) % count]):
            row += 1
        return range(first, row - (row - first) % max(count, 1))

    def _is_spare(self, row: int, like: int) -> bool:
        """Tell whether a row is blank, and summed with the line or bordered and about as high as one of its rows."""
        if not self.is_blank(row):
            return False
        heights = sorted((self.row(row).height, self.row(like).height))
        is_alike = self._bordered(row) == self._bordered(like) != set() and heights[1] <= heights[0] * _ALIKE
        return is_alike or row in self._summed_rows

    def is_blank(self, row: int) -> bool:
        """Tell whether nothing is written in a row."""
        return all(cell.is_blank for cell in self.cells_of(row))

    def _bordered(self, row: int) -> set[int]:
        """Return the columns of the cells of a row that have a border, those in merged cells too."""
        return {cell.col for cell in self.cells_of(row) if self._has_border(cell.style)}

    @cached_property
    def _summed_rows(self) -> set[int]:
        """The rows that a total sums together with the line."""
        areas = [area for cell in self.cells if (area := cell.sum_area) and area[0] in self.line_rows]
        return {row for top, _, bottom, _ in areas for row in range(top, bottom + 1)}

    def cells_of(self, row: int) -> list[Cell]:
        """Return the cells of a row."""
        return self._by_row.get(row, [])

    @cached_property
    def _by_row(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, []).append(cell)
        return found

    def _has_border(self, style: str) -> bool:
        return bool(style) and self.styles.has_border(style_index(style))

    @cached_property
    def styles(self) -> Styles:
        """The formats of its cells, for reading."""
        part = next(iter(self.workbook.related(self.workbook.part, "styles")), "")
        return Styles(self.workbook.document(part) if part else Document(b"<styleSheet/>"))

    # reading

    def _extent(self) -> tuple[int, int]:
        """Return the last row and column of a page: those of the print area, else of what is written or merged."""
        index = str(list(self.workbook.sheets).index(self.sheet.name))
        document = self.workbook.document(self.workbook.part)
        for name in document.root.grandchildren("definedNames"):
            place = (name.attrs.get("name"), name.attrs.get("localSheetId"))
            found = _AREA.search(document.text(name)) if place == ("_xlnm.Print_Area", index) else None
            if found:
                return parse_area(found[0])[2:]
        ends = [(cell.row, cell.col) for cell in self.cells if not cell.is_blank]
        ends += [(bottom, right) for _, _, bottom, right in self.merges]
        return max((row for row, _ in ends), default=1), max((col for _, col in ends), default=1)

    def _read_rows(self, elements: list[Element]) -> None:
        number = 0
        for element in elements:
            attrs = element.attrs
            number = int(attrs.get("r", number + 1))
            style = f' s="{attrs["s"]}" customFormat="1"' if "s" in attrs else ""
            cells: list[Cell] = []
            for kid in element.children("c"):
                after = cells[-1].col + 1 if cells else 1
                col = parse_a1(kid.attrs["r"])[1] if "r" in kid.attrs else after
                cells.append(self._read_cell(kid, number, col))
            height = float(attrs["ht"]) if "ht" in attrs else self._natural_height(cells)
            self.rows[number] = Row(height, style, attrs.get("hidden") in ("1", "true"))
            self.cells += cells

    def _natural_height(self, cells: list[Cell]) -> float:
        """Return the height of a row that has none of its own: programs make it as high as its largest font."""
        sizes = (self.styles.font_size(style_index(cell.style)) for cell in cells if not cell.is_blank)
        return max([self.default_height, *(size * _FONT_HEIGHT for size in sizes if size)])

    def _read_cell(self, element: Element, row: int, col: int) -> Cell:
        style = f' s="{element.attrs["s"]}"' if "s" in element.attrs else ""
        kind, body = element.attrs.get("t", "n"), self.document.raw(element)[element.body - element.start :]
        text = self._text(element, kind)
        parts = parse(text) if "{" in text or "｛" in text else ()
        if parts:
            return Cell(row, col, style, parts=parts, text=text)
        raw = f' t="{kind}">{body.decode()}' if element.kids else "/>"
        formula = element.child("f")
        written = (self.document.text(formula) or "?") if formula else ""
        return Cell(row, col, style, raw, formula=written, text=text)

    def _text(self, element: Element, kind: str) -> str:
        if kind == "inlineStr":
            return rich_text(self.document.raw(element))
        value = element.child("v")
        if kind != "s" or value is None:
            return ""
        return rich_text(self.workbook.shared_string(int(self.document.text(value))))

    def _read_columns(self) -> dict[int, ColumnLook]:
        found: dict[int, ColumnLook] = {}
        for group in self.document.root.children("cols"):
            for element in group.kids:
                attrs = element.attrs
                width = float(attrs.get("width", self._default_width))
                look = ColumnLook(width, attrs.get("style", ""), attrs.get("hidden") in ("1", "true"))
                for col in range(int(attrs["min"]), min(int(attrs["max"]), self.last_col) + 1):
                    found[col] = look
        return found


def _first_sheet(workbook: Workbook, name: str) -> SheetPart:
    if not workbook.sheets:
        raise GendanError(
            "GD080", f"模板 {name} 里没有工作表，请重新制作", f"template {name} has no worksheet"
        )
    return next(iter(workbook.sheets.values()))


def _fit_to_width(document: Document) -> None:
    """Have the sheet printed one page wide: column widths differ with the fonts of a machine."""
    properties = document.root.child("sheetPr")
    setup = properties.child("pageSetUpPr") if properties else None
    if setup and setup.attrs.get("fitToPage") == "1":
        return
    if setup:
        document.set(setup, fitToPage=1)
    elif properties:
        document.append(properties, b'<pageSetUpPr fitToPage="1"/>')
    else:
        document.insert(
            document.root, "sheetPr", "sheetPr", b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        )
