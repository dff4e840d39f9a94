"""`gendan form 对账单` over months on a file: what is printed is kept, and the next month opens with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.books.file import FileBook
from gendan_xl.cli import main
from gendan_xl.edits import AppendRow
from gendan_xl.schema.deliveries import Deliveries

LATE = dt.date(2026, 12, 1)


def delivery(customer: str, day: str, qty: float, note: str, batch: int = 1) -> dict[str, Any]:
    shipped = dt.date.fromisoformat(day)
    return {
        "order_no": f"XS-{customer}", "line_no": 1, "batch_no": batch, "delivery_type": "正常", "customer_no": customer,
        "note_no": note, "unit_price": 4.5, "shipped_qty": qty, "planned_qty": qty, "planned_date": shipped,
        "shipped_date": shipped, "price_approver": "董秀兰", "status": "已发货", "product_name": "合页",
    }  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "跟单.xlsx"
    customers = [
        {
            "customer_no": no,
            "full_name": f"宁波{short}五金有限公司",
            "short_name": short,
            "settlement_mode": "月结",
            "statement_day": 25,
        }
        for no, short in (("C1", "海曙"), ("C2", "江北"))
    ]
    orders = [
        {"order_no": f"XS-{no}", "line_no": 1, "customer_no": no, "product_name": "合页", "unit": "副", "ordered_qty": 500.0,
         "unit_price": 4.5, "is_tax_included": True, "status": "部分发货"} for no in ("C1", "C2")
    ]  # fmt: skip
    deliveries = [
        delivery("C1", "2026-09-28", 10, "SH1"), delivery("C1", "2026-10-20", 20, "SH2", 2),
        delivery("C1", "2026-11-02", 30, "SH3", 3), delivery("C2", "2026-11-03", 40, "SH4"),
    ]  # fmt: skip
    payments = [{"payment_no": "SK1", "payment_line_no": 1, "payment_date": dt.date(2026, 11, 5), "customer_no": "C1",
                 "payment_amount": 100.01, "currency": "CNY", "status": "已确认"}]  # fmt: skip
    rows: dict[str, Any] = {
        "customers": customers, "orders": orders, "deliveries": deliveries, "payments": payments, "statements": [],
    }  # fmt: skip
    build_book(path, rows, today=LATE, full=True)
    return path


def form(path: Path, *more: str) -> int:
    return main(["form", "对账单", str(path), "--today", f"{LATE}", *more])


def rows(path: Path, sheet: str, *headers: str) -> list[tuple[Any, ...]]:
    cells = openpyxl.load_workbook(path, data_only=True)[sheet]
    places = {cell.value: cell.column for cell in cells[2]}
    found = [
        tuple(cells.cell(row, places[name]).value for name in headers) for row in range(3, cells.max_row + 1)
    ]
    return [row for row in found if any(row)]


def test_months_are_kept_and_chain(book: Path) -> None:
    assert form(book, "--month", "2026-10") == 0
    assert form(book, "--month", "2026-11") == 0
    kept = rows(
        book, "对账", "对账单号", "客户编号", "对账月份", "期初余额", "本期发货", "本期收款", "期末余额"
    )
    assert kept == [
        ("DZ20261201001", "C1", "202610", 0, 135, 0, 135),
        ("DZ20261201002", "C1", "202611", 135, 135, 100.01, 169.99),
        ("DZ20261201003", "C2", "202611", 0, 180, 0, 180),
    ]
    numbers = ["DZ20261201001", "DZ20261201001", "DZ20261201002", "DZ20261201003"]
    assert rows(book, "发货", "对账单号") == [(number,) for number in numbers]
    [first, *_] = rows(book, "单据", "单据号", "单据类型", "标题", "金额", "是否需回传", "应回传日期")
    assert first == ("DZ20261201001", "对账单", "2026年10月对账单", 135, "是", dt.datetime(2026, 12, 7))
    assert len(list((book.parent / "单据").rglob("*.xlsx"))) == 3


def test_a_statement_keeps_its_number(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert form(book, "--month", "2026-10") == 0
    assert form(book, "--month", "2026-10") == 1
    assert "已经出过对账单：DZ20261201001" in capsys.readouterr().out
    assert form(book, "--month", "2026-10", "--again") == 0
    assert len(rows(book, "对账", "对账单号")) == 1
    assert main(["void", str(book), "--number", "DZ20261201001", "--reason", "金额有误", "--by", "小王"]) == 0
    assert form(book, "--month", "2026-10") == 0
    assert rows(book, "发货", "对账单号")[:2] == [("DZ20261201002",)] * 2
    assert rows(book, "对账", "对账单号") == [("DZ20261201002",)]


def test_what_was_entered_late_stops_the_next_month(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert form(book, "--month", "2026-10") == 0
    late = delivery("C1", "2026-10-21", 2, "SH9", 4)
    headers = {Deliveries.header(name): value for name, value in late.items()}
    file = FileBook(book)
    file.apply([AppendRow("发货", "发货", headers)])
    assert form(book, "--month", "2026-11", "--customer", "海曙") == 1
    assert "期末是 135，按记录算到 2026-10-26 前是 144" in capsys.readouterr().out
    assert form(book, "--month", "2026-10", "--again") == 0
    assert form(book, "--month", "2026-11", "--customer", "海曙") == 0
    assert rows(book, "对账", "期初余额", "期末余额") == [(0, 144), (144, 178.99)]
