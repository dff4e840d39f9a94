"""The schema that travels with an export: every table and column, what it is called, its type and its meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from gendan_xl.exports._model import ExportColumn, ExportTable

SCHEMA = "_schema"
_FIELDS = (
    "table",
    "table_identifier",
    "table_header",
    "column",
    "identifier",
    "header",
    "type",
    "is_key",
    "help",
)


def schema_table(tables: Sequence[ExportTable]) -> ExportTable:
    """Return the table _schema of a database: one row a column."""
    columns = [ExportColumn(name, name, name, "flag" if name == "is_key" else "text") for name in _FIELDS]
    rows = [
        (table.name, table.identifier, table.title, column.name, column.field, column.header, column.kind,
         column.is_key, column.help or None)
        for table in tables
        for column in table.columns
    ]  # fmt: skip
    return ExportTable(SCHEMA, SCHEMA, SCHEMA, columns, rows)


def schema_json(tables: Sequence[ExportTable], about: dict[str, Any], suffix: str) -> bytes:
    """Return schema.json for a folder of files: `about` first, then the tables with file, rows and columns."""
    described = [
        {
            "name": table.name,
            "identifier": table.identifier,
            "title": table.title,
            "file": f"{table.name}{suffix}",
            "rows": len(table.rows),
            "help": table.help,
            "columns": [
                {"name": one.name, "identifier": one.field, "header": one.header, "type": one.kind,
                 "is_key": one.is_key, "help": one.help}
                for one in table.columns
            ],
        }
        for table in tables
    ]  # fmt: skip
    return (json.dumps({**about, "tables": described}, ensure_ascii=False, indent=2) + "\n").encode()
