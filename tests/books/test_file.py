"""Workbook files: every format at true addresses, error cells, and a sentence for everything that cannot be read."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.books.file import FileBook
from gendan_xl.errors import GendanError

DAY = dt.date(2026, 4, 20)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sheet that starts at B3, with a date, a text, numbers and three error cells; a hidden and an empty one."""
    path = tmp_path / "订单.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("订单")
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row("B3", ["单号", "数量", "日期"])
        sheet.write_row("B4", ["A1", 5.5])
        sheet.write_datetime("D4", dt.datetime(2026, 4, 20), day)
        sheet.write_formula("B5", "=NA()", None, "#N/A")
        sheet.write_formula("C5", "=1/0", None, "#DIV/0!")
        sheet.write("D6", "2026.4.20 ")
        sheet.merge_range("F3:F5", "合并")
        made.add_worksheet("隐藏").hide()
        made.add_worksheet("空")
    return path


def test_addresses_are_true_and_values_typed(book: Path) -> None:
    sheets = FileBook(book).sheets()
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("订单", False),
        ("隐藏", True),
        ("空", False),
    ]
    rows = sheets[0].rows
    assert (rows[2][1], rows[3][2], rows[3][3], rows[5][3]) == ("单号", 5.5, DAY, "2026.4.20 ")
    assert len({len(row) for row in rows}) == 1
    assert rows[4][1] == ""
    assert sheets[0].errors_known
    assert sheets[0].errors() == {(5, 2): "#N/A", (5, 3): "#DIV/0!"}
    assert sheets[2].errors() == {}
    assert list(sheets[0].merged) == [(3, 6, 5, 6)]


@pytest.mark.parametrize("form", ["xls", "ods"])
def test_other_formats_read_alike(book: Path, form: str, soffice: Any) -> None:
    path = soffice.convert(book, form)
    sheet = FileBook(path).sheets()[0]
    assert (sheet.rows[2][1], sheet.rows[3][2], sheet.rows[3][3]) == ("单号", 5.5, DAY)
    assert not sheet.errors_known
    assert sheet.errors() == {}


OTHERS = (
    "poi__bug67784.xlsx",
    "ClosedXML__DataTableFormula-Output.xlsx",
    "XlsxWriter__embed_image13.xlsx",
    "poi__60512.xlsm",
)


@pytest.mark.parametrize("name", OTHERS)
def test_error_cells_are_those_that_openpyxl_sees(shared_data: Path, name: str) -> None:
    path = shared_data / "excel_made" / name
    seen = {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in openpyxl.load_workbook(path, data_only=True).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    }
    found = {
        (sheet.name, *place): text
        for sheet in FileBook(path).sheets()
        for place, text in sheet.errors().items()
    }
    assert seen
    assert found == seen


def test_error_cells_in_any_xml_dialect(book: Path) -> None:
    def dialect(xml: bytes) -> bytes:
        for tag in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"f"):
            xml = xml.replace(b"<" + tag + b" ", b"<x:" + tag + b" ").replace(
                b"<" + tag + b">", b"<x:" + tag + b">"
            )
            xml = xml.replace(b"</" + tag + b">", b"</x:" + tag + b">")
        return (
            xml.replace(b"<x:worksheet xmlns=", b"<x:worksheet xmlns:x=")
            .replace(b't="e"', b"t = 'e'")
            .replace(b' r="', b"  r='")
            .replace(b'" t = ', b"' t = ")
        )

    xml = repack(book, {"xl/worksheets/sheet1.xml": dialect})
    book.write_bytes(xml)
    from gendan_xl.books.error_cells import error_cells

    assert error_cells(book, "订单") == {(5, 2): "#N/A", (5, 3): "#DIV/0!"}


