"""Whose number 对账 bears: that of the 对账单 or of the 月结单, made out in either order, or of the clerk's own row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main

DAY = dt.date(2026, 11, 22)
CUSTOMER = {
    "customer_no": "C1",
    "full_name": "杭州永信门业有限公司",
    "short_name": "永信",
    "settlement_mode": "月结",
}
ORDER = {
    "order_no": "SO1",
    "line_no": 1,
    "customer_no": "C1",
    "product_name": "锁体",
    "unit": "套",
    "unit_price": 49.0,
}
GONE = {
    "order_no": "SO1", "line_no": 1, "batch_no": 1, "customer_no": "C1", "note_no": "SH1", "status": "已发货",
    "shipped_date": dt.date(2026, 10, 8), "shipped_qty": 10.0, "unit_price": 49.0,
}  # fmt: skip


@pytest.fixture
def make(tmp_path: Path) -> Any:
    """Return a maker of statements of 2026-10, whose book keeps these rows of 对账."""
    path = tmp_path / "跟单.xlsx"

    def build(*stated: dict[str, Any], **more: Any) -> Any:
        rows = {"customers": [CUSTOMER], "orders": [ORDER], "deliveries": [GONE], "statements": list(stated)}
        build_book(path, rows | more, today=DAY)
        return lambda kind, *more: main(
            ["form", kind, str(path), "--month", "2026-10", "--today", f"{DAY}", *more]
        )

    return build


def shown(folder: Path, sheet: str, *headers: str) -> list[tuple[Any, ...]]:
    cells = openpyxl.load_workbook(folder / "跟单.xlsx", data_only=True)[sheet]
    columns = [next(cell.column for cell in cells[2] if cell.value == header) for header in headers]
    rows = [tuple(cells.cell(row, column).value for column in columns) for row in range(3, cells.max_row + 1)]
    return [row for row in rows if row[0] is not None]


def test_the_row_that_the_clerk_wrote_gives_its_number(
    make: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = make({"statement_no": "DZ-9", "customer_no": "C1", "statement_month": "202610"})
    assert form("对账单") == 0
    assert form("对账单", "--customer", "C1") == 1 and "GD592" in capsys.readouterr().out
    assert form("对账单", "--again") == 0
    assert shown(tmp_path, "单据", "单据号", "打印次数") == [("DZ-9", 2)]
    assert shown(tmp_path, "对账", "对账单号") == [("DZ-9",)]


def test_what_was_sent_is_not_made_out_again_unasked(
    make: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = {
        "statement_no": "DZ-9",
        "customer_no": "C1",
        "statement_month": "202610",
        "sent_date": dt.date(2026, 11, 2),
    }
    form = make(sent)
    assert form("对账单") == 0
    assert "永信-2026-10 的对账单 DZ-9 已在 2026-11-02 发给客户，没有再出" in capsys.readouterr().out
    assert form("对账单", "--customer", "C1") == 1 and "GD592" in capsys.readouterr().out
    assert not shown(tmp_path, "单据", "单据号")
    assert form("对账单", "--again") == 0
    assert "这次重出的日期是 2026-11-22" in capsys.readouterr().out


def test_a_monthly_bill_after_the_statement(make: Any, tmp_path: Path) -> None:
    form = make()
    assert form("对账单") == 0 and form("月结单") == 0
    assert shown(tmp_path, "单据", "单据号", "关联单号") == [
        ("DZ20261122001", "永信-2026-10"),
        ("YJ20261122001", "DZ20261122001"),
    ]
    assert shown(tmp_path, "对账", "对账单号") == [("DZ20261122001",)]


def test_a_statement_after_the_monthly_bill(make: Any, tmp_path: Path) -> None:
    form = make()
    assert form("月结单") == 0
    assert shown(tmp_path, "对账", "对账单号") == [("YJ20261122001",)]
    assert form("对账单") == 0
    assert [number for (number,) in shown(tmp_path, "单据", "单据号")] == ["YJ20261122001", "DZ20261122001"]
    assert shown(tmp_path, "对账", "对账单号") == [("DZ20261122001",)]
    assert form("月结单", "--again") == 0
    assert shown(tmp_path, "对账", "对账单号") == [("DZ20261122001",)]


def test_a_credit_for_more_than_was_delivered_stops_both(
    make: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = {
        "request_no": "TS1", "request_line_no": 1, "customer_no": "C1", "order_no": "SO1", "line_no": 1,
        "requested_qty": 12.0, "received_qty": 12.0, "return_note_no": "TH1", "return_note_date": dt.date(2026, 10, 12),
        "status": "已入账",
    }  # fmt: skip
    form = make(returns=[back])
    for kind in ("对账单", "月结单"):
        assert form(kind, "--customer", "C1") == 1
        assert "退货!O3 订单行 SO1-1 退货合计 12，超过已发 10" in capsys.readouterr().out
