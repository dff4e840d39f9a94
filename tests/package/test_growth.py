"""Growing a table: formulas, formats of extensions, names, chains and those who read it."""

from __future__ import annotations

import io

import openpyxl
import pytest
import xlsxwriter

from gendan_xl.books.patch import apply_bytes
from gendan_xl.edits import AppendRow
from gendan_xl.errors import GendanError
from gendan_xl.package.formats import extend_areas
from gendan_xl.package.scan import Document
from gendan_xl.package.tables import shifted
from gendan_xl.package.zip import RawZip

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A2*$B$1+C$3", "A4*$B$1+C$3"),
        ("SUM(A2:A3)", "SUM(A4:A5)"),
        ("'A2'!A2&\"A2\"", "'A2'!A4&\"A2\""),
        ("订单[[#This Row],[A2]]*LOG10(A2)", "订单[[#This Row],[A2]]*LOG10(A4)"),
        ("T1_2+Q1", "T1_2+Q3"),
    ],
)
def test_relative_rows_move_and_nothing_else(formula, expected):
    assert shifted(formula, 2) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("B3:B9", "B3:B12"),
        ("A1:C9", "A1:C12"),
        ("B3:B8", "B3:B8"),
        ("B9", "B9"),
        ("E3:E9", "E3:E9"),
        ("B5:B9 A3 C3:C9", "B5:B12 A3 C3:C12"),
        ("B3:B10", "B3:B12"),
        ("B3:B99", "B3:B99"),
        ("B10:B11", "B10:B11"),
        ("B:B", "B:B"),
    ],
)
def test_formats_and_validations_reach_the_new_last_row(before, after):
    xml = f"""<worksheet xmlns="{MAIN}" xmlns:x14="{X14}" xmlns:xm="{XM}">
      <conditionalFormatting sqref="{before}"><cfRule/></conditionalFormatting>
      <dataValidations><dataValidation sqref="{before}"/></dataValidations>
      <extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule/><xm:sqref>{before}</xm:sqref>
      </x14:conditionalFormatting></x14:conditionalFormattings></ext><ext><x14:dataValidations><x14:dataValidation>
      <xm:sqref>{before}</xm:sqref></x14:dataValidation></x14:dataValidations></ext><ext><x14:sparkline>
      <xm:sqref>F9</xm:sqref></x14:sparkline></ext></extLst></worksheet>"""
    document = Document(xml.encode())
    extend_areas(document, (3, 1, 9, 3), 12)
    assert document.render().decode() == xml.replace(f'"{before}"', f'"{after}"').replace(
        f">{before}<", f">{after}<"
    )


def table(formula: str = "", *, chart: bool = False, styled_below: bool = False) -> bytes:
    """A table 表一 on 一月 from A1 with columns 数量 and 金额, rows 2 to 3."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("一月")
        bold = book.add_format({"bold": True, "num_format": "0.00"})
        columns = [{"header": "数量"}, {"header": "金额", **({"formula": formula} if formula else {})}]
        sheet.add_table("A1:B3", {"name": "表一", "columns": columns})
        for row in (1, 2):
            sheet.write(row, 0, row * 10, bold)
            sheet.write(row, 1, f"=A{row + 1}*2" if formula else 5, None, *([row * 20] if formula else []))
        sheet.set_row(2, 30)
        sheet.print_area("A1:B3")
        if styled_below:
            sheet.write_blank(3, 0, None, bold)
            sheet.write(3, 3, "旁注")
        if chart:
            drawn = book.add_chart({"type": "column"})
            drawn.add_series({"values": "=一月!$A$2:$A$3"})
            sheet.insert_chart("F2", drawn)
    return out.getvalue()


def grow(data: bytes, *rows: dict[str, object]):
    return apply_bytes(data, [AppendRow("一月", "表一", row) for row in rows])


def test_relative_formulas_continue_from_the_last_row():
    new, _ = grow(table("=A2*2"), {"数量": 30, "金额": 60}, {"数量": 40})
    sheet = openpyxl.load_workbook(io.BytesIO(new))["一月"]
    assert [sheet.cell(r, 2).value for r in range(2, 6)] == ["=A2*2", "=A3*2", "=A4*2", "=A5*2"]
    results = openpyxl.load_workbook(io.BytesIO(new), data_only=True)["一月"]
    assert [results.cell(r, 2).value for r in (4, 5)] == [60, None]


def test_rows_take_formats_and_height_and_leave_their_neighbours():
    new, _ = grow(table(styled_below=True), {"数量": 30}, {"数量": 40})
    sheet = openpyxl.load_workbook(io.BytesIO(new))["一月"]
    assert [sheet.cell(r, 1).number_format for r in (4, 5)] == ["0.00", "0.00"]
    assert sheet["D4"].value == "旁注"
    assert sheet.row_dimensions[5].height == 30
    assert sheet.print_area == "'一月'!$A$1:$B$5"


def test_readers_by_cells_are_named():
    _, applied = grow(table(chart=True), {"数量": 1})
    assert [message.zh[:20] for message in applied.warnings] == ["xl/charts/chart1.xml"]
    assert grow(table(), {"数量": 1})[1].warnings == []


def test_new_formulas_join_the_calculation_chain():
    zipped = RawZip(table("=A2*2"))
    chain = f'<calcChain xmlns="{MAIN}"><c r="B2" i="1"/><c r="B3"/></calcChain>'.encode()
    link = b'<Relationship Id="rId99" Type="http://x/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    rels = zipped.read("xl/_rels/workbook.xml.rels").replace(b"</Relationships>", link)
    data = zipped.build({"xl/_rels/workbook.xml.rels": rels}, added={"xl/calcChain.xml": chain})
    new, _ = grow(data, {"数量": 1})
    assert RawZip(new).read("xl/calcChain.xml") == chain.replace(b"</calc", b'<c r="B4" i="1"/></calc')


def test_a_table_whose_formula_cannot_go_on_is_refused():
    data = table("=A2*2")
    xml = RawZip(data).read("xl/worksheets/sheet1.xml").replace(b"<f>A3*2</f>", b'<f t="shared" si="0"/>')
    with pytest.raises(GendanError, match="GD062"):
        grow(RawZip(data).build({"xl/worksheets/sheet1.xml": xml}), {"数量": 1})
