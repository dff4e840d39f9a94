"""Blank cells that should not be: by row, over the columns a book keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gendan_xl.errors import Message
from gendan_xl.intake.ledger import Ledger, TableData

Hit = tuple[int, Mapping[str, Any]]


def required_fields(data: TableData) -> list[str]:
    """Return the fields of a table that a clerk must fill at entry, keys included."""
    return [name for name, column in data.table.columns().items() if column.col.required or column.col.key]


def missing(ledger: Ledger, data: TableData, fields: Iterable[str]) -> Iterator[Hit]:
    """Yield (row, words) for rows with blank cells in `fields`, the finding at the first of them.

    Columns that the book lacks are not asked for, nor those a company's own layout leaves mostly empty.
    """
    blanks: dict[int, list[str]] = {}
    for name in fields:
        column = data.columns.get(name)
        if column is None or None not in column.values:
            continue
        rows = [row for row, value in enumerate(column.values) if value is None and row not in column.dirty]
        if not (ledger.adopted and 2 * len(rows) > len(data)):
            for row in rows:
                blanks.setdefault(row, []).append(name)
    for row in sorted(blanks):
        yield row, missing_words(data, row, blanks[row])


def missing_words(data: TableData, row: int, fields: list[str]) -> Mapping[str, Any]:
    """Return the words {missing} and the place of a finding about blank cells."""
    headers = [data.header(row, name) for name in fields]
    return {"missing": Message("、".join(headers), ", ".join(headers)), "at": fields[0]}
