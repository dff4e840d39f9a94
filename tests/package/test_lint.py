"""Each rule of the lint against one planted fault, and all of them against books that Excel made."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from gendan_xl.package.lint import lint
from gendan_xl.package.lint.formula import formula_fault, sheets_named

SHEET, OTHER, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
STYLES, STRINGS, TABLE, TYPES = (
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/tables/table1.xml",
    "[Content_Types].xml",
)
RELS = "xl/worksheets/_rels/sheet1.xml.rels"


@pytest.fixture(scope="module")
def book() -> dict[str, bytes]:
    """The parts of a small sound workbook that has a little of everything."""
    data = io.BytesIO()
    made = xlsxwriter.Workbook(data)
    red, date = made.add_format({"bg_color": "#FF0000"}), made.add_format({"num_format": 'yyyy"年"'})
    orders, other = made.add_worksheet("订单"), made.add_worksheet("选 项")
    columns = [
        {"header": "订单号", "total_string": "合计"},
        {"header": "数量", "total_function": "sum"},
        {"header": "两倍", "formula": "=订单表[[#This Row],[数量]]*2"},
    ]
    rows = [["A-1", 5, 10], ["A-2", 6, 12]]
    orders.add_table("A1:C4", {"name": "订单表", "columns": columns, "data": rows, "total_row": True})
    orders.set_column("A:B", 12, date)
    orders.merge_range("E1:F2", "合并")
    orders.merge_range("E4:F4", "又一")
    orders.write_datetime("H1", dt.datetime(2026, 4, 20), date)
    orders.write_boolean("H2", True)
    orders.write_formula("H3", "='选 项'!A1&\"(未\"")
    orders.write_array_formula("H4:H5", "{=B2:B3*2}")
    orders.write_url("H6", "https://example.com/a")
    orders.conditional_format("A2:C3", {"type": "formula", "criteria": "=$B2>5", "format": red})
    orders.conditional_format("B2:B3", {"type": "cell", "criteria": ">", "value": 7, "format": red})
    orders.conditional_format("H1:H9", {"type": "data_bar", "data_bar_2010": True})
    orders.data_validation("A2:A3", {"validate": "list", "source": ["是", "否"]})
    orders.set_header("&L跟单")
    other.write_row("A1", ["客户", "国家"])
    other.autofilter("A1:B3")
    made.define_name("今日", "='选 项'!$A$1")
    made.define_name("税率", "=0.13")
    made.close()
    with zipfile.ZipFile(data) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return data.getvalue()


def test_sound_book(book: dict[str, bytes]) -> None:
    assert lint(packed(book)) == []


def cell(ref: str, new: str) -> tuple[str, str]:
    return rf'<c r="{ref}"[^>]*?(/>|>.*?</c>)', new


FAULTS = [
    ("row-order", SHEET, r"(<row .*?</row>)(<row .*?</row>)", r"\2\1"),
    ("row-order", SHEET, r"(<row .*?</row>)", r"\1\1"),
    ("row-number", SHEET, '<row r="9"|<row r="6"', '<row r="1048577"'),
    ("cell-order", SHEET, r'(<c r="A1".*?</c>)(<c r="B1".*?</c>)', r"\2\1"),
    ("cell-order", SHEET, r'(<c r="A1".*?</c>)', r"\1\1"),
    ("cell-address", SHEET, 'r="H6"', 'r="XFE6"'),
    ("cell-address", SHEET, 'r="H6"', 'r="H7"'),
    ("cell-style", SHEET, r'(<c r="H1" s=)"\d+"', r'\1"99"'),
    ("cell-style", SHEET, r'(<col min="1".*?style=)"\d+"', r'\1"99"'),
    ("cell-type", SHEET, r'(<c r="H2".*?t=)"b"', r'\1"bool"'),
    ("cell-value", SHEET, *cell("H2", '<c r="H2" t="b"><v>2</v></c>')),
    ("cell-value", SHEET, *cell("H2", '<c r="H2"><v>12,5</v></c>')),
    ("cell-value", SHEET, *cell("H2", '<c r="H2"><v>nan</v></c>')),
    ("cell-value", SHEET, *cell("H2", '<c r="H2" t="e"><v>#OOPS</v></c>')),
    ("cell-value", SHEET, *cell("A2", '<c r="A2" t="s"><v>999</v></c>')),
    ("inline-text", SHEET, *cell("H2", '<c r="H2" t="inlineStr"><v>1</v></c>')),
    ("inline-text", SHEET, *cell("H2", '<c r="H2"><is><t>字</t></is></c>')),
    ("text-length", SHEET, *cell("H2", f'<c r="H2" t="inlineStr"><is><t>{"字" * 32768}</t></is></c>')),
    ("text-space", STRINGS, "<t>合并</t>", "<t> 合并</t>"),
    ("text-length", STRINGS, "<t>合并</t>", f"<t>{'字' * 32768}</t>"),
    ("dimension", SHEET, '<dimension ref="A1:H6"', '<dimension ref="A1:G6"'),
    ("formula", SHEET, *cell("H2", '<c r="H2"><f>=A1</f></c>')),
    ("formula", SHEET, *cell("H2", '<c r="H2"><f>没有!A1</f></c>')),
    ("formula-area", SHEET, r'<f t="array" ref="[^"]*"', '<f t="array" ref=""'),
    ("shared-formula", SHEET, *cell("H2", '<c r="H2"><f t="shared" si="0"/></c>')),
    ("shared-formula", SHEET, *cell("H2", '<c r="H2"><f t="shared" si="0" ref="A8:A9">A1</f></c>')),
    ("merge", SHEET, 'ref="E4:F4"', 'ref="E4:E4"'),
    ("merge", SHEET, 'ref="E4:F4"', 'ref="E4:XFE4"'),
    ("merge-overlap", SHEET, 'ref="E4:F4"', 'ref="F2:F4"'),
    ("merge-table", SHEET, 'ref="E4:F4"', 'ref="C4:F4"'),
    ("count", SHEET, '<mergeCells count="2"', '<mergeCells count="3"'),
    ("count", STYLES, r'<cellXfs count="\d+"', '<cellXfs count="50"'),
    ("count", STRINGS, r'uniqueCount="\d+"', 'uniqueCount="9999999"'),
    ("empty-list", SHEET, "<mergeCells.*</mergeCells>", "<mergeCells/>"),
    ("element-order", SHEET, r"(<mergeCells.*</mergeCells>)(.*)(<pageMargins[^>]*/>)", r"\2\3\1"),
    ("element-order", SHEET, r"(<mergeCells.*</mergeCells>)", r"\1\1"),
    ("column-order", SHEET, r"(<col [^>]*/>)", r"\1\1"),
    ("reference", SHEET, 'sqref="A2:A3"', 'sqref="A2:A3,C4"'),
    ("reference", SHEET, 'sqref="A2:A3"', 'sqref=""'),
    ("filter", OTHER, '<autoFilter ref="A1:B3"/>', '<autoFilter ref="A:B"/>'),
    (
        "filter",
        OTHER,
        "<autoFilter ref=.*?/>",
        '<autoFilter ref="A1:B3"><filterColumn colId="2"/></autoFilter>',
    ),
    ("filter", SHEET, "(<mergeCells )", r'<autoFilter ref="A1:B3"/>\1'),
    ("format-priority", SHEET, 'priority="2"', 'priority="1"'),
    ("format-style", SHEET, r'dxfId="\d+"', 'dxfId="7"'),
    ("format-formula", SHEET, r"<formula>\$B2&gt;5</formula>", ""),
    ("format-formula", SHEET, r"<formula>\$B2&gt;5</formula>", "<formula>(B2</formula>"),
    ("format-formula", SHEET, r"<formula>\$B2&gt;5</formula>", "<formula>订单表[数量]&gt;5</formula>"),
    ("format-extension", SHEET, r"<x14:cfRule .*?</x14:cfRule>", ""),
    ("validation", SHEET, '"是,否"', f'"{"是" * 256}"'),
    ("validation", SHEET, "<formula1>.*?</formula1>", ""),
    ("link", SHEET, r'<hyperlink ref="H6" r:id="rId\d+"/>', '<hyperlink ref="H6"/>'),
    ("print-header", SHEET, "跟单<", f"{'长' * 255}<"),
    ("table-name", TABLE, 'displayName="订单表"', 'displayName="AB12"'),
    ("table-name", TABLE, 'displayName="订单表"', 'displayName="订单 表"'),
    ("table-name", BOOK, 'name="税率"', 'name="订单表"'),
    ("table-area", TABLE, '<table (.*?) ref="A1:C4"', r'<table \1 ref="A1:D4"'),
    ("table-area", TABLE, '<table (.*?) ref="A1:C4"', r'<table \1 ref="A1:C2"'),
    ("table-column", TABLE, 'name="数量"', 'name="订单号"'),
    ("table-column", TABLE, '<tableColumn id="2"', '<tableColumn id="1"'),
    ("table-header", TABLE, 'name="数量"', 'name="数 量"'),
    ("table-header", SHEET, *cell("B1", '<c r="B1"><v>2026</v></c>')),
    ("table-filter", TABLE, '<autoFilter ref="A1:C3"', '<autoFilter ref="A1:C4"'),
    ("table-totals", TABLE, 'totalsRowLabel="合计"', 'totalsRowLabel="小计"'),
    ("table-totals", SHEET, *cell("B4", '<c r="B4"><v>11</v></c>')),
    ("table-formula", TABLE, r"订单表\[\[#This Row\],\[数量\]\]", "订单表[@数量]"),
    ("table-style", TABLE, '<tableColumn id="2"', '<tableColumn dataDxfId="9" id="2"'),
    ("count", TABLE, '<tableColumns count="3"', '<tableColumns count="4"'),
    ("sheet-name", BOOK, 'name="订单"', 'name="订/单"'),
    ("sheet-name", BOOK, 'name="订单"', f'name="{"订" * 32}"'),
    ("sheet-name", BOOK, 'name="订单"', 'name="选 项"'),
    ("sheet-id", BOOK, 'sheetId="2"', 'sheetId="1"'),
    ("visible-sheet", BOOK, "<sheet ", '<sheet state="hidden" '),
    ("active-sheet", BOOK, "<workbookView ", '<workbookView activeTab="2" '),
    ("name", BOOK, 'name="税率"', 'name="税 率"'),
    ("name", BOOK, 'name="税率"', 'name="R1C1"'),
    ("name", BOOK, 'name="税率"', 'name="今日"'),
    ("name", BOOK, 'name="税率"', 'name="税率" localSheetId="2"'),
    ("name-formula", BOOK, r"'选 项'!\$A\$1<", "没有!$A$1<"),
    ("name-formula", BOOK, "0.13<", "<"),
    ("style-pointer", STYLES, r'(<cellXfs .*?fillId=)"\d+"', r'\1"40"'),
    ("number-format", STYLES, r'<numFmt numFmtId="164"', '<numFmt numFmtId="170"'),
    ("number-format", STYLES, r"(<numFmt .*?/>)", r"\1\1"),
    ("relationship", RELS, r'Id="rId1"', 'Id="rId77"'),
    ("relationship", RELS, "tables/table1.xml", "tables/table9.xml"),
    ("content-type", TYPES, '<Override PartName="/xl/styles.xml"', '<Override PartName="/xl/style.xml"'),
    ("content-type", TYPES, 'Extension="rels"', 'Extension="rel"'),
    ("xml", SHEET, "</sheetData>", ""),
    ("package", BOOK, "</sheets>", ""),
]


@pytest.mark.parametrize(
    ("rule", "part", "pattern", "replacement"), FAULTS, ids=[f"{n}-{f[0]}" for n, f in enumerate(FAULTS)]
)
def test_planted_fault(book: dict[str, bytes], rule: str, part: str, pattern: str, replacement: str) -> None:
    text, times = re.subn(pattern, replacement, book[part].decode(), flags=re.DOTALL)
    assert times, "the fault was not planted"
    assert rule in {problem.rule for problem in lint(packed(book | {part: text.encode()}))}


@pytest.mark.parametrize(("address", "is_fault"), [("H3", False), ("H5", False), ("H1", True), ("Z9", True)])
def test_calc_chain(book: dict[str, bytes], address: str, is_fault: bool) -> None:
    chain = f'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="{address}" i="1"/></calcChain>'
    rel = '<Relationship Id="rIdC" Type="x/calcChain" Target="calcChain.xml"/></Relationships>'
    rels = book["xl/_rels/workbook.xml.rels"].decode().replace("</Relationships>", rel)
    parts = book | {"xl/calcChain.xml": chain.encode(), "xl/_rels/workbook.xml.rels": rels.encode()}
    assert [problem.rule for problem in lint(packed(parts))] == ["calc-chain"] * is_fault


def test_overlapping_tables_with_one_id(book: dict[str, bytes]) -> None:
    rel = '<Relationship Id="rIdT" Type="x/table" Target="../tables/table2.xml"/></Relationships>'
    rels = book[RELS].decode().replace("</Relationships>", rel)
    parts = book | {"xl/tables/table2.xml": book[TABLE], RELS: rels.encode()}
    rules = {problem.rule for problem in lint(packed(parts))}
    assert {"table-overlap", "table-id", "table-name"} <= rules


def test_part_twice_and_no_package(book: dict[str, bytes]) -> None:
    assert "part-name" in {problem.rule for problem in lint(packed(book | {SHEET.upper(): book[SHEET]}))}
    assert [problem.rule for problem in lint(b"\xd0\xcf\x11\xe0 no zip")] == ["package"]


def test_prefixes_and_dialects_are_one(book: dict[str, bytes]) -> None:
    """The same fault is found under a prefix and in the strict dialect."""
    text = book[SHEET].decode().replace('r="H6"', 'r="H7"')
    prefixed = re.sub(r"<(/?)(?=[a-zA-Z]+[ />])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
    strict = text.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    for variant in (text, prefixed, strict):
        assert "cell-address" in {problem.rule for problem in lint(packed(book | {SHEET: variant.encode()}))}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "=A1",
        "SUM(A1",
        "A1)+(B1",
        '"未完',
        "'选 项!A1",
        "表[列",
        "表[@列]",
        "IF(A1;1;2)",
        "IF(A1，1)",
        "XLOOKUP(1,A:A,B:B)",
    ]
    + ["1+" * 4097],
)
def test_faulty_formula(text: str) -> None:
    assert formula_fault(text)


@pytest.mark.parametrize(
    "text",
    [
        "A1",
        '"=(;"&A1',
        "'a''b(1)'!A1",
        "表[[#This Row],[数量(件)]]",
        "表[it''s]",
        "表['[x']]",
        "SUM({1,2;3,4})",
        "[1]Sheet1!A1",
    ]
    + ["_xlfn.XLOOKUP(1,A:A,B:B)", "_xlfn._xlws.FILTER(A:A,B:B)", '"[@列]"', "Sheet1!#REF!", "MYFILTER(1)"],
)
def test_sound_formula(text: str) -> None:
    assert formula_fault(text) == ""


def test_sheets_named() -> None:
    text = "'选 项'!A1+订单!B2+'a''b'!C1+S1:S3!A1+[1]外部!A1+'[2]外 部'!A1+#REF!A1+\"文字!A1\"+T[[#This Row],[甲!乙]]"
    assert sorted(sheets_named(text)) == sorted(["选 项", "订单", "a'b", "s1", "s3"])


FAULTY_BOOKS = {
    "ClosedXML__DataValidation.xlsx": {"validation"},  # a drop-down without a list
    "ClosedXML__PivotTables.xlsx": {
        "pivot-measure",
        "pivot-records",
    },  # measures called as fields, items spelt out
    "Open-XML-SDK__GroceryList_TP10196260.xltx": {"relationship"},  # a theme picture whose target is NULL
    "Open-XML-SDK__ProjectStatusReport_TP10094814.xltx": {
        "content-type",
        "visible-sheet",
    },  # a beta of Excel 2007
    "Open-XML-SDK__Revision_NameCommentChange.xlsx": {"content-type"},  # types of logs that are gone
    "Open-XML-SDK__SharedWorkbook.xlsx": {"content-type"},
    "Open-XML-SDK__SimpleInvoice_TP10188486.xltx": {"relationship"},
    "Open-XML-SDK__missingcalcchainpart.xlsx": {"relationship"},
    "poi__1_NoIden.xlsx": {"dimension"},
    "poi__49609.xlsx": {"content-type", "package", "relationship"},  # backslashes in part names
    "poi__54764-2.xlsx": {"cell-value", "content-type", "xml"},  # entities that explode
    "poi__54764.xlsx": {"cell-value", "xml"},
    "poi__56278.xlsx": {"text-space"},  # written by a web service
    "poi__60320-protected.xlsx": {"package"},  # encrypted, as the next four
    "poi__60512.xlsm": {"link"},
    "poi__Excel_file_with_trash_item.xlsx": {"content-type"},
    "poi__craftonhills.edu_programreview_report.aspx_goalpriorityreport_0011d159-1eeb-4b63-8833-867b0926e5f3.xlsx": {
        "dimension"
    },
    "poi__duplicate-filename-case-insensitive.xlsx": {"inline-text", "part-name"},
    "poi__duplicate-filename.xlsx": {"inline-text", "part-name"},
    "poi__extenxls_pwd123.xlsx": {"package"},
    "poi__invalid.xlsx": {"content-type", "package"},
    "poi__poc-shared-strings.xlsx": {"dimension", "row-number", "text-length"},  # an attack
    "poi__protect.xlsx": {"package"},
    "poi__protected_passtika.xlsx": {"package"},
    "poi__protected_sha512.xlsx": {"package"},
}


def test_books_of_other_hands(shared_data: Path) -> None:
    """Books that Excel and others made are sound, but for those known to be broken."""
    found = {}
    for path in (shared_data / "excel_made").glob("*.xl*"):
        if rules := {problem.rule for problem in lint(path)}:
            found[path.name] = rules
    assert found == FAULTY_BOOKS
