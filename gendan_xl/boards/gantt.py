"""甘特图: order lines and their milestones as bars over days or weeks, in native cells or as a picture (requirement 43)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.boards._bars import Part, Scale, scale_of, stretches
from gendan_xl.boards._board import Board, Origin, Wish, lines_of
from gendan_xl.boards._page import LINED, NOTE, STATUS_WORDS, Page, dated, look_of, together
from gendan_xl.boards._svg import TITLE, gantt_svg
from gendan_xl.boards.board import SIGNS, summary, unplanned
from gendan_xl.cells import a1, col_name
from gendan_xl.domain.progress import Status
from gendan_xl.errors import Message
from gendan_xl.planning.standings import LineStanding, StepStanding
from gendan_xl.reports.book import ReportBook

_HEADERS = (
    Message("订单行 / 节点", "Order line / milestone"), Message("客户 / 责任人", "Customer / owner"), Message("开始", "Start"),
    Message("计划完成", "Planned end"), Message("做到", "Done on"), Message("预计", "Expected"), Message("状态", "Status"),
)  # fmt: skip
_WIDTHS = (36, 14, 8, 9, 8, 8, 9.5)
_FIRST = len(_HEADERS) + 1  # of the days
_TODAY_ROW, _MONTH_ROW, _REST_ROW, _HEADER_ROW = 3, 4, 5, 6
_OPEN_ROWS = 150
"""A chart of more rows shows its order lines alone; a click on + opens the milestones of one."""
_DAY = "mm-dd"
_DOUBTFUL = Message("存疑", "in doubt")
_DOUBT = dt.timedelta(days=60)
"""A milestone planned so much later than its order is due is a slip of the pen, most often of the year."""
_PLAN = {"bg_color": "#DDEBF7", "top": 1, "bottom": 1, "top_color": "#2E75B6", "bottom_color": "#2E75B6"}
_REST: dict[str, Any] = {"bg_color": "#F5F5F5"}
_TODAY: dict[str, Any] = {"left": 5, "right": 5, "left_color": "#C00000", "right_color": "#C00000"}
"""Borders of its column: a line down the chart."""
_LATE_DONE = "迟"
_STATUSES: Mapping[Part, str] = {
    "done": "按期完成", "done_late": "超期完成", "overdue": "超期", "late": "预计延误",
}  # fmt: skip
_SIGNS: Mapping[Part, str] = {
    "done": SIGNS["按期完成"], "done_late": _LATE_DONE, "overdue": SIGNS["超期"], "late": SIGNS["预计延误"],
}  # fmt: skip
"""What tells the parts of a bar in a greyscale print: √ on the day of completion, the others on each of their days."""


def _build(origins: Sequence[Origin], wish: Wish, book: ReportBook) -> list[Message]:
    context = origins[0].context
    found, remarks = lines_of(origins, wish)
    lines, today = [line for _, line in found], context.today
    scale, said = scale_of(lines, today), summary(lines)
    page = Page(
        book,
        book.say("甘特图", "Gantt"),
        dated(TITLE, today),
        together(said, *remarks),
        wish.paper or "A3",
        today,
    )
    page.write((_TODAY_ROW, 1), page.say("按这一天", "As of"), **NOTE, align="right")
    page.write((_TODAY_ROW, 2), today, align="center", bold=True)
    page.header(_HEADER_ROW, [header.text(book.lang) for header in _HEADERS], _WIDTHS)
    _write_days(page, scale, scale.rests(context.calendar))
    bottom = _write_rows(page, lines, scale, wish)
    _legend(page, scale)
    _color(page, scale, bottom)
    page.sheet.freeze_panes(_HEADER_ROW, _FIRST - 1)
    page.sheet.repeat_rows(_MONTH_ROW - 1, _HEADER_ROW - 1)
    page.sheet.outline_settings(True, False, False, False)
    return [said, *remarks, *_doubts(lines), *unplanned(lines)]


def _is_doubtful(line: LineStanding, step: StepStanding) -> bool:
    return bool(step.status.is_open and line.due and step.planned and step.planned - line.due > _DOUBT)


def _doubts(lines: Sequence[LineStanding]) -> Iterator[Message]:
    """Yield a sentence on milestones whose day can hardly be right."""
    found = [
        f"{line.key} {step.name} {step.planned}"
        for line in lines
        for step in line.steps
        if _is_doubtful(line, step)
    ]
    if found:
        yield Message(
            f"存疑：{len(found)} 个节点计划在交期 {_DOUBT.days} 天以后，请核对年份，如 {found[0]}",
            f"in doubt: {len(found)} milestones are planned more than {_DOUBT.days} days after their order is due, check the "
            f"year, such as {found[0]}",
        )


def _legend(page: Page, scale: Scale) -> None:
    col, step = _FIRST, max(1, min(5, len(scale.starts) // 6))
    done = ((_SIGNS[part], status, look_of(status)) for part, status in _STATUSES.items())
    for sign, text, look in (("", "计划", _PLAN), *done, ("", "休息", _REST)):
        word = f"{sign} {page.say(text, STATUS_WORDS[text])}".strip()
        page.merge((_TODAY_ROW, col, _TODAY_ROW, col + step - 1), word, font_size=9, align="center", **look)
        col += step


def _write_days(page: Page, scale: Scale, rests: Sequence[bool]) -> None:
    """Write month, 休 for days on which nobody works, and the day; today stands out."""
    width = 2.7 if scale.days == 1 else 4.2
    page.sheet.set_column(_FIRST - 1, _FIRST + len(scale.starts) - 2, width)
    page.write((_REST_ROW, _FIRST - 2), page.say("休息日", "Rest days"), **NOTE, align="right")
    now = scale.column(scale.today)
    for number, (start, is_rest) in enumerate(zip(scale.starts, rests, strict=True)):
        col = _FIRST + number
        if number == 0 or start.month != scale.starts[number - 1].month:
            month = page.say(f"{start:%Y} 年 {start.month} 月", f"{start:%Y-%m}")
            page.write((_MONTH_ROW, col), month, bold=True, font_color="#1F4E79")
        page.write(
            (_REST_ROW, col),
            "休" if is_rest else None,
            align="center",
            font_size=8,
            **(_REST if is_rest else {}),
        )
        look: dict[str, Any] = {"align": "center", "font_size": 8, "bg_color": "#DDEBF7", "num_format": "d"}
        if number == now:
            look |= {"bg_color": "#C00000", "font_color": "#FFFFFF", "bold": True}
        page.write((_HEADER_ROW, col), start, **look)


def _write_rows(page: Page, lines: Sequence[LineStanding], scale: Scale, wish: Wish) -> int:
    """Write each order line with its milestones below it; return the last row."""
    is_open = sum(1 + len(line.steps) for line in lines) <= _OPEN_ROWS
    row, last = _HEADER_ROW, ""
    for line in lines:
        row += 1
        edge = {"top": 1, "top_color": "#1F4E79"} if line.order_no != last else {}
        last = line.order_no
        _write_line(page, row, line, scale, edge)
        page.sheet.set_row(row - 1, 18, None, {"collapsed": not is_open})
        for step in line.steps:
            if wish.is_owner(step.who):
                row += 1
                status = _DOUBTFUL.text(page.lang) if _is_doubtful(line, step) else str(step.status)
                _write_step(page, row, step, scale, status)
                page.sheet.set_row(row - 1, 16, None, {"level": 1, "hidden": not is_open})
    return max(row, _HEADER_ROW + 1)


def _write_line(page: Page, row: int, line: LineStanding, scale: Scale, edge: dict[str, Any]) -> None:
    look = {**LINED, **edge, "bg_color": "#F2F2F2", "bold": True}
    starts = [step.start for step in line.steps if step.start]
    ends = [step.planned for step in line.steps if step.planned and not _is_doubtful(line, step)]
    done = [step.actual for step in line.steps if step.actual]
    quantity = "" if line.quantity is None else f" ×{line.quantity:g}"
    values = (
        f"{line.key} {line.product}{quantity}", line.customer, min(starts, default=None), max(ends, default=None),
        max(done, default=None), line.forecast, str(line.status),
    )  # fmt: skip
    _write_values(page, row, values, look)
    whole = StepStanding(
        "", line.status, min(starts, default=None), max(ends, default=None), None, line.forecast,
        days_late=int(line.status is Status.OVERDUE),
    )  # fmt: skip
    _write_cells(page, row, scale, {**LINED, **edge}, _marks(whole, scale), line.due)


def _marks(step: StepStanding, scale: Scale) -> dict[int, str]:
    """Return the signs of a bar: column → √, 迟, ▲ or →."""
    days = {
        start: _SIGNS[one.part]
        for one in stretches(step, scale.today)
        if one.part not in ("done", "plan")
        for start in scale.starts
        if one.first <= start <= one.last
    }
    if step.actual:
        days[step.actual] = _LATE_DONE if step.planned and step.actual > step.planned else _SIGNS["done"]
    return {place: sign for day, sign in days.items() if (place := scale.column(day)) is not None}


def _write_cells(
    page: Page,
    row: int,
    scale: Scale,
    look: dict[str, Any],
    marks: dict[int, str],
    due: dt.date | None = None,
) -> None:
    """Write the cells of the days: the line of today, the signs, and 交 on the day that the customer expects."""
    now, due_place = scale.column(scale.today), scale.column(due) if due else None
    if due_place is not None:
        marks = {**marks, due_place: "交"}
    for place in range(len(scale.starts)):
        more = _TODAY if place == now else {}
        if place in marks:
            more = {**more, "bold": place == due_place, "align": "center", "font_size": 8}
        page.write((row, _FIRST + place), marks.get(place), **{**look, **more})


def _write_step(page: Page, row: int, step: StepStanding, scale: Scale, status: str) -> None:
    forecast = None if step.actual else step.forecast
    values = (step.name, step.who, step.start, step.planned, step.actual, forecast, status)
    look = {"bottom": 4, "bottom_color": "#D9D9D9"}
    _write_values(page, row, values, {"font_size": 9, **look})
    _write_cells(page, row, scale, look, _marks(step, scale))


def _write_values(page: Page, row: int, values: Sequence[Any], look: dict[str, Any]) -> None:
    indent = {} if look.get("bold") else {"indent": 2}
    for col, name in enumerate(values[:2], 1):
        page.named((row, col), name or "", _WIDTHS[col - 1], **look, **(indent if col == 1 else {}))
    for col, value in enumerate(values[2:], 3):
        more = {"num_format": _DAY} if isinstance(value, dt.date) else {}
        page.write((row, col), value, **look, **more, align="center")


def _color(page: Page, scale: Scale, bottom: int) -> None:
    """Lay the bars over the days by formulas of the columns before them: whoever changes a day sees the bar follow."""
    top = _HEADER_ROW + 1
    for first, last, more in _spans(scale):
        for formula, look in _rules(scale, first):
            page.condition((top, first, bottom, last), formula, **look, **more)
    for status in _STATUSES.values():
        page.condition((top, 7, bottom, 7), f'$G{top}="{status}"', **look_of(status))
    page.condition((top, 7, bottom, 7), f'$G{top}="节点超期"', **look_of("超期"))
    for word in ("临期", _DOUBTFUL.text(page.lang)):
        page.condition((top, 7, bottom, 7), f'$G{top}="{word}"', **look_of("临期"))


def _spans(scale: Scale) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Yield (first, last column, look): the column of today keeps its line under every colour."""
    right = _FIRST + len(scale.starts) - 1
    now = _FIRST + (scale.column(scale.today) or 0)
    thin = {"left": 1, "right": 1, "left_color": "#C00000", "right_color": "#C00000"}
    yield from (
        (first, last, look)
        for first, last, look in ((_FIRST, now - 1, {}), (now, now, thin), (now + 1, right, {}))
        if first <= last
    )


