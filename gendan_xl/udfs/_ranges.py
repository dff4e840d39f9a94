"""Ranges that are tables: a clerk selects 价格 or 发货 with its header row, intake reads it as it reads a sheet.

Everything is kept by content, so that the same range handed over by many cells is read once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from gendan_xl.commands._open import calendar_file, work_calendar
from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.domain.schedule import Route
from gendan_xl.intake.cells import parse
from gendan_xl.intake.choices import fixed_choices
from gendan_xl.intake.columns import map_columns
from gendan_xl.intake.headers import match
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.intake.parsed import is_blank
from gendan_xl.intake.sheet import RawSheet
from gendan_xl.intake.table import read_sheet
from gendan_xl.planning.routes import routes_of
from gendan_xl.schema.column import Kind
from gendan_xl.schema.factory_calendar import FactoryCalendar
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.schema.table import table
from gendan_xl.text import clean
from gendan_xl.udfs._arrays import Cells, Rows, as_rows
from gendan_xl.udfs._caller import calling_folder
from gendan_xl.udfs._declare import UdfError

_HEADER_WITHIN = 12
_PATTERN = re.compile(r"(双休|单休|大小周|无休)[\s:：，,（(]*(.*?)[)）]?")
_BARE_HEADER = (FactoryCalendar.header("start_date"), FactoryCalendar.header("end_date"))
_ONE_REST_DAY = SettingsValues().rest_pattern


def ledger_of(**ranges: Cells) -> Ledger:
    """Return a ledger of ranges by table identifier; ranges that are left out are tables that it does not keep.

    UdfError when a range has no header row of its table.
    """
    return Ledger(
        "", {name: _table(name, as_rows(cells)) for name, cells in ranges.items() if cells is not None}
    )


@lru_cache(maxsize=32)
def _table(name: str, rows: Rows) -> TableData:
    model, rows = table(name), _used(rows)
    titles = [[clean(v) if isinstance(v, str) else "" for v in row] for row in rows[:_HEADER_WITHIN]]
    fits = [sum(bool(title and match(model, title)) for title in row) for row in titles]
    if max(fits, default=0) < 2:
        raise UdfError(f"#没有「{model.meta.sheet}」的表头?")
    place = fits.index(max(fits))
    sheet = RawSheet(model.meta.sheet, rows)
    return read_sheet(sheet, map_columns(sheet, model, place + 1, titles[place]), fixed_choices()).data


def _used(rows: Rows) -> Rows:
    """Return the rows down to the last that is not blank: a clerk may have selected whole columns."""
    end = len(rows)
    while end and all(map(is_blank, rows[end - 1])):
        end -= 1
    return rows[:end]


# --- the calendar ----------------------------------------------------------------------------------------------


def calendar_of(calendar: Cells = None, rest: Cells = None) -> WorkCalendar:
    """Return the factory's calendar: official days (updated by the file of the calling workbook, where it is known),
    `rest` (休息制度, 单休 without), `calendar` over both.

    `calendar` is the range of 厂历 with its header, a list of days off without header, or a rest pattern.
    """
    return _calendar(_used(as_rows(calendar)), _word(as_rows(rest)), _published())


def _published() -> tuple[Path, int] | None:
    """Return the calendar file that holds for the calling workbook, and when it was changed."""
    folder = calling_folder()
    file = calendar_file(folder) if folder else None
    return (file, file.stat().st_mtime_ns) if file else None


def _word(rows: Rows) -> str:
    value = rows[0][0]
    return "" if is_blank(value) else clean(str(value))


@lru_cache(maxsize=32)
def _calendar(rows: Rows, rest: str, published: tuple[Path, int] | None) -> WorkCalendar:
    if len(rows) == 1 and len(rows[0]) == 1 and isinstance(rows[0][0], str):
        return _calendar((), rest or clean(rows[0][0]), published)
    pattern, anchor = _pattern(rest)
    settings = SettingsValues.model_validate({"rest_pattern": pattern, "alternate_anchor_date": anchor})
    factory = ledger_of(factory_calendar=_with_header(rows) if rows else None)
    return work_calendar(factory, settings, load_official(published[0] if published else None))


def _pattern(rest: str) -> tuple[str, dt.date | None]:
    """Return (rest pattern, a day of a week with two rest days) of 「单休」 or 「大小周 2026-03-02」."""
    if not rest:
        return _ONE_REST_DAY, None
    found = _PATTERN.fullmatch(rest)
    anchor = parse(Kind("date"), [found[2] or None]) if found else None
    if not found or not anchor or anchor.dirty or anchor.open_days:
        raise UdfError("#休息制度?")
    return found[1], anchor.values[0]


def _with_header(rows: Rows) -> Rows:
    """Return a bare list of days as the 厂历 of these days off; any other range as it is."""
    values = [value for row in rows for value in row if not is_blank(value)]
    days = parse(Kind("date"), values)
    if days.dirty or days.open_days:
        return rows
    return _BARE_HEADER, *((day, day) for day in days.values)


# --- routes ----------------------------------------------------------------------------------------------------


def routes_in(route_range: Cells) -> Mapping[str, Route]:
    """Return route name → route of the range 工艺路线; the usual ones of the trade without a range."""
    return _routes(None if route_range is None else as_rows(route_range))


@lru_cache(maxsize=16)
def _routes(rows: Rows | None) -> Mapping[str, Any]:
    return routes_of(ledger_of(routes=rows))
