"""`gendan allocate`: who gets what of short stock, from the workbook to the screen."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main

TODAY = dt.date(2026, 3, 16)
LINE: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1, "customer_no": "C1", "customer_name": "永信门业", "product_no": "3085A",
    "product_name": "锁体", "unit": "把", "ordered_qty": 50.0, "delivered_qty": 0.0, "open_qty": 50.0,
    "confirmed_date": TODAY, "status": "已确认",
}  # fmt: skip
CUSTOMERS = [
    {"customer_no": "C1", "full_name": "永信门业", "grade": "B", "profit_class": "中"},
    {"customer_no": "C2", "full_name": "海湾酒店", "grade": "A", "profit_class": "高"},
]
STOCK = [
    {
        "product_no": "3085A",
        "warehouse": "成品仓",
        "stock_qty": 60.0,
        "sealed_qty": 0.0,
        "available_qty": 40.0,
    },
    {
        "product_no": "3085A",
        "warehouse": "二仓",
        "stock_qty": 20.0,
        "allocated_qty": 5.0,
        "available_qty": 15.0,
    },
    {"product_no": "MANY", "warehouse": "成品仓", "stock_qty": 900.0, "available_qty": 900.0},
]
ORDERS = [
    LINE,
    LINE | {"order_no": "SO2", "customer_no": "C2", "customer_name": "海湾酒店"},
    LINE | {"order_no": "SO3", "status": "待评审"},
    LINE | {"order_no": "SO4", "product_no": "MANY"},
    LINE | {"order_no": "SO5", "open_qty": 0.0, "delivered_qty": 50.0},
]
PURCHASES = [
    {"purchase_no": "PO1", "line_no": 1, "material_no": "3085A", "material_name": "锁体", "purchased_qty": 100.0,
     "received_qty": 80.0, "expected_date": TODAY + dt.timedelta(7), "status": "部分到货"},
]  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return build(tmp_path, stock=STOCK, purchases=PURCHASES)


def build(folder: Path, **more: Sequence[Mapping[str, Any]]) -> Path:
    path = folder / "台账.xlsx"
    build_book(path, {"orders": ORDERS, "customers": CUSTOMERS, **more}, today=TODAY, full=True)
    return path


def run(path: Path, *more: str) -> int:
    return main(["allocate", str(path), "--today", TODAY.isoformat(), *more])


def test_the_key_customer_comes_first_and_the_reason_is_said(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(book) == 1
    said = capsys.readouterr().out
    assert "1 种产品不够，1 个订单行缺货" in said
    first, second = (line for line in said.splitlines() if line.startswith("  "))
    assert first.startswith("  1.  SO2-1  得 50       A 级客户×利润高＝12 分")
    assert second.startswith("  2.  SO1-1  得 5 缺 45")
    assert "前面 SO2-1 得 50，库存共 55、在途 20，要 50 得 5，缺 45，2026-03-23 到货后可补 20" in second
    assert "MANY" not in said


def test_all_products_one_product_and_json(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(book, "--all", "--format", "json") == 1
    lines = json.loads(capsys.readouterr().out)["lines"]
    assert [(one["product"], one["order_line"], one["allocated"], one["short"]) for one in lines] == [
        ("3085A", "SO2-1", "50", "0"), ("3085A", "SO1-1", "5", "45"), ("MANY", "SO4-1", "50", "0"),
    ]  # fmt: skip
    assert run(book, "--product", "many") == 0
    assert "库存够，没有缺货" in capsys.readouterr().out
    assert run(book, "--product", "nix") == 2
    assert "GD926" in capsys.readouterr().err


def test_a_book_without_stock_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(build(tmp_path)) == 2
    assert "GD925" in capsys.readouterr().err


def test_stock_repeated_in_the_orders_is_counted_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    orders = [line | {"available_qty": 70.0} for line in ORDERS]
    assert run(build(tmp_path, orders=orders)) == 1
    assert "要 50 得 20，缺 30，没有在途可补" in capsys.readouterr().out
