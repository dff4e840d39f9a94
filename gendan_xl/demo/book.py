"""The whole demo workbook: standing tables, the order book, the mistakes in it, and the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gendan_xl.books.blank import build_book, default_rows
from gendan_xl.cells import Value
from gendan_xl.demo.accounts import make_accounts
from gendan_xl.demo.choose import Story
from gendan_xl.demo.derived import Tables, fill_formulas
from gendan_xl.demo.dispatch import make_deliveries, make_documents
from gendan_xl.demo.master import CNY, TAX_RATE, Master, Row, load_master
from gendan_xl.demo.mistakes import MISTAKES, MONTH_MISTAKES, PAPER_MISTAKES, Ledger, Planted, plant
from gendan_xl.demo.offers import make_offers
from gendan_xl.demo.orders import Order, Phase, make_orders
from gendan_xl.demo.paper_formulas import fill_papers
from gendan_xl.demo.production import make_milestones, make_routes
from gendan_xl.demo.returned import make_complaints, make_more_complaints, make_more_returns, make_returns
from gendan_xl.demo.stated import is_due, make_statements
from gendan_xl.demo.troubles import make_troubles
from gendan_xl.domain.calendar import FactoryDays
from gendan_xl.schema.settings import SettingsValues

COMPANY = {
    "company_name": "宁川市砺恒五金制品有限公司",
    "company_address": "浙江省宁川市经济开发区锦溪路 66 号",
    "company_phone": "0570-8800166",
    "company_english_name": "Ningchuan Liheng Hardware Products Co., Ltd.",
    "company_english_address": "66 Jinxi Road, Ningchuan Economic Development Zone, Zhejiang, China",
    "bank_details": "宁川银行金溪支行　账号 8800 1660 0420 117",
    "foreign_bank_details": "Bank of Ningchuan, Jinxi Branch　A/C 8800 1660 0420 117　SWIFT NCHBCNXX",
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
        "routes": make_routes(),
        "orders": lines,
        "milestones": make_milestones(orders, master, today),
        "deliveries": deliveries,
        "returns": make_returns(deliveries, today),
        "complaints": make_complaints(deliveries, today),
        "documents": make_documents(deliveries, master),
    }
    _shipping_dates(lines, deliveries)
    usual = [order for order in orders if order.customer["currency"] == CNY]
    ready = _ready_order(usual)
    ledger = Ledger(tables, usual, master, today, {ready})
    planted = plant(ledger, MISTAKES)
    _write_papers(Story(tables, usual, master, today, ledger.used))
    planted += plant(ledger, (*PAPER_MISTAKES, *(MONTH_MISTAKES if is_due(today) else ())))
    fill_formulas(tables, master, today)
    fill_papers(tables, master, today)
    return Demo(tables, planted, ready)


def _write_papers(story: Story) -> None:
    """Add what else the house keeps: each paper tells of an order without a mistake."""
    tables = story.tables
    tables |= make_troubles(story)
    tables |= make_offers(story)
    tables["returns"] += make_more_returns(story)
    tables["complaints"] += make_more_complaints(story)
    tables |= make_accounts(story)
    tables["statements"] = make_statements(story)


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
    sold = [row for row in master.products.values() if row["reference_price"]]
    general = [_price(None, row, row["reference_price"], today) for row in sold]
    return general + [
        _price(master.customers[who], master.products[no], price, today)
        for (who, no), price in agreed.items()
    ]


def _price(customer: Row | None, product: Row, price: Value, today: dt.date) -> Row:
    terms = customer or {"currency": CNY, "tax_rate": TAX_RATE}
    return {
        "customer_no": terms.get("customer_no"), "product_no": product["product_no"], "currency": terms["currency"],
        "min_qty": 1, "start_date": dt.date(today.year - 1, 7, 1), "unit": product["unit"], "unit_price": price,
        "is_tax_included": terms["currency"] == CNY, "tax_rate": terms["tax_rate"],
        "price_type": "协议" if customer else "标准",
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
