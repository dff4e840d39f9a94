"""Every member of the engine once, on a real Calc, through xlwings' public API."""

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

xw = pytest.importorskip("xlwings")


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
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_block_comes_back_as_it_was_written(sheet: Any, rows: list[list[Any]]) -> None:
    target = sheet.range((2, 2), (len(rows) + 1, len(rows[0]) + 1))
    target.clear()
    target.value = rows
    back = target.options(ndim=2).value
    assert back == rows
    assert [[isinstance(value, bool) for value in row] for row in back] == [
        [isinstance(value, bool) for value in row] for row in rows
    ]


def test_values_take_the_type_of_their_format(sheet: Any) -> None:
    sheet["A1"].value = [[46024, 0.5, 1, "001", "'=1+1", dt.date(2026, 3, 4)]]
    sheet["A1"].number_format = "yyyy-mm-dd"
    sheet["F1"].value = dt.date(2026, 3, 5)
    assert sheet["A1:F1"].value == [dt.datetime(2026, 1, 2), 0.5, 1.0, "001", "=1+1", dt.datetime(2026, 3, 5)]
    assert sheet["F1"].number_format == "yyyy-mm-dd"
    sheet["C1"].value = True
    sheet["C1"].value = 1
    assert sheet["C1"].value == 1.0 and not isinstance(sheet["C1"].value, bool)


def test_errors_are_text_when_asked_for(sheet: Any) -> None:
    sheet["A1"].value = [["=1/0"], ["=NA()"], ["=nosuchfunction()"], [5]]
    assert sheet["A1:A4"].value == [None, None, None, 5.0]
    assert sheet["A1:A4"].options(err_to_str=True).value == ["#DIV/0!", "#N/A", "#NAME?", 5.0]


def test_a_value_fills_all_cells(sheet: Any) -> None:
    sheet["A1:B2"].value = 7
    assert sheet["A1:B2"].value == [[7, 7], [7, 7]]
    sheet["A1:B2"].clear_contents()
    assert sheet["A1:B2"].value == [[None, None], [None, None]]


# --- formulas --------------------------------------------------------------------------------------------------


def test_formulas_are_excels_both_ways(book: Any, sheet: Any) -> None:
    other = book.sheets.add("二 表")
    other["A1:A3"].value = [[1], [2], [3]]
    formulas = [
        "=SUM('二 表'!$A$1:A3,IF(1=2,\"a;b,c\",4))",
        '=HYPERLINK("#\'二 表\'!A1","二 表!A1")',
        "=SUM({1,2;3,4})",
        "=LOG10(100)",
    ]
    sheet["A1:A4"].formula = [[text] for text in formulas]
    assert [row[0] for row in sheet["A1:A4"].formula] == formulas
    assert sheet["A1:A4"].value == [10.0, "二 表!A1", 10.0, 2.0]


def test_a_formula_is_carried_through_the_area(sheet: Any) -> None:
    sheet["A1:B2"].value = [[1, 2], [3, 4]]
    sheet["D1:E2"].formula = "=A1*$A$1"
    assert sheet["D1:E2"].formula == (("=A1*$A$1", "=B1*$A$1"), ("=A2*$A$1", "=B2*$A$1"))
    sheet["G1:H2"].formula_array = "=A1:B2*2"
    assert sheet["G1:H2"].value == [[2, 4], [6, 8]]
    assert sheet["G1:H2"].formula_array == "=A1:B2*2"


def test_table_references(sheet: Any) -> None:
    sheet["A1:B3"].value = [["数量", "单价"], [2, 3], [4, 5]]
    sheet.tables.add(sheet["A1:B3"], name="订单")
    sheet["C2:C3"].formula = [["=订单[@数量]*订单[[#This Row],[单价]]"], ["=SUM(订单[数量],1)"]]
    assert sheet["C2:C3"].value == [6, 7]
    assert sheet["C3"].formula == "=SUM(订单[数量],1)"


def test_a_formula_with_faulty_syntax_is_refused_and_the_cells_stay(sheet: Any) -> None:
    sheet["A1:A2"].value = [["原值"], [2]]
    with pytest.raises(GendanError, match=r"Sheet1!A2 .*GD986"):
        sheet["A1:A2"].formula = [["=1+1"], ["=SUM(1,,(("]]
    assert sheet["A1:A2"].value == ["原值", 2]


