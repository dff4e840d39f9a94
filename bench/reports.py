"""The on-time report over 100k order lines: the ledger it reads, and the flat pivot that pandas makes of it.

`python bench/reports.py make BOOK` writes the ledger (one sheet, one row an order line, as an ERP exports it);
`python bench/reports.py pandas BOOK OUT` reads it with calamine, judges the lines and writes customer × month;
`gendan BOOK OUT` writes our report. `memory FOLDER` prints the peak memory of the kinds over 200k order lines in eight
workbooks.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from make_books import Row

LINES, CUSTOMERS, PRODUCTS = 100_000, 300, 2_000
FIRST, DAYS = dt.date(2025, 7, 1), 365
EARLY, LATE = 2, 2
TODAY = dt.date(2026, 6, 15)
FACTORIES, LIMIT = 8, 1024
KINDS = (
    "on-time",
    "otif",
    "delays",
    "milestones",
    "capacity",
    "shipments",
    "statement-summary",
    "sales-summary",
)


def make(path: Path, lines: int) -> None:
    """Write the ledger of order lines."""
    from make_books import write_rows  # not at the top: pandas' process is not to pay for it

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        write_rows(book, "订单明细", "orders", rows(lines))


def make_factories(folder: Path, lines: int) -> list[Path]:
    """Write FACTORIES workbooks of our own layout with a share of the lines each, their batches and milestones."""
    from make_books import write_rows

    every, made = list(rows(lines)), []
    share = lines // FACTORIES
    for number in range(FACTORIES):
        own = every[number * share : (number + 1) * share]
        made.append(folder / f"厂{number + 1}.xlsx")
        with xlsxwriter.Workbook(str(made[-1]), {"constant_memory": True}) as book:
            write_rows(book, "订单台账", "orders", own)
            write_rows(book, "发货", "deliveries", batches(own))
            write_rows(book, "节点", "milestones", milestones(own))
    return made


def batches(lines: Iterable[Row]) -> Iterator[Row]:
    """Yield two batches of every line that left."""
    for line in lines:
        for number in (1, 2) if line["last_shipped_date"] else ():
            yield {
                "order_no": line["order_no"], "line_no": line["line_no"], "batch_no": number, "delivery_type": "正常",
                "shipped_qty": int(str(line["ordered_qty"])) / 2, "shipped_date": line["last_shipped_date"],
                "unit_price": line["unit_price"], "status": "已发货",
            }  # fmt: skip


def milestones(lines: Iterable[Row]) -> Iterator[Row]:
    """Yield three milestones of every line."""
    for line in lines:
        for number, name in enumerate(("排产", "生产", "成品入库"), 1):
            yield {
                "order_no": line["order_no"], "line_no": line["line_no"], "seq_no": number, "milestone_name": name,
                "department": "生产", "planned_end_date": line["confirmed_date"],
                "actual_end_date": line["last_shipped_date"],
            }  # fmt: skip


def memory(folder: Path, lines: int) -> None:
    """Print what each kind of report takes over all workbooks together; at most LIMIT MB are asked."""
    from run import run

    made = list(map(str, make_factories(folder, lines)))
    print(f"| report of {lines:,} order lines in {FACTORIES} workbooks | CPU s | peak MB | ÷ {LIMIT:,} MB |")
    print("|---|---:|---:|---:|")
    for kind in KINDS:
        out = folder / f"{kind}.xlsx"
        out.unlink(missing_ok=True)
        words = ["report", kind, *made, "--out", str(out), "--today", TODAY.isoformat()]
        cost = run([sys.executable, "-m", "gendan_xl", *words])
        print(f"| {kind} | {cost.cpu:.1f} | {cost.memory:.0f} | {cost.memory / LIMIT:.2f} |", flush=True)


def rows(lines: int) -> Iterator[Row]:
    """Yield order lines over a year, from a fixed seed; four of five are on time, one in twenty is open."""
    random = Random(20260615)
    for line in range(lines):
        due = FIRST + dt.timedelta(line * DAYS // lines)
        customer, product, qty = (
            int(random.random() ** 2 * CUSTOMERS),
            line * 7 % PRODUCTS,
            60 + line % 40 * 30,
        )
        first = due - dt.timedelta(random.choice((0, 0, 0, 5)))
        left = due + dt.timedelta(random.choice((-4, -2, -1, 0, 0, 0, 0, 1, 2, 6)))
        is_open = random.random() < 0.05 or left > TODAY
        yield {
            "order_no": f"XS26{line // 2:06}", "line_no": line % 2 + 1, "customer_order_no": f"PO-{line // 2:06}",
            "order_date": due - dt.timedelta(20), "customer_no": f"K{customer:04}",
            "customer_name": f"客户{customer:04}五金有限公司", "sales_person": "方启明", "clerk": "罗小芸",
            "product_no": f"P{product:05}", "product_name": f"不锈钢合页{product:05}", "spec": "4寸×3寸×3.0", "unit": "套",
            "ordered_qty": qty, "unit_price": round(6 + product % 700 / 10, 2), "amount": qty * 6.5, "currency": "CNY",
            "requested_date": first, "confirmed_date": due, "first_confirmed_date": first,
            "status": "生产中" if is_open else "已发货", "delivered_qty": 0 if is_open else qty,
            "open_qty": qty if is_open else 0, "last_shipped_date": None if is_open else left,
        }  # fmt: skip


def with_pandas(book: Path, out: Path, today: dt.date) -> None:
    """Judge the lines and write customer × month as a flat table."""
    import pandas as pd

    lines = pd.read_excel(book, engine="calamine")
    due, left = pd.to_datetime(lines["确认交期"]), pd.to_datetime(lines["最近发货日期"])
    late = (left.fillna(pd.Timestamp(today)) - due).dt.days
    lines["准时"] = ((late >= -EARLY) & (late <= LATE) & left.notna()).astype(int)
    lines["月份"] = due.dt.strftime("%Y-%m")
    decided = lines[left.notna() | (late > LATE)]
    pivot = decided.pivot_table(index="客户名称", columns="月份", values="准时", aggfunc="mean", margins=True)
    with pd.ExcelWriter(out, engine="xlsxwriter") as writer:
        pivot.to_excel(writer, sheet_name="达成率")


def with_gendan(book: Path, out: Path, today: dt.date) -> None:
    """Write our report: cover, five pivots, charts, the lines behind them."""
    from gendan_xl.cli import main as gendan

    out.unlink(missing_ok=True)  # of the round before: a report replaces no file
    gendan(["report", "on-time", str(book), "--out", str(out), "--today", today.isoformat()])


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make", "pandas", "gendan", "memory"))
    parser.add_argument("book", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--today", type=dt.date.fromisoformat, default=TODAY)
    args = parser.parse_args()
    if args.what == "make":
        make(args.book, args.lines)
    elif args.what == "memory":
        memory(args.book, 2 * args.lines)
    else:
        work = with_pandas if args.what == "pandas" else with_gendan
        work(args.book, args.out, args.today)


if __name__ == "__main__":
    main()
