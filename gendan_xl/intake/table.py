"""One sheet → one typed table with the findings of its cells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gendan_xl.findings import Finding
from gendan_xl.intake.cells import parse
from gendan_xl.intake.choices import Choice, Choices
from gendan_xl.intake.codes import finding
from gendan_xl.intake.dates import Neighbours, resolve
from gendan_xl.intake.ledger import ColumnData, Part, TableData
from gendan_xl.intake.mapping import ColumnMapping, SheetMapping
from gendan_xl.intake.parsed import Issue, Parsed, shown
from gendan_xl.intake.rows import DataRows, data_rows, fill_merged
from gendan_xl.intake.sheet import RawSheet
from gendan_xl.schema.column import Kind

_DATE = Kind("date")
_YEAR = re.compile(r"(20\d\d)\s*年?")
_SHOWN_CHOICES = 12
_STRETCH = 512


@dataclass(slots=True)
class SheetTable:
    """What a sheet holds: its table, the typed dates of milestone columns by sheet column, its findings."""

    data: TableData
    steps: dict[int, ColumnData] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """A sheet on its way in: typed columns by sheet column."""

    sheet: RawSheet
    mapping: SheetMapping
    rows: DataRows
    columns: dict[int, Parsed] = field(default_factory=dict)


def read_sheet(sheet: RawSheet, mapping: SheetMapping, choices: Choices) -> SheetTable:
    """Return the table of a sheet."""
    rows = data_rows(fill_merged(sheet, mapping), mapping, mapping.key_cols)
    reading = _Reading(sheet, mapping, rows)
    _read_columns(reading)
    for column in mapping.columns:
        _check_choice(reading, column, choices)
    _settle_days(reading)
    _add_errors(reading)
    data = _table(reading)
    steps = {c.col: _data(reading.columns[c.col]) for c in mapping.columns if c.milestone}
    return SheetTable(data, steps, [*_total_rows(reading), *_findings(reading, data)])


def _data(parsed: Parsed) -> ColumnData:
    return ColumnData(parsed.values, parsed.dirty)


# --- columns ---------------------------------------------------------------------------------------------------


def _read_columns(reading: _Reading) -> None:
    """Type all mapped columns, a stretch of rows at a time."""
    declared = reading.mapping.table.columns()
    wanted = []
    for column in reading.mapping.columns:
        if column.is_mapped:
            kind = declared[column.field].kind if column.field else _DATE
            parsed = reading.columns[column.col] = Parsed([])
            wanted.append((column.col - 1, kind, parsed, reading.mapping.values.get(column.field)))
    cells = reading.rows.cells
    for start in range(0, len(cells), _STRETCH):
        raw = list(zip(*cells[start : start + _STRETCH], strict=True))
        for place, kind, parsed, words in wanted:
            values = _translated(raw[place], words) if words else raw[place]
            parsed.extend(parse(kind, values))


def _translated(raw: Sequence[Any], words: Mapping[str, str]) -> Sequence[Any]:
    return [words.get(value.strip(), value) if isinstance(value, str) else value for value in raw]


def _check_choice(reading: _Reading, column: ColumnMapping, choices: Choices) -> None:
    """Put labels for their other words; name values that are in no list (in adopted ledgers each word once)."""
    listed = reading.mapping.table.columns()[column.field].col.choices if column.field else ""
    if listed not in choices:
        return
    choice, parsed = choices[listed], reading.columns[column.col]
    strange = set(parsed.values) - {None, *choice.labels}
    known = {word: choice.words[word] for word in strange if word in choice.words}
    if known and choice.is_fixed:
        parsed.values = [known.get(value, value) for value in parsed.values]
    strange -= known.keys()
    if strange:
        _name_strange(parsed, strange, choice, each=reading.mapping.is_own)


def _name_strange(parsed: Parsed, strange: set[Any], choice: Choice, *, each: bool) -> None:
    listed = "、".join(choice.labels[:_SHOWN_CHOICES]) + ("…" if len(choice.labels) > _SHOWN_CHOICES else "")
    for index, value in enumerate(parsed.values):
        if value in strange:
            count = 1 if each else parsed.values.count(value)
            times, times_en = (f"（共 {count} 处）", f" ({count} times)") if count > 1 else ("", "")
            parsed.note(index, "GD110", value=shown(value), choices=listed, times=times, times_en=times_en)
            if not each:
                strange.discard(value)


# --- days that need their neighbours ---------------------------------------------------------------------------


def _settle_days(reading: _Reading) -> None:
    """Give days without year, and 4.2, the day that their neighbours prove."""
    open_cols = [col for col, parsed in reading.columns.items() if parsed.open_days]
    if not open_cols:
        return
    dates = {col: parsed.values for col, parsed in reading.columns.items() if _is_date(reading.mapping, col)}
    order = [c.col for c in reading.mapping.columns if c.milestone and c.role != "actual"]
    clean = {col: list(values) for col, values in dates.items()}
    year = _title_year(reading)
    for col in open_cols:
        parsed = reading.columns[col]
        for index, cell in parsed.open_days.items():
            day, days = resolve(cell, _neighbours(clean, order, col, index, year))
            _settle(parsed, index, cell.source, day, days)


def _settle(parsed: Parsed, index: int, source: str, day: dt.date | None, days: Sequence[dt.date]) -> None:
    if day is None:
        parsed.dirty.add(index)
        names = list(map(str, days))
        words = {"dates": " 或 ".join(names) or "年份不明", "dates_en": " or ".join(names) or "of any year"}
        parsed.issues.append(Issue(index, "GD107", words))
    else:
        parsed.values[index] = day
        parsed.issues.append(Issue(index, "GD105" if source == "text" else "GD106", {"date": str(day)}))


def _is_date(mapping: SheetMapping, col: int) -> bool:
    column = next(column for column in mapping.columns if column.col == col)
    return bool(column.milestone) or mapping.table.columns()[column.field].kind.name == "date"


def _neighbours(
    dates: Mapping[int, Sequence[Any]], order: Sequence[int], col: int, index: int, year: int | None
) -> Neighbours:
    row = [values[index] for values in dates.values() if values[index] is not None]
    before = after = None
    if col in order:
        place = order.index(col)
        before = next((d for c in reversed(order[:place]) if (d := dates[c][index])), None)
        after = next((d for c in order[place + 1 :] if (d := dates[c][index])), None)
    own = dates[col]
    column = [d for d in own[max(0, index - 5) : index + 6] if d is not None]
    return Neighbours(row, before, after, column, year)


def _title_year(reading: _Reading) -> int | None:
    """Return the year that the sheet's name or its title rows mention."""
    titles = [reading.sheet.name]
    for row in reading.sheet.rows[: max(0, reading.mapping.header_row - 1)]:
        titles += [value for value in row if isinstance(value, str)]
    years = {int(found[1]) for title in titles if (found := _YEAR.search(title))}
    return years.pop() if len(years) == 1 else None


