"""The cells of a pivot as Excel would draw them, so that a sheet reads right before any refresh."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gendan_xl.reports._layout import Layout, Line
from gendan_xl.reports._source import Field, Item

Role = Literal["filter", "header", "body", "outer", "total"]
BLANK, ALL, SEVERAL, TOTAL, SUM_UP, VALUES = "(空白)", "(全部)", "(多项)", "总计", "汇总", "值"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a pivot: where, what, in which part of the pivot, number format, how far indented."""

    row: int
    col: int
    value: Item
    role: Role
    format: str = ""
    indent: int = 0


def cells(layout: Layout) -> Iterator[Cell]:
    """Yield every cell of a pivot, its filters first, then row by row."""
    yield from _filters(layout)
    yield from _header(layout)
    for offset, line in enumerate(layout.rows):
        row, role = layout.first_row + offset, _role(layout, line)
        yield from _labels(layout, row, line, role)
        yield from _numbers(layout, row, line, role)


def _role(layout: Layout, line: Line) -> Role:
    if line.kind == "total":
        return "total"
    return "outer" if len(line.path) < len(layout.pivot.rows) else "body"


def _filters(layout: Layout) -> Iterator[Cell]:
    top, left = layout.at[0] - layout.pivot.rows_above, layout.at[1]
    for offset, page in enumerate(layout.pivot.page_filters):
        field = layout.source.field(page.field)
        yield Cell(top + offset, left, page.field, "filter")
        chosen = layout.source.places(page.field, page.only)
        if len(chosen) == 1:
            yield Cell(top + offset, left + 1, label(field, chosen[0]), "filter", field.number_format)
        else:
            yield Cell(top + offset, left + 1, SEVERAL if chosen else ALL, "filter")


def _header(layout: Layout) -> Iterator[Cell]:
    texts = _captions(layout)
    for offset, line in enumerate(layout.columns):
        for row, text in _column_words(layout, offset, line):
            texts[row, layout.first_column + offset] = text
    _, left, _, right = layout.area
    for row in range(layout.at[0], layout.first_row):
        for col in range(left, right + 1):
            value, number_format = texts.get((row, col), (None, ""))
            yield Cell(row, col, value, "header", number_format)


def _captions(layout: Layout) -> dict[tuple[int, int], tuple[Item, str]]:
    """Return what stands above the labels of the rows, and the words for the columns."""
    pivot, (top, left) = layout.pivot, layout.at
    is_compact = pivot.layout == "compact"
    rows = [pivot.row_caption] if is_compact else [axis.field for axis in pivot.row_axes]
    found: dict[tuple[int, int], tuple[Item, str]] = {
        (layout.first_row - 1, left + offset): (text, "") for offset, text in enumerate(rows)
    }
    if layout.has_values_row:
        found[top, layout.first_column] = (VALUES, "")
    if pivot.columns:
        across = [pivot.column_caption] if is_compact else [axis.field for axis in pivot.column_axes]
        for offset, text in enumerate(across[: len(layout.columns)]):
            found[top, layout.first_column + offset] = (text, "")
        if len(pivot.values) == 1:
            found[top, left] = (pivot.values[0].title, "")
    return found


def _column_words(layout: Layout, offset: int, line: Line) -> Iterator[tuple[int, tuple[Item, str]]]:
    """Yield what stands above a column of numbers: (row, (text, number format))."""
    pivot, top, depth = layout.pivot, layout.at[0], len(line.path)
    title, several = pivot.values[line.measure].title, len(pivot.values) > 1
    if line.kind == "total":
        yield top + 1, (f"{title}{SUM_UP}" if several else TOTAL, "")
    elif line.kind == "subtotal":
        words = caption(*_of(layout, line.path[-1], depth - 1))
        yield top + depth, (f"{words} {title if several else SUM_UP}", "")
    else:
        before = layout.columns[offset - 1].path if offset else ()
        for level in range(_shared(before, line.path) if line.measure == 0 else depth, depth):
            field, place = _of(layout, line.path[level], level)
            yield top + 1 + level, (label(field, place), field.number_format)
        if several or not depth:
            yield layout.first_row - 1, (title, "")


def _of(layout: Layout, place: int, level: int) -> tuple[Field, int]:
    return layout.source.field(layout.pivot.column_axes[level].field), place


def _labels(layout: Layout, row: int, line: Line, role: Role) -> Iterator[Cell]:
    left, axes = layout.at[1], layout.pivot.row_axes
    if layout.pivot.layout == "compact":
        if line.kind == "total":
            yield Cell(row, left, TOTAL, role)
        else:
            level = len(line.path) - 1
            field = layout.source.field(axes[level].field)
            yield Cell(row, left, label(field, line.path[-1]), role, field.number_format, level)
        return
    texts = _tabular_labels(layout, row, line)
    for offset in range(len(axes)):
        value, number_format = texts.get(offset, (None, ""))
        yield Cell(row, left + offset, value, role, number_format)


def _tabular_labels(layout: Layout, row: int, line: Line) -> dict[int, tuple[Item, str]]:
    """Return the labels by their column; an item is named where it changes."""
    if line.kind == "total":
        return {0: (TOTAL, "")}
    fields = [layout.source.field(axis.field) for axis in layout.pivot.row_axes]
    last = len(line.path) - 1
    if line.kind == "subtotal":
        return {last: (f"{caption(fields[last], line.path[-1])} {SUM_UP}", "")}
    above = layout.rows[row - layout.first_row - 1].path if row > layout.first_row else ()
    return {
        level: (label(fields[level], line.path[level]), fields[level].number_format)
        for level in range(_shared(above, line.path), len(line.path))
    }


def _numbers(layout: Layout, row: int, line: Line, role: Role) -> Iterator[Cell]:
    pivot = layout.pivot
    hidden = role == "outer" and not pivot.row_axes[len(line.path) - 1].subtotal
    for col, column in enumerate(layout.columns, layout.first_column):
        value = None if hidden else layout.totals.result(line.path, column.path, column.measure)
        number_format = pivot.values[column.measure].format
        yield Cell(
            row, col, value, "outer" if role == "body" and column.kind == "subtotal" else role, number_format
        )


def _shared(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return how many outer items two lines have in common, the innermost left out."""
    count = 0
    while count < min(len(one), len(other) - 1) and one[count] == other[count]:
        count += 1
    return count


def label(field: Field, place: int) -> Item:
    """Return an item as it stands in a cell."""
    item = field.items[place]
    return BLANK if item is None else item


def caption(field: Field, place: int) -> str:
    """Return an item as words."""
    item = label(field, place)
    return item.isoformat() if isinstance(item, dt.date) else str(item)
