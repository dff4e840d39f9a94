"""What a pivot shows before any refresh is what pandas computes, and what LibreOffice shows after its own refresh."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gendan_xl.cells import Value
from gendan_xl.errors import GendanError
from gendan_xl.package.lint import lint
from gendan_xl.reports.book import Placed, ReportBook
from gendan_xl.reports.pivot import Axis, Filter, Measure, Pivot, first_flags, year_month

NOW = dt.datetime(2026, 11, 22, 8, 30)
HEADER = ["客户", "月份", "业务员", "数量", "金额", "准时", "备注"]
QTY, AMOUNT = Measure("数量", "sum", "数量合计", "#,##0"), Measure("金额", "sum", "金额合计", "#,##0.00")
RATE, LINES = Measure("准时", "mean", "达成率", "0.0%"), Measure("数量", "count", "行数")
HOWS = {"sum": "sum", "count": "count", "mean": "mean", "min": "min", "max": "max"}


def made(rows: Sequence[Sequence[Value]], pivot: Pivot, at: tuple[int, int] = (3, 2)) -> tuple[bytes, Placed]:
    book = ReportBook("试", NOW)
    source = book.source("数据", "数据表", HEADER, rows, {"金额": "#,##0.00"})
    placed = book.pivot(book.sheet("透视"), source, pivot, at)
    return book.to_bytes(), placed


def grid(data: bytes, placed: Placed) -> list[list[Any]]:
    """The cells of a pivot as another program reads them."""
    page = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("透视")
    top, left, bottom, right = placed.area
    rows = page.to_python(skip_empty_area=False)[top - 1 : bottom]
    assert len(rows) == bottom - top + 1
    return [[None if value == "" else value for value in row[left - 1 : right]] for row in rows]


def expected(frame: pd.DataFrame, measure: Measure) -> float | None:
    """What pandas makes of some rows; Excel leaves a cell blank where there is nothing to measure."""
    values = frame[measure.field].dropna()
    return None if values.empty else float(getattr(values, HOWS[measure.how])())


def frame_of(rows: Sequence[Sequence[Value]]) -> pd.DataFrame:
    frame = pd.DataFrame([list(row) for row in rows], columns=HEADER)
    for header in ("客户", "月份", "业务员"):
        frame[header] = frame[header].fillna("(空白)")
    for header in ("数量", "金额", "准时"):
        frame[header] = pd.to_numeric(frame[header])
    return frame


def same(shown: Any, wanted: float | None) -> bool:
    return shown is None if wanted is None else shown == pytest.approx(wanted, abs=0.005, rel=1e-12)


texts = st.sampled_from([None, "甲公司", "乙 & 丙", "<丁>", '"戊"', "Z"])
lines = st.lists(
    st.tuples(
        texts,
        st.sampled_from([None, "2026-01", "2026-02", "2025-12"]),
        st.sampled_from([None, "张三", "李四"]),
        st.none() | st.integers(-1000, 1000),
        st.none() | st.decimals(-9999, 9999, places=2),
        st.sampled_from([None, 0, 1]),
        st.just("备注"),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(lines)
def test_rows_by_columns(rows: list[tuple[Value, ...]]) -> None:
    """A row field, a column field, three measures, all totals."""
    measures = [QTY, AMOUNT, RATE]
    data, placed = made(rows, Pivot("透视", ["客户"], measures, columns=["月份"]))
    assert lint(data) == []
    frame, cells = frame_of(rows), grid(data, placed)
    months = [cell for cell in cells[1][1:] if cell is not None][: -len(measures)]
    assert months == [*sorted(set(frame["月份"]) - {"(空白)"}), *sorted(set(frame["月份"]) & {"(空白)"})]
    assert [row[0] for row in cells[3:]][-1] == "总计"
    assert {row[0] for row in cells[3:-1]} == set(frame["客户"])
    for row in cells[3:]:
        part = frame if row[0] == "总计" else frame[frame["客户"] == row[0]]
        for number, month in enumerate([*months, None]):
            piece = part if month is None else part[part["月份"] == month]
            for offset, measure in enumerate(measures):
                assert same(row[1 + number * len(measures) + offset], expected(piece, measure))


@settings(max_examples=30, deadline=None)
@given(lines, st.sampled_from(["compact", "tabular"]))
def test_two_row_fields_with_subtotals(rows: list[tuple[Value, ...]], layout: Any) -> None:
    measures = [LINES, Measure("金额", "min", "最小"), Measure("金额", "max", "最大")]
    data, placed = made(rows, Pivot("透视", ["客户", "业务员"], measures, layout=layout))
    assert lint(data) == []
    frame, outer, seen = frame_of(rows), None, 0
    for row in grid(data, placed)[2:]:
        labels, numbers = row[: -len(measures)], row[-len(measures) :]
        if layout == "compact":
            is_outer = (
                outer is None
                or labels[0] not in {"张三", "李四", "(空白)"}
                or numbers_end(frame, outer, seen)
            )
            outer, inner = (labels[0], None) if is_outer else (outer, labels[0])
            seen = 0 if is_outer else seen + 1
        else:
            outer, inner = labels[0] or outer, labels[1]
        key = str(outer).removesuffix(" 汇总")
        part = frame if key == "总计" else frame[frame["客户"] == key]
        part = part if inner is None else part[part["业务员"] == inner]
        assert [same(n, expected(part, m)) for n, m in zip(numbers, measures, strict=True)] == [True] * 3, row


def numbers_end(frame: pd.DataFrame, outer: Any, seen: int) -> bool:
    """Whether all the inner lines of an outer one have been read."""
    return seen == frame[frame["客户"] == outer]["业务员"].nunique()


def many(count: int) -> list[tuple[Value, ...]]:
    """Rows by arithmetic, so that each run has the same."""
    return [
        (
            f"客户{n * 7919 % 523:03}",
            f"2026-{n * 31 % 12 + 1:02}",
            ("张三", "李四", None)[n % 3],
            n * 37 % 900,
            Decimal(n * 7907 % 1_000_000) / 100,
            (0, 1, 1, None)[n % 4],
            f"第{n}行",
        )
        for n in range(count)
    ]


def test_sixty_thousand_rows() -> None:
    rows = many(60_000)
    data, placed = made(rows, Pivot("透视", ["客户"], [AMOUNT, RATE], columns=["月份"]))
    frame, cells = frame_of(rows), grid(data, placed)
    for how, offset in (("sum", 0), ("mean", 1)):
        field = (AMOUNT, RATE)[offset].field
        wanted = frame.pivot_table(
            index="客户", columns="月份", values=field, aggfunc=how, margins=True, dropna=False
        )
        shown = [
            [value if value is not None else float("nan") for value in row[1 + offset :: 2]]
            for row in cells[3:]
        ]
        assert [row[0] for row in cells[3:-1]] == list(wanted.index[:-1])
        pd.testing.assert_frame_equal(
            pd.DataFrame(shown, wanted.index, wanted.columns),
            wanted,
            check_dtype=False,
            atol=0.005,
            rtol=1e-12,
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("xl/pivotCache/pivotCacheRecords1.xml").count(b"<r>") == 60_000


def test_tabular_with_two_column_fields() -> None:
    rows = many(200)
    pivot = Pivot("透视", ["业务员"], [QTY], columns=["准时", "月份"], layout="tabular")
    data, placed = made(rows, pivot)
    frame, cells = frame_of(rows), grid(data, placed)
    assert cells[0][:3] == ["数量合计", "准时", "月份"]
    assert cells[2][0] == "业务员"
    top, outer = [], None
    for flag, month in zip(cells[1][1:], cells[2][1:], strict=True):
        outer = flag if flag is not None else outer
        top.append((outer, month))
    assert top[-1] == ("总计", None)
    assert ("0 汇总", None) in top
    for row in cells[3:-1]:
        part = frame[frame["业务员"] == row[0]]
        for (flag, month), number in zip(top[:-1], row[1:-1], strict=True):
            value = None if flag == "(空白)" else flag
            words = str(flag).removesuffix(" 汇总")
            wanted = part["准时"].isna() if words == "(空白)" else part["准时"] == float(words)
            piece = part[wanted] if month is None else part[wanted & (part["月份"] == month)]
            assert same(number, expected(piece, QTY)), (value, month)
        assert same(row[-1], expected(part, QTY))


# --- order, filters, captions --------------------------------------------------------------------------------------

SMALL: list[tuple[Value, ...]] = [
    ("甲公司", "十月", "张三", 5, 10.0, 1, ""),
    ("乙公司", "二月", "李四", 7, 20.5, 0, ""),
    ("乙公司", "一月", "张三", 1, 2.25, 1, ""),
    ("a厂", "一月", None, 9, None, None, ""),
]


@pytest.mark.parametrize(
    ("axis", "labels"),
    [
        (Axis("客户"), ["a厂", "甲公司", "乙公司"]),
        (Axis("客户", descending=True), ["乙公司", "甲公司", "a厂"]),
        (Axis("客户", by="数量合计"), ["a厂", "乙公司", "甲公司"]),
        (Axis("客户", by="金额合计"), ["乙公司", "甲公司", "a厂"]),
        (Axis("月份", order=["一月", "二月", "三月", "十月"]), ["一月", "二月", "十月"]),
        (Axis("月份", order=["十月"]), ["十月", "二月", "一月"]),
        (Axis("业务员"), ["李四", "张三", "(空白)"]),
        (Axis("业务员", descending=True), ["张三", "李四", "(空白)"]),
        (Axis("数量"), [1, 5, 7, 9]),
    ],
)
def test_order(axis: Axis, labels: list[Any]) -> None:
    """By label as a Chinese Excel sorts (pinyin), by an order, by a measure; blanks last."""
    values = [QTY, AMOUNT] if axis.field != "数量" else [AMOUNT]
    data, placed = made(SMALL, Pivot("透视", [axis], values))
    assert [row[0] for row in grid(data, placed)[len(values) : -1]] == labels
    assert lint(data) == []


@pytest.mark.parametrize(
    ("only", "word", "total"),
    [((), "(全部)", 22), (("张三",), "张三", 6), (("张三", "李四"), "(多项)", 13), (("没有",), "(全部)", 22)],
)
def test_filter(only: tuple[str, ...], word: str, total: int) -> None:
    pivot = Pivot("透视", ["客户"], [QTY], filters=["月份", Filter("业务员", only)])
    data, placed = made(SMALL, pivot, (4, 1))
    page = openpyxl.load_workbook(io.BytesIO(data))["透视"]
    assert [page["A1"].value, page["B1"].value] == ["月份", "(全部)"]
    assert [page["A2"].value, page["B2"].value] == ["业务员", word]
    assert grid(data, placed)[-1] == ["总计", total]
    assert lint(data) == []


def test_no_totals_and_plain_captions() -> None:
    pivot = Pivot("透视", ["客户"], [Measure("数量")], columns=["月份"], total_row=False, total_column=False)
    cells = grid(*made(SMALL, pivot))
    assert cells == [
        ["求和项:数量", "列标签", None, None],
        ["行标签", "二月", "十月", "一月"],
        ["a厂", None, None, 9],
        ["甲公司", None, 5, None],
        ["乙公司", 7, None, 1],
    ]


def test_one_item_whatever_its_case() -> None:
    rows = [("ABC", "一月", None, 1, None, None, ""), ("abc", "一月", None, 2, None, None, "")]
    data, placed = made(rows, Pivot("透视", ["客户"], [QTY]))
    assert grid(data, placed)[1:] == [["ABC", 3], ["总计", 3]]


def test_looks() -> None:
    """Number formats, bold totals, a filled header."""
    data, placed = made(SMALL, Pivot("透视", ["客户"], [AMOUNT, RATE]))
    page = openpyxl.load_workbook(io.BytesIO(data))["透视"]
    top, left, bottom, right = placed.area
    assert [page.cell(top, left + 1).value, page.cell(top + 1, left).value] == ["值", "行标签"]
    assert page.cell(top + 2, left + 1).number_format == "#,##0.00"
    assert page.cell(bottom, right).number_format == "0.0%"
    assert page.cell(bottom, left).font.b
    assert page.cell(top, left).fill.fgColor.rgb == "FFDDEBF7"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        table = archive.read("xl/pivotTables/pivotTable1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    for caption, code in (("达成率", "0.0%"), ("金额合计", "#,##0.00")):
        known = re.search(rf'numFmtId="(\d+)" formatCode="{code}"', styles)
        assert known, code
        assert re.search(rf'<dataField name="{caption}" [^>]*numFmtId="{known[1]}"', table)


# --- books ---------------------------------------------------------------------------------------------------------

ODD: list[tuple[Value, ...]] = [
    ('引"号 & <尖>', "2026-01", "换\n行", 1, Decimal("0.10"), True, "_x000A_ 原样"),
    ("很长" * 200, None, " 空格 ", 2.5, None, False, "\t制表"),
    (None, dt.date(2026, 3, 1), dt.datetime(2026, 3, 1, 8, 30), None, -3, None, None),
    ("=1+1", "2026-02", "乙", 1e15, 1e-7, None, "x" * 32_767),
]
BLANK: tuple[Value, ...] = (None,) * 7


@pytest.mark.parametrize(
    "rows", [[], [SMALL[0]], [BLANK] * 3, ODD, many(50)], ids=["none", "one", "blank", "odd", "many"]
)
def test_sound_books(tmp_path: Path, clean: Callable[[Path], None], rows: list[tuple[Value, ...]]) -> None:
    """Our lint and the Open XML SDK find nothing, and the source reads back."""
    book = ReportBook("试", NOW)
    source = book.source("数据", "数据表", HEADER, rows, {"金额": "#,##0.00"})
    one, two = book.sheet("一"), book.sheet("二")
    book.pivot(one, source, Pivot("一", ["客户", "业务员"], [QTY, RATE], ["月份"], ["备注"]), (3, 1))
    book.pivot(two, source, Pivot("二", ["月份"], [AMOUNT], layout="tabular"), (1, 1))
    book.pivot(
        two, source, Pivot("三", [Axis("业务员", by="行数")], [LINES], style="PivotStyleMedium2"), (1, 9)
    )
    book.save(tmp_path / "报表.xlsx")
    clean(tmp_path / "报表.xlsx")
    page = openpyxl.load_workbook(tmp_path / "报表.xlsx")["数据"]
    assert page.tables["数据表"].ref == f"A1:G{max(len(rows), 1) + 1}"
    back = [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=2)]
    assert back == [tuple(map(as_read, row)) for row in rows or [BLANK]]


def as_read(value: Value) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    return float(value) if isinstance(value, Decimal) else value or (None if value == "" else value)


def test_formats_of_the_source() -> None:
    """Days are shown as days, moments with their time, numbers as asked, in columns side by side."""
    header = ["一", "二", "三", "四", "五"]
    row = (dt.date(2026, 3, 1), dt.date(2026, 3, 2), NOW, 1.5, 2.5)
    book = ReportBook("试", NOW)
    book.source("数据", "数据表", header, [row] * 2, {"四": "0.000", "五": "0.000"})
    page = openpyxl.load_workbook(io.BytesIO(book.to_bytes()))["数据"]
    formats = [cell.number_format for cell in page[3]]
    assert formats == ["yyyy-mm-dd", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0.000", "0.000"]
    assert [cell.value for cell in page[3]] == [
        dt.datetime(2026, 3, 1),
        dt.datetime(2026, 3, 2),
        NOW,
        1.5,
        2.5,
    ]


def test_same_bytes_and_one_cache() -> None:
    def build() -> bytes:
        book = ReportBook("试", NOW)
        source = book.source("数据", "数据表", HEADER, SMALL)
        for name in ("一", "二", "三"):
            book.pivot(book.sheet(name), source, Pivot(name, ["客户"], [QTY]), (1, 1))
        return book.to_bytes()

    assert build() == build()
    with zipfile.ZipFile(io.BytesIO(build())) as archive:
        names = archive.namelist()
        definition = archive.read("xl/pivotCache/pivotCacheDefinition1.xml").decode()
    assert len([name for name in names if "pivotCacheRecords" in name and "_rels" not in name]) == 1
    assert len([name for name in names if name.startswith("xl/pivotTables/pivotTable")]) == 3
    assert 'refreshOnLoad="1"' in definition
    assert '<worksheetSource name="数据表"/>' in definition


def test_several_sources(tmp_path: Path, clean: Callable[[Path], None]) -> None:
    """Each source with pivots has its cache, each pivot its own source; one without pivots is only a table."""
    book = ReportBook("试", NOW, refresh_on_open=False)
    first = book.source("一", "表一", HEADER, SMALL)
    book.source("闲", "表闲", ["甲", "乙"], [("子", 1)])
    second = book.source("二", "表二", ["款号", "件数"], [("A", 1), ("B", 2), ("A", 4)])
    sheet = book.sheet("透视")
    book.pivot(sheet, second, Pivot("款", ["款号"], [Measure("件数")]), (1, 1))
    book.pivot(sheet, first, Pivot("客", ["客户"], [QTY]), (1, 5))
    book.save(tmp_path / "报表.xlsx")
    clean(tmp_path / "报表.xlsx")
    page = openpyxl.load_workbook(tmp_path / "报表.xlsx")["透视"]
    sources = {pivot.name: pivot.cache.cacheSource.worksheetSource.name for pivot in page._pivots}
    assert sources == {"款": "表二", "客": "表一"}
    assert [page["B4"].value, page["F5"].value] == [7, 22]
    assert not any(pivot.cache.refreshOnLoad for pivot in page._pivots)


def test_libreoffice_shows_the_same_numbers(soffice: Any, tmp_path: Path) -> None:
    """LibreOffice builds each pivot anew from the table, in its own words; a value changed there shows."""
    rows = many(300)
    pivot = Pivot("透视", ["客户"], [QTY], columns=["月份"], filters=[Filter("业务员", ["张三"])])
    data, placed = made(rows, pivot, (4, 1))
    path = tmp_path / "报表.xlsx"
    path.write_bytes(data)
    assert office_numbers(soffice, path) == numbers_of(grid(data, placed))
    changed = tmp_path / "改.xlsx"
    changed.write_bytes(with_quantity(data, "2", 100_000))
    cells = office_numbers(soffice, changed)
    assert cells[-1][-1] == numbers_of(grid(data, placed))[-1][-1] + 100_000 - rows[0][3]  # type: ignore[operator]


def test_libreoffice_draws_in_the_same_cells(soffice: Any, tmp_path: Path) -> None:
    """Every number of its own refresh stands where ours stood, whatever the layout: charts keep their cells."""
    names, both = Axis("业务员", order=["李四", "张三"]), [QTY, LINES]
    pivots = [
        Pivot("一", ["客户"], both),
        Pivot("二", ["客户"], [QTY], ["月份"]),
        Pivot("三", ["客户"], both, ["月份"], total_row=False),
        Pivot("四", ["客户", names], both, layout="tabular"),
        Pivot("无右", ["客户"], [QTY], ["月份"], total_column=False),
        Pivot("五", [Axis("客户", by="数量合计", subtotal=False), names], both, layout="tabular"),
        Pivot("六", ["月份"], both, ["准时", names], layout="tabular"),
    ]
    book = ReportBook("试", NOW)
    source, sheet = book.source("数据", "数据表", HEADER, many(40)), book.sheet("透视")
    column, areas = 1, []
    for pivot in pivots:
        areas.append(book.pivot(sheet, source, pivot, (3, column)).area)
        column = areas[-1][3] + 2
    path = tmp_path / "报表.xlsx"
    book.save(path)
    shown = soffice.to_csv(path, "透视")
    page = openpyxl.load_workbook(path)["透视"]
    for top, left, bottom, right in areas:
        for row in range(top + 2, bottom + 1):
            for col in range(left, right + 1):
                value, seen = page.cell(row, col).value, shown[row - 1][col - 1]
                if isinstance(value, int | float) or re.fullmatch(r"[\d.,]+", seen):
                    assert seen and float(seen.replace(",", "")) == pytest.approx(value), (row, col)


def office_numbers(soffice: Any, path: Path) -> list[list[float]]:
    lines = soffice.to_csv(path, "透视")[5:]
    numbers = [[float(cell.replace(",", "")) for cell in line[1:] if cell] for line in lines]
    return [line for line in numbers if line]


def numbers_of(cells: list[list[Any]]) -> list[list[float]]:
    return [[cell for cell in row[1:] if cell is not None] for row in cells[2:]]


def with_quantity(data: bytes, row: str, quantity: int) -> bytes:
    """The book with another quantity in the table only, neither in the cache nor in the cells of the pivot."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                body, times = re.subn(
                    rb'(<c r="D%b"[^>]*><v>)[^<]*' % row.encode(), rb"\g<1>%d" % quantity, body
                )
                assert times == 1
            new.writestr(name, body)
    return out.getvalue()


