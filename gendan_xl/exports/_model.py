"""What is exported, whatever the format: typed tables with names in one language (issue 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gendan_xl.cells import Value
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.schema.column import KindName
from gendan_xl.schema.table import Table, all_tables

Names = Literal["zh", "en"]
Kind = Literal["text", "date", "datetime", "time", "number", "whole", "flag"]

KINDS: Mapping[KindName, Kind] = {
    "text": "text", "prose": "text", "code": "text", "date": "date", "datetime": "datetime", "time": "time",
    "number": "number", "whole": "whole", "flag": "flag",
}  # fmt: skip
"""The kind of a column of the schema → its type in an export; codes are text, leading zeros matter."""


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: its name in the export, its identifier and header, its type, what it means."""

    name: str
    field: str
    header: str
    kind: Kind
    is_key: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table to be written: rows hold None, text, dates, moments, times, numbers and booleans by the kinds."""

    name: str
    identifier: str
    title: str
    columns: Sequence[ExportColumn]
    rows: Sequence[Sequence[Value]]
    help: str = ""


@dataclass(frozen=True, slots=True)
class Exported:
    """A book to be exported: how it is called in the column 工作簿, its ledger, what reading it found wrong."""

    source: str
    ledger: Ledger
    findings: Sequence[Finding]


SOURCE = ("workbook", "工作簿", "这一行来自哪个工作簿")
"""The column in front where several books are exported: no table of the schema has one of that name."""
PROBLEMS, PROBLEMS_TITLE = "problems", "问题"
PROBLEMS_HELP = "读取时发现的问题：读不出的单元格在各表里为空（NULL），都列在这里"
_PROBLEM_COLUMNS: Mapping[str, tuple[str, Kind]] = {
    SOURCE[0]: (SOURCE[1], "text"), "code": ("编号", "text"), "level": ("级别", "text"), "sheet": ("工作表", "text"),
    "cell": ("单元格", "text"), "table": ("表", "text"), "key": ("关键字", "text"), "column": ("列", "text"),
    "value": ("原值", "text"), "message": ("问题", "text"), "fix": ("改法", "text"),
}  # fmt: skip
_LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}


def export_tables(books: Sequence[Exported], names: Names) -> list[ExportTable]:
    """Return every table that the books keep, in the order of the schema, and 问题 last.

    A column stands there when any book has it; several books get the column 工作簿 first.
    """
    found = []
    for identifier, table in all_tables().items():
        own = [(book.source, data) for book in books if (data := book.ledger.get(identifier)) is not None]
        if own:
            found.append(_table(table, own, names, with_source=len(books) > 1))
    return [*found, _problems(books, names)]


def _table(
    table: type[Table], own: Sequence[tuple[str, TableData]], names: Names, *, with_source: bool
) -> ExportTable:
    fields = [name for name in table.columns() if any(name in data.columns for _, data in own)]
    columns = [schema_column(table, field, names) for field in fields]
    if with_source:
        columns.insert(0, source_column(names))
    rows = [row for source, data in own for row in _rows(source if with_source else None, data, fields)]
    meta = table.meta
    return ExportTable(named(meta.name, meta.sheet, names), meta.name, meta.sheet, columns, rows, meta.help)


def _rows(source: str | None, data: TableData, fields: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    columns: list[Iterable[Any]] = [data.values(field) for field in fields]
    if source is not None:
        columns.insert(0, [source] * len(data))
    return zip(*columns, strict=True)


def schema_column(table: type[Table], field: str, names: Names) -> ExportColumn:
    """Return a column of the schema as it is exported."""
    column = table.columns()[field]
    name = named(field, column.header, names)
    return ExportColumn(name, field, column.header, KINDS[column.kind.name], column.col.key, column.col.help)


def source_column(names: Names) -> ExportColumn:
    """Return the column that says which workbook a row came from."""
    field, header, text = SOURCE
    return ExportColumn(named(field, header, names), field, header, "text", help=text)


def problem_columns(names: Names) -> list[ExportColumn]:
    """Return the columns of 问题."""
    return [
        ExportColumn(named(field, header, names), field, header, kind)
        for field, (header, kind) in _PROBLEM_COLUMNS.items()
    ]


def named(identifier: str, title: str, names: Names) -> str:
    """Return the name in the export."""
    return identifier if names == "en" else title


def _problems(books: Sequence[Exported], names: Names) -> ExportTable:
    name = named(PROBLEMS, PROBLEMS_TITLE, names)
    rows = [_problem(book.source, finding, names) for book in books for finding in book.findings]
    return ExportTable(name, PROBLEMS, PROBLEMS_TITLE, problem_columns(names), rows, PROBLEMS_HELP)


def _problem(source: str, finding: Finding, names: Names) -> tuple[Value, ...]:
    value = None if finding.value is None else str(finding.value)
    level = finding.level if names == "en" else _LEVELS[finding.level]
    texts = (
        source, finding.code, level, finding.sheet, finding.cell, finding.table, finding.key, finding.column, value,
        finding.message.text(names), finding.fix.text(names),
    )  # fmt: skip
    return tuple(text or None for text in texts)
