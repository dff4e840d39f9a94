"""Which rows make one document: the usual ways of choosing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from gendan_xl.forms._customers import is_customer
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._given import nothing
from gendan_xl.forms._rows import Row, same


def documents(
    case: Case, asked: Asked, table: str, key: str, is_due: Callable[[Row], bool] = lambda row: True
) -> dict[str, list[Row]]:
    """Return key → rows of a table for each document asked for: by its key, its order (and lines), its customer, or
    selected rows; with nothing of these, every one for whose rows `is_due` holds.

    A customer is named by number or name. GendanError GD087 when there is none, or none of a number that is named.
    """
    found: dict[str, list[Row]] = {}
    chosen = _chosen(case, asked, table, key)
    keys = _keys(case, asked, key)
    for row in case.rows(table):
        if (
            row[key]
            and _is_asked(case, asked, row, key, chosen, keys)
            and (not asked.is_every or is_due(row))
        ):
            found.setdefault(str(row[key]), []).append(row)
    have = {same(one) for one in found}
    strangers = tuple(given for given, number in zip(asked.keys, keys, strict=True) if number not in have)
    if not found or strangers:
        raise nothing(case, replace(asked, keys=strangers), table, key)
    return found


def _keys(case: Case, asked: Asked, key: str) -> list[str]:
    """Return the keys that are named as they are compared; that of a customer also for its name."""
    if key != "customer_no":
        return [same(one) for one in asked.keys]
    return [_customer_no(case, one) for one in asked.keys]


def _customer_no(case: Case, name: str) -> str:
    numbers = (row["customer_no"] for row in case.rows("customers"))
    return same(next((number for number in numbers if is_customer(case, number, name)), name))


def _chosen(case: Case, asked: Asked, table: str, key: str) -> set[str]:
    """Return the documents of which rows are selected: whole ones."""
    data = case.ledger.get(table)
    return {same(data.get(index, key)) for index in asked.selected.get(table, ())} if data else set()


def _is_asked(case: Case, asked: Asked, row: Row, key: str, chosen: set[str], keys: Sequence[str]) -> bool:
    is_line = not asked.lines or same(row["line_no"]) in {same(line) for line in asked.lines}
    return (
        (not keys or same(row[key]) in keys)
        and (not asked.order_no or (same(row["order_no"]) == same(asked.order_no) and is_line))
        and (not asked.customer or is_customer(case, customer_of(case, row), asked.customer))
        and (not chosen or same(row[key]) in chosen)
        and (bool(chosen) or not asked.selected or _is_order_selected(case, asked, row))
    )


def customer_of(case: Case, row: Row) -> object:
    """Return whose a row is, by number, else by name: some tables only name the order."""
    if row["customer_no"]:
        return row["customer_no"]
    order = case.order(row["order_no"], row["line_no"])
    return (order["customer_no"] or order["customer_name"]) if order else None


def _is_order_selected(case: Case, asked: Asked, row: Row) -> bool:
    return same(row["order_no"]) in selected_orders(case, asked)


def selected_orders(case: Case, asked: Asked) -> dict[str, list[Row]]:
    """Return order (in the form in which orders are compared) → its selected rows of 订单台账."""
    data = case.ledger.get("orders")
    found: dict[str, list[Row]] = {}
    for index in asked.selected.get("orders", ()) if data else ():
        row = Row(data, index)  # type: ignore[arg-type]
        found.setdefault(same(row["order_no"]), []).append(row)
    return found
