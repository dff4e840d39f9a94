"""The buttons of the reports in a real LibreOffice Calc: what is unsaved counts, the report is saved and opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.reports import all_reports

DUE = dt.date(2026, 3, 10)
LINE = {"order_no": "A1", "line_no": 1, "customer_name": "海曙", "ordered_qty": 5.0, "confirmed_date": DUE}
BATCH = {
    "order_no": "A1",
    "line_no": 1,
    "batch_no": 1,
    "shipped_qty": 5.0,
    "shipped_date": DUE,
    "status": "已发货",
}


@pytest.fixture
def at(desk: Callable[..., Any], tmp_path: Path) -> Any:
    build_book(tmp_path / "三月.xlsx", {"orders": [LINE], "deliveries": [BATCH]}, today=DUE)
    return desk(tmp_path / "三月.xlsx")


def test_the_open_workbook_is_read_as_it_stands(at: Any) -> None:
    deliveries = at.book.sheets["发货"]
    headers = deliveries.range("A2:CZ2").value
    deliveries.range((3, headers.index("发货日期") + 1)).value = dt.datetime(2026, 3, 16)  # not saved
    assert at.press("on-time")
    report = at.path.with_name("交期达成率-20260316.xlsx")
    assert "按打开着的“三月.xlsx”" in at.said and str(report) in at.said
    assert "2026年3月交期达成率 0.0%（0/1 行）。" in at.said
    assert report.name in [book.name for book in at.book.app.books]
    assert openpyxl.load_workbook(report).sheetnames[:2] == ["封面", "按月"]
    assert at.press("on-time") and report.with_stem(f"{report.stem}-2").is_file()


@pytest.mark.parametrize("verb", [report.verb for report in all_reports()])
def test_every_button_makes_its_report(verb: str, at: Any) -> None:
    assert at.press(verb), at.said
    assert list(at.path.parent.glob("*-20260316.xlsx"))