# --- places ----------------------------------------------------------------------------------------------------


def test_moving_about(sheet: Any) -> None:
    sheet["B2"].value = [["a", "b", "c"], [1, None, 3], [4, 5, 6]]
    assert sheet.used_range.address == "$B$2:$D$4"
    assert sheet["B2"].expand().address == "$B$2:$D$4"
    assert sheet["B2"].expand("right").shape == (1, 3)
    assert sheet["C2"].end("down").address == "$C$4"
    assert sheet["B1"].end("down").address == "$B$2"
    assert sheet["D4"].end("left").address == "$B$4"
    assert sheet["B4"].end("down").row == 1_048_576
    assert sheet["B2"].offset(1, 1).resize(2, 2).address == "$C$3:$D$4"
    assert sheet.range("B:C").shape == (1_048_576, 2)
    assert sheet.range("A1,C3:D4").address == "$A$1,$C$3:$D$4"


def test_selection(calc_app: Any, sheet: Any) -> None:
    sheet["B2:C3"].select()
    assert calc_app.selection.address == "$B$2:$C$3"
    sheet["A1,C3:D4"].select()
    assert calc_app.selection.address == "$A$1,$C$3:$D$4"


def test_sheets(book: Any) -> None:
    first = book.sheets[0]
    added = book.sheets.add("问题清单", after=first)
    assert ([sheet.name for sheet in book.sheets], book.sheets.active.name) == (
        ["Sheet1", "问题清单"],
        "问题清单",
    )
    first.activate()
    assert book.sheets.active.name == "Sheet1"
    added.visible = False
    assert not added.visible
    added.name = "清单"
    book.sheets["清单"].delete()
    assert len(book.sheets) == 1


def test_names_and_tables(book: Any, sheet: Any) -> None:
    sheet["A1:B3"].value = [["甲", "乙"], [1, 2], [3, 4]]
    book.names.add("今日", "=TODAY()")
    book.names.add("区域", "=Sheet1!$A$1:$B$2")
    assert (book.names["今日"].refers_to, book.names["区域"].refers_to_range.address) == (
        "=TODAY()",
        "$A$1:$B$2",
    )
    assert sheet.range("区域").shape == (2, 2)
    with pytest.raises(xw.XlwingsError):
        _ = book.names["今日"].refers_to_range
    book.names["今日"].delete()
    assert "今日" not in book.names

    table = sheet.tables.add(sheet["A1:B2"], name="订单")
    table.resize(sheet["A1:B3"])
    assert (table.range.address, table.header_row_range.value) == ("$A$1:$B$3", ["甲", "乙"])
    assert (table.data_body_range.value, sheet["B2"].table.name) == ([[1, 2], [3, 4]], "订单")


def test_merged_cells(sheet: Any) -> None:
    sheet["B2:C3"].api.merge(True)
    assert sheet["C3"].merge_area.address == "$B$2:$C$3"
    merged = [sheet[place].merge_cells for place in ("C3", "A1", "B2:C3", "A1:D4", "E1:F9")]
    assert merged == [True, False, True, None, False]


# --- looks -----------------------------------------------------------------------------------------------------


def test_looks(sheet: Any) -> None:
    sheet["A1:B2"].color = "#ff7c80"
    sheet["A1,B2"].color = (1, 2, 3)
    assert [sheet[place].color for place in ("A1", "A2", "B2", "C1", "A1:B2")] == [
        (1, 2, 3), (255, 124, 128), (1, 2, 3), None, None,
    ]  # fmt: skip
    sheet["A1"].color = None
    sheet["A2"].font.bold, sheet["A2"].font.color = True, "#0563c1"
    sheet["A2"].number_format = "0.00%"
    assert (sheet["A1"].color, sheet["A2"].font.bold, sheet["A2"].font.color) == (None, True, (5, 99, 193))
    assert (sheet["A2"].number_format, sheet["A1:A2"].number_format) == ("0.00%", None)
    sheet["A1"].column_width = 30
    assert sheet["A1"].column_width == pytest.approx(30, abs=0.1)
    sheet["A1"].value = "短"
    sheet.autofit("c")
    assert sheet["A1"].column_width < 10


