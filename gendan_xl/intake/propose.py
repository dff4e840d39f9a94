"""Propose how the sheets of a book are read: our own workbook at once, a company's ledger by headers and values."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gendan_xl.errors import Message
from gendan_xl.intake.cells import read_text_number
from gendan_xl.intake.columns import is_important, map_columns
from gendan_xl.intake.headers import match, tables_knowing
from gendan_xl.intake.mapping import (
    KEY_SUBSTITUTES,
    BookMapping,
    ColumnMapping,
    Saved,
    SavedLayout,
    SheetMapping,
    column_names,
    fingerprint,
    read_meaning,
)
from gendan_xl.intake.parsed import is_blank
from gendan_xl.intake.sheet import WRITTEN, RawSheet
from gendan_xl.intake.wide import step_of
from gendan_xl.schema.table import Table, all_tables
from gendan_xl.text import clean, header_key

_LOOK_ROWS, _OWN_LOOK_ROWS = 40, 12
_MIN_FIELDS, _OWN_FIELDS = 3, 5


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A row of headers: its table, its (last) row from 1, the headers by column, how well they fit."""

    table: type[Table]
    row: int
    headers: tuple[str, ...]
    score: float


def propose(sheets: Sequence[RawSheet], saved: Saved | None = None) -> BookMapping:
    """Return the mapping of a book; what `saved` says of a layout wins. GendanError GD007 when that is wrong."""
    found = [mapping for sheet in sheets if (mapping := _sheet(sheet, saved))]
    return BookMapping(tuple(found))


def _sheet(sheet: RawSheet, saved: Saved | None) -> SheetMapping | None:
    if not sheet.rows or sheet.name in WRITTEN:
        return None
    own = _own_sheet(sheet)
    if own:
        return own
    header = find_header(sheet)
    if header is None:
        return None
    mark = fingerprint(header.headers)
    if saved and mark in saved.layouts:
        return _from_saved(sheet, header, mark, saved.layouts[mark], saved)
    mapping = map_columns(sheet, header.table, header.row, header.headers)
    if not _has_key(mapping):
        return None
    return replace(mapping, fingerprint=mark, settings=_settings(list(_planned_days(sheet, mapping))))


def _planned_days(sheet: RawSheet, mapping: SheetMapping) -> Iterable[dt.date]:
    """Yield the days of milestones planned in columns."""
    places = [column.col - 1 for column in mapping.columns if column.role in ("planned", "plan_only")]
    for row in sheet.rows[mapping.header_row :] if places else ():
        yield from (row[place] for place in places if isinstance(row[place], dt.date))


def _settings(planned: Sequence[dt.date]) -> dict[str, str]:
    """Propose seven-day weeks for a factory that plans steps on Sundays as a matter of course."""
    sundays = sum(day.weekday() == 6 for day in planned)
    return {"休息制度": "无休"} if len(planned) >= 20 and sundays * 20 >= len(planned) else {}


def _has_key(mapping: SheetMapping) -> bool:
    return any(name in mapping.fields for name in _keys(mapping.table))


def _keys(table: type[Table]) -> tuple[str, ...]:
    """Return the fields one of which a sheet must have to be this table."""
    names = tuple(name for name in table.key_fields() if not table.columns()[name].kind.is_number)
    return names + KEY_SUBSTITUTES if table.meta.name == "orders" else names


# --- our own workbook ------------------------------------------------------------------------------------------


def _own_sheet(sheet: RawSheet) -> SheetMapping | None:
    """Recognise a sheet of our own workbook by its name and by most of its headers being ours."""
    table = next((t for t in all_tables().values() if t.meta.sheet == sheet.name), None)
    if table is None:
        return None
    exact = {column.header: name for name, column in table.columns().items()}
    for number, row in enumerate(sheet.rows[:_OWN_LOOK_ROWS], 1):
        titles = [value for value in row if isinstance(value, str) and value]
        known = sum(title in exact for title in titles)
        if known >= min(len(exact), _OWN_FIELDS) and known * 10 >= len(titles) * 7:
            return _own_mapping(sheet, table, number, row, exact)
    return None


