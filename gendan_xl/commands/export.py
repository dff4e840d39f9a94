"""`gendan export`: the typed tables of ledgers for Power Query, BI and Python (issue 5)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.errors import Message

if TYPE_CHECKING:
    from gendan_xl.commands._open import Opened
    from gendan_xl.exports.write import ExportTable

_FORMATS = ("csv", "sqlite", "parquet", "duckdb")
_SUFFIX = {"sqlite": ".sqlite", "duckdb": ".duckdb"}  # the others are folders
_SHOWN = 12


def _arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("files", nargs="+", metavar="文件", help="跟单工作簿；也可写文件夹或通配符 · workbooks, folders")
    add("--to", choices=_FORMATS, required=True, help="格式 · format")
    add(
        "--out",
        default="",
        metavar="位置",
        help="文件（sqlite、duckdb）或文件夹（csv、parquet） · file or folder",
    )
    add("--names", choices=("zh", "en"), default="zh", help="表名和列名的语言 · names of tables and columns")
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    from gendan_xl.commands._export_names import source_names
    from gendan_xl.commands._open import open_file
    from gendan_xl.commands._paths import workbooks
    from gendan_xl.exports.write import Exported, export_tables, write_export

    now = moment(args)
    books = [open_file(path, now) for path in workbooks(args.files, args.lang)]
    sources = source_names([book.path for book in books])
    tables = export_tables(
        [Exported(source, book.ledger, book.findings) for source, book in zip(sources, books, strict=True)],
        args.names,
    )
    out = Path(args.out) if args.out else _beside(books[0].path, args.to)
    write_export(tables, args.to, out, {"created": now.isoformat(), "sources": sources, "names": args.names})
    print("\n".join(_told(out, tables, list(zip(sources, books, strict=True)), args.lang)))
    return 0


def _beside(first: Path, form: str) -> Path:
    suffix = _SUFFIX.get(form)
    return first.with_name(f"{first.stem}{suffix}" if suffix else f"{first.stem}-{form}")


def _told(
    out: Path, tables: Sequence[ExportTable], books: Sequence[tuple[str, Opened]], lang: str
) -> Iterator[str]:
    *data, problems = tables
    zh = lang != "en"
    counts = " · ".join(f"{table.name} {len(table.rows)}" for table in data if table.rows)
    yield f"已导出 {out}" if zh else f"exported {out}"
    if counts:
        yield f"  {counts} 行" if zh else f"  {counts} rows"
    else:
        yield "  没有数据：各表都是空的" if zh else "  no data: every table is empty"
    if problems.rows:
        yield (
            f"  读取时有 {len(problems.rows)} 处问题，列在“{problems.name}”里；读不出的单元格是空"
            if zh
            else f"  {len(problems.rows)} problems of reading are listed in {problems.name}; unreadable cells are NULL"
        )
    for source, book in books:
        yield from (f"  {line}" for line in _left_out(source, book, zh))


def _left_out(source: str, book: Opened, zh: bool) -> Iterator[str]:
    """Name the columns that no table of ours knows: they are not in the export."""
    for sheet in book.ledger.notes["mapping"].sheets:
        if headers := [column.header for column in sheet.unmapped]:
            shown = "、".join(headers[:_SHOWN]) + ("…" if len(headers) > _SHOWN else "")
            yield (
                f"{source} {sheet.sheet}：{len(headers)} 列没有对应，没有导出：{shown}"
                if zh
                else f"{source} {sheet.sheet}: {len(headers)} columns are not mapped and left out: {shown}"
            )


ACTION = Action(
    verb="export",
    label="导出",
    help=Message(
        "导出有类型的数据表：csv、sqlite、parquet、duckdb",
        "export typed tables: csv, sqlite, parquet, duckdb",
    ),
    run=_run,
    arguments=_arguments,
    group="工作簿",
)
