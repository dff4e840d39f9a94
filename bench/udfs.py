"""10,000 due dates in the cells of a real LibreOffice Calc: one array formula against a formula in every cell.

`python bench/udfs.py [--cells N]`. Both ways show the same days; the target is a ratio of at least 20. Never part of a
test: times are for reading.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections.abc import Callable
from typing import Any

from gendan_xl.hosts import calc
from gendan_xl.hosts.udf_bridge import offer
from gendan_xl.udfs import UDFS

ROUTE, STEPS = "通用", 6
FIRST_DUE = dt.datetime(2026, 3, 2)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that some work takes, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def in_one(sheet: Any, orders: int) -> list[list[Any]]:
    """Let one array formula show the days of all orders."""
    block = sheet.range((1, 3), (orders, 2 + STEPS))
    block.api.setArrayFormula(f"=gd_due_dates(A1:A{orders};B1:B{orders})")
    return list(block.options(ndim=2).value)


def in_each(sheet: Any, orders: int) -> list[list[Any]]:
    """Let every cell ask for its own day."""
    block = sheet.range((1, 3), (orders, 2 + STEPS))
    block.formula = "=INDEX(gd_due_dates($A1,$B1),COLUMN()-2,3)"
    return list(block.options(ndim=2).value)


def main() -> None:
    """Measure both ways and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=10_000)
    orders = -(-parser.parse_args().cells // STEPS)
    app = calc.start()
    try:
        offer(app, {name: entry.function for name, entry in UDFS.items()})
        book = app.books.add()
        sheets = [book.sheets.add(name) for name in ("warm", "one", "each")]
        for sheet in sheets:
            sheet["A1"].value = [[ROUTE, FIRST_DUE + dt.timedelta(row % 300)] for row in range(orders)]
        in_one(sheets[0], orders)
        one, days = timed(lambda: in_one(sheets[1], orders))
        each, same = timed(lambda: in_each(sheets[2], orders))
        assert days == same, "both ways must show the same days"
        print(f"{orders * STEPS:,} due dates: one formula {one:.2f} s, a formula a cell {each:.2f} s")
        print(f"ratio {each / one:.0f} (target ≥ 20)")
    finally:
        app.quit()


if __name__ == "__main__":
    main()
