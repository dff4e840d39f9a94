"""Which lines of an order go on a delivery note now (requirements 27, 29)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gendan_xl.errors import GendanError
from gendan_xl.forms._noted import Noted
from gendan_xl.forms._rows import Row, decimal, same
from gendan_xl.intake.ledger import TableData
from gendan_xl.schema.deliveries import EXTRA_TYPES, Deliveries
from gendan_xl.words import show

VOID, PLANNED = "作废", "计划"
_GONE = frozenset({"已打单", "已发货", "已签收", "已验收", "整改中"})
QTYS = ("shipped_qty", "picked_qty", "planned_qty")
"""Where the quantity of a batch stands, best first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for: an order, perhaps some of its lines (line number → quantity, None for what is open),
    a batch, the batches planned for a day. `is_again` lets lines go that the journal has on a note already; `note_no` is
    the note to be printed once more, where 发货 says what is on it."""

    order_no: str
    lines: Mapping[str, Decimal | None] = field(default_factory=dict)
    batch_no: int | None = None
    day: dt.date | None = None
    is_again: bool = False
    note_no: str = ""

    @property
    def key(self) -> str:
        """The order number in the form under which numbers are compared."""
        return same(self.order_no)

    def takes(self, line_no: str) -> bool:
        """Tell whether a line is among those asked for."""
        return not self.lines or line_no in self.lines


@dataclass(frozen=True, slots=True)
class Pick:
    """A line chosen for the note: its order line, its quantity, and its row of 发货 where there is one."""

    line_no: str
    qty: Decimal
    row: Row | None = None


def note_of(noted: Noted, row: Row) -> str:
    """Return the number of the note that a row of 发货 is on, '' without one."""
    shown = row["note_no"]
    if shown and shown not in noted.voids:
        return str(shown)
    batch = int(row["line_no"] or 0), int(row["batch_no"] or 0)
    return noted.batches.get((same(row["order_no"]), *batch), "")


def refuse_lines(have: Iterable[str], wanted: Wanted) -> None:
    """Refuse lines that an order does not have, and quantities of nothing. GendanError GD086."""
    known = list(have)
    for line, qty in wanted.lines.items():
        if line not in known:
            lines = "、".join(known)
            raise nothing(
                wanted, f"没有第 {line} 行（有：{lines}）", f"has no line {line} (there are: {lines})"
            )
        if qty is not None and qty <= 0:
            raise nothing(
                wanted,
                f"第 {line} 行的数量是 {qty}：请写大于 0 的数量",
                f"line {line}: quantity {qty} is not above 0",
            )


def ready_batches(deliveries: TableData, wanted: Wanted, noted: Noted) -> list[Row]:
    """Return the batches of 发货 to print now: those being prepared, else the ones planned for the earliest day.

    GendanError GD086 when there is none.
    """
    rows = [row for row in rows_of(deliveries, wanted.key) if _is_asked(row, wanted)]
    if wanted.note_no:
        return [row for row in rows if note_of(noted, row) == wanted.note_no]
    fresh = [row for row in rows if not note_of(noted, row)]
    if not fresh:
        raise _no_batches(wanted, "、".join(dict.fromkeys(note_of(noted, row) for row in rows)))
    ready = [row for row in fresh if row["status"] not in (None, PLANNED)]
    if not ready:
        earliest = min((row["planned_date"] for row in fresh if row["planned_date"]), default=None)
        ready = [row for row in fresh if row["planned_date"] == earliest]
    return ready


def pick_batches(rows: Iterable[Row], wanted: Wanted) -> list[Pick]:
    """Return the batches that have a quantity. GendanError GD086 when one asked for is not that of 发货."""
    sizes = ((row, batch_qty(row)) for row in rows)
    picks = [Pick(plain(row["line_no"]), qty, row) for row, qty in sizes if qty is not None]
    for line_no, qty in wanted.lines.items():
        if qty is not None:
            _refuse_other_qty(wanted, [pick for pick in picks if pick.line_no == line_no], line_no, qty)
    return picks


def _is_asked(row: Row, wanted: Wanted) -> bool:
    batch = wanted.batch_no
    is_batch = batch is None or row["batch_no"] == batch
    is_day = wanted.day is None or row["planned_date"] == wanted.day
    return row["status"] != VOID and is_batch and is_day and wanted.takes(plain(row["line_no"]))


def batch_qty(row: Row) -> Decimal | None:
    """Return the quantity of a batch: what left, else what was picked, else what is planned; None for nothing."""
    name = _qty_field(row)
    return None if name is None else row.decimal(name)


def _qty_field(row: Row | None) -> str | None:
    return next((name for name in QTYS if row and row[name]), None)


def _refuse_other_qty(wanted: Wanted, picks: Sequence[Pick], line_no: str, qty: Decimal) -> None:
    """Refuse a quantity that is not the one of 发货, which alone says what leaves."""
    total = sum((pick.qty for pick in picks), Decimal(0))
    if qty == total:
        return
    asked, have = show(qty), show(total)
    if not picks:
        zh, en = "在发货表里现在没有要发的批次：请先登记", "has no batch to send now in 发货; enter it first"
    elif len(picks) > 1:
        zh = f"发货表里有 {len(picks)} 批要发，共 {have}，要发 {asked}：请用 --batch 指定批次"
        en = f"has {len(picks)} batches in 发货, {have} in all, not {asked}; choose one by --batch"
    else:
        header = Deliveries.header(_qty_field(picks[0].row) or "planned_qty")
        zh = f"发货表里是 {have}，要发 {asked}：请先把发货表的{header}改成 {asked}（余下的另登记一批）"
        en = f"is {have} in 发货, not {asked}; change {header} there first (enter the rest as another batch)"
    raise nothing(wanted, f"第 {line_no} 行{zh}", f"line {line_no} {en}")


def refuse_excess(wanted: Wanted, line_no: str, ordered: Decimal | None, rate: Decimal) -> None:
    """Refuse a quantity asked for that is beyond what was ordered of a line with its allowance. GendanError GD086."""
    qty = wanted.lines.get(line_no)
    if qty is None or ordered is None or qty <= ordered * (1 + rate):
        return
    most = show(ordered * (1 + rate))
    raise nothing(
        wanted,
        f"第 {line_no} 行订购 {show(ordered)}，最多可发 {most}，不能发 {show(qty)}：请核对数量；客户真的加了数量的，先改订单的订购数量",
        f"line {line_no} is for {show(ordered)}, at most {most}, not {show(qty)}: check it; if the customer wants more, "
        "change the order first",
    )


def pick_open_lines(order_rows: Mapping[str, Row], wanted: Wanted) -> list[Pick]:
    """Return the order lines that are still open, where the ledger keeps no batches. GendanError GD086 without any."""
    picks = []
    for line_no, row in order_rows.items():
        qty = wanted.lines.get(line_no) or _open_qty(row)
        if qty and qty > 0 and wanted.takes(line_no):
            picks.append(Pick(line_no, qty))
    if not picks:
        raise nothing(wanted, "没有未交数量，不用出单", "has nothing open to deliver")
    return picks


def _open_qty(row: Row) -> Decimal | None:
    shown, ordered = row.decimal("open_qty"), row.decimal("ordered_qty")
    if shown is not None or ordered is None:
        return shown
    return ordered - (row.decimal("delivered_qty") or Decimal(0))


def delivered_before(
    deliveries: TableData, key: str, noted: Noted, picks: Iterable[Pick] = ()
) -> dict[str, Decimal]:
    """Return line number → quantity that left before `picks`; voids and extra deliveries do not count."""
    now = {pick.row.index for pick in picks if pick.row}
    done: dict[str, Decimal] = {}
    for row in rows_of(deliveries, key):
        is_gone = row.index not in now and (note_of(noted, row) or row["status"] in _GONE)
        if is_gone and row["status"] != VOID and is_charged(row):
            line, qty = plain(row["line_no"]), row["shipped_qty"] or row["planned_qty"] or 0
            done[line] = done.get(line, Decimal(0)) + (decimal(qty) or Decimal(0))
    return done


# --- rows and values -------------------------------------------------------------------------------------------


def rows_of(data: TableData, key: str) -> list[Row]:
    """Return the rows of one order."""
    return [Row(data, i) for i, name in enumerate(data.values("order_no")) if same(name) == key]


def is_charged(row: Row) -> bool:
    """Tell whether a row of 发货 is paid for: its price is approved and its quantity counts."""
    return row["delivery_type"] not in EXTRA_TYPES


def plain(value: Any) -> str:
    """Return a line number as text: 1.0 is 1, blank is ''."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "")


def nothing(wanted: Wanted, zh: str, en: str) -> GendanError:
    """Return the error that there is nothing to print of an order."""
    return GendanError("GD086", f"订单 {wanted.order_no} {zh}", f"order {wanted.order_no} {en}")


def _no_batches(wanted: Wanted, notes: str) -> GendanError:
    if notes:
        return nothing(
            wanted,
            f"的发货行都已出过单（{notes}），要按原号补打请加 --again",
            f"has notes for all its batches already ({notes}); --again prints them once more",
        )
    return nothing(
        wanted,
        "在发货表里没有要发的行：请先在发货表填订单号、行号、批次、计划发货日期、计划数量，审价后填发货审价人",
        "has no batch in 发货: enter 订单号, 行号, 批次, 计划发货日期, 计划数量 there, and 发货审价人 once the price is approved",
    )
