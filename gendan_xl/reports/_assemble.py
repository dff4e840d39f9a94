"""Putting pivot tables and the rows behind them into a workbook that XlsxWriter made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gendan_xl.package.scan import Document
from gendan_xl.package.workbook import Workbook
from gendan_xl.package.zip import Body, PackedPart, pack_stream
from gendan_xl.reports._cache import RELATIONS, definition_xml, records_xml
from gendan_xl.reports._layout import Layout
from gendan_xl.reports._rows import Texts, rows_xml
from gendan_xl.reports._source import Source
from gendan_xl.reports._table_xml import table_xml

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_BUILT_IN = {"0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "0.00E+00": 11, "@": 49}
_BOOK_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches"
)


@dataclass(frozen=True, slots=True)
class PlacedPivot:
    """A pivot on a sheet."""

    sheet: str
    layout: Layout


def assemble(
    data: bytes, sources: Sequence[Source], pivots: Sequence[PlacedPivot], now: dt.datetime, *, refresh: bool
) -> bytes:
    """Return the workbook with the rows of every source, a cache for each that has pivots, and the pivots."""
    return _Assembly(Workbook(data), sources, pivots).build(now, refresh)


class _Assembly:
    """A workbook that gains parts."""

    def __init__(self, book: Workbook, sources: Sequence[Source], pivots: Sequence[PlacedPivot]) -> None:
        self._book, self._sources, self._pivots = book, sources, pivots
        self._added: dict[str, Body | PackedPart] = {}
        self._replaced: dict[str, Body | PackedPart] = {}
        self._new_relations: dict[str, list[str]] = {}
        self._types = book.document("[Content_Types].xml")
        self._codes = _number_formats(book.document(book.related(book.part, "styles")[0]))

    def build(self, now: dt.datetime, refresh: bool) -> bytes:
        self._fill_sources()
        used = [source for source in self._sources if any(p.layout.source is source for p in self._pivots)]
        entries = [self._add_cache(number, source, now, refresh) for number, source in enumerate(used, 1)]
        for number, placed in enumerate(self._pivots, 1):
            self._add_pivot(number, placed, used.index(placed.layout.source) + 1)
        if entries:
            caches = f"<pivotCaches>{''.join(entries)}</pivotCaches>".encode()
            document = self._book.document(self._book.part)
            document.insert(document.root, _BOOK_ORDER, "pivotCaches", caches)
        self._write_relations()
        return self._book.zip.build({**self._book.changed(), **self._replaced}, self._added)

    def _fill_sources(self) -> None:
        if not self._sources:
            return
        part = self._book.related(self._book.part, "sharedStrings")[0]
        strings = self._book.document(part)
        texts = Texts(len(strings.root.kids))
        for source in self._sources:
            sheet = self._book.sheets[source.sheet].part
            self._stretch_table(sheet, source.area)
            self._replaced[sheet] = pack_stream(sheet, _filled(self._book.document(sheet), source, texts))
        strings.set(strings.root, count=None, uniqueCount=texts.end)
        strings.append(strings.root, b"".join(texts.xml()))

    def _stretch_table(self, sheet: str, ref: str) -> None:
        """Lay the table, which has one row so far, over all rows of its source."""
        table = self._book.document(self._book.related(sheet, "table")[0])
        table.set(table.root, ref=ref)
        for autofilter in table.root.children("autoFilter"):
            table.set(autofilter, ref=ref)

    def _add_cache(self, number: int, source: Source, now: dt.datetime, refresh: bool) -> str:
        """Add the two parts of a cache and return its entry in the workbook."""
        name, records = f"pivotCacheDefinition{number}.xml", f"pivotCacheRecords{number}.xml"
        shared = {
            header
            for placed in self._pivots
            if placed.layout.source is source
            for header in placed.layout.pivot.axis_fields
        }
        definition = definition_xml(source, shared, now, self._codes, refresh=refresh)
        self._add(f"xl/pivotCache/{name}", "pivotCacheDefinition", definition)
        self._declare(f"xl/pivotCache/{records}", "pivotCacheRecords")
        pieces = records_xml(source, shared)
        self._added[f"xl/pivotCache/{records}"] = pack_stream(f"xl/pivotCache/{records}", _headed(pieces))
        self._relate(f"xl/pivotCache/{name}", "pivotCacheRecords", records)
        relation = self._relate(self._book.part, "pivotCacheDefinition", f"pivotCache/{name}")
        return f'<pivotCache cacheId="{number}" r:id="{relation}"/>'

    def _add_pivot(self, number: int, placed: PlacedPivot, cache: int) -> None:
        part = f"xl/pivotTables/pivotTable{number}.xml"
        self._add(part, "pivotTable", table_xml(placed.layout, cache, self._codes))
        self._relate(part, "pivotCacheDefinition", f"../pivotCache/pivotCacheDefinition{cache}.xml")
        self._relate(
            self._book.sheets[placed.sheet].part, "pivotTable", f"../pivotTables/pivotTable{number}.xml"
        )

    def _add(self, part: str, kind: str, xml: str) -> None:
        self._added[part] = (_HEAD + xml).encode()
        self._declare(part, kind)

    def _declare(self, part: str, kind: str) -> None:
        entry = f'<Override PartName="/{part}" ContentType="{_TYPE}{kind}+xml"/>'
        self._types.append(self._types.root, entry.encode())

    def _relate(self, part: str, kind: str, target: str) -> str:
        """Add a relationship of a part and return its id."""
        folder, _, file = part.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels"
        known = self._book.document(rels).root.kids if self._book.find(rels) else []
        new = self._new_relations.setdefault(rels, [])
        relation = f"rId{len(known) + len(new) + 1}"  # as XlsxWriter counts them
        new.append(f'<Relationship Id="{relation}" Type="{RELATIONS}/{kind}" Target="{target}"/>')
        return relation

    def _write_relations(self) -> None:
        for rels, entries in self._new_relations.items():
            xml = "".join(entries).encode()
            if self._book.find(rels):
                document = self._book.document(rels)
                document.append(document.root, xml)
            else:
                start = f'{_HEAD}<Relationships xmlns="{_RELS}">'.encode()
                self._added[rels] = start + xml + b"</Relationships>"


def _number_formats(styles: Document) -> dict[str, int]:
    """Return the ids of the number formats that the workbook has, by code."""
    own = styles.root.grandchildren("numFmts")
    return _BUILT_IN | {entry.attrs["formatCode"]: int(entry.attrs["numFmtId"]) for entry in own}


def _filled(sheet: Document, source: Source, texts: Texts) -> Iterator[bytes]:
    """Yield a sheet that holds the header of a source, with the rows below it."""
    for dimension in sheet.root.children("dimension"):
        sheet.set(dimension, ref=source.area)
    styles = {
        number: int(col.attrs.get("style", 0))
        for col in sheet.root.grandchildren("cols")
        for number in range(int(col.attrs["min"]), int(col.attrs["max"]) + 1)
    }
    head, end, tail = sheet.render().partition(b"</sheetData>")
    yield head
    yield from rows_xml(source, styles, texts)
    yield end + tail


def _headed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield _HEAD.encode()
    yield from pieces
