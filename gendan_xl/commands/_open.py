"""Open a workbook for work: its typed tables, the settings that hold for it, and its calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from gendan_xl.books.file import FileBook
from gendan_xl.domain.calendar import FactoryDays, RestPattern, WorkCalendar
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.mapping import load_for
from gendan_xl.intake.read import read_book
from gendan_xl.rules import Context
from gendan_xl.schema.settings import SettingsValues


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook that was read: what it holds and what intake found wrong with its cells."""

    book: FileBook
    ledger: Ledger
    findings: list[Finding]
    context: Context


def open_book(path: Path, now: dt.datetime) -> Opened:
    """Read a workbook through its mapping. GendanError when that cannot be done."""
    book = FileBook(path)
    ledger, findings = read_book(book.sheets(), load_for(path), name=book.name)
    settings, doubts = read_settings(ledger)
    context = Context(now, settings, work_calendar(ledger, settings))
    return Opened(book, ledger, findings + doubts, context)


def work_calendar(ledger: Ledger, settings: SettingsValues) -> WorkCalendar:
    """Return the factory's calendar: official days, the rest pattern of the settings, the 厂历 table over both."""
    fields = ("start_date", "end_date", "kind", "name", "scope")
    rows = ledger.rows("factory_calendar", fields)
    factory = [
        FactoryDays(start, end, kind or "休息", name or "", scope or "")
        for start, end, kind, name, scope in rows
        if start
    ]
    return WorkCalendar(
        load_official(), RestPattern(settings.rest_pattern), settings.alternate_anchor_date, factory
    )
