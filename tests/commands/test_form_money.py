"""Forms of money on a file: what is printed is kept, and the next month opens with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.books.file import FileBook
from gendan_xl.cli import main
from gendan_xl.edits import AppendRow, SetCell
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
        "invoices": [], "receivables": [],
    }  # fmt: skip
    build_book(path, rows, today=LATE, full=True)
    return path


def form(path: Path, *more: str, kind: str = "对账单") -> int:
    return main(["form", kind, str(path), "--today", f"{LATE}", *more])


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
    assert form(book, "--month", "2026-10", "--customer", "C1") == 1
    assert "已经出过对账单：DZ20261201001" in capsys.readouterr().out
    assert form(book, "--month", "2026-10", "--all") == 0  # all that are lacking: none
    assert capsys.readouterr().out.strip() == "海曙-2026-10 已有对账单 DZ20261201001（重印用 --again）"
    assert form(book, "--month", "2026-10", "--again") == 0
    assert len(rows(book, "对账", "对账单号")) == 1
    assert main(["void", str(book), "--number", "DZ20261201001", "--reason", "金额有误", "--by", "小王"]) == 0
    assert form(book, "--month", "2026-10") == 0
    assert rows(book, "发货", "对账单号")[:2] == [("DZ20261201002",)] * 2
    assert rows(book, "对账", "对账单号") == [("DZ20261201002",)]


def test_a_customer_without_anything_to_state_gets_no_statement(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert form(book, "--month", "2026-10", "--customer", "江北") == 1
    said = capsys.readouterr().out
    assert (
        "江北-2026-10 没有往来，也没有余额（2026-09-26 至 2026-10-25），不用出对账单" in said
        and "GD691" in said
    )
    assert not list((book.parent).rglob("*对账单*"))


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


def test_one_that_cannot_be_printed_does_not_stop_the_others(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = FileBook(book)
    late = delivery("C2", "2026-11-21", 10.0**12, "SH9", 4)
    file.apply([AppendRow("发货", "发货", {Deliveries.header(name): value for name, value in late.items()})])
    assert form(book, "--month", "2026-11") == 1
    assert "超出可写成中文大写的范围" in capsys.readouterr().out
    assert rows(book, "对账", "对账单号", "客户编号") == [("DZ20261201001", "C1")]


def test_an_invoice_is_asked_for_once(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    customers = openpyxl.load_workbook(book)["客户"]
    col = next(cell.column for cell in customers[2] if cell.value == "税号")
    FileBook(book).apply([SetCell("客户", 3, col, None, "91330200MA2")])
    assert form(book, "--customer", "海曙", "--month", "2026-11", kind="发票申请") == 0
    assert rows(book, "发票", "申请号", "税号", "送货单号", "不含税金额", "税额", "价税合计", "已收金额") == [
        ("FP20261201001", "91330200MA2", "SH3", 119.47, 15.53, 135, 0)
    ]
    assert main(["form", "发票申请", str(book), "SH3", "--today", f"{LATE}"]) == 2
    assert "GD694" in capsys.readouterr().err


def test_a_reminder_is_noted_where_receivables_are_kept(book: Path) -> None:
    due = {
        "应收单号": "YS1",
        "客户编号": "C1",
        "来源类型": "送货单",
        "来源单号": "SH1",
        "应收日期": dt.date(2026, 11, 1),
        "应收金额": 45.0,
    }
    FileBook(book).apply([AppendRow("应收", "应收", due)])
    assert form(book, "--all", kind="催款提醒") == 0
    assert rows(book, "应收", "应收单号", "已提醒日期") == [("YS1", dt.datetime(2026, 12, 1))]
    [made] = (book.parent / "单据").rglob("*.xlsx")
    assert "催款函-CK20261201001" in made.name
