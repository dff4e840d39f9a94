"""What rules look up in other tables: prepared once per run, asked for by name."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.rules._rule import NotKeptError, lookup
from gendan_xl.rules._status import PAUSED, RESUPPLY, has_left, has_reached, is_closed
from gendan_xl.schema.table import table
from gendan_xl.text import split_names

Key = tuple[Any, Any]
"""(order_no, line_no); line_no is None where the book numbers no lines."""


def kept(ledger: Ledger, name: str, *fields: str) -> TableData:
    """Return a table that has rows and the named columns; NotKeptError otherwise."""
    data, model = ledger.get(name), table(name)
    if data is None or not len(data):
        raise NotKeptError(f"没有「{model.meta.sheet}」表的数据", f"no rows in table {model.meta.sheet}")
    for wanted in fields:
        if wanted not in data.columns:
            header = model.header(wanted)
            raise NotKeptError(
                f"「{model.meta.sheet}」没有「{header}」列", f"no column {header} in {model.meta.sheet}"
            )
    return data


@dataclass(frozen=True, slots=True)
class Rows:
    """A table by the key of its rows: the first row of each key."""

    data: TableData
    index: Mapping[Any, int]

    def get(self, key: Any, name: str) -> Any:
        """Return a field of the row of a key; None without such a row or column."""
        row = self.index.get(key)
        return None if row is None else self.data.get(row, name)

    def __contains__(self, key: Any) -> bool:
        return key in self.index


def _rows(ledger: Ledger, name: str, *keys: str) -> Rows:
    data = kept(ledger, name, keys[0])
    columns = [data.values(key) for key in keys]
    found: dict[Any, int] = {}
    for row, key in enumerate(zip(*columns, strict=True) if len(keys) > 1 else columns[0]):
        found.setdefault(key, row)
    found.pop(None, None)
    return Rows(data, found)


@lookup
def orders(ledger: Ledger) -> Rows:
    """Order lines by (order_no, line_no)."""
    return _rows(ledger, "orders", "order_no", "line_no")


@lookup
def products(ledger: Ledger) -> Rows:
    """Products by number."""
    return _rows(ledger, "products", "product_no")


@lookup
def customers(ledger: Ledger) -> Rows:
    """Customers by number."""
    return _rows(ledger, "customers", "customer_no")


@dataclass(slots=True)
class Shipped:
    """What 发货 says of one order line: quantities that left the house; not known where a cell is unclean."""

    normal: float = 0
    resupply: float = 0
    is_known: bool = True


@lookup
def shipped(ledger: Ledger) -> Mapping[Key, Shipped]:
    """Shipped quantities by order line; 样品 and 备品 do not count."""
    data = kept(ledger, "deliveries", "order_no", "shipped_qty", "status")
    out: dict[Key, Shipped] = defaultdict(Shipped)
    fields = ("order_no", "line_no", "status", "delivery_type", "shipped_qty")
    for order_no, line_no, status, kind, qty in ledger.rows("deliveries", fields):
        if qty and has_left(status):
            line = out[order_no, line_no]
            if kind in RESUPPLY:
                line.resupply += qty
            elif kind in (None, "正常"):
                line.normal += qty
    for row in data.unclean("shipped_qty", "status", "delivery_type"):
        out[data.get(row, "order_no"), data.get(row, "line_no")].is_known = False
    return dict(out)


@lookup
def resupplied(ledger: Ledger) -> Mapping[Key, float]:
    """Quantities that returns put back on order (补单重做, 换货); empty when the book keeps no returns."""
    out: dict[Key, float] = defaultdict(float)
    fields = ("order_no", "line_no", "disposition", "received_qty")
    for order_no, line_no, disposition, qty in ledger.rows("returns", fields):
        if qty and disposition in ("补单重做", "换货"):
            out[order_no, line_no] += qty
    return dict(out)


@lookup
def customer_names(ledger: Ledger) -> Mapping[str, Any]:
    """Customer number by every name a customer goes by: full, short and former, in normal form."""
    kept(ledger, "customers", "customer_no")
    out: dict[str, Any] = {}
    for number, *names in ledger.rows("customers", ("customer_no", "full_name", "short_name", "former_name")):
        for name in names:
            for one in split_names(name):
                out.setdefault(one, number)
    return out


@lookup
def route_names(ledger: Ledger) -> frozenset[str]:
    """The names of the routes."""
    return frozenset(kept(ledger, "routes", "route_name").values("route_name"))


@lookup
def shipped_if_kept(ledger: Ledger) -> Mapping[Key, Shipped] | None:
    """Return `shipped`, None where the book keeps no deliveries."""
    try:
        return shipped(ledger)
    except NotKeptError:
        return None


@lookup
def agreed_rates(ledger: Ledger) -> Mapping[Any, tuple[float | None, float | None]]:
    """(溢装率, 短装率) by customer number, as far as agreed; empty when the book keeps no customers."""
    rows = ledger.rows("customers", ("customer_no", "over_rate", "short_rate"))
    return {number: (over, short) for number, over, short in rows}


@lookup
def customer_numbers(ledger: Ledger) -> frozenset[str]:
    """The numbers of the registered customers; empty when the book keeps none."""
    return frozenset(number for (number,) in ledger.rows("customers", ("customer_no",)) if number)


@lookup
def idle_lines(ledger: Ledger) -> frozenset[Key]:
    """The order lines on which nobody works any more: shipped, closed, cancelled or paused."""
    rows = ledger.rows("orders", ("order_no", "line_no", "status", "close_mode"))
    return frozenset(
        (order_no, line_no)
        for order_no, line_no, status, close_mode in rows
        if status == PAUSED or is_closed(status, close_mode) or has_reached(status, "已发货")
    )


@lookup
def due_dates(ledger: Ledger) -> Mapping[Key, dt.date]:
    """The confirmed dates of the order lines that are still worked on."""
    data = kept(ledger, "orders", "order_no", "confirmed_date")
    idle = idle_lines(ledger)
    rows = zip(data.values("order_no"), data.values("line_no"), data.values("confirmed_date"), strict=True)
    return {(order, line): day for order, line, day in rows if day and (order, line) not in idle}
