"""`gendan change`, the button 变更执行: approved changes are carried into the ledger, with a record of every field
(requirements 23-26)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.commands._paths import named
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gendan_xl.commands._live import Session
    from gendan_xl.commands._open import Opened


def _arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("file", nargs="?", metavar="文件", help="跟单工作簿 · workbook")
    add("numbers", nargs="*", metavar="变更单号", help="要执行的变更 · changes to carry out")
    live_argument(parser)
    add("--all", action="store_true", help="全部已批准的 · every approved change")
    add("--dry-run", action="store_true", help="只列出要改什么，不写入 · list the edits, write nothing")
    add("--out", metavar="新文件", help="写到新文件，原文件不动 · write to a new file instead")
    add("--backup", action="store_true", help="写入前把原文件留成 .bak · keep the last version as .bak")
    add("--by", default="", metavar="更新人", help="谁执行的，记在变更和修改记录里 · who carries them out")
    add("--history", default="", metavar="订单号", help="列出订单的各个版本 · list the versions of an order")
    clock_arguments(parser)


def _live(session: Session) -> None:
    from gendan_xl.commands._live_change import change_live

    change_live(session)


def _run(args: Namespace) -> int:
    from gendan_xl.commands._change_text import version_lines
    from gendan_xl.commands._open import open_file

    if args.live is not None:
        if args.numbers or args.file or args.history or args.dry_run or args.out or args.backup:
            raise GendanError(
                "GD919", "--live 直接执行“变更”表里选中的变更，不选就是全部已批准的：不要写变更单号、--history、--dry-run、--out、--backup",
                "--live carries out the changes selected in 变更, else every approved one: leave the other options out",
            )  # fmt: skip
        return on_live(ACTION, args)
    path = named(args.file)
    opened = open_file(path, moment(args))
    if args.history:
        from gendan_xl.commands._asked import case_of, own_order_no
        from gendan_xl.planning.change_history import versions

        order_no, told = own_order_no(case_of(opened), args.history)
        found = versions(opened.ledger, opened.context, order_no)
        said = [told.text(args.lang)] if told else []
        print("\n".join([*said, *version_lines(order_no, found, args.lang)]))
        return 0
    return _carry_out(args, path, opened, _numbers(args, opened))


def _numbers(args: Namespace, opened: Opened) -> Sequence[str]:
    """Return the changes that are asked for, [] for all. GendanError GD919 when nothing is."""
    from gendan_xl.commands._change_text import which
    from gendan_xl.planning.order_change import APPROVED

    if not args.numbers and not args.all:
        rows = opened.ledger.rows("changes", ("change_no", "status"))
        raise which(list(dict.fromkeys(str(number) for number, status in rows if status == APPROVED)))
    return [] if args.all else list(args.numbers)


def _carry_out(args: Namespace, path: Path, opened: Opened, numbers: Sequence[str]) -> int:
    from gendan_xl.books.journal import journal_of
    from gendan_xl.books.patch import apply, preview
    from gendan_xl.commands._change_text import notice_lines, plan_lines
    from gendan_xl.commands._open import as_read
    from gendan_xl.planning.order_change import plan_changes

    plan = plan_changes(opened.ledger, opened.context, numbers, args.by.strip())
    edits, out = as_read(plan.all_edits, opened.book), Path(args.out) if args.out else None
    is_written = bool(edits) and not args.dry_run
    applied = apply(path, edits, out=out, backup=args.backup) if is_written else preview(path, edits)
    print("\n".join(plan_lines(plan, args.lang)))  # only now: a plan that cannot be written is not shown
    zh = args.lang != "en"
    if args.dry_run:
        print("只是预览，没有写入。" if zh else "Preview only, nothing written.")
    elif is_written:
        for warning in applied.warnings:
            print(f"  ! {warning.text(args.lang)}")
        print(f"{'已写入' if zh else 'written:'} {out or path}")
    journal = journal_of(path)
    for line in notice_lines(plan.changes, opened.ledger, journal, args.lang, is_done=not args.dry_run):
        print(line)
    return 1 if plan.is_blocked else 0


ACTION = Action(
    verb="change",
    label="变更执行",
    help=Message(
        "执行已批准的变更：改台账、留修改记录、重排、列出要通知的部门",
        "carry approved changes into the ledger",
    ),
    run=_run,
    arguments=_arguments,
    group="单据",
    icon="AcceptTask",
    live=_live,
    screentip=Message(
        "执行已批准的变更（在“变更”里选中几行，不选就是全部）：先列出改前改后，确认后改台账，写修改记录和版本号，重排这些订单，给出各部门的通知。可用“撤销上次”改回。",
        "Carry approved changes out: the ledger, its record and the schedule; old and new are shown first.",
    ),
    order=66,
)
