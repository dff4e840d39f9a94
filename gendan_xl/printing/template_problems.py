"""What is wrong with a template, and what its maker should know: cell by cell, all at once, with the remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gendan_xl.cells import a1
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding, Level
from gendan_xl.printing.paper import PAPERS, find_paper
from gendan_xl.printing.placeholders import Mark, Vocabulary, spell
from gendan_xl.printing.sums import is_sum, summed
from gendan_xl.printing.template_sheet import Cell, TemplateSheet

DROPPED = {
    "conditionalFormatting": ("条件格式", "conditional formats"),
    "dataValidations": ("下拉框（数据验证）", "data validation"),
    "autoFilter": ("自动筛选", "an auto filter"),
    "hyperlinks": ("超链接", "hyperlinks"),
    "customSheetViews": ("自定义视图", "custom views"),
    "extLst": ("迷你图等扩展格式", "extended formats such as sparklines"),
}
"""Parts of a sheet that a filled form does without."""
_UNSUPPORTED = {
    "tableParts": ("表格（Ctrl+T）", "tables", "在“表设计”里点“转换为区域”", "convert it to a range"),
    "controls": ("控件", "controls", "删除它", "remove it"),
    "AlternateContent": ("控件", "controls", "删除它", "remove it"),
    "oleObjects": ("嵌入对象", "embedded objects", "删除它，图片请用“插入-图片”", "remove it; insert a picture instead"),
}  # fmt: skip


def find_problems(sheet: TemplateSheet, vocabulary: Vocabulary) -> list[Finding]:
    """Return everything that keeps a template from being filled (GD080)."""
    return [
        *_placeholder_problems(sheet, vocabulary),
        *_formula_problems(sheet),
        *(_line_problems(sheet, vocabulary) if vocabulary.line_fields else ()),
        *_unsupported(sheet),
        *_outside_cells(sheet),
    ]


def _placeholder_problems(sheet: TemplateSheet, vocabulary: Vocabulary) -> Iterator[Finding]:
    for cell in sheet.cells:
        for part in cell.parts:
            if isinstance(part, Mark):
                yield from _judge(sheet, cell, part, vocabulary)
            elif "{{" in part or "}}" in part:
                yield _problem(
                    sheet, cell, "大括号不成对", "unpaired braces", "写成 {{名称}}", "write {{name}}"
                )


def _judge(sheet: TemplateSheet, cell: Cell, mark: Mark, vocabulary: Vocabulary) -> Iterator[Finding]:
    if mark.kind == "paper":
        yield from _judge_paper(sheet, cell, mark)
    elif mark.kind == "page_lines":
        if not mark.name.isdigit() or not int(mark.name):
            yield _problem(
                sheet, cell, f"{spell(mark)} 看不懂", f"{spell(mark)} is not understood",
                "写成 {{每页行数:12}}", "write {{每页行数:12}}",
            )  # fmt: skip
    elif mark.name not in vocabulary.names(mark.kind):
        yield from _unknown(sheet, cell, mark, vocabulary)


def _judge_paper(sheet: TemplateSheet, cell: Cell, mark: Mark) -> Iterator[Finding]:
    try:
        find_paper(mark.name)
    except GendanError:
        known = "、".join(paper.name for paper in PAPERS)
        yield _problem(
            sheet, cell, f"不认识纸张“{mark.name}”", f"unknown paper {mark.name!r}",
            f"改成 {known} 中的一种", f"use one of {known}",
        )  # fmt: skip


def _unknown(sheet: TemplateSheet, cell: Cell, mark: Mark, vocabulary: Vocabulary) -> Iterator[Finding]:
    other = Mark("line" if mark.kind == "value" else "value", mark.name)
    elsewhere = mark.kind in ("value", "line") and mark.name in vocabulary.names(other.kind)
    near = other if elsewhere else vocabulary.nearest(mark)
    zh = f"改成 {spell(near)}" if near else "用 gendan template list 查这种单据能用的名称"
    en = f"use {spell(near)}" if near else "gendan template list shows the names"
    yield _problem(sheet, cell, f"不认识占位符 {spell(mark)}", f"unknown placeholder {spell(mark)}", zh, en)


def _formula_problems(sheet: TemplateSheet) -> Iterator[Finding]:
    for cell in sheet.cells:
        may_become_right = is_sum(cell) and not sheet.line_rows  # once the line is drawn
        if cell.formula and not summed(sheet, cell) and not may_become_right:
            zh, en = _why_no_sum(sheet, cell) if is_sum(cell) else ("，表单每页要重排，公式会算错", "")
            yield _problem(
                sheet, cell, f"是公式{zh}", f"is a formula{en}",
                "改成占位符或固定文字；明细行的合计可以写 =SUM(明细行的格子)",
                "use a placeholder; =SUM over the cells of the line is allowed",
            )  # fmt: skip


def _why_no_sum(sheet: TemplateSheet, cell: Cell) -> tuple[str, str]:
    """Return why a sum is not one over the lines: it begins elsewhere, or takes in a row with something in it."""
    top, left, bottom, _ = cell.sum_area or (0, 0, 0, 0)
    line, row = sheet.line_row, max(sheet.spare_rows.stop, sheet.line_rows.stop)
    if top in sheet.line_rows and bottom >= row:
        return (
            f"，它算到了第 {row} 行，那一行不是空的明细行",
            f" that takes in row {row}, which is no spare line",
        )
    where = a1(line, left)
    return (
        f"，它合计的不是 {where} 起的明细，或 {where} 不是一个单独的明细占位符",
        f" that does not sum the line from {where}",
    )


def _line_problems(sheet: TemplateSheet, vocabulary: Vocabulary) -> Iterator[Finding]:
    rows = sheet.marked_rows
    if not rows or set(sheet.line_rows) - _reached(sheet):
        said = "、".join(str(row) for row in rows) or "没有"
        yield _problem(
            sheet,
            None,
            f"明细占位符应当在一行里，或在上下相连的两三行里（现在：{said}）",
            f"the placeholders of a line must stand in one row or in neighbouring rows (now: {said})",
            "只画一条明细：写 {{行.…}}，程序会按每页行数重复它",
            "draw one line with {{行.…}}; it is repeated",
        )
        return
    yield from _repeated(sheet)
    yield from _of_one_line(sheet, vocabulary)
    yield from _merge_problems(sheet)


def _reached(sheet: TemplateSheet) -> set[int]:
    """Return the rows that belong to a line: those with its placeholders and those that its merged cells reach."""
    marked = set(sheet.marked_rows)
    reached = (range(top, bottom + 1) for top, _, bottom, _ in sheet.merges if top in marked)
    return marked.union(*reached)


def _repeated(sheet: TemplateSheet) -> Iterator[Finding]:
    """Name placeholders that stand twice below each other: somebody filled in several lines."""
    seen = Counter((cell.col, mark) for cell, mark in sheet.marks() if mark.kind == "line")
    for cell, mark in sheet.marks():
        if seen[cell.col, mark] > 1 and cell.row > sheet.line_row:
            yield _problem(
                sheet, cell, f"{spell(mark)} 上一行已经有了", f"{spell(mark)} stands in the row above too",
                "只画一条明细：清空这一行，程序会自己重复", "draw one line only: clear this row",
            )  # fmt: skip


def _of_one_line(sheet: TemplateSheet, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Name placeholders in the line that would show the goods of the first line on every one."""
    for cell, mark in sheet.marks():
        if mark.kind == "value" and cell.row in sheet.line_rows and mark.name in vocabulary.line_fields:
            right = spell(Mark("line", mark.name))
            yield _problem(
                sheet, cell, f"明细行里的 {spell(mark)} 少了“行.”", f"{spell(mark)} in the line lacks 行.",
                f"改成 {right}", f"write {right}",
            )  # fmt: skip