# --- helpers and refusals ------------------------------------------------------------------------------------------


def test_helper_columns() -> None:
    assert year_month(dt.date(2026, 3, 9)) == "2026-03"
    assert year_month(None) is None
    orders = [("甲", "一月", "A1"), ("甲", "一月", "A1"), ("甲", "二月", "A1"), ("乙", "一月", "A2")]
    assert first_flags(orders) == [1, 0, 1, 1]


@pytest.mark.parametrize(
    "pivot",
    [
        Pivot("透视", [], [QTY]),
        Pivot("透视", ["客户"], []),
        Pivot("透视", ["客户"], [QTY], columns=["客户"]),
        Pivot("透视", ["没有"], [QTY]),
        Pivot("透视", ["客户"], [Measure("数量", caption="金额")]),
        Pivot("透视", ["客户"], [QTY, QTY]),
        Pivot("透视", [Axis("客户", by="没有")], [QTY]),
        Pivot("透视", ["客户"], [QTY], columns=["月份", "业务员", "准时"]),
        Pivot("透视", ["客户"], [QTY], filters=["月份", "业务员", "备注"]),
    ],
)
def test_refused_declaration(pivot: Pivot) -> None:
    with pytest.raises(ValueError, match=r"pivot|source"):
        made(SMALL, pivot)


