"""A rule's docstring is its published help and its test: read the tables in it.

The first paragraph says in Chinese what is checked, the second in English. Then come tables in Markdown, each
under a line that names it: 「错:」 rows must be reported, 「对:」 rows must not; 「<表名>:」 gives another table the
rule looks up. Headers are the Chinese headers of the table; 今天 is the day (or moment) of the check. Where only
some rows of a 错 table are reported (rules over groups), a last column 报 marks them with ✗.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gendan_xl.intake.ledger import ColumnData, Ledger, Part, TableData
from gendan_xl.rules._rule import Rule
from gendan_xl.schema.column import Column
from gendan_xl.schema.table import Table, all_tables

TODAY, MARK = "今天", "报"


@dataclass(slots=True)
class Example:
    """One table of a docstring: its title and its rows, header → cell text."""

    title: str
    rows: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Help:
    """A docstring taken apart."""

    zh: str
    en: str
    examples: tuple[Example, ...]


def read_help(rule: Rule) -> Help:
    """Return the paragraphs and example tables of a rule's docstring."""
    text = inspect.getdoc(rule.check) or ""
    prose, examples, header = [], [Example("")], None
    for line in text.splitlines():
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if header is None:
                header = cells
            elif not set("".join(cells)) <= set("-: "):
                examples[-1].rows.append(dict(zip(header, cells, strict=True)))
            continue
        header = None
        if line.endswith((":", "：")) and len(line) < 20:
            examples.append(Example(line.rstrip(":：")))
        elif line:
            prose.append(line)
        elif prose and prose[-1]:
            prose.append("")
    paragraphs = [p.replace("\n", " ").strip() for p in "\n".join(prose).split("\n\n")] + [""]
    return Help(paragraphs[0], paragraphs[1], tuple(e for e in examples if e.rows))


def trials(rule: Rule) -> Iterator[tuple[str, dt.datetime | None, Ledger, list[bool]]]:
    """Yield (title, now, ledger, which rows must be reported) for each 错 and 对 table of a rule."""
    examples = read_help(rule).examples
    others = [e for e in examples if e.title not in ("错", "对")]
    for example in examples:
        if example.title not in ("错", "对"):
            continue
        ledger = Ledger("doc")
        for other in others:
            found = next(t for t in all_tables().values() if t.meta.sheet == other.title)
            ledger.tables[found.meta.name] = table_data(found, other.rows)
        ledger.tables[rule.table.meta.name] = table_data(rule.table, example.rows)
        expected = [example.title == "错" and row.get(MARK, "✗") == "✗" for row in example.rows]
        now = next((moment(row[TODAY]) for row in example.rows if TODAY in row), None)
        yield example.title, now, ledger, expected


def table_data(table: type[Table], rows: list[dict[str, str]]) -> TableData:
    """Return a table with the rows of an example, its cells laid out from A2 on."""
    by_header = {column.header: column for column in table.columns().values()}
    headers = [header for header in rows[0] if header not in (TODAY, MARK)]
    columns = {
        by_header[h].field: ColumnData([_typed(by_header[h], row[h]) for row in rows]) for h in headers
    }
    places = {by_header[h].field: number for number, h in enumerate(headers, 1)}
    part = Part(table.meta.sheet, 0, len(rows), lambda i, name: (i + 2, places.get(name, 0)), 1, "", places)
    return TableData(table, columns, [part])


def moment(text: str) -> dt.datetime:
    """Return a day or moment written in ISO form."""
    return dt.datetime.fromisoformat(text)


def _typed(column: Column, text: str) -> Any:
    if not text:
        return None
    name = column.kind.name
    if name == "date":
        return dt.date.fromisoformat(text)
    if name == "datetime":
        return moment(text)
    if name == "time":
        return dt.time.fromisoformat(text)
    if name == "flag":
        return {"是": True, "否": False}[text]
    return float(text) if column.kind.is_number else text
