"""The button 话术: the texts about the selected rows, shown and put on the sheet 话术 line by line, to be copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from gendan_xl.commands._asked import case_of
from gendan_xl.commands._lists import ListSheet, write_list
from gendan_xl.commands._live_form import selected_rows
from gendan_xl.commands._message import remarks
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._form import Case
from gendan_xl.intake.sheet import TEXTS
from gendan_xl.planning.delays import delay_notices
from gendan_xl.planning.progress_letter import progress_letters
from gendan_xl.planning.stuck import four_part
from gendan_xl.planning.words import Words, said

if TYPE_CHECKING:
    from gendan_xl.cells import Value
    from gendan_xl.commands._live import Session

HEADERS = ("种类", "单号", "客户", "文字", "位置")
_WIDTHS = (12, 22, 14, 90, 18)
_PLACE = 4
_SHOWN = 1200
"""Characters of a message box; the rest stands on the sheet."""


def message_live(session: Session) -> None:
    """Write the texts about the selected rows. GendanError GD991 without rows, GD924 when nothing is to be said."""
    opened = session.opened()
    case = case_of(opened)
    selected = selected_rows(opened.ledger, *session.book.selection())
    if not selected:
        raise GendanError(
            "GD991", "没有选中行：请在“订单台账”“节点”“异常”或“客户”里选中，再按一次",
            "no rows are selected: select some of 订单台账, 节点, 异常 or 客户 and press again",
        )  # fmt: skip
    texts = texts_of(case, selected)
    if not texts:
        raise GendanError(
            "GD924", "选中的行没有卡住或延期的，不用写", "nothing that is selected is stuck or late"
        )
    write_list(session.book.book, text_list(texts, session.lang))
    session.book.forget()
    session.remember(list_sheet=TEXTS, headers=HEADERS)
    session.tell(_spoken(texts, session.lang))


def texts_of(case: Case, selected: Mapping[str, Sequence[int]]) -> list[Words]:
    """Return the texts about rows: progress for customers, delay and stuck points for everything of an order."""
    texts: list[Words] = []
    for number in _named(case, selected, "customers", "customer_no"):
        texts += progress_letters(case, number)
    for name in selected:
        for order_no in _named(case, selected, name, "order_no") if name != "customers" else ():
            texts += [*_delays(case, order_no), *four_part(case, order_no)]
    return list({(one.title, one.key): one for one in texts}.values())


def _named(case: Case, selected: Mapping[str, Sequence[int]], table: str, field: str) -> Iterator[str]:
    """Yield the different numbers of the selected rows of a table."""
    data = case.ledger.get(table)
    numbers = [data.get(index, field) for index in selected.get(table, ())] if data else []
    yield from dict.fromkeys(said(number, "zh") for number in numbers if number)


def _delays(case: Case, order_no: str) -> list[Words]:
    try:
        return delay_notices(case, order_no)
    except GendanError as problem:
        if problem.code == "GD924":  # not late
            return []
        raise


def text_list(texts: Sequence[Words], lang: str) -> ListSheet:
    """Return the sheet 话术: a row for each line of a text, so that copied cells are plain text; blank rows between."""
    rows: list[list[Value]] = []
    places = []
    for one in texts:
        lines = one.text.split("\n") if one.text else [f"✗ {finding.text(lang)}" for finding in one.lacks]
        lines += [f"（{note.text(lang)}）" for note in one.notes]
        for number, line in enumerate(lines):
            rows.append(
                [one.title, one.key, one.customer, line, ""] if not number else ["", "", "", line, ""]
            )
            places.append(one.place if not number else ("", 0, 0))
        rows.append([""] * len(HEADERS))
        places.append(("", 0, 0))
    title = Message(
        "选中“文字”里的几行复制，粘贴到微信或邮件", "copy the lines of a text and paste them"
    ).text(lang)
    return ListSheet(TEXTS, f"{TEXTS}  {title}", HEADERS, _WIDTHS, rows, _PLACE, places)


def _spoken(texts: Sequence[Words], lang: str) -> str:
    """Return what the message box says: the texts as far as they fit, and what is lacking."""
    ready = "\n\n".join(one.text for one in texts if one.text)
    if len(ready) > _SHOWN:
        more = Message("……其余见“话术”表", "… the rest is on the sheet 话术").text(lang)
        ready = f"{ready[:_SHOWN]}{more}"
    return "\n\n".join(filter(None, (ready, "\n".join(remarks(texts, lang)))))
