"""The workbook of the speed table: 10k order lines, 30k batches, 80k milestones, ≈127k rows under our own headers.

`python bench/make_books.py FOLDER` writes it with XlsxWriter in constant memory, always the same. Less than one row
in a hundred has something wrong.
"""

from __future__ import annotations

import argparse
import datetime as dt
import pickle
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from random import Random

import xlsxwriter

from gendan_xl.cells import Value
from gendan_xl.demo.book import build_demo, make_demo
from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.edits import SetCell
from gendan_xl.schema.table import table

LINES_PER_ORDER = 2
BATCHES = 3
EDITS = 10_000
STEPS = ("排产", "采购", "领料出库", "首件检验", "生产", "表面处理", "成品检验", "成品入库")
STEP_DAYS = (1, 5, 1, 1, 6, 4, 1, 1)
DEPARTMENTS = ("PMC", "采购", "仓库", "品质", "生产", "外协", "品质", "仓库")
DONE_STEPS = 3
CUSTOMERS, PRODUCTS, PRICES = 300, 2_000, 5_000
MISTAKES = 0.004
"""Share of order lines that have something wrong."""

Row = Mapping[str, Value]


class Maker:
    """Rows of every table, made one after the other from a fixed seed."""

    def __init__(self, lines: int, today: dt.date) -> None:
        self.lines, self.today = lines, today
        self.random = Random(20260615)
        calendar = WorkCalendar(load_official())
        first = calendar.add_workdays(today, -20)
        self.days = [calendar.add_workdays(first, offset) for offset in range(120)]

    def tables(self) -> dict[str, Iterator[Row]]:
        """Return table name → its rows, in the order of the sheets."""
        return {
            "orders": self.orders(),
            "milestones": self.milestones(),
            "deliveries": self.deliveries(),
            "customers": self.customers(),
            "products": self.products(),
            "prices": self.prices(),
            "routes": self.routes(),
        }

    def order_no(self, line: int) -> tuple[str, int]:
        """Return order and line number of the n-th order line."""
        return f"XS2605{line // LINES_PER_ORDER:06}", line % LINES_PER_ORDER + 1

    def _dates(self, line: int) -> tuple[int, int]:
        """Return the positions in `days` of the order date and the due date of an order line."""
        begun = line // LINES_PER_ORDER % 8
        return begun, begun + sum(STEP_DAYS) + 6 + line // LINES_PER_ORDER % 12

    def _qty(self, line: int) -> int:
        return 60 + line % 40 * 30

    def orders(self) -> Iterator[Row]:
        for line in range(self.lines):
            row = self._order(line)
            if self.random.random() < MISTAKES:
                row |= self.random.choice((
                    {"ordered_qty": str(self._qty(line))}, {"product_name": "另一种产品"}, {"customer_no": "K9999"},
                    {"confirmed_date": None}, {"amount": 1.0}, {"delivery_place": None},
                ))  # fmt: skip
            yield row

    def _order(self, line: int) -> dict[str, Value]:
        order_no, line_no = self.order_no(line)
        begun, due = self._dates(line)
        customer = line // LINES_PER_ORDER % CUSTOMERS
        product = line * 7 % PRODUCTS
        qty, price = self._qty(line), _price(product)
        ordered, wanted = self.days[begun], self.days[due]
        reply = dt.datetime.combine(ordered, dt.time(16, 20))
        return {
            "order_no": order_no, "line_no": line_no, "customer_order_no": f"PO-{line // LINES_PER_ORDER:05}",
            "order_date": ordered, "order_channel": "邮件", "order_type": "正常", "customer_no": f"K{customer:04}",
            "customer_name": f"客户{customer:04}五金有限公司", "sales_person": "方启明", "clerk": "罗小芸",
            "product_no": f"P{product:05}", "product_name": f"不锈钢合页{product:05}", "spec": _spec(product), "color": "砂光",
            "unit": "套", "ordered_qty": qty, "unit_price": price, "is_tax_included": "是", "tax_rate": 0.13,
            "amount": round(qty * price, 2), "currency": "CNY", "requested_date": wanted,
            "pmc_date": self.days[due - 1], "confirmed_date": wanted, "urgency": "正常",
            "released_time": dt.datetime.combine(ordered, dt.time(9, 30)), "replied_time": reply,
            "settlement_mode": "月结", "payment_terms": "月结30天", "delivery_place": "浙江省衢州市柯城区九华北路218号",
            "consignee": "周建平", "consignee_phone": "0570-8812301", "supply_mode": "自制", "route_name": "大货",
            "planned_ship_date": wanted, "status": "生产中", "delivered_qty": 0, "open_qty": qty,
        }  # fmt: skip

    def milestones(self) -> Iterator[Row]:
        for line in range(self.lines):
            order_no, line_no = self.order_no(line)
            end = self._dates(line)[1] - sum(STEP_DAYS)
            for seq, (name, days, department) in enumerate(
                zip(STEPS, STEP_DAYS, DEPARTMENTS, strict=True), start=1
            ):
                start, end = end + 1, end + days
                planned, is_done = self.days[end], seq <= DONE_STEPS and self.days[end] < self.today
                yield {
                    "order_no": order_no, "line_no": line_no, "seq_no": seq, "milestone_name": name,
                    "customer_short_name": f"客户{line // LINES_PER_ORDER % CUSTOMERS:04}",
                    "product_name": f"不锈钢合页{line * 7 % PRODUCTS:05}", "ordered_qty": self._qty(line),
                    "department": department, "lead_days": days, "planned_start_date": self.days[start],
                    "planned_end_date": planned, "actual_end_date": planned if is_done else None,
                    "done_qty": self._qty(line) if is_done else None, "status": "按期完成" if is_done else "未开始",
                }  # fmt: skip

    def deliveries(self) -> Iterator[Row]:
        for line in range(self.lines):
            order_no, line_no = self.order_no(line)
            due = self._dates(line)[1]
            for batch in range(1, BATCHES + 1):
                yield {
                    "order_no": order_no, "line_no": line_no, "batch_no": batch, "delivery_type": "正常",
                    "customer_short_name": f"客户{line // LINES_PER_ORDER % CUSTOMERS:04}",
                    "product_name": f"不锈钢合页{line * 7 % PRODUCTS:05}", "unit": "套", "ordered_qty": self._qty(line),
                    "planned_date": self.days[due - BATCHES + batch], "time_slot": "下午",
                    "planned_qty": self._qty(line) // BATCHES, "transport_mode": "零担", "status": "计划",
                }  # fmt: skip

    def customers(self) -> Iterator[Row]:
        for number in range(CUSTOMERS):
            yield {
                "customer_no": f"K{number:04}", "full_name": f"客户{number:04}五金有限公司", "short_name": f"客户{number:04}",
                "grade": "B", "sales_person": "方启明", "contact": "周建平", "phone": "0570-8812301",
                "address": "浙江省衢州市柯城区九华北路218号", "settlement_mode": "月结", "payment_terms": "月结30天",
            }  # fmt: skip

    def products(self) -> Iterator[Row]:
        for number in range(PRODUCTS):
            yield {
                "product_no": f"P{number:05}", "product_name": f"不锈钢合页{number:05}", "model": f"HY{number % 90:03}",
                "spec": _spec(number), "color": "砂光", "unit": "套", "product_category": "合页", "supply_mode": "自制",
                "default_route": "大货", "lead_days": 20, "reference_price": _price(number),
            }  # fmt: skip

    def prices(self) -> Iterator[Row]:
        for number in range(PRICES):
            product = number % PRODUCTS
            yield {
                "customer_no": f"K{number // PRODUCTS:04}", "product_no": f"P{product:05}", "currency": "CNY",
                "min_qty": 1, "start_date": dt.date(2026, 1, 1), "unit": "套", "unit_price": _price(product),
                "is_tax_included": "是", "tax_rate": 0.13,
            }  # fmt: skip

    def routes(self) -> Iterator[Row]:
        for seq, (name, days, department) in enumerate(
            zip(STEPS, STEP_DAYS, DEPARTMENTS, strict=True), start=1
        ):
            yield {
                "route_name": "大货", "version": "1", "seq_no": seq, "milestone_name": name, "department": department,
                "lead_days": days, "predecessor_nos": str(seq - 1) if seq > 1 else None,
            }  # fmt: skip


