"""The part of a pivot table: fields, items, lines, measures, style."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gendan_xl.cells import area
from gendan_xl.reports._cache import MAIN, attribute
from gendan_xl.reports._layout import Layout, Line
from gendan_xl.reports._pivot_cells import TOTAL, VALUES
from gendan_xl.reports.pivot import Axis, Filter, How

FORMS: dict[How, str] = {"sum": "", "count": "count", "mean": "average", "min": "min", "max": "max"}
_NOT_APPLIED = "".join(
    f' apply{name}Formats="0"' for name in ("Number", "Border", "Font", "Pattern", "Alignment")
)
_HIDE_VALUES_ROW = (
    '<extLst><ext uri="{962EF5D1-5CA2-4c93-8EF4-DBF5C05439D2}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:pivotTableDefinition hideValuesRow="1"/></ext></extLst>'
)


def table_xml(layout: Layout, cache_id: int, number_formats: Mapping[str, int]) -> str:
    """Return a pivot table's part; `number_formats` are the ids of the codes in the workbook."""
    pivot = layout.pivot
    return (
        f'<pivotTableDefinition xmlns="{MAIN}" name={attribute(pivot.name)} cacheId="{cache_id}"{_NOT_APPLIED}'
        f' applyWidthHeightFormats="1" dataCaption={attribute(VALUES)} grandTotalCaption={attribute(TOTAL)} updatedVersion="6"'
        f' minRefreshableVersion="3" useAutoFormatting="1"{_grand(layout)} itemPrintTitles="1" createdVersion="6"'
        f' indent="0"{_form(layout)} multipleFieldFilters="0" rowHeaderCaption={attribute(pivot.row_caption)}'
        f" colHeaderCaption={attribute(pivot.column_caption)}>"
        + _location(layout)
        + _group("pivotFields", [_field(layout, n, number_formats) for n in range(len(layout.source.fields))])
        + _fields("rowFields", [layout.source.positions[axis.field] for axis in pivot.row_axes])
        + _group("rowItems", _row_items(layout))
        + _fields("colFields", _column_fields(layout))
        + _group("colItems", _column_items(layout))
        + _group("pageFields", [_page(layout, page) for page in pivot.page_filters])
        + _group("dataFields", _measures(layout, number_formats))
        + f'<pivotTableStyleInfo name={attribute(pivot.style)} showRowHeaders="1" showColHeaders="1"'
        f' showRowStripes="0" showColStripes="0" showLastColumn="1"/>'
        f"{'' if layout.has_values_row else _HIDE_VALUES_ROW}</pivotTableDefinition>"
    )


def _grand(layout: Layout) -> str:
    """In files "row" is the row of totals at the bottom; in Excel's words and macros it is the column at the right."""
    row, column = layout.pivot.total_row, layout.pivot.total_column
    return ("" if row else ' rowGrandTotals="0"') + ("" if column else ' colGrandTotals="0"')


def _form(layout: Layout) -> str:
    is_compact = layout.pivot.layout == "compact"
    return ' outline="1" outlineData="1"' if is_compact else ' compact="0" compactData="0"'


def _location(layout: Layout) -> str:
    pivot = layout.pivot
    is_bare = not pivot.columns and len(pivot.values) > 1 and not layout.has_values_row
    pages = f' rowPageCount="{len(layout.pivot.filters)}" colPageCount="1"' if layout.pivot.filters else ""
    return (
        f'<location ref="{area(*layout.area)}" firstHeaderRow="{0 if is_bare else 1}"'
        f' firstDataRow="{layout.header_rows}" firstDataCol="{layout.label_columns}"{pages}/>'
    )


def _group(name: str, entries: Sequence[str]) -> str:
    return f'<{name} count="{len(entries)}">{"".join(entries)}</{name}>' if entries else ""


def _fields(name: str, positions: Iterable[int]) -> str:
    return _group(name, [f'<field x="{position}"/>' for position in positions])


def _column_fields(layout: Layout) -> list[int]:
    found = [layout.source.positions[axis.field] for axis in layout.pivot.column_axes]
    return [*found, -2] if len(layout.pivot.values) > 1 else found


# --- fields and their items ------------------------------------------------------------------------------------


def _field(layout: Layout, position: int, number_formats: Mapping[str, int]) -> str:
    field, pivot = layout.source.fields[position], layout.pivot
    data = ' dataField="1"' if any(measure.field == field.header for measure in pivot.values) else ""
    form = "" if pivot.layout == "compact" else ' compact="0" outline="0"'
    number = number_formats.get(field.number_format, 0)
    shown = f' numFmtId="{number}"' if number else ""
    for name, axes in (("axisRow", pivot.row_axes), ("axisCol", pivot.column_axes)):
        for axis in axes:
            if axis.field == field.header:
                rest = f'{data}{form}{shown} showAll="0"{_sorting(axis)}'
                return _axis_field(layout, name + '"' + rest, axis)
    for page in pivot.page_filters:
        if page.field == field.header:
            return _page_field(layout, f'axisPage"{data}{form}{shown}', page)
    return f'<pivotField{data}{form}{shown} showAll="0"/>'


