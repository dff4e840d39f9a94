"""变更执行 in a real LibreOffice Calc, against what the command line makes of the same file, cell by cell."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.books.live import read_sheet
from gendan_xl.cli import main

NOW = dt.datetime(2026, 3, 16, 12)
WRITTEN = ("订单台账", "节点", "变更", "修改记录")
LINE: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "order_date": NOW.date(), "customer_no": "C1", "customer_name": "海曙五金有限公司",
    "product_no": "P1", "product_name": "合页", "spec": "4寸", "ordered_qty": 100.0, "requested_date": dt.date(2026, 4, 3),
    "confirmed_date": dt.date(2026, 4, 3), "status": "已确认", "route_name": "通用", "supply_mode": "自制",
}  # fmt: skip
CHANGE: dict[str, Any] = {
    "change_no": "BG1", "change_line_no": 1, "order_no": "XS1", "line_no": 1, "requested_time": NOW, "change_type": "交期",
    "changed_field": "确认交期", "old_value": "2026-04-03", "new_value": "2026-04-10", "pmc_answer": "B可变更",
    "pmc_answered_by": "魏东", "approver": "董秀兰", "status": "已批准",
}  # fmt: skip


def grids(book: Any) -> dict[str, Any]:
    """Return the cells of the sheets that a change writes to."""
    return {name: read_sheet(book.sheets[name]).rows for name in WRITTEN}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "变更.xlsx"
    waiting = CHANGE | {"change_no": "BG2", "status": "待审批"}
    build_book(path, {"orders": [LINE], "changes": [CHANGE, waiting]}, today=NOW.date())
    assert main(["schedule", str(path), "--now", NOW.isoformat()]) == 0
    return path


def test_change_writes_what_the_command_line_writes_and_is_undone(
    desk: Callable[..., Any], source: Path, tmp_path: Path
) -> None:
    at = desk(source)
    before = grids(at.book)
    patched = tmp_path / "patched.xlsx"
    shutil.copy(source, patched)
    assert main(["change", str(patched), "--all", "--now", NOW.isoformat()]) == 0

    assert at.press("change")
    assert "XS1-1 确认交期  2026-04-03 → 2026-04-10" in at.said
    assert "【PMC】订单 XS1" in at.said
    assert before != grids(at.book) == grids(desk(patched, "headless").book)

    assert at.press("undo")
    assert grids(at.book) == before


def test_a_selected_change_that_is_not_approved_is_refused(desk: Callable[..., Any], source: Path) -> None:
    at = desk(source)
    before = read_sheet(at.book.sheets["变更"]).rows
    at.select("变更", "C4")
    assert at.press("change")
    assert "状态是待审批" in at.said and "XS1-1 确认交期" not in at.said
    assert read_sheet(at.book.sheets["变更"]).rows == before
