"""`gendan schedule`: due dates, status, forecast and colours into the workbook (requirements 15-20)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.commands._paths import named
from gendan_xl.errors import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gendan_xl.books.patch import Applied
    from gendan_xl.commands._live import Session
    from gendan_xl.edits import AddFormat, AppendRow, Edit, SetCell
    from gendan_xl.intake.mapping import BookMapping
    from gendan_xl.planning.schedule import Schedule

SHOWN = 10
UP_TO_DATE = Message("已是最新，不用改。", "Up to date, nothing to change.")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="文件", help="跟单工作簿 · workbook")
    live_argument(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help="只列出要改什么，不写入 · list the edits, write nothing"
    )
    parser.add_argument(
        "--out", metavar="新文件", help="写到新文件，原文件不动 · write to a new file instead"
    )
    parser.add_argument(
        "--backup", action="store_true", help="写入前把原文件留成 .bak · keep the last version as .bak"
    )
    parser.add_argument("--all", action="store_true", help="提醒逐条列出 · list every finding")
    clock_arguments(parser)


def _live(session: Session) -> None:
    from gendan_xl.commands._live_schedule import schedule_live

    schedule_live(session)


def _preview_live(session: Session) -> None:
    from gendan_xl.commands._live_schedule import preview_live

    preview_live(session)


def _run(args: Namespace) -> int:
    from pathlib import Path

    from gendan_xl.books.patch import apply, preview
    from gendan_xl.commands._open import as_read, open_file
    from gendan_xl.planning.schedule import schedule

    if args.live is not None:
        action = replace(ACTION, live=_preview_live) if args.dry_run else ACTION
        return on_live(action, args, "file", "out", "backup", "all")
    path, zh = named(args.file), args.lang != "en"
    opened = open_file(path, moment(args))
    result = schedule(opened.ledger, opened.context)
    edits, out = as_read(result.edits, opened.book), Path(args.out) if args.out else None
    applied = preview(path, edits) if args.dry_run else apply(path, edits, out=out, backup=args.backup)
    print(f"{path}  {'日历' if zh else 'calendar'} {opened.context.calendar.description.text(args.lang)}")
    for line in summary(result, applied, args.lang):
        print(f"  {line}")
    _show_findings(result, args.lang, everything=args.all)
    for warning in applied.warnings:
        print(f"  ! {warning.text(args.lang)}")
    if args.dry_run:
        for line in preview_lines(edits, applied.formats, opened.ledger.notes["mapping"], args.lang):
            print(line)
    elif applied.parts or out:
        print(f"{'已写入' if zh else 'written:'} {out or path}")
    elif result.statuses:
        print(UP_TO_DATE.text(args.lang))
    return 0


def summary(result: Schedule, applied: Applied, lang: str) -> Iterator[str]:
    """Yield what was done and how the order lines stand, the worst first."""
    from gendan_xl.domain.progress import WORST_FIRST

    rows, cells, rules = applied.rows, applied.cells, len(applied.formats)
    statuses = " · ".join(
        f"{name} {result.statuses[name]}" for name in WORST_FIRST if name in result.statuses
    )
    if lang == "en":
        yield f"new milestones {rows} · cells {cells}" + (f" · colour rules {rules}" if rules else "")
        yield f"order lines: {statuses}" if statuses else "no orders to schedule"
    else:
        yield f"新增节点 {rows} 行 · 改动单元格 {cells} 个" + (f" · 着色规则 {rules} 条" if rules else "")
        yield f"订单行：{statuses}" if statuses else "没有可以排期的订单"
    for note in result.notes:
        yield note.text(lang)


def _show_findings(result: Schedule, lang: str, *, everything: bool) -> None:
    shown = result.findings if everything else result.findings[:SHOWN]
    for finding in shown:
        print(f"  ! {finding.text(lang)}")
    if len(shown) < len(result.findings):
        rest = len(result.findings) - len(shown)
        print(
            f"  … 还有 {rest} 条，用 --all 全部列出"
            if lang != "en"
            else f"  … {rest} more, list them with --all"
        )


def preview_lines(
    edits: Iterable[Edit], formats: Iterable[AddFormat], mapping: BookMapping, lang: str
) -> Iterator[str]:
    """Yield what would be changed, edit by edit, and that nothing was."""
    from gendan_xl.edits import AddFormat

    yield from (f"  {describe(edit, lang)}" for edit in edits if not isinstance(edit, AddFormat))
    yield from (f"  {line}" for line in color_lines(formats, mapping, lang))
    yield "只是预览，没有写入。" if lang != "en" else "Preview only, nothing written."


def describe(edit: SetCell | AppendRow, lang: str) -> str:
    """Return an edit as one line of a preview: where, what, old → new."""
    from gendan_xl.edits import SetCell
    from gendan_xl.words import show

    if isinstance(edit, SetCell):
        return f"{edit.sheet}!{edit.cell}  {edit.label}  {show(edit.old, lang)} → {show(edit.new, lang)}"
    values = "  ".join(f"{header} {show(value, lang)}" for header, value in edit.values.items())
    return f"{edit.sheet} + {values}"


def color_lines(formats: Iterable[AddFormat], mapping: BookMapping, lang: str) -> Iterator[str]:
    """Yield one line of a preview per column that is to be coloured: its header, its cells, the statuses shown."""
    from gendan_xl.cells import parse_area

    headers = {(one.sheet, column.col): column.header for one in mapping.sheets for column in one.columns}
    painted: dict[tuple[str, str], dict[str, None]] = {}
    for edit in formats:
        for cells in edit.area.split():
            painted.setdefault((edit.sheet, cells), {})[edit.label] = None
    for (sheet, cells), statuses in painted.items():
        header = headers.get((sheet, parse_area(cells)[1]), "")
        if lang == "en":
            yield f"{sheet}!{cells}  {header} coloured: {', '.join(statuses)}"
        else:
            yield f"{sheet}!{cells}  {header} 着色：{'、'.join(statuses)}"


ACTION = Action(
    verb="schedule",
    label="排期",
    help=Message("按工作日历排节点、算延误和预计交期并着色", "plan milestones, status, forecast and colours"),
    run=_run,
    arguments=_arguments,
    icon="CalendarInsert",
    live=_live,
    screentip=Message(
        "按工作日历倒排节点，算出状态、延误天数和预计交期，写进工作簿并着色；锁定的日期和已完成的节点不动。可用“撤销上次”改回。",
        "Plan milestones backward by workdays and write dates, status and forecast; locked and done ones stay.",
    ),
    order=2,
)
