"""From a ledger to a delivery note: what it says, and what is known for or against it (requirements 12, 27, 28)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.errors import GendanError
from gendan_xl.findings import Finding
from gendan_xl.forms._batches import gap, refused
from gendan_xl.forms._delivery_blocks import DeliveryCheck
from gendan_xl.forms._delivery_lines import (
    Pick,
    Wanted,
    batch_qty,
    delivered_before,
    is_charged,
    nothing,
    pick_batches,
    pick_open_lines,
    plain,
    ready_batches,
    refuse_excess,
    refuse_lines,
    rows_of,
)
from gendan_xl.forms._form import Case
from gendan_xl.forms._noted import Noted
from gendan_xl.forms._rows import Row, decimal, rows, same
from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.prepayments import Prepayment
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.text import clean


@dataclass(frozen=True, slots=True)
class Source:
    """A delivery note in the making: its lines with their order rows, and what the ledger knows about them."""

    picks: tuple[Pick, ...]
    orders: tuple[Row, ...]  # of each pick: its order line
    customer: Row | None
    gaps: tuple[Finding, ...] = ()  # what is wrong with batches that have no quantity: they are not on it

    @property
    def order(self) -> Row:
        """The first order line, which speaks for the whole order."""
        return self.orders[0]

    @property
    def order_no(self) -> str:
        """The order number as the note and its folder show it."""
        return clean(str(self.order["order_no"]))

    @property
    def batches(self) -> list[tuple[int, int]]:
        """(line, batch) of the rows of 发货 on the note; [] where the ledger keeps none."""
        batches = (pick.row for pick in self.picks if pick.row)
        return [(int(row["line_no"] or 0), int(row["batch_no"] or 0)) for row in batches]

    @property
    def rows(self) -> list[Row]:
        """The rows that the note stands for: of 发货, else of the order."""
        return [pick.row or order for pick, order in zip(self.picks, self.orders, strict=True)]


def find(case: Case, wanted: Wanted) -> Source:
    """Return the lines to deliver of an order. GendanError GD086 when there is no such order or nothing to send, GD103
    or GD591 when no batch has a quantity."""
    ledger = case.ledger
    orders = ledger.get("orders")
    if orders is None or "order_no" not in orders.columns:
        raise GendanError(
            "GD002", f"{ledger.name} 里没有带“订单号”列的订单台账，不能出单：补上这一列或改正表头",
            f"{ledger.name} has no orders with a column 订单号: add it or correct its header",
        )  # fmt: skip
    found = rows_of(orders, wanted.key)
    if not found:
        raise nothing(wanted, "不在跟单台账里，请核对订单号", "is not in the ledger; check the number")
    numbered = enumerate(found, 1)  # a ledger without 行号 counts the lines of an order
    order_rows = {plain(row["line_no"]) or str(number): row for number, row in numbered}
    refuse_lines(order_rows, wanted)
    customer = _customer(ledger, found[0])
    for line_no, row in order_rows.items():
        refuse_excess(wanted, line_no, row.decimal("ordered_qty"), _over_rate(row, customer, case.settings))
    deliveries, gaps = ledger.get("deliveries"), []
    if deliveries is not None and not ledger.adopted:
        ready = ready_batches(deliveries, wanted, case.noted)
        picks = pick_batches(ready, wanted)
        gaps = [gap(case, row) for row in ready if batch_qty(row) is None]
        if not picks:
            raise refused(gaps[0])
    else:
        picks = pick_open_lines(order_rows, wanted)
    own = tuple(order_rows.get(pick.line_no, found[0]) for pick in picks)
    return Source(tuple(picks), own, customer, tuple(gaps))


def checks(ledger: Ledger, source: Source, noted: Noted, settings: SettingsValues) -> list[DeliveryCheck]:
    """Return what is known of each line for `blocks` to judge."""
    deliveries = ledger.get("deliveries")
    key = same(source.order_no)
    done = None if deliveries is None else delivered_before(deliveries, key, noted, source.picks)
    return [
        _check(source, pick, order, done, settings)
        for pick, order in zip(source.picks, source.orders, strict=True)
    ]


def due_amount(paid: Prepayment, source: Source) -> Decimal | None:
    """Return what must have come in before a note's goods leave, None where it bears nothing that is paid for."""
    charged = [
        (pick, order) for pick, order in zip(source.picks, source.orders, strict=True)
        if not pick.row or is_charged(pick.row)
    ]  # fmt: skip
    if not charged:
        return None
    worth = (
        paid.worth(order["line_no"], pick.qty, pick.row and pick.row["unit_price"]) for pick, order in charged
    )
    own = frozenset(pick.row.index for pick in source.picks if pick.row)
    return paid.due(sum((amount for amount in worth if amount), Decimal(0)), own)


def _check(
    source: Source, pick: Pick, row: Row, done: dict[str, Decimal] | None,
    settings: SettingsValues,
) -> DeliveryCheck:  # fmt: skip
    customer, batch, approver = source.customer, pick.row, None
    sheet, line, col = row.data.place(row.index, "ordered_qty")
    if batch:
        sheet, line, col = batch.data.place(batch.index, "shipped_qty")
        if "price_approver" in batch.data.columns:
            approver = batch["price_approver"] or ""
    before = row.decimal("delivered_qty") if done is None else done.get(pick.line_no, Decimal(0))
    return DeliveryCheck(
        source.order_no,
        pick.line_no,
        pick.qty,
        ordered_qty=row.decimal("ordered_qty"),
        delivered_qty=before,
        over_rate=_over_rate(row, customer, settings),
        delivery_type=batch["delivery_type"] if batch else None,
        status=row["status"],
        price_approver=approver,
        is_supply_stopped=customer["is_stopped"] if customer else None,
        released_by=batch["releaser"] if batch else None,
        release_reason=batch["release_reason"] if batch else None,
        sheet=sheet,
        row=line,
        col=col,
    )


def _over_rate(row: Row, customer: Row | None, settings: SettingsValues) -> Decimal:
    """Return what may be delivered beyond the order, 0.05 for 5 %: as the line says, else its customer, else usual."""
    rates = (row["over_rate"], customer["over_rate"] if customer else None, settings.over_rate)
    return decimal(next(rate for rate in rates if rate is not None)) or Decimal(0)


# --- look-ups --------------------------------------------------------------------------------------------------


def _customer(ledger: Ledger, order: Row) -> Row | None:
    number = order["customer_no"]
    return next((row for row in rows(ledger, "customers") if number and row["customer_no"] == number), None)
