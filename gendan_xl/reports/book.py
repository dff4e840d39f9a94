"""A report as a workbook: sheets of free cells, pivot tables, plain tables and charts, and the data behind them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from gendan_xl import text
from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.package.files import write_atomic
from gendan_xl.package.own import MARK
from gendan_xl.reports import _assemble
from gendan_xl.reports._layout import Layout
from gendan_xl.reports._pivot_cells import Cell, Role, caption, cells
from gendan_xl.reports._sheet import HEADER, TOTAL, Placed, Position, Sheet
from gendan_xl.reports._source import Field, Source
from gendan_xl.reports.charts import Chart, Series, draw
from gendan_xl.reports.pivot import Pivot

__all__ = ["Placed", "Position", "ReportBook", "Sheet", "Source"]

_BASE = {"font_name": "Microsoft YaHei", "font_size": 10, "font_scheme": "none", "valign": "vcenter"}
_A4 = 9
_SAMPLE = 200
_READABLE = 180
"""So many characters stand beside each other on a page that can still be read."""
_LONGEST_TOTAL = "Total Result"
"""What LibreOffice writes for 总计 in English."""
_LOOKS: dict[Role, dict[str, Any]] = {
    "filter": {"bold": True},
    "header": HEADER,
    "body": {},
    "outer": {"bold": True},
    "total": TOTAL,
}


class ReportBook:
    """A workbook of a report. Sheets stand in the order of their making, the sources after them.

    `now` is the moment of the report (document properties, time of refresh): the same input gives the same bytes.
    `refresh_on_open` makes Excel rebuild the pivots from the tables when it opens the book. `lang` is the language
    ("zh" or "en") of what `say` returns.
    """

    def __init__(
        self, title: str, now: dt.datetime, *, refresh_on_open: bool = True, lang: str = "zh"
    ) -> None:
        import xlsxwriter

        self.lang, self._title = lang, title
        self._now, self._refresh, self._data = now, refresh_on_open, BytesIO()
        self.workbook = xlsxwriter.Workbook(
            self._data, {"in_memory": True, "default_format_properties": dict(_BASE)}
        )
        self.workbook.set_properties({"title": title, "created": now})
        self.workbook.set_custom_property(MARK, title)
        self.workbook.set_size(2400, 1300)
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._sheets: list[Sheet] = []
        self._sources: list[Source] = []
        self._pivots: list[_assemble.PlacedPivot] = []

    def look(self, **properties: Any) -> Any:
        """Return the XlsxWriter format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format(_BASE | properties)
        return self._looks[key]

    def say(self, zh: str, en: str) -> str:
        """Return words in the language of the book."""
        return Message(zh, en).text(self.lang)

    def sheet(self, name: str) -> Sheet:
        """Add a sheet: no grid lines, printed on A4 landscape, one page wide."""
        page = self.workbook.add_worksheet(name)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        self._set_foot(page)
        self._sheets.append(Sheet(page, self.look))
        return self._sheets[-1]

    def _set_foot(self, page: Any, *, is_headed: bool = False) -> None:
        """Set margins and a footer with the sheet, the page and the day that the figures are of."""
        page.set_margins(left=0.4, right=0.4, top=0.8 if is_headed else 0.5, bottom=0.6)
        as_of = self.say("截至", "as of")
        page.set_footer(f"&L&A&C{self.say('第 &P 页 / 共 &N 页', '&P / &N')}&R{as_of} {self._now:%Y-%m-%d}")

    def source(
        self,
        sheet: str,
        table: str,
        header: Sequence[str],
        rows: Sequence[Sequence[Value]],
        formats: Mapping[str, str] | None = None,
    ) -> Source:
        """Add the data behind pivots: the sheet's name, the Excel table's name, headers, rows, number formats.

        GendanError GD057 for more rows than a sheet holds, GD064 for a value that no cell can hold.
        """
        self._sources.append(Source(sheet, table, header, rows, formats or {}))
        return self._sources[-1]

    def pivot(self, sheet: Sheet, source: Source, pivot: Pivot, at: Position) -> Placed:
        """Place a pivot with its top left cell at `at` (its filters above) and write its cells.

        A pivot grows down and to the right when the data does: leave free what lies there. GendanError GD057 when
        it does not fit on a sheet; ValueError for a declaration that Excel would not take.
        """
        if at[0] <= pivot.rows_above or any(
            placed.layout.pivot.name == pivot.name for placed in self._pivots
        ):
            raise ValueError(f"pivot {pivot.name}: no room above for its filters, or its name is taken")
        layout = Layout(source, pivot, at)
        top, left, bottom, right = layout.area
        sheet.take((top - pivot.rows_above, left, bottom, right))
        for cell in cells(layout):
            self._write(sheet, cell)
        for col in (left, right) if pivot.columns else (left,):
            sheet.widen(col, _LONGEST_TOTAL, indent=1)  # it is bold
        self._pivots.append(_assemble.PlacedPivot(sheet.name, layout))
        return Placed(sheet.name, layout.area, _categories(layout), tuple(_numbers(layout, sheet.name)))

    def _write(self, sheet: Sheet, cell: Cell) -> None:
        look = dict(_LOOKS[cell.role])
        if cell.format not in ("", "General"):
            look["num_format"] = cell.format
        if cell.indent:
            look["indent"] = cell.indent
        sheet.write((cell.row, cell.col), cell.value, **look)
        if cell.value is not None:
            sheet.widen(cell.col, cell.value, cell.format, cell.indent)

    def chart(self, sheet: Sheet, chart: Chart, at: Position) -> None:
        """Place a chart with its top left corner in a cell."""
        sheet.page.insert_chart(at[0] - 1, at[1] - 1, draw(self.workbook, chart, sheet.name))

    def save(self, path: Path) -> None:
        """Write the workbook to `path`, whole or not at all. GendanError GD95x when it cannot be written."""
        write_atomic(path, self.to_bytes())

    def to_bytes(self) -> bytes:
        """Finish the workbook and return it; nothing can be added afterwards."""
        for source in self._sources:
            self._header(source)
        for sheet in self._sheets:
            sheet.finish()
        self.workbook.close()
        return _assemble.assemble(
            self._data.getvalue(), self._sources, self._pivots, self._now, refresh=self._refresh
        )

    def _header(self, source: Source) -> None:
        """Add the sheet of a source with the first row of its table; rows and table are filled in at the end."""
        page = self.workbook.add_worksheet(source.sheet)
        columns = [{"header": field.header} for field in source.fields]
        made = page.add_table(
            0, 0, 1, len(columns) - 1,
            {"name": source.name, "columns": columns, "style": "Table Style Light 15"},
        )  # fmt: skip
        if made:
            raise ValueError(f"no Excel table can be called {source.name!r}")
        widths = list(map(_width, source.fields))
        for col, (field, width) in enumerate(zip(source.fields, widths, strict=True)):
            page.set_column(col, col, width, self._column_look(field))
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(math.ceil(sum(widths) / _READABLE), 0)
        page.repeat_rows(0)
        page.set_header(f"&L&14&B{self._title.replace('&', '&&')}　&A")
        self._set_foot(page, is_headed=True)

    def _column_look(self, field: Field) -> Any:
        """Return the format of a column: days in the middle, text a little off the number before it."""
        if "d" in field.kinds:
            return self.look(num_format=field.number_format, align="center")
        if field.number_format:
            return self.look(num_format=field.number_format)
        return self.look(indent=1) if "s" in field.kinds else None


def _width(field: Field) -> float:
    texts = [value for value in field.values[:_SAMPLE] if isinstance(value, str)]
    return min(max([11, len(field.header) * 2 + 3, *(text.width(value) + 4 for value in texts)]), 40)


def _categories(layout: Layout) -> tuple[int, int, int, int]:
    """Return the labels of the lines without the total at the end."""
    lines = sum(line.kind != "total" for line in layout.rows)
    left = layout.at[1]
    return layout.first_row, left, layout.first_row + max(lines, 1) - 1, left + layout.label_columns - 1


def _numbers(layout: Layout, sheet: str) -> list[tuple[str, Series]]:
    """Return the columns of numbers without totals: their measure, their name, their cells."""
    top, _, bottom, _ = _categories(layout)
    fields = [layout.source.field(axis.field) for axis in layout.pivot.column_axes]
    several = len(layout.pivot.values) > 1
    found = []
    for col, line in enumerate(layout.columns, layout.first_column):
        if line.kind == "item":
            title = layout.pivot.values[line.measure].title
            words = [caption(field, place) for field, place in zip(fields, line.path, strict=True)]
            name = " ".join([*words, title] if several or not words else words)
            found.append((title, Series(name, (top, col, bottom, col), sheet)))
    return found
