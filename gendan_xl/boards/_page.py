"""What the pages of boards have in common: title, key figures, legend, header, the looks of statuses."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gendan_xl.boards._board import PAPERS, Paper
from gendan_xl.cells import Value
from gendan_xl.domain.progress import WORST_FIRST, Status
from gendan_xl.errors import Message
from gendan_xl.package.sheet import Area
from gendan_xl.planning.standings import LineStanding
from gendan_xl.reports.book import Position, ReportBook
from gendan_xl.schema.colors import STATUS_STYLES
from gendan_xl.text import width

HEADER: Mapping[str, Any] = {
    "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "align": "center", "text_wrap": True,
    "border": 1, "border_color": "#FFFFFF",
}  # fmt: skip
LINED: Mapping[str, Any] = {"bottom": 1, "bottom_color": "#BFBFBF"}
NOTE: Mapping[str, Any] = {"font_color": "#595959"}
_WEEKDAYS = "一二三四五六日"
STATUS_WORDS: Mapping[str, str] = {
    "超期": "overdue", "节点超期": "milestone overdue", "预计延误": "expected late", "临期": "due soon", "进行中": "in progress",
    "未开始": "not started", "按期完成": "done in time", "超期完成": "done late", "不适用": "not applicable", "计划": "planned",
    "休息": "rest",
}  # fmt: skip
"""What a status, and a colour of a chart, is called in English."""
_TITLE_ROW = 30
_WORDS = re.compile("[!-~]*?-|[!-~]+|.")
_SHRUNK = 1.4  # names in columns so much too narrow can be read yet
ROOM = 1.12  # columns are measured in digits, which are wider than most letters


def dated(title: Message, day: dt.date) -> Message:
    """Return a title with its day: 订单看板  2026-03-16 周一."""
    return Message(f"{title.zh}  {day} 周{_WEEKDAYS[day.weekday()]}", f"{title.en}  {day:%Y-%m-%d %a}")


def together(*said: Message) -> Message:
    """Return sentences as one."""
    return Message("；".join(one.zh for one in said), "; ".join(one.en for one in said))


def look_of(status: str) -> dict[str, Any]:
    """Return the format properties of a status, none for one without a colour."""
    style = STATUS_STYLES.get(status)
    if style is None:
        return {}
    return {"bg_color": f"#{style.fill}", "font_color": f"#{style.color}", "bold": style.bold}


class Page:
    """A printed sheet in the making, rows and columns from 1: a title, a sentence, headers that repeat, cells.

    `sheet` is the XlsxWriter worksheet for what is not offered here (its rows and columns count from 0).
    """

    def __init__(
        self, book: ReportBook, name: str, title: Message, said: Message, paper: Paper, today: dt.date
    ) -> None:
        self._book, self._page, self.lang = book, book.sheet(name), book.lang
        self.sheet = self._page.page
        pages, as_of = (
            self.say("第 &P 页 / 共 &N 页", "&P / &N"),
            self.say(f"按 {today} 计算", f"as of {today}"),
        )
        self.sheet.set_footer(f"&L&A&C{pages}&R{as_of}")
        self.sheet.set_paper(PAPERS[paper])
        self.sheet.set_row(0, _TITLE_ROW)
        self.write((1, 1), title.text(self.lang), font_size=18, bold=True, font_color="#1F4E79")
        self.write((2, 1), said.text(self.lang), bold=True)

    def say(self, zh: str, en: str) -> str:
        """Return words in the language of the book."""
        return self._book.say(zh, en)

    def write(self, at: Position, value: Value, **look: Any) -> None:
        """Write a cell; `look` are XlsxWriter's format properties."""
        self._page.write(at, value, **look)

    def link(self, at: Position, target: str, shown: str, **look: Any) -> None:
        """Write a cell with a link, such as external:跟单.xlsx#'节点'!M12; as text where Excel would not take it."""
        if self.sheet.write_url(at[0] - 1, at[1] - 1, target, self._book.look(**look), shown):
            self.write(at, shown, **look)

    def merge(self, area: Area, text: str, **look: Any) -> None:
        """Write text over several cells."""
        top, left, bottom, right = area
        if (top, left) == (bottom, right):
            self.write((top, left), text, **look)
        else:
            self.sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, text, self._book.look(**look))

    def header(self, row: int, headers: Sequence[str], widths: Sequence[float]) -> None:
        """Write a row of headers, which every printed page repeats, and set the widths of the columns."""
        for col, (header, wide) in enumerate(zip(headers, widths, strict=True), 1):
            self.write((row, col), header, **HEADER)
            self._page.width(col, wide)
        self.sheet.set_row(row - 1, 22)
        self.sheet.repeat_rows(row - 1)

    def fit_row(self, row: int, values: Sequence[Value], widths: Sequence[float]) -> None:
        """Make a row high enough for its wrapped values, which not every program does by itself."""
        lines = [
            lines_of(str(value or ""), int(wide * ROOM)) for value, wide in zip(values, widths, strict=True)
        ]
        self.sheet.set_row(row - 1, 18 + 14 * (max(1, *lines) - 1))

    def named(self, at: Position, name: str, wide: float, **look: Any) -> None:
        """Write a name in one line of a column, cut where shrinking alone would make it too small to read."""
        self.write(at, cut(name, int(wide * _SHRUNK)), **look, shrink=True)

    def legend(self, at: Position, entries: Iterable[tuple[str, str]]) -> None:
        """Write what signs mean side by side, each in its colour: (text, status)."""
        for col, (text, status) in enumerate(entries, at[1]):
            self.write((at[0], col), text, **{"align": "center", "font_size": 9, **look_of(status)})

    def condition(self, area: Area, formula: str, **look: Any) -> None:
        """Colour an area by a formula for its first cell; earlier conditions win."""
        top, left, bottom, right = area
        format_ = self._book.workbook.add_format(look)
        rule = {"type": "formula", "criteria": f"={formula}", "format": format_}
        self.sheet.conditional_format(top - 1, left - 1, bottom - 1, right - 1, rule)


def counts(lines: Iterable[LineStanding]) -> Message:
    """Return how many lines stand how, the worst first: 超期 3 · 临期 23."""
    found = Counter(line.status for line in lines)
    shown = [(status, found[status]) for status in WORST_FIRST if found[status]]
    return Message(
        " · ".join(f"{status} {number}" for status, number in shown),
        " · ".join(f"{STATUS_WORDS[status]} {number}" for status, number in shown),
    )


def statuses() -> Iterable[Status]:
    """Return the statuses that have a colour of their own, the worst first."""
    return (status for status in WORST_FIRST if status in STATUS_STYLES)


def lines_of(value: str, most: int) -> int:
    """Return how many lines of so many columns a text takes: Western words stay whole, a hyphen may end a line."""
    count = 0
    for line in value.splitlines():
        count, used = count + 1, 0
        for word in _WORDS.findall(line):
            wide = width(word)
            if used + wide > most:
                count += 1 + (wide - 1) // most if used else (wide - 1) // most
                used = wide % most or most
            else:
                used += wide
    return count


def cut(name: str, most: int) -> str:
    """Return a name in at most so many columns, … at its end where it was cut."""
    if width(name) <= most:
        return name
    while width(name) >= most:
        name = name[:-1]
    return f"{name}…"


def short_day(day: dt.date | None, today: dt.date) -> str:
    """Return a day as narrow cells show it: 03-20, with its year where that is another one."""
    if day is None:
        return ""
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%y-%m-%d}"