def _sorting(axis: Axis) -> str:
    if axis.by or axis.descending:
        return ' sortType="descending"'
    return "" if axis.order else ' sortType="ascending"'


def _axis_field(layout: Layout, start: str, axis: Axis) -> str:
    items = [_item(place) for place in layout.order(axis.field)]
    if axis.subtotal:
        items.append('<item t="default"/>')
    off = "" if axis.subtotal else ' defaultSubtotal="0"'
    return f'<pivotField axis="{start}{off}>{_group("items", items)}{_sorted_by(layout, axis)}</pivotField>'


def _sorted_by(layout: Layout, axis: Axis) -> str:
    if not axis.by:
        return ""
    measure = layout.pivot.titles.index(axis.by)
    return (
        '<autoSortScope><pivotArea dataOnly="0" outline="0" fieldPosition="0"><references count="1">'
        f'<reference field="4294967294" count="1" selected="0"><x v="{measure}"/></reference>'
        "</references></pivotArea></autoSortScope>"
    )


def _page_field(layout: Layout, start: str, page: Filter) -> str:
    chosen = layout.source.places(page.field, page.only)
    several = ' multipleItemSelectionAllowed="1"' if len(chosen) > 1 else ""
    items = [
        _item(place, hidden=bool(several) and place not in chosen) for place in layout.order(page.field)
    ] + ['<item t="default"/>']
    return f'<pivotField axis="{start}{several} showAll="0">{_group("items", items)}</pivotField>'


def _item(place: int, *, hidden: bool = False) -> str:
    return f'<item h="1" x="{place}"/>' if hidden else f'<item x="{place}"/>'


def _page(layout: Layout, page: Filter) -> str:
    chosen = layout.source.places(page.field, page.only)
    item = f' item="{layout.order(page.field).index(chosen[0])}"' if len(chosen) == 1 else ""
    return f'<pageField fld="{layout.source.positions[page.field]}"{item} hier="-1"/>'


def _measures(layout: Layout, number_formats: Mapping[str, int]) -> list[str]:
    entries = []
    for measure in layout.pivot.values:
        how = f' subtotal="{FORMS[measure.how]}"' if FORMS[measure.how] else ""
        number = number_formats.get(measure.format, 0)
        entries.append(
            f'<dataField name={attribute(measure.title)} fld="{layout.source.positions[measure.field]}"{how}'
            f' baseField="0" baseItem="0"{f" numFmtId={chr(34)}{number}{chr(34)}" if number else ""}/>'
        )
    return entries


# --- lines: rowItems and colItems ------------------------------------------------------------------------------


def _row_items(layout: Layout) -> list[str]:
    return _lines(layout, layout.rows, layout.pivot.row_axes, several=False)


def _column_items(layout: Layout) -> list[str]:
    if not layout.pivot.columns and len(layout.pivot.values) == 1:
        return ["<i/>"]
    return _lines(layout, layout.columns, layout.pivot.column_axes, several=len(layout.pivot.values) > 1)


def _lines(layout: Layout, lines: Sequence[Line], axes: Sequence[Axis], *, several: bool) -> list[str]:
    """Return an entry for each line: what it repeats of the line before (r), its measure (i), its items (x)."""
    ranks = [{place: rank for rank, place in enumerate(layout.order(axis.field))} for axis in axes]
    entries: list[str] = []
    before: tuple[int, ...] = ()
    for line in lines:
        path = tuple(rank[place] for rank, place in zip(ranks, line.path, strict=False))
        if line.kind == "item" and several:
            path = (*path, line.measure)
        kind = {"item": "", "subtotal": ' t="default"', "total": ' t="grand"'}[line.kind]
        repeats = _repeats(before, path)
        shown = path[repeats:] if line.kind != "total" else (0,)
        entries.append(
            f"<i{kind}"
            + (f' r="{repeats}"' if repeats else "")
            + (f' i="{line.measure}"' if line.measure else "")
            + ">"
            + "".join(f'<x v="{rank}"/>' if rank else "<x/>" for rank in shown)
            + "</i>"
        )
        before = path
    return entries


def _repeats(before: tuple[int, ...], path: tuple[int, ...]) -> int:
    count = 0
    while count < min(len(before), len(path) - 1) and before[count] == path[count]:
        count += 1
    return count
