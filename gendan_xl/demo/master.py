"""The factory's standing tables: small ledgers in data/*.csv, under the headers of the workbook."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from gendan_xl.cells import Value
from gendan_xl.domain.calendar import FactoryDays, WorkCalendar
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.schema.column import Kind
from gendan_xl.schema.table import table

Row = dict[str, Value]
"""A row of a table: field → value."""

CNY = "CNY"
RATE = 7.12
"""CNY for one USD."""
TAX_RATE = 0.13
_DISCOUNT = {"A": 0.90, "B": 0.95, "C": 1.0}
"""Price level by customer grade, on the general price list."""


@dataclass(frozen=True, slots=True)
class Basket:
    """What is usually ordered together, in equal quantities."""

    habit: str
    products: tuple[str, ...]
    quantities: range
    remark: str


@dataclass(frozen=True, slots=True)
class Master:
    """Customers and products by number, the baskets each customer orders, and the days the factory works."""

    customers: Mapping[str, Row]
    products: Mapping[str, Row]
    baskets: Mapping[str, list[Basket]]
    kits: list[Row]
    staff: list[Row]
    factory: list[FactoryDays]
    calendar: WorkCalendar

    def price(self, customer_no: str, product_no: str) -> float:
        """Return the agreed unit price to the cent: with tax, for a customer abroad without and in its currency."""
        customer = self.customers[customer_no]
        price = number(self.products[product_no]["reference_price"]) * _DISCOUNT[str(customer["grade"])]
        return round(price if customer["currency"] == CNY else price / (1 + TAX_RATE) / RATE, 2)


def load_master(today: dt.date) -> Master:
    """Read the standing tables; factory days lie around `today`."""
    customers, baskets, factory = load("customers"), load_baskets(), factory_days(today)
    return Master(
        {str(row["customer_no"]): row for row in customers},
        {str(row["product_no"]): row for row in load("products")},
        {row["客户编号"]: [b for b in baskets if b.habit in row["习惯"].split()] for row in _lines("habits")},
        load("kits"),
        load("staff"),
        factory,
        WorkCalendar(load_official(), factory=factory),
    )


def factory_days(today: dt.date) -> list[FactoryDays]:
    """Return the factory's own days: a stocktaking and a worked Sunday behind, repairs of the plating line ahead."""
    sunday = today - dt.timedelta(days=today.isoweekday() % 7)
    return [
        FactoryDays(sunday - dt.timedelta(days=22), None, "盘点", "季度盘点"),
        FactoryDays(sunday - dt.timedelta(days=14), None, "上班", "赶货加班"),
        FactoryDays(sunday + dt.timedelta(days=20), None, "检修", "电镀线检修"),
    ]


def load_baskets() -> list[Basket]:
    """Return data/baskets.csv."""
    return [
        Basket(
            row["习惯"],
            tuple(row["产品"].split("+")),
            range(int(row["数量起"]), int(row["数量止"]) + 1, int(row["整倍数"])),
            row["备注"],
        )
        for row in _lines("baskets")
    ]


def load(name: str) -> list[Row]:
    """Return the rows of data/<table>.csv by field. KeyError for a header that the table does not have."""
    columns = {column.header: (field, column.kind) for field, column in table(name).columns().items()}
    return [
        {columns[header][0]: _typed(text, columns[header][1]) for header, text in row.items()}
        for row in _lines(name)
    ]


def _lines(name: str) -> list[dict[str, str]]:
    with resources.files("gendan_xl.demo").joinpath("data", f"{name}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _typed(text: str, kind: Kind) -> Value:
    if not text or kind.is_text:
        return text or None
    if kind.name == "flag":
        return text == "是"
    return int(text) if kind.name == "whole" else float(text)


def number(value: Value) -> float:
    """Return a number of a row as float. TypeError when it is none."""
    if not isinstance(value, int | float):
        raise TypeError(f"not a number: {value!r}")
    return float(value)
