"""Papers that the customer or the product asks for go with the goods (requirement 32)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main

TODAY = dt.date(2026, 3, 16)
Row = dict[str, Any]
READY: Row = {"order_no": "XS1", "line_no": 1, "batch_no": 1, "paper_name": "合格证", "collected_date": TODAY}
WAITING: Row = {"order_no": "XS1", "line_no": 1, "batch_no": 1, "paper_name": "质检报告", "status": "待办"}


def note(folder: Path, *papers: Row) -> int:
    path = folder / "跟单.xlsx"
    line: Row = {
        "order_no": "XS1", "line_no": 1, "customer_no": "C1", "product_no": "P1", "product_name": "锁体", "ordered_qty": 60.0,
        "unit_price": 9.0, "status": "已入库", "settlement_mode": "月结",
    }  # fmt: skip
    batch: Row = {
        "order_no": "XS1", "line_no": 1, "batch_no": 1, "delivery_type": "正常", "planned_date": TODAY, "planned_qty": 60.0,
        "status": "待放行", "price_approver": "董秀兰",
    }  # fmt: skip
    rows: dict[str, list[Row]] = {
        "orders": [line], "deliveries": [batch], "customers": [{"customer_no": "C1", "short_name": "海曙", "papers": "合格证"}],
        "products": [{"product_no": "P1", "product_name": "锁体", "papers": "质检报告"}],
    }  # fmt: skip
    build_book(path, rows | ({"shipment_papers": list(papers)} if papers else {}), today=TODAY)
    return main(["form", "送货单", str(path), "--order", "XS1", "--today", f"{TODAY}"])


def test_missing_papers_hold_the_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert note(tmp_path, READY, WAITING) == 1
    assert "随货资料还缺：质检报告" in capsys.readouterr().out
    assert note(tmp_path, READY, WAITING | {"status": "已完成"}) == 0


def test_a_book_without_a_list_of_papers_is_not_asked(tmp_path: Path) -> None:
    assert note(tmp_path) == 0
