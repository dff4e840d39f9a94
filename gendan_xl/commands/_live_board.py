"""The buttons of the boards: the open workbook is read, the board is saved beside it and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gendan_xl.boards._board import Origin, Wish
from gendan_xl.commands._make_report import free_name
from gendan_xl.commands._userdir import live_log
from gendan_xl.errors import Message
from gendan_xl.reports.book import ReportBook

if TYPE_CHECKING:
    from gendan_xl.boards._board import Board
    from gendan_xl.commands._live import Session


def board_live(session: Session, board: Board) -> None:
    """Draw a board of the open workbook beside it, open it, and tell the key figures."""
    opened = session.opened()
    session.status(Message(f"正在出“{board.label}”…", f"{board.verb}…"))
    out = free_name(session.path.with_name(f"{board.label}-{session.now:%Y%m%d}.xlsx"))
    book = ReportBook(board.label, session.now, lang=session.lang)
    told = board.build([Origin(session.path.name, opened.ledger, opened.context)], Wish(), book)
    book.save(out)
    lines = [f"✓ {board.label}", *(one.text(session.lang) for one in told[:_MOST]), str(out)]
    try:
        session.app.books.open(str(out))
    except Exception as error:
        live_log().warning("%s was written but not opened: %s", out, error)
        is_zh = session.lang != "en"
        lines.append(
            "文件没有自动打开，请到上面的文件夹里打开。" if is_zh else "not opened: open it from its folder"
        )
    session.tell("\n".join(lines))


_MOST = 6
