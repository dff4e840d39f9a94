"""销售汇总表: a month by customer, category and clerk, as reckoned by hand."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main

ORDER: dict[str, Any] = {
    "line_no": 1, "customer_no": "C1", "customer_name": "海曙", "product_no": "P1", "product_name": "合页", "unit": "副",
    "ordered_qty": 100.0, "unit_price": 10.0, "order_date": dt.date(2026, 1, 1), "status": "已发货", "clerk": "王芳",
}  # fmt: skip
BATCH: dict[str, Any] = {
    "line_no": 1, "batch_no": 1, "delivery_type": "正常", "status": "已发货", "shipped_date": dt.date(2026, 3, 5),
}  # fmt: skip
PAID: dict[str, Any] = {
    "payment_line_no": 1, "payment_kind": "货款", "payment_mode": "转账", "payment_date": dt.date(2026, 3, 10),
    "customer_no": "C1",
}  # fmt: skip
TABLES: dict[str, list[dict[str, Any]]] = {
    "customers": [
        {"customer_no": "C1", "full_name": "海曙五金", "short_name": "海曙", "clerk": "王芳"},
        {"customer_no": "C2", "full_name": "永信门业", "short_name": "永信", "clerk": "李强"},
    ],
    "products": [{"product_no": "P1", "product_name": "合页", "product_category": "五金"},
                 {"product_no": "P2", "product_name": "门锁", "product_category": "锁具"}],
    "orders": [
        ORDER | {"order_no": "A1"},
        ORDER | {"order_no": "A1", "line_no": 2, "product_no": "P2", "unit_price": 2.5},
        ORDER | {"order_no": "A2", "customer_no": "C2", "customer_name": "永信", "clerk": None},
    ],
    "deliveries": [
        BATCH | {"order_no": "A1", "note_no": "N1", "shipped_qty": 100.0},
        BATCH | {"order_no": "A1", "line_no": 2, "note_no": "N1", "shipped_qty": 40.0},
        BATCH | {"order_no": "A2", "note_no": "N2", "shipped_qty": 7.0},
        BATCH | {"order_no": "A2", "note_no": "N3", "shipped_qty": 9.0, "shipped_date": dt.date(2026, 2, 5)},
    ],
    "returns": [{"request_no": "T1", "request_line_no": 1, "order_no": "A1", "line_no": 2, "received_qty": 4.0,
                 "return_note_no": "H1", "return_note_date": dt.date(2026, 3, 20)}],
    "payments": [
        PAID | {"payment_no": "R1", "currency": "CNY", "payment_amount": 600.0},
        PAID | {"payment_no": "R2", "currency": "USD", "payment_amount": 50.0, "payment_date": dt.date(2026, 2, 3)},
    ],
}  # fmt: skip


def made(folder: Path, today: str, *words: str) -> Path:
    build_book(folder / "三月.xlsx", TABLES, today=dt.date(2026, 3, 31))
    out = folder / "汇总.xlsx"
    ledger = str(folder / "三月.xlsx")
    assert main(["report", "sales-summary", ledger, "--out", str(out), "--today", today, *words]) == 0
    return out


def rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    found = openpyxl.load_workbook(path)[sheet].iter_rows(max_col=7, values_only=True)
    return [row for row in found if row[0] is not None]


def said(path: Path) -> list[str]:
    return [str(row[0]) for row in rows(path, "封面")]


def test_a_month_by_customer_category_and_clerk(tmp_path: Path) -> None:
    out = made(tmp_path, "2026-04-02", "--from", "2026-03", "--to", "2026-03")
    # quantity, delivered, returned, allowed, net, received: line 2 is 40 − 4 at 2.5
    haishu, yongxin = (136, 1100, 10, None, 1090, 600), (7, 70, None, None, 70, None)
    assert [row for row in rows(out, "按客户") if row[0] in ("海曙", "永信")] == [
        ("海曙", *haishu), ("永信", *yongxin),
    ]  # fmt: skip
    assert [row for row in rows(out, "按跟单员") if row[0] in ("王芳", "李强")] == [
        ("王芳", *haishu), ("李强", *yongxin),
    ]  # fmt: skip
    assert [row[:6] for row in rows(out, "按产品类别") if row[0] in ("五金", "锁具", "(空白)")] == [
        ("五金", 107, 1070, None, None, 1070), ("锁具", 36, 100, 10, None, 90),
    ]  # fmt: skip
    assert (
        "2026年3月 CNY（含税）：净销售额 1,160.00（发货 1,170.00，退货 10.00，折让 0.00），收款 600.00。"
        in said(out)
    )


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-03-31", "2026年3月还没有过完，数字只到 2026-03-31；时限 2026-04-03（月末后 3 天内）。"),
        ("2026-04-03", "2026年3月的汇总表按时：时限 2026-04-03（月末后 3 天内），今天 2026-04-03。"),
        (
            "2026-04-05",
            "2026年3月的汇总表：时限 2026-04-03（月末后 3 天内），今天 2026-04-05，已过时限 2 天（第一次出才算晚，重出的不算）。",
        ),
    ],
)
def test_whether_it_is_in_time(tmp_path: Path, today: str, words: str) -> None:
    assert words in said(made(tmp_path, today, "--from", "2026-03", "--to", "2026-03"))


def test_currencies_are_not_added_up(tmp_path: Path) -> None:
    out = made(tmp_path, "2026-04-02")
    shown = openpyxl.load_workbook(out)["按客户"]
    labels = [(row[0], row[1]) for row in shown.iter_rows(min_row=9, max_col=2, values_only=True)]
    assert labels[-5:] == [
        ("CNY", "海曙"), (None, "永信"), ("CNY 汇总", None), ("USD", "海曙"), ("USD 汇总", None),
    ]  # fmt: skip
    cells = [chart.ser[0].cat.strRef.f.split("!")[1].replace("$", "") for chart in shown._charts]
    drawn = [
        [cell.value for (cell,) in shown[area]] if ":" in area else [shown[area].value] for area in cells
    ]
    assert drawn == [["海曙", "永信"], ["海曙"]]  # a chart for each currency


def test_what_is_dated_later_is_counted_apart(tmp_path: Path) -> None:
    words = said(made(tmp_path, "2026-03-15"))
    assert "按规则不计入：日期在 2026-03-15 以后 1 行。" in words  # the return of the 20th
    assert any("净销售额 1,170.00" in text for text in words)
