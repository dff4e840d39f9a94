"""What belongs to the months of a report, and what has nothing to do with them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.errors import Message
from gendan_xl.reports._words import lowest

ORDER: dict[str, Any] = {
    "line_no": 1, "customer_no": "C1", "customer_name": "海曙", "product_no": "P1", "product_name": "合页", "unit": "副",
    "unit_price": 10.0, "order_date": dt.date(2026, 1, 1),
}  # fmt: skip
TABLES: dict[str, list[dict[str, Any]]] = {
    "customers": [
        {"customer_no": "C1", "full_name": "海曙五金", "short_name": "海曙"},
        {"customer_no": "C2", "full_name": "永信门业", "short_name": "永信"},
    ],
    "orders": [
        ORDER | {"order_no": "A1", "ordered_qty": 5.0, "confirmed_date": dt.date(2026, 3, 5)},
        ORDER | {"order_no": "A2", "confirmed_date": dt.date(2026, 5, 5)},
        ORDER | {"order_no": "A3", "ordered_qty": 5.0, "confirmed_date": dt.date(2026, 5, 6)},
        ORDER | {"order_no": "A4", "ordered_qty": 5.0},
    ],
    "deliveries": [
        {"order_no": "A1", "line_no": 1, "batch_no": 1, "delivery_type": "正常", "status": "已发货", "note_no": "N1",
         "shipped_qty": 5.0, "shipped_date": dt.date(2026, 3, 4)},
    ],
}  # fmt: skip


def made(folder: Path, kind: str, *words: str) -> Path:
    book = folder / "账.xlsx"
    if not book.exists():
        build_book(book, TABLES, today=dt.date(2026, 4, 1))
    out = folder / f"{kind}{len(list(folder.iterdir()))}.xlsx"
    assert main(["report", kind, str(book), "--out", str(out), "--today", "2026-04-01", *words]) == 0
    return out


def sheet(path: Path, name: str) -> list[tuple[Any, ...]]:
    found = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [tuple(value for value in row if value is not None) for row in found if any(row)]


def said(path: Path) -> list[str]:
    return [str(value) for row in sheet(path, "封面") for value in row]


def test_rows_of_other_months_are_not_doubtful(tmp_path: Path) -> None:
    out = made(tmp_path, "on-time", "--from", "2026-03", "--to", "2026-03")
    # A2 lacks its quantity and A3 is not due, but both belong to May; A4 may belong to any month
    assert [row[3] for row in sheet(out, "未计入")[3:]] == ["A4-1"]
    assert "按规则不计入：期间以外 2 行。" in said(out)


def test_a_ledger_of_open_lines_only_says_so(tmp_path: Path) -> None:
    book = tmp_path / "未交.xlsx"
    build_book(book, TABLES | {"deliveries": []}, today=dt.date(2026, 4, 1))
    for kind in ("on-time", "otif", "delays"):
        out = tmp_path / f"{kind}.xlsx"
        assert main(["report", kind, str(book), "--out", str(out), "--today", "2026-04-01"]) == 0
        assert any("只有没有交齐的订单行" in text for text in said(out)), kind


def test_few_lines_that_all_missed_are_named() -> None:
    answers = [("海曙", True)] * 5 + [("永信", False)] * 3
    assert [one.zh for one in lowest(Message("达成率", "rate"), answers)] == [
        "不足 5 行而达成率为 0 的：永信 3 行。"
    ]
