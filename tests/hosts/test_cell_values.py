"""Values, formulas and colours on their way into cells of a real Calc and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gendan_xl.hosts.cell_values import Formats, colour, number, read, translated, write

pytest.importorskip("xlwings")

DAY, NEXT = dt.datetime(2026, 3, 4), dt.datetime(2026, 3, 5)


@pytest.fixture
def doc(calc_app: Any) -> Iterator[Any]:
    """A new document."""
    book = calc_app.books.add()
    yield book.api
    book.close()


@pytest.fixture
def cells(doc: Any) -> Any:
    """Its sheet: `cells.getCellRangeByName("A1:B2")`."""
    return doc.Sheets.getByIndex(0)


EVERYTHING = 1023  # com.sun.star.sheet.CellFlags

# --- values ----------------------------------------------------------------------------------------------------

MOMENTS = st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(2199, 1, 1)).map(
    lambda d: d.replace(microsecond=0)
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12).filter(
    lambda text: not text.startswith("'")
)
NUMBERS = st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: round(x, 6)) | st.integers(-(10**9), 10**9)
CELLS = st.booleans() | NUMBERS | TEXTS | MOMENTS
BLOCKS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(BLOCKS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_block_comes_back_as_it_was_written(doc: Any, cells: Any, rows: list[list[Any]]) -> None:
    area = cells.getCellRangeByPosition(1, 1, len(rows[0]), len(rows))
    area.clearContents(EVERYTHING)
    formats = Formats(doc)
    write(area, rows, formats)
    back = read(area, formats)
    assert back == rows
    assert [[type(value) is bool for value in row] for row in back] == [
        [type(value) is bool for value in row] for row in rows
    ]


def test_values_take_the_type_of_their_format(doc: Any, cells: Any) -> None:
    formats, area = Formats(doc), cells.getCellRangeByName("A1:H1")
    write(area, [[46024, 0.5, 1, "001", "'=1+1", "=1+1", None, DAY]], formats)
    cells.getCellRangeByName("A1").NumberFormat = formats.key("yyyy-mm-dd")
    assert read(area, formats) == [[dt.datetime(2026, 1, 2), 0.5, 1.0, "001", "=1+1", "=1+1", "", DAY]]


def test_a_day_keeps_the_format_that_is_there(doc: Any, cells: Any) -> None:
    formats, area = Formats(doc), cells.getCellRangeByName("A1:A4")
    own = formats.key("m/d/yy")
    cells.getCellRangeByName("A1:A2").NumberFormat = own
    write(area, [[DAY], [4.2], [NEXT], [4.2]], formats)
    keys = [cells.getCellByPosition(0, row).NumberFormat for row in range(4)]
    assert keys == [own, own, formats.key("yyyy-mm-dd"), cells.getCellRangeByName("B1").NumberFormat]
    assert read(area, formats)[2:] == [[NEXT], [4.2]]


def test_errors_are_text(doc: Any, cells: Any) -> None:
    for row, formula in enumerate(("=1/0", "=NA()", "=nosuchfunction()", "=2+3")):
        cells.getCellByPosition(0, row).Formula = formula
    found = read(cells.getCellRangeByName("A1:A4"), Formats(doc))
    assert found == [["#DIV/0!"], ["#N/A"], ["#NAME?"], [5.0]]


def test_booleans_of_files_are_booleans(calc_app: Any, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append([True, False, 1, "=1=1"])
    made.save(tmp_path / "made.xlsx")
    book = calc_app.books.open(tmp_path / "made.xlsx")
    [row] = read(book.sheets[0].range("A1:C1").api, Formats(book.api))
    assert [type(value) for value in row] == [bool, bool, float]
    book.close()


# --- formulas and colours --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "in_calc"),
    [
        (
            "=SUM('二 表'!$A$1:A3,IF(1=2,\"a;b,c\",4))",
            "=SUM($'二 表'.$A$1:A3;IF(1=2;\"a;b,c\";4))",
        ),
        ('=HYPERLINK("#\'二 表\'!A1","二 表!A1")', '=HYPERLINK("#\'二 表\'!A1";"二 表!A1")'),
        ("=SUM({1,2;3,4})", "=SUM({1;2|3;4})"),
    ],
)
def test_formulas_are_translated_both_ways(formula: str, in_calc: str, doc: Any) -> None:
    doc.Sheets.insertNewByName("二 表", 1)
    assert translated(doc, formula, to_calc=True) == in_calc
    assert translated(doc, in_calc) == formula


@pytest.mark.parametrize(("text", "said"), [("'001", "001"), ("甲", "甲"), ("=订单[数量]", "=订单[数量]")])
def test_what_is_no_formula_of_calc_stays(text: str, said: str, doc: Any) -> None:
    assert translated(doc, text) == said


def test_colours() -> None:
    assert number("#010203") == number((1, 2, 3)) == 0x010203
    assert [colour(number(value)) for value in ("#ff7c80", None)] == [(255, 124, 128), None]
