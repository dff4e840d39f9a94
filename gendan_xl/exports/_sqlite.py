"""A SQLite database by the standard library alone: dates are ISO text under DATE and TIMESTAMP, flags 0 and 1."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from gendan_xl.cells import Value
from gendan_xl.exports._model import ExportTable, Kind

_TYPES: Mapping[Kind, str] = {
    "text": "TEXT", "date": "DATE", "datetime": "TIMESTAMP", "time": "TIME", "number": "REAL", "whole": "INTEGER",
    "flag": "BOOLEAN",
}  # fmt: skip


def write_sqlite(tables: Sequence[ExportTable], path: Path) -> None:
    """Write the tables into a new database at `path`."""
    with closing(sqlite3.connect(path)) as database, database:
        for table in tables:
            columns = ", ".join(f"{quoted(column.name)} {_TYPES[column.kind]}" for column in table.columns)
            database.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
            marks = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", _plain(table.rows))


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _plain(rows: Sequence[Sequence[Value]]) -> Iterator[list[Value]]:
    for row in rows:
        yield [_iso(value) if isinstance(value, dt.date | dt.time) else value for value in row]


def _iso(value: dt.date | dt.time) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat("seconds") if isinstance(value, dt.time) else value.isoformat()
