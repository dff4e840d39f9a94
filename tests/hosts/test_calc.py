"""The members of the engine, on a real Calc, through xlwings' public API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


EVERYTHING = 1023  # com.sun.star.sheet.CellFlags

# --- values ----------------------------------------------------------------------------------------------------

MOMENTS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2199, 1, 1)).map(
    lambda d: d.replace(microsecond=0)
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12).filter(
    lambda text: not text.startswith(("=", "'")) and text != ""
)
NUMBERS = st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: round(x, 6)) | st.integers(-(10**9), 10**9)
CELLS = st.none() | st.booleans() | NUMBERS | TEXTS | MOMENTS
BLOCKS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(BLOCKS)
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_a_block_comes_back_as_it_was_written(sheet: Any, rows: list[list[Any]]) -> None:
    target = sheet.range((2, 2), (len(rows) + 1, len(rows[0]) + 1))
    target.api.clearContents(EVERYTHING)
    target.value = rows
    back = target.options(ndim=2).value
    assert back == rows
    assert [[isinstance(value, bool) for value in row] for row in back] == [
        [isinstance(value, bool) for value in row] for row in rows
    ]


def test_values_take_the_type_of_their_format(sheet: Any) -> None:
    sheet["A1"].value = [[46024, 0.5, 1, "001", "'=1+1", "=1+1", dt.datetime(2026, 3, 4)]]
    sheet["A1"].number_format = "yyyy-mm-dd"
    sheet["G1"].value = dt.datetime(2026, 3, 5)
    texts = ["001", "=1+1", "=1+1"]
    assert sheet["A1:G1"].value == [dt.datetime(2026, 1, 2), 0.5, 1.0, *texts, dt.datetime(2026, 3, 5)]
    assert sheet["G1"].number_format.lower() == "yyyy-mm-dd"


def test_a_day_keeps_the_format_that_is_there(sheet: Any) -> None:
    sheet["A1:A2"].number_format = "m/d/yy"
    before = sheet["A1"].number_format
    sheet["A1"].value = [[dt.datetime(2026, 3, 4)], [4.2], [dt.datetime(2026, 3, 5)], [4.2]]
    assert [sheet[place].number_format == before for place in ("A1", "A2", "A3", "A4")] == [
        True,
        True,
        False,
        False,
    ]
    assert sheet["A3:A4"].value == [dt.datetime(2026, 3, 5), 4.2]


def test_errors_are_text(sheet: Any) -> None:
    for place, formula in {"A1": "=1/0", "A2": "=NA()", "A3": "=nosuchfunction()", "A4": "=2+3"}.items():
        sheet[place].formula = formula
    assert sheet["A1:A4"].options(err_to_str=True).value == ["#DIV/0!", "#N/A", "#NAME?", 5.0]


def test_a_value_fills_all_cells(sheet: Any) -> None:
    sheet["A1:B2"].value = 7
    assert sheet["A1:B2"].value == [[7, 7], [7, 7]]
    sheet["A1:B2"].clear_contents()
    assert sheet["A1:B2"].value == [[None, None], [None, None]]


# --- formulas --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM('二 表'!$A$1:A3,IF(1=2,\"a;b,c\",4))", 10.0),
        ('=HYPERLINK("#\'二 表\'!A1","二 表!A1")', "二 表!A1"),
        ("=SUM({1,2;3,4})", 10.0),
    ],
)
def test_formulas_are_excels_both_ways(formula: str, value: Any, book: Any, sheet: Any) -> None:
    other = book.sheets.add("二 表")
    other["A1:A3"].value = [[1], [2], [3]]
    sheet["A1"].formula = formula
    assert (sheet["A1"].formula, sheet["A1"].value) == (formula, value)


def test_a_formula_is_carried_through_the_area(sheet: Any) -> None:
    sheet["A1:B2"].value = [[1, 2], [3, 4]]
    sheet["D1:E2"].formula = "=A1*$A$1"
    assert sheet["D1:E2"].formula == (("=A1*$A$1", "=B1*$A$1"), ("=A2*$A$1", "=B2*$A$1"))
    sheet["D2:E2"].autofill(sheet["D2:E4"])
    assert sheet["D4:E4"].formula == (("=A4*$A$1", "=B4*$A$1"),)
    sheet["G1:H2"].formula_array = "=A1:B2*2"
    assert sheet["G1:H2"].value == [[2, 4], [6, 8]]


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
    area.conditional_formats.impl.show(['"标记"<>""'])
    first = next(iter(sheet["B7"].conditional_formats))
    assert (first.formula, first.fill_color) == ('="标记"<>""', (248, 203, 173))
    assert [rule.font_color for rule in sheet["B7"].conditional_formats] == [None, (90, 0, 0), (90, 0, 0)]
    for rule in reversed(list(area.conditional_formats)[1:]):
        rule.delete()
    assert [rule.formula for rule in area.conditional_formats] == ['="标记"<>""']


def test_notes(sheet: Any) -> None:
    sheet["B2"].add_note("交期早于下单日期")
    assert [(note.location.address, note.text) for note in sheet.notes] == [("$B$2", "交期早于下单日期")]
    sheet["B2"].note.delete()
    assert sheet["B2"].note is None and len(sheet.notes) == 0


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


def test_booleans_of_files_are_booleans(calc_app: Any, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append([True, False, 1, "=1=1"])
    made.save(tmp_path / "made.xlsx")
    book = calc_app.books.open(tmp_path / "made.xlsx")
    assert [type(value) for value in book.sheets[0]["A1:C1"].value] == [bool, bool, float]
    book.close()


def test_what_cannot_be_opened_says_so(calc_app: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\3\4 no workbook")
    with pytest.raises(GendanError, match="GD985"):
        calc_app.books.open(tmp_path / "bad.xlsx")