def _rules(scale: Scale, column: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the formulas for the first row of a column of days in order of priority, each with its look."""
    row, letter = _HEADER_ROW + 1, col_name(column)
    first, today = f"{letter}${_HEADER_ROW}", f"${a1(_TODAY_ROW, 2)[0]}${_TODAY_ROW}"
    last = first if scale.days == 1 else f"{first}+{scale.days - 1}"
    start, plan, done, expected, state = (f"${name}{row}" for name in "CDEFG")
    is_open = f'{state}<>"按期完成",{state}<>"超期完成",{state}<>"不适用",ISNUMBER({plan})'
    is_begun = f"ISNUMBER({done}),{last}>=MIN({start},{done}),{first}<={done}"
    yield f"AND({is_begun},ISNUMBER({plan}),{first}>{plan})", look_of("超期完成")
    yield f"AND({is_begun})", look_of("按期完成")
    yield f'AND({state}="超期",ISNUMBER({plan}),{first}>{plan},{first}<={today})', look_of("超期")
    yield f'{letter}${_REST_ROW}="休"', _REST
    yield f"AND({is_open},ISNUMBER({expected}),{first}>{plan},{first}<={expected})", look_of("预计延误")
    yield f"AND({is_open},ISNUMBER({start}),{last}>={start},{first}<={plan})", _PLAN


def _picture(origins: Sequence[Origin], wish: Wish, lang: str) -> str:
    context = origins[0].context
    lines = [line for _, line in lines_of(origins, wish)[0]]
    return gantt_svg(lines, scale_of(lines, context.today), context.calendar, lang)


BOARD = Board(
    "gantt",
    "甘特图",
    Message(
        "未完成订单和节点的甘特图，可打印，也可出 SVG、PNG", "Gantt chart of open orders, also as SVG or PNG"
    ),
    "43",
    _build,
    "CalendarInsert",
    230,
    _picture,
)
