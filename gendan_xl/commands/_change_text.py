"""Changes in words: what is changed in the ledger, what follows in the schedule, whom to tell, and old versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gendan_xl.books.journal import Journal
from gendan_xl.commands._outdated import outdated, outdated_words
from gendan_xl.commands.schedule import describe
from gendan_xl.edits import AppendRow, SetCell
from gendan_xl.errors import GendanError, Message
from gendan_xl.intake.ledger import Ledger
from gendan_xl.planning.change_fields import OrderChange
from gendan_xl.planning.change_history import Version
from gendan_xl.planning.order_change import ChangePlan
from gendan_xl.words import show


def plan_lines(plan: ChangePlan, lang: str) -> Iterator[str]:
    """Yield what carrying changes out comes to: old → new of every field, and the reasons against those left out."""
    for change in plan.changes:
        yield from _change_lines(change, lang)
        for cell in change.cells:
            sheet, row, col = cell.place
            edit = SetCell(sheet, row, col, cell.old, cell.new, f"{cell.line.key} {cell.header}")
            yield f"  {describe(edit, lang)}"
    cells: list[SetCell | AppendRow] = [
        edit for edit in plan.schedule if isinstance(edit, SetCell) and not edit.is_cached
    ]
    cells += [edit for edit in plan.schedule if isinstance(edit, AppendRow)]
    if cells:
        yield "排期随之改动：" if lang != "en" else "the schedule follows:"
        yield from (f"  {describe(edit, lang)}" for edit in cells)
    yield from (f"  ! {finding.text(lang)}" for finding in plan.findings)


def _change_lines(change: OrderChange, lang: str) -> Iterator[str]:
    mark, first = "✗" if change.blocks else "✓", change.rows[0]
    paper = f"  {first['order_change_no']}" if first["order_change_no"] else ""
    yield f"{mark} {'变更' if lang != 'en' else 'change'} {change.change_no}  {first['order_no']}{paper}"
    yield from (f"  {finding.text(lang)}" for finding in change.blocks)
    if change.blocks:
        yield "  没有执行，台账没有改。" if lang != "en" else "  not carried out; the ledger was not changed."
        yield from change.answers


def done_lines(plan: ChangePlan, lang: str) -> Iterator[str]:
    """Yield which changes were carried out, and why the others were not; old → new was shown before."""
    for change in plan.changes:
        yield from _change_lines(change, lang)
    count = len(plan.all_edits)
    yield f"已改 {count} 处，修改记录已登记。" if lang != "en" else f"{count} edits, recorded in 修改记录."


def notice_lines(
    changes: Sequence[OrderChange], ledger: Ledger, journal: Journal, lang: str, *, is_done: bool = True
) -> Iterator[str]:
    """Yield which papers the carried-out changes make wrong, and a ready text for every department that they concern;
    of a preview: will make, will concern. `ledger` is the one before the changes."""
    current, told = journal.current(), list[str]()
    for change in changes:
        if not change.blocks:
            papers = outdated_words(outdated(ledger, current, change), change)
            if papers.zh:
                yield f"  ! {change.change_no} {papers.text(lang)}"
            told += [_with_papers(notice.text, papers.zh) for notice in change.notices]
    head = (
        Message("请通知下面的部门：", "Tell these departments:")
        if is_done
        else Message("执行以后要通知的部门：", "Departments to tell once it is carried out:")
    )
    if told:
        yield head.text(lang)
    yield from told


def _with_papers(text: str, papers: str) -> str:
    """Return the text for a department with the papers to take back, before what it is to do."""
    head, _, task = text.rpartition("\n")
    return f"{head}\n· {papers}\n{task}" if papers else text


def version_lines(order_no: str, versions: Sequence[Version], lang: str) -> Iterator[str]:
    """Yield the versions of an order, the first one first."""
    yield f"{order_no} 共 {len(versions)} 版" if lang != "en" else f"{order_no}: {len(versions)} versions"
    for version in versions:
        yield _version_head(version, lang)
        for line, header, old, new in version.fields:
            where = (f"第 {line} 行  " if lang != "en" else f"line {line}  ") if line else ""
            yield f"  {where}{header}  {old or '空'} → {new or '空'}"


def _version_head(version: Version, lang: str) -> str:
    number = f"第 {version.number} 版" if lang != "en" else f"version {version.number}"
    at = show(version.at, lang) if version.at else ""
    placed = "下单" if lang != "en" else "as ordered"
    document = version.document if version.document not in ("", "变更单") else ""
    what = f"变更单 {version.change_no}" if version.change_no else placed
    said = "；".join(version.reasons)
    return "  ".join(part for part in (number, at, version.by, what, document, said) if part)


def which(approved: Sequence[str]) -> GendanError:
    """Return the question which changes are meant, with those that are approved."""
    known = "、".join(approved) or "没有"
    return GendanError(
        "GD919", f"要执行哪个变更？写上变更单号，或用 --all 执行全部已批准的（已批准：{known}）",
        f"which change? name its number, or use --all for every approved one (approved: {known})",
    )  # fmt: skip