def _merge_problems(sheet: TemplateSheet) -> Iterator[Finding]:
    rows, last = sheet.line_rows, max(sheet.spare_rows.stop, sheet.line_rows.stop) - 1
    for top, left, bottom, _ in sheet.merges:
        is_beyond = top in rows and bottom >= rows.stop and bottom != last
        ends_inside = top < rows.start <= bottom <= last and (bottom != last or left in sheet.line_columns)
        if is_beyond or (rows and ends_inside):
            zh, en = ("跨出了明细行", "leaves") if is_beyond else ("从上面跨进了明细行", "reaches into")
            yield _problem(
                sheet, Cell(top, left, ""), f"明细行里的合并单元格{zh}", f"a merge {en} the line row",
                "取消合并，明细行的每一格单独写", "unmerge it; the line has cells of its own",
            )  # fmt: skip


def _unsupported(sheet: TemplateSheet) -> Iterator[Finding]:
    for element in sheet.document.root.kids:
        if element.name in _UNSUPPORTED:
            zh, en, fix, fix_en = _UNSUPPORTED[element.name]
            yield _problem(sheet, None, f"含有{zh}，表单里不支持", f"has {en}", fix, fix_en)


def _outside_cells(sheet: TemplateSheet) -> Iterator[Finding]:
    """Name the places beside cells where somebody wrote a placeholder."""
    drawings = sheet.workbook.related(sheet.sheet.part, "drawing")
    places = (
        (sheet.footer, "页眉页脚", "header or footer"),
        ("".join(sheet.workbook.read(part).decode() for part in drawings), "文本框", "text box"),
    )
    for text, zh, en in places:
        if "{{" in text or "｛｛" in text:
            yield _problem(
                sheet, None, f"{zh}里写了占位符，那里不会填", f"a placeholder in a {en} is not filled",
                "写到格子里", "write it into a cell",
            )  # fmt: skip


def _problem(sheet: TemplateSheet, cell: Cell | None, zh: str, en: str, fix: str, fix_en: str) -> Finding:
    return note(sheet, "GD080", "error", Message(zh, en), Message(fix, fix_en), cell)


def note(
    sheet: TemplateSheet, code: str, level: Level, message: Message, fix: Message, cell: Cell | None = None
) -> Finding:
    """Return a finding about a template, at a cell of it or about the whole."""
    if cell is None:
        return Finding(code, level, message, fix)
    return Finding(code, level, message, fix, sheet.sheet.name, cell.row, cell.col)
