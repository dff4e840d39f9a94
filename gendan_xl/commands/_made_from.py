"""What was made from a document: the papers that speak of it, which go wrong with it when it is voided (44)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gendan_xl.books.journal import Entry
from gendan_xl.commands._mirror import VOID, noted_keys
from gendan_xl.errors import Message
from gendan_xl.forms import all_forms
from gendan_xl.forms._form import Form
from gendan_xl.forms._rows import same
from gendan_xl.intake.ledger import Ledger, TableData

_DELIVERY = "送货单"
_LATER = {"statement_no": "对账单", "invoice_no": "发票"}
"""Fields of 发货 that bear the number of what came after the delivery, and its kind."""


def made_from(ledger: Ledger, current: Mapping[str, Entry], entry: Entry) -> list[Message]:
    """Return what to tell of the papers made from a document, [] where there are none.

    `current` is the last entry of each number of the journal. Void papers are left out.
    """
    voids = {number for number, last in current.items() if last.state == VOID}
    found: dict[str, dict[str, None]] = {}
    for kind, number in _papers(ledger, current, entry):
        if number != entry.number and number not in voids:
            found.setdefault(kind, {})[number] = None
    if not found:
        return []
    named = "；".join(f"{kind} {'、'.join(numbers)}" for kind, numbers in found.items())
    return [
        Message(
            f"由 {entry.number} 开出的还在用，请核对后一并作废或重出：{named}",
            f"made from {entry.number} and still in force, void them too or make them out again: {named}",
        )
    ]


def _papers(ledger: Ledger, current: Mapping[str, Entry], entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the kind and number of each paper that a document is behind, some twice."""
    fields = ("kind", "document_no", "status", "related_no", "source_document_no")
    for kind, number, status, *sources in ledger.rows("documents", fields):
        if number and status != VOID and same(entry.number) in map(same, sources):
            yield str(kind or "单据"), str(number)
    if entry.kind == _DELIVERY:
        yield from _of_batches(ledger, current, entry)
        for form in all_forms():
            yield from _numbered(ledger, form, entry.number)


def _of_batches(ledger: Ledger, current: Mapping[str, Entry], entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what the batches of a note are on: in 发货, and by what the journal remarks of papers not registered yet."""
    data = ledger.get("deliveries")
    if data is None:
        return
    rows = _rows(data, entry.number)
    yield from (
        (kind, str(number))
        for name, kind in _LATER.items()
        for row in rows
        if (number := data.get(row, name))
    )
    keys, kinds = {data.key(row) for row in rows}, {form.label for form in all_forms() if _is_of_note(form)}
    for number, other in current.items():
        if other.kind in kinds and keys.intersection(noted_keys(other)):
            yield other.kind, number


def _is_of_note(form: Form) -> bool:
    return form.asked_by == "deliveries.note_no" and not form.is_print


def _numbered(ledger: Ledger, form: Form, note: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers of a form that the rows of a delivery note bear: acceptances, returns, complaints."""
    data = ledger.get(form.table)
    is_own = form.table == "deliveries" and not _is_of_note(form)
    if data is None or is_own or not form.number_field or "note_no" not in data.columns:
        return
    for row in _rows(data, note):
        if number := data.get(row, form.number_field):
            yield form.label, str(number)


def _rows(data: TableData, note: str) -> list[int]:
    return [
        index for index, number in enumerate(data.values("note_no")) if number and same(number) == same(note)
    ]
