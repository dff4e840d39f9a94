"""The rows of 订单台账 as scheduling needs them, with what the customer's row adds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gendan_xl.errors import GendanError
from gendan_xl.intake.customers import Customers
from gendan_xl.intake.ledger import Ledger
from gendan_xl.planning.lines import Row
from gendan_xl.schema.settings import SettingsValues

ARRIVAL = "到货日"
_LONGEST_TRANSIT = 365
_FIELDS = (
    "order_no", "line_no", "order_date", "requested_date", "pmc_date", "confirmed_date", "first_confirmed_date",
    "urgency", "supply_mode", "route_name", "status", "close_mode", "customer_no", "customer_name", "product_name",
    "spec", "ordered_qty", "open_qty", "last_shipped_date", "days_late", "due_basis",
)  # fmt: skip
_CUSTOMER_FIELDS = ("customer_no", "due_basis", "transit_days")


def order_rows(ledger: Ledger, settings: SettingsValues) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (row index, record) of the order lines; `transit_days` are those between the due date and departure."""
    orders = ledger.tables["orders"]
    customers = {row[0]: row[1:] for row in ledger.rows("customers", _CUSTOMER_FIELDS)}
    known = Customers(ledger)
    for index, row in enumerate(zip(*(orders.values(name) for name in _FIELDS), strict=True)):
        order = dict(zip(_FIELDS, row, strict=True))
        number, name = order["customer_no"], order["customer_name"]
        basis, transit = customers.get(known.number(number, name), (None, None))
        is_arrival = (order["due_basis"] or basis or settings.due_basis) == ARRIVAL
        order["customer_short_name"] = known.shown(number, name)
        order["transit_days"] = transit if is_arrival and transit else 0
        yield index, order


def transit_days(order: Row) -> int:
    """Return the calendar days that the goods travel before a due date that means arrival (requirement 15)."""
    days = order["transit_days"]
    if not 0 <= days <= _LONGEST_TRANSIT:
        raise GendanError(
            "GD492",
            f"客户表的运输天数 {days:g} 不在 0 到 {_LONGEST_TRANSIT} 之间，请改正",
            f"the customer's transit time of {days:g} days is not between 0 and {_LONGEST_TRANSIT}; correct it",
        )
    return int(days)
