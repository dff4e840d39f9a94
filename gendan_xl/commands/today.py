"""`gendan today`, the button 今日: what is to be done today, from all tables of a workbook (requirement 42)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.commands._paths import named
from gendan_xl.errors import Message

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="文件", help="跟单工作簿 · workbook")
    live_argument(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式 · output format")
    clock_arguments(parser)


def _live(session: Session) -> None:
    from gendan_xl.commands._live_today import today_live

    today_live(session)


def _run(args: Namespace) -> int:
    from gendan_xl.commands._open import open_file
    from gendan_xl.commands._today import as_json, as_text
    from gendan_xl.planning.today import today_remarks, today_tasks

    if args.live is not None:
        return on_live(ACTION, args, "file", "format")
    opened = open_file(named(args.file), moment(args))
    tasks = today_tasks(opened.ledger, opened.context)
    show = as_json if args.format == "json" else as_text
    remarks = today_remarks(opened.ledger, opened.context)
    print(show(tasks, opened.context.today, args.lang, remarks))
    return 0


ACTION = Action(
    verb="today",
    label="今日",
    help=Message(
        "今天要做的事：到期、超期、临期、未答复、待审批、回单未收、应收到期",
        "what to do today: due, overdue, due soon, unanswered, approvals, receipts, receivables",
    ),
    run=_run,
    arguments=_arguments,
    icon="AcceptTask",
    live=_live,
    screentip=Message(
        "把今天到期、超期、临期的节点和订单，未答复、待审批、回单未收、应收到期列在“今日要做”，点位置跳过去。",
        "List what is due, overdue, soon due, unanswered, waiting, not returned, with links, on the sheet 今日要做.",
    ),
    order=3,
)