def test_conditional_formats_keep_their_order(sheet: Any) -> None:
    area = sheet["A2:C9"]
    for formula, fill in (('AND($B2>1,$A2<>"")', "#ff7c80"), ("$B2>5", "#ffd966")):
        area.conditional_formats.add_custom(
            f"={formula}", fill_color=fill, font_color="#5a0000", font_bold=True
        )
    mark = sheet["B3,B7:B8"].conditional_formats.add_custom('="标记"<>""', fill_color="#f8cbad")
    assert [rule.formula for rule in sheet["B7"].conditional_formats] == [
        '=AND($B2>1,$A2<>"")', "=$B2>5", '="标记"<>""',
    ]  # fmt: skip
    mark.impl.api.SetFirstPriority()
    first = sheet["B7"].conditional_formats[0]
    assert (first.formula, first.fill_color) == ('="标记"<>""', (248, 203, 173))
    mark.impl.api.SetLastPriority()
    assert [rule.font_bold for rule in sheet["B7"].conditional_formats] == [True, True, False]
    for rule in reversed(list(area.conditional_formats)[1:]):
        rule.delete()
    assert [rule.formula for rule in area.conditional_formats] == ['=AND($B2>1,$A2<>"")']
    area.conditional_formats.clear()
    assert len(area.conditional_formats) == 0


def test_notes(sheet: Any) -> None:
    sheet["B2"].add_note("交期早于下单日期")
    sheet["B2"].note.text = "改交期"
    assert [(note.location.address, note.text) for note in sheet.notes] == [("$B$2", "改交期")]
    sheet["B2"].note.delete()
    assert sheet["B2"].note is None and len(sheet.notes) == 0


# --- the program -----------------------------------------------------------------------------------------------


def test_switches(calc_app: Any, sheet: Any) -> None:
    calc_app.screen_updating, calc_app.calculation = False, "manual"
    sheet["A1"].formula = "=1+1"
    assert (calc_app.screen_updating, calc_app.calculation, sheet["A1"].value) == (False, "manual", 0)
    calc_app.screen_updating, calc_app.calculation = True, "automatic"
    calc_app.calculate()
    assert (calc_app.screen_updating, calc_app.calculation, sheet["A1"].value) == (True, "automatic", 2)
    calc_app.status_bar = "校验 50%"
    assert calc_app.status_bar == "校验 50%"
    calc_app.status_bar = False
    assert calc_app.alert("没有问题", buttons="ok_cancel") == "ok"
    assert calc_app.impl.alerts[-1] == "没有问题"


def test_books(calc_app: Any, book: Any, tmp_path: Path) -> None:
    book.sheets[0]["A1"].value = [["订单", dt.date(2026, 3, 4), True]]
    book.save(tmp_path / "跟单.xlsx")
    other = calc_app.books.add()
    book.activate()
    assert (calc_app.books.active.name, Path(book.fullname)) == ("跟单.xlsx", tmp_path / "跟单.xlsx")
    other.close()
    saved = openpyxl.load_workbook(tmp_path / "跟单.xlsx").active
    assert [cell.value for cell in saved[1]] == ["订单", dt.datetime(2026, 3, 4), True]
    book.set_mock_caller()
    assert xw.Book.caller().name == "跟单.xlsx"
    del xw.Book._mock_caller


def test_booleans_of_files_are_booleans(calc_app: Any, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append([True, False, 1, "=1=1"])
    made.save(tmp_path / "made.xlsx")
    book = calc_app.books.open(tmp_path / "made.xlsx")
    assert [type(value) for value in book.sheets[0]["A1:C1"].value] == [bool, bool, float]
    book.close()


def test_what_cannot_be_opened_or_saved_says_so(calc_app: Any, book: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\3\4 no workbook")
    with pytest.raises(GendanError, match="GD985"):
        calc_app.books.open(tmp_path / "bad.xlsx")
    with pytest.raises(GendanError, match="GD985"):
        book.save(tmp_path / "book.txt")
