"""What lies in store: materials from data/stock.csv, and finished goods for the open orders: enough, too little, none."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.demo.choose import Story
from gendan_xl.demo.master import Row, load

_READY = "已入库"
_OPEN = frozenset({"已确认", "已排产", "生产中", _READY})
_SHARES = ((1.0, 0.0), (0.5, 0.0), (0.25, 0.5), (0.0, 0.0))
"""Which parts of what is wanted lie there and are to come, product after product."""
_LOT = "W{:%y%m}-1"


def make_stock(story: Story) -> list[Row]:
    """Return 库存: a row for every material and for every product that an open order waits for.

    The goods of orders that are 已入库 lie there; of the rest of what is wanted there is all, half, a quarter (as much
    again is bought) or nothing, so that the allocation has something of everything to show.
    """
    rows = load("stock")
    known = {row["product_no"] for row in rows}
    rows += [row for row in _finished(story) if row["product_no"] not in known]
    return [
        row | {"stock_date": story.workday(-1), "expected_arrival_date": story.workday(6) if row["in_transit_qty"] else None}
        for row in rows
    ]  # fmt: skip


def _finished(story: Story) -> Iterator[Row]:
    wanted: dict[str, tuple[float, float]] = {}
    for line in story.tables["orders"]:
        product, qty = str(line["product_no"] or ""), line["ordered_qty"]
        if line["status"] in _OPEN and product in story.master.products and isinstance(qty, int | float):
            ready, rest = wanted.get(product, (0.0, 0.0))
            is_ready = line["status"] == _READY
            wanted[product] = (ready + qty, rest) if is_ready else (ready, rest + qty)
    for place, (product, (ready, rest)) in enumerate(sorted(wanted.items())):
        there, coming = _SHARES[place % len(_SHARES)]
        yield {
            "product_no": product, "warehouse": "成品仓", "lot_no": _LOT.format(story.workday(-3)),
            "unit": story.master.products[product]["unit"], "stock_qty": ready + _part(rest, there),
            "allocated_qty": None, "sealed_qty": None, "in_transit_qty": _part(rest, coming) or None,
            "safety_qty": None, "remark": None,
        }  # fmt: skip


def _part(qty: float, part: float) -> float:
    """Return a part of a quantity in tens, all of it exactly."""
    return qty if part == 1 else qty * part // 10 * 10