def _own_mapping(
    sheet: RawSheet, table: type[Table], number: int, row: Sequence[Any], exact: dict[str, str]
) -> SheetMapping:
    columns: list[ColumnMapping] = []
    taken: set[str] = set()
    for col, value in enumerate(row, 1):
        if not isinstance(value, str) or not value.strip():
            continue
        name = exact.get(value, "")
        other = None if name else match(table, value)
        name = name or (other.field if other and table.header(other.field) not in row else "")
        if name in taken:
            name = ""
        taken.add(name)
        reason = Message("本工具的工作簿", "a workbook of this tool")
        columns.append(ColumnMapping(col, value, name, confidence=1.0 if name else 0.0, reason=reason))
    missing = tuple(n for n, c in table.columns().items() if is_important(c) and n not in taken)
    return SheetMapping(sheet.name, table, number, tuple(columns), missing=missing, is_own=True)


# --- a company's own ledger ------------------------------------------------------------------------------------


def find_header(sheet: RawSheet) -> HeaderRow | None:
    """Find the header row of a table under titles: one row, or a row of groups above a row of parts."""
    best: HeaderRow | None = None
    rows = [[_title(value) for value in row] for row in sheet.rows[:_LOOK_ROWS]]
    for number, titles in enumerate(rows, 1):
        if not _looks_like_header(sheet.rows[number - 1]):
            continue
        candidates = [_scored(sheet, titles, number)]
        if number < len(rows) and _looks_like_header(sheet.rows[number]):
            candidates.append(_scored(sheet, _joined(titles, rows[number]), number + 1))
        for found in candidates:
            if found and (best is None or found.score > best.score + 0.5):
                best = found
    return best


def _title(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def _looks_like_header(row: Sequence[Any]) -> bool:
    filled = [value for value in row if not is_blank(value)]
    words = [v for v in filled if isinstance(v, str) and len(v) <= 40 and read_text_number(v) is None]
    return len(words) >= 2 and len(words) >= 0.8 * len(filled)


def _joined(groups: Sequence[str], parts: Sequence[str]) -> list[str]:
    """Join a row of groups with the row of parts below it; a group reaches over the blanks to its right."""
    out, group = [], ""
    for title, part in zip(groups, parts, strict=True):
        group = title or (group if part else "")
        out.append(group + part if group else part)
    return out


def _scored(sheet: RawSheet, titles: Sequence[str], row: int) -> HeaderRow | None:
    """Return the row as the header of the table that it fits best, None when it fits none."""
    filled = [title for title in titles if title]
    tables = Counter(table for title in set(filled) for table in tables_knowing(title))
    found = [_score(sheet, table, titles, row) for table, count in tables.most_common(6) if count > 1]
    return max((header for header in found if header), key=lambda header: header.score, default=None)


def _score(sheet: RawSheet, table: type[Table], titles: Sequence[str], row: int) -> HeaderRow | None:
    best: dict[str, float] = {}
    for title in filter(None, titles):
        if found := match(table, title):
            best[found.field] = max(best.get(found.field, 0), found.confidence)
    is_orders, named = table.meta.name == "orders", _is_named(sheet.name, table)
    if not any(name in best for name in _keys(table)) or len(best) < _MIN_FIELDS - named:
        return None
    steps = sum(bool(step_of(title)) for title in titles if title) if is_orders else 0
    score = sum(best.values()) + 0.5 * steps + 1.5 * named + is_orders
    return HeaderRow(table, row, tuple(titles), score)


def _is_named(sheet: str, table: type[Table]) -> bool:
    name = header_key(sheet)
    return any(header_key(title) in name for title in (table.meta.sheet, *table.meta.aliases))


def _from_saved(
    sheet: RawSheet, header: HeaderRow, mark: str, layout: SavedLayout, saved: Saved
) -> SheetMapping:
    """Return the mapping as the user saved (and perhaps edited) it."""
    table = all_tables().get(layout.table, header.table)
    blank = tuple(ColumnMapping(col, title) for col, title in enumerate(header.headers, 1) if title)
    reason = Message(f"{saved.path.name} 里的设定", f"set in {saved.path.name}")
    columns = []
    for key, column in zip(column_names(blank), blank, strict=True):
        name, milestone, role = read_meaning(layout.columns.get(key, ""), table, saved.path)
        sure = 1.0 if name or milestone else 0.0
        columns.append(
            replace(column, field=name, milestone=milestone, role=role, confidence=sure, reason=reason)
        )
    values = {read_meaning(head, table, saved.path)[0]: pairs for head, pairs in layout.values.items()}
    return SheetMapping(
        sheet.name, table, header.row, tuple(columns), mark, values, settings=layout.settings, is_saved=True,
    )  # fmt: skip
