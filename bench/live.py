"""Check and colour 5,000 order rows in a running LibreOffice Calc: wall seconds after connect (target ≤ 3).

`python bench/live.py [--lines N] [--profile]`. Never part of a test: times are for reading.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import os
import pstats
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from make_books import Maker, Row, make_book

LINES, NOW, TARGET = 5_000, dt.datetime(2026, 6, 15, 12), 3.0


class OrderBook(Maker):
    """Order lines and master data, without milestones and deliveries."""

    def tables(self) -> dict[str, Iterator[Row]]:
        """Return table name → its rows."""
        kept = super().tables()
        return {name: rows for name, rows in kept.items() if name not in ("milestones", "deliveries")}


def main() -> None:
    """Print how long the button 校验 takes, three times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GENDAN_HOME"] = folder
        path = Path(folder) / "live.xlsx"
        make_book(path, OrderBook(args.lines, NOW.date()))
        _measure(path, args.lines, profile=args.profile)


def _measure(path: Path, lines: int, *, profile: bool) -> None:
    from gendan_xl.commands._buttons import live_actions
    from gendan_xl.commands._live import press
    from gendan_xl.hosts import calc

    app = calc.start()
    try:
        book = app.books.open(str(path))
        action = live_actions()["check"]
        watch = cProfile.Profile()
        for number in range(3):
            start = time.perf_counter()
            done = watch.runcall(press, action, book, now=NOW) if profile else press(action, book, now=NOW)
            seconds = time.perf_counter() - start
            if not done:
                raise SystemExit(f"校验 failed, nothing was measured: {app.impl.alerts[-1]}")
            found = book.sheets["问题清单"].used_range.last_cell.row - 2
            print(
                f"{number + 1}: {lines:,} order rows checked and coloured, {found} findings: {seconds:.2f} s"
                f"  ({seconds / TARGET:.2f} of the {TARGET:g} s allowed)"
            )
        if profile:
            pstats.Stats(watch).sort_stats("cumulative").print_stats(35)
    finally:
        app.quit()


if __name__ == "__main__":
    main()
