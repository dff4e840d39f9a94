"""A form's template: what a company's own sheet says, and what in it cannot be filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gendan_xl.cells import parse_a1, parse_area
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.package.cells import rich_text
from gendan_xl.package.scan import Document, Element
from gendan_xl.package.workbook import SheetPart, Workbook
from gendan_xl.printing.placeholders import Mark, Parts, Vocabulary, parse, spell

Area = tuple[int, int, int, int]

_MARGINS = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75}  # inches: Excel's own
_AREA = re.compile(r"\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+$")
_UNSUPPORTED = {
    "conditionalFormatting": ("条件格式", "conditional formats"),
    "dataValidations": ("下拉框（数据验证）", "data validation"),
    "autoFilter": ("自动筛选", "an auto filter"),
    "hyperlinks": ("超链接", "hyperlinks"),
    "tableParts": ("表格（Ctrl+T）", "tables"),
    "controls": ("控件", "controls"),
    "oleObjects": ("嵌入对象", "embedded objects"),
    "customSheetViews": ("自定义视图", "custom views"),
    "extLst": ("迷你图等扩展格式", "extended formats such as sparklines"),
    "AlternateContent": ("控件", "controls"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the template. `raw` is what stands behind its style for a fixed cell; `parts` those of a filled one."""

    row: int
    col: int
    style: str
    raw: str = ""
    parts: Parts = ()


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


