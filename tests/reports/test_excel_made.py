"""Pivot tables that Excel made, declared anew over the same records: part by part the same structure.

Permitted differences, by name
* versions, names, captions: who wrote it, when, in which language; styles, formats and extensions of Excel.
* sortType: ours sort again when the data grows.
* item numbers: Excel keeps items that no longer occur, so items and lines are compared by what they name.
* outline form: where Excel gives each row field its own column, but subtotals above, ours are compact.
* measures not numbered: Excel 2003 numbered the measures of lines by their items only.
* listed: Excel goes on listing the items of a field that once stood on an axis, and those that no longer occur.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import openpyxl
import pytest

from gendan_xl.cells import parse_area
from gendan_xl.reports.book import ReportBook
from gendan_xl.reports.pivot import Axis, Filter, Measure, Pivot

HOWS = {None: "sum", "count": "count", "average": "mean", "min": "min", "max": "max"}


@dataclass
class Native:
    """A pivot table in a package: its tree, its cache, its records, the name of its sheet."""

    table: Element
    cache: Element
    records: list[list[Any]]
    sheet: str

    def items(self, field: int) -> list[Any]:
        """What the items of a field name, in the order of the pivot."""
        shared = shared_items(self.cache.findall("{*}cacheFields/{*}cacheField")[field])
        listed = self.table.findall("{*}pivotFields/{*}pivotField")[field].findall("{*}items/{*}item")
        return [shared[int(item.get("x", -1))] for item in listed if item.get("t") is None]

    def missing(self, field: int) -> set[int]:
        listed = self.table.findall("{*}pivotFields/{*}pivotField")[field].findall("{*}items/{*}item")
        return {number for number, item in enumerate(listed) if item.get("m")}


def shared_items(field: Element) -> list[Any]:
    return [item_value(item) for item in field.find("{*}sharedItems") or ()]


def item_value(item: Element) -> Any:
    kind, raw = item.tag.rpartition("}")[2], item.get("v", "")
    if kind == "d":
        moment = dt.datetime.fromisoformat(raw)
        return moment.date() if moment.time() == dt.time() else moment
    return {"s": lambda: raw, "n": lambda: float(raw), "m": lambda: None}[kind]()


def related(archive: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return []
    found = ElementTree.fromstring(archive.read(rels))
    return [
        posixpath.normpath(posixpath.join("/", folder, rel.get("Target", ""))).lstrip("/")
        for rel in found
        if rel.get("Type", "").endswith(f"/{kind}")
    ]


def natives(data: bytes) -> Iterator[Native]:
    """The pivot tables of a package that have a cache with records."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    rels = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {rel.get("Id"): "xl/" + rel.get("Target", "").removeprefix("/xl/") for rel in rels}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        relation = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        for part in related(archive, targets[relation], "pivotTable"):
            cache_part = related(archive, part, "pivotCacheDefinition")[0]
            cache = ElementTree.fromstring(archive.read(cache_part))
            shared = [shared_items(field) for field in cache.findall("{*}cacheFields/{*}cacheField")]
            for records_part in related(archive, cache_part, "pivotCacheRecords"):
                records = [
                    [
                        shared[n][int(value.get("v", 0))] if value.tag.endswith("}x") else item_value(value)
                        for n, value in enumerate(record)
                    ]
                    for record in ElementTree.fromstring(archive.read(records_part))
                ]
                yield Native(
                    ElementTree.fromstring(archive.read(part)), cache, records, sheet.get("name", "")
                )


