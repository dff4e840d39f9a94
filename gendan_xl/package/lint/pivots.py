"""Pivot tables: what their fields, items and lines refer to, and the cells that they take."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gendan_xl.package.lint.model import Area, Book, Fault, Sheet, area_of, integer, meet, repeated, unescape
from gendan_xl.package.lint.pivot_caches import cache_parts
from gendan_xl.package.lint.workbook import count_fault

_GROUPS = ("pivotFields", "rowFields", "colFields", "pageFields", "dataFields", "rowItems", "colItems")
_VALUES = -2
"""The field that stands for the measures."""


def pivot_parts(book: Book, sheet: Sheet) -> list[str]:
    """Return the pivot tables of a sheet."""
    return [rel.target for rel in book.package.rels(sheet.part) if rel.type == "pivotTable"]


def sheet_pivots(book: Book, sheet: Sheet) -> Iterator[Fault]:
    """The pivot tables of a sheet beside each other: names, cells."""
    roots = [root for part in pivot_parts(book, sheet) if (root := book.package.tree(part)) is not None]
    for name in repeated(root.get("name", "").lower() for root in roots):
        yield Fault("pivot-name", name, "two pivot tables of the sheet have this name")
    places = [(root.get("name", ""), area_of(_location(root).get("ref"))) for root in roots]
    others = [(table.root.get("displayName", ""), table.area) for table in sheet.tables]
    for number, (name, place) in enumerate(places):
        for other, area in [*places[number + 1 :], *others]:
            if place and area and meet(place, area):
                yield Fault("pivot-overlap", name, f"it shares cells with {other}")


def pivot(book: Book, part: str) -> Iterator[Fault]:
    """Everything about one pivot table."""
    root = book.package.tree(part)
    if root is None:
        return
    for group in _GROUPS:
        yield from count_fault(root, group)
    cache_part = cache_parts(book).get(root.get("cacheId", ""), "")
    if not cache_part or cache_part != book.package.related(part, "pivotCacheDefinition"):
        yield Fault("pivot-cache", root.get("cacheId", ""), "the workbook lists no such cache of this table")
    cache = book.package.tree(book.package.related(part, "pivotCacheDefinition"))
    if cache is None:
        return
    cached, fields = cache.findall("cacheFields/cacheField"), root.findall("pivotFields/pivotField")
    if len(cached) != len(fields):
        yield Fault("pivot-fields", "", f"{len(fields)} fields, but the cache has {len(cached)}")
        return
    for field, known in zip(fields, cached, strict=True):
        yield from _items(field, known)
    if cache.find("cacheHierarchies") is None:  # those of a cube have more fields than places
        yield from _axes(root, fields)
    yield from _measures(book, root, cached)
    yield from _lines(root, fields, "row")
    yield from _lines(root, fields, "col")
    yield from _area(root)


def _location(root: Element) -> Element:
    found = root.find("location")
    return Element("location") if found is None else found


def _number(text: str | None) -> int:
    """Return a field's number, which may be -2."""
    return _VALUES if text in ("-2", "4294967294") else integer(text)


def _items(field: Element, cached: Element) -> Iterator[Fault]:
    name = cached.get("name", "")
    size = len(cached.findall("fieldGroup/groupItems/*")) or len(cached.findall("sharedItems/*"))
    yield from count_fault(field, "items")
    places = [item.get("x", "") for item in field.iterfind("items/item") if item.get("x") is not None]
    for place in places:
        if not 0 <= integer(place) < size:
            yield Fault("pivot-item", name, f"item {place} does not exist (there are {size})")
    for place in repeated(places):
        yield Fault("pivot-item", name, f"item {place} is listed twice")


