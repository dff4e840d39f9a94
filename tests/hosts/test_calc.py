"""The members of the engine, on a real Calc, through xlwings' public API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.errors import GendanError

pytest.importorskip("xlwings")


@pytest.fixture
def book(calc_app: Any) -> Iterator[Any]:
    """A new workbook."""
    book = calc_app.books.add()
    yield book
    book.close()


@pytest.fixture
def sheet(book: Any) -> Any:
    """Its first sheet."""
    return book.sheets[0]


# --- values ----------------------------------------------------------------------------------------------------


def test_values_take_the_type_of_their_format(sheet: Any) -> None:
    sheet["A1"].value = [[46024, 0.5, 1, "001", "'=1+1", "=1+1", dt.datetime(2026, 3, 4)]]
    sheet["A1"].number_format = "yyyy-mm-dd"
    sheet["G1"].value = dt.datetime(2026, 3, 5)
    texts = ["001", "=1+1", "=1+1"]
    assert sheet["A1:G1"].value == [dt.datetime(2026, 1, 2), 0.5, 1.0, *texts, dt.datetime(2026, 3, 5)]
    assert sheet["G1"].number_format.lower() == "yyyy-mm-dd"


def test_a_value_fills_all_cells(sheet: Any) -> None:
    sheet["A1:B2"].value = 7
    assert sheet["A1:B2"].value == [[7, 7], [7, 7]]
    sheet["A1:B2"].clear_contents()
    assert sheet["A1:B2"].value == [[None, None], [None, None]]


# --- formulas --------------------------------------------------------------------------------------------------


def test_a_formula_is_carried_through_the_area(sheet: Any) -> None:
    sheet["A1:B2"].value = [[1, 2], [3, 4]]
    sheet["D1:E2"].formula = "=A1*$A$1"
    assert sheet["D1:E2"].formula == (("=A1*$A$1", "=B1*$A$1"), ("=A2*$A$1", "=B2*$A$1"))
    sheet["D2:E2"].autofill(sheet["D2:E4"])
    assert sheet["D4:E4"].formula == (("=A4*$A$1", "=B4*$A$1"),)


@pytest.mark.parametrize("faulty", ["=SUM(1,,((", "=订单[@数量]"])
def test_a_formula_that_calc_does_not_understand_is_refused(faulty: str, sheet: Any) -> None:
    sheet["A1:A2"].value = [["原值"], [2]]
    with pytest.raises(GendanError, match=r"Sheet1!A1 .*GD986"):
        sheet["A1:A2"].formula = faulty
    assert sheet["A1:A2"].value == ["原值", 2]


# --- places ----------------------------------------------------------------------------------------------------


def test_places(calc_app: Any, book: Any, sheet: Any) -> None:
    sheet["B2"].value = [["a", "b", "c"], [1, None, 3], [4, 5, 6]]
    assert sheet.used_range.address == "$B$2:$D$4"
    assert sheet.range("A1,C3:D4").address == "$A$1,$C$3:$D$4"
    for address in ("$B$2:$C$3", "$A$1,$C$3:$D$4"):
        book.api.CurrentController.select(sheet.range(address).api)
        assert calc_app.selection.address == address


def test_sheets(book: Any) -> None:
    first = book.sheets[0]
    added = book.sheets.add("问题清单", after=first)
    assert [sheet.name for sheet in book.sheets] == ["Sheet1", "问题清单"]
    assert book.sheets.active == added
    first.activate()
    assert book.sheets.active.name == "Sheet1"
    book.sheets["问题清单"].delete()
    assert len(book.sheets) == 1


def test_tables(book: Any, sheet: Any) -> None:
    sheet["A1:B3"].value = [["甲", "乙"], [1, 2], [3, 4]]
    sheet.tables.add(sheet["A1:B2"], name="订单").resize(sheet["A1:B3"])
    assert [(table.name, table.range.address) for table in sheet.tables] == [("订单", "$A$1:$B$3")]
    assert list(book.sheets.add("另一张").tables) == []


def test_merged_cells(sheet: Any) -> None:
    sheet["B2:C3"].api.merge(True)
    assert sheet["C3"].merge_area.address == "$B$2:$C$3"
    assert [sheet[place].merge_cells for place in ("C3", "A1", "B2", "A1:D4", "E1:F9")] == [
        False, False, None, None, False,
    ]  # fmt: skip


# --- looks -----------------------------------------------------------------------------------------------------


def test_looks(sheet: Any) -> None:
    sheet["A1:B2"].color = "#ff7c80"
    sheet["A1,B2"].color = "#010203"
    assert [sheet[place].color for place in ("A1", "A2", "B2", "C1")] == [
        (1, 2, 3), (255, 124, 128), (1, 2, 3), None,
    ]  # fmt: skip
    sheet["A2"].font.bold, sheet["A2"].font.color = True, "#0563c1"
    assert (sheet["A2"].font.bold, sheet["A2"].font.color, sheet["A1"].font.bold) == (
        True,
        (5, 99, 193),
        False,
    )


def test_conditional_formats_keep_their_order(sheet: Any) -> None:
    area = sheet["A2:C9"]
    for formula, fill in (('AND($B2>1,$A2<>"")', "#ff7c80"), ("$B2>5", "#ffd966")):
        area.conditional_formats.add_custom(
            f"={formula}", fill_color=fill, font_color="#5a0000", font_bold=True
        )
    sheet["B3,B7:B8"].conditional_formats.add_custom('="标记"<>""', fill_color="#f8cbad")
    assert [rule.formula for rule in sheet["B7"].conditional_formats] == [
        '=AND($B2>1,$A2<>"")', "=$B2>5", '="标记"<>""',
    ]  # fmt: skip
    assert [(rule.fill_color, rule.font_color) for rule in sheet["B7"].conditional_formats] == [
        ((255, 124, 128), (90, 0, 0)), ((255, 217, 102), (90, 0, 0)), ((248, 203, 173), None),
    ]  # fmt: skip
    for rule in reversed(list(area.conditional_formats)[:2]):
        rule.delete()
    assert [rule.formula for rule in area.conditional_formats] == ['="标记"<>""']


def test_notes(sheet: Any) -> None:
    sheet.api.Annotations.insertNew(sheet["B2"].api.getCellByPosition(0, 0).CellAddress, "交期早于下单日期")
    [note] = sheet.notes
    assert (note.location.address, note.text) == ("$B$2", "交期早于下单日期")


# --- the program -----------------------------------------------------------------------------------------------


def test_switches(calc_app: Any, sheet: Any) -> None:
    calc_app.screen_updating, calc_app.calculation = False, "manual"
    sheet["A1"].formula = "=1+1"
    assert (calc_app.screen_updating, calc_app.calculation, sheet["A1"].value) == (False, "manual", 0)
    calc_app.screen_updating, calc_app.calculation = True, "automatic"
    assert (calc_app.screen_updating, calc_app.calculation, sheet["A1"].value) == (True, "automatic", 2)
    calc_app.status_bar = "校验 50%"
    assert calc_app.status_bar is True
    calc_app.status_bar = False
    assert calc_app.alert("没有问题", buttons="ok_cancel") == "ok"
    assert calc_app.impl.alerts[-1] == "没有问题"


def test_what_cannot_be_opened_says_so(calc_app: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\3\4 no workbook")
    with pytest.raises(GendanError, match="GD985"):
        calc_app.books.open(tmp_path / "bad.xlsx")
