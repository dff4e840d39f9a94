"""One table on its sheet: band, header, rows, drop-downs, colours, freezing, grouping and print set-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import groupby
from math import ceil
from typing import Any

from gendan_xl.books.blank.coloring import sheet_colorings
from gendan_xl.books.blank.defaults import Rows
from gendan_xl.books.blank.layout import BAND_ROW, FIRST_ROW, HEADER_ROW, Sheet, table_formula
from gendan_xl.books.blank.looks import Looks
from gendan_xl.books.blank.validation import validation
from gendan_xl.cells import area, to_serial
from gendan_xl.schema.column import Column
from gendan_xl.schema.settings import Settings

_A4 = 9
_PAGE_WIDTH = 330
"""Characters across one landscape page that can still be read; wider tables take a second page."""

_NO_ROW: Mapping[str, Any] = {}


def write_sheet(page: Any, sheet: Sheet, rows: Rows, book: Mapping[str, Sheet], looks: Looks) -> None:
    """Write a table with its rows (field → value) to an XlsxWriter worksheet."""
    _columns(page, sheet, looks)
    _band(page, sheet, looks)
    formulas = {
        column.field: formula for column in sheet.columns if (formula := table_formula(column, sheet, book))
    }
    _table(page, sheet, formulas, looks)
    for number, values in enumerate(rows or [_NO_ROW]):
        _row(page, sheet, FIRST_ROW + number, values, formulas, looks)
    _rules(page, sheet, book, looks)
    if sheet.table is Settings:
        _parameter_lists(page, sheet, rows)
    _print(page, sheet)


def _columns(page: Any, sheet: Sheet, looks: Looks) -> None:
    hidden = False
    for number, column in enumerate(sheet.columns):
        options: dict[str, Any] = {"collapsed": True} if hidden else {}
        hidden = column.col.show != "shown"
        if hidden:
            options = {"level": 1, "hidden": True}
        page.set_column(number, number, _width(column), looks.cell(column, lined=False), options)
    if hidden:
        page.set_column(len(sheet.columns), len(sheet.columns), None, None, {"collapsed": True})


def _width(column: Column) -> float:
    """As declared, but wide enough for the header on two lines beside its filter button."""
    return max(column.width, len(column.header) + 3.5)


def _band(page: Any, sheet: Sheet, looks: Looks) -> None:
    """Write the group names above the columns; a table without groups says what it is for."""
    page.set_row(BAND_ROW - 1, 20)
    col = 0
    for number, (group, members) in enumerate(groupby(sheet.columns, key=lambda column: column.col.group)):
        columns = list(members)
        title = group or f"{sheet.name}：{sheet.table.meta.help}"
        titled = next((n for n, column in enumerate(columns) if column.col.show == "shown"), 0)
        for offset in range(len(columns)):
            text = title if offset == titled else ""
            page.write(BAND_ROW - 1, col + offset, text or None, looks.band(number))
        col += len(columns)


def _table(page: Any, sheet: Sheet, formulas: Mapping[str, str], looks: Looks) -> None:
    page.set_row(HEADER_ROW - 1, 32)
    columns = [
        {
            "header": column.header,
            "header_format": looks.header(column),
            "formula": formulas.get(column.field),
        }
        for column in sheet.columns
    ]
    page.add_table(
        area(HEADER_ROW, 1, sheet.last_row, len(sheet.columns)),
        {"name": sheet.name, "columns": columns, "style": "Table Style Light 15"},
    )
    page.freeze_panes(HEADER_ROW, sheet.frozen_columns())


def _row(
    page: Any, sheet: Sheet, row: int, values: Mapping[str, Any], formulas: Mapping[str, str], looks: Looks
) -> None:
    """Write one row; the values of columns with a formula are the cached results."""
    for number, column in enumerate(sheet.columns):
        value = values.get(column.field)
        look = looks.cell(column, number_format=_own_format(column, value))
        if formula := formulas.get(column.field):
            page.write_formula(row - 1, number, f"={formula}", look, _cached(value))
        else:
            _write(page, row - 1, number, value, look)


def _own_format(column: Column, value: Any) -> str:
    """The number format of a value that is of another type than its column: the parameters of 设置."""
    if column.kind.is_text and isinstance(value, dt.time):
        return "hh:mm"
    return "yyyy-mm-dd" if column.kind.is_text and isinstance(value, dt.date) else ""


def _write(page: Any, row: int, col: int, value: Any, look: Any) -> None:
    match value:
        case None | "":
            page.write_blank(row, col, None, look)
        case bool():
            page.write_string(row, col, "是" if value else "否", look)
        case str():
            page.write_string(row, col, value, look)
        case dt.date() | dt.time():
            page.write_datetime(row, col, value, look)
        case _:
            page.write_number(row, col, value, look)


def _cached(value: Any) -> Any:
    """Return a value as the result of a formula: days as numbers, 是 and 否, nothing as ''."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.date):
        return to_serial(value)
    return value


def _rules(page: Any, sheet: Sheet, book: Mapping[str, Sheet], looks: Looks) -> None:
    for number, column in enumerate(sheet.columns):
        rule = validation(column, sheet, book)
        if rule:
            page.data_validation(FIRST_ROW - 1, number, sheet.last_ready_row - 1, number, rule)
    for coloring in sheet_colorings(sheet):
        page.conditional_format(
            coloring.areas[0],
            {
                "type": "formula",
                "criteria": f"={coloring.formula}",
                "format": looks.differential(coloring.style),
                "multi_range": " ".join(coloring.areas),
                "stop_if_true": True,
            },
        )


def _parameter_lists(page: Any, sheet: Sheet, rows: Rows) -> None:
    """Give the parameters that have a choice their own drop-down."""
    col = sheet.positions["value"] - 1
    for number, values in enumerate(rows, FIRST_ROW - 1):
        if choices := values.get("allowed_values"):
            page.data_validation(
                number, col, number, col,
                {"validate": "list", "source": choices.split("、"), "error_message": f"请选：{choices}。"},
            )  # fmt: skip


def _print(page: Any, sheet: Sheet) -> None:
    page.set_tab_color(f"#{sheet.table.meta.tab_color}")
    page.set_landscape()
    page.set_paper(_A4)
    shown = sum(_width(column) for column in sheet.columns if column.col.show == "shown")
    wide = ceil(shown / _PAGE_WIDTH)
    page.fit_to_pages(wide, 0)
    if wide > 1 and sheet.frozen_columns():  # where LibreOffice repeats columns it is slow to open the file
        page.repeat_columns(0, sheet.frozen_columns() - 1)
    page.repeat_rows(BAND_ROW - 1, HEADER_ROW - 1)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&C第 &P 页 / 共 &N 页&R&D")
