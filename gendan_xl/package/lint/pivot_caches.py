"""Pivot caches: their fields, their records, the table that they are read from."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from gendan_xl.package.lint.model import Book, Fault, integer, repeated, unescape
from gendan_xl.package.lint.workbook import count_fault


def pivot_caches(book: Book) -> Iterator[Fault]:
    """The workbook's list of caches: each id once, each a cache."""
    entries = book.root.findall("pivotCaches/pivotCache")
    targets = {rel.id: rel for rel in book.package.rels(book.part)}
    for key in ("cacheId", "r_id"):
        for value in repeated(entry.get(key, "") for entry in entries):
            yield Fault("pivot-cache", value, f"two caches have this {key}")
    for entry in entries:
        rel = targets.get(entry.get("r_id", ""))
        if rel is None or rel.type != "pivotCacheDefinition":
            yield Fault("pivot-cache", entry.get("cacheId", ""), "its relationship leads to no cache")


def cache_parts(book: Book) -> dict[str, str]:
    """Return the parts of the caches by their ids."""
    targets = {rel.id: rel.target for rel in book.package.rels(book.part)}
    entries = book.root.findall("pivotCaches/pivotCache")
    return {entry.get("cacheId", ""): targets.get(entry.get("r_id", ""), "") for entry in entries}


def pivot_cache(book: Book, part: str) -> Iterator[Fault]:
    """Everything about one cache."""
    root = book.package.tree(part)
    if root is None:
        return
    fields = root.findall("cacheFields/cacheField")
    yield from count_fault(root, "cacheFields")
    names = [unescape(field.get("name", "")) for field in fields]
    for name in repeated(name.lower() for name in names):
        yield Fault("pivot-field-name", name, "two fields have this name")
    if "" in names:
        yield Fault("pivot-field-name", str(names.index("")), "the field has no name")
    for field in fields:
        yield from _shared_items(field)
    yield from _source(book, root, fields)
    yield from _records(book, part, root, fields)


def _shared_items(field: Element) -> Iterator[Fault]:
    name, shared = field.get("name", ""), field.find("sharedItems")
    if shared is None:
        return
    if shared.get("count") is not None and integer(shared.get("count")) != len(shared):
        yield Fault("pivot-items", name, f"count says {shared.get('count')}, there are {len(shared)} items")
    keys = (f"{item.tag} {item.get('v', '').lower()}" for item in shared if item.get("u") != "1")
    for key in repeated(keys):
        yield Fault("pivot-items", name, f"two items are the same: {key}")
    if any(item.tag == "m" for item in shared) and shared.get("containsBlank") not in ("1", "true"):
        yield Fault("pivot-items", name, "there is a blank item, but containsBlank is not set")
    if any(item.tag == "s" for item in shared) and shared.get("containsString") in ("0", "false"):
        yield Fault("pivot-items", name, "there is a text, but containsString is 0")


def _source(book: Book, root: Element, fields: list[Element]) -> Iterator[Fault]:
    """A cache of this workbook names a sheet or table that is there; a table's columns are the cache's fields."""
    source = root.find("cacheSource/worksheetSource")
    if source is None or source.get("r_id"):
        return
    sheet, name = source.get("sheet"), source.get("name")
    if sheet is not None and sheet.lower() not in book.sheet_names:
        yield Fault("pivot-source", sheet, "there is no such sheet")
    if name is None:
        return
    tables = [table.root for page in book.sheets for table in page.tables]
    table = next((t for t in tables if t.get("displayName", "").lower() == name.lower()), None)
    if table is None:
        defined = {entry.get("name", "").lower() for entry in book.root.iterfind("definedNames/definedName")}
        if name.lower() not in defined:
            yield Fault("pivot-source", name, "there is no such table or name")
        return
    columns = [column.get("name", "") for column in table.iterfind("tableColumns/tableColumn")]
    own = [field.get("name", "") for field in fields if field.get("databaseField") not in ("0", "false")]
    if columns != own:
        yield Fault("pivot-source", name, "the columns of the table are not the fields of the cache")


def _records(book: Book, part: str, root: Element, fields: list[Element]) -> Iterator[Fault]:
    records_part = book.package.related(part, "pivotCacheRecords")
    records = book.package.tree(records_part)
    if records is None or root.get("saveData") in ("0", "false"):
        return
    for holder, key in ((root, "recordCount"), (records, "count")):
        if holder.get(key) is not None and integer(holder.get(key)) != len(records):
            yield Fault("pivot-records", key, f"it says {holder.get(key)}, there are {len(records)} records")
    own = [field for field in fields if field.get("databaseField") not in ("0", "false")]
    sizes = [len(field.findall("sharedItems/*")) for field in own]
    for number, record in enumerate(records):
        if len(record) != len(sizes):
            yield Fault("pivot-records", f"record {number}", f"{len(record)} values for {len(sizes)} fields")
            continue
        for size, value in zip(sizes, record, strict=True):
            if value.tag == "x" and not 0 <= integer(value.get("v")) < size:
                yield Fault("pivot-records", f"record {number}", f"there is no item {value.get('v')}")
            elif value.tag != "x" and size:
                yield Fault(
                    "pivot-records", f"record {number}", "a value stands where an item should be named"
                )
