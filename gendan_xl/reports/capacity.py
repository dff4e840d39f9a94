"""产能负荷: what is still to be made by milestone and week, against 日产能 (requirement 41)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gendan_xl.cells import Value
from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.errors import Message
from gendan_xl.reports._heat import draw_heat
from gendan_xl.reports._milestone_rows import DROPPED, PLAN_ONLY, READS, Step, steps
from gendan_xl.reports._parts import COUNT, DAYS, SHARE, matrix, titled
from gendan_xl.reports._report import Case, Once, Origin, Report, Told
from gendan_xl.reports._words import joined
from gendan_xl.reports.book import ReportBook, Sheet, Source
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Measure, Pivot, year_month

_HEADER = (
    "来源", "周", "部门", "节点", "客户", "订单号", "行号", "计划开始", "计划完成", "数量", "天数", "已超期",
)  # fmt: skip
_WEEK, _NAME, _QTY, _DAYS, _OVERDUE = 1, 3, 9, 10, 11
_MOST_WEEKS = 26
LATER = "以后"
_MAX_DAYS = 366
_DONE = Message("已完成的节点", "finished milestones")
_NO_END = Message("没有完成的节点没有计划完成日期", "an open milestone without a planned end")
_NO_QTY = Message(
    "订单没有数量，只算天数的节点", "Milestones of orders without quantity, of which only the days count"
)
_BASIS = (
    Message(
        "没有完成的节点，数量平均摊到从今天（或计划开始）到计划完成的工作日；已超期的全部算在本周。",
        "The quantity of a milestone that is still open is spread evenly over the workdays from today (or its planned start) "
        "to its planned end; what is overdue counts in this week.",
    ),
    Message(
        "负荷率 = 一周要做的数量 ÷（工艺路线的日产能 × 这一周的工作日）；同名节点在几条路线里的，取最大的日产能；几本工作簿分开算。",
        "Load = quantity of a week ÷ (daily capacity of the route × workdays of the week); of a milestone in several routes the "
        "largest capacity counts; workbooks are reckoned apart.",
    ),
    Message(
        "平均在手 = 一周里平均每天同时要做几行订单；没有填日产能的节点看这一项。",
        "At once = how many order lines are worked on at the same time on an average day of the week: for milestones "
        "without a daily capacity.",
    ),
)
_NO_CAPACITY = Message(
    "工艺路线里没有填日产能，所以没有负荷率。", "The routes name no daily capacity, so there is no load."
)


class Cell(NamedTuple):
    """What a milestone has to do in a week: pieces, days of work, what it can make (None: not known)."""

    qty: float
    days: float
    capacity: float | None
    workdays: int

    @property
    def load(self) -> float | None:
        """The share of the capacity that is taken."""
        return self.qty / self.capacity if self.capacity else None

    @property
    def at_once(self) -> float | None:
        """How many order lines are worked on at once."""
        return self.days / self.workdays if self.workdays else None


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    once = Once()
    rows = [row for origin in case.newest_first for row in _rows(case, origin, told, once)]
    cells = _cells(case, rows)
    told.figures = _figures(rows, cells)
    has_capacity = any(cell.capacity for cell in cells.values())
    told.basis = [*_BASIS, *([] if has_capacity else [_NO_CAPACITY])]
    if rows:
        _draw(book, rows, cells)
    return told


def _rows(case: Case, origin: Origin, told: Told, once: Once) -> Iterator[tuple[Value, ...]]:
    data = origin.table("milestones")
    if data is None:
        return
    for step in steps(origin, data, told, once):
        if step.actual_end is not None:
            told.passed[_DONE] += 1
        elif step.is_dropped:
            told.passed[DROPPED] += 1
        elif step.is_plan_only:
            told.passed[PLAN_ONLY] += 1
        elif step.planned_end is None:
            told.leave_out(origin, data, step.row, "planned_end_date", _NO_END)
        else:
            if step.ordered_qty is None:
                told.remarks[_NO_QTY] += 1
            yield from _spread(case, origin, step)


def _spread(case: Case, origin: Origin, step: Step) -> Iterator[tuple[Value, ...]]:
    """Yield what a milestone takes of each week."""
    by_week: dict[str, int] = defaultdict(int)
    days = _days(step, case.today, origin.calendar)
    for day in days:
        if case.covers(year_month(day)):
            by_week[_week(day, case.today)] += 1
    for week, count in by_week.items():
        yield (
            origin.name, week, step.department, step.name, step.customer, step.order_no, step.line_no,
            step.planned_start, step.planned_end, (step.ordered_qty or 0) * count / len(days), count,
            int(step.planned_end is not None and step.planned_end < case.today),
        )  # fmt: skip


def _days(step: Step, today: dt.date, calendar: WorkCalendar) -> list[dt.date]:
    """Return the workdays on which a milestone is to be worked on, today for one that is overdue."""
    end = step.planned_end or today
    start = max(step.planned_start or end, today)
    span = range(min((end - start).days, _MAX_DAYS) + 1)
    days = [day for offset in span if calendar.is_workday(day := start + dt.timedelta(offset))]
    return days or [calendar.next_workday(max(end, today))]


def _week(day: dt.date, today: dt.date) -> str:
    monday, this = (one - dt.timedelta(one.weekday()) for one in (day, today))
    return LATER if (monday - this).days >= 7 * _MOST_WEEKS else monday.isoformat()


def _cells(case: Case, rows: Sequence[Sequence[Value]]) -> dict[tuple[str, str], Cell]:
    """Return what each milestone has to do in each week, workbook by workbook where several have work to do."""
    totals: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in rows:
        total = totals[str(row[0]), str(row[_NAME]), str(row[_WEEK])]
        total[0] += float(str(row[_QTY]))
        total[1] += float(str(row[_DAYS]))
    origins = {origin.name: origin for origin in case.origins if any(origin.name == key[0] for key in totals)}
    capacities = {name: _capacities(origin) for name, origin in origins.items()}
    found = {}
    for (source, name, week), (qty, days) in totals.items():
        if week != LATER:
            workdays = _workdays(origins[source].calendar, week, case.today)
            capacity = capacities[source].get(name, 0) * workdays or None
            label = name if len(origins) == 1 else f"{name}（{source}）"
            found[label, week] = Cell(qty, days, capacity, workdays)
    return found


def _capacities(origin: Origin) -> Mapping[str, float]:
    """Return 日产能 by milestone: the largest of its routes."""
    found: dict[str, float] = {}
    for name, capacity, is_disabled in origin.rows(
        "routes", "milestone_name", "daily_capacity_qty", "is_disabled"
    ):
        if name and capacity and not is_disabled:
            found[name] = max(capacity, found.get(name, 0))
    return found


def _workdays(calendar: WorkCalendar, week: str, today: dt.date) -> int:
    """Return the workdays of a week that are still to come."""
    monday = dt.date.fromisoformat(week)
    days = (monday + dt.timedelta(offset) for offset in range(7))
    return sum(day >= today and calendar.is_workday(day) for day in days)


def _draw(book: ReportBook, rows: Sequence[Sequence[Value]], cells: Mapping[tuple[str, str], Cell]) -> None:
    heat = titled(
        book, Message("热力图", "Heat map"), Message("产能负荷（节点 × 周）", "Load (milestone × week)"),
        Message(
            "周以周一的日期表示；颜色越深越忙，超过产能的加粗加框",
            "A week is named by its Monday; the darker the busier, beyond capacity bold in a frame",
        ),
    )  # fmt: skip
    table = titled(
        book, Message("数量", "Quantities"), Message("要做的数量（节点 × 周）", "Quantities to be made (milestone × week)"),
        Message(
            "没有完成的节点；同一批货在每个节点各算一次、单位也不同，所以节点之间不合计；双击数字看是哪些订单",
            "Open milestones; a batch counts at each of its milestones and units differ, so milestones are not added up; a double "
            "click on a number shows the orders",
        ),
    )  # fmt: skip
    work = titled(
        book, Message("天数", "Days"), Message("要做的天数（部门 × 周）", "Days of work (department × week)"),
        Message("一行订单的一个节点做一天算 1", "A day on a milestone of an order line counts as 1"),
    )  # fmt: skip
    source = book.source(book.say("明细", "Data"), "负荷明细", _HEADER, rows, {"数量": "#,##0.#"})
    names = list(dict.fromkeys(name for name, _ in cells))
    weeks = sorted({week for _, week in cells})
    loads = {place: load for place, cell in cells.items() if (load := cell.load) is not None}
    at_once = {place: count for place, cell in cells.items() if (count := cell.at_once) is not None}
    bottom = 4
    if loads:
        bottom = (
            draw_heat(book, heat, (4, 1), book.say("负荷率", "Load"), names, weeks, loads, SHARE, most=1.0)
            + 2
        )
    title = book.say("平均在手（行）", "Lines at once")
    draw_heat(book, heat, (bottom, 1), title, names, weeks, at_once, DAYS)
    pivot = Pivot(
        "数量", ["节点"], [Measure("数量", "sum", "要做数量", COUNT)], ["周"], ["来源", "部门", "客户", "已超期"],
        row_caption="节点", column_caption="周", total_row=False,
    )  # fmt: skip
    matrix(book, table, source, pivot)
    _draw_days(book, work, source)


def _draw_days(book: ReportBook, sheet: Sheet, source: Source) -> None:
    pivot = Pivot(
        "天数",
        ["周"],
        [Measure("天数", "sum", "要做天数", COUNT)],
        ["部门"],
        row_caption="周",
        column_caption="部门",
    )
    placed = book.pivot(sheet, source, pivot, at=(24, 1))
    series, title = placed.series(), book.say("每周要做的天数", "Days of work by week")
    book.chart(
        sheet,
        Chart("stacked", title, placed.categories, series, "#,##0", labels=False, size=(860, 380)),
        at=(4, 1),
    )


def _figures(rows: Sequence[Sequence[Value]], cells: Mapping[tuple[str, str], Cell]) -> list[Message]:
    """Return the key figures in words."""
    if not rows:
        return []
    overdue = len({(row[0], *row[3:7]) for row in rows if row[_OVERDUE]})
    every = len({(row[0], *row[3:7]) for row in rows})
    said = [
        Message(
            f"还要做 {every:,} 个节点，其中 {overdue:,} 个已超期（全部压在本周）。",
            f"Milestones to be done: {every:,}, of which overdue: {overdue:,} (all of them count in this week).",
        )
    ]
    loads = sorted(((cell.load or 0, *place) for place, cell in cells.items()), reverse=True)
    over = [one for one in loads if one[0] > 1]
    if over:
        worst = (
            Message(f"{name} {week} 那周 {load:.0%}", f"{name} in the week of {week} {load:.0%}")
            for load, name, week in over[:3]
        )
        listed = joined(worst)
        said.append(Message(
            f"{len(over):,} 处超过产能，最高：{listed.zh}。", f"Beyond capacity: {len(over):,}, the highest: {listed.en}."
        ))  # fmt: skip
    elif loads and loads[0][0]:
        load, name, week = loads[0]
        said.append(Message(
            f"没有超过产能的周；最忙的是 {name} {week} 那周，{load:.0%}。",
            f"No week is beyond capacity; the busiest is {name} in the week of {week}, {load:.0%}.",
        ))  # fmt: skip
    return said


REPORT = Report(
    verb="capacity",
    label="产能负荷",
    english="Load",
    help=Message("产能负荷：节点 × 周的热力图", "load by milestone and week as a heat map"),
    source="41",
    build=build,
    icon="ConditionalFormattingColorScalesGallery",
    order=50,
    by_customer=False,
    reads={**READS, "routes": ("milestone_name", "daily_capacity_qty")},
)