class Template:
    """A template read and checked once, filled many times.

    Only the first sheet is filled. Raises GendanError GD080 naming every problem with its cell at once.
    """

    def __init__(self, data: bytes, name: str, vocabulary: Vocabulary) -> None:
        self.name = name
        self.workbook = Workbook(data)
        self.sheet = _first_sheet(self.workbook, name)
        document = self.workbook.document(self.sheet.part)
        _fit_to_width(document)
        self.document = Document(document.render(), self.sheet.part)
        self._read()
        problems = [*self._find_problems(vocabulary)]
        if problems:
            raise _refusal(name, problems)

    def _read(self) -> None:
        root = self.document.root
        defaults = root.child("sheetFormatPr")
        self.default_height = float(defaults.attrs.get("defaultRowHeight", 15)) if defaults else 15.0
        self._default_width = float(defaults.attrs.get("defaultColWidth", 9.14)) if defaults else 9.14
        self.rows: dict[int, Row] = {}
        self.cells: list[Cell] = []
        self._formulas: list[Cell] = []
        self._read_rows(root.grandchildren("sheetData"))
        self.merges: list[Area] = [parse_area(m.attrs["ref"]) for m in root.grandchildren("mergeCells")]
        self.last_row, self.last_col = self._extent()
        self.cells = [cell for cell in self.cells if cell.row <= self.last_row and cell.col <= self.last_col]
        self.columns = self._read_columns()
        margins = root.child("pageMargins")
        self.margins = (
            {**_MARGINS, **{k: float(v) for k, v in margins.attrs.items()}} if margins else _MARGINS
        )
        self._line_rows = sorted({cell.row for cell, mark in self.marks() if mark.kind == "line"})

    @property
    def line_row(self) -> int:
        """The row that is repeated."""
        return self._line_rows[0]

    def _extent(self) -> tuple[int, int]:
        """Return the last row and column of a page: those of the print area, else of what is written or merged."""
        index = str(list(self.workbook.sheets).index(self.sheet.name))
        document = self.workbook.document(self.workbook.part)
        for name in document.root.grandchildren("definedNames"):
            place = (name.attrs.get("name"), name.attrs.get("localSheetId"))
            found = _AREA.search(document.text(name)) if place == ("_xlnm.Print_Area", index) else None
            if found:
                return parse_area(found[0])[2:]
        ends = [(cell.row, cell.col) for cell in self.cells if cell.parts or cell.raw != "/>"]
        ends += [(bottom, right) for _, _, bottom, right in self.merges]
        return max((row for row, _ in ends), default=1), max((col for _, col in ends), default=1)

    def marks(self) -> Iterator[tuple[Cell, Mark]]:
        """Yield every placeholder with its cell."""
        return ((cell, part) for cell in self.cells for part in cell.parts if isinstance(part, Mark))

    def column(self, col: int) -> ColumnLook:
        """Return the look of a column."""
        return self.columns.get(col) or ColumnLook(self._default_width)

    def row(self, row: int) -> Row:
        """Return the look of a row."""
        return self.rows.get(row) or Row(self.default_height)

    def _read_rows(self, elements: list[Element]) -> None:
        number = 0
        for element in elements:
            attrs = element.attrs
            number = int(attrs.get("r", number + 1))
            style = f' s="{attrs["s"]}" customFormat="1"' if "s" in attrs else ""
            height = float(attrs.get("ht", self.default_height))
            self.rows[number] = Row(height, style, attrs.get("hidden") in ("1", "true"))
            col = 0
            for kid in element.children("c"):
                col = parse_a1(kid.attrs["r"])[1] if "r" in kid.attrs else col + 1
                self._read_cell(kid, number, col)

    def _read_cell(self, element: Element, row: int, col: int) -> None:
        style = f' s="{element.attrs["s"]}"' if "s" in element.attrs else ""
        kind, body = element.attrs.get("t", "n"), self.document.raw(element)[element.body - element.start :]
        text = self._text(element, kind)
        parts = parse(text) if "{" in text or "｛" in text else ()
        if parts:
            self.cells.append(Cell(row, col, style, parts=parts))
            return
        raw = f' t="{kind}">{body.decode()}' if element.kids else "/>"
        cell = Cell(row, col, style, raw)
        self.cells.append(cell)
        if element.child("f"):
            self._formulas.append(cell)

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

    def _find_problems(self, vocabulary: Vocabulary) -> Iterator[Finding]:
        for cell in self.cells:
            for part in cell.parts:
                yield from self._judge(cell, part, vocabulary)
        for cell in self._formulas:
            yield self._problem(
                cell,
                "是公式，表单每页要重排，公式会算错",
                "is a formula",
                "改成占位符或固定文字",
                "use a placeholder",
            )
        yield from self._line_row_problems()
        for element in self.document.root.kids:
            if element.name in _UNSUPPORTED:
                zh, en = _UNSUPPORTED[element.name]
                yield self._problem(
                    None, f"含有{zh}，表单里不支持", f"has {en}", "在 Excel 里删除它", "remove it"
                )
        names = self.workbook.document(self.workbook.part).root.grandchildren("definedNames")
        if any(element.attrs.get("name") == "_xlnm.Print_Titles" for element in names):
            yield self._problem(
                None,
                "设了打印标题行",
                "has print titles",
                "在页面设置里清空它，每页本来就有表头",
                "clear them",
            )

    def _judge(self, cell: Cell, part: str | Mark, vocabulary: Vocabulary) -> Iterator[Finding]:
        if isinstance(part, str):
            if "{{" in part or "}}" in part:
                yield self._problem(
                    cell, "大括号不成对", "unpaired braces", "写成 {{名称}}", "write {{name}}"
                )
            return
        if part.name not in vocabulary.names(part.kind):
            near = vocabulary.nearest(part)
            zh = f"改成 {spell(near)}" if near else "改成说明文件里列出的名称"
            en = f"use {spell(near)}" if near else "use a documented name"
            yield self._problem(
                cell, f"不认识占位符 {spell(part)}", f"unknown placeholder {spell(part)}", zh, en
            )

    def _line_row_problems(self) -> Iterator[Finding]:
        if len(self._line_rows) != 1:
            rows = "、".join(str(row) for row in self._line_rows) or "没有"
            yield self._problem(
                None,
                f"明细行应当正好一行（现在：{rows}）",
                f"there must be one row with line placeholders (now: {rows})",
                "只在一行里写 {{行.…}}，程序会按每页行数重复它",
                "write {{行.…}} in one row only; it is repeated",
            )
            return
        for top, left, bottom, _ in self.merges:
            if top == self.line_row < bottom:
                cell = Cell(top, left, "")
                yield self._problem(
                    cell,
                    "明细行里的合并单元格跨了行",
                    "a merge leaves the line row",
                    "取消合并",
                    "unmerge it",
                )

    def _problem(self, cell: Cell | None, zh: str, en: str, fix: str, fix_en: str) -> Finding:
        row, col = (cell.row, cell.col) if cell else (0, 0)
        return Finding("GD080", "error", Message(zh, en), Message(fix, fix_en), self.sheet.name, row, col)


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
    if setup:
        document.set(setup, fitToPage=1)
    elif properties:
        document.append(properties, b'<pageSetUpPr fitToPage="1"/>')
    else:
        document.insert(
            document.root, "sheetPr", "sheetPr", b'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        )


def _refusal(name: str, problems: list[Finding]) -> GendanError:
    zh = "；".join(f"{p.place} {p.message.zh}，请{p.fix.zh}" for p in problems)
    en = "; ".join(f"{p.place} {p.message.en}: {p.fix.en}" for p in problems)
    return GendanError(
        "GD080",
        f"模板 {name} 有 {len(problems)} 处要改：{zh}",
        f"template {name} has {len(problems)} problem(s): {en}",
    )
