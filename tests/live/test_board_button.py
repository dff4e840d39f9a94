"""The buttons of the boards in a real LibreOffice Calc: the workbook as it stands open, not as it was saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.demo.book import Demo

NOW = dt.datetime(2026, 3, 16, 12)


@pytest.mark.parametrize(
    ("verb", "label"), [("board-sheet", "看板"), ("gantt-sheet", "甘特图"), ("today-sheet", "今日要做")]
)
def test_a_board_of_the_open_workbook(
    verb: str, label: str, desk: Callable[..., Any], demo_file: tuple[Path, Demo]
) -> None:
    at = desk(demo_file[0])
    assert at.press(verb)
    out = at.path.with_name(f"{label}-20260316.xlsx")
    assert out.name in at.said
    assert openpyxl.load_workbook(out).sheetnames[0] == label
    assert out.name in [book.name for book in at.book.app.books]


def test_what_is_not_saved_counts(desk: Callable[..., Any], demo_file: tuple[Path, Demo]) -> None:
    at = desk(demo_file[0])
    header = at.book.sheets["订单台账"].range("A2:CZ2").value
    place = header.index("产品名称")
    at.book.sheets["订单台账"].range((66, place + 1)).value = "刚改的品名"
    assert at.press("board-sheet")
    sheet = openpyxl.load_workbook(at.path.with_name("看板-20260316.xlsx"))["看板"]
    assert "刚改的品名" in [cell.value for cell in sheet["C"]]
