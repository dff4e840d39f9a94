"""What the maker of a template should know beside its mistakes: what is left out, missing, or does not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding, Level
from gendan_xl.forms._form import MANY_PAGES, PRICED, UNPRICED, Form
from gendan_xl.forms._numbering import names
from gendan_xl.forms._vocabulary import vocabulary
from gendan_xl.printing.geometry import Setup, measure, most_lines
from gendan_xl.printing.paper import Paper, find_paper
from gendan_xl.printing.placeholders import Mark, Vocabulary, parse, spell
from gendan_xl.printing.template_problems import DROPPED, note
from gendan_xl.printing.template_sheet import Cell, TemplateSheet
from gendan_xl.schema.numbering import DEFAULT_NUMBERING

_WANTED = {
    "单据号": Message("没有单据号：没有号码的单子查不到，也作废不了", "it does not show its number"),
    "日期": Message("没有日期", "it shows no date"),
    "联次": Message("没有联次：看不出是第几联、给谁", "it does not tell whose copy it is"),
    "页码": Message("没有页码：多页时分不清先后", "it shows no page number"),
}
_WIDE_BRACES = str.maketrans("｛｝", "{}")
_BRACKETED = re.compile(
    r"(?<!\{)\{([^{}]+)\}(?!\})|<([^<>{}]+)>|＜([^＜＞{}]+)＞|\[([^][{}]+)\]|［([^［］{}]+)］|【([^【】{}]+)】"
)
"""A name in other brackets than those of a placeholder."""
_SIGNATURE = re.compile(r"签核\d")


def advice(sheet: TemplateSheet, form: Form) -> list[Finding]:
    """Return the hints about a template without problems; an error (GD083) when it does not fit its paper."""
    return [
        *_misfit(sheet, form),
        *_left_out(sheet),
        *_mistyped(sheet, vocabulary(form)),
        *_missing(sheet, form),
        *_unsigned(sheet, form),
        *_page_sums(sheet),
        *_dropped(sheet),
    ]


def paper_and_lines(sheet: TemplateSheet, form: Form) -> tuple[Paper, int]:
    """Return the paper of a template and the lines of a page, 0 without lines: its own, else those of 编号规则."""
    rule = next(row for row in DEFAULT_NUMBERING if row["kind"] == form.label)
    paper = find_paper(sheet.told("paper") or str(rule["paper"]))
    if not form.layout.columns:
        return paper, 0
    usual = int(rule["lines_per_page"]) if paper == find_paper(str(rule["paper"])) else paper.lines
    return paper, int(sheet.told("page_lines") or usual)


def capacity(sheet: TemplateSheet, form: Form, paper: Paper) -> int:
    """Return how many lines a page of a paper always holds, whatever stands on it."""
    return min(most_lines(sheet, Setup(paper, 1, flags)) for flags in _looks(form))


def _looks(form: Form) -> list[frozenset[str]]:
    """Return the sets of flags that documents of a form have; its own exclude each other."""
    return [
        frozenset({price, MANY_PAGES, own}) for price in (PRICED, UNPRICED) for own in form.flags or ("",)
    ]


def _misfit(sheet: TemplateSheet, form: Form) -> Iterator[Finding]:
    paper, lines = paper_and_lines(sheet, form)
    try:
        for flags in _looks(form):
            measure(sheet, Setup(paper, lines, flags))
    except GendanError as problem:
        most = capacity(sheet, form, paper) if lines else 0
        zh = (
            f"写上 {{{{每页行数:{most}}}}}，或调低行高"
            if most
            else "调低行高、删去几行，或写上 {{纸张:A4}} 换大纸"
        )
        zh += _idle_rows(sheet)
        en = "write {{每页行数:n}}, lower the rows or use larger paper"
        yield _advise(sheet, "error", problem.message, Message(zh, en), "GD083")


def _idle_rows(sheet: TemplateSheet) -> str:
    """Return what to say of blank rows below the lines that are printed as they stand, '' without any."""
    first = row = max(sheet.spare_rows.stop, sheet.line_rows.stop)
    while sheet.line_rows and row <= sheet.last_row and sheet.is_blank(row):
        row += 1
    if row - first < 2:
        return ""
    return f"；第 {first}～{row - 1} 行是空的，边框或行高和明细行不同，没有当作备用的明细行，可以删掉"


def _left_out(sheet: TemplateSheet) -> Iterator[Finding]:
    for cell in sheet.outside:
        message = Message("在打印区域外面，不会打印", "it stands outside the print area")
        fix = Message("扩大打印区域，或清空这一格", "enlarge the print area or clear it")
        yield _advise(sheet, "warning", message, fix, cell=cell)


def _mistyped(sheet: TemplateSheet, words: Vocabulary) -> Iterator[Finding]:
    """Name what looks like a placeholder in the wrong brackets: {日期}, <日期>, ［日期］, 【日期】."""
    for cell in sheet.cells:
        for found in _BRACKETED.finditer(cell.text.translate(_WIDE_BRACES)):
            mark = _meant(sheet, cell, found[found.lastindex or 0], words)
            if mark:
                message = Message(f"“{found[0]}”会照原样印出来", f"“{found[0]}” is printed as it stands")
                fix = Message(f"是不是 {spell(mark)}？", f"is {spell(mark)} meant?")
                yield _advise(sheet, "info", message, fix, cell=cell)


def _meant(sheet: TemplateSheet, cell: Cell, name: str, words: Vocabulary) -> Mark | None:
    """Return the placeholder that a name stands for at a cell, None for other words."""
    (mark,) = parse(f"{{{{{name}}}}}")
    if not isinstance(mark, Mark) or mark.kind not in ("value", "line"):
        return None
    if cell.row in sheet.line_rows and mark.name in words.line_fields:
        return Mark("line", mark.name)
    return mark if mark.name in words.names(mark.kind) else None


def _missing(sheet: TemplateSheet, form: Form) -> Iterator[Finding]:
    """Name what a document should show and this one does not."""
    shown = {mark.name for _, mark in sheet.marks()}
    if "&P" in sheet.footer:
        shown.add("页码")
    for name, message in _WANTED.items():
        if name not in shown and (name != "页码" or form.layout.columns):
            yield _advise(
                sheet, "warning", message, Message(f"需要的话加上 {{{{{name}}}}}", "add it if you need it")
            )


def _unsigned(sheet: TemplateSheet, form: Form) -> Iterator[Finding]:
    rule = next(row for row in DEFAULT_NUMBERING if row["kind"] == form.label)
    roles = list(enumerate(names(rule["sign_roles"]), 1))
    shown, end = {mark.name for _, mark in sheet.marks()}, sheet.line_rows.stop
    written = _spoken("\n".join(cell.text for cell in sheet.cells if cell.row >= end))  # below the lines
    lost = [role for place, role in roles if f"签核{place}" not in shown and _spoken(role) not in written]
    yield from _twice_signed(sheet, dict(roles))
    if lost:
        message = Message(f"没有这些人的签字格：{'、'.join(lost)}", f"no place to sign for {', '.join(lost)}")
        fix = Message(
            "加上 {{签核1}}、{{签核2}}……（角色来自编号规则），或自己印好签字栏", "add {{签核1}}, {{签核2}} …"
        )
        yield _advise(sheet, "warning", message, fix)


def _twice_signed(sheet: TemplateSheet, roles: Mapping[int, str]) -> Iterator[Finding]:
    """Name the signatures with a label before them: they bring the role along (制单：王五)."""
    for cell, mark in sheet.marks():
        before = next((part for part in cell.parts if isinstance(part, str) and part.strip()), "")
        role = roles.get(int(mark.name.removeprefix("签核"))) if _SIGNATURE.fullmatch(mark.name) else None
        if role and before.rstrip().endswith(("：", ":")):
            printed = cell.text.replace(spell(mark), f"{role}：姓名")
            message = Message(
                f"会印成“{printed}”：{spell(mark)} 自己带角色名", f"{spell(mark)} brings its role along"
            )
            fix = Message(
                f"只写 {spell(mark)}；自己写角色的，去掉占位符留白手签", "write it alone, or the label alone"
            )
            yield _advise(sheet, "warning", message, fix, cell=cell)


def _spoken(text: str) -> str:
    """Return a text without spaces, brackets as half-width ones."""
    return "".join(text.split()).replace("（", "(").replace("）", ")")


def _page_sums(sheet: TemplateSheet) -> Iterator[Finding]:
    for cell in sheet.cells:
        if cell.formula:
            message = Message("这个合计公式只算本页的明细", "this sum is of the lines of its page only")
            fix = Message(
                "几页合在一起的合计，请改写 {{合计数量}}、{{合计金额}}", "for all pages write {{合计金额}}"
            )
            yield _advise(sheet, "info", message, fix, cell=cell)


def _dropped(sheet: TemplateSheet) -> Iterator[Finding]:
    for element in sheet.document.root.kids:
        if element.name in DROPPED:
            zh, en = DROPPED[element.name]
            message = Message(f"有{zh}，出单时不带", f"has {en}, which filled forms do without")
            yield _advise(sheet, "info", message, Message("不用处理", "nothing to do"))
    others = [name for name in sheet.workbook.sheets if name != sheet.sheet.name]
    if others:
        message = Message(
            f"只填第一张工作表，这些照原样跟着：{'、'.join(others)}",
            f"sheets left as they are: {', '.join(others)}",
        )
        yield _advise(sheet, "info", message, Message("不需要的请删掉", "delete those you do not need"))


def _advise(
    sheet: TemplateSheet,
    level: Level,
    message: Message,
    fix: Message,
    code: str = "GD088",
    cell: Cell | None = None,
) -> Finding:
    return note(sheet, code, level, message, fix, cell)
