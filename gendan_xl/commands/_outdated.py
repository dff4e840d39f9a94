"""Which papers of an order still show what stood before a change: they are taken back and made out again (26, 44)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gendan_xl.books.journal import Entry
from gendan_xl.commands._mirror import VOID, noted_keys
from gendan_xl.domain.order_change import BESIDE_PRODUCTION, ENDS_ORDER
from gendan_xl.errors import Message
from gendan_xl.forms import all_forms
from gendan_xl.forms._rows import same
from gendan_xl.intake.ledger import Ledger
from gendan_xl.planning.change_fields import OrderChange

_WORK = frozenset({"生产通知书", "定额发料单"})
"""Papers of the workshop: neither a price nor an address is on them."""
_KINDS = _WORK | {"特殊订单确认", "备货单", "送货单", "装箱单", "商业发票"}
"""Papers that repeat what an order line says."""
_BACK = "已回签"


def outdated(ledger: Ledger, current: Mapping[str, Entry], change: OrderChange) -> dict[str, str]:
    """Return number → kind of the papers in force that a change makes wrong, those of goods that left excepted.

    `current` is the last entry of each number of the journal.
    """
    beside = BESIDE_PRODUCTION - ENDS_ORDER
    kinds = _KINDS - _WORK if all(row["change_type"] in beside for row in change.rows) else _KINDS
    over = {number for number, last in current.items() if last.state == VOID} | _over(ledger)
    found = [*_registered(ledger, current, change), *_noted(current, change), *_numbered(ledger, change)]
    there = {number: kind for kind, number in found if kind in kinds and number not in over}
    return {number: there[number] for number in sorted(there, key=lambda one: (there[one], one))}


def outdated_words(papers: Mapping[str, str], change: OrderChange) -> Message:
    """Return what is to be done with these papers in a few words, '' for none."""
    if not papers:
        return Message("", "")
    named = "、".join(f"{kind} {number}" for number, kind in papers.items())
    if any(row["change_type"] in ENDS_ORDER for row in change.rows):
        return Message(f"请收回作废：{named}", f"take back and void: {named}")
    return Message(f"请收回重出（--again）：{named}", f"take back and make out again (--again): {named}")


def _registered(
    ledger: Ledger, current: Mapping[str, Entry], change: OrderChange
) -> Iterator[tuple[str, str]]:
    """Yield kind and number of what 单据 has of the order and the journal does not know."""
    orders = {same(row["order_no"]) for row in change.rows}
    for kind, number, order in ledger.rows("documents", ("kind", "document_no", "order_no")):
        if number and number not in current and same(order) in orders:
            yield str(kind), str(number)


def _noted(current: Mapping[str, Entry], change: OrderChange) -> Iterator[tuple[str, str]]:
    """Yield what the journal has of the order, without the papers of other lines."""
    orders = {same(row["order_no"]) for row in change.rows}
    lines = {cell.line.key for cell in change.cells}
    for number, entry in current.items():
        keys = noted_keys(entry)
        is_about = not keys or any(
            key == line or key.startswith(f"{line}-") for key in keys for line in lines
        )
        if same(entry.order) in orders and is_about:
            yield entry.kind, number


def _numbered(ledger: Ledger, change: OrderChange) -> Iterator[tuple[str, str]]:
    """Yield the papers whose numbers the changed order lines and their open batches bear."""
    lines = {(same(cell.line["order_no"]), same(cell.line["line_no"])) for cell in change.cells}
    for form in all_forms():
        data = ledger.get(form.table) if form.table in ("orders", "deliveries") else None
        if data is None or form.number_field not in data.columns:
            continue
        fields = ("order_no", "line_no", form.number_field)
        for order, line, number in zip(*map(data.values, fields), strict=True):
            if number and (same(order), same(line)) in lines:
                yield form.label, str(number)


def _over(ledger: Ledger) -> set[str]:
    """Return the numbers of papers that are void or signed, and of those whose goods have all left."""
    over = {
        str(number)
        for number, status in ledger.rows("documents", ("document_no", "status"))
        if status in (VOID, _BACK)
    }
    fields = ("note_no", "pick_list_no", "shipped_date")
    rows: Sequence[tuple[object, ...]] = list(ledger.rows("deliveries", fields))
    left = {number for *numbers, day in rows if day for number in numbers}
    here = {number for *numbers, day in rows if not day for number in numbers}
    return over | {str(number) for number in left - here if number}