def _price(product: int) -> float:
    return round(6 + product % 700 / 10, 2)


def _spec(product: int) -> str:
    return f"{3 + product % 4}寸×3寸×{2 + product % 3}.0"


def make_book(path: Path, maker: Maker) -> None:
    """Write the workbook."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        for name, rows in maker.tables().items():
            write_rows(book, table(name).meta.sheet, name, rows)


def write_rows(book: xlsxwriter.Workbook, title: str, name: str, rows: Iterable[Row]) -> None:
    """Add a sheet with the rows of a table below their headers; the first row says which columns there are."""
    sheet = book.add_worksheet(title)
    formats = {code: book.add_format({"num_format": code}) for code in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm")}
    columns = table(name).columns()
    for number, row in enumerate(rows, start=1):
        if number == 1:
            sheet.write_row(0, 0, [columns[field].header for field in row])
        for col, value in enumerate(row.values()):
            if isinstance(value, dt.date):
                code = "yyyy-mm-dd hh:mm" if isinstance(value, dt.datetime) else "yyyy-mm-dd"
                sheet.write_datetime(number, col, value, formats[code])
            elif value is not None:
                sheet.write(number, col, value)


def due_date_edits(maker: Maker) -> list[SetCell]:
    """Return a new 计划完成日期 for every so many rows of the 节点 sheet, EDITS of them."""
    rows = list(maker.milestones())
    col = list(rows[0]).index("planned_end_date") + 1
    later = dict(zip(maker.days, maker.days[1:], strict=False))
    sheet, step = table("milestones").meta.sheet, max(1, len(rows) // EDITS)
    return [
        SetCell(sheet, index + 2, col, row["planned_end_date"], later[row["planned_end_date"]])
        for index, row in enumerate(rows)
        if index % step == 0
    ]


def main() -> None:
    """Write big.xlsx, edits.pickle (due dates to set in it) and small.xlsx (the demo) into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--today", type=dt.date.fromisoformat, default=dt.date(2026, 6, 15))
    args = parser.parse_args()
    make_book(args.folder / "big.xlsx", Maker(args.lines, args.today))
    (args.folder / "edits.pickle").write_bytes(pickle.dumps(due_date_edits(Maker(args.lines, args.today))))
    build_demo(args.folder / "small.xlsx", make_demo(args.today), args.today)


if __name__ == "__main__":
    main()
