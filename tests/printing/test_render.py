"""Filling: any value stays what it is, pages repeat, and the rest of a company's template survives."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from gendan_xl.errors import GendanError
from gendan_xl.printing.geometry import Setup
from gendan_xl.printing.paper import PAPERS, find_paper
from gendan_xl.printing.placeholders import Vocabulary
from gendan_xl.printing.render import Page, Printer
from gendan_xl.printing.template import Template

WORDS = Vocabulary(
    frozenset({"客户名称", "单据号", "合计", "页码"}), frozenset({"名称", "数量"}), frozenset({"带价"})
)
A4 = find_paper("A4")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


def drawn(with_pictures: bool = False) -> bytes:
    """A restyled template: merges of every kind, a side text along the lines, pictures above and below them."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet, money = (
            book.add_worksheet("O'Neil 单"),
            book.add_format({"num_format": "#,##0.00", "border": 1}),
        )
        sheet.merge_range("A1:D1", "{{客户名称}}", book.add_format({"font_color": "red"}))
        sheet.write("A2", "No. {{单据号}} / {{页码}}")
        sheet.merge_range("A4:B4", "{{行.名称}}", book.add_format({"border": 1}))
        sheet.write("C4", "{{行.数量}}件")
        sheet.write("D4", "{{行.数量}}", money)
        sheet.merge_range("F3:F5", "第一联")
        sheet.write("A5", "合计{{本行仅限:带价}}")
        sheet.write("D5", "{{合计}}", money)
        sheet.write("E2", "{{本列仅限:带价}}")
        sheet.merge_range("A6:D7", "盖章")
        if with_pictures:
            for cell in ("E1", "A6"):
                sheet.insert_image(cell, "logo.png", {"image_data": io.BytesIO(PIXEL)})
    return buffer.getvalue()


def filled(data: bytes, pages: list[Page], setup: Setup) -> Worksheet:
    result = Printer(Template(data, "模板.xlsx", WORDS)).fill(pages, setup)
    return openpyxl.load_workbook(io.BytesIO(result)).worksheets[0]


def page(number: int, *lines: tuple[object, object]) -> Page:
    values = {"客户名称": "甲", "单据号": "S1", "页码": number, "合计": Decimal("3.50")}
    return Page(values, [{"名称": name, "数量": qty} for name, qty in lines])  # type: ignore[dict-item]


def test_pages_are_stacked_with_all_their_parts() -> None:
    pages = [page(1, ("锁", Decimal("2")), ("把手", Decimal("1.50"))), page(2, ("=1+1", 7))]
    sheet = filled(drawn(), pages, Setup(A4, 2, frozenset({"带价"})))
    cells = {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
    }
    assert cells == {
        "A1": "甲",
        "A2": "No. S1 / 1",
        "F3": "第一联",
        "A6": "合计",
        "D6": 3.5,
        "A7": "盖章",
        "A4": "锁",
        "C4": "2件",
        "D4": 2,
        "A5": "把手",
        "C5": "1.5件",
        "D5": 1.5,
        "A9": "甲",
        "A10": "No. S1 / 2",
        "F11": "第一联",
        "A14": "合计",
        "D14": 3.5,
        "A15": "盖章",
        "A12": "=1+1",
        "C12": "7件",
        "D12": 7,
    }
    assert sorted(map(str, sheet.merged_cells.ranges)) == sorted(
        ["A1:D1", "A4:B4", "A5:B5", "F3:F6", "A7:D8", "A9:D9", "A12:B12", "A13:B13", "F11:F14", "A15:D16"]
    )
    assert [brk.id for brk in sheet.row_breaks.brk] == [8]
    assert sheet.print_area == "'O''Neil 单'!$A$1:$F$16"
    assert sheet["A12"].data_type == "s" and sheet["D13"].border.left.style == "thin"
    assert sheet["D12"].number_format == "#,##0.00" and sheet["A9"].font.color.rgb == "FFFF0000"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_rows_and_columns_of_another_kind_are_hidden() -> None:
    sheet = filled(drawn(), [page(1, ("锁", 1))], Setup(A4, 3))
    assert sheet.row_dimensions[7].hidden and not sheet.row_dimensions[6].hidden
    assert sheet.column_dimensions["E"].hidden and not sheet.column_dimensions["F"].hidden


