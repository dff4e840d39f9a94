"""Mirror the number journal into the workbook: 单据 gets a row per document, 发货 the number of its note (44)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from gendan_xl.books.journal import Entry, Journal
from gendan_xl.cells import Value
from gendan_xl.commands._open import Opened, as_read
from gendan_xl.edits import AppendRow, Edit, SetCell
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms import all_forms
from gendan_xl.forms._noted import BATCHES as _BATCHES
from gendan_xl.forms._noted import KEYS as _KEYS
from gendan_xl.forms._noted import LINES as _LINES
from gendan_xl.forms._noted import Noted, NotedLine
from gendan_xl.forms._rows import same
from gendan_xl.intake.ledger import Ledger, TableData

RESERVED: Final = "预留"
PRINTED: Final = "已打印"
VOID: Final = "作废"
Histories = Mapping[str, Sequence[Entry]]
"""Number → its lines of the journal, in order."""

Facts = Mapping[str, Mapping[str, Value]]
"""Number → what 单据 is told of it beside its state and file, by field."""

_BATCH = re.compile(r"(\d+)/(\d+)")
_IN_USE = frozenset({"GD954", "GD955", "GD060"})
"""Open in another program, or written by another process since it was read: the next note catches up."""


def noted(journal: Journal) -> Noted:
    """Return what the journal knows of numbers."""
    histories = journal.histories()
    last = [history[-1] for history in histories.values()]
    batches = {
        (same(entry.order), int(line), int(batch)): entry.number
        for entry in last
        if entry.state != VOID and entry.note.startswith(_BATCHES)
        for line, batch in _BATCH.findall(entry.note)
    }
    voids = {
        entry.number: "，".join(filter(None, (entry.at[:10], entry.note)))
        for entry in last
        if entry.state == VOID
    }
    kinds = {entry.number: entry.kind for entry in last}
    return Noted(batches, _noted_lines(last), _noted_orders(journal), voids, kinds)


def _noted_lines(entries: Iterable[Entry]) -> dict[str, dict[str, NotedLine]]:
    found: dict[str, dict[str, NotedLine]] = {}
    for entry in entries:
        if entry.state != PRINTED or not entry.note.startswith(_LINES):
            continue
        lines = found.setdefault(same(entry.order), {})
        for part in entry.note.removeprefix(_LINES).split("、"):
            line, _, qty = part.partition("×")
            before, shown = lines.get(line), f"{entry.number}（{entry.at[:10]}）"
            numbers = f"{before.numbers}、{shown}" if before else shown
            lines[line] = NotedLine(numbers, Decimal(qty or 0) + (before.qty if before else 0))
    return found


def _noted_orders(journal: Journal) -> dict[str, list[str]]:
    """Return order → its notes that hold, from every book of the folder."""
    last = {(entry.book, entry.number): entry for entry in journal.entries()}
    found: dict[str, list[str]] = {}
    for entry in last.values():
        if entry.state != VOID and entry.note.startswith((_BATCHES, _LINES)):
            found.setdefault(same(entry.order), []).append(entry.number)
    return found


def noted_keys(entry: Entry) -> frozenset[str]:
    """Return the rows that take the number of an entry, as `keys_note` wrote them; none where it says something else."""
    is_keys = entry.note.startswith(_KEYS)
    return frozenset(entry.note.removeprefix(_KEYS).split("、")) if is_keys else frozenset()


def register(opened: Opened, journal: Journal, known: Facts, more: Sequence[Edit] = ()) -> list[Message]:
    """Bring the workbook up to the journal, with `more` edits; return what to tell: done, or why it will be later."""
    edits = [*mirror_edits(opened.ledger, journal, known), *more]
    if not edits:
        return []
    try:
        opened.book.apply(as_read(edits, opened.book))
    except GendanError as problem:
        if problem.code not in _IN_USE:
            return [
                Message(f"单据表没有登记上：{problem.message.zh}", f"not registered: {problem.message.en}")
            ]
        return [
            Message(
                "工作簿正打开着或刚被改动，单号已记在旁边的单据号文件里，下次出单时补登到单据表",
                "the workbook is in use; the number stands in the journal and is registered next time",
            )
        ]
    return [Message("已登记到单据表", "registered in 单据")]


def mirror_edits(ledger: Ledger, journal: Journal, known: Facts) -> list[Edit]:
    """Return what the workbook does not show yet of the journal; `known` is what else is known of some numbers."""
    histories = journal.histories()
    edits: list[Edit] = []
    documents, deliveries = ledger.get("documents"), ledger.get("deliveries")
    if documents is not None and documents.parts and documents.parts[-1].excel_table:
        rows = {number: index for index, number in enumerate(documents.values("document_no"))}
        for number, history in histories.items():
            if number not in rows:
                edits.append(_document(ledger, documents, history, known.get(number, {})))
            else:
                edits.extend(_news(documents, rows[number], history))
    if deliveries is not None:
        edits.extend(_numbered(deliveries, noted(journal)))
    edits.extend(_taken(ledger, histories))
    return edits


def _taken(ledger: Ledger, histories: Histories) -> Iterator[SetCell]:
    """Yield the numbers of documents for the rows that took them and show none, or a void one."""
    forms = {form.label: form for form in all_forms() if form.number_field}
    voids = {number for number, history in histories.items() if history[-1].state == VOID}
    for number, history in histories.items():
        form, keys = forms.get(history[0].kind), noted_keys(history[-1])
        data = ledger.get(form.table) if form else None
        if form is None or data is None or number in voids or not keys:
            continue
        for index in range(len(data)):
            shown = data.get(index, form.number_field)
            if (not shown or shown in voids) and data.key(index) in keys:
                yield from _set(data, index, form.number_field, number)


def _document(
    ledger: Ledger, documents: TableData, history: Sequence[Entry], known: Mapping[str, Value]
) -> AppendRow:
    part, first = documents.parts[-1], history[0]
    made = dt.datetime.fromisoformat(first.at)
    order = _order(ledger, first.order)
    values: dict[str, Value] = {
        "document_no": first.number,
        "kind": first.kind,
        "title": first.kind,
        "document_date": made.date(),
        "order_no": first.order,
        "customer_no": order.get("customer_no"),
        "customer_short_name": order.get("short_name"),
        "currency": order.get("currency"),
        "made_by": first.who,
        "made_time": made,
        **{name: value for name, value in known.items() if value is not None},
        **_state(history),
    }
    headers = {
        documents.table.header(name): value
        for name, value in values.items()
        if name in part.fields and value not in (None, "")
    }
    return AppendRow(part.sheet, part.excel_table, headers, first.number)


def _state(history: Sequence[Entry]) -> dict[str, Value]:
    """Return what a row of 单据 says of the state of its document."""
    last = history[-1]
    state: dict[str, Value] = {
        "status": last.state,
        "file_name": Path(last.file).name,
        "file_path": last.file,
    }
    prints = [entry for entry in history if entry.state == PRINTED]
    if prints:
        state |= {"print_count": len(prints), "last_printed_time": dt.datetime.fromisoformat(prints[-1].at)}
        if prints[-1].version > 1:
            state["version"] = str(prints[-1].version)
    if last.state == VOID:
        day = dt.datetime.fromisoformat(last.at).date()
        state |= {"void_reason": last.note, "voided_by": last.who, "voided_date": day}
    return state


def _news(documents: TableData, index: int, history: Sequence[Entry]) -> Iterator[SetCell]:
    """Yield what a row of 单据 lacks: that its document was printed or is void. Later states are the clerk's."""
    shown, state = documents.get(index, "status"), history[-1].state
    prints = sum(entry.state == PRINTED for entry in history)
    is_again = state == PRINTED and prints > (documents.get(index, "print_count") or prints)
    if not is_again and (shown == state or (state != VOID and shown != RESERVED)):
        return
    for name, value in _state(history).items():
        if value not in (None, ""):
            yield from _set(documents, index, name, value)


