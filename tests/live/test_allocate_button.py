"""The button 缺货分配 in LibreOffice Calc: the list that it writes, with links to the order lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gendan_xl.books.blank import build_book
from gendan_xl.commands._allocate import HEADERS

LINE: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1, "customer_no": "C1", "customer_name": "永信门业", "product_no": "3085A",
    "product_name": "锁体", "unit": "把", "ordered_qty": 50.0, "delivered_qty": 0.0, "open_qty": 50.0, "status": "已确认",
}  # fmt: skip
CUSTOMERS = [
    {"customer_no": "C1", "full_name": "永信门业", "grade": "B", "profit_class": "中"},
    {"customer_no": "C2", "full_name": "海湾酒店", "grade": "A", "profit_class": "高"},
]


def test_the_list_and_its_way_back(desk: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    orders = [LINE, LINE | {"order_no": "SO2", "customer_no": "C2", "customer_name": "海湾酒店"}]
    stock = [{"product_no": "3085A", "warehouse": "成品仓", "stock_qty": 70.0, "available_qty": 70.0}]
    build_book(path, {"orders": orders, "customers": CUSTOMERS, "stock": stock}, today=dt.date(2026, 3, 16))
    at = desk(path)
    assert at.press("allocate")
    assert "1 种产品不够，1 个订单行缺货" in at.said
    sheet = at.book.sheets["缺货分配"]
    assert tuple(sheet.range("A2:O2").value) == HEADERS
    assert sheet.range("C3:L4").value == [
        [1, "SO2-1", "海湾酒店", "A", "高", 12, None, 50, 50, 0],
        [2, "SO1-1", "永信门业", "B", "中", 6, None, 50, 20, 30],
    ]
    assert "前面 SO2-1 得 50" in sheet.range("N4").value
    assert sheet.range("O4").value.startswith("订单台账!")
    assert at.press("allocate")  # the list is none of the ledger's sheets and is written anew
    assert at.press("undo")
    assert "缺货分配" not in [one.name for one in at.book.sheets]
