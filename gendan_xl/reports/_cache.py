"""The parts of a pivot cache: what the fields of a source hold, and its records (so that details open on a click)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.cells import to_serial
from gendan_xl.package.scan import encode_escapes, quote
from gendan_xl.reports._source import Field, Item, Source, digits

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINE_BREAKS = str.maketrans({"\n": "_x000a_", "\t": "_x0009_"})
_CHUNK = 4096
_SHORT = 255


def attribute(text: str) -> str:
    """Return text as an attribute value with its quotes."""
    if text.isalnum():
        return f'"{text}"'
    return quote(encode_escapes(text).translate(_LINE_BREAKS)).decode()


def definition_xml(
    source: Source,
    shared: Collection[str],
    now: dt.datetime,
    number_formats: Mapping[str, int],
    *,
    refresh: bool,
) -> str:
    """Return the cache definition; `shared` are the headers whose items pivots list, `now` the time of refresh."""
    fields = "".join(
        f'<cacheField name={attribute(field.header)} numFmtId="{number_formats.get(field.number_format, 0)}">'
        f"{_shared_items(field, listed=is_listed(field, shared))}</cacheField>"
        for field in source.fields
    )
    return (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{RELATIONS}" r:id="rId1"'
        f'{" refreshOnLoad=" + chr(34) + "1" + chr(34) if refresh else ""} refreshedBy="gendan-xl"'
        f' refreshedDate="{to_serial(now)!r}" createdVersion="6" refreshedVersion="6" minRefreshableVersion="3"'
        f' recordCount="{source.size}"><cacheSource type="worksheet">'
        f"<worksheetSource name={attribute(source.name)}/></cacheSource>"
        f'<cacheFields count="{len(source.fields)}">{fields}</cacheFields></pivotCacheDefinition>'
    )


def is_listed(field: Field, shared: Collection[str]) -> bool:
    """Return whether records name an item of the field by its place: where pivots list items, and for any text."""
    return "s" in field.kinds or field.header in shared


def records_xml(source: Source, shared: Collection[str]) -> Iterator[bytes]:
    """Yield the records in pieces."""
    yield f'<pivotCacheRecords xmlns="{MAIN}" count="{source.size}">'.encode()
    columns = [_column(field, listed=is_listed(field, shared)) for field in source.fields]
    for start in range(0, source.size, _CHUNK):
        pieces = [list(map(written, values[start : start + _CHUNK])) for values, written in columns]
        yield ("<r>" + "</r><r>".join(map("".join, zip(*pieces, strict=True))) + "</r>").encode()
    yield b"</pivotCacheRecords>"


def _column(field: Field, *, listed: bool) -> tuple[Sequence[Any], Callable[[Any], str]]:
    """Return what stands for each value of a field, and what writes it in a record."""
    if listed:
        return field.codes, [f'<x v="{place}"/>' for place in range(len(field.items))].__getitem__
    return field.values, {value: _item(value) for value in set(field.values)}.__getitem__


def _item(item: Item) -> str:
    """Return an item as an element."""
    if item is None:
        return "<m/>"
    if isinstance(item, str):
        return f"<s v={attribute(item)}/>"
    return f'<d v="{_moment(item)}"/>' if isinstance(item, dt.date) else f'<n v="{digits(item)}"/>'


def _moment(day: dt.date) -> str:
    return day.isoformat() if isinstance(day, dt.datetime) else f"{day.isoformat()}T00:00:00"


def _shared_items(field: Field, *, listed: bool) -> str:
    """Return what the field holds, as Excel says it, with the list of its items where it has one."""
    attributes = _content(field)
    if not listed:
        return f"<sharedItems{attributes}/>"
    long = any(isinstance(item, str) and len(item) > _SHORT for item in field.items)
    items = "".join(_item(item) for item in field.items)
    return (
        f'<sharedItems{attributes} count="{len(field.items)}"{_flag("longText", long)}>{items}</sharedItems>'
    )


def _content(field: Field) -> str:
    """Return the attributes that say which kinds of values occur; those that are so by default are left out."""
    kinds = field.kinds
    filled = kinds - {"m"}
    return (
        (' containsSemiMixedTypes="0"' if kinds <= {"n", "d"} else "")
        + (' containsNonDate="0"' if filled <= {"d"} else "")
        + _flag("containsDate", "d" in kinds)
        + ("" if "s" in kinds else ' containsString="0"')
        + _flag("containsBlank", "m" in kinds)
        + _flag("containsMixedTypes", len(filled) > 1)
        + (_numbers(field) if "n" in kinds else "")
        + (_days(field) if "d" in kinds else "")
    )


def _flag(name: str, value: bool) -> str:
    return f' {name}="1"' if value else ""


def _numbers(field: Field) -> str:
    numbers = [value for value in set(field.values) if isinstance(value, int | float)]
    whole = all(isinstance(value, int) or value.is_integer() for value in numbers)
    return (
        f' containsNumber="1"{_flag("containsInteger", whole)}'
        f' minValue="{digits(min(numbers))}" maxValue="{digits(max(numbers))}"'
    )


def _days(field: Field) -> str:
    """The last day is named by the day after it, as Excel does."""
    moments = [
        value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        for value in set(field.values)
        if isinstance(value, dt.date)
    ]
    last = max(moments)
    end = last + dt.timedelta(days=1) if last.time() == dt.time() else last
    return f' minDate="{min(moments).isoformat()}" maxDate="{end.isoformat()}"'