def test_a_row_for_the_last_page_is_blank_on_the_others() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("单")
        sheet.write_row("A1", ["{{行.名称}}", "{{行.数量}}"])
        sheet.merge_range("A2:B2", "回执 {{单据号}}{{本行仅限:末页}}", book.add_format({"border": 1}))
    words = Vocabulary(WORDS.fields, WORDS.line_fields, frozenset({"末页"}))
    printer = Printer(Template(buffer.getvalue(), "模板.xlsx", words))
    first, last = page(1, ("锁", 1)), page(2, ("把手", 2))
    data = printer.fill([replace(first, is_last=False), last] * 2, Setup(A4, 1))  # two copies
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(1, 9)] == ["锁", None, "把手", "回执 S1"] * 2
    assert [sheet.cell(row, 1).border.left.style for row in (2, 4)] == [None, "thin"]
    assert not sheet.row_dimensions[2].hidden


def test_stray_formatted_cells_outside_the_page_do_not_matter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(drawn()))
    book.worksheets[0]["Z900"].number_format = "0.00"
    strayed = io.BytesIO()
    book.save(strayed)
    assert filled(strayed.getvalue(), [page(1)], Setup(A4, 2)).print_area.endswith("$A$1:$F$8")
    book.worksheets[0].print_area = "A1:G9"
    book.save(strayed)
    assert filled(strayed.getvalue(), [page(1)], Setup(A4, 2)).print_area.endswith("$A$1:$G$10")


def test_pictures_stay_and_those_below_the_lines_move_down() -> None:
    data = drawn(with_pictures=True)
    result = Printer(Template(data, "模板.xlsx", WORDS)).fill([page(1, ("锁", 1))], Setup(A4, 5))
    before, after = (zipfile.ZipFile(io.BytesIO(book)) for book in (data, result))
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert after.namelist() == before.namelist()
    assert changed == {"xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/workbook.xml"}
    rows = re.findall(rb"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", after.read("xl/drawings/drawing1.xml"))
    assert rows == [b"0", b"9"]


def test_pictures_stand_on_every_page() -> None:
    """Each copy on A4 is a page of its own."""
    result = Printer(Template(drawn(with_pictures=True), "模板.xlsx", WORDS)).fill(
        [page(1), page(2)], Setup(A4, 5)
    )
    drawing = zipfile.ZipFile(io.BytesIO(result)).read("xl/drawings/drawing1.xml")
    assert re.findall(rb"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", drawing) == [b"0", b"9", b"11", b"20"]
    ids = re.findall(rb'cNvPr id="(\d+)"', drawing)
    assert len(ids) == len(set(ids)) == 4


