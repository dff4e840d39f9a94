"""What the workbook's own formulas give for the demo's rows: the values Excel keeps beside its formulas."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.demo.master import Master, Row
from gendan_xl.demo.orders import urgency_of
from gendan_xl.domain.money import line_amount, split_tax

Tables = dict[str, list[Row]]
_RETURNED_TO_ORDER = ("补单重做", "换货")
_NO_GOODS = ("样品", "备品")


def fill_formulas(tables: Tables, master: Master, today: dt.date) -> None:
    """Add the value of every formula column to the rows; a value that stands there already is the clerk's own."""
    _short_names(tables, master)
    _products(tables, master)
    for row in tables["prices"]:
        fill(row, net_price=round(_number(row["unit_price"]) / (1 + _number(row["tax_rate"])), 4))
    for row in tables["deliveries"]:
        _delivery(row)
    prices = {(row["order_no"], row["line_no"]): row["unit_price"] for row in tables["orders"]}
    for row in tables["returns"]:
        _return(row, prices.get((row["order_no"], row["line_no"])))
    shipped, returned = _shipped(tables["deliveries"]), _returned(tables["returns"])
    for row in tables["orders"]:
        _amounts(row)
        _quantities(row, shipped, returned)
        _days_late(row, today)
    _carry_back(tables, shipped, returned)
    for row in tables["customers"]:
        fill(row, available_credit_amount=row["credit_limit_amount"])


def fill(row: Row, **values: Value) -> None:
    """Put values where the row has none."""
    for field, value in values.items():
        row.setdefault(field, value)


def _short_names(tables: Tables, master: Master) -> None:
    names = {no: row["short_name"] for no, row in master.customers.items()}
    for table in ("deliveries", "returns", "complaints", "documents", "prices"):
        for row in tables[table]:
            fill(row, customer_short_name=names.get(str(row["customer_no"])))


def _products(tables: Tables, master: Master) -> None:
    for row in tables["kits"]:
        main, part = master.products[str(row["main_no"])], master.products[str(row["part_no"])]
        fill(row, main_name=main["product_name"], part_name=part["product_name"])
    for row in tables["prices"]:
        product = master.products[str(row["product_no"])]
        fill(row, product_name=product["product_name"], spec=product["spec"])


def _delivery(row: Row) -> None:
    shipped_date, shipped, signed = row.get("shipped_date"), row.get("shipped_qty"), row.get("signed_qty")
    if shipped is not None:
        fill(row, amount=_amount(shipped, row["unit_price"]))
    if signed is not None:
        fill(row, signed_gap_qty=_number(signed) - _number(shipped))
    if isinstance(shipped_date, dt.date):
        fill(row, statement_month=f"{shipped_date:%Y%m}")


def _return(row: Row, price: Value) -> None:
    posted, received = row.get("return_note_date"), row.get("received_qty")
    fill(row, unit_price=price)
    if received is not None:
        fill(
            row,
            gap_qty=_number(received) - _number(row["requested_qty"]),
            return_amount=_amount(received, price),
        )
    if isinstance(posted, dt.date):
        fill(row, statement_month=f"{posted:%Y%m}")


Quantities = dict[tuple[Value, Value], float]


def _shipped(deliveries: Iterable[Row]) -> Quantities:
    found: Quantities = defaultdict(float)
    for row in deliveries:
        counts = row.get("shipped_date") and row["delivery_type"] not in _NO_GOODS and row["status"] != "作废"
        if counts:
            found[row["order_no"], row["line_no"]] += _number(row.get("shipped_qty"))
    return found


def _returned(returns: Iterable[Row]) -> dict[bool, Quantities]:
    """Return the quantities that came back, and (under True) those of them that are to be made again."""
    found: dict[bool, Quantities] = {False: defaultdict(float), True: defaultdict(float)}
    for row in returns:
        key, qty = (row["order_no"], row["line_no"]), _number(row.get("received_qty"))
        if row["status"] != "拒收":
            found[False][key] += qty
        if row.get("disposition") in _RETURNED_TO_ORDER:
            found[True][key] += qty
    return found


def _amounts(row: Row) -> None:
    amount = _amount(row["ordered_qty"], row["unit_price"])
    net, tax = split_tax(Decimal(str(amount)), Decimal(str(row["tax_rate"])))
    gap = round(_number(row["unit_price"]) - _number(row["list_price"]), 4)
    fill(row, amount=amount, net_amount=float(net), tax_amount=float(tax), price_gap=gap)
    ordered, wanted = row["order_date"], row["requested_date"]
    if isinstance(ordered, dt.date) and isinstance(wanted, dt.date):
        fill(row, suggested_urgency=urgency_of((wanted - ordered).days))


def _quantities(row: Row, shipped: Quantities, returned: dict[bool, Quantities]) -> None:
    key = (row["order_no"], row["line_no"])
    delivered, price = shipped.get(key, 0.0), row["unit_price"]
    still = _number(row["ordered_qty"]) - delivered + returned[True].get(key, 0.0)
    fill(row, delivered_qty=delivered, returned_qty=returned[False].get(key, 0.0), open_qty=still)
    fill(row, delivered_amount=_amount(delivered, price), open_amount=_amount(still, price))


def _carry_back(tables: Tables, shipped: Quantities, returned: dict[bool, Quantities]) -> None:
    """Show in 发货 and 退货 what their order line says."""
    still = {(row["order_no"], row["line_no"]): row["open_qty"] for row in tables["orders"]}
    by_note: dict[Value, Quantities] = defaultdict(lambda: defaultdict(float))
    for row in tables["returns"]:
        by_note[row["note_no"]][row["order_no"], row["line_no"]] += _number(row.get("received_qty"))
    for row in tables["deliveries"]:
        key = (row["order_no"], row["line_no"])
        fill(row, open_qty=still[key])
        if row.get("note_no"):
            fill(row, returned_qty=by_note[row["note_no"]][key])
    for row in tables["returns"]:
        key = (row["order_no"], row["line_no"])
        fill(row, delivered_qty=shipped[key], returned_qty=returned[False].get(key, 0.0))


def _days_late(row: Row, today: dt.date) -> None:
    due, left = row.get("confirmed_date"), row.get("last_shipped_date")
    if isinstance(due, dt.date):
        reached = left if isinstance(left, dt.date) and _number(row["open_qty"]) <= 0 else today
        fill(row, days_late=max(0, (reached - due).days))


def _amount(qty: Value, price: Value) -> float:
    return float(line_amount(Decimal(str(_number(qty))), Decimal(str(_number(price)))))


def _number(value: Value) -> float:
    """Return a cell as a formula counts it: a number written as text counts too, a blank is 0."""
    return float(value) if isinstance(value, int | float | str) and value != "" else 0.0