def undeclarable(native: Native) -> str:
    """Why a pivot cannot be declared with what reports need, '' where it can."""
    table, cache = native.table, native.cache
    fields = table.findall("{*}pivotFields/{*}pivotField")
    rows = [field.get("x") for field in table.findall("{*}rowFields/{*}field")]
    reasons = {
        "no rows or values": not rows or table.find("{*}dataFields") is None,
        "no rendered area": table.find("{*}rowItems") is None,
        "measures in rows": "-2" in rows or table.get("dataOnRows") == "1",
        "grouped or calculated fields": cache.find(".//{*}fieldGroup") is not None
        or any(field.get("databaseField") == "0" for field in cache.iter()),
        "hidden items": any(item.get("h") for item in table.iter()) and table.find("{*}pageFields") is None,
        "subtotals of their own": any(field.get("avgSubtotal") for field in fields),
        "shown as": any(field.get("showDataAs") for field in table.iter()),
        "no records": not native.records or len(native.records[0]) != len(fields),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def declaration(native: Native) -> Pivot:
    """The declaration of an Excel-made pivot; the order of its items is taken as given."""
    table = native.table
    headers = [field.get("name", "") for field in native.cache.findall("{*}cacheFields/{*}cacheField")]
    fields = table.findall("{*}pivotFields/{*}pivotField")

    def axes(group: str) -> list[Axis]:
        places = [int(field.get("x", 0)) for field in table.findall(f"{{*}}{group}/{{*}}field")]
        return [
            Axis(headers[n], order=native.items(n), subtotal=fields[n].get("defaultSubtotal") != "0")
            for n in places
            if n >= 0
        ]

    def page(entry: Element) -> Filter:
        field = int(entry.get("fld", 0))
        listed = [item for item in fields[field].findall("{*}items/{*}item") if item.get("t") is None]
        shown = [value for value, item in zip(native.items(field), listed, strict=True) if not item.get("h")]
        return Filter(headers[field], shown if len(shown) < len(listed) else ())

    return Pivot(
        name="P",
        rows=axes("rowFields"),
        columns=axes("colFields"),
        values=[
            Measure(headers[int(entry.get("fld", 0))], HOWS[entry.get("subtotal")], entry.get("name", ""))  # type: ignore[arg-type]
            for entry in table.findall("{*}dataFields/{*}dataField")
        ],
        filters=[page(entry) for entry in table.findall("{*}pageFields/{*}pageField")],
        values_row=table.find("{*}location").get("firstHeaderRow") == "1",  # type: ignore[union-attr]
        layout="compact" if table.get("outline") == "1" else "tabular",
        total_row=table.get("rowGrandTotals") != "0",
        total_column=table.get("colGrandTotals") != "0",
    )


def rebuilt(native: Native) -> bytes:
    headers = [field.get("name", "") for field in native.cache.findall("{*}cacheFields/{*}cacheField")]
    top, left, _, _ = parse_area(native.table.find("{*}location").get("ref", ""))  # type: ignore[union-attr]
    book = ReportBook("对照", dt.datetime(2026, 11, 22))
    source = book.source("数据", "数据表", headers, native.records)
    book.pivot(book.sheet("透视"), source, declaration(native), (top, left))
    return book.to_bytes()


# --- what is compared --------------------------------------------------------------------------------------------


def location(native: Native) -> dict[str, Any]:
    found = native.table.find("{*}location")
    assert found is not None
    top, left, bottom, right = parse_area(found.get("ref", ""))
    kept = {key: found.get(key) for key in ("firstHeaderRow", "firstDataRow", "firstDataCol", "rowPageCount")}
    return {"top": top, "left": left, "rows": bottom - top, "columns": right - left, **kept}


def lines(native: Native, group: str, fields: str) -> list[tuple[Any, ...]]:
    """The lines of rowItems or colItems: kind, what repeats, measure, the items by name."""
    places = [int(field.get("x", 0)) for field in native.table.findall(f"{{*}}{fields}/{{*}}field")]
    names = [native.items(place) if place >= 0 else None for place in places]
    found = []
    for line in native.table.findall(f"{{*}}{group}/{{*}}i"):
        kind, repeats, measure = line.get("t", "data"), int(line.get("r", 0)), int(line.get("i", 0))
        ranks = [int(x.get("v", 0)) for x in line.findall("{*}x")]
        shown = [
            rank if names[level] is None else names[level][rank]  # type: ignore[index]
            for level, rank in enumerate(ranks, repeats)
        ]
        found.append((kind, repeats, measure, () if kind == "grand" else tuple(shown)))
    return found


def fields(native: Native) -> list[tuple[Any, ...]]:
    found = []
    for number, field in enumerate(native.table.findall("{*}pivotFields/{*}pivotField")):
        axis = field.get("axis")
        gone = native.missing(number)
        items = [item for place, item in enumerate(native.items(number)) if place not in gone] if axis else []
        subtotal = [item.get("t") for item in field.iter() if item.get("t")] if axis else []
        found.append((axis, field.get("dataField"), items, subtotal))
    return found


def measures(native: Native) -> list[dict[str, str]]:
    entries = native.table.findall("{*}dataFields/{*}dataField")
    return [{key: entry.get(key, "") for key in ("name", "fld", "subtotal")} for entry in entries]


def axes(native: Native) -> list[list[str | None]]:
    table = native.table
    return [
        [field.get("x") for field in table.findall("{*}rowFields/{*}field")],
        [field.get("x") for field in table.findall("{*}colFields/{*}field")],
        [field.get("fld") for field in table.findall("{*}pageFields/{*}pageField")],
    ]


def cache_fields(native: Native) -> list[tuple[Any, ...]]:
    found = []
    for field in native.cache.findall("{*}cacheFields/{*}cacheField"):
        shared = field.find("{*}sharedItems")
        assert shared is not None
        said: dict[str, Any] = {key: value for key, value in shared.attrib.items() if key != "count"}
        said |= {key: pytest.approx(float(said[key])) for key in ("minValue", "maxValue") if key in said}
        found.append((field.get("name"), said, shared_items(field)))
    return found


def compare(ours: Native, theirs: Native) -> None:
    assert comparable_location(ours, theirs) == location(theirs)
    assert axes(ours) == axes(theirs)
    assert measures(ours) == measures(theirs)
    assert fields(ours) == fields(theirs)
    assert lines(ours, "rowItems", "rowFields") == lines(theirs, "rowItems", "rowFields")
    mine, excel = lines(ours, "colItems", "colFields"), lines(theirs, "colItems", "colFields")
    if not any(line[2] for line in excel):  # measures not numbered
        mine = [(kind, repeats, 0, shown) for kind, repeats, _, shown in mine]
    assert mine == excel
    for mine_field, excel_field in zip(cache_fields(ours), cache_fields(theirs), strict=True):
        assert mine_field[:2] == excel_field[:2]
        if mine_field[2] and excel_field[2]:  # listed
            assert [item for item in excel_field[2] if item in mine_field[2]] == mine_field[2]


def comparable_location(ours: Native, theirs: Native) -> dict[str, Any]:
    mine, excel = location(ours), location(theirs)
    depth = len(axes(theirs)[0])
    if excel["firstDataCol"] == str(depth) and mine["firstDataCol"] == "1":  # outline form
        mine |= {"firstDataCol": str(depth), "columns": mine["columns"] + depth - 1}
    return mine


def numbers(book: Path | io.BytesIO, native: Native) -> list[list[float]]:
    """The numbers in the cells of a pivot, row by row."""
    page = openpyxl.load_workbook(book, data_only=True)[native.sheet]
    rows = page[native.table.find("{*}location").get("ref", "")]  # type: ignore[union-attr]
    found = [[cell.value for cell in row if isinstance(cell.value, int | float)] for row in rows]
    return [row for row in found if row]


COMPARED = {
    "ClosedXML__DialogSheet.xlsx": 1,  # a row field, a count
    "ClosedXML__LoadPivotTables.xlsx": 2,  # a row and a column field
    "ClosedXML__input.xlsx": 1,  # tabular, three row fields with subtotals, a column field, two measures
    "ClosedXML__outputfile.xlsx": 1,  # a mean and a filter with a hundred items
    "Open-XML-SDK__RelationalPivotA2.xlsx": 1,  # seven row fields, seven measures, 250 records with blanks
    "Open-XML-SDK__RelationalPivotA5.xlsx": 1,
    "Open-XML-SDK__Styles.xlsx": 2,  # two measures
    "poi__DataTableCities.xlsx": 1,  # three measures
    "poi__ExcelPivotTableSample.xlsx": 1,  # dates in a filter that lets two of them through
}
"""The books with pivots that reports could have declared, and how many of them."""


@pytest.mark.parametrize("file", COMPARED)
def test_same_structure_and_numbers(shared_data: Path, file: str) -> None:
    path = shared_data / "excel_made" / file
    compared = [native for native in natives(path.read_bytes()) if not undeclarable(native)]
    assert len(compared) == COMPARED[file]
    for native in compared:
        data = rebuilt(native)
        (ours,) = natives(data)
        compare(ours, native)
        shown = numbers(path, native)
        if shown:  # some were saved without cells
            assert numbers(io.BytesIO(data), ours) == [pytest.approx(row) for row in shown]