def _axes(root: Element, fields: list[Element]) -> Iterator[Fault]:
    """Each field of an axis exists, knows its axis, and stands once; the measures have theirs when there are several."""
    groups = {"axisRow": ("rowFields/field", "x"), "axisCol": ("colFields/field", "x")}
    groups["axisPage"] = ("pageFields/pageField", "fld")
    placed = [
        (axis, _number(entry.get(key)))
        for axis, (path, key) in groups.items()
        for entry in root.iterfind(path)
    ]
    for axis, number in placed:
        if number != _VALUES and not 0 <= number < len(fields):
            yield Fault("pivot-axis", axis, f"field {number} does not exist")
        elif number != _VALUES and axis not in fields[number].get("axis", ""):
            yield Fault("pivot-axis", axis, f"field {number} does not say that it stands here")
    for value in repeated(str(number) for _, number in placed):
        yield Fault("pivot-axis", value, "the field stands twice")
    listed = {number for _, number in placed}
    for number, field in enumerate(fields):
        if field.get("axis") not in (None, "axisValues") and number not in listed:
            yield Fault("pivot-axis", str(number), "the field names an axis that it does not stand on")
    several = len(root.findall("dataFields/dataField")) > 1
    if several != (_VALUES in listed):
        yield Fault("pivot-values", "-2", "the field -2 stands exactly where there are several measures")


def _measures(book: Book, root: Element, cached: list[Element]) -> Iterator[Fault]:
    entries = root.findall("dataFields/dataField")
    fields = root.findall("pivotFields/pivotField")
    taken = {unescape(field.get("name", "")).lower() for field in cached}
    names = [unescape(entry.get("name", "")).lower() for entry in entries]
    for name in repeated(name for name in names if name):
        yield Fault("pivot-measure", name, "two measures have this name")
    styles = book.package.tree(book.styles_part)
    formats = set() if styles is None else {f.get("numFmtId") for f in styles.iterfind("numFmts/numFmt")}
    for entry, name in zip(entries, names, strict=True):
        number = integer(entry.get("fld"))
        if not 0 <= number < len(fields):
            yield Fault("pivot-measure", name, f"field {entry.get('fld')} does not exist")
        elif fields[number].get("dataField") not in ("1", "true"):
            yield Fault("pivot-measure", name, "its field does not say that it is measured")
        if name in taken:
            yield Fault("pivot-measure", name, "a field of the cache has this name")
        if integer(entry.get("numFmtId"), 0) >= 164 and entry.get("numFmtId") not in formats:
            yield Fault("number-format", name, f"numFmtId {entry.get('numFmtId')} does not exist")


def _lines(root: Element, fields: list[Element], axis: str) -> Iterator[Fault]:
    """Each line names items that its fields have: as many as there are fields, those of the line before repeated."""
    numbers = [_number(field.get("x")) for field in root.iterfind(f"{axis}Fields/field")]
    measures = len(root.findall("dataFields/dataField"))
    sizes = [
        measures if number == _VALUES else len(fields[number].findall("items/item"))
        for number in numbers
        if number < len(fields)
    ]
    for position, line in enumerate(root.iterfind(f"{axis}Items/i")):
        where, repeats = f"{axis}Items[{position}]", integer(line.get("r"), 0)
        places = [integer(x.get("v"), 0) for x in line.iterfind("x")]
        if integer(line.get("i"), 0) >= max(measures, 1):
            yield Fault("pivot-line", where, f"there is no measure {line.get('i')}")
        if line.get("t") == "grand":
            continue
        if repeats + len(places) > len(sizes):
            yield Fault(
                "pivot-line", where, f"it names {repeats + len(places)} items for {len(sizes)} fields"
            )
        elif any(place >= size for place, size in zip(places, sizes[repeats:], strict=False)):
            yield Fault("pivot-line", where, f"it names an item that its field does not have: {places}")


def _area(root: Element) -> Iterator[Fault]:
    """The cells of the table are its header, its labels and its lines."""
    location = _location(root)
    place, rows, columns = area_of(location.get("ref")), root.find("rowItems"), root.find("colItems")
    if place is None:
        yield Fault("pivot-area", location.get("ref", ""), "it is no area")
    elif rows is not None and columns is not None:
        yield from _size(place, location, len(rows), len(columns))


def _size(place: Area, location: Element, rows: int, columns: int) -> Iterator[Fault]:
    height = integer(location.get("firstDataRow"), 0) + rows
    width = integer(location.get("firstDataCol"), 0) + columns
    if (place[2] - place[0] + 1, place[3] - place[1] + 1) != (height, width):
        sentence = f"its lines take {height} rows and {width} columns"
        yield Fault("pivot-area", location.get("ref", ""), sentence)
