"""Which rows make one document: the usual ways of choosing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._rows import Row, same


def documents(
    case: Case, asked: Asked, table: str, key: str, is_due: Callable[[Row], bool] = lambda row: True
) -> dict[str, list[Row]]:
    """Return key → rows of a table for each document asked for: by its key, its order (and lines), its customer, or
    selected rows; with nothing of these, every one for whose rows `is_due` holds.

    GendanError GD087 when there is none.
    """
    found: dict[str, list[Row]] = {}
    chosen = _chosen(case, asked, table, key)
    every = not (asked.keys or asked.order_no or asked.customer or asked.selected)
    for row in case.rows(table):
        if row[key] and _is_asked(case, asked, row, key, chosen) and (not every or is_due(row)):
            found.setdefault(str(row[key]), []).append(row)
    if not found:
        raise nothing(case, asked, table, key)
    return found


def _chosen(case: Case, asked: Asked, table: str, key: str) -> set[str]:
    """Return the documents of which rows are selected: whole ones."""
    data = case.ledger.get(table)
    return {same(data.get(index, key)) for index in asked.selected.get(table, ())} if data else set()


def _is_asked(case: Case, asked: Asked, row: Row, key: str, chosen: set[str]) -> bool:
    keys = {same(one) for one in asked.keys}
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


def is_customer(case: Case, number: object, wanted: str) -> bool:
    """Tell whether a customer is the one named by number, full name or short name."""
    row = case.customer(number)
    names = (number, row["full_name"], row["short_name"]) if row else (number,)
    return same(wanted) in {same(name) for name in names}


def nothing(case: Case, asked: Asked, table: str, key: str) -> GendanError:
    """Return the error that nothing of what is asked for is there, with what there is."""
    data = case.ledger.get(table)
    sheet = (data.parts[0].sheet if data.parts else data.table.meta.sheet) if data else ""
    wanted = "、".join(filter(None, (*asked.keys, asked.order_no, asked.customer, asked.month)))
    wanted = wanted or ("选中的行" if asked.selected else "现在该出的")
    if not sheet:
        from gendan_xl.schema.table import table as model

        name = model(table).meta.sheet
        return GendanError(
            "GD087", f"这个工作簿没有「{name}」表，出不了这种单据：请用 gendan new --with {table} 新建，或加上这张表",
            f"the workbook has no table {name}: make one by gendan new --with {table}, or add the sheet",
        )  # fmt: skip
    have = "、".join(some(str(row[key]) for row in case.rows(table) if row[key])) or "还没有登记"
    return GendanError(
        "GD087", f"「{sheet}」里没有要出的单据（{wanted}）：请先登记，或核对号码（表里有：{have}）",
        f"{sheet} has nothing to make out for {wanted}: enter it first or check the number (there are: {have})",
    )  # fmt: skip


def some(names: Iterable[str], most: int = 8) -> list[str]:
    """Return the first different names, and how many there are when there are more."""
    every = list(dict.fromkeys(names))
    return every if len(every) <= most else [*every[:most], f"…共 {len(every)} 个"]
