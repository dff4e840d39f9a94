"""What the sheets of reports share: headings, charts over the first rows, settings in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gendan_xl.errors import Message
from gendan_xl.package.sheet import Area
from gendan_xl.reports._line_facts import BY_ARRIVAL
from gendan_xl.reports._report import Case, Origin
from gendan_xl.reports.book import Placed, ReportBook, Sheet, Source
from gendan_xl.reports.charts import Series
from gendan_xl.reports.pivot import Pivot

SHARE, DAYS, COUNT, MONEY = "0.0%", "0.0", "#,##0", "#,##0.00"
FLAG = "0%"
"""How 1 and 0 are shown in the rows behind a rate: LibreOffice gives its means the format of their rows."""
_PAGE = 580
"""So many pixels are on a page."""
SHOWN = 15
"""So many customers, products … stand in a chart."""


def titled(book: ReportBook, name: Message, title: Message, note: Message) -> Sheet:
    """Add a sheet with its title in the first row and what it shows in the second."""
    sheet = book.sheet(name.text(book.lang))
    sheet.write((1, 1), title.text(book.lang), bold=True, font_size=16)
    sheet.write((2, 1), note.text(book.lang), font_color="#595959", font_size=10)
    return sheet


def titled_sources(book: ReportBook, title: Message, names: Iterable[str]) -> Sheet | None:
    """Add the sheet of the figures of each workbook where the rows come from several (`names`, one a row)."""
    if len(set(names)) < 2:
        return None
    note = Message("每本工作簿（工厂、月份）各自的数字", "Each workbook (factory, month) by itself")
    return titled(book, Message("按来源", "By workbook"), title, note)


def first_rows(placed: Placed, count: int = SHOWN) -> Area:
    """Return the labels of the first rows."""
    return _cut(placed.categories, count)


def first_of(placed: Placed, caption: str, count: int = SHOWN) -> list[Series]:
    """Return the numbers of a measure in the first rows."""
    return [replace(one, values=_cut(one.values, count)) for one in placed.series(caption)]


def bar_size(placed: Placed, series: int = 1) -> tuple[int, int]:
    """Return width × height of a chart with bars beside each other for the first rows."""
    rows = placed.categories[2] - placed.categories[0] + 1
    return 540, min(130 + min(rows, SHOWN) * (18 + 10 * series), _PAGE)


def matrix(book: ReportBook, sheet: Sheet, source: Source, pivot: Pivot) -> Placed:
    """Place a pivot that has the sheet for itself: its header stays in sight and stands on every printed page."""
    placed = place(book, sheet, source, pivot)
    sheet.page.freeze_panes(placed.categories[0] - 1, 1)
    return placed


def place(book: ReportBook, sheet: Sheet, source: Source, pivot: Pivot) -> Placed:
    """Place a pivot below the title of its sheet; its header stands on every printed page."""
    placed = book.pivot(sheet, source, pivot, at=(4 + pivot.rows_above, 1))
    sheet.page.repeat_rows(placed.area[0] - 1, placed.categories[0] - 2)
    return placed


def _cut(area: Area, count: int) -> Area:
    top, left, bottom, right = area
    return top, left, min(bottom, top + count - 1), right


def tolerance_words(case: Case) -> list[Message]:
    """Return the tolerances and the basis of due dates, workbook by workbook where they differ."""
    said = {origin.name: _terms_words(origin) for origin in case.origins}
    if len(set(said.values())) == 1:
        return list(said.values())[:1]
    return [Message(f"{name}：{words.zh}", f"{name}: {words.en}") for name, words in said.items()]


def _terms_words(origin: Origin) -> Message:
    settings = origin.settings
    fields = ("early_tolerance_days", "late_tolerance_days", "due_basis")
    own = sum(any(value is not None for value in row) for row in origin.rows("customers", *fields))
    agreed, agreed_en = (
        (f"；{own} 个客户在客户表另有约定", f"; {own} customers agreed otherwise") if own else ("", "")
    )
    early, late, basis = settings.early_tolerance_days, settings.late_tolerance_days, settings.due_basis
    return Message(
        f"交期口径 {basis}，提前容差 {early} 天、延迟容差 "
        f"{late} 天（自然日，早于或晚于容差都不算准时）{agreed}。",
        f"Judged by the day of {'arrival' if basis == BY_ARRIVAL else 'dispatch'}, at most {early} days early and "
        f"{late} days late (calendar days; beyond them a line is not on time){agreed_en}.",
    )
