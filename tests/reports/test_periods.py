"""What belongs to the months of a report, and what has nothing to do with them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

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


def test_few_lines_that_all_missed_are_named() -> None:
    answers = [("海曙", True)] * 5 + [("永信", False)] * 3
    assert [one.zh for one in lowest(Message("达成率", "rate"), answers)] == [
        "不足 5 行而达成率为 0 的：永信 3 行。"
    ]


def test_a_month_or_a_year_in_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = made(tmp_path, "on-time", "--month", "2026-03")
    assert any(text.startswith("期间：2026年3月　") for text in said(out))
    out = made(tmp_path, "on-time", "--from", "2026", "--to", "2026年")
    assert any(text.startswith("期间：2026年　") for text in said(out))
    words = ["report", "on-time", str(tmp_path / "账.xlsx"), "--month", "2026-03", "--to", "2026-04"]
    assert main(words) == 2
    assert "GD947" in capsys.readouterr().err


def test_what_is_missing_is_said_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made(tmp_path, "ageing")
    assert "没有收款记录：未收、余额里已经收到的钱没有减去。" in capsys.readouterr().out
    assert main(["new", str(tmp_path / "空.xlsx")]) == 0
    out = tmp_path / "空账龄.xlsx"
    assert main(["report", "ageing", str(tmp_path / "空.xlsx"), "--out", str(out)]) == 0
    assert "表是空的" in said(out)


def test_cells_that_were_guessed_are_listed(tmp_path: Path) -> None:
    plain = openpyxl.Workbook()
    for row in (
        ["订单号", "客户名称", "产品名称", "数量", "交期", "已发数量", "发货日期"],
        ["A1", "海曙", "合页", "840", "2026.3.20", 840, dt.date(2026, 3, 20)],
        ["A2", "海曙", "合页", 100, dt.date(2026, 3, 20), 100, dt.date(2026, 3, 20)],
    ):
        plain.active.append(row)
    plain.save(tmp_path / "台账.xlsx")
    out = tmp_path / "达成率.xlsx"
    assert main(["report", "on-time", str(tmp_path / "台账.xlsx"), "--out", str(out)]) == 0
    assert any("有 2 个单元格写法不规范，按看懂的值计入" in text for text in said(out))
    assert [row[0] for row in sheet(out, "未计入")[3:]] == ["按看懂的计入"] * 2


def test_one_customer_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extra = [ORDER | {"order_no": "B1", "customer_no": "C2", "customer_name": "永信", "ordered_qty": 7.0}]
    sent = TABLES["deliveries"][0] | {"order_no": "B1", "note_no": "N2", "shipped_qty": 7.0}
    build_book(
        tmp_path / "账.xlsx",
        TABLES | {"orders": TABLES["orders"] + extra, "deliveries": [*TABLES["deliveries"], sent]},
        today=dt.date(2026, 4, 1),
    )
    for kind, words in (("ageing", "未收（含税）70.00"), ("shipments", "净销售额 70.00")):
        out = made(tmp_path, kind, "--customer", "永信门业")
        assert any(words in text for text in said(out)), kind
        assert "只含客户“永信门业”的行。" in said(out)
    # the row and cell of what is left out are still those of the ledger: B1 is the fifth order, in row 7
    out = made(tmp_path, "on-time", "--customer", "永信门业")
    [doubt] = [row for row in sheet(out, "未计入")[3:] if row[3] == "B1-1"]
    assert doubt[2].endswith("7")
    book = str(tmp_path / "账.xlsx")
    assert main(["report", "capacity", book, "--customer", "永信门业"]) == 2
    assert main(["report", "ageing", book, "--customer", "永幸"]) == 2
    said_wrong = capsys.readouterr().err
    assert "不按客户出" in said_wrong and "GD094" in said_wrong


def test_a_pdf_that_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_book(tmp_path / "账.xlsx", TABLES, today=dt.date(2026, 4, 1))
    (tmp_path / "率.pdf").write_bytes(b"")
    words = ["report", "on-time", str(tmp_path / "账.xlsx"), "--out", str(tmp_path / "率.xlsx"), "--pdf"]
    assert main(words) == 2
    assert "GD958" in capsys.readouterr().err
    assert not (tmp_path / "率.xlsx").exists()
