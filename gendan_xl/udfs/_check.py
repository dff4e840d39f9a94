"""What the rules say of a range: one text per row."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.findings import LEVELS, Finding
from gendan_xl.intake.headers import match
from gendan_xl.intake.parsed import is_blank
from gendan_xl.intake.read import read_book
from gendan_xl.intake.sheet import RawSheet
from gendan_xl.rules import Context, all_rules, run
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.schema.table import Table, all_tables
from gendan_xl.udfs._arrays import Rows
from gendan_xl.udfs._declare import UdfError

_NOON = dt.time(12)
_HEADER_WITHIN = 12
_NOT_SEEN = frozenset({"GD002", "GD004", "GD108"})
"""Missing columns, which may just not be selected, and number formats, which a function is not told."""


def check_rows(rows: Rows, headers: Rows, today: dt.date, calendar: WorkCalendar) -> list[str]:
    """Return what is wrong with each row of `rows`, '' for nothing; `headers` stand above them, unless they are within.

    The range is read as a sheet of a book is. UdfError when no table is recognised.
    """
    sheet = RawSheet(_sheet_name(headers or rows), [[_raw(value) for value in row] for row in headers + rows])
    ledger, findings = read_book([sheet])
    if not ledger.tables:
        raise UdfError("#没有认出表头?")
    context = Context(dt.datetime.combine(today, _NOON), SettingsValues(), calendar)
    found = findings + run(ledger, context, all_rules()).findings
    told = [finding for finding in found if finding.row and finding.code not in _NOT_SEEN]
    texts = _by_row(told, len(headers))
    return [texts[number] for number in range(1, len(rows) + 1)]


def _raw(value: object) -> object:
    return "" if is_blank(value) else value


def _sheet_name(rows: Rows) -> str:
    """Return the sheet of our own workbook whose headers fit best."""
    near = rows[:_HEADER_WITHIN]
    return max(all_tables().values(), key=lambda model: max(_known(model, row) for row in near)).meta.sheet


def _known(model: type[Table], row: Sequence[object]) -> float:
    """Return how well a row is the header of a table: its own headers count more than other names of them."""
    titles = [value for value in row if isinstance(value, str) and value]
    own = {column.header for column in model.columns().values()}
    return sum(1.0 if title in own else 0.9 * bool(match(model, title)) for title in titles)


def _by_row(findings: Sequence[Finding], above: int) -> defaultdict[int, str]:
    """Return row of the result → its sentences, the worst first; what is wrong with headers goes to the first row."""
    rows: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        rows[max(finding.row - above, 1)].append(finding)
    texts: defaultdict[int, str] = defaultdict(str)
    for row, found in rows.items():
        found.sort(key=lambda finding: (LEVELS.index(finding.level), finding.code))
        texts[row] = "；".join(f"{finding.message.zh}[{finding.code}]" for finding in found)
    return texts
