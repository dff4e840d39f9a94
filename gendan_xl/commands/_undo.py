"""What the last button changed, kept beside the log, so that 撤销上次 can put it back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from gendan_xl.books.live_write import Changes
from gendan_xl.cells import Value
from gendan_xl.commands._userdir import user_folder

_NAME = "undo.json"
Cell = Sequence[Any]
"""sheet, row, col, old value, new value (dates as marked text)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One press: the button, its workbook, and what it changed, newest only.

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
    """Keep a record in place of the one before."""
    path = _file()
    new = path.with_suffix(".new")
    new.write_text(json.dumps(asdict(record), ensure_ascii=False), encoding="utf-8")
    new.replace(path)


def last() -> Record | None:
    """Return the record of the last press, None when there is none (or it cannot be read)."""
    try:
        return Record(**json.loads(_file().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def forget() -> None:
    """Throw the record away: it was put back."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return user_folder() / _NAME


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
