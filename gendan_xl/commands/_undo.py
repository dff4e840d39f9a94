"""What the last buttons changed in each workbook, kept beside the log, so that 撤销上次 can put it back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from gendan_xl.books.live_write import Changes
from gendan_xl.cells import Value
from gendan_xl.commands._userdir import user_folder

STEPS, BOOKS = 10, 20
"""So many presses are kept of a workbook, and the records of so many workbooks."""

Cell = Sequence[Any]
"""sheet, row, col, old value, new value (dates as marked text)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One press: the button, its workbook, and what it changed.

    `refusal` says why this press cannot be taken back; `list_sheet` is a list that it wrote.
    """

    verb: str
    label: str
    book: str
    at: str
    cells: Sequence[Cell] = field(default_factory=list)
    rows: Sequence[Mapping[str, Any]] = field(default_factory=list)
    formats: Sequence[Sequence[str]] = field(default_factory=list)
    list_sheet: str = ""
    headers: Sequence[str] = field(default_factory=list)
    has_marks: bool = False
    refusal: str = ""


def record_of(changes: Changes) -> dict[str, Any]:
    """Return the fields of a record that say what was changed."""
    return {
        "cells": [[e.sheet, e.row, e.col, packed(e.old), packed(e.new)] for e in changes.cells],
        "rows": [
            {
                "sheet": rows.sheet,
                "table": rows.table,
                "first": rows.first,
                "is_longer": rows.is_longer,
                "columns": dict(rows.headers),
                "values": [{title: packed(value) for title, value in row.items()} for row in rows.values],
            }
            for rows in changes.rows
        ],
        "formats": [[e.sheet, e.area, e.style.fill, e.style.color] for e in changes.formats],
    }


def keep(record: Record) -> None:
    """Keep a record after those before it; a list that was written anew takes the place of the one before."""
    before = [
        one for one in records(record.book) if not record.list_sheet or one.list_sheet != record.list_sheet
    ]
    _write(record.book, [*before, record][-STEPS:])
    for old in sorted(_folder().glob("*.json"), key=lambda path: path.stat().st_mtime)[:-BOOKS]:
        old.unlink()


def records(book: str) -> list[Record]:
    """Return what can be put back in a workbook, the oldest press first; [] when it cannot be read."""
    try:
        return [Record(**fields) for fields in json.loads(_file(book).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def forget(record: Record) -> None:
    """Throw the last record of its workbook away: it was put back, or cannot be."""
    _write(record.book, records(record.book)[:-1])


def _write(book: str, kept: Sequence[Record]) -> None:
    path = _file(book)
    new = path.with_suffix(".new")
    new.write_text(json.dumps([asdict(one) for one in kept], ensure_ascii=False), encoding="utf-8")
    new.replace(path)


def _folder() -> Path:
    folder = user_folder() / "undo"
    folder.mkdir(exist_ok=True)
    return folder


def _file(book: str) -> Path:
    return _folder() / f"{sha256(book.encode()).hexdigest()[:16]}.json"


def packed(value: Value) -> Any:
    """Return a value as JSON keeps it."""
    if isinstance(value, (dt.date, dt.time)):
        return {type(value).__name__: value.isoformat()}
    return float(value) if isinstance(value, Decimal) else value


def unpacked(value: Any) -> Value:
    """Return a value from JSON."""
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        of = {"date": dt.date, "datetime": dt.datetime, "time": dt.time}[kind]
        return of.fromisoformat(text)  # type: ignore[no-any-return, attr-defined]
    return value  # type: ignore[no-any-return]
