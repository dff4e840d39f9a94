"""The on-time report over 100k order lines: the ledger it reads, and the flat pivot that pandas makes of it.

`python bench/reports.py make BOOK` writes the ledger (one sheet, one row an order line, as an ERP exports it);
`python bench/reports.py pandas BOOK OUT` reads it with calamine, judges the lines and writes customer × month; `gendan BOOK OUT` writes our report.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from random import Random

import xlsxwriter

from gendan_xl.cells import Value
from gendan_xl.schema.table import table

LINES, CUSTOMERS, PRODUCTS = 100_000, 300, 2_000
FIRST, DAYS = dt.date(2025, 7, 1), 365
EARLY, LATE = 2, 2
TODAY = dt.date(2026, 6, 15)


def make(path: Path, lines: int) -> None:
    """Write the ledger of order lines."""
    columns = table("orders").columns()
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        day_look = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("订单明细")
        for number, row in enumerate(rows(lines), start=1):
            if number == 1:
                sheet.write_row(0, 0, [columns[field].header for field in row])
            for col, value in enumerate(row.values()):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, col, value, day_look)
                elif value is not None:
                    sheet.write(number, col, value)


def rows(lines: int) -> Iterator[dict[str, Value]]:
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
    parser.add_argument("what", choices=("make", "pandas", "gendan"))
    parser.add_argument("book", type=Path)
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--today", type=dt.date.fromisoformat, default=TODAY)
    args = parser.parse_args()
    if args.what == "make":
        make(args.book, args.lines)
    else:
        work = with_pandas if args.what == "pandas" else with_gendan
        work(args.book, args.out, args.today)


if __name__ == "__main__":
    main()
