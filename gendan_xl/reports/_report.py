"""What a report is: declared once in its own file; command, ribbon button and cover sheet follow from it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gendan_xl.cells import a1
from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.reports.book import ReportBook
from gendan_xl.schema.settings import SettingsValues


@dataclass(frozen=True, slots=True)
class Origin:
    """One workbook of a report. `name` is what the column 来源 shows, `modified` when its file was saved last.

    `doubts` are the findings of its cells, `findings` those of the rules that the report asks for.
    """

    name: str
    modified: dt.datetime | None
    ledger: Ledger
    settings: SettingsValues
    calendar: WorkCalendar
    doubts: Sequence[Finding] = ()
    findings: Sequence[Finding] = ()

    def table(self, name: str) -> TableData | None:
        """Return a table that has rows, else None."""
        data = self.ledger.get(name)
        return data if data is not None and len(data) else None

    def rows(self, table: str, *fields: str) -> list[tuple[Any, ...]]:
        """Return the rows of a table as tuples of the named fields; [] when the book does not keep it."""
        return self.ledger.rows(table, fields)


@dataclass(frozen=True, slots=True)
class Case:
    """What a report is made of: workbooks, the moment (Asia/Shanghai), and the months it is about.

    `first` and `last` are written 2026-01 and belong to the period; '' leaves that end open. `lang` is the language
    ("zh" or "en") of titles and sentences; the headers and values of the tables are those of the ledger. `made` is when
    the report is made, where that is not `now`; `limits` say of which customer alone its rows are.
    """

    origins: Sequence[Origin]
    now: dt.datetime
    first: str = ""
    last: str = ""
    lang: str = "zh"
    made: dt.datetime | None = None
    limits: Sequence[Message] = ()

    @property
    def today(self) -> dt.date:
        """The day of `now`."""
        return self.now.date()

    @property
    def newest_first(self) -> list[Origin]:
        """The workbooks, the one saved last (or open now) first."""
        return sorted(self.origins, key=lambda one: one.modified or dt.datetime.max, reverse=True)

    def covers(self, month: str | None) -> bool:
        """Return whether a month (2026-03) belongs to the period; a blank one belongs to an open period only."""
        if month is None:
            return not self.first and not self.last
        return (not self.first or month >= self.first) and (not self.last or month <= self.last)

    def is_outside(self, day: dt.date | None) -> bool:
        """Return whether a day is known and belongs to a month outside the period."""
        return day is not None and not self.covers(f"{day:%Y-%m}")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that the figures do not hold although they should, and why."""

    source: str
    place: str
    key: str
    reason: Message


@dataclass(slots=True)
class Once:
    """What was counted already: a record that stands in several workbooks counts in the first that is read."""

    _seen: dict[Hashable, str] = field(default_factory=dict)

    def elsewhere(self, key: Hashable, origin: Origin) -> Message | None:
        """Return why a record does not count again, None when it counts here."""
        if there := self.name(key, origin):
            return Message(
                f"“{there}”里也有，按那一行算（文件较新）", f"also in “{there}”, which is newer and counts"
            )
        return None

    def name(self, key: Hashable, origin: Origin) -> str:
        """Return the name of the other workbook that held a record first, '' when it was this one."""
        there = self._seen.setdefault(key, origin.name)
        return "" if there == origin.name else there


@dataclass(slots=True)
class Told:
    """What a report says beside its tables, in both languages.

    `figures` are the key figures as sentences, `basis` how they were reckoned. `left_out` are rows that make the
    figures doubtful, `repeated` those that count in another workbook, `passed` counts rows that rightly do not belong to
    them by their reason (未到期, 已取消), and `remarks` counts rows that belong to them under an assumption; those to be
    looked at are listed in `doubtful`. `notes` are sentences beside these, `absent` those on tables
    that a workbook does not keep.
    """

    figures: list[Message] = field(default_factory=list)
    basis: list[Message] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    passed: Counter[Message] = field(default_factory=Counter)
    remarks: Counter[Message] = field(default_factory=Counter)
    doubtful: list[LeftOut] = field(default_factory=list)
    repeated: list[LeftOut] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    absent: list[Message] = field(default_factory=list)

    def leave_out(self, origin: Origin, data: TableData, index: int, name: str, reason: Message) -> None:
        """Note a row that does not count; `name` is the field at fault."""
        self.left_out.append(_row_of(origin, data, index, name, reason))

    def repeat(self, origin: Origin, data: TableData, index: int, name: str, reason: Message) -> None:
        """Note a row that counts where it stands in a newer workbook."""
        self.repeated.append(_row_of(origin, data, index, name, reason))

    def doubt(self, origin: Origin, data: TableData, index: int, name: str, reason: Message) -> None:
        """Note a row that counts and should be looked at."""
        self.doubtful.append(_row_of(origin, data, index, name, reason))


def _row_of(origin: Origin, data: TableData, index: int, name: str, reason: Message) -> LeftOut:
    sheet, row, col = data.place(index, name)
    place = f"{sheet}!{a1(row, col)}" if col else f"{sheet} 第 {row} 行"
    return LeftOut(origin.name, place, data.key(index), reason)


@dataclass(frozen=True, slots=True)
class Report:
    """One kind of report. `build` writes its sheets into the book and returns what the cover says. `english` is the
    label in English.

    `reads` names the fields (by table) in which an unreadable cell makes its figures doubtful, `rules` the codes of the
    rules whose findings it shows. `icon` is an imageMso name, `order` its place among the buttons; without `is_large`
    the button stands in the menu 更多报表. `source` names the requirements. `is_as_of`: it is about a day, not about
    months. `by_customer`: it can be made of one customer.
    """

    verb: str
    label: str
    english: str
    help: Message
    source: str
    build: Callable[[Case, ReportBook], Told]
    icon: str
    order: int
    reads: Mapping[str, Sequence[str]]
    is_large: bool = False
    rules: tuple[str, ...] = ()
    is_as_of: bool = False
    by_customer: bool = True
