"""CSV files: UTF-8 with a mark so that Excel reads the Chinese, ISO dates, true and false, nothing for NULL."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.exports._model import ExportTable

SUFFIX = ".csv"


def write_csv(table: ExportTable, folder: Path, *, mark: bool = True) -> Path:
    """Write a table to `folder` and return its file."""
    path = folder / f"{table.name}{SUFFIX}"
    with path.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        writer.writerows(map(_text, table.rows))
    return path


def _text(row: Sequence[Value]) -> list[object]:
    return [_PLAIN[type(value)](value) if type(value) in _PLAIN else value for value in row]


_PLAIN: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    dt.date: dt.date.isoformat,
    dt.datetime: lambda value: value.isoformat(" ", "seconds"),
    dt.time: lambda value: value.isoformat("seconds"),
}
