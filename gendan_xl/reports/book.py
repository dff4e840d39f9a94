"""A report as a workbook: sheets of free cells, pivot tables, plain tables and charts, and the data behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.reports.charts import Chart, Series
from gendan_xl.reports.pivot import Pivot

Position = tuple[int, int]
"""(row, column) from 1."""


class Placed:
    """Where a pivot or a plain table stands, for charts beside it and text below it."""

    sheet: str
    area: tuple[int, int, int, int]
    """First row, first column, last row, last column, without the filters of a pivot."""

    @property
    def categories(self) -> tuple[int, int, int, int]:
        """The labels of the rows, without totals."""
        raise NotImplementedError

    def series(self, *captions: str) -> list[Series]:
        """Return the columns of numbers beside the categories, without totals; only those of some measures if named."""
        raise NotImplementedError


class Sheet:
    """A sheet in the making. `page` is the XlsxWriter worksheet for what is not offered here."""

    page: Any

    def write(self, at: Position, value: Value, **look: Any) -> None:
        """Write a cell; `look` are XlsxWriter's format properties (bold=True, num_format="0.0%", bg_color=…)."""
        raise NotImplementedError

    def table(
        self,
        at: Position,
        header: Sequence[str],
        rows: Sequence[Sequence[Value]],
        formats: Mapping[str, str] = {},
    ) -> Placed:
        """Write a plain table (header, rows) with number formats by column."""
        raise NotImplementedError


class Source:
    """The rows behind pivots: an Excel table on its own sheet."""

    name: str
    header: Sequence[str]


class ReportBook:
    """A workbook of a report. Sheets stand in the order of their making, sources after them.

    `now` is the moment of the report (document properties, time of refresh): the same input gives the same bytes.
    `refresh_on_open` makes Excel rebuild the pivots from the tables when it opens the book.
    """

    def __init__(self, title: str, now: dt.datetime, *, refresh_on_open: bool = True) -> None:
        raise NotImplementedError

    def look(self, **properties: Any) -> Any:
        """Return the XlsxWriter format with these properties, made once."""
        raise NotImplementedError

    def sheet(self, name: str) -> Sheet:
        """Add a sheet (A4 landscape, one page wide)."""
        raise NotImplementedError

    def source(
        self,
        sheet: str,
        table: str,
        header: Sequence[str],
        rows: Sequence[Sequence[Value]],
        formats: Mapping[str, str] = {},
    ) -> Source:
        """Add the data behind pivots: the sheet's name, the Excel table's name, headers, rows, number formats."""
        raise NotImplementedError

    def pivot(self, sheet: Sheet, source: Source, pivot: Pivot, at: Position) -> Placed:
        """Place a pivot with its top left cell at `at` (its filters above) and write its cells."""
        raise NotImplementedError

    def chart(self, sheet: Sheet, chart: Chart, at: Position) -> None:
        """Place a chart with its top left corner in a cell."""
        raise NotImplementedError

    def save(self, path: Path) -> None:
        """Write the workbook to `path`, whole or not at all. GendanError GD95x when it cannot be written."""
        raise NotImplementedError
