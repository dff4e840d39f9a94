"""Which number a document bears: its own, that of an earlier print, or the next one of its kind (44)."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.books.journal import Entry
from gendan_xl.commands._desk import Desk
from gendan_xl.commands._mirror import PRINTED, noted_keys
from gendan_xl.domain.numbering import NumberRule
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Draft
from gendan_xl.forms._noted import keys_note
from gendan_xl.forms._pages import Document


def number_of(desk: Desk, draft: Draft) -> str:
    """Return the number that all rows of a draft bear already, '' where they bear none."""
    name = desk.form.number_field
    if desk.form.is_once and not any(name in row.data.columns for row in draft.takers):
        return _earlier(desk, draft)
    numbers = {str(row[name] or "") for row in draft.takers} if name else set()
    number = numbers.pop() if len(numbers) == 1 else ""
    return "" if number in desk.case.noted.voids else number


def _earlier(desk: Desk, draft: Draft) -> str:
    """Return the number under which these rows were printed before, '' for none."""
    note = remark(draft)
    entries = desk.journal.current().items()
    printed = (number for number, entry in entries if (entry.kind, entry.note) == (desk.form.label, note))
    return next((number for number in printed if number not in desk.case.noted.voids), "")


def remark(draft: Draft) -> str:
    """Return what the journal remarks of a document: by it the same one is known again."""
    return draft.journal_note or keys_note(row.key for row in draft.takers)


def was_printed(desk: Desk, number: str) -> bool:
    """Tell whether a number was printed before, and is not asked for again or meant to be printed repeatedly."""
    printed = {entry.number for entry in desk.journal.current().values() if entry.state == PRINTED}
    is_repeated = desk.asked.is_again or desk.form.is_print or desk.form.is_living
    return number in printed and not is_repeated


def already(desk: Desk, draft: Draft, number: str) -> Finding:
    """Return GD592: it was made out already."""
    places = (row.data.place(row.index, desk.form.number_field) for row in draft.takers)
    sheet, line, col = next(places, ("", 0, 0))
    label = desk.form.label
    return Finding(
        "GD592", "error",
        Message(f"{draft.key} 已经出过{label}：{number}", f"{draft.key} is on {label} {number} already"),
        Message("要按原号补打，请加 --again；开错的先用 gendan void 作废",
                "add --again to print it once more; void a wrong one by gendan void first"),
        sheet, line, col, key=draft.key,
    )  # fmt: skip


def still_on(desk: Desk, draft: Draft, number: str) -> Iterator[Message]:
    """Yield that what a draft without a number is about stands on earlier papers of its kind that still hold, such
    as the packing list of a void note."""
    if number:
        return
    keys = {row.key for row in draft.takers}
    old = [
        entry.number
        for entry in desk.journal.current().values()
        if (entry.kind, entry.state) == (desk.form.label, PRINTED) and keys & noted_keys(entry)
    ]
    if old:
        label, names = desk.form.label, "、".join(old)
        yield Message(
            f"{draft.key} 的内容还在没有作废的{label} {names} 上，请收回旧的并作废：gendan void 文件 {old[0]} --reason 重开",
            f"what is on {draft.key} is still on {desk.form.verb} {names}: collect and void it (gendan void FILE {old[0]} --reason WHY)",
        )


def there(desk: Desk, draft: Draft, number: str) -> Message:
    """Return that one of many is there already: nothing is wrong with that."""
    return Message(
        f"{draft.key} 已有{desk.form.label} {number}（重印用 --again）",
        f"{draft.key} is on {desk.form.verb} {number} already (--again prints it once more)",
    )


def reserve(desk: Desk, document: Document) -> str:
    rule, settings = document.rule, desk.case.settings
    numbers = NumberRule(
        str(rule.get("prefix") or ""),
        str(rule.get("date_format") or "yyyymmdd"),
        int(str(rule.get("digits") or settings.number_digits)),
        rule.get("reset_cycle") or settings.number_reset,  # type: ignore[arg-type]
    )
    return desk.journal.reserve(
        numbers, kind=desk.form.label, at=desk.case.now, order=document.order_no, who=document.maker,
        known=_shown(desk),
    )  # fmt: skip


def _shown(desk: Desk) -> list[str]:
    """Return the numbers that the workbook shows already."""
    names = [("documents", "document_no"), ("deliveries", "note_no"), ("statements", "statement_no")]
    if desk.form.number_field:
        names.append((desk.form.table, desk.form.number_field))
    return [str(row[name]) for table, name in names for row in desk.case.rows(table) if row[name]]


def take_in(desk: Desk, draft: Draft, number: str) -> None:
    """Write down a number that the clerk gave."""
    if number not in desk.journal.current():
        order = str(draft.order["order_no"] or "") if draft.order else ""
        at = desk.case.now.isoformat(sep=" ", timespec="seconds")
        desk.journal.take_in(Entry(number, "预留", desk.form.label, order, who=desk.asked.by, at=at))
