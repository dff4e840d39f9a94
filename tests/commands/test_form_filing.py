"""What is filed when several processes work at once, when one dies, and when names are malicious (requirement 44)."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl

from gendan_xl.books.blank import build_book
from gendan_xl.books.journal import Journal, journal_path
from gendan_xl.cli import main

TODAY = dt.date(2026, 3, 16)
RUN = "import sys; from gendan_xl.cli import main; sys.exit(main(sys.argv[1:]))"
DIE = (
    "import os; from gendan_xl.commands import _filed; _filed.write_atomic = lambda *a, **k: os._exit(9); "
    + RUN
)


def build(folder: Path, *orders: str, **more: Any) -> Path:
    """Return a workbook with orders of one line that are to be delivered."""
    rows = [
        {
            "order_no": order, "line_no": 1, "customer_no": "C1", "customer_name": "海曙", "product_no": "P1",
            "product_name": "合页", "unit": "副", "ordered_qty": 60.0, "unit_price": 4.5, "status": "已确认", **more,
        }
        for order in orders
    ]  # fmt: skip
    batches = [
        {
            "order_no": order, "line_no": 1, "batch_no": 1, "delivery_type": "正常", "planned_date": TODAY,
            "planned_qty": 60.0, "status": "待放行", "price_approver": "董秀兰", "unit_price": 4.5,
        }
        for order in orders
    ]  # fmt: skip
    customer = {"customer_no": "C1", "full_name": "=1+1", "short_name": "@SUM(A1)"}
    path = folder / "跟单.xlsx"
    build_book(path, {"orders": rows, "customers": [customer], "deliveries": batches}, today=TODAY)
    return path


def words(book: Path, order: str) -> list[str]:
    return ["form", "送货单", str(book), "--order", order, "--today", "2026-03-16"]


def start(code: str, book: Path, order: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code, *words(book, order)], stdout=subprocess.DEVNULL)


def register(book: Path) -> dict[str, list[Any]]:
    """Return header → values of 单据, as they are stored."""
    sheet = openpyxl.load_workbook(book, data_only=True)["单据"]
    columns = sheet.iter_cols(min_row=2, values_only=True)
    return {str(column[0]): [value for value in column[1:] if value is not None] for column in columns}


def test_two_processes_on_one_workbook_file_under_different_numbers(tmp_path: Path) -> None:
    book = build(tmp_path, "XS1", "XS2", "XS3")
    both = [start(RUN, book, "XS1"), start(RUN, book, "XS2")]
    assert [process.wait(timeout=90) for process in both] == [0, 0]
    assert main(words(book, "XS3")) == 0  # which registers what the slower one could not
    numbers = [f"SH2026031600{n}" for n in (1, 2, 3)]
    assert sorted(register(book)["单据号"]) == numbers == sorted(Journal(journal_path(book)).current())
    assert len(list((tmp_path / "单据").rglob("*.xlsx"))) == 3


def test_the_number_of_a_process_that_died_is_kept_and_not_given_again(tmp_path: Path) -> None:
    book = build(tmp_path, "XS1", "XS2")
    assert start(DIE, book, "XS1").wait(timeout=90) == 9
    assert main(words(book, "XS2")) == 0
    assert [*register(book)["单据号"]] == ["SH20260316001", "SH20260316002"]
    assert register(book)["状态"] == ["预留", "已打印"]
    assert [file.stem[-3:] for file in (tmp_path / "单据").rglob("*.xlsx")] == ["002"]
    assert main(words(book, "XS1")) == 0 and "SH20260316003" in register(book)["单据号"]


def test_names_that_look_like_formulas_or_paths_stay_text_and_inside_the_folder(tmp_path: Path) -> None:
    order = "=..\\..\\con"
    book = build(
        tmp_path, order, product_name="+cmd|' /C calc'!A0", customer_order_no="-2+3", remark="@SUM(1)"
    )
    assert main(words(book, order)) == 0
    [file] = tmp_path.rglob("*-送货单-*.xlsx")
    assert file.resolve().parent.parent == tmp_path / "单据"
    cells = {
        c.value: c.data_type for row in openpyxl.load_workbook(file).worksheets[0] for c in row if c.value
    }
    assert cells["+cmd|' /C calc'!A0"] == "s" and "f" not in cells.values()
    assert any("=1+1" in str(value) for value in cells)
    kept = openpyxl.load_workbook(book)["单据"]
    types = {cell.value: cell.data_type for cell in kept[3] if cell.value}
    assert types[order] == "s"
    assert register(book)["订单号"] == [order]
