"""The button 排期: dates, status, forecast and colours written into the open workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gendan_xl.books.live_write import Changes
from gendan_xl.books.patch import Applied
from gendan_xl.commands._open import as_read
from gendan_xl.commands._undo import record_of
from gendan_xl.commands.schedule import SHOWN, UP_TO_DATE, summary
from gendan_xl.errors import Message
from gendan_xl.planning.schedule import schedule

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session
    from gendan_xl.planning.result import Schedule


def schedule_live(session: Session) -> None:
    """Schedule the open workbook."""
    opened = session.opened()
    session.status(Message("正在排期…", "scheduling…"))
    result = schedule(opened.ledger, opened.context)
    session.status(Message(f"正在写入 {len(result.edits)} 处…", f"writing {len(result.edits)} edits…"))
    changes = session.book.write(as_read(result.edits, session.book))
    if changes:
        session.remember(**record_of(changes))
    session.tell(_text(result, changes, session.lang))


def _text(result: Schedule, changes: Changes, lang: str) -> str:
    rows = sum(len(rows.values) for rows in changes.rows)
    applied = Applied(cells=len(changes.cells), rows=rows, formats=changes.formats)
    lines = list(summary(result, applied, lang))
    if not changes and result.statuses:
        lines.insert(0, UP_TO_DATE.text(lang))
    lines += [f"! {finding.text(lang)}" for finding in result.findings[:SHOWN]]
    rest = len(result.findings) - SHOWN
    if rest > 0:
        lines.append(f"… 还有 {rest} 条" if lang != "en" else f"… {rest} more")
    return "\n".join(lines)