# --- error cells -----------------------------------------------------------------------------------------------


def _add_errors(reading: _Reading) -> None:
    """Mark error cells, which books read as blanks; asked only where a column has blanks."""
    if not any(parsed.has_blank for parsed in reading.columns.values()):
        return
    errors = reading.sheet.errors()
    if not errors:
        return
    index_of = {number: index for index, number in enumerate(reading.rows.numbers)}
    for (row, col), text in errors.items():
        parsed = reading.columns.get(col)
        if parsed and row in index_of:
            parsed.dirty.add(index_of[row])
            parsed.note(index_of[row], "GD101", value=text)


# --- the table and its findings --------------------------------------------------------------------------------


def _table(reading: _Reading) -> TableData:
    mapping, length = reading.mapping, len(reading.rows.cells)
    fields = dict(mapping.fields)
    columns = {name: _data(reading.columns[col]) for name, col in fields.items()}
    for name, value in mapping.constants.items():
        columns[name] = ColumnData([value] * length)
    if mapping.table.meta.name == "orders" and mapping.order_key and mapping.order_key != "order_no":
        key = columns[mapping.order_key]
        columns["order_no"] = ColumnData(list(key.values), set(key.dirty))
        fields["order_no"] = fields[mapping.order_key]
    if mapping.table.meta.name == "orders" and "line_no" not in columns and "order_no" in columns:
        _number_lines(columns)
    numbers = reading.rows.numbers

    def locate(index: int, name: str) -> tuple[int, int]:
        return numbers[index], fields.get(name, 0)

    headers = {column.field: column.header for column in mapping.columns if column.field}
    part = Part(mapping.sheet, 0, length, locate, mapping.header_row, _excel_table(mapping), fields, headers)
    return TableData(mapping.table, columns, [part])


def _excel_table(mapping: SheetMapping) -> str:
    return mapping.table.meta.sheet if mapping.is_own else ""


def _number_lines(columns: dict[str, ColumnData]) -> None:
    """Number the lines of orders in a ledger without line numbers, where an order has more than one."""
    orders = columns["order_no"].values
    if len(set(orders)) == len(orders):
        return
    seen: dict[Any, int] = {}
    lines: list[int | None] = []
    for order in orders:
        seen[order] = seen.get(order, 0) + 1
        lines.append(seen[order] if order is not None else None)
    columns["line_no"] = ColumnData(lines)


def _total_rows(reading: _Reading) -> Iterator[Finding]:
    mapping = reading.mapping
    for row, has_text in reading.rows.totals:
        note, note_en = ("；其中的数字是文本", "; its numbers are text") if has_text else ("", "")
        yield finding(
            "GD114", words={"note": note, "note_en": note_en}, sheet=mapping.sheet, row=row, col=1,
            table=mapping.table.meta.name,
        )  # fmt: skip


def _findings(reading: _Reading, data: TableData) -> Iterator[Finding]:
    mapping = reading.mapping
    for column in mapping.columns:
        parsed = reading.columns.get(column.col)
        for issue in sorted(parsed.issues, key=lambda issue: issue.index) if parsed else ():
            value = reading.rows.cells[issue.index][column.col - 1]
            words = {"header": column.header, "value": shown(value), **issue.words}
            key = data.key(issue.index)
            yield finding(
                issue.code, words=words, sheet=mapping.sheet, row=reading.rows.numbers[issue.index],
                col=column.col, table="milestones" if column.milestone else mapping.table.meta.name,
                key=f"{key} {column.milestone}".strip(), value=value or None,
                column=mapping.table.header(column.field) if column.field else column.header,
            )  # fmt: skip
