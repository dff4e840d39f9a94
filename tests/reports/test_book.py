"""Free cells, plain tables and charts of a report."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.reports.book import ReportBook
from gendan_xl.reports.charts import Chart, Kind, Series
from gendan_xl.reports.pivot import Measure, Pivot

NOW = dt.datetime(2026, 11, 22, 8, 30)
HEADER = ["原因", "次数", "天数", "累计"]
ROWS = [["缺料", 30, 12.5, 0.5], ["设备", 20, 7, 5 / 6], ["其他", 10, 3, 1.0]]


def test_cells_and_plain_table(tmp_path: Path, clean: Callable[[Path], None]) -> None:
    book = ReportBook("试", NOW)
    sheet = book.sheet("封面")
    for row, value in enumerate(["=文字", None, 3, Decimal("2.50"), True, dt.date(2026, 3, 1), NOW], 1):
        sheet.write((row, 1), value, bold=True)
    sheet.width(1, 30)
    placed = sheet.table((10, 2), HEADER, ROWS, {"累计": "0.0%"})
    empty = sheet.table((20, 2), HEADER, [])
    book.save(tmp_path / "报表.xlsx")
    clean(tmp_path / "报表.xlsx")
    page = openpyxl.load_workbook(tmp_path / "报表.xlsx")["封面"]
    shown = [page.cell(row, 1).value for row in range(1, 8)]
    assert shown == ["=文字", None, 3, 2.5, "是", dt.datetime(2026, 3, 1), NOW]
    assert page["A1"].data_type == "s"
    assert page["A1"].font.b
    assert page["A6"].number_format == "yyyy-mm-dd"
    assert page.column_dimensions["A"].width == pytest.approx(30, abs=1)
    assert [cell.value for cell in page[13][1:]] == ROWS[2]
    assert page["E12"].number_format == "0.0%"
    assert (placed.area, placed.categories) == ((10, 2, 13, 5), (11, 2, 13, 2))
    assert placed.series("累计") == [Series("累计", (11, 5, 13, 5), "封面")]
    assert empty.area == (20, 2, 21, 5)


def test_book_without_pivots(tmp_path: Path, clean: Callable[[Path], None]) -> None:
    book = ReportBook("试", NOW)
    book.sheet("空")
    book.save(tmp_path / "空.xlsx")
    clean(tmp_path / "空.xlsx")


def charts(book: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        return [archive.read(name).decode() for name in sorted(names)]


@pytest.mark.parametrize("kind", ["column", "stacked", "bar", "line", "pareto"])
def test_chart(tmp_path: Path, clean: Callable[[Path], None], kind: Kind) -> None:
    """Each kind is sound, refers to the cells, and tells its series apart without colour."""
    book = ReportBook("试", NOW)
    sheet = book.sheet("图 表")
    placed = sheet.table((1, 1), HEADER, ROWS)
    shown = placed.series("次数", "累计") if kind == "pareto" else placed.series()
    book.chart(sheet, Chart(kind, "延误原因", placed.categories, shown, "0"), (1, 7))
    book.save(tmp_path / "图.xlsx")
    clean(tmp_path / "图.xlsx")
    (xml,) = charts((tmp_path / "图.xlsx").read_bytes())
    assert "'图 表'!$A$2:$A$4" in xml
    assert "'图 表'!$B$2:$B$4" in xml
    looks = [looks_of(series) for series in re.findall("<c:ser>.*?</c:ser>", xml)]
    assert len(set(looks)) == len(looks) == len(shown)


def looks_of(series: str) -> tuple[Any, ...]:
    """What a greyscale print shows of a series: its kind, pattern, dash, marker, or how dark its fill is."""
    fill = re.search(r'<c:spPr><a:solidFill><a:srgbClr val="(..)(..)(..)"', series)
    grey = fill and round((0.3 * int(fill[1], 16) + 0.59 * int(fill[2], 16) + 0.11 * int(fill[3], 16)) / 64)
    marks = [
        re.search(f'{tag} (?:prst|val)="([^"]*)"', series) for tag in ("pattFill", "prstDash", "c:symbol")
    ]
    return (grey, *(mark and mark[1] for mark in marks))


def test_many_points_have_no_labels() -> None:
    book = ReportBook("试", NOW)
    sheet = book.sheet("图")
    placed = sheet.table((1, 1), ["号", "数"], [[f"{n}", n] for n in range(100)])
    book.chart(sheet, Chart("column", "多", placed.categories, placed.series()), (1, 4))
    (xml,) = charts(book.to_bytes())
    assert "<c:dLbls>" not in xml


def test_chart_beside_a_pivot() -> None:
    """A chart takes the lines of a pivot without its totals, of the measures that it names."""
    book = ReportBook("试", NOW)
    source = book.source("数据", "数据表", ["客户", "月份", "数"], [["甲", "1月", 1], ["乙", "2月", 2]])
    sheet = book.sheet("透视")
    measures = [Measure("数", "sum", "合计"), Measure("数", "count", "行数")]
    placed = book.pivot(sheet, source, Pivot("透", ["客户"], measures, ["月份"]), (1, 1))
    assert placed.area == (1, 1, 6, 7)
    assert placed.categories == (4, 1, 5, 1)
    assert placed.series("行数") == [
        Series("1月 行数", (4, 3, 5, 3), "透视"),
        Series("2月 行数", (4, 5, 5, 5), "透视"),
    ]


def test_printed_pages_say_what_they_are() -> None:
    book = ReportBook("达成率 2026年10月", NOW)
    book.sheet("封面")
    book.source("明细", "明细表", ["客户", *(f"数量{number}" for number in range(20)), "交期"],
                [["海曙", *range(20), NOW.date()]])  # fmt: skip
    made = openpyxl.load_workbook(io.BytesIO(book.to_bytes()))
    data = made["明细"]
    assert {sheet.oddFooter.right.text for sheet in made} == {"截至 2026-11-22"}
    assert "达成率 2026年10月" in data.oddHeader.left.text
    assert data.page_setup.fitToWidth == 2
    assert (data["A2"].alignment.indent, data["V2"].alignment.horizontal) == (1, "center")


def test_labels_of_lines_stand_apart_and_below_the_frame() -> None:
    book = ReportBook("试", NOW)
    sheet = book.sheet("封面")
    placed = sheet.table((1, 1), HEADER, ROWS)
    book.chart(
        sheet, Chart("line", "率", placed.categories, placed.series("次数", "累计"), most=1), at=(9, 1)
    )
    [chart] = charts(book.to_bytes())
    assert re.findall(r'<c:dLblPos val="(\w+)"', chart) == ["t", "b"]
    assert '<c:max val="1.1"' in chart
