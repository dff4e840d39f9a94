"""What the sheets of reports share: headings, charts over the first rows, settings in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gendan_xl.package.sheet import Area
from gendan_xl.reports._report import Case, Origin
from gendan_xl.reports.book import Placed, ReportBook, Sheet
from gendan_xl.reports.charts import Series

SHARE, DAYS, COUNT, MONEY = "0.0%", "0.0", "#,##0", "#,##0.00"
SHOWN = 15
"""So many customers, products … stand in a chart."""


def titled(book: ReportBook, name: str, title: str, note: str) -> Sheet:
    """Add a sheet with its title in the first row and what it shows in the second."""
    sheet = book.sheet(name)
    sheet.write((1, 1), title, bold=True, font_size=16)
    sheet.write((2, 1), note, font_color="#595959", font_size=10)
    return sheet


def first_rows(placed: Placed, count: int = SHOWN) -> Area:
    """Return the labels of the first rows."""
    return _cut(placed.categories, count)


def first_of(placed: Placed, caption: str, count: int = SHOWN) -> list[Series]:
    """Return the numbers of a measure in the first rows."""
    return [replace(one, values=_cut(one.values, count)) for one in placed.series(caption)]


def _cut(area: Area, count: int) -> Area:
    top, left, bottom, right = area
    return top, left, min(bottom, top + count - 1), right


def largest_first(values: Iterable[str | None]) -> Sequence[str]:
    """Return the different texts, the most frequent first."""
    counts: dict[str, int] = {}
    for value in values:
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
    return sorted(counts, key=lambda value: (-counts[value], value))


def tolerance_words(case: Case) -> list[str]:
    """Return the tolerances and the basis of due dates, workbook by workbook where they differ."""
    said = {origin.name: _terms_words(origin) for origin in case.origins}
    if len(set(said.values())) == 1:
        return list(said.values())[:1]
    return [f"{name}：{words}" for name, words in said.items()]


def _terms_words(origin: Origin) -> str:
    settings = origin.settings
    fields = ("early_tolerance_days", "late_tolerance_days", "due_basis")
    own = sum(any(value is not None for value in row) for row in origin.rows("customers", *fields))
    agreed = f"；{own} 个客户在客户表另有约定" if own else ""
    return (
        f"交期口径 {settings.due_basis}，提前容差 {settings.early_tolerance_days} 天、延迟容差 "
        f"{settings.late_tolerance_days} 天（自然日，早于或晚于容差都不算准时）{agreed}。"
    )
