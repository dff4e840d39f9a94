"""From a ledger to a delivery note: which lines go on it, what it says, and what forbids it (requirements 27-29)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gendan_xl.domain.numbering import NumberRule
from gendan_xl.errors import GendanError
from gendan_xl.forms.delivery_blocks import EXTRA_TYPES, DeliveryCheck
from gendan_xl.forms.delivery_note import COPIES, KIND, SIGNERS, DeliveryNote, Line
from gendan_xl.forms.paper import find_paper
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.schema.numbering import DEFAULT_NUMBERING
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.text import clean

VOID, PLANNED = "作废", "计划"
_GONE = frozenset({"已打单", "已发货", "已签收", "已验收", "整改中"})
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for: an order, perhaps some of its lines (line number → quantity, None for what is open),
    a batch, a paper, and the day of the note."""

    order_no: str
    date: dt.date
    lines: Mapping[str, Decimal | None] = field(default_factory=dict)
    batch_no: int | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A delivery note in the making: its lines with their checks, and the rows of 发货 that it prints.

    `rows` are (row index, line number on the note) of the 发货 table; empty where the ledger keeps none.
    """

    lines: tuple[Line, ...]
    checks: tuple[DeliveryCheck, ...]
    order: Row
    customer: Row
    delivery: Row
    numbering: Row
    rows: tuple[tuple[int, int], ...] = ()


def gather(ledger: Ledger, wanted: Wanted, settings: SettingsValues) -> Source:
    """Return the lines to deliver of an order. GendanError GD086 when the book has no such order or nothing to send."""
    orders = ledger.get("orders")
    key = _key(wanted.order_no)
    indices = [i for i, name in enumerate(orders.values("order_no")) if _key(name) == key] if orders else []
    if orders is None or not indices:
        raise _nothing(wanted, "不在跟单台账里，请核对订单号", "is not in the ledger; check the number")
    order_rows = {_plain(orders.get(i, "line_no")): (i, _row(orders, i)) for i in indices}
    first = _row(orders, indices[0])
    customer = _customer(ledger, first)
    deliveries = ledger.get("deliveries")
    if deliveries is not None and not ledger.adopted:
        picks = _planned_batches(deliveries, key, wanted)
    else:
        picks = _open_lines(order_rows, wanted)
    done = _delivered(deliveries, key)
    lines, checks = [], []
    for pick in picks:
        index, order = order_rows.get(pick.line_no, (indices[0], first))
        lines.append(_line(order, pick))
        checks.append(
            _check(ledger, order, pick, customer, done, settings, orders.place(index, "ordered_qty"))
        )
    rows = tuple((pick.index, number) for number, pick in enumerate(picks, 1) if pick.index is not None)
    return Source(
        tuple(lines), tuple(checks), first, customer, picks[0].row, _numbering(ledger), rows
    )  # fmt: skip


def build_note(
    source: Source, number: str, wanted: Wanted, settings: SettingsValues, who: str
) -> DeliveryNote:
    """Return the note with everything it prints."""
    order, customer, delivery, rule = source.order, source.customer, source.delivery, source.numbering
    paper = find_paper(wanted.paper or rule.get("paper") or "241×140")
    own_lines = rule.get("lines_per_page") if paper.name == rule.get("paper") else None
    by_setting = {
        "241×140": settings.lines_241x140,
        "241×280": settings.lines_241x280,
        "A4": settings.lines_a4,
    }
    is_priced = customer.get("is_note_priced")
    return DeliveryNote(
        number=number,
        date=wanted.date,
        customer=customer.get("full_name") or order.get("customer_name") or "",
        lines=source.lines,
        order_nos=(clean(order["order_no"]),),
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
        title=customer.get("note_title") or rule.get("title") or KIND,
        is_priced=bool(rule.get("is_priced") if is_priced is None else is_priced),
        currency=order.get("currency") or "CNY",
        transport=_first(delivery.get("transport_mode"), order.get("transport_mode")),
        vehicle=_first(delivery.get("vehicle_no")),
        remark=_first(delivery.get("remark")),
        prepared_by=who or order.get("clerk") or "",
        signers=_names(rule.get("sign_roles")) or SIGNERS,
        copies=_copies(rule, customer),
        page_per_copy=settings.page_per_copy == "是",
        paper=paper,
        lines_per_page=int(own_lines or by_setting[paper.name]),
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


# --- the lines -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pick:
    """A line chosen for the note: its order line, its quantity, and its row of 发货 where there is one."""

    line_no: str
    qty: Decimal
    row: Row
    index: int | None = None


def _planned_batches(deliveries: TableData, key: str, wanted: Wanted) -> list[_Pick]:
    """Return the batches to print now: those being prepared, else the ones planned for the earliest day."""
    rows = [
        (i, _row(deliveries, i)) for i in range(len(deliveries)) if _key(deliveries.get(i, "order_no")) == key
    ]
    rows = [(i, row) for i, row in rows if row.get("status") != VOID]
    if wanted.lines:
        rows = [(i, row) for i, row in rows if _plain(row.get("line_no")) in wanted.lines]
    if wanted.batch_no is not None:
        rows = [(i, row) for i, row in rows if row.get("batch_no") == wanted.batch_no]
    fresh = [(i, row) for i, row in rows if not row.get("note_no")]
    if not fresh:
        notes = "、".join(dict.fromkeys(row["note_no"] for _, row in rows))
        if notes:
            raise _nothing(
                wanted, f"的发货行都已出过单（{notes}）", f"has notes for all its batches already ({notes})"
            )
        raise _nothing(
            wanted, "在发货表里没有要发的行，请先登记发货计划", "has no batch in 发货; enter it first"
        )
    ready = [(i, row) for i, row in fresh if row.get("status") not in (None, PLANNED)]
    if not ready:
        earliest = min((row["planned_date"] for _, row in fresh if row.get("planned_date")), default=None)
        ready = [(i, row) for i, row in fresh if row.get("planned_date") == earliest]
    return [_Pick(_plain(row.get("line_no")), _batch_qty(row, wanted), row, i) for i, row in ready]


def _batch_qty(row: Row, wanted: Wanted) -> Decimal:
    for name in ("shipped_qty", "picked_qty", "planned_qty"):
        if row.get(name):
            return _decimal(row[name])
    raise _nothing(wanted, "的发货行没有数量，请先填发货数量", "has a batch without quantity; enter it first")


def _open_lines(order_rows: Mapping[str, tuple[int, Row]], wanted: Wanted) -> list[_Pick]:
    """Return the order lines that are still open, where the ledger keeps no batches."""
    unknown = [line for line in wanted.lines if line not in order_rows]
    if unknown:
        have = "、".join(order_rows)
        raise _nothing(
            wanted, f"没有第 {unknown[0]} 行（有：{have}）", f"has no line {unknown[0]} (there are: {have})"
        )
    picks = []
    for line_no, (_, row) in order_rows.items():
        if wanted.lines and line_no not in wanted.lines:
            continue
        qty = wanted.lines.get(line_no) or _open_qty(row)
        if qty and qty > 0:
            picks.append(_Pick(line_no, qty, {}))
    if not picks:
        raise _nothing(wanted, "没有未交数量，不用出单", "has nothing open to deliver")
    return picks


def _open_qty(row: Row) -> Decimal | None:
    if row.get("open_qty") is not None:
        return _decimal(row["open_qty"])
    if row.get("ordered_qty") is None:
        return None
    return _decimal(row["ordered_qty"]) - _decimal(row.get("delivered_qty") or 0)


def _line(order: Row, pick: _Pick) -> Line:
    price = pick.row.get("unit_price") if pick.row.get("unit_price") is not None else order.get("unit_price")
    return Line(
        product_name=order.get("product_name") or "",
        qty=pick.qty,
        product_no=order.get("product_no") or "",
        spec=order.get("spec") or "",
        unit=order.get("unit") or "",
        price=None if price is None else _decimal(price),
        boxes=_decimal(pick.row["carton_qty"]) if pick.row.get("carton_qty") else None,
        remark=_first(pick.row.get("remark")),
        order_no=clean(order["order_no"]),
        line_no=pick.line_no,
        customer_order_no=order.get("customer_order_no") or "",
        customer_product_no=order.get("customer_product_no") or "",
        color=order.get("color") or "",
    )


# --- what forbids ----------------------------------------------------------------------------------------------


def _delivered(deliveries: TableData | None, key: str) -> dict[str, Decimal] | None:
    """Return line number → quantity gone before, None when the ledger keeps no deliveries."""
    if deliveries is None:
        return None
    done: dict[str, Decimal] = {}
    for i in range(len(deliveries)):
        row = _row(deliveries, i)
        is_gone = row.get("note_no") or row.get("status") in _GONE
        if _key(row.get("order_no")) != key or not is_gone or row.get("status") == VOID:
            continue
        if row.get("delivery_type") not in EXTRA_TYPES:
            line = _plain(row.get("line_no"))
            done[line] = done.get(line, Decimal(0)) + _decimal(
                row.get("shipped_qty") or row.get("planned_qty") or 0
            )
    return done


def _check(
    ledger: Ledger, order: Row, pick: _Pick, customer: Row, done: Mapping[str, Decimal] | None,
    settings: SettingsValues, order_place: tuple[str, int, int],
) -> DeliveryCheck:  # fmt: skip
    place, approver = order_place, None
    deliveries = ledger.get("deliveries")
    if pick.index is not None and deliveries is not None:
        place = deliveries.place(pick.index, "shipped_qty")
        if "price_approver" in deliveries.columns:
            approver = pick.row.get("price_approver") or ""
    over_rate = next(
        (r["over_rate"] for r in (order, customer) if r.get("over_rate") is not None), settings.over_rate
    )
    before = done.get(pick.line_no, Decimal(0)) if done is not None else _optional(order.get("delivered_qty"))
    return DeliveryCheck(
        clean(order["order_no"]), pick.line_no, pick.qty,
        ordered_qty=_optional(order.get("ordered_qty")),
        delivered_qty=before,
        over_rate=_decimal(over_rate),
        delivery_type=pick.row.get("delivery_type"),
        status=order.get("status"),
        price_approver=approver,
        is_supply_stopped=customer.get("is_stopped"),
        released_by=pick.row.get("releaser"),
        release_reason=pick.row.get("release_reason"),
        sheet=place[0], row=place[1], col=place[2],
    )  # fmt: skip


# --- look-ups --------------------------------------------------------------------------------------------------


def _customer(ledger: Ledger, order: Row) -> Row:
    customers, number = ledger.get("customers"), order.get("customer_no")
    if customers is None or number is None:
        return {}
    index = next((i for i in range(len(customers)) if customers.get(i, "customer_no") == number), None)
    return {} if index is None else _row(customers, index)


def _numbering(ledger: Ledger) -> Row:
    table = ledger.get("numbering")
    own = (_row(table, i) for i in range(len(table))) if table else iter(())
    rows: Iterable[Row] = (*own, *DEFAULT_NUMBERING)
    return next(row for row in rows if row.get("kind") == KIND)


def _copies(rule: Row, customer: Row) -> Sequence[str]:
    names = _names(rule.get("copies")) or COPIES
    wanted = customer.get("note_copies")
    return names[: int(wanted)] if wanted else names


def _row(data: TableData, index: int) -> Row:
    return {name: column.values[index] for name, column in data.columns.items()}


def _key(order_no: object) -> str:
    return clean(str(order_no or "")).replace(" ", "").upper()


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "")


def _decimal(value: float | Decimal) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value))


def _optional(value: float | None) -> Decimal | None:
    return None if value is None else _decimal(value)


def _first(*values: object) -> str:
    return next((str(value) for value in values if value), "")


def _names(text: object) -> tuple[str, ...]:
    return tuple(name.strip() for name in str(text or "").replace(",", "、").split("、") if name.strip())


def _nothing(wanted: Wanted, zh: str, en: str) -> GendanError:
    return GendanError("GD086", f"订单 {wanted.order_no} {zh}", f"order {wanted.order_no} {en}")
