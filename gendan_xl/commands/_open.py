"""Open a workbook for work: its typed tables, the settings that hold for it, and its calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gendan_xl.books.book import Book
from gendan_xl.books.file import FileBook
from gendan_xl.commands._paths import only_reports
from gendan_xl.commands._settings import read_settings
from gendan_xl.domain.calendar import FactoryDays, RestPattern, WorkCalendar
from gendan_xl.domain.official_calendar import OfficialCalendar, load_official
from gendan_xl.edits import Edit, SetCell
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.mapping import FILE_NAME, load_for
from gendan_xl.intake.read import read_book
from gendan_xl.package.own import is_own_product
from gendan_xl.rules import Context
from gendan_xl.schema.settings import SettingsValues

CALENDAR_FILE = "gendan-calendar.json"
"""A newly published year, put beside the workbook or in a folder above it (docs/calendar.md)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that was read: what it holds and what intake found wrong with its cells.

    `path` is its file, beside which mappings, templates, calendars and the number journal are looked for.
    """

    book: Book
    path: Path
    ledger: Ledger
    findings: list[Finding]
    context: Context


def open_file(path: Path, now: dt.datetime) -> Opened:
    """Read a workbook file. GendanError when that cannot be done."""
    return open_book(FileBook(path), path, now)


def open_book(book: Book, path: Path, now: dt.datetime) -> Opened:
    """Read a book (a file, or the live one whose file is `path`) through its mapping.

    GendanError GD909 for a report or board of ours.
    """
    if is_own_product(path):
        raise only_reports(str(path))
    ledger, findings = read_book(book.sheets(), load_for(path), name=book.name)
    settings, doubts = read_settings(ledger, ledger.notes["settings"])
    context = Context(
        now, settings, work_calendar(ledger, settings, load_official(calendar_file(path.resolve().parent)))
    )
    return Opened(book, path, ledger, findings + doubts + _misnamed(path), context)


def as_read(edits: Sequence[Edit], book: Book) -> list[Edit]:
    """Return the edits with the raw values of their cells as old values, which is what the file is checked against.

    The typed value differs where intake repaired a cell: a date kept as text, a choice under another name.
    """
    rows = {sheet.name: sheet.rows for sheet in book.sheets()}
    return [_as_read(edit, rows[edit.sheet]) if isinstance(edit, SetCell) else edit for edit in edits]


def _as_read(edit: SetCell, rows: Sequence[Sequence[Any]]) -> SetCell:
    is_inside = edit.row <= len(rows) and edit.col <= len(rows[edit.row - 1])
    raw = rows[edit.row - 1][edit.col - 1] if is_inside else None
    return replace(edit, old=None if raw == "" else raw)


def _misnamed(path: Path) -> list[Finding]:
    """Return a warning for each of our files beside a workbook to whose name Notepad added .txt."""
    names = [name for name in (FILE_NAME, CALENDAR_FILE) if (path.parent / f"{name}.txt").is_file()]
    return [
        Finding(
            "GD012", "warning",
            Message(
                f"文件名多了 .txt：{name}.txt 没有用上", f"the name ends in .txt: {name}.txt was not used",
            ),
            Message(f"改名为 {name}（在资源管理器里先显示扩展名）", f"rename it to {name} (let the file manager show extensions)"),
        )
        for name in names
    ]  # fmt: skip


def calendar_file(folder: Path) -> Path | None:
    """Return the calendar file that holds for the workbooks of a folder: in it, or in the nearest one above."""
    places = (place / CALENDAR_FILE for place in (folder, *folder.parents))
    return next((place for place in places if place.is_file()), None)


def work_calendar(ledger: Ledger, settings: SettingsValues, official: OfficialCalendar) -> WorkCalendar:
    """Return the factory's calendar: official days, the rest pattern of the settings, the 厂历 table over both."""
    fields = ("start_date", "end_date", "kind", "name", "scope")
    factory = [
        FactoryDays(start, end, kind or "休息", name or "", scope or "")
        for start, end, kind, name, scope in ledger.rows("factory_calendar", fields)
        if start
    ]
    return WorkCalendar(official, RestPattern(settings.rest_pattern), settings.alternate_anchor_date, factory)
