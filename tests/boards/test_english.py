"""`--lang en`: names, titles and headings of boards are English; milestones and statuses stay the ledger's."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from gendan_xl.boards import all_boards
from gendan_xl.boards._board import Origin, Wish
from gendan_xl.boards.gantt import BOARD as GANTT
from gendan_xl.reports.book import ReportBook

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize(("verb", "header"), [("board", 5), ("gantt", 6), ("today", 5)])
def test_a_board_in_english(demo: Origin, verb: str, header: int) -> None:
    board = next(one for one in all_boards() if one.verb == verb)
    book = ReportBook(board.label, demo.context.now, lang="en")
    said = board.build([demo], Wish(), book)
    made = openpyxl.load_workbook(BytesIO(book.to_bytes()))
    sheet: Any = made.worksheets[0]
    top = [cell.value for row in sheet.iter_rows(1, header, max_col=7) for cell in row]
    texts = [*made.sheetnames, said[0].en, *(value for value in top if isinstance(value, str))]
    assert [text for text in texts if CHINESE.search(text)] == []


def test_the_picture_in_english(demo: Origin) -> None:
    assert GANTT.picture is not None
    root = ElementTree.fromstring(GANTT.picture([demo], Wish(), "en"))
    texts = [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0].startswith("Gantt chart of orders") and "overdue" in texts and "today" in texts