def printed_form(landscape: bool = False) -> bytes:
    """A form as it is bought: four ruled lines of two rows each, a sum below, a drop-down and repeated rows."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet, boxed = book.add_worksheet("单"), book.add_format({"border": 1})
        sheet.write("A1", "{{单据号}}")
        sheet.merge_range("A2:A3", "{{行.名称}}", boxed)
        sheet.write("B2", "{{行.数量}}", boxed)
        sheet.write("B3", "备注", boxed)
        for row in range(3, 9):
            sheet.write_row(row, 0, ["", ""], boxed)
        sheet.merge_range("C2:C9", "一式两联", boxed)
        sheet.write("A10", "合计")
        sheet.write_formula("B10", "=SUM(B2:B9)")
        sheet.data_validation("B2:B9", {"validate": "list", "source": ["1", "2"]})
        sheet.conditional_format("A1:A3", {"type": "blanks", "format": book.add_format({"bold": True})})
        sheet.repeat_rows(0)
        if landscape:
            sheet.set_landscape()
    return buffer.getvalue()


def test_a_bought_form_keeps_its_sum_and_loses_its_spare_lines(tmp_path: Path, clean: object) -> None:
    pages = [page(1, ("锁", Decimal("2.1")), ("钥匙", Decimal("0.2"))), page(2, ("门", 7), ("框", "无"))]
    path = tmp_path / "bought.xlsx"
    path.write_bytes(Printer(Template(printed_form(), "模板.xlsx", WORDS)).fill(pages, Setup(A4, 2)))
    clean(path)  # type: ignore[operator]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    texts = [[cell.value for cell in row] for row in sheet["A1:B6"]]
    assert texts == [
        ["S1", None],
        ["锁", 2.1],
        [None, "备注"],
        ["钥匙", 0.2],
        [None, "备注"],
        ["合计", "=SUM(B2:B5)"],
    ]
    assert sheet["B12"].value == "=SUM(B8:B11)"
    assert [openpyxl.load_workbook(path, data_only=True).worksheets[0][at].value for at in ("B6", "B12")] == [
        2.3,
        7,
    ]
    merged = {"A2:A3", "A4:A5", "C2:C5", "A8:A9", "A10:A11", "C8:C11"}
    assert {*map(str, sheet.merged_cells.ranges)} == merged
    assert not sheet.print_title_rows and not sheet.data_validations.dataValidation


def test_a_form_on_its_side_stays_so_on_cut_paper_only() -> None:
    data = printed_form(landscape=True)
    ways = [filled(data, [page(1)], Setup(paper, 3)).page_setup.orientation for paper in (A4, PAPERS[0])]
    assert ways == ["landscape", "portrait"]
    with pytest.raises(GendanError, match="每页最多 18 行"):  # two rows of 12 points each on 210 mm
        filled(data, [page(1)], Setup(A4, 30))


def test_low_paper_leaves_out_what_is_for_higher() -> None:
    words = Vocabulary(frozenset({"条款"}), frozenset({"名称"}), frozenset({"高纸", "矮纸"}))
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["{{条款}}{{本行仅限:高纸}}", "{{行.名称}}", "短{{本行仅限:矮纸}}"])
    template = Template(buffer.getvalue(), "模板.xlsx", words)
    hidden = []
    for name in ("241×93", "241×140"):
        made = Printer(template).fill([Page({}, [])], Setup(find_paper(name), 1))
        rows = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].row_dimensions
        hidden.append([row for row in (1, 2, 3) if rows[row].hidden])
    assert hidden == [[1], [3]]


texts = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&\"'=\n\t\x00\x1f_x0041_😀{}"), max_size=30
)


@given(texts)
def test_any_text_stays_that_text(text: str) -> None:
    sheet = filled(drawn(), [page(1, (text, 1))], Setup(A4, 1))
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    found = re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), sheet["A4"].value or "")
    assert found == expected
    assert "{{" not in str(sheet["A2"].value)


def test_a_paper_of_the_companys_own_printer_is_kept() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(drawn())) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            body = (
                old.read(name)
                .replace(b"<pageMargins", b"<pageMargins")
                .replace(b"</worksheet>", b'<pageSetup paperSize="256" orientation="landscape"/></worksheet>')
            )
            new.writestr(name, body)
    assert filled(data.getvalue(), [page(1)], Setup(PAPERS[0], 8)).page_setup.paperSize == 256
    assert filled(data.getvalue(), [page(1)], Setup(A4, 8)).page_setup.paperSize == 9
    assert filled(drawn(), [page(1)], Setup(PAPERS[0], 8)).page_setup.paperSize is None


def test_more_lines_than_fit_are_refused() -> None:
    with pytest.raises(GendanError, match="241×140 纸用模板 模板.xlsx 每页最多 17 行，现在要 90 行"):
        filled(drawn(), [page(1)], Setup(PAPERS[0], 90))


@pytest.mark.parametrize("name", ["241*140", "241x140mm", " 241 × 140 ", "a4"])
def test_papers_by_any_spelling(name: str) -> None:
    assert find_paper(name).name in ("241×140", "A4")


def test_an_unknown_paper_is_refused() -> None:
    with pytest.raises(GendanError, match="不认识纸张「B5」"):
        find_paper("B5")


def test_what_is_written_is_sound(tmp_path: Path, clean: object) -> None:
    path = tmp_path / "filled.xlsx"
    form = Printer(Template(drawn(with_pictures=True), "模板.xlsx", WORDS))
    path.write_bytes(form.fill([page(1, ("锁", 1)), page(2)], Setup(A4, 3)))
    clean(path)  # type: ignore[operator]
