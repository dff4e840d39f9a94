"""The buttons of the forms: the selected rows decide what is made out; it is filled, filed, registered and opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gendan_xl.books.live import Area
from gendan_xl.commands._desk import Made
from gendan_xl.commands._make import make
from gendan_xl.commands._paths import documents_folder
from gendan_xl.commands._userdir import live_log
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._form import Asked
from gendan_xl.intake.ledger import Ledger, TableData

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session
    from gendan_xl.forms._form import Form


def make_live(session: Session, form: Form) -> None:
    """Make out the documents of the selected rows. GendanError GD991 when no row of a table is selected."""
    opened = session.opened()
    selected = selected_rows(opened.ledger, *session.book.selection())
    if not selected:
        raise GendanError(
            "GD991", f"没有选中要出{form.label}的行：请在表里选中，再按一次",
            "no rows are selected: select those to make it out for and press again",
        )  # fmt: skip
    if not session.ask(_question(opened.ledger, form, selected)):
        return
    session.status(Message(f"正在出{form.label}…", f"{form.label}…"))
    made = make(opened, form, Asked(session.now.date(), selected=selected), documents_folder(session.path))
    numbers = [one.number for one in made if one.number]
    if numbers and not form.is_print:
        _forbid_undo(session, numbers)
    for one in made:
        _open(session, one)
    session.tell("\n\n".join(_text(form, one, session.lang) for one in made))


def _open(session: Session, made: Made) -> None:
    """Show the document; that it cannot be shown does not undo it."""
    for file in made.files[:1]:
        try:
            session.app.books.open(str(file))
        except Exception as error:
            live_log().warning("%s was made but not opened: %s", file, error)
            made.notes.append(
                Message("文件没有自动打开，请到上面的文件夹里打开", "not opened: open it from its folder")
            )


def _text(form: Form, made: Made, lang: str) -> str:
    if made.blocks:
        lines = [finding.text(lang) for finding in made.blocks]
        head = "没有出单，也没有占用单号：" if lang != "en" else "no document was made and no number used:"
        return "\n".join([f"✗ {made.key} {head}", *lines])
    if not made.number:
        return "\n".join(note.text(lang) for note in made.notes)
    done = f"✓ {made.key} {form.label} {made.number}"
    return "\n".join([done, *map(str, made.files), *(note.text(lang) for note in made.notes)])


def _forbid_undo(session: Session, numbers: list[str]) -> None:
    label = session.action.label
    session.remember(
        refusal=f"上一步是出{label} {'、'.join(numbers)}：单号已经登记，不能撤销；不要了请在“单据”里作废"
    )


def _question(ledger: Ledger, form: Form, selected: dict[str, list[int]]) -> Message:
    named = []
    for name, rows in selected.items():
        table = ledger.tables[name]
        keys = list(dict.fromkeys(table.key(row) for row in rows))
        shown = "、".join(keys[:8]) + ("…" if len(keys) > 8 else "")
        named.append(f"{table.table.meta.sheet}：{shown}（{len(rows)} 行）")
    listed = "\n".join(named)
    if form.is_print:
        return Message(f"将为下面的行打印{form.label}：\n{listed}", f"Print {form.label} for:\n{listed}")
    return Message(
        f"将为下面的行出{form.label}，单号用掉后不能收回：\n{listed}",
        f"Make out {form.label} for these rows? A number once used cannot be taken back.\n{listed}",
    )


def selected_rows(ledger: Ledger, sheet: str, areas: list[Area]) -> dict[str, list[int]]:
    """Return table → its rows that are selected, those that name a record only."""
    found = {
        name: [row for row in _selected(table, sheet, areas) if table.key(row)]
        for name, table in ledger.tables.items()
    }
    return {name: rows for name, rows in found.items() if rows}


def _selected(table: TableData, sheet: str, areas: list[Area]) -> Iterator[int]:
    """Yield the rows of a table that an area touches."""
    for part in table.parts:
        if part.sheet != sheet:
            continue
        for index in range(part.start, part.stop):
            row, _ = part.locate(index - part.start, "")
            if any(top <= row <= bottom for top, _, bottom, _ in areas):
                yield index
