"""看板: open order lines × milestones, each cell with its sign, its day and its colour (requirement 43)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gendan_xl.boards._board import Board, Origin, Wish, lines_of
from gendan_xl.boards._page import (
    LINED,
    NOTE,
    STATUS_WORDS,
    Page,
    counts,
    dated,
    look_of,
    short_day,
    statuses,
    together,
)
from gendan_xl.cells import a1
from gendan_xl.domain.progress import Status
from gendan_xl.errors import Message
from gendan_xl.planning.standings import LineStanding, StepStanding
from gendan_xl.reports.book import ReportBook

SIGNS: Mapping[str, str] = {
    "超期": "▲", "预计延误": "→", "临期": "◆", "超期完成": "√", "按期完成": "√", "进行中": "●", "未开始": "○",
    "不适用": "－",
}  # fmt: skip
"""Status → its sign, which tells it in a greyscale print and in the formulas of the colours."""
_CUSTOMER, _PRODUCT = 13, 20
PAST = "…"
"""The sign of a step that is over without a record."""

_FIXED: Mapping[str, tuple[str, float]] = {
    "订单行": ("Order line", 19), "客户": ("Customer", _CUSTOMER), "产品": ("Product", _PRODUCT), "数量": ("Quantity", 8),
    "交期": ("Due", 11), "状态": ("Status", 10), "预计交期": ("Expected", 11), "现在": ("Now at", 10),
}  # fmt: skip
"""Header → its English, the width of its column."""
_STEP_WIDTH = 12.5
_LEGEND_ROW, _HERE_ROW, _HEADER_ROW = 3, 4, 5


def _build(origins: Sequence[Origin], wish: Wish, book: ReportBook) -> list[Message]:
    found, remarks = lines_of(origins, wish)
    lines, today = [line for _, line in found], origins[0].context.today
    steps = columns_of(line.steps for line in lines)
    said = summary(lines)
    title = dated(Message("订单看板", "Order board"), today)
    page = Page(book, book.say("看板", "Board"), title, together(said, *remarks), wish.paper or "A3", today)
    page.legend((_LEGEND_ROW, 1), _legend(book.lang))
    extra = {"来源": ("Workbook", 16.0)} if len(origins) > 1 else {}
    fixed = {book.say(zh, en): width for zh, (en, width) in {**_FIXED, **extra}.items()}
    headers = [*fixed, *steps]
    page.header(_HEADER_ROW, headers, [*fixed.values(), *[_STEP_WIDTH] * len(steps)])
    first = len(_FIXED) + len(extra) + 1
    _write_here(page, lines, steps, first)
    for row, (origin, line) in enumerate(found, _HEADER_ROW + 1):
        _write_line(page, row, line, [origin.name] if extra else [], today)
        _write_steps(page, row, line, steps, first, today)
    _finish(page, max(len(lines), 1), first, len(headers))
    return [said, *remarks, *unplanned(lines)]


def columns_of(routes: Iterable[Sequence[StepStanding]]) -> list[str]:
    """Return the names of all steps in an order that keeps that of the routes: a new one stands behind its neighbour."""
    usual = Counter(tuple(step.name for step in route) for route in routes)
    found: list[str] = []
    for names, _ in usual.most_common():
        place = next((found.index(name) for name in names if name in found), len(found))
        for name in names:
            if name not in found:
                found.insert(place, name)
            place = found.index(name) + 1
    return found


def summary(lines: Sequence[LineStanding]) -> Message:
    """Return how many lines and orders are open, and how they stand."""
    orders = len({line.order_no for line in lines})
    if not lines:
        return Message("没有未完成的订单。", "no open orders.")
    states = counts(lines)
    return Message(
        f"未完成 {orders} 张订单 {len(lines)} 行：{states.zh}",
        f"{orders} open orders, {len(lines)} lines: {states.en}",
    )


def unplanned(lines: Sequence[LineStanding]) -> list[Message]:
    """Return which lines have no milestones, and why."""
    return [
        Message(f"{line.key} 没有节点：{line.remark.zh}", f"{line.key} has no milestones: {line.remark.en}")
        for line in lines
        if line.remark.zh
    ]


def status_of(step: StepStanding) -> str:
    """Return the status that colours a step: an open one that will miss its plan is 预计延误 unless it is overdue."""
    if step.is_forecast_late and step.status is not Status.OVERDUE:
        return "预计延误"
    return str(step.status)


def cell_of(step: StepStanding, today: dt.date) -> str:
    """Return a step as its cell shows it: √ 03-12 迟2, ▲ 03-13 迟1, → 03-25, ○ 04-01."""
    if step.is_past:
        return PAST
    status = status_of(step)
    day = step.actual or (step.forecast if status == "预计延误" else step.planned)
    late = f" 迟{step.days_late}" if step.days_late else " 迟" if step.status is Status.DONE_LATE else ""
    return f"{SIGNS[status]} {short_day(day, today)}{late}".strip()


def _legend(lang: str) -> Iterable[tuple[str, str]]:
    coloured = [str(status) for status in statuses() if status in SIGNS]
    for status in (*coloured, "进行中", "未开始"):
        word = Message(status, STATUS_WORDS[status]).text(lang)
        yield f"{SIGNS[status]} {word}", status if status in coloured else ""


def _write_here(page: Page, lines: Sequence[LineStanding], steps: Sequence[str], first: int) -> None:
    """Write above each milestone how many lines are waiting there now."""
    here = Counter(line.current for line in lines)
    page.write((_HERE_ROW, first - 1), page.say("停在这里的行数", "lines here"), **NOTE, align="right")
    for col, name in enumerate(steps, first):
        page.write((_HERE_ROW, col), here[name] or None, bold=True, align="center", font_size=12)


def _write_line(page: Page, row: int, line: LineStanding, more: Sequence[str], today: dt.date) -> None:
    center = {**LINED, "align": "center"}
    page.write((row, 1), line.key, **LINED, bold=True)
    page.named((row, 2), line.customer, _CUSTOMER, **LINED)
    page.named((row, 3), line.product, _PRODUCT, **LINED)
    page.write((row, 4), line.quantity, **LINED)
    page.write((row, 5), line.due, **center)
    page.write((row, 6), "暂停" if line.state == "暂停" else str(line.status), **center)
    page.write((row, 7), line.forecast, **center)
    page.write((row, 8), line.current or line.remark.text(page.lang), **center, shrink=True)
    for col, text in enumerate(more, len(_FIXED) + 1):
        page.write((row, col), text, **LINED, shrink=True)


def _write_steps(
    page: Page, row: int, line: LineStanding, steps: Sequence[str], first: int, today: dt.date
) -> None:
    own = {step.name: step for step in line.steps}
    for col, name in enumerate(steps, first):
        look: dict[str, Any] = {**LINED, "align": "center", "left": 1, "left_color": "#E7E6E6"}
        if name in own:
            page.write((row, col), cell_of(own[name], today), **look)
        else:
            page.write((row, col), None, **look, bg_color="#F2F2F2")


def _finish(page: Page, rows: int, first: int, columns: int) -> None:
    sheet, top = page.sheet, _HEADER_ROW + 1
    sheet.autofilter(_HEADER_ROW - 1, 0, _HEADER_ROW + rows - 1, columns - 1)
    sheet.freeze_panes(_HEADER_ROW, 2)
    sheet.repeat_columns(0, 1)
    bottom = _HEADER_ROW + rows
    for status in statuses():
        _color(page, (top, 6, bottom, 6), f'${a1(top, 6)}="{status}"', status)
    if columns >= first:
        _color_steps(page, (top, first, bottom, columns))


def _color_steps(page: Page, area: tuple[int, int, int, int]) -> None:
    cell = a1(area[0], area[1])
    late = f'ISNUMBER(FIND("迟",{cell}))'
    for status, sign in SIGNS.items():
        if look_of(status):
            is_late = {"超期完成": f",{late}", "按期完成": f",NOT({late})"}.get(status, "")
            _color(page, area, f'AND(LEFT({cell})="{sign}"{is_late})', status)


def _color(page: Page, area: tuple[int, int, int, int], formula: str, status: str) -> None:
    page.condition(area, formula, **look_of(status))


BOARD = Board(
    "board",
    "看板",
    Message("未完成订单 × 节点，一格一个节点，带颜色", "open orders × milestones, one coloured cell each"),
    "43",
    _build,
    "TableStylesGallery",
    220,
)
