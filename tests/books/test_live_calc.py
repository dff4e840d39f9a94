"""What Calc needs done in its own way, on a real one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gendan_xl.books import live_calc

pytest.importorskip("xlwings")

_BARS = 2  # com.sun.star.sheet.ConditionEntryType.DATABAR


@pytest.fixture
def book(calc_app: Any) -> Iterator[Any]:
    """A new workbook."""
    book = calc_app.books.add()
    yield book
    book.close()


def coloured(sheet: Any, formula: str, fill: str) -> None:
    """Add a format to B2:B9."""
    sheet["B2:B9"].conditional_formats.add_custom(f"={formula}", fill_color=fill)


def rules_that_show(sheet: Any) -> list[str]:
    """Return the formulas that the cell B3 itself says it has, in their order."""
    shown = sheet["B3"].api.ConditionalFormat
    return [shown.getByIndex(place).Formula1 for place in range(shown.Count)]


def test_formats_show_and_ours_win(book: Any) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = "甲"
    coloured(sheet, "$B2>1", "#ff7c80")
    coloured(sheet, '"标记"<>""', "#f8cbad")
    assert rules_that_show(sheet) == []
    live_calc.show_formats(book.api, sheet.api, ['"标记"<>""'])
    assert [rule.formula for rule in sheet["B3"].conditional_formats] == ['="标记"<>""', "=$B2>1"]
    assert rules_that_show(sheet)[:1] == ['"标记"<>""']
    history = book.api.UndoManager
    assert history.getAllRedoActionTitles() == () and book.api.IsAdjustHeightEnabled


def test_a_sheet_with_bars_is_left_alone(book: Any) -> None:
    sheet = book.sheets[0]
    coloured(sheet, "$B2>1", "#ff7c80")
    [group] = sheet.api.ConditionalFormats.ConditionalFormats
    group.createEntry(_BARS, 1)
    live_calc.show_formats(book.api, sheet.api, ())
    assert [group.getByIndex(place).getType() for place in range(group.getCount())] == [0, _BARS]


def notes_of(sheet: Any) -> dict[tuple[int, int], str]:
    return {(note.location.row, note.location.column): note.text for note in sheet.notes}


def test_notes_come_and_go_where_they_are_told(book: Any) -> None:
    sheet = book.sheets[0]
    sheet["A9"].value = 7
    live_calc.add_notes(sheet.api, {(2, 3): "交期早于下单日期", (9, 1): "数量为空", (4, 2): "没有单价"})
    live_calc.drop_notes(book.api, sheet.api, [])
    assert notes_of(sheet) == {(2, 3): "交期早于下单日期", (9, 1): "数量为空", (4, 2): "没有单价"}
    live_calc.drop_notes(book.api, sheet.api, [(9, 1), (2, 3)])
    assert (notes_of(sheet), sheet["A9"].value) == ({(4, 2): "没有单价"}, 7)
