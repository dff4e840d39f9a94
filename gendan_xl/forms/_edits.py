"""Edits of rows that forms bring up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gendan_xl.cells import Value
from gendan_xl.edits import AppendRow, SetCell
from gendan_xl.forms._rows import Row
from gendan_xl.intake.ledger import TableData
from gendan_xl.schema.table import table


def set_cell(row: Row, name: str, value: Value) -> Iterator[SetCell]:
    """Yield the edit that sets a field, none when it stands there already, is None or has no cell; of a formula only
    the stored result is set."""
    sheet, line, col = row.data.place(row.index, name)
    if col and value is not None and row[name] != value:
        is_cached = bool(table(row.data.table.meta.name).columns()[name].col.formula)
        label = f"{row.key} {row.data.header(row.index, name)}"
        yield SetCell(sheet, line, col, row[name], value, label, is_cached)


def append_row(data: TableData | None, values: Mapping[str, Value], label: str) -> Iterator[AppendRow]:
    """Yield the edit that appends a row of these fields; none where the book does not keep the table as one."""
    if data is None or not data.parts:
        return
    part = data.parts[-1]
    if part.excel_table:
        known = {name: value for name, value in values.items() if name in part.fields and value is not None}
        headers = {data.table.header(name): value for name, value in known.items()}
        yield AppendRow(part.sheet, part.excel_table, headers, label)