def test_refused_places_and_headers() -> None:
    book = ReportBook("试", NOW)
    source = book.source("数据", "数据表", HEADER, SMALL)
    sheet = book.sheet("透视")
    book.pivot(sheet, source, Pivot("一", ["客户"], [QTY]), (1, 1))
    with pytest.raises(ValueError, match="share cells"):
        book.pivot(sheet, source, Pivot("二", ["客户"], [QTY]), (5, 2))
    with pytest.raises(ValueError, match="taken"):
        book.pivot(sheet, source, Pivot("一", ["客户"], [QTY]), (20, 2))
    with pytest.raises(ValueError, match="different texts"):
        book.source("又", "又一", ["客户", "客户 "], [])


def test_what_no_sheet_holds() -> None:
    book = ReportBook("试", NOW)
    with pytest.raises(GendanError, match="GD057"):
        book.source("数据", "数据表", ["号"], [(1,)] * 1_048_576)
    with pytest.raises(GendanError, match="GD064"):
        book.source("数据", "数据表", ["号"], [("长" * 32_768,)])
    wide = book.source("宽", "宽表", ["行", "列", "数"], [("甲", n, 1) for n in range(17_000)])
    with pytest.raises(GendanError, match="GD057"):
        book.pivot(book.sheet("透视"), wide, Pivot("宽", ["行"], [Measure("数")], ["列"]), (1, 1))
