"""docs/export.md: what an export holds, written from the schema alone."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.exports._model import (
    PROBLEMS,
    PROBLEMS_HELP,
    PROBLEMS_TITLE,
    ExportColumn,
    problem_columns,
    schema_column,
)
from gendan_xl.schema.table import all_tables

_INTRODUCTION = """\
# 导出：让 Power Query、BI、Python 接着用 · export

本文件由 `gendan generate` 从 `gendan_xl/schema` 生成，请勿手工修改。

```
gendan export 跟单.xlsx --to sqlite --out 跟单.sqlite
gendan export 1月.xlsx 2月.xlsx --to csv --out 台账         # 文件夹，一张表一个文件；几本工作簿多一列“工作簿”
gendan export 老台账.xlsx --to parquet --out 台账           # 公司自己的台账按它的列名对应
gendan export 跟单.xlsx --to duckdb --out 跟单.duckdb --names en   # 表和列用英文标识
```

* `csv`、`sqlite` 不需要别的程序；`parquet`、`duckdb` 要先 `pip install 'gendan-xl[export]'`。
* 有类型：日期是日期，数量、单价、金额是数字，编号是文字（开头的 0 不丢），是/否 是逻辑值。
* 工作簿有哪些列就导出哪些列，没有对应上的列不导出，命令会说是哪几列。
* 读不出的单元格是空（NULL），全部列在“问题”表里，带位置、原值和改法；能读出的毛病（多余空格、文本数字）也列在那里。
* 不覆盖：已有同名的文件或文件夹时不写。
* 结构：csv、parquet 的文件夹里有 `schema.json`，sqlite、duckdb 里有表 `_schema`，每列的列名、标识、类型、含义都在。

| 类型 | csv | sqlite | parquet、duckdb |
|---|---|---|---|
| text | 文字，空是什么也没有 | TEXT | VARCHAR |
| date | 2026-03-16 | DATE（ISO 文字） | DATE |
| datetime | 2026-03-16 09:30:00 | TIMESTAMP（ISO 文字） | TIMESTAMP |
| time | 09:30:00 | TIME（ISO 文字） | TIME |
| number | 12.5 | REAL | DOUBLE |
| whole | 12 | INTEGER | BIGINT |
| flag | true、false | BOOLEAN（1、0） | BOOLEAN |

csv 是 UTF-8（带 BOM）。直接双击用 Excel 打开会丢掉编号开头的 0：请用“数据 → 从文本/CSV”（Power Query），编号列选“文本”。

几本工作簿一起导出时，每张表的第一列是 `工作簿`（`workbook`）：工作簿的文件名，重名时是写在命令里的路径。
"""


def render() -> str:
    """Return the whole document."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for name, table in all_tables().items():
        columns = [schema_column(table, field, "zh") for field in table.columns()]
        yield from _table(name, table.meta.sheet, table.meta.help, columns)
    yield from _table(PROBLEMS, PROBLEMS_TITLE, PROBLEMS_HELP, problem_columns("zh"))


def _table(identifier: str, title: str, about: str, columns: list[ExportColumn]) -> Iterator[str]:
    yield from (
        f"## {title} `{identifier}`",
        "",
        f"{about}。",
        "",
        "| 列 | 标识 | 类型 | 关键 |",
        "|---|---|---|---|",
    )
    for one in columns:
        yield f"| {one.header} | `{one.field}` | {one.kind} | {'＊' if one.is_key else ''} |"
    yield ""
