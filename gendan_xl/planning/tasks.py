"""A thing to do, and what its finders share: who looks after an order, whose order it is, what is to leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gendan_xl.errors import Message
from gendan_xl.intake.customers import Customers
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.rules import Context
from gendan_xl.rules._status import PAUSED, has_left, is_closed

GROUPS: Mapping[str, Message] = {
    "due": Message("今天到期", "due today"),
    "overdue": Message("超期", "overdue"),
    "soon": Message("临期", "due soon"),
    "answer": Message("未答复", "unanswered"),
    "approval": Message("待审批", "waiting for approval"),
    "receipt": Message("回单未收", "receipts not returned"),
    "money": Message("应收到期", "receivables due"),
}
"""The kinds of things to do, in the order in which they are shown."""
CHARGED = (None, "正常")
"""The 发货类型 whose price must be approved; the others may be free of charge and may follow a closed order."""

_RECORDS = ("open_qty", "delivered_qty", "last_shipped_date", "status", "close_mode")
"""The columns of 订单 that tell what is delivered; a ledger with none of them has no order that is known to be late."""
CALENDAR_DAYS = Message("天", "days")
WORKDAYS = Message("个工作日", "workdays")

Keepers = Mapping[Any, str]
"""Order → who looks after it."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: its group, what it is, whose, where it stands. `days` late in `unit`, negative before the day."""

    group: str
    what: Message
    key: str = ""
    customer: str = ""
    who: str = ""
    due: dt.date | None = None
    days: int = 0
    unit: Message = WORKDAYS
    sheet: str = ""
    row: int = 0
    col: int = 0


def keepers(ledger: Ledger) -> Keepers:
    """Return who is named where a row names nobody: the clerk of its order, else the sales person."""
    rows = ledger.rows("orders", ("order_no", "clerk", "sales_person"))
    return {order: clerk or sales for order, clerk, sales in rows if clerk or sales}


def customers_of(ledger: Ledger) -> dict[Any, str]:
    """Return order → how its customer is called."""
    known = Customers(ledger)
    rows = ledger.rows("orders", ("order_no", "customer_no", "customer_name"))
    return {order: known.shown(number, name) for order, number, name in rows}


def records_delivery(orders: TableData) -> bool:
    """Tell whether a ledger has any column that says what is delivered: else an order past its date may be gone."""
    return any(name in orders.columns for name in _RECORDS)


def texts(table: TableData, index: int, *names: str) -> tuple[str, ...]:
    """Return fields of a row as texts, "" for blank ones."""
    return tuple(str(table.get(index, name) or "") for name in names)


def closed_lines(ledger: Ledger) -> set[tuple[Any, Any]]:
    """Return the (order, line) for which nothing is to be done now."""
    rows = ledger.rows("orders", ("order_no", "line_no", "status", "close_mode"))
    return {
        (order, line) for order, line, status, mode in rows if is_closed(status, mode) or status == PAUSED
    }


def planned_batches(ledger: Ledger, context: Context) -> Iterator[tuple[TableData, int, dt.date]]:
    """Yield the rows of 发货 planned for tomorrow or before and not shipped, where the ledger records shipping."""
    table = ledger.get("deliveries")
    if table is None or not {"shipped_date", "status"} & table.columns.keys():
        return
    closed, unread = closed_lines(ledger), table.unclean("shipped_date", "status")
    fields = ("order_no", "line_no", "delivery_type", "planned_date", "shipped_date", "status")
    for index, row in enumerate(zip(*map(table.values, fields), strict=True)):
        order, line, kind, planned, shipped, state = row
        is_over = shipped or has_left(state) or state == "作废" or index in unread
        if planned is None or planned > context.today + dt.timedelta(days=1) or is_over:
            continue
        if kind not in CHARGED or (order, line) not in closed:
            yield table, index, planned
