"""The button 校验: findings into the sheet 问题清单, coloured cells with notes, a summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gendan_xl.commands._lists import ListSheet, write_list
from gendan_xl.commands._marks import NOTES, remark
from gendan_xl.commands._report import LEVEL_NAMES, checked, counts
from gendan_xl.commands.check import code_of
from gendan_xl.errors import Message
from gendan_xl.intake.sheet import PROBLEMS

if TYPE_CHECKING:
    from gendan_xl.cells import Value
    from gendan_xl.commands._live import Session
    from gendan_xl.findings import Finding

HEADERS = ("级别", "代码", "位置", "单号", "列", "问题", "怎么办")
_WIDTHS = (7, 8, 20, 20, 14, 64, 44)
_PLACE = 2


def check_live(session: Session) -> None:
    """Check the open workbook and show what was found in it."""
    opened = session.opened()
    session.status(Message("正在检查…", "checking…"))
    findings = checked(opened, session.book.name).findings
    session.status(Message(f"正在标出 {len(findings)} 处问题…", f"marking {len(findings)} findings…"))
    left = remark(session.book.book, findings, session.lang)
    write_list(session.book.book, problem_list(session, findings))
    session.book.forget()
    session.remember(list_sheet=PROBLEMS, headers=HEADERS, has_marks=True)
    session.code = code_of(findings)
    session.tell(_summary(findings, left, session.lang))


def problem_list(session: Session, findings: Sequence[Finding]) -> ListSheet:
    """Return the sheet 问题清单."""
    lang = session.lang
    title = f"{PROBLEMS}  {session.now:%Y-%m-%d %H:%M}  {counts(findings, lang)}"
    rows = [problem_row(finding, lang) for finding in findings]
    places = [(finding.sheet, finding.row, finding.col) for finding in findings]
    return ListSheet(PROBLEMS, title, HEADERS, _WIDTHS, rows, _PLACE, places)


def problem_row(finding: Finding, lang: str) -> list[Value]:
    """Return a finding as its row shows it, the link to its place aside."""
    message, fix = finding.message.text(lang), finding.fix.text(lang)
    return [
        LEVEL_NAMES[finding.level].text(lang),
        finding.code,
        "",
        finding.key,
        finding.column,
        message,
        fix,
    ]


def _summary(findings: Sequence[Finding], left: Sequence[str], lang: str) -> str:
    said = f"{counts(findings, lang)}" if lang == "en" else f"检查完了：{counts(findings, lang)}"
    if findings:
        said += (
            "\nThe sheet 问题清单 links to every cell."
            if lang == "en"
            else f"\n点“{PROBLEMS}”里的位置，可以跳到那个单元格；错误和警告的单元格已着色并加了批注。"
        )
    if len(findings) > NOTES and lang != "en":
        said += f"\n问题很多，每张表只有前 {NOTES} 个单元格加了批注。"
    for name in left:
        said += (
            f"\n工作表「{name}」有保护，没有着色。"
            if lang != "en"
            else f"\nSheet {name} is protected: not coloured."
        )
    return said
