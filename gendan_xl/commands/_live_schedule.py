"""The button 排期: dates, status, forecast and colours written into the open workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gendan_xl.books.live_formats import lacks_format
from gendan_xl.books.live_write import Changes
from gendan_xl.books.patch import Applied
from gendan_xl.commands._open import as_read
from gendan_xl.commands._undo import record_of
from gendan_xl.commands.schedule import SHOWN, UP_TO_DATE, preview_lines, summary
from gendan_xl.edits import AddFormat, AppendRow, Edit, SetCell
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


def preview_live(session: Session) -> None:
    """Say what scheduling the open workbook would change; nothing is written."""
    opened = session.opened()
    result = schedule(opened.ledger, opened.context)
    edits = [edit for edit in as_read(result.edits, session.book) if not _is_stored(edit)]
    sheets = session.book.book.sheets
    formats = [one for one in edits if isinstance(one, AddFormat) and lacks_format(sheets[one.sheet], one)]
    lines = summary(result, _counted(edits, formats), session.lang)
    shown = preview_lines(edits, formats, opened.ledger.notes["mapping"], session.lang)
    session.tell("\n".join([*lines, *shown]))


def _is_stored(edit: Edit) -> bool:
    """Tell whether an edit sets the stored result of a formula, which the program calculates itself."""
    return isinstance(edit, SetCell) and edit.is_cached


def _counted(edits: Sequence[Edit], formats: list[AddFormat]) -> Applied:
    cells, rows = (sum(isinstance(edit, kind) for edit in edits) for kind in (SetCell, AppendRow))
    return Applied(cells=cells, rows=rows, formats=formats)


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
