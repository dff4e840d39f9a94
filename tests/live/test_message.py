"""The button 话术 in a real LibreOffice Calc: the selected rows decide, the texts stand line by line on their sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gendan_xl.books.live import read_sheet
from gendan_xl.commands._asked import case_of
from gendan_xl.commands._live_message import text_list, texts_of
from gendan_xl.commands._open import open_file
from gendan_xl.demo.book import Demo

NOW = dt.datetime(2026, 3, 16, 12)


def test_the_texts_of_a_late_order(desk: Callable[..., Any], demo_file: tuple[Path, Demo]) -> None:
    at = desk(demo_file[0])
    case = case_of(open_file(at.path, NOW))
    late = next(i for i, row in enumerate(case.rows("milestones")) if row["action"] and row["delay_reason"])
    wanted = text_list(texts_of(case, {"milestones": [late]}), "zh")
    at.select("节点", f"A{late + 3}:B{late + 3}")
    assert at.press("message")
    written = [row[:4] for row in read_sheet(at.book.sheets["话术"]).rows[2:]]
    assert [[value or "" for value in row] for row in written] == [
        [value or "" for value in row[:4]] for row in wanted.rows[: len(written)]
    ]
    assert "【卡点】" in at.said
    at.select("设置", "A3")
    assert not at.press("message")
    assert at.book.sheets["话术"].range("A2").value == "种类"
    assert at.press("undo")
    assert "话术" not in [sheet.name for sheet in at.book.sheets]
