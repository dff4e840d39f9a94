"""Build our own workbook with XlsxWriter: every table of the schema, blank or with rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from gendan_xl.books.blank.defaults import Rows, default_rows
from gendan_xl.books.blank.guide import TODAY_CELL, write_guide
from gendan_xl.books.blank.layout import Sheet, by_name, present_columns
from gendan_xl.books.blank.looks import BASE, Looks
from gendan_xl.books.blank.names import defined_names
from gendan_xl.books.blank.sheet import write_sheet
from gendan_xl.errors import GendanError
from gendan_xl.intake.sheet import GUIDE_SHEET
from gendan_xl.package.files import write_atomic
from gendan_xl.schema.table import Table, all_tables


def chosen_tables(extra: Collection[str] = ()) -> list[type[Table]]:
    """Return the tables of a workbook: the usual ones and the `extra` ones, by identifier, sheet name or "all".

    GendanError GD941 names an unknown one.
    """
    tables = all_tables()
    optional = {name: table for name, table in tables.items() if table.meta.present == "request"}
    known = {"all", *tables, *(table.meta.sheet for table in tables.values())}
    for name in extra:
        if name not in known:
            choices = "、".join(f"{table.meta.sheet}({name})" for name, table in optional.items())
            raise GendanError(
                "GD941", f"没有叫“{name}”的表；可以加的表：{choices}",
                f"there is no table {name!r}; these can be added: {', '.join(optional)}",
            )  # fmt: skip
    wanted = set(extra)
    return [
        table
        for name, table in tables.items()
        if table.meta.present != "request" or wanted & {"all", name, table.meta.sheet}
    ]


def build_book(
    path: Path,
    rows: Mapping[str, Rows] | None = None,
    *,
    today: dt.date,
    full: bool = False,
    extra: Collection[str] = (),
) -> None:
    """Write a workbook to `path`, replacing what stood there. GendanError GD95x when it cannot be written.

    `rows` holds table name → rows (field → value); tables that it leaves out get their default rows. A value of a
    column with a formula is written as the formula's cached result, so give those where a reader that does not
    calculate must see them. `full` adds the columns that are only known, grouped away; `extra` the tables added on
    request. `today` is the cached value of 今日 and the date of the file: the same input gives the same bytes.
    """
    write_atomic(path, _book(rows or {}, today, full, extra))


def _book(given: Mapping[str, Rows], today: dt.date, full: bool, extra: Collection[str]) -> bytes:
    import xlsxwriter

    rows = default_rows() | dict(given)
    sheets = [_sheet(table, rows.get(table.meta.name, ()), full) for table in chosen_tables({*extra, *given})]
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_format_properties": dict(BASE)}) as workbook:
        workbook.set_properties({"title": "跟单工作簿", "created": dt.datetime.combine(today, dt.time())})
        workbook.set_size(2400, 1300)
        _write(workbook, sheets, rows, today)
    return data.getvalue()


def _sheet(table: type[Table], rows: Rows, full: bool) -> Sheet:
    filled = {field for row in rows for field, value in row.items() if value is not None}
    return Sheet(table, present_columns(table, full=full, filled=filled), max(1, len(rows)))


def _write(workbook: Any, sheets: Sequence[Sheet], rows: Mapping[str, Rows], today: dt.date) -> None:
    looks, book = Looks(workbook), by_name(sheets)
    guide = workbook.add_worksheet(GUIDE_SHEET)
    pages = [workbook.add_worksheet(sheet.name) for sheet in sheets]
    for name, formula in defined_names(book, TODAY_CELL):
        workbook.define_name(name, formula)
    write_guide(guide, sheets, today, looks)
    for page, sheet in zip(pages, sheets, strict=True):
        write_sheet(page, sheet, rows.get(sheet.table.meta.name, ()), book, looks)
