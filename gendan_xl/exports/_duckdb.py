"""DuckDB databases and Parquet files, both written by DuckDB, an optional part (MIT)."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gendan_xl.errors import GendanError
from gendan_xl.exports._csv import write_csv
from gendan_xl.exports._model import ExportTable, Kind
from gendan_xl.exports._sqlite import quoted

_TYPES: Mapping[Kind, str] = {
    "text": "VARCHAR", "date": "DATE", "datetime": "TIMESTAMP", "time": "TIME", "number": "DOUBLE",
    "whole": "BIGINT", "flag": "BOOLEAN",
}  # fmt: skip


def write_duckdb(tables: Sequence[ExportTable], path: Path) -> None:
    """Write the tables into a new database at `path`. GendanError GD976 without DuckDB."""
    with _connect(str(path)) as database:
        for table in tables:
            _load(database, table)


def write_parquet(table: ExportTable, folder: Path) -> Path:
    """Write a table to a Parquet file in `folder` and return that. GendanError GD976 without DuckDB."""
    path = folder / f"{table.name}.parquet"
    with _connect(":memory:") as database:
        _load(database, table)
        database.execute(
            f"COPY {quoted(table.name)} TO {_text(str(path))} (FORMAT parquet, COMPRESSION zstd)"
        )
    return path


def _connect(path: str) -> Any:
    try:
        import duckdb
    except ImportError:
        raise GendanError(
            "GD976",
            "没有安装 duckdb，不能导出 parquet、duckdb：请运行 pip install 'gendan-xl[export]'，或用 --to sqlite、--to csv",
            "duckdb is not installed: pip install 'gendan-xl[export]', or export --to sqlite or csv",
        ) from None
    return duckdb.connect(path)


def _load(database: Any, table: ExportTable) -> None:
    """Create a table and fill it through a CSV file, which is by far the fastest way without other packages."""
    columns = ", ".join(f"{quoted(one.name)} {_TYPES[one.kind]}" for one in table.columns)
    database.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
    if not table.rows:
        return
    with tempfile.TemporaryDirectory(prefix="gendan-export-") as folder:
        file = write_csv(table, Path(folder), mark=False)
        types = ", ".join(f"{_text(one.name)}: {_text(_TYPES[one.kind])}" for one in table.columns)
        database.execute(
            f"INSERT INTO {quoted(table.name)} SELECT * FROM read_csv({_text(str(file))}, auto_detect=false, "
            "header=true, delim=',', quote='\"', escape='\"', new_line='\\r\\n', nullstr='', "
            f"dateformat='%Y-%m-%d', timestampformat='%Y-%m-%d %H:%M:%S', columns={{{types}}})"
        )


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
