"""The button 缺货分配: the sheet 缺货分配 in the open workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gendan_xl.commands._allocate import HEADERS, allocation, row_of, summary
from gendan_xl.commands._lists import ListSheet, write_list
from gendan_xl.errors import Message
from gendan_xl.intake.sheet import ALLOCATION

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session
    from gendan_xl.forms._shortage import Allocated

_WIDTHS = (14, 18, 6, 18, 20, 6, 6, 6, 12, 9, 9, 9, 12, 80, 18)


def allocate_live(session: Session) -> None:
    """Write the list of what the open order lines get of the products that are short."""
    opened = session.opened()
    session.status(Message("正在分配…", "allocating…"))
    found = allocation(opened)
    write_list(session.book.book, allocation_list(session, found))
    session.book.forget()
    session.remember(list_sheet=ALLOCATION, headers=HEADERS)
    session.tell(summary(found, session.lang))


def allocation_list(session: Session, found: Sequence[Allocated]) -> ListSheet:
    """Return the sheet 缺货分配."""
    title = f"{ALLOCATION}  {session.now:%Y-%m-%d}  {summary(found, session.lang)}"
    rows = [row_of(one, session.lang) for one in found]
    places = [one.row.data.place(one.row.index, "order_no") for one in found]
    return ListSheet(ALLOCATION, title, HEADERS, _WIDTHS, rows, len(HEADERS) - 1, places)
