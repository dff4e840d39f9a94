"""What left the house: batches of deliveries, their notes in 单据, and what came back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from gendan_xl.demo.master import Master, Row, number
from gendan_xl.demo.orders import Order, Phase

NOTE_PREFIX = "SH"
SPLIT_FROM = 1500
"""Quantities from here on are usually shipped in two batches."""
_STATUS = {
    Phase.READY: "待放行", Phase.SHIPPED: "已发货", Phase.SIGNED: "已签收", Phase.DONE: "已签收",
}  # fmt: skip
_SALES_ADMIN, _BILLING, _STOREKEEPER = "董秀兰", "叶小倩", "孙大伟"
_SOON = 3
_LATE = 4
"""Workdays after their due date on which late orders left."""


def make_deliveries(orders: Iterable[Order], master: Master, today: dt.date) -> list[Row]:
    """Return 发货: plans for what is due soon, picked goods, and everything shipped; sets 已发数量 of the orders."""
    numbers: Counter[dt.date] = Counter()
    rows: list[Row] = []
    for order in orders:
        rows.extend(_order_batches(order, master, today, numbers))
    return rows


def _order_batches(order: Order, master: Master, today: dt.date, numbers: Counter[dt.date]) -> Iterable[Row]:
    if order.due is None or not _is_dispatched_soon(order, master, today):
        return
    calendar = master.calendar
    wanted = calendar.add_workdays(order.due, _LATE) if order.is_late else order.due
    shipped = min(wanted, calendar.add_workdays(calendar.previous_workday(today), -1))
    if order.phase < Phase.SHIPPED:
        batches = [(order.due, "")]
    elif _is_split(order):
        early = calendar.add_workdays(shipped, -3)
        batches = [(early, _note_no(early, numbers)), (shipped, _note_no(shipped, numbers))]
    else:
        batches = [(shipped, _note_no(shipped, numbers))]
    for line in order.lines:
        line["is_split"] = len(batches) > 1
        shares = _shares(number(line["ordered_qty"]), len(batches))
        for batch, ((day, note), qty) in enumerate(zip(batches, shares, strict=True), start=1):
            yield _batch(order, line, batch, qty, day) | _progress(order, line, qty, day, note, master, today)


def _is_dispatched_soon(order: Order, master: Master, today: dt.date) -> bool:
    assert order.due is not None
    near = 0 <= master.calendar.workdays_between(today, order.due) <= _SOON
    return order.phase >= Phase.READY or (order.phase is Phase.WORKING and near)


def _is_split(order: Order) -> bool:
    return any(number(line["ordered_qty"]) >= SPLIT_FROM for line in order.lines)


def _shares(qty: float, batches: int) -> list[float]:
    """Return the quantities of the batches: all, or six tenths in whole dozens of ten and the rest."""
    if batches == 1:
        return [qty]
    first = qty * 0.6 // 10 * 10
    return [first, qty - first]


def _note_no(day: dt.date, numbers: Counter[dt.date]) -> str:
    numbers[day] += 1
    return f"{NOTE_PREFIX}{day:%Y%m%d}{numbers[day]:03}"


def _batch(order: Order, line: Row, batch: int, qty: float, day: dt.date) -> Row:
    copied: Row = {
        field: line[field]
        for field in ("order_no", "line_no", "customer_no", "customer_order_no", "product_no", "product_name",
                      "spec", "unit", "ordered_qty", "unit_price")
    }  # fmt: skip
    return copied | {
        "batch_no": batch,
        "delivery_type": "正常",
        "customer_short_name": order.customer["short_name"],
        "planned_date": day,
        "time_slot": "下午",
        "planned_qty": qty,
        "is_firm": order.phase >= Phase.READY,
        "transport_mode": line["transport_mode"],
        "carrier": order.customer["default_carrier"],
        "freight_payer": order.customer["freight_payer"],
        "delivery_address": line["delivery_place"],
        "consignee": line["consignee"],
        "consignee_phone": line["consignee_phone"],
        "status": _STATUS.get(order.phase, "计划"),
    }


def _progress(
    order: Order, line: Row, qty: float, day: dt.date, note: str, master: Master, today: dt.date
) -> Row:
    """Return what is recorded of a batch so far: picked, billed, shipped, signed."""
    if order.phase < Phase.READY:
        return {}
    before = master.calendar.add_workdays(day, -1)
    picked = min(before, today) if order.phase is Phase.READY else before
    done: Row = {
        "pick_price_approver": _SALES_ADMIN, "pick_price_approved_date": picked, "picked_qty": qty,
        "carton_qty": -(-qty // number(master.products[str(line["product_no"])]["per_carton_qty"])),
        "picker": _STOREKEEPER, "picked_date": picked,
    }  # fmt: skip
    if order.phase is Phase.READY:
        return done | {
            "price_approver": _SALES_ADMIN,
            "price_approved_time": dt.datetime.combine(picked, dt.time(16, 10)),
        }
    done |= {
        "shipped_qty": qty, "billed_by": _BILLING, "note_no": note, "note_line_no": line["line_no"], "print_count": 1,
        "price_approver": _SALES_ADMIN, "price_approved_time": dt.datetime.combine(day, dt.time(10, 20)),
        "shipped_date": day, "storekeeper": _STOREKEEPER, "waybill_no": _waybill(order, note),
    }  # fmt: skip
    return done | _receipt(order, line, qty, day, today)


def _waybill(order: Order, note: str) -> str | None:
    return f"YD{note[4:]}" if order.customer["default_carrier"] else None


def _receipt(order: Order, line: Row, qty: float, day: dt.date, today: dt.date) -> Row:
    arrived = day + dt.timedelta(days=int(number(order.customer["transit_days"])))
    if order.phase < Phase.SIGNED or arrived > today:
        return {"status": "已发货"}
    back = arrived + dt.timedelta(days=3)
    return {
        "status": "已签收", "arrived_date": arrived, "signed_by": line["consignee"], "signed_date": arrived,
        "signed_qty": qty, "receipt_returned_date": back if back <= today else None,
    }  # fmt: skip


def make_documents(deliveries: Iterable[Row], master: Master) -> list[Row]:
    """Return 单据: one row per delivery note that was printed."""
    notes: dict[str, Row] = {}
    for row in deliveries:
        if not (no := row.get("note_no")):
            continue
        note = notes.setdefault(str(no), _document(row, master))
        note["amount"] = round(
            number(note["amount"]) + number(row["shipped_qty"]) * number(row["unit_price"]), 2
        )
    return list(notes.values())


def _document(row: Row, master: Master) -> Row:
    shipped = row["shipped_date"]
    assert isinstance(shipped, dt.date)
    currency = master.customers[str(row["customer_no"])]["currency"]
    return {
        "document_no": row["note_no"], "kind": "送货单", "title": "送货单", "document_date": shipped,
        "order_no": row["order_no"], "customer_no": row["customer_no"],
        "customer_short_name": row["customer_short_name"], "amount": 0.0, "currency": currency, "version": "1",
        "made_by": _BILLING, "made_time": dt.datetime.combine(shipped, dt.time(10, 5)),
        "reviewed_by": _SALES_ADMIN, "reviewed_date": shipped, "sent_date": shipped,
        "is_return_needed": True, "returned_date": row.get("receipt_returned_date"),
        "signed_by": row.get("signed_by"), "print_count": 1,
        "status": "已回签" if row.get("receipt_returned_date") else "已发出",
    }  # fmt: skip
