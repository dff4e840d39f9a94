"""`gendan undo`, the button 撤销上次: what the last button changed is put back where nobody touched it since.

Pressed again it goes one press further back.
"""

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


_NOT_OPEN = frozenset({"GD980", "GD982"})
"""Codes that no program, or no such workbook, is open."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="文件", help="已打开的工作簿，不写就是当前的 · the open workbook, by default the active one"
    )  # fmt: skip
    live_argument(parser)
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    args.live = args.live or args.file or ""
    try:
        return on_live(ACTION, args)
    except GendanError as problem:
        if args.file and problem.code in _NOT_OPEN:
            raise _only_open(args.file) from problem
        raise


def _only_open(file: str) -> GendanError:
    """Return the error that a file is not open: what the command line wrote is put back from its backup."""
    return GendanError(
        "GD994",
        f"{file} 没有打开：撤销的是按钮在已打开的工作簿里做的改动，请先打开它；命令写进文件的，请换回当时用 --backup 留下的 {file}.bak",
        f"{file} is not open: undo takes back what buttons did in an open workbook, so open it first; "
        f"for what a command wrote take {file}.bak, kept if --backup was given",
    )


def _live(session: Session) -> None:
    from gendan_xl.commands._putback import put_back
    from gendan_xl.commands._undo import forget

    *earlier, record = _records(session)
    before = _before(earlier)
    if record.refusal:
        forget(record)
        raise GendanError("GD994", record.refusal + before.zh, f"{record.verb} cannot be undone{before.en}")
    question = Message(f"要撤销 {record.at} 的“{record.label}”吗？", f"Undo {record.verb} of {record.at}?")
    if not session.ask(question):
        return
    session.status(Message("正在撤销…", "undoing…"))
    result = put_back(session.book, record)
    forget(record)
    session.tell(result.text(record.label, session.lang) + before.text(session.lang))


def _records(session: Session) -> list[Record]:
    """Return what can be undone here, the last press at the end. GendanError GD994 when there is nothing."""
    from gendan_xl.commands._undo import records

    found = records(str(session.path))
    if not found:
        raise GendanError(
            "GD994", f"「{session.book.name}」没有可以撤销的操作", f"nothing to undo in {session.book.name}"
        )
    return found


def _before(earlier: list[Record]) -> Message:
    """Return the line that says what the next press would undo."""
    if not earlier:
        return Message("", "")
    last = earlier[-1]
    return Message(
        f"\n再按一次，撤销更早的“{last.label}”（{last.at}）",
        f"\nPress again to undo {last.verb} of {last.at}.",
    )


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
        "把上一个按钮写入的单元格、新增的行、着色和批注改回去，再按一次撤销更早的一步；之后您又改过的地方不动，并告诉您是哪些。已编号的单据不能撤销，只能作废。",
        "Put back the cells, rows, colours and notes of the last button, pressed again of the one before; what you changed stays.",
    ),
    order=9,
)
