"""Patching workbooks: what is asked changes, nothing else, or a reason is given."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import os
import re
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from gendan_xl.books import patch
from gendan_xl.books.patch import apply, apply_bytes
from gendan_xl.cells import a1
from gendan_xl.edits import AddFormat, AppendRow, CellStyle, SetCell
from gendan_xl.errors import GendanError
from gendan_xl.package.cells import formula_of, read
from gendan_xl.package.sheet import Sheet
from gendan_xl.package.workbook import Workbook
from gendan_xl.package.zip import RawZip

DATA = Path(os.environ.get("GENDAN_SHARED_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
EXCEL_MADE = sorted(p for p in (DATA / "excel_made").glob("*.xl*"))
DATES = 'yyyy"年"m"月"d"日"'
RED = CellStyle(fill="FFC7CE", color="9C0006", bold=True)


def book(**options: object) -> tuple[io.BytesIO, xlsxwriter.Workbook]:
    out = io.BytesIO()
    return out, xlsxwriter.Workbook(out, {"in_memory": True, **options})


def orders(rows: int = 3, *, blank: bool = False, below: str = "", totals: bool = False) -> bytes:
    """A sheet 订单台账 with table 订单 from A3: 单号 text, 数量 number, 单价 number, 交期 date, 金额 calculated."""
    out, writer = book()
    sheet = writer.add_worksheet("订单台账")
    date = writer.add_format({"num_format": DATES})
    sheet.write("A1", "标题")
    headers = ["单号", "数量", "单价", "交期", "金额"]
    formula = "=订单[[#This Row],[数量]]*订单[[#This Row],[单价]]"
    columns = [{"header": h, **({"formula": formula} if h == "金额" else {})} for h in headers]
    columns[3]["format"] = date
    bottom = 3 + rows
    sheet.add_table(2, 0, bottom - 1 + totals, 4, {"name": "订单", "columns": columns, "total_row": totals})
    for i in range(0 if blank else rows):
        sheet.write_row(3 + i, 0, [f"SO{i}", 10 + i, 2.5])
        sheet.write_datetime(3 + i, 3, dt.datetime(2026, 4, 1 + i), date)
        sheet.write_formula(
            3 + i, 4, "=订单[[#This Row],[数量]]*订单[[#This Row],[单价]]", None, (10 + i) * 2.5
        )
    red = writer.add_format({"bg_color": "#FF0000"})
    sheet.conditional_format(f"D4:D{bottom}", {"type": "formula", "criteria": "=$D4<TODAY()", "format": red})
    sheet.data_validation(f"B4:B{bottom}", {"validate": "integer", "criteria": ">", "value": 0})
    writer.define_name("交期列", f"=订单台账!$D$4:$D${bottom}")
    if below:
        sheet.write(below, "合计")
    writer.close()
    return out.getvalue()


def values(data: bytes) -> dict[tuple[str, str], object]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loaded = openpyxl.load_workbook(io.BytesIO(data))
    cells = [
        (sheet.title, cell) for sheet in loaded.worksheets for cell in getattr(sheet, "_cells", {}).values()
    ]
    return {(title, c.coordinate): _comparable(c.value) for title, c in cells if c.value is not None}


def _comparable(value: object) -> object:
    """An array formula of openpyxl as its attributes: two of them are never equal."""
    return (
        dict(value) | {"text": getattr(value, "text", None)}
        if isinstance(value, ArrayFormula | DataTableFormula)
        else value
    )


def part(data: bytes, name: str) -> str:
    return RawZip(data).read(name).decode()


def row_values(number: int) -> dict[str, object]:
    return {
        "单号": f"NEW{number}",
        "数量": number,
        "单价": 3,
        "交期": dt.date(2026, 5, number),
        "金额": number * 3,
    }


# --- every real workbook ---------------------------------------------------------------------------------------


def plain_cells(data: bytes) -> Iterator[SetCell]:
    """Edits that may suit: the first cells with a value and no formula, then a blank one far below."""
    opened = Workbook(data)
    for name, place in opened.sheets.items():
        sheet = Sheet(opened.read(place.part), place.part, None)
        for row in itertools.islice(sheet.rows_below(0), 30):
            for col in itertools.islice(sheet.cells(row), 3):
                tag, body = sheet.cell(row, col)
                old = read(tag, body, opened.shared_string)
                if old is not None and not formula_of(body):
                    yield SetCell(name, row.number, col, old, "=新值 <1>")
    for name in opened.sheets:
        yield SetCell(name, 3000, 2, None, "=新值 <1>")


def patched(data: bytes) -> tuple[SetCell, bytes, patch.Applied]:
    """Set one cell and one format in the first sheet that allows it."""
    for edit in plain_cells(data):
        try:
            return edit, *apply_bytes(data, [edit, AddFormat(edit.sheet, "A2:H90", "$A2<>0", RED)])
        except GendanError as error:
            if error.code != "GD061":
                raise
    raise AssertionError("no sheet")


@pytest.mark.parametrize("path", EXCEL_MADE or [None], ids=lambda p: p.name if p else "none")
def test_a_real_workbook_is_patched_or_refused_with_a_reason(path):
    if path is None:
        pytest.skip("no real workbooks here: set GENDAN_SHARED_DATA")
    data = path.read_bytes()
    try:
        edit, new, applied = patched(data)
    except GendanError as error:
        assert error.code.startswith("GD05")
        return
    old, now = RawZip(data), RawZip(new)
    assert now.names() == old.names()
    for name in set(old.names()) - set(applied.parts):
        was, is_ = old._members[name], now._members[name]
        assert data[was.start : was.end] == new[is_.start : is_.end]
    assert apply_bytes(new, [AddFormat(edit.sheet, "A2:H90", "$A2<>0", RED)])[0] is new
    try:
        before = values(data)
    except Exception:
        return  # openpyxl cannot open the original either
    if b"purl.oclc.org" in old.read(Workbook(data).part):
        return  # openpyxl finds no cells in strict workbooks
    after = values(new)
    assert after.pop((edit.sheet, edit.cell)) == "=新值 <1>"
    before.pop((edit.sheet, edit.cell), None)
    assert after == before


# --- values ----------------------------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(lambda s: "\r" not in s)
moments = st.datetimes(dt.datetime(1905, 1, 1), dt.datetime(2200, 1, 1)).map(
    lambda d: d.replace(microsecond=0)
)
numbers = st.one_of(st.integers(-(10**14), 10**14), st.floats(allow_nan=False, allow_infinity=False))
anything = st.one_of(st.none(), st.booleans(), numbers, texts, moments, moments.map(dt.datetime.date))


@settings(max_examples=60)
@given(
    st.dictionaries(st.tuples(st.integers(1, 8), st.integers(1, 8)), anything, min_size=1, max_size=9),
    st.booleans(),
)
def test_what_is_written_reads_back_and_can_be_replaced(cells, date1904):
    out, writer = book(date_1904=date1904)
    sheet = writer.add_worksheet("表")
    sheet.write_row(2, 1, ["甲", 5, True])
    writer.close()
    data = out.getvalue()
    first = {(3, 2): "甲", (3, 3): 5, (3, 4): True}
    new, applied = apply_bytes(
        data, [SetCell("表", r, c, first.get((r, c)), v) for (r, c), v in cells.items()]
    )
    loaded = openpyxl.load_workbook(io.BytesIO(new))["表"]
    for (row, col), value in {**first, **cells}.items():
        cell = loaded.cell(row, col)
        if isinstance(value, dt.date):
            assert cell.is_date
            midnight = dt.datetime.combine(value, dt.time()) if not isinstance(value, dt.datetime) else value
            assert abs(cell.value - midnight) < dt.timedelta(seconds=1)
        elif isinstance(value, float):
            assert cell.value == pytest.approx(value, rel=1e-15)
        elif isinstance(value, str):
            assert cell.data_type in ("s", "inlineStr")
        else:
            assert cell.value == value
    again = [SetCell("表", r, c, v, "完") for (r, c), v in cells.items()]
    for edit in again:  # written text reads back the same, escapes and all
        assert apply_bytes(new, [edit])[1].cells == 1


def test_escapes_survive():
    opened = orders()
    for value in ("_x0041_x0042_", "a\x01b", "行1\n行2", "  两端  ", "]]>&<'\"", "=1+1", "\ufffe"):
        new, _ = apply_bytes(opened, [SetCell("订单台账", 4, 1, "SO0", value)])
        book_now = Workbook(new)
        sheet = Sheet(book_now.read("xl/worksheets/sheet1.xml"), "", None)
        assert read(*sheet.cell(sheet.row(4), 1), book_now.shared_string) == value


def test_a_date_keeps_the_cells_own_date_format_and_gets_one_where_there_is_none():
    day = dt.date(2026, 6, 1)
    edits = [
        SetCell("订单台账", r, c, old, day)
        for r, c, old in [(4, 4, dt.date(2026, 4, 1)), (4, 2, 10), (5, 2, 11)]
    ]
    new, applied = apply_bytes(orders(), edits)
    sheet = openpyxl.load_workbook(io.BytesIO(new))["订单台账"]
    assert [sheet[c].number_format for c in ("D4", "B4", "B5")] == [DATES, "yyyy-mm-dd", "yyyy-mm-dd"]
    assert applied.parts == ("xl/styles.xml", "xl/worksheets/sheet1.xml")
    assert part(new, "xl/styles.xml").count("yyyy-mm-dd") == 1


def test_a_blank_cell_of_a_table_takes_the_format_of_its_column():
    out, writer = book()
    sheet = writer.add_worksheet("表")
    red = writer.add_format({"bold": True})
    sheet.add_table("A1:B4", {"name": "表一"})
    sheet.write("B3", 7, red)
    writer.close()
    new, _ = apply_bytes(out.getvalue(), [SetCell("表", 2, 2, None, 8), SetCell("表", 9, 2, None, 9)])
    sheet = openpyxl.load_workbook(io.BytesIO(new))["表"]
    assert sheet["B2"].font.b
    assert not sheet["B9"].font.b


# --- old values ------------------------------------------------------------------------------------------------


def test_any_old_value_that_no_longer_stands_stops_everything():
    good = SetCell("订单台账", 4, 1, "SO0", "SO9")
    bad = [SetCell("订单台账", 4 + i, 4, dt.date(2025, 1, 1), dt.date(2026, 1, 1)) for i in range(3)]
    with pytest.raises(GendanError) as raised:
        apply_bytes(orders(), [good, *bad])
    assert raised.value.code == "GD060"
    assert "订单台账!D4 应为「2025-01-01」，现为「2026-04-01」" in str(raised.value)
    with pytest.raises(GendanError, match="另有 2 处"):
        apply_bytes(orders(7), [SetCell("订单台账", 4 + i, 2, 99, 1) for i in range(7)])


@pytest.mark.parametrize(
    ("cell", "old"),
    [
        ('<c r="B2" t="s"><v>0</v></c>', "共享"),
        (
            '<c r="B2" t="inlineStr"><is><r><t>富</t></r><r><t xml:space="preserve">文本 </t></r></is></c>',
            "富文本",
        ),
        ('<c r="B2" t="inlineStr"><is><t><![CDATA[a&b]]></t></is></c>', "a&b"),
        ('<c r="B2" t="b"><v>1</v></c>', True),
        ('<c r="B2" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="B2" t="d"><v>2026-04-01T00:00:00</v></c>', dt.date(2026, 4, 1)),
        ('<c r="B2"><v>46113</v></c>', dt.date(2026, 4, 1)),
        ('<c r="B2"><v>46113.5</v></c>', dt.datetime(2026, 4, 1, 12)),
        ('<c r="B2"><v>0.1</v></c>', Decimal("0.1")),
        ("<c s='0' r='B2'\n t = 'n' ><!-- x --><v>12</v></c >", 12),
        ('<c r="B2"/>', None),
        ("", None),
        ('<c r="B2" t="str"><v>  </v></c>', None),
    ],
)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_old_values_are_read_however_they_are_written(cell, old, prefix):
    data = with_row(cell, prefix)
    new, applied = apply_bytes(data, [SetCell("表", 2, 2, old, "新")])
    assert applied.cells == 1
    assert values(new)["表", "B2"] == "新"
    for wrong in ("别的", 7, None if old is not None else False):
        with pytest.raises(GendanError, match="GD060"):
            apply_bytes(data, [SetCell("表", 2, 2, wrong, "新")])


def with_row(cell: str, prefix: str = "", first: str = "", after: str = "") -> bytes:
    """A workbook whose sheet 表 is written by hand: `first` in row 1, `cell` in row 2, `after` below the rows."""
    out, writer = book()
    writer.add_worksheet("表").write("A9", "共享")
    writer.close()
    second = f'<c r="A2"><v>1</v></c>{cell}<c r="C2"><v>3</v></c>'
    rows = f'<sheetData><row r="1">{first}</row><row r="2">{second}</row></sheetData>'
    body = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{rows}{after}</worksheet>'
    if prefix:
        body = re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}", body).replace("xmlns=", f"xmlns:{prefix[:-1]}=")
    return RawZip(out.getvalue()).build({"xl/worksheets/sheet1.xml": body.encode()})


def test_utf16_parts_are_read_and_written():
    data = with_row("")
    xml = '<?xml version="1.0" encoding="UTF-16"?>' + part(data, "xl/worksheets/sheet1.xml")
    data = RawZip(data).build({"xl/worksheets/sheet1.xml": xml.encode("utf-16")})
    assert values(apply_bytes(data, [SetCell("表", 2, 2, None, "新")])[0])["表", "B2"] == "新"


# --- places that must not be written ---------------------------------------------------------------------------


MERGED = '<mergeCells count="1"><mergeCell ref="A1:B3"/></mergeCells>'


@pytest.mark.parametrize(
    ("cell", "around", "reason"),
    [
        ("<v>5</v>", {"after": MERGED}, "合并单元格"),
        ("<f>1+4</f><v>5</v>", {}, "公式"),
        ('<f t="shared" ref="B2:B9" si="0">A2+1</f><v>5</v>', {}, "公式"),
        ("<v>5</v>", {"first": '<c r="A1"><f t="array" ref="A1:B2">1</f><v>1</v></c>'}, "数组公式"),
        ("<v>5</v>", {"first": '<c r="A1"><f t="dataTable" ref="A1:B2" r1="C1"/><v>1</v></c>'}, "模拟运算表"),
    ],
)
def test_places_that_must_not_be_written_are_refused(cell, around, reason):
    with pytest.raises(GendanError, match=reason) as raised:
        apply_bytes(with_row(f'<c r="B2">{cell}</c>', **around), [SetCell("表", 2, 2, 5, 6)])
    assert raised.value.code == "GD061"


def test_the_first_cell_of_a_merged_area_may_be_written():
    assert apply_bytes(with_row("", after=MERGED), [SetCell("表", 1, 1, None, 6)])[1].cells == 1


def test_contradicting_and_impossible_edits_are_refused():
    for edits, reason in (
        ([SetCell("表", 2, 2, None, 6), SetCell("表", 2, 2, None, 7)], "两个不同的修改"),
        ([SetCell("表", 0, 2, None, 6)], "超出工作表"),
        ([SetCell("表", 2, 16_385, None, 6)], "超出工作表"),
        ([SetCell("表", 2, 2, None, dt.date(1899, 1, 1))], "早于"),
        ([SetCell("表", 2, 2, None, "x" * 32_768)], "超过 32767"),
        ([SetCell("表", 2, 2, None, float("nan"))], "不是数字"),
    ):
        with pytest.raises(GendanError, match=reason):
            apply_bytes(with_row(""), edits)


def test_a_protected_sheet_is_written_with_a_warning():
    data = with_row("", after='<sheetProtection sheet="1"/>')
    _, applied = apply_bytes(data, [SetCell("表", 2, 2, None, 6)])
    assert "保护" in applied.warnings[0].zh


def test_table_headers_are_refused_and_unknown_sheets_named():
    with pytest.raises(GendanError, match="表头"):
        apply_bytes(orders(), [SetCell("订单台账", 3, 1, "单号", "x")])
    with pytest.raises(GendanError, match="现有：订单台账"):
        apply_bytes(orders(), [SetCell("别的", 3, 1, None, "x")])


def test_a_formula_can_keep_itself_and_take_a_new_result():
    edits = [
        SetCell("订单台账", 4, 5, None, 26.5, is_cached=True),
        SetCell("订单台账", 4, 3, None, 7, is_cached=True),
    ]
    new, applied = apply_bytes(orders(), edits)
    assert applied.cells == 1  # the other one holds no formula
    assert "[[#This Row],[单价]]</f><v>26.5</v></c>" in part(new, "xl/worksheets/sheet1.xml")


def test_rows_and_cells_without_numbers_or_order_are_refused():
    for row in ('<row><c r="A5"/></row>', '<row r="2"/>', '<row r="1"/>'):
        xml = part(with_row(""), "xl/worksheets/sheet1.xml").replace("</sheetData>", row + "</sheetData>")
        data = RawZip(with_row("")).build({"xl/worksheets/sheet1.xml": xml.encode()})
        with pytest.raises(GendanError, match="GD056"):
            apply_bytes(data, [SetCell("表", 2, 2, None, 1)])
    for cell in ("<c><v>1</v></c>", '<c r="D2"><v>1</v></c>', '<c r="B3"/>'):
        with pytest.raises(GendanError, match="GD056"):
            apply_bytes(with_row(cell), [SetCell("表", 2, 2, None, 1)])


# --- nothing, formulas, formats --------------------------------------------------------------------------------


def test_nothing_to_do_is_the_same_bytes():
    data = orders()
    assert apply_bytes(data, [])[0] is data
    assert apply_bytes(data, [SetCell("订单台账", 4, 1, "SO0", "SO0")])[0] is data


def test_formulas_are_computed_anew_on_load_only_where_there_are_any():
    for data, expected in ((orders(), True), (with_row(""), False)):
        zipped = RawZip(data)
        bare = zipped.read("xl/workbook.xml").replace(b' fullCalcOnLoad="1"', b"")
        data = zipped.build({"xl/workbook.xml": bare})
        sheet = next(iter(Workbook(data).sheets))
        new, applied = apply_bytes(data, [SetCell(sheet, 2, 2, None, 1)])
        assert ("fullCalcOnLoad" in part(new, "xl/workbook.xml")) == expected
        assert ("xl/workbook.xml" in applied.parts) == expected


def test_formats_come_after_those_of_the_file_once_and_grow_down():
    green = CellStyle(fill="C6EFCE")
    edits = [
        AddFormat("订单台账", "A4:E6", "$D4<今日", RED),
        AddFormat("订单台账", "A4:E6", "$D4=今日", green),
    ]
    new, applied = apply_bytes(orders(), [*edits, edits[0]])
    assert len(applied.formats) == 2
    xml = part(new, "xl/worksheets/sheet1.xml")
    assert 'priority="2"><formula>$D4&lt;今日' in xml
    assert 'priority="3"><formula>$D4=今日' in xml
    assert apply_bytes(new, edits)[0] is new
    wider = [AddFormat("订单台账", "A4:E9", "$D4<今日", RED)]
    grown, applied = apply_bytes(new, wider)
    assert len(applied.formats) == 1
    assert 'sqref="A4:E9"' in part(grown, "xl/worksheets/sheet1.xml")
    assert applied.parts == ("xl/worksheets/sheet1.xml",)
    rules = openpyxl.load_workbook(io.BytesIO(grown))["订单台账"].conditional_formatting
    assert {str(r.sqref): [rule.dxf.fill.bgColor.rgb for rule in r.rules] for r in rules} == {
        "A4:E9": ["FFFFC7CE"],
        "A4:E6": ["FFC6EFCE"],
        "D4:D6": ["FFFF0000"],
    }


# --- appending rows --------------------------------------------------------------------------------------------


def test_appended_rows_extend_all_that_follows_the_table():
    new, applied = apply_bytes(orders(), [AppendRow("订单台账", "订单", row_values(n)) for n in (1, 2)])
    assert applied.rows == 2
    sheet = openpyxl.load_workbook(io.BytesIO(new))["订单台账"]
    table = sheet.tables["订单"]
    assert (table.ref, table.autoFilter.ref) == ("A3:E8", "A3:E8")
    assert [sheet.cell(8, c).value for c in range(1, 5)] == ["NEW2", 2, 3, dt.datetime(2026, 5, 2)]
    assert sheet["E8"].value == "=订单[[#This Row],[数量]]*订单[[#This Row],[单价]]"
    assert sheet["D8"].number_format == DATES
    assert [str(r.sqref) for r in sheet.conditional_formatting] == ["D4:D8"]
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["B4:B8"]
    assert "订单台账!$D$4:$D$8" in part(new, "xl/workbook.xml")
    assert 'ref="A1:E8"' in part(new, "xl/worksheets/sheet1.xml")
    assert values(orders()).items() <= values(new).items()


def test_the_blank_row_of_a_fresh_table_is_filled_first():
    new, _ = apply_bytes(
        orders(1, blank=True), [AppendRow("订单台账", "订单", row_values(n)) for n in (1, 2)]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(new))["订单台账"]
    assert [sheet.cell(r, 1).value for r in range(3, 7)] == ["单号", "NEW1", "NEW2", None]
    assert sheet.tables["订单"].ref == "A3:E5"
    assert sheet["E5"].value == sheet["E4"].value != None  # noqa: E711
    assert sheet["D4"].is_date


def test_a_table_with_something_below_or_totals_or_no_such_column_does_not_grow():
    row = AppendRow("订单台账", "订单", row_values(1))
    for data, reason in ((orders(below="C20"), "C20"), (orders(totals=True), "汇总行")):
        with pytest.raises(GendanError, match=reason) as raised:
            apply_bytes(data, [row])
        assert raised.value.code == "GD062"
    with pytest.raises(GendanError, match="没有列「颜色」"):
        apply_bytes(orders(), [AppendRow("订单台账", "订单", {"颜色": "红"})])
    assert apply_bytes(orders(below="G20"), [row])[1].rows == 1


def test_libreoffice_shows_appended_rows_and_computes_their_formulas(soffice, tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(orders())
    apply(path, [AppendRow("订单台账", "订单", row_values(7)), SetCell("订单台账", 4, 2, 10, 100)])
    rows = soffice.to_csv(path, "订单台账")
    assert rows[6] == ["NEW7", "7", "3", "05/07/2026", "21"]
    assert rows[3][4] == "250"


# --- files -----------------------------------------------------------------------------------------------------


def test_a_file_is_replaced_with_its_mode_and_a_backup(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(before := orders())
    path.chmod(0o640)
    apply(path, [SetCell("订单台账", 4, 1, "SO0", "SO9")], backup=True)
    assert values(path.read_bytes())["订单台账", "A4"] == "SO9"
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.with_name("台账.xlsx.bak").read_bytes() == before
    copy = tmp_path / "副本.xlsx"
    apply(path, [SetCell("订单台账", 4, 1, "SO9", "SO8")], out=copy)
    assert values(copy.read_bytes())["订单台账", "A4"] == "SO8"
    assert values(path.read_bytes())["订单台账", "A4"] == "SO9"


def test_a_file_changed_meanwhile_is_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(orders())
    theirs = orders(5)

    def slow(data, edits, **options):
        result = apply_bytes(data, edits, **options)
        path.write_bytes(theirs)
        return result

    monkeypatch.setattr(patch, "apply_bytes", slow)
    with pytest.raises(GendanError, match="GD955"):
        apply(path, [SetCell("订单台账", 4, 1, "SO0", "SO9")])
    assert path.read_bytes() == theirs


@pytest.mark.parametrize("name", ["a.xls", "a.xlsb", "a.ods", "a.csv"])
def test_other_kinds_of_files_are_refused_with_the_way_out(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(GendanError, match=r"另存为 .xlsx.*GD956"):
        apply(tmp_path / name, [])


def test_the_lock_of_another_program_stops_the_write(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(before := orders())
    (tmp_path / "~$台账.xlsx").write_bytes(b"")
    with pytest.raises(GendanError, match="GD954"):
        apply(path, [SetCell("订单台账", 4, 1, "SO0", "SO9")])
    assert path.read_bytes() == before


def test_zip_members_stay_readable():
    with zipfile.ZipFile(
        io.BytesIO(apply_bytes(orders(), [SetCell("订单台账", 4, 1, "SO0", a1(1, 1))])[0])
    ) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize(
    "edit",
    [
        SetCell("订单台账", 0, 1, None, 1),
        SetCell("订单台账", 1, 16385, None, 1),
        SetCell("订单台账", 1_048_577, 1, None, 1),
        SetCell("订单台账", 9, 9, None, 10**400),
        AddFormat("订单台账", "A1:ZZZZ9", "A1>1"),
        AddFormat("订单台账", "A1:A9", "(A1>1"),
        AddFormat("订单台账", "A1:A9", 'A1="x'),
        AddFormat("订单台账", "A1:A9", "[@单价]>1"),
        AddFormat("订单台账", "A1:A9", "A1>" + "1" * 9000),
        AddFormat("订单台账", "A1:A9", "A1>1", CellStyle(fill="#FF0")),
    ],
)
def test_what_a_workbook_cannot_hold_is_refused(edit):
    with pytest.raises(GendanError, match="GD06[14]"):
        apply_bytes(orders(), [edit])
