"""What there is and who waits for it, from the workbook: the input of shortage allocation (requirements 5a, 30)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gendan_xl.domain.allocation import Demand, Share, Supply, allocate, matrix_score, read_points
from gendan_xl.domain.schedule import due_date
from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, same

_NOT_WAITING = frozenset({"待评审", "暂停", "已取消", "已完成"})
"""States of orders that take no goods now."""
_NEVER_COMES = frozenset({"已取消", "已到货", "待下单"})
_NOTHING = Decimal(0)
_Arrival = tuple[dt.date | None, Decimal]


@dataclass(frozen=True, slots=True)
class Allocated:
    """What an order line gets, and its row of 订单台账."""

    share: Share
    row: Row


def allocated(case: Case, supply: Mapping[str, Supply]) -> list[Allocated]:
    """Return what every open order line gets of what there is, product by product, the first in rank first."""
    rows = dict(_waiting(case))
    return [Allocated(share, rows[share.demand]) for share in allocate(rows, supply)]


def stock(case: Case) -> dict[str, Supply]:
    """Return what there is of each product or material, by its number in the form of `same`.

    From 库存, else from 可用库存 of 订单台账; what 库存 does not say of goods in transit is taken from 采购跟踪.
    GendanError GD925 when the workbook keeps neither.
    """
    found = _in_stock(case) if case.ledger.get("stock") else _of_orders(case)
    if found is None:
        raise GendanError(
            "GD925", "这个工作簿没有库存资料：请加上“库存”表（gendan new --with 库存），或在订单台账加“可用库存”列",
            "the workbook keeps no stock: add the sheet 库存 (gendan new --with stock) or a column 可用库存 to the orders",
        )  # fmt: skip
    for material, arrivals in _purchased(case).items():
        own = found.get(material, Supply())
        if not own.arrivals:
            found[material] = replace(own, arrivals=tuple(arrivals))
    return found


def keeps_stock(case: Case) -> bool:
    """Tell whether the workbook says what is in stock."""
    orders = case.ledger.get("orders")
    return bool(
        case.ledger.get("stock")
        or (orders and any(qty is not None for qty in orders.values("available_qty")))
    )


def _in_stock(case: Case) -> dict[str, Supply]:
    found: dict[str, Supply] = {}
    for row in case.rows("stock"):
        own = found.get(same(row["product_no"]), Supply())
        coming = row.decimal("in_transit_qty")
        arrivals = (*own.arrivals, (row["expected_arrival_date"], coming)) if coming else own.arrivals
        found[same(row["product_no"])] = Supply(own.free + _free(row), arrivals)
    return found


def _free(row: Row) -> Decimal:
    available = row.decimal("available_qty")
    if available is not None:
        return available
    there, *gone = (row.decimal(name) or _NOTHING for name in ("stock_qty", "allocated_qty", "sealed_qty"))
    return there - sum(gone)


def _of_orders(case: Case) -> dict[str, Supply] | None:
    """Return the stock that the lines of orders repeat for their product (the least where they differ)."""
    if not keeps_stock(case):
        return None
    found: dict[str, Supply] = {}
    for row in case.rows("orders"):
        free, product = row.decimal("available_qty"), same(row["product_no"])
        if free is not None:
            found[product] = Supply(min(free, found[product].free) if product in found else free)
    return found


def _purchased(case: Case) -> dict[str, list[_Arrival]]:
    """Return what was bought and has not come, by material."""
    found: dict[str, list[_Arrival]] = {}
    for row in case.rows("purchases"):
        left = (row.decimal("purchased_qty") or _NOTHING) - (row.decimal("received_qty") or _NOTHING)
        if left > 0 and row["material_no"] and row["status"] not in _NEVER_COMES:
            day = row["expected_date"] or row["promised_date"]
            found.setdefault(same(row["material_no"]), []).append((day, left))
    return found


def _waiting(case: Case) -> Iterator[tuple[Demand, Row]]:
    """Yield what the open order lines wait for, with the priority of their customers, and their rows."""
    kits, names = _kits(case), Counter(row.key for row in case.rows("orders"))
    points = read_points(case.settings.priority_points)
    for row in case.rows("orders"):
        qty = open_qty(row)
        if qty <= 0 or not row["product_no"] or row["close_mode"] or row["status"] in _NOT_WAITING:
            continue
        grade, profit, credit = _standing(case, row)
        yield Demand(
            key=row.key if names[row.key] == 1 else _with_place(row),
            product_no=same(row["product_no"]),
            qty=qty,
            due=due_date(row["confirmed_date"], row["pmc_date"], row["requested_date"]),
            score=matrix_score(grade, profit, points),
            grade=grade,
            profit=profit,
            urgency=str(row["urgency"] or ""),
            credit=credit,
            kit=kits.get(row.index, ""),
            unit=str(row["unit"] or ""),
        ), row  # fmt: skip


def _standing(case: Case, row: Row) -> tuple[str, str, str]:
    """Return grade, profit contribution and credit of the customer of an order line, '' where not filled in."""
    customer = case.customer(row["customer_no"])
    grade, profit, credit = (
        str((customer[name] if customer else None) or "")
        for name in ("grade", "profit_class", "credit_grade")
    )
    return grade, profit, credit


def _with_place(row: Row) -> str:
    """Return the name of a line that has no number of its own: its order and the row of the sheet."""
    return f"{row.key}（第 {row.data.place(row.index)[1]} 行）"


def open_qty(row: Row) -> Decimal:
    """Return what is still to be delivered of an order line."""
    left = row.decimal("open_qty")
    if left is not None:
        return left
    return (row.decimal("ordered_qty") or _NOTHING) - (row.decimal("delivered_qty") or _NOTHING)


def _kits(case: Case) -> dict[int, str]:
    """Return row → its kit, for the lines of orders that belong to one: by 配套组, else by 主件行号."""
    rows = list(case.rows("orders"))
    mains = {(same(row["order_no"]), same(row["main_line_no"])) for row in rows if row["main_line_no"]}
    found = {}
    for row in rows:
        order, line = same(row["order_no"]), same(row["main_line_no"] or row["line_no"])
        if row["kit_group"]:
            found[row.index] = f"{order}/{same(row['kit_group'])}"
        elif (order, line) in mains:
            found[row.index] = f"{order}#{line}"
    return found