def _set(data: TableData, index: int, name: str, new: Value) -> Iterator[SetCell]:
    sheet, row, col = data.place(index, name)
    old = data.get(index, name)
    if col and old != new:
        is_cached = bool(data.table.columns()[name].col.formula)
        yield SetCell(sheet, row, col, old, new, f"{data.key(index)} {data.table.header(name)}", is_cached)


def _order(ledger: Ledger, order_no: str) -> dict[str, Any]:
    fields = ("order_no", "customer_no", "customer_name", "currency")
    for row in ledger.rows("orders", fields):
        if row[0] == order_no:
            order = dict(zip(fields, row, strict=True))
            names = dict(ledger.rows("customers", ("customer_no", "short_name")))
            return order | {"short_name": names.get(order["customer_no"]) or order["customer_name"]}
    return {}


def _numbered(deliveries: TableData, known: Noted) -> Iterator[SetCell]:
    """Yield the number of a note, the place on it and its first print for batches that show none or a void one."""
    places: dict[str, int] = {}
    place_of = {}
    for batch, number in known.batches.items():
        place_of[batch] = places[number] = places.get(number, 0) + 1
    fields = ("order_no", "line_no", "batch_no", "note_no")
    for index, (order, line, batch, shown) in enumerate(zip(*map(deliveries.values, fields), strict=True)):
        key = (same(order), int(line or 0), int(batch or 0))
        if (shown and shown not in known.voids) or not (shown or key in known.batches):
            continue
        is_noted = key in known.batches
        new: dict[str, Value] = {
            "note_no": known.batches.get(key),
            "note_line_no": place_of.get(key),
            "print_count": 1 if is_noted else None,
        }
        for name, value in new.items():
            yield from _set(deliveries, index, name, value)
