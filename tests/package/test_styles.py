"""Formats of cells and of conditions: found where they are, added once where not."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from gendan_xl.books.patch import apply_bytes
from gendan_xl.edits import AddFormat, CellStyle
from gendan_xl.package.scan import Document
from gendan_xl.package.styles import Styles, is_date_code

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", 'm"月"d"日"', "[$-804]yyyy/m/d;@", "h:mm", "[h]:mm", "[红色]d"]
)
def test_codes_of_dates(code):
    assert is_date_code(code)


@pytest.mark.parametrize("code", ["General", "0.00", '"day"0', "[Red]0", "#,##0_d", r"\d0", "@", "0;yyyy"])
def test_codes_of_no_dates(code):
    assert not is_date_code(code)


def test_missing_groups_are_made_in_their_place_and_counts_kept():
    xml = f'<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf numFmtId="0"><protection/></xf></cellXfs><colors/>'
    document = Document((xml + "</styleSheet>").encode())
    styles = Styles(document)
    assert [styles.dated(0, "yyyy-mm-dd"), styles.dated(0, "hh:mm"), styles.dated(0, "yyyy-mm-dd")] == [
        1,
        2,
        1,
    ]
    assert [styles.differential(CellStyle(bold=True)), styles.differential(CellStyle(fill="FF0000"))] == [
        0,
        1,
    ]
    styles.finish()
    root = Document(document.render()).root
    assert [kid.name for kid in root.kids] == ["numFmts", "cellXfs", "dxfs", "colors"]
    assert [kid.attrs.get("count") for kid in root.kids] == ["2", "3", "2", None]
    assert root.kids[1].kids[1].attrs == {"numFmtId": "164", "applyNumberFormat": "1"}


def test_the_same_format_written_by_another_program_is_known():
    book = openpyxl.Workbook()
    sheet = book.active
    for colour in ("FFC7CE", "ffc7ce"):
        rule = FormulaRule(["$A2>1"], fill=PatternFill(bgColor=f"FF{colour}"))
        sheet.conditional_formatting.add(f"A2:C{9 if colour.isupper() else 5}", rule)
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    edit = AddFormat("Sheet", "A2:C9", "=$A2>1", CellStyle(fill="ffc7ce"))
    assert apply_bytes(data, [edit])[0] is data