@pytest.mark.parametrize("size", range(300, 340, 7))
def test_error_cells_are_found_wherever_a_piece_ends(
    book: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    from gendan_xl.books import error_cells as module

    monkeypatch.setattr(module, "_PIECE", size)
    monkeypatch.setattr(module, "_OVERLAP", 150)
    assert module.error_cells(book, "订单") == {(5, 2): "#N/A", (5, 3): "#DIV/0!"}


# --- what cannot be read ---------------------------------------------------------------------------------------


def repack(path: Path, change: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """Return a workbook with some parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, lambda data: data)(old.read(name)))
    return out.getvalue()


def code_of(path: Path) -> str:
    with pytest.raises(GendanError) as problem:
        FileBook(path).sheets()
    message = problem.value.message
    assert message.zh
    assert message.en
    return problem.value.code


def test_missing_folder_empty_and_other_files(tmp_path: Path, book: Path) -> None:
    (tmp_path / "空.xlsx").touch()
    (tmp_path / "订单.csv").write_text("单号,数量\nA1,5\n")
    (tmp_path / "改名.xlsx").write_text("<html><table><tr><td>单号</td></tr></table></html>")
    (tmp_path / "压缩.zip").write_bytes(book.read_bytes())
    codes = {
        name: code_of(tmp_path / name)
        for name in ("没有.xlsx", "空.xlsx", "订单.csv", "改名.xlsx", "压缩.zip")
    }
    assert codes == {
        "没有.xlsx": "GD910",
        "空.xlsx": "GD912",
        "订单.csv": "GD913",
        "改名.xlsx": "GD913",
        "压缩.zip": "GD913",
    }
    assert code_of(tmp_path) == "GD911"


def test_encrypted_workbooks_are_said_to_be_so(shared_data: Path) -> None:
    for name in ("poi__protect.xlsx", "poi__60320-protected.xlsx"):
        assert code_of(shared_data / "excel_made" / name) == "GD914"


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_truncated_file_is_damaged(book: Path, share: float) -> None:
    data = book.read_bytes()
    book.write_bytes(data[: int(len(data) * share)])
    assert code_of(book) == "GD915"


def test_an_old_workbook_renamed_to_xlsx(book: Path) -> None:
    book.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert code_of(book) == "GD913"


def test_a_file_without_permission_or_held_by_another_program(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_args: object, **_words: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(Path, "open", denied)
    assert code_of(book) == "GD916"


SHEET = "xl/worksheets/sheet1.xml"
HOSTILE: dict[str, dict[str, Callable[[bytes], bytes]]] = {
    "a cell at the far corner": {SHEET: lambda xml: xml.replace(b'r="D6"', b'r="XFD1048576"')},
    "a row beyond the sheet": {SHEET: lambda xml: xml.replace(b'<row r="6"', b'<row r="4294967296"')},
    "a column beyond the sheet": {SHEET: lambda xml: xml.replace(b'r="D6"', b'r="ZZZZZZ6"')},
    "a lying dimension": {SHEET: lambda xml: xml.replace(b"B3:F6", b"A1:XFD1048576") + b" " * (2 << 20)},
    "a lying count of strings": {
        "xl/sharedStrings.xml": lambda xml: xml.replace(b"uniqueCount=", b'uniqueCount="4294967295" x=')
    },
    "a bomb": {SHEET: lambda xml: xml + b" " * (64 << 20)},
    "an entity": {
        "xl/sharedStrings.xml": lambda xml: xml.replace(b"<sst", b'<!DOCTYPE sst [<!ENTITY a "b">]><sst', 1)
    },
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_before_they_are_read(book: Path, name: str) -> None:
    data = repack(book, HOSTILE[name])
    assert data != book.read_bytes()
    book.write_bytes(data)
    assert code_of(book) == "GD917"


def test_a_panic_of_the_reader_is_a_sentence(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):  # noqa: N818 - the name that the reader's panics have
        pass

    def panic(_path: str) -> None:
        raise PanicException

    monkeypatch.setattr("gendan_xl.books.file.calamine.load_workbook", panic)
    assert code_of(book) == "GD915"


@given(st.data())
def test_no_damage_to_its_xml_ends_in_a_traceback(shared_data: Path, data: st.DataObject) -> None:
    """Bytes changed, cut or put in: the book is read, or a sentence says why not."""
    source = shared_data / "foreign_layouts" / "对账单_加工厂.xlsx"
    part = data.draw(st.sampled_from([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]))
    at, cut = data.draw(st.floats(0, 1)), data.draw(st.integers(0, 30))
    put = data.draw(
        st.sampled_from([b"", b"<", b"\0", b'"', b"99999999999", b'<c r="XFD1048576"><v>1</v></c>'])
    )

    def damage(xml: bytes) -> bytes:
        place = int(at * len(xml))
        return xml[:place] + put + xml[place + cut :]

    with TemporaryDirectory() as folder:
        path = Path(folder) / "坏.xlsx"
        path.write_bytes(repack(source, {part: damage}))
        with contextlib.suppress(GendanError):
            for sheet in FileBook(path).sheets():
                sheet.errors()


def test_a_workbook_under_the_wrong_extension_is_named(book: Path, soffice: Any) -> None:
    old = soffice.convert(book, "xls")
    for source, name, real in ((book, "甲.xls", "xlsx"), (book, "乙.ods", "xlsx"), (old, "丙.xlsx", "xls")):
        (wrong := book.with_name(name)).write_bytes(source.read_bytes())
        with pytest.raises(GendanError, match=rf"其实是 {real}，请把扩展名改成 \.{real}\[GD913"):
            FileBook(wrong).sheets()
