"""The whole demo workbook: standing tables, the order book, the mistakes in it, and the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gendan_xl.books.blank import build_book, default_rows
from gendan_xl.cells import Value
from gendan_xl.demo.derived import Tables, fill_formulas
from gendan_xl.demo.dispatch import make_deliveries, make_documents
from gendan_xl.demo.master import TAX_RATE, Master, Row, load_master
from gendan_xl.demo.mistakes import Planted, plant
from gendan_xl.demo.orders import Order, Phase, make_orders
from gendan_xl.demo.production import make_milestones
from gendan_xl.demo.returned import make_complaints, make_returns
from gendan_xl.domain.calendar import FactoryDays
from gendan_xl.schema.settings import SettingsValues

COMPANY = {
    "company_name": "宁川市砺恒五金制品有限公司",
    "company_address": "浙江省宁川市经济开发区锦溪路 66 号",
    "company_phone": "0570-8800166",
}
"""The factory of the demo. It does not exist, nor does its town."""


@dataclass(frozen=True, slots=True)
class Demo:
    """The rows of the demo by table, the mistakes in them, and the order that is ready for its delivery note."""

    tables: Tables
    planted: list[Planted]
    ready_order: str


def make_demo(today: dt.date) -> Demo:
    """Return the demo as of `today`: the same day gives the same book, another day the same story moved."""
    master = load_master(today)
    orders = make_orders(master, today)
    deliveries = make_deliveries(orders, master, today)
    defaults = default_rows(SettingsValues.model_validate(COMPANY))
    lines = [line for order in orders for line in order.lines]
    tables: Tables = {
        "customers": list(master.customers.values()),
        "products": list(master.products.values()),
        "kits": master.kits,
        "prices": _prices(master, today),
        "staff": master.staff,
        **{name: [dict(row) for row in defaults[name]] for name in ("options", "settings")},
        "factory_calendar": [_factory_row(day) for day in master.factory],
        "orders": lines,
        "milestones": make_milestones(orders, master, today),
        "deliveries": deliveries,
        "returns": make_returns(deliveries, today),
        "complaints": make_complaints(deliveries, today),
        "documents": make_documents(deliveries),
    }
    _shipping_dates(lines, deliveries)
    ready = _ready_order(orders)
    planted = plant(tables, orders, master, today, ready)
    fill_formulas(tables, master, today)
    return Demo(tables, planted, ready)


def build_demo(path: Path, demo: Demo, today: dt.date) -> None:
    """Write the demo's workbook to `path`. GendanError when it cannot be written."""
    build_book(path, demo.tables, today=today)


def _ready_order(orders: Sequence[Order]) -> str:
    """Return the order with most lines among those whose goods stand ready."""
    ready = [order for order in orders if order.phase is Phase.READY]
    return max(ready, key=lambda order: len(order.lines)).no


def _prices(master: Master, today: dt.date) -> list[Row]:
    """Return 价格: the general list, and what was agreed with each customer for what it usually orders."""
    agreed = {
        (customer_no, product_no): master.price(customer_no, product_no)
        for customer_no, baskets in master.baskets.items()
        for basket in baskets
        for product_no in basket.products
    }
    general = [_price(None, row, row["reference_price"], today) for row in master.products.values()]
    return general + [_price(who, master.products[no], price, today) for (who, no), price in agreed.items()]


def _price(customer_no: str | None, product: Row, price: Value, today: dt.date) -> Row:
    return {
        "customer_no": customer_no, "product_no": product["product_no"], "currency": "CNY", "min_qty": 1,
        "start_date": dt.date(today.year - 1, 7, 1), "unit": product["unit"], "unit_price": price,
        "is_tax_included": True, "tax_rate": TAX_RATE, "price_type": "协议" if customer_no else "标准",
    }  # fmt: skip


def _factory_row(day: FactoryDays) -> Row:
    return {
        "start_date": day.start, "scope": "全厂", "end_date": day.end, "kind": day.kind, "name": day.name,
        "registered_by": "魏东",
    }  # fmt: skip


def _shipping_dates(lines: Iterable[Row], deliveries: Iterable[Row]) -> None:
    """Carry the last day of shipment and signature from 发货 into the order lines."""
    own = {(line["order_no"], line["line_no"]): line for line in lines}
    for row in deliveries:
        line = own[row["order_no"], row["line_no"]]
        if row.get("shipped_date"):
            line["last_shipped_date"] = row["shipped_date"]
        if row.get("signed_date"):
            line["signed_date"] = row["signed_date"]
