"""Which lines of an order go on a delivery note now (requirements 27, 29)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gendan_xl.errors import GendanError
from gendan_xl.forms.delivery_blocks import EXTRA_TYPES
from gendan_xl.intake.ledger import TableData
from gendan_xl.text import clean

VOID, PLANNED = "作废", "计划"
_GONE = frozenset({"已打单", "已发货", "已签收", "已验收", "整改中"})
Row = Mapping[str, Any]
Noted = Mapping[tuple[str, int, int], str]
"""(order, line, batch) → number of a note, which the workbook may not show yet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for: an order, perhaps some of its lines (line number → quantity, None for what is open),
    a batch, a paper, and the day of the note."""

    order_no: str
    date: dt.date
    lines: Mapping[str, Decimal | None] = field(default_factory=dict)
    batch_no: int | None = None
    paper: str = ""

    @property
    def key(self) -> str:
        """The order number in the form under which numbers are compared."""
        return order_key(self.order_no)

    def takes(self, line_no: str) -> bool:
        """Tell whether a line is among those asked for."""
        return not self.lines or line_no in self.lines


@dataclass(frozen=True, slots=True)
class Pick:
    """A line chosen for the note: its order line, its quantity, and its row of 发货 where there is one."""

    line_no: str
    qty: Decimal
    row: Row
    index: int | None = None


def pick_batches(deliveries: TableData, wanted: Wanted, noted: Noted) -> list[Pick]:
    """Return the batches of 发货 to print now: those being prepared, else the ones planned for the earliest day.

    GendanError GD086 when there is none.
    """
    rows = [(i, row) for i, row in rows_of(deliveries, wanted.key) if _is_asked(row, wanted)]
    numbers = {(order_key(order), line, batch): number for (order, line, batch), number in noted.items()}
    known = {i: row.get("note_no") or numbers.get(_batch(wanted, row)) for i, row in rows}
    fresh = [(i, row) for i, row in rows if not known[i]]
    if not fresh:
        raise _no_batches(wanted, "、".join(dict.fromkeys(filter(None, known.values()))))
    ready = [(i, row) for i, row in fresh if row.get("status") not in (None, PLANNED)]
    if not ready:
        earliest = min((row["planned_date"] for _, row in fresh if row.get("planned_date")), default=None)
        ready = [(i, row) for i, row in fresh if row.get("planned_date") == earliest]
    return [Pick(plain(row.get("line_no")), _batch_qty(row, wanted), row, i) for i, row in ready]


def _is_asked(row: Row, wanted: Wanted) -> bool:
    batch = wanted.batch_no
    is_batch = batch is None or row.get("batch_no") == batch
    return row.get("status") != VOID and is_batch and wanted.takes(plain(row.get("line_no")))


def _batch(wanted: Wanted, row: Row) -> tuple[str, int, int]:
    return wanted.key, int(row.get("line_no") or 0), int(row.get("batch_no") or 0)


def _batch_qty(row: Row, wanted: Wanted) -> Decimal:
    for name in ("shipped_qty", "picked_qty", "planned_qty"):
        if row.get(name):
            return decimal(row[name])
    raise nothing(wanted, "的发货行没有数量，请先填发货数量", "has a batch without quantity; enter it first")


def pick_open_lines(order_rows: Mapping[str, tuple[int, Row]], wanted: Wanted) -> list[Pick]:
    """Return the order lines that are still open, where the ledger keeps no batches. GendanError GD086 without any."""
    unknown = next((line for line in wanted.lines if line not in order_rows), None)
    if unknown:
        have = "、".join(order_rows)
        raise nothing(
            wanted, f"没有第 {unknown} 行（有：{have}）", f"has no line {unknown} (there are: {have})"
        )
    picks = []
    for line_no, (_, row) in order_rows.items():
        qty = wanted.lines.get(line_no) or _open_qty(row)
        if qty and qty > 0 and wanted.takes(line_no):
            picks.append(Pick(line_no, qty, {}))
    if not picks:
        raise nothing(wanted, "没有未交数量，不用出单", "has nothing open to deliver")
    return picks


def _open_qty(row: Row) -> Decimal | None:
    if row.get("open_qty") is not None:
        return decimal(row["open_qty"])
    if row.get("ordered_qty") is None:
        return None
    return decimal(row["ordered_qty"]) - decimal(row.get("delivered_qty") or 0)


def delivered_before(deliveries: TableData, key: str, noted: Noted) -> dict[str, Decimal]:
    """Return line number → quantity that left on earlier notes; voids and extra deliveries do not count."""
    numbered = {(order_key(order), line, batch) for order, line, batch in noted}
    done: dict[str, Decimal] = {}
    for _, row in rows_of(deliveries, key):
        batch = (key, int(row.get("line_no") or 0), int(row.get("batch_no") or 0))
        is_gone = row.get("note_no") or row.get("status") in _GONE or batch in numbered
        if is_gone and row.get("status") != VOID and row.get("delivery_type") not in EXTRA_TYPES:
            line, qty = plain(row.get("line_no")), row.get("shipped_qty") or row.get("planned_qty") or 0
            done[line] = done.get(line, Decimal(0)) + decimal(qty)
    return done


# --- rows and values -------------------------------------------------------------------------------------------


def row_of(data: TableData, index: int) -> Row:
    """Return a row as field → value."""
    return {name: column.values[index] for name, column in data.columns.items()}


def rows_of(data: TableData, key: str) -> list[tuple[int, Row]]:
    """Return the rows of one order with their indices."""
    return [(i, row_of(data, i)) for i, name in enumerate(data.values("order_no")) if order_key(name) == key]


def order_key(order_no: object) -> str:
    """Return the form under which order numbers are compared: no spaces, upper case."""
    return clean(str(order_no or "")).replace(" ", "").upper()


def plain(value: Any) -> str:
    """Return a line number as text: 1.0 is 1, blank is ''."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "")


def decimal(value: float | Decimal) -> Decimal:
    """Return a cell's number exactly as it is shown."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def nothing(wanted: Wanted, zh: str, en: str) -> GendanError:
    """Return the error that there is nothing to print of an order."""
    return GendanError("GD086", f"订单 {wanted.order_no} {zh}", f"order {wanted.order_no} {en}")


def _no_batches(wanted: Wanted, notes: str) -> GendanError:
    if notes:
        return nothing(
            wanted, f"的发货行都已出过单（{notes}）", f"has notes for all its batches already ({notes})"
        )
    return nothing(wanted, "在发货表里没有要发的行，请先登记发货计划", "has no batch in 发货; enter it first")
