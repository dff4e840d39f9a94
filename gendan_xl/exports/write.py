"""Write an export to its place: whole or not at all, and never over something that stands there."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from gendan_xl.errors import GendanError
from gendan_xl.exports._csv import write_csv
from gendan_xl.exports._duckdb import write_duckdb, write_parquet
from gendan_xl.exports._model import Exported, ExportTable, Names, export_tables
from gendan_xl.exports._schema import schema_json, schema_table
from gendan_xl.exports._sqlite import write_sqlite

__all__ = ["FORMATS", "ExportTable", "Exported", "Format", "Names", "export_tables", "write_export"]

Format = Literal["csv", "sqlite", "parquet", "duckdb"]
FORMATS: tuple[Format, ...] = ("csv", "sqlite", "parquet", "duckdb")
SCHEMA_FILE = "schema.json"
_FILES: Mapping[str, tuple[str, Callable[[ExportTable, Path], Path]]] = {
    "csv": (".csv", write_csv), "parquet": (".parquet", write_parquet),
}  # fmt: skip
_DATABASES: Mapping[str, Callable[[Sequence[ExportTable], Path], None]] = {
    "sqlite": write_sqlite, "duckdb": write_duckdb,
}  # fmt: skip


def write_export(tables: Sequence[ExportTable], form: Format, out: Path, about: dict[str, Any]) -> None:
    """Write tables to `out`: a database file, or for csv and parquet a folder with one file a table and schema.json.

    GendanError GD975 when something stands at `out`, GD976 without DuckDB, GD953 when it cannot be written.
    """
    if out.exists():
        raise GendanError(
            "GD975", f"{out} 已经存在，没有导出：请换一个名称，或先移走它",
            f"{out} is already there, nothing was exported: choose another name or move it away",
        )  # fmt: skip
    if not out.parent.is_dir():
        raise GendanError(
            "GD953", f"文件夹不存在：{out.parent}，请先建立", f"Folder does not exist: {out.parent}, create it first"
        )  # fmt: skip
    with tempfile.TemporaryDirectory(prefix=".gendan-", dir=out.parent) as scratch:
        made = Path(scratch) / "export"
        if form in _FILES:
            _write_folder(tables, form, made, about)
        else:
            _DATABASES[form]([*tables, schema_table(tables)], made)
        shutil.move(made, out)


def _write_folder(tables: Sequence[ExportTable], form: Format, folder: Path, about: dict[str, Any]) -> None:
    suffix, write = _FILES[form]
    folder.mkdir()
    for table in tables:
        write(table, folder)
    (folder / SCHEMA_FILE).write_bytes(schema_json(tables, about, suffix))
