"""Mirror the number journal into the workbook: 单据 gets a row per document, 发货 the number of its note (44)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gendan_xl.books.journal import Entry
from gendan_xl.cells import Value
from gendan_xl.edits import AppendRow, Edit, SetCell
from gendan_xl.intake.ledger import Ledger, TableData

VOID = "作废"
_BATCH = re.compile(r"(\d+)/(\d+)")


def batches_note(batches: Sequence[tuple[int, int]]) -> str:
    """Return the (line, batch) pairs of a note as the journal keeps them: 「行/批 1/1、2/1」; '' without any."""
    return "行/批 " + "、".join(f"{line}/{batch}" for line, batch in batches) if batches else ""


def noted_batches(entries: Mapping[str, Entry]) -> dict[tuple[str, int, int], str]:
    """Return (order, line, batch) → number of the note that the journal has for it."""
    return {
        (entry.order, int(line), int(batch)): number
        for number, entry in entries.items()
        if entry.state != VOID
        for line, batch in _BATCH.findall(entry.note)
    }


def mirror_edits(ledger: Ledger, entries: Mapping[str, Entry], amounts: Mapping[str, Value]) -> list[Edit]:
    """Return what the workbook does not show yet of the journal; `amounts` are those known, by number."""
    edits: list[Edit] = []
    documents, deliveries = ledger.get("documents"), ledger.get("deliveries")
    if documents is not None and documents.parts and documents.parts[-1].excel_table:
        known = set(documents.values("document_no"))
        for number, entry in entries.items():
            if number not in known:
                edits.append(_document(ledger, documents, entry, amounts.get(number)))
    if deliveries is not None:
        edits.extend(_numbered(deliveries, noted_batches(entries)))
    return edits


def _document(ledger: Ledger, documents: TableData, entry: Entry, amount: Value) -> AppendRow:
    part = documents.parts[-1]
    made = dt.datetime.fromisoformat(entry.at)
    order = _order(ledger, entry.order)
    values: dict[str, Value] = {
        "document_no": entry.number,
        "kind": entry.kind,
        "title": entry.kind,
        "document_date": made.date(),
        "order_no": entry.order,
        "customer_no": order.get("customer_no"),
        "customer_short_name": order.get("short_name"),
        "amount": amount,
        "currency": order.get("currency"),
        "made_by": entry.who,
        "made_time": made,
        "file_name": Path(entry.file).name,
        "file_path": entry.file,
        "print_count": 1 if entry.state == "已打印" else None,
        "last_printed_time": made if entry.state == "已打印" else None,
        "status": entry.state,
        "void_reason": entry.note if entry.state == VOID else None,
    }
    headers = {
        documents.table.header(name): value
        for name, value in values.items()
        if name in part.fields and value not in (None, "")
    }
    return AppendRow(part.sheet, part.excel_table, headers, entry.number)


def _order(ledger: Ledger, order_no: str) -> dict[str, Any]:
    fields = ("order_no", "customer_no", "customer_name", "currency")
    for row in ledger.rows("orders", fields):
        if row[0] == order_no:
            order = dict(zip(fields, row, strict=True))
            names = dict(ledger.rows("customers", ("customer_no", "short_name")))
            return order | {"short_name": names.get(order["customer_no"]) or order["customer_name"]}
    return {}


def _numbered(deliveries: TableData, noted: Mapping[tuple[str, int, int], str]) -> Iterator[SetCell]:
    """Yield the number of a note, the place on it and its first print for batches that show no number yet."""
    places: dict[str, int] = {}
    place_of = {}
    for batch, number in noted.items():
        place_of[batch] = places[number] = places.get(number, 0) + 1
    fields = ("order_no", "line_no", "batch_no", "note_no")
    for index, (order, line, batch, shown) in enumerate(zip(*map(deliveries.values, fields), strict=True)):
        key = (order, int(line or 0), int(batch or 0))
        if shown or key not in noted:
            continue
        new: dict[str, Value] = {"note_no": noted[key], "note_line_no": place_of[key], "print_count": 1}
        for name, value in new.items():
            sheet, row, col = deliveries.place(index, name)
            if col:
                label = f"{deliveries.key(index)} {deliveries.table.header(name)}"
                yield SetCell(sheet, row, col, deliveries.get(index, name), value, label)
