"""The rules for pivot tables, each against one planted fault."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest

from gendan_xl.package.lint import lint
from gendan_xl.reports.book import ReportBook
from gendan_xl.reports.pivot import Measure, Pivot

BOOK, RELS = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)
CACHE, RECORDS = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/pivotCache/pivotCacheRecords1.xml"
PIVOT, OTHER, TABLE = (
    "xl/pivotTables/pivotTable1.xml",
    "xl/pivotTables/pivotTable2.xml",
    "xl/tables/table1.xml",
)


@pytest.fixture(scope="module")
def book() -> dict[str, bytes]:
    """The parts of a sound workbook with two pivot tables over one cache."""
    made = ReportBook("试", dt.datetime(2026, 11, 22))
    rows = [["甲", "2026-01", 3, 1.5], ["乙", "2026-02", 4, None], ["甲", None, 5, 2.25]]
    source = made.source("数据", "数据表", ["客户", "月份", "数量", "金额"], rows)
    sheet = made.sheet("透视")
    amounts = [Measure("数量"), Measure("金额", format="#,##0.000")]
    made.pivot(sheet, source, Pivot("一", ["客户"], amounts, columns=["月份"]), (1, 1))
    made.pivot(sheet, source, Pivot("二", ["客户"], [Measure("数量")], filters=["月份"]), (12, 1))
    with zipfile.ZipFile(io.BytesIO(made.to_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rules(parts: dict[str, bytes]) -> set[str]:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return {problem.rule for problem in lint(data.getvalue())}


def test_sound_book(book: dict[str, bytes]) -> None:
    assert rules(book) == set()


FAULTS = [
    ("pivot-cache", PIVOT, 'cacheId="1"', 'cacheId="7"'),
    ("pivot-cache", BOOK, '<pivotCache cacheId="1"', '<pivotCache cacheId="7"'),
    ("pivot-cache", BOOK, "(<pivotCache .*?/>)", r"\1\1"),
    ("pivot-cache", RELS, '/pivotCacheDefinition" Target', '/worksheet" Target'),
    ("pivot-field-name", CACHE, 'name="数量"', 'name="客户"'),
    ("pivot-field-name", CACHE, 'name="数量"', 'name=""'),
    ("count", CACHE, '<cacheFields count="4"', '<cacheFields count="5"'),
    ("pivot-items", CACHE, '<sharedItems count="2"', '<sharedItems count="3"'),
    ("pivot-items", CACHE, '<s v="乙"/>', '<s v="甲"/>'),
    ("pivot-items", CACHE, ' containsBlank="1" count', " count"),
    ("pivot-items", CACHE, '<sharedItems count="2"', '<sharedItems containsString="0" count="2"'),
    ("pivot-source", CACHE, '<worksheetSource name="数据表"', '<worksheetSource name="没有"'),
    ("pivot-source", CACHE, '<worksheetSource name="数据表"', '<worksheetSource ref="A1:D4" sheet="没有"'),
    ("pivot-source", TABLE, 'name="数量"', 'name="件数"'),
    ("pivot-records", CACHE, 'recordCount="3"', 'recordCount="4"'),
    ("pivot-records", RECORDS, 'count="3"', 'count="2"'),
    ("pivot-records", RECORDS, '<n v="4"/>', ""),
    ("pivot-records", RECORDS, '<x v="1"/>', '<x v="9"/>'),
    ("pivot-records", RECORDS, '<r><x v="0"/>', '<r><s v="甲"/>'),
    ("pivot-name", PIVOT, 'name="一"', 'name="二"'),
    ("pivot-overlap", OTHER, 'ref="A12:B15"', 'ref="A4:B7"'),
    (
        "pivot-fields",
        PIVOT,
        '(<pivotFields count=)"4">(.*)<pivotField[^>]*/></pivotFields>',
        r'\1"3">\2</pivotFields>',
    ),
    ("count", PIVOT, '<rowItems count="3"', '<rowItems count="4"'),
    ("pivot-item", PIVOT, '<item x="1"/>', '<item x="2"/>'),
    ("pivot-item", PIVOT, '<item x="1"/>', '<item x="0"/>'),
    ("pivot-axis", PIVOT, '<rowFields count="1"><field x="0"/>', '<rowFields count="1"><field x="4"/>'),
    ("pivot-axis", PIVOT, '<rowFields count="1"><field x="0"/>', '<rowFields count="1"><field x="2"/>'),
    ("pivot-axis", PIVOT, '<colFields count="2"><field x="1"/>', '<colFields count="2"><field x="0"/>'),
    ("pivot-axis", OTHER, "<pageFields.*</pageFields>", ""),
    (
        "pivot-values",
        PIVOT,
        '<colFields count="2"><field x="1"/><field x="-2"/>',
        '<colFields count="1"><field x="1"/>',
    ),
    ("pivot-values", OTHER, "(</rowItems>)", r'\1<colFields count="1"><field x="-2"/></colFields>'),
    ("pivot-measure", PIVOT, 'name="求和项:数量"', 'name="求和项:金额"'),
    ("pivot-measure", PIVOT, 'name="求和项:数量"', 'name="数量"'),
    ("pivot-measure", PIVOT, '(<dataField [^>]*fld=)"2"', r'\1"9"'),
    ("pivot-measure", PIVOT, '(<dataField [^>]*fld=)"2"', r'\1"1"'),
    ("number-format", PIVOT, r'(<dataField [^>]*numFmtId=)"\d+"', r'\1"999"'),
    ("pivot-line", PIVOT, '<i><x v="1"/></i>', '<i><x v="5"/></i>'),
    ("pivot-line", PIVOT, '<i><x v="1"/></i>', '<i><x v="1"/><x/></i>'),
    ("pivot-line", PIVOT, 'i="1"', 'i="2"'),
    ("pivot-area", PIVOT, 'ref="A1:I6"', 'ref="A1:I7"'),
    ("pivot-area", PIVOT, 'ref="A1:I6"', 'ref="A1:H6"'),
    ("pivot-area", PIVOT, 'ref="A1:I6"', 'ref="A1:I"'),
]


@pytest.mark.parametrize(
    ("rule", "part", "pattern", "replacement"), FAULTS, ids=[f"{n}-{f[0]}" for n, f in enumerate(FAULTS)]
)
def test_planted_fault(book: dict[str, bytes], rule: str, part: str, pattern: str, replacement: str) -> None:
    text, times = re.subn(pattern, replacement, book[part].decode(), count=1, flags=re.DOTALL)
    assert times, "the fault was not planted"
    assert rule in rules(book | {part: text.encode()})
