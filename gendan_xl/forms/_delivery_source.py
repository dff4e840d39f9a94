"""From a ledger to a delivery note: what it says, and what is known for or against it (requirements 12, 27, 28)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.domain.numbering import NumberRule
from gendan_xl.errors import GendanError
from gendan_xl.forms._delivery_blocks import DeliveryCheck
from gendan_xl.forms._delivery_lines import (
    Noted,
    Pick,
    Row,
    Wanted,
    decimal,
    delivered_before,
    nothing,
    order_key,
    pick_batches,
    pick_open_lines,
    plain,
    refuse_lines,
    row_of,
    rows_of,
)
from gendan_xl.forms.delivery_note import COPIES, KIND, SIGNERS, DeliveryNote, Line
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.printing.paper import find_paper
from gendan_xl.schema.numbering import DEFAULT_NUMBERING
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.text import clean


@dataclass(frozen=True, slots=True)
class Source:
    """A delivery note in the making: its lines with their order rows, and what the ledger knows about them."""

    picks: tuple[Pick, ...]
    orders: tuple[tuple[int, Row], ...]  # of each pick: index and row of its order line
    customer: Row
    numbering: Row

    @property
    def order(self) -> Row:
        """The first order line, which speaks for the whole order."""
        return self.orders[0][1]

    @property
    def order_no(self) -> str:
        """The order number as the note and its folder show it."""
        return clean(str(self.order["order_no"]))

    @property
    def batches(self) -> list[tuple[int, int]]:
        """(line, batch) of the rows of 发货 on the note; [] where the ledger keeps none."""
        rows = (pick.row for pick in self.picks if pick.index is not None)
        return [(int(row.get("line_no") or 0), int(row.get("batch_no") or 0)) for row in rows]


def gather(ledger: Ledger, wanted: Wanted, noted: Noted) -> Source:
    """Return the lines to deliver of an order. GendanError GD086 when there is no such order or nothing to send."""
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
    order_rows = {plain(row.get("line_no")) or str(number): (i, row) for number, (i, row) in numbered}
    refuse_lines(order_rows, wanted)
    deliveries = ledger.get("deliveries")
    if deliveries is not None and not ledger.adopted:
        picks = pick_batches(deliveries, wanted, noted)
    else:
        picks = pick_open_lines(order_rows, wanted)
    own = tuple(order_rows.get(pick.line_no, found[0]) for pick in picks)
    return Source(tuple(picks), own, _customer(ledger, own[0][1]), _numbering(ledger))


def build_note(
    source: Source, number: str, wanted: Wanted, settings: SettingsValues, who: str
) -> DeliveryNote:
    """Return the note with everything it prints."""
    order, customer, rule = source.order, source.customer, source.numbering
    delivery = source.picks[0].row
    paper = find_paper(wanted.paper or rule.get("paper") or "241×140")
    is_priced = customer.get("is_note_priced")
    return DeliveryNote(
        number=number,
        date=wanted.date,
        customer=_first(customer.get("full_name"), order.get("customer_name")),
        lines=[_line(row, pick) for pick, (_, row) in zip(source.picks, source.orders, strict=True)],
        order_nos=(source.order_no,),
        customer_order_nos=tuple(filter(None, (order.get("customer_order_no"),))),
        address=_first(
            delivery.get("delivery_address"), order.get("delivery_place"), customer.get("default_address")
        ),
        receiver=_first(delivery.get("consignee"), order.get("consignee"), customer.get("default_consignee")),
        phone=_first(
            delivery.get("consignee_phone"), order.get("consignee_phone"), customer.get("default_phone")
        ),
        company=settings.company_name,
        company_address=settings.company_address,
        company_phone=settings.company_phone,
        title=_first(customer.get("note_title"), rule.get("title"), KIND),
        is_priced=bool(rule.get("is_priced") if is_priced is None else is_priced),
        currency=order.get("currency") or "CNY",
        transport=_first(delivery.get("transport_mode"), order.get("transport_mode")),
        vehicle=_first(delivery.get("vehicle_no")),
        prepared_by=_first(who, order.get("clerk")),
        signers=_names(rule.get("sign_roles")) or SIGNERS,
        copies=_copies(rule, customer),
        page_per_copy=settings.page_per_copy == "是",
        paper=paper,
        lines_per_page=_lines_per_page(paper.name, rule, settings),
    )


def number_rule(source: Source, settings: SettingsValues) -> NumberRule:
    """Return how this company numbers its delivery notes."""
    rule = source.numbering
    return NumberRule(
        rule.get("prefix") or "SH",
        rule.get("date_format") or "yyyymmdd",
        int(rule.get("digits") or settings.number_digits),
        rule.get("reset_cycle") or settings.number_reset,
    )


def checks(ledger: Ledger, source: Source, noted: Noted, settings: SettingsValues) -> list[DeliveryCheck]:
    """Return what is known of each line for `blocks` to judge."""
    deliveries = ledger.get("deliveries")
    key = order_key(source.order_no)
    done = None if deliveries is None else delivered_before(deliveries, key, noted, source.picks)
    return [
        _check(ledger, source, pick, order, done, settings)
        for pick, order in zip(source.picks, source.orders, strict=True)
    ]


def _check(
    ledger: Ledger, source: Source, pick: Pick, order: tuple[int, Row], done: dict[str, Decimal] | None,
    settings: SettingsValues,
) -> DeliveryCheck:  # fmt: skip
    index, row = order
    customer, deliveries = source.customer, ledger.get("deliveries")
    sheet, line, col = ledger.tables["orders"].place(index, "ordered_qty")
    approver = None
    if pick.index is not None and deliveries is not None:
        sheet, line, col = deliveries.place(pick.index, "shipped_qty")
        if "price_approver" in deliveries.columns:
            approver = pick.row.get("price_approver") or ""
    rates = (row.get("over_rate"), customer.get("over_rate"), settings.over_rate)
    before = _optional(row.get("delivered_qty")) if done is None else done.get(pick.line_no, Decimal(0))
    return DeliveryCheck(
        source.order_no,
        pick.line_no,
        pick.qty,
        ordered_qty=_optional(row.get("ordered_qty")),
        delivered_qty=before,
        over_rate=decimal(next(rate for rate in rates if rate is not None)),
        delivery_type=pick.row.get("delivery_type"),
        status=row.get("status"),
        price_approver=approver,
        is_supply_stopped=customer.get("is_stopped"),
        released_by=pick.row.get("releaser"),
        release_reason=pick.row.get("release_reason"),
        sheet=sheet,
        row=line,
        col=col,
    )


def _line(order: Row, pick: Pick) -> Line:
    price = order.get("unit_price") if pick.row.get("unit_price") is None else pick.row["unit_price"]
    return Line(
        product_name=order.get("product_name") or "",
        qty=pick.qty,
        product_no=order.get("product_no") or "",
        spec=order.get("spec") or "",
        unit=order.get("unit") or "",
        price=_optional(price),
        boxes=_optional(pick.row.get("carton_qty")),
        remark=_first(pick.row.get("remark")),
        order_no=clean(str(order["order_no"])),
        line_no=pick.line_no,
        customer_order_no=order.get("customer_order_no") or "",
        customer_product_no=order.get("customer_product_no") or "",
        color=order.get("color") or "",
    )


# --- look-ups --------------------------------------------------------------------------------------------------


def _customer(ledger: Ledger, order: Row) -> Row:
    customers, number = ledger.get("customers"), order.get("customer_no")
    if customers is None or number is None:
        return {}
    index = next((i for i, name in enumerate(customers.values("customer_no")) if name == number), None)
    return {} if index is None else row_of(customers, index)


def _numbering(ledger: Ledger) -> Row:
    table: TableData | None = ledger.get("numbering")
    own = (row_of(table, i) for i in range(len(table))) if table else iter(())
    rows: Iterable[Row] = (*own, *DEFAULT_NUMBERING)
    return next(row for row in rows if row.get("kind") == KIND)


def _lines_per_page(paper: str, rule: Row, settings: SettingsValues) -> int:
    if paper == rule.get("paper") and rule.get("lines_per_page"):
        return int(rule["lines_per_page"])
    return {"241×140": settings.lines_241x140, "241×280": settings.lines_241x280, "A4": settings.lines_a4}[
        paper
    ]


def _copies(rule: Row, customer: Row) -> Sequence[str]:
    names, wanted = _names(rule.get("copies")) or COPIES, customer.get("note_copies")
    return names[: int(wanted)] if wanted else names


def _optional(value: float | None) -> Decimal | None:
    return None if value is None else decimal(value)


def _first(*values: object) -> str:
    return next((str(value) for value in values if value), "")


def _names(text: object) -> tuple[str, ...]:
    return tuple(name.strip() for name in str(text or "").replace(",", "、").split("、") if name.strip())
