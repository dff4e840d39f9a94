"""对账汇总: months that chain, and what the customer confirmed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main

ORDER: dict[str, Any] = {
    "order_no": "A1", "line_no": 1, "customer_no": "C1", "customer_name": "海曙", "product_no": "P1",
    "product_name": "合页", "unit": "副", "ordered_qty": 100.0, "unit_price": 10.0, "order_date": dt.date(2026, 1, 1),
    "status": "已发货",
}  # fmt: skip
BATCH: dict[str, Any] = {
    "order_no": "A1", "line_no": 1, "batch_no": 1, "delivery_type": "正常", "status": "已发货",
}  # fmt: skip
TABLES: dict[str, list[dict[str, Any]]] = {
    "customers": [{"customer_no": "C1", "full_name": "海曙五金", "short_name": "海曙", "statement_day": 25}],
    "orders": [ORDER],
    "deliveries": [
        BATCH | {"note_no": "N1", "shipped_qty": 100.0, "shipped_date": dt.date(2026, 1, 25)},
        BATCH | {"note_no": "N2", "batch_no": 2, "shipped_qty": 50.0, "shipped_date": dt.date(2026, 1, 26)},
    ],
    "returns": [{"request_no": "T1", "request_line_no": 1, "order_no": "A1", "line_no": 1, "received_qty": 3.0,
                 "return_note_no": "H1", "return_note_date": dt.date(2026, 2, 2), "allowance_amount": 7.5}],
    "payments": [{"payment_no": "R1", "payment_line_no": 1, "payment_kind": "货款", "payment_mode": "转账",
                  "payment_date": dt.date(2026, 3, 3), "customer_no": "C1", "currency": "CNY", "payment_amount": 1000.0}],
    "statements": [
        {"statement_no": "D1", "customer_no": "C1", "statement_month": "2026-01", "confirmed_amount": 1000.0},
        {"statement_no": "D2", "customer_no": "C1", "statement_month": "2026-02", "confirmed_amount": 1460.0},
        {"statement_no": "D3", "customer_no": "C9", "statement_month": "2026-02", "confirmed_amount": 5.0},
        {"statement_no": "D4", "customer_no": "C1", "statement_month": "2026-12", "confirmed_amount": 5.0},
        {"statement_no": "D5", "customer_no": "C1", "statement_month": "2025-12", "confirmed_amount": 0.0},
    ],
}  # fmt: skip


def made(folder: Path, *words: str) -> Path:
    build_book(folder / "三月.xlsx", TABLES, today=dt.date(2026, 3, 31))
    out = folder / "对账.xlsx"
    ledger = str(folder / "三月.xlsx")
    assert (
        main(["report", "statement-summary", ledger, "--out", str(out), "--today", "2026-03-20", *words]) == 0
    )
    return out


def rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def said(path: Path) -> list[str]:
    return [str(value) for row in rows(path, "封面") for value in row if value is not None]


def test_months_chain_and_are_compared(tmp_path: Path) -> None:
    out = made(tmp_path)
    # the 25th still belongs to January; 1000 + 500 − 30 − 7.5 = 1462.5
    assert [row[3:4] + row[6:] for row in rows(out, "明细")[1:]] == [
        ("2025-12", 0, 0, 0, 0, 0, 0, 0, 0),
        ("2026-01", 0, 1000, 0, 0, 0, 1000, 1000, 0),
        ("2026-02", 1000, 500, 30, 7.5, 0, 1462.5, 1460, 2.5),
        ("2026-03", 1462.5, 0, 0, 0, 1000, 462.5, None, None),
    ]
    assert "客户确认过的 3 份里，1 份与账上有差异。" in said(out)
    assert [row[4] for row in rows(out, "未计入")[4:]] == [
        "客户没有往来，确认金额没有比对", "对账月份在今天以后，确认金额没有比对",
    ]  # fmt: skip


def test_two_factories_keep_two_accounts_and_a_copy_none(tmp_path: Path) -> None:
    for name in ("浙江", "江苏"):
        (tmp_path / name).mkdir()
        own: dict[str, Any] = {
            "orders": [ORDER | {"order_no": f"{name}A1"}],
            "deliveries": [row | {"order_no": f"{name}A1", "note_no": f"{name}{row['note_no']}"} for row in TABLES["deliveries"]],
            "payments": [row | {"payment_no": f"{name}R1"} for row in TABLES["payments"]],
            "statements": [TABLES["statements"][0] | {"statement_no": f"{name}D1", "opening_amount": 10.0}],
            "returns": [],
        }  # fmt: skip
        build_book(tmp_path / name / "账.xlsx", TABLES | own, today=dt.date(2026, 3, 31))
    (tmp_path / "抄").mkdir()
    (tmp_path / "抄/账.xlsx").write_bytes((tmp_path / "浙江/账.xlsx").read_bytes())
    out = tmp_path / "对账.xlsx"
    books = [str(tmp_path / name) for name in ("浙江", "江苏", "抄")]
    assert main(["report", "statement-summary", *books, "--out", str(out), "--today", "2026-03-20"]) == 0
    # each: 10 owed before, 1500 delivered, 1000 paid
    assert any("期末 1,020.00" in text for text in said(out))
    assert any("有 1 个客户在几本工作簿里各有同一个月的对账单" in text for text in said(out))
    assert any("重复，只算一次" in text for text in said(out))
    assert {row[0] for row in rows(out, "未计入")[4:] if row[0] == "重复"}


def test_what_was_confirmed_later_does_not_count_yet(tmp_path: Path) -> None:
    late = {"statements": [row | {"returned_date": dt.date(2026, 3, 21)} for row in TABLES["statements"][:1]]}
    build_book(tmp_path / "三月.xlsx", TABLES | late, today=dt.date(2026, 3, 31))
    out = tmp_path / "对账.xlsx"
    words = [
        "report",
        "statement-summary",
        str(tmp_path / "三月.xlsx"),
        "--out",
        str(out),
        "--today",
        "2026-03-20",
    ]
    assert main(words) == 0
    assert "还没有客户确认过金额。" in said(out)


def test_a_month_opens_with_what_was_owed_before(tmp_path: Path) -> None:
    words = said(made(tmp_path, "--from", "2026-02", "--to", "2026-02"))
    assert (
        "CNY，2026年2月（1 个客户，含税）：期初 1,000.00，发货 500.00，退货 30.00，折让 7.50，收款 0.00，期末 1,462.50。"
        in words
    )
