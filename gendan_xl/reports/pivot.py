"""Declaring native Excel pivot tables: what stands in rows, columns, values and filters.

A report declares pivots over named sources and places them on sheets; `ReportBook.save` writes a workbook whose
pivot tables are real ones: refreshable, filterable, drillable, and right before any refresh.

    book = ReportBook(title="交期达成率", now=now)
    lines = book.source("明细", "订单明细", ["客户", "月份", "业务员", "准时"], rows)
    sheet = book.sheet("达成率")
    sheet.write((1, 1), "交期达成率（按客户 × 月份）", bold=True, font_size=14)
    placed = book.pivot(sheet, lines, at=(5, 1), pivot=Pivot(
        name="达成率",
        rows=[Axis("客户", by="订单行数")],
        columns=["月份"],
        values=[Measure("准时", "count", "订单行数"), Measure("准时", "mean", "达成率", "0.0%")],
        filters=["业务员"],
    ))
    book.chart(sheet, Chart("column", "达成率", placed.categories, placed.series("达成率")), at=(5, 12))
    book.save(path)

Decisions
* Cell positions are (row, column) from 1. `at` is the top left cell of the pivot proper; its filters stand above it
  (one row each and a blank one), so `at` must leave `pivot.rows_above` rows free.
* A source is an Excel table on its own sheet (the last ones), so that it grows: pivots refresh from the table's name.
  A source without rows gets one blank row, as Excel keeps it.
* Months: a helper text column 2026-03 made by `year_month`: it sorts, filters and reads the same in every program and
  language, which the words of Excel's own date grouping do not.
* Rates: the mean of a 0/1 column, shown as "0.0%". A row without an answer is blank and does not count. A rate of
  two sums (delivered by ordered quantity) belongs into a plain table: LibreOffice drops Excel's calculated fields.
* Several row fields: tabular is drawn alike by every program; LibreOffice 7 draws compact ones as tabular, so that
  charts beside them lose their cells. Charts take their cells best from one row field or from a plain table.
* LibreOffice takes number formats of measures from the source's columns, not from the measures.
* A column of a source has one number format: days among numbers are written as text.
* Distinct counts: the sum of a 0/1 column made by `first_flags`.
* Blanks in rows or columns are the item (空白), the last one. Texts that differ only in upper and lower case are one
  item, as in Excel; the first spelling stands.
* Captions must differ from every header of the source (Excel refuses them otherwise).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from gendan_xl.cells import Value

How = Literal["sum", "count", "mean", "min", "max"]
Layout = Literal["compact", "tabular"]

HOW_WORDS: dict[How, str] = {
    "sum": "求和项",
    "count": "计数项",
    "mean": "平均值项",
    "min": "最小值项",
    "max": "最大值项",
}
"""Excel's own captions: 求和项:数量."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A field in rows or columns and how its items are sorted.

    By label (`descending` turns it round), or `order` first (months, levels, departments) and the rest by label, or
    `by` the caption of a measure, largest first. `subtotal` matters for every field but the innermost.
    """

    field: str
    order: Sequence[Value] = ()
    by: str = ""
    descending: bool = False
    subtotal: bool = True


@dataclass(frozen=True, slots=True)
class Measure:
    """A field in values: how its values become one, under which caption, in which number format.

    `count` counts values that are not blank; the others look at numbers (and dates: min, max).
    """

    field: str
    how: How = "sum"
    caption: str = ""
    format: str = "General"

    @property
    def title(self) -> str:
        """The caption, Excel's own where none is given."""
        return self.caption or f"{HOW_WORDS[self.how]}:{self.field}"


@dataclass(frozen=True, slots=True)
class Filter:
    """A page field above the pivot; `only` are the items it lets through.

    Items that do not occur are passed over; where none is left, all are let through (Excel knows no empty choice).
    """

    field: str
    only: Sequence[Value] = ()


@dataclass(frozen=True, slots=True)
class Pivot:
    """A pivot table. `total_row` stands at the bottom, `total_column` at the right; `style` is one of Excel's.

    compact: the row fields in one column, each inner one indented, subtotals in the row of the outer item.
    tabular: a column each, subtotals below.
    values_row: several measures without column fields stand under a row 值. LibreOffice always draws it; without it, as
    newer Excels do by themselves, charts beside the pivot lose their cells there.
    """

    name: str
    rows: Sequence[Axis | str]
    values: Sequence[Measure]
    columns: Sequence[Axis | str] = ()
    filters: Sequence[Filter | str] = ()
    layout: Layout = "compact"
    total_row: bool = True
    total_column: bool = True
    values_row: bool = True
    style: str = "PivotStyleLight16"
    row_caption: str = "行标签"
    column_caption: str = "列标签"

    @property
    def row_axes(self) -> tuple[Axis, ...]:
        """The row fields, outermost first."""
        return tuple(Axis(axis) if isinstance(axis, str) else axis for axis in self.rows)

    @property
    def column_axes(self) -> tuple[Axis, ...]:
        """The column fields, outermost first."""
        return tuple(Axis(axis) if isinstance(axis, str) else axis for axis in self.columns)

    @property
    def page_filters(self) -> tuple[Filter, ...]:
        """The filters from top to bottom."""
        return tuple(Filter(page) if isinstance(page, str) else page for page in self.filters)

    @property
    def titles(self) -> list[str]:
        """The captions of the measures."""
        return [measure.title for measure in self.values]

    @property
    def axis_fields(self) -> set[str]:
        """The headers of all fields in rows, columns and filters."""
        axes = (*self.row_axes, *self.column_axes)
        return {axis.field for axis in axes} | {page.field for page in self.page_filters}

    @property
    def rows_above(self) -> int:
        """How many rows above its top left cell the pivot takes for its filters."""
        return len(self.filters) + 1 if self.filters else 0


def year_month(day: dt.date | None) -> str | None:
    """Return the month of a day as text that sorts: 2026-03; a blank stays blank."""
    return None if day is None else f"{day.year:04}-{day.month:02}"


def first_flags(keys: Iterable[Hashable]) -> list[int]:
    """Return 1 where a key occurs for the first time, else 0: their sum is the number of distinct keys.

    The key holds everything the pivot groups by, (客户, 月份, 订单号): subtotals over groups then count an order once
    for each of them.
    """
    seen: set[Hashable] = set()
    flags = []
    for key in keys:
        flags.append(0 if key in seen else 1)
        seen.add(key)
    return flags
