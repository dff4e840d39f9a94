"""Voiding a document: its number stays used, its batches can go on another one."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from gendan_xl.books.journal import Entry, Journal, State, journal_of
from gendan_xl.commands._made_from import made_from
from gendan_xl.commands._mirror import PRINTED, VOID, mirror_edits, register
from gendan_xl.commands._open import Opened
from gendan_xl.commands._paths import documents_folder
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._rows import same

_RECENT = 5
_FIELDS = (
    "document_no",
    "status",
    "void_reason",
    "voided_by",
    "kind",
    "order_no",
    "file_path",
    "made_by",
    "made_time",
)


def void(opened: Opened, number: str, reason: str, who: str = "") -> list[Message]:
    """Void a number in the journal and in the workbook, and return what to tell: also what was made from it.

    GendanError GD932 when there is no such number, or when it is void already; GD934 when its goods have left.
    """
    journal = journal_of(opened.path)
    take_voids(opened, journal)
    entry = _find(opened, journal, number)
    if entry.state != VOID:
        _refuse_shipped(opened, entry)
        journal.mark(entry.number, VOID, at=opened.context.now, who=who, note=reason)
    elif not mirror_edits(opened.ledger, journal, {}):
        raise _void_already(entry)
    done = Message(
        f"{entry.kind} {entry.number} 已作废，单号保留不再用；已打印的各联请收回，写上“作废”留底",
        f"{entry.number} is void and its number stays used; collect the printed copies and mark them void",
    )
    later = made_from(opened.ledger, journal.current(), entry)
    return [done, *later, *register(opened, journal, {})]


def again(opened: Opened, number: str) -> list[Message]:
    """Return how to make out a new document in place of one that was voided, where its order is known."""
    entry = _find(opened, journal_of(opened.path), number)
    if not entry.order:
        return []
    command = f"gendan form {entry.kind} {_quoted(opened.path)} --order {entry.order}{_out(opened, entry)}"
    return [Message(f"要重新出单：{command}", f"to make out a new one: {command}")]


def _out(opened: Opened, entry: Entry) -> str:
    """Return the option that names the folder where the voided one was put, '' for the usual place or none."""
    folder = Path(entry.file).parent.parent
    is_usual = not entry.file or folder == documents_folder(opened.path.absolute())
    return "" if is_usual else f" --out {_quoted(folder)}"


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def take_voids(opened: Opened, journal: Journal) -> None:
    """Take over what was voided by hand in 单据: there the clerk's word counts."""
    known = journal.current()
    for number, status, reason, who, *_ in opened.ledger.rows("documents", _FIELDS):
        if status == VOID and number in known and known[number].state != VOID:
            journal.mark(number, VOID, at=opened.context.now, who=who or "", note=reason or "")


def _find(opened: Opened, journal: Journal, asked: str) -> Entry:
    """Return the last entry of a number; one that only 单据 shows is taken into the journal first."""
    key, known = same(asked), journal.current()
    for number, entry in known.items():
        if same(number) == key:
            return entry
    for number, status, _, _, kind, order, file, who, made in opened.ledger.rows("documents", _FIELDS):
        if same(number) == key:
            at = made if isinstance(made, dt.datetime) else opened.context.now
            moment = at.isoformat(sep=" ", timespec="seconds")
            state: State = VOID if status == VOID else PRINTED
            entry = Entry(number, state, kind or "", order or "", file or "", who or "", moment)
            journal.take_in(entry)
            return entry
    shown = [str(number) for number, *_ in opened.ledger.rows("documents", _FIELDS) if number]
    raise _unknown(journal, asked, list(dict.fromkeys([*shown, *known])))


def _refuse_shipped(opened: Opened, entry: Entry) -> None:
    """Refuse to void a note whose goods have left: what comes back is a return."""
    for number, day in opened.ledger.rows("deliveries", ("note_no", "shipped_date")):
        if number == entry.number and day is not None:
            raise GendanError(
                "GD934",
                f"{entry.kind} {entry.number} 的货已在 {day} 发出，不能作废：退回来的走退货；填错了先清空发货表的发货日期",
                f"the goods of {entry.number} left on {day}: enter a return, or clear 发货日期 if that is wrong",
            )


def _void_already(entry: Entry) -> GendanError:
    why = f"：{entry.note}" if entry.note else ""
    return GendanError(
        "GD932", f"单据号 {entry.number} 早已作废（{entry.at[:10]}{why}），不用再作废",
        f"document number {entry.number} is void already ({entry.at[:10]}{why})",
    )  # fmt: skip


def _unknown(journal: Journal, asked: str, known: list[str]) -> GendanError:
    """Say where the number is, or which there are."""
    other = next((e.book for e in journal.entries() if same(e.number) == same(asked)), "")
    alike = [number for number in known if _prefix(number) == _prefix(asked)]
    recent = "、".join((alike or known)[-_RECENT:]) or "还没有"
    which = f"最近的 {_prefix(asked)} 单号" if alike else "最近的"
    zh = f"是「{other}」开的，请对那个工作簿作废" if other else f"没有登记过，请核对单号（{which}：{recent}）"
    en = f"belongs to {other}: void it there" if other else f"is not known; check it (latest: {recent})"
    return GendanError("GD932", f"单据号 {asked} {zh}", f"document number {asked} {en}")


def _prefix(number: str) -> str:
    """Return the letters with which a number begins: SH of SH20261123001."""
    found = re.match(r"[^\W\d_]*", same(number))
    return found[0] if found else ""
