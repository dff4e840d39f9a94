"""The order book of the demo: who ordered what and when, what was promised, and how far each order has come."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from random import Random

from gendan_xl.cells import Value
from gendan_xl.demo.master import CNY, RATE, Basket, Master, Row, number
from gendan_xl.domain.calendar import WorkCalendar

ORDERS = 62
REACH = 44
"""The oldest order came in this many workdays before today."""
EXPORTS = {12: 7, 6: 4}
"""Workdays ago → seed: the orders from abroad, beside the usual ones."""
_SEED = 1104
_LATE_SHARE = 0.25  # of the orders due this week
_REMARKS = (
    "客户催过一次，月底前要装车", "LOGO 文件已收，见邮件", "与上一单同车发", "外箱贴客户条码", "发票随货寄出",
    "样板已封存，批量照样板", "客户周六不收货", "请走零担送货上门", "装箱单放第一箱", "客户改过收货人，以本单为准",
)  # fmt: skip
_CHANNELS = {
    "经销商": ("微信", "电话", "传真"),
    "外贸": ("邮件",),
    "工程": ("书面", "邮件"),
    "设计": ("微信",),
}
DELAY_REASONS = ("机器设备故障", "材料没跟上", "前制程延误累积", "外协迟")
_LONG_WAY_HOME = 9  # workdays until an order is signed for, checked and closed


class Phase(IntEnum):
    """How far an order has come."""

    NEW = 0
    CONFIRMED = 1
    PLANNED = 2
    WORKING = 3
    READY = 4
    SHIPPED = 5
    SIGNED = 6
    DONE = 7


_STATUS = ("待评审", "已确认", "已排产", "生产中", "已入库", "已发货", "已签收", "已完成")


@dataclass(slots=True)
class Order:
    """An order of the story. `due` is the day promised to the customer, None while under review."""

    rng: Random
    no: str
    customer: Row
    ordered: dt.date
    requested: dt.date
    due: dt.date | None
    phase: Phase
    is_late: bool
    is_overdue: bool
    lines: list[Row]


def make_orders(master: Master, today: dt.date) -> list[Order]:
    """Return the orders by date; the same day gives the same book, only dates move with `today`."""
    numbers: Counter[dt.date] = Counter()
    orders = [_usual(Random(_SEED + index), index, master, today, numbers) for index in range(ORDERS)]
    abroad = [row for row in master.customers.values() if row["currency"] != CNY]
    for ago, seed in EXPORTS.items():
        orders.append(_order(Random(seed), ago, abroad[0], master, today, numbers))
    return sorted(orders, key=lambda order: order.no)


def _usual(rng: Random, index: int, master: Master, today: dt.date, numbers: Counter[dt.date]) -> Order:
    ago = round(REACH * (1 - index / (ORDERS - 1)) ** 1.15)
    customers = [row for row in master.customers.values() if row["currency"] == CNY]
    weights = [{"A": 4, "B": 2, "C": 1}[str(row["grade"])] for row in customers]
    return _order(rng, ago, rng.choices(customers, weights)[0], master, today, numbers)


def _order(
    rng: Random, ago: int, customer: Row, master: Master, today: dt.date, numbers: Counter[dt.date]
) -> Order:
    calendar = master.calendar
    ordered = calendar.add_workdays(calendar.previous_workday(today), -ago)
    numbers[ordered] += 1
    baskets = _baskets(rng, master.baskets[str(customer["customer_no"])])
    lead = max(number(master.products[no]["lead_days"]) for basket in baskets for no in basket.products)
    requested = calendar.add_workdays(ordered, round(lead * 6 / 7) + rng.randint(1, 6))
    grace = rng.choice((0, 0, 0, 2, 3)) if ago else 0
    due = calendar.add_workdays(requested, grace)
    is_late = rng.random() < _LATE_SHARE
    left = calendar.workdays_between(today, due)
    phase = _phase(ago, left, is_late)
    order = Order(
        rng, f"XS{ordered:%Y%m%d}{numbers[ordered]:03}", customer, ordered, requested,
        due if phase else None, phase, is_late, phase is Phase.WORKING and left < 0, [],
    )  # fmt: skip
    order.lines = list(_lines(order, baskets, master))
    if phase < Phase.READY:
        _notes(order, calendar, today)
    return order


def _baskets(rng: Random, usual: list[Basket]) -> list[Basket]:
    wanted = rng.choices(usual, [1 / len(basket.products) for basket in usual])[0]
    more = rng.choice(usual)
    return (
        [wanted, more] if rng.random() < 0.15 and not set(more.products) & set(wanted.products) else [wanted]
    )


def _phase(ago: int, left: int, is_late: bool) -> Phase:
    """Return the phase of an order that came `ago` workdays ago and is due in `left` workdays."""
    if ago < 3:
        return (Phase.NEW, Phase.CONFIRMED, Phase.PLANNED)[ago]
    if left > 2:
        return Phase.WORKING
    if left >= -4 and is_late:
        return Phase.WORKING
    if left >= 0:
        return Phase.READY
    if left > -4:
        return Phase.SHIPPED
    return Phase.SIGNED if left > -_LONG_WAY_HOME else Phase.DONE


def _lines(order: Order, baskets: Iterable[Basket], master: Master) -> Iterable[Row]:
    head, mains = _head(order, master.calendar), {row["main_no"] for row in master.kits}
    line_no = 0
    for basket in baskets:
        qty, first = float(order.rng.choice(basket.quantities)), line_no + 1
        is_kit = basket.products[0] in mains
        for product_no in basket.products:
            line_no += 1
            product = master.products[product_no]
            price = master.price(str(order.customer["customer_no"]), product_no)
            own: Row = {"line_no": line_no}
            if line_no == first:
                own["special_terms"] = basket.remark or None
            elif is_kit:
                own["main_line_no"] = first
            yield head | own | _line(order, product, qty, price)


def _head(order: Order, calendar: WorkCalendar) -> Row:
    """Return what all lines of an order share."""
    customer, rng = order.customer, order.rng
    return {
        "order_no": order.no,
        "customer_order_no": _customer_order_no(order),
        "order_date": order.ordered,
        "order_time": dt.time(rng.choice((8, 9, 9)), rng.choice((5, 12, 20, 34, 41, 50))),
        "order_channel": rng.choice(_CHANNELS.get(str(customer["customer_type"]), ("电子", "邮件"))),
        "order_type": "正常",
        "customer_no": customer["customer_no"],
        "customer_name": customer["full_name"],
        "sales_person": customer["sales_person"],
        "clerk": customer["clerk"],
        "currency": customer["currency"],
        "exchange_rate": None if customer["currency"] == CNY else RATE,
        "label_terms": customer["label_terms"],
        "trade_terms": None if customer["currency"] == CNY else "FOB Ningbo, Incoterms 2020",
        "settlement_mode": customer["settlement_mode"],
        "payment_terms": customer["payment_terms"],
        "credit_days": customer["credit_days"],
        "delivery_place": customer["address"],
        "consignee": customer["default_consignee"],
        "consignee_phone": customer["default_phone"],
        "transport_mode": customer["default_transport_mode"],
        **_dates(order, calendar),
    }  # fmt: skip


def _notes(order: Order, calendar: WorkCalendar, today: dt.date) -> None:
    """Add what a clerk writes down while an order runs."""
    for line in order.lines:
        line["next_follow_date"] = calendar.add_workdays(today, order.rng.randint(0, 3))
    if order.rng.random() < 0.4:
        order.lines[0]["remark"] = order.rng.choice(_REMARKS)


def _customer_order_no(order: Order) -> str:
    short, day, count = str(order.customer["short_name"]), order.ordered, order.rng.randint(1, 28)
    styles = (f"PO{day:%y%m}-{count:03}", f"CG{day:%Y%m%d}-{count % 7 + 1}", f"{short[:2]}{day:%m%d}")
    return styles[int(str(order.customer["customer_no"])[1:]) % 3]


def _dates(order: Order, calendar: WorkCalendar) -> Row:
    known: Row = {
        "requested_date": order.requested,
        "urgency": urgency_of((order.requested - order.ordered).days),
        "due_basis": "发货日",
    }
    if order.due is None:
        return known
    day, hour = order.ordered, dt.time(order.rng.choice((14, 15)), order.rng.choice((5, 20, 45)))
    return known | {
        "pmc_date": calendar.add_workdays(order.due, -1),
        "confirmed_date": order.due,
        "first_confirmed_date": order.due,
        "planned_ship_date": order.due,
        "review_result": "通过",
        "released_time": dt.datetime.combine(day, dt.time(9, 55)),
        "pmc_replied_time": dt.datetime.combine(day, hour),
        "replied_time": dt.datetime.combine(day, hour) + dt.timedelta(minutes=75),
        "reply_channel": "微信",
    }


def urgency_of(days: int) -> str:
    """Requirement 9: calendar days from the order to the date the customer wants."""
    return "正常" if days > 15 else "急单" if days > 10 else "特急" if days > 5 else "急插"


def _line(order: Order, product: Row, qty: float, price: float) -> Row:
    copied: Row = {
        field: product[field]
        for field in (
            "product_no",
            "product_name",
            "model",
            "spec",
            "color",
            "material",
            "unit",
            "supply_mode",
        )
    }
    return (
        copied
        | {
            "product_category": product["product_category"],
            "packing_terms": product["packing"],
            "ordered_qty": qty,
            "over_rate": order.customer["over_rate"],
            "unit_price": price,
            "is_tax_included": order.customer["currency"] == CNY,
            "tax_rate": order.customer["tax_rate"],
            "list_price": price,
            "route_name": product["default_route"],
            "status": _status(order, product["supply_mode"]),
            "delay_reason": DELAY_REASONS[int(order.no[-1]) % len(DELAY_REASONS)]
            if order.is_overdue
            else None,
            "responsible_party": "生产环节" if order.is_overdue else None,
            "paid_status": "已收清" if order.phase is Phase.DONE else "未收",
        }
        | _closing(order)
    )


def _closing(order: Order) -> Row:
    if order.phase < Phase.DONE or order.due is None:
        return {}
    return {
        "close_mode": "正常",
        "closed_by": order.customer["clerk"],
        "closed_date": order.due + dt.timedelta(days=8),
    }


def _status(order: Order, supply_mode: Value) -> str:
    """Return 状态; goods from stock or bought are never 生产中 (requirement 7)."""
    skips = supply_mode != "自制" and order.phase in (Phase.PLANNED, Phase.WORKING)
    return "已确认" if skips else _STATUS[order.phase]
