"""`gendan undo --live`, the button 撤销上次: what the last button changed is put back where nobody touched it since."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session
    from gendan_xl.commands._undo import Record


def _arguments(parser: ArgumentParser) -> None:
    live_argument(parser)
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    args.live = args.live or ""
    return on_live(ACTION, args)


def _live(session: Session) -> None:
    from gendan_xl.commands._putback import put_back
    from gendan_xl.commands._undo import forget

    record = _record(session)
    question = Message(f"要撤销 {record.at} 的“{record.label}”吗？", f"Undo {record.verb} of {record.at}?")
    if not session.ask(question):
        return
    session.status(Message("正在撤销…", "undoing…"))
    result = put_back(session.book, record)
    forget()
    session.tell(result.text(record.label, session.lang))


def _record(session: Session) -> Record:
    """Return what can be undone here. GendanError GD994 when there is nothing."""
    from gendan_xl.commands._undo import last

    record = last()
    if record is None or record.book != str(session.path):
        raise GendanError(
            "GD994", f"「{session.book.name}」没有可以撤销的操作", f"nothing to undo in {session.book.name}"
        )
    if record.refusal:
        raise GendanError("GD994", record.refusal, f"{record.verb} cannot be undone")
    return record


ACTION = Action(
    verb="undo",
    label="撤销上次",
    help=Message(
        "把上一个按钮改动的内容改回去（之后又被改过的不动）",
        "put back what the last button changed, where untouched since",
    ),
    run=_run,
    arguments=_arguments,
    icon="Undo",
    live=_live,
    screentip=Message(
        "把上一个按钮写入的单元格、新增的行、着色和批注改回去；之后您又改过的地方不动，并告诉您是哪些。已编号的单据不能撤销，只能作废。",
        "Put back the cells, rows, colours and notes of the last button; what you changed since stays and is named.",
    ),
    order=9,
)
