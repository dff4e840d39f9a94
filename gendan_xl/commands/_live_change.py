"""The button 变更执行: the selected changes, else every approved one, carried into the open workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gendan_xl.books.journal import journal_of
from gendan_xl.commands._change_text import done_lines, notice_lines, plan_lines
from gendan_xl.commands._open import as_read
from gendan_xl.commands._undo import record_of
from gendan_xl.errors import Message
from gendan_xl.planning.order_change import ChangePlan, plan_changes

if TYPE_CHECKING:
    from gendan_xl.books.live import Area
    from gendan_xl.commands._live import Session
    from gendan_xl.intake.ledger import Ledger

_MOST = 25
"""So many lines of the preview fit into a question."""


def change_live(session: Session) -> None:
    """Carry changes out in the open workbook after showing what they change."""
    opened = session.opened()
    plan = plan_changes(opened.ledger, opened.context, selected(opened.ledger, *session.book.selection()))
    session.code = 1 if plan.is_blocked else 0
    edits = as_read(plan.all_edits, session.book)
    if not edits:
        session.tell("\n".join(plan_lines(plan, session.lang)))
        return
    if not session.ask(_question(plan)):
        return
    session.status(Message(f"正在写入 {len(edits)} 处…", f"writing {len(edits)} edits…"))
    changes = session.book.write(edits)
    if changes:
        session.remember(**record_of(changes))
    told = notice_lines(plan.changes, opened.ledger, journal_of(opened.path), session.lang)
    session.tell("\n".join([*done_lines(plan, session.lang), "", *told]))


def selected(ledger: Ledger, sheet: str, areas: list[Area]) -> list[str]:
    """Return the changes of which a cell is selected; [] where none is."""
    data = ledger.get("changes")
    found: dict[str, None] = {}
    for index in range(len(data) if data else 0):
        place, row, _ = data.place(index, "change_no") if data else ("", 0, 0)
        number = data.get(index, "change_no") if data else None
        if number and place == sheet and any(top <= row <= bottom for top, _, bottom, _ in areas):
            found[str(number)] = None
    return list(found)


def _question(plan: ChangePlan) -> Message:
    zh, en = (_shortened(list(plan_lines(plan, lang))) for lang in ("zh", "en"))
    return Message(f"将按批准的变更改台账：\n{zh}", f"Carry these changes into the ledger?\n{en}")


def _shortened(lines: list[str]) -> str:
    rest = len(lines) - _MOST
    return "\n".join([*lines[:_MOST], f"… +{rest}"] if rest > 0 else lines)
