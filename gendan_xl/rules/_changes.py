"""What the rules about changes look up: the free window of an order, its lock, what changed a field last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from gendan_xl.domain.order_change import (
    MILESTONE_FIELDS,
    ORDER_FIELDS,
    ROUTE_FIELDS,
    Line,
    is_free,
    locked_lines,
)
from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.named import named_field
from gendan_xl.rules._lookups import kept
from gendan_xl.rules._rule import lookup
from gendan_xl.schema.settings import SettingsValues

ENDED = frozenset({"已执行", "已拒绝", "已撤回"})
"""变更状态 of which nothing more will come."""

Windows = Mapping[Any, tuple[dt.date | None, float | None]]
"""order_no → (order date, the customer's free days where agreed)."""

Locks = Callable[[str], Mapping[Line, str]]
"""The usual lock milestone → the locked order lines with what shows it."""


@lookup
def change_windows(ledger: Ledger) -> Windows:
    """The order day and the customer's free days by order; empty when the book keeps no orders."""
    agreed = dict(ledger.rows("customers", ("customer_no", "free_change_days")))
    rows = ledger.rows("orders", ("order_no", "order_date", "customer_no"))
    return {order: (day, agreed.get(customer)) for order, day, customer in reversed(rows)}


@lookup
def change_locks(ledger: Ledger) -> Locks:
    """The order lines past their production lock."""
    kept(ledger, "orders", "order_no", "status")

    @cache
    def locked(usual: str) -> Mapping[Line, str]:
        return locked_lines(
            ledger.rows("orders", ORDER_FIELDS),
            ledger.rows("milestones", MILESTONE_FIELDS),
            ledger.rows("routes", ROUTE_FIELDS),
            usual,
        )

    return locked


@lookup
def last_changes(ledger: Ledger) -> Mapping[tuple[Any, Any, Any], tuple[Any, Any]]:
    """The carried-out change (its number and line) that set a field last, by order, line and field."""
    orders = kept(ledger, "orders", "order_no")
    fields = ("change_no", "change_line_no", "order_no", "line_no", "changed_field", "status")
    found: dict[tuple[Any, Any, Any], tuple[Any, Any]] = {}
    for number, place, order, line, header, status in ledger.rows("changes", fields):
        if status == "已执行" and header:
            found[order, line, named_field(orders, header)] = (number, place)
    return found


@lookup
def lines_put_off(ledger: Ledger) -> frozenset[Line]:
    """The order lines whose confirmed date was set by a change that was carried out; line None is the whole order."""
    orders = ledger.get("orders")
    fields = ("order_no", "line_no", "changed_field", "new_confirmed_date", "status")
    return frozenset(
        (order, line)
        for order, line, header, day, status in ledger.rows("changes", fields)
        if status == "已执行"
        and (day or (orders and header and named_field(orders, header) == "confirmed_date"))
    )


def is_late(
    order_no: str | None,
    requested: dt.date | None,
    said: bool | None,
    windows: Windows,
    settings: SettingsValues,
) -> bool:
    """Tell whether a change came after the free days: by its dates, where they are not known by 是否免费期内."""
    ordered, agreed = windows.get(order_no, (None, None))
    if ordered is None or requested is None:
        return said is False
    days = settings.free_change_days if agreed is None else agreed
    return not is_free(requested, ordered, days)
