"""节点准时率: how many milestones were finished by their planned day, by department (requirements 17, 20a, 41)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.reports._milestone_rows import DROPPED, PLAN_ONLY, READS, Step, steps
from gendan_xl.reports._parts import COUNT, DAYS, FLAG, SHARE, first_of, first_rows, matrix, titled
from gendan_xl.reports._report import Case, Once, Origin, Report, Told
from gendan_xl.reports._words import NOT_DUE, OUTSIDE, latest_month, percent, rate_of, rates_of, same, share
from gendan_xl.reports.book import ReportBook, Sheet, Source
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot, year_month

_HEADER = (
    "来源", "部门", "节点", "客户", "订单号", "行号", "月份", "计划完成", "首次计划", "实际完成",
    "按期", "按首次计划", "延误工作日",
)  # fmt: skip
_FORMATS = {"按期": FLAG, "按首次计划": FLAG, "延误工作日": DAYS}
STEPS, RATE, FIRST_RATE, DELAY = "节点数", "按期率", "首次计划按期率", "平均延误工作日"
MEASURES = (
    Measure("按期", "count", STEPS, COUNT),
    Measure("按期", "mean", RATE, SHARE),
    Measure("按首次计划", "mean", FIRST_RATE, SHARE),
    Measure("延误工作日", "mean", DELAY, DAYS),
)
_ON_TIME, _DEPARTMENT, _MONTH = 10, 1, 6
_NO_PLAN = Message("节点没有计划完成日期", "a milestone without a planned end")
_NOTHING = Message("没有计划、也没有完成的节点", "milestones neither planned nor finished")
_NO_DEPARTMENT = Message("（没有填部门）", "(no department)")
_UNIT = Message("个", "milestones")


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    once = Once()
    rows = [row for origin in case.newest_first for row in _rows(case, origin, told, once)]
    told.figures = _figures(rows)
    told.basis = [
        Message(
            "按期：实际完成日期不晚于计划完成日期（早完成也算按期，没有容差）；过了计划还没有完成的算延误。",
            "On time: finished by the planned end (earlier counts as on time; no tolerance); what is past its plan and not "
            "finished is late.",
        ),
        Message(
            "首次计划：第一次排出的计划，改过计划也不变。延误按工作日数，只平均延误的节点。月份是计划完成的月。",
            "First plan: the one scheduled first, whatever was replanned. Delays are workdays, averaged over late milestones "
            "alone. The month is that of the planned end.",
        ),
    ]
    if rows:
        _draw(book, rows)
    return told


def _rows(case: Case, origin: Origin, told: Told, once: Once) -> Iterator[tuple[Value, ...]]:
    data = origin.table("milestones")
    if data is None:
        return
    for step in steps(origin, data, told, once):
        if case.is_outside(step.planned_end):
            told.passed[OUTSIDE] += 1
        elif step.is_plan_only:
            told.passed[PLAN_ONLY] += 1
        elif step.planned_end is None:
            if step.actual_end is not None:
                told.leave_out(origin, data, step.row, "planned_end_date", _NO_PLAN)
            else:
                told.passed[_NOTHING] += 1
        elif step.actual_end is None and step.is_dropped:
            told.passed[DROPPED] += 1
        elif step.actual_end is None and case.today <= step.planned_end:
            told.passed[NOT_DUE] += 1
        else:
            yield _row(case, origin, step)


def _row(case: Case, origin: Origin, step: Step) -> tuple[Value, ...]:
    reached, planned = step.actual_end or case.today, step.planned_end
    first = step.first_planned_end or planned
    assert planned and first
    is_late = reached > planned
    late = max(origin.calendar.workdays_between(planned, reached), 1) if is_late else None
    return (
        origin.name, step.department, step.name, step.customer, step.order_no, step.line_no, year_month(planned),
        planned, first, step.actual_end, int(not is_late), int(reached <= first), late,
    )  # fmt: skip


def _draw(book: ReportBook, rows: Sequence[Sequence[Value]]) -> None:
    by_department = titled(
        book, Message("按部门", "By department"), Message("节点按期率（按部门和节点）", "Milestones on time (department and milestone)"),
        Message(
            "部门考核用；空白部门是节点表没有填责任部门", "To assess departments; blank where the milestone names none"
        ),
    )  # fmt: skip
    by_month = titled(
        book, Message("部门×月份", "Department × month"), Message("节点按期率（部门 × 月份）", "Milestones on time (department × month)"),
        Message("月份是计划完成的月", "The month is that of the planned end"),
    )  # fmt: skip
    source = book.source(book.say("明细", "Data"), "节点明细", _HEADER, rows, _FORMATS)
    _draw_departments(book, by_department, source)
    pivot = Pivot(
        "部门月份",
        ["部门"],
        [MEASURES[1]],
        ["月份"],
        ["来源", "客户"],
        row_caption="部门",
        column_caption="月份",
    )
    matrix(book, by_month, source, pivot)


def _draw_departments(book: ReportBook, sheet: Sheet, source: Source) -> None:
    short = Pivot("按部门", [Axis("部门", by=STEPS)], MEASURES, row_caption="部门")
    placed = book.pivot(sheet, source, short, at=(22, 1))
    title, series = book.say("各部门按期率", "On time by department"), first_of(placed, RATE)
    chart = Chart("bar", title, first_rows(placed), series, "0%", most=1, size=(520, 340))
    book.chart(sheet, chart, at=(4, 1))
    every = Pivot(
        "部门节点",
        [Axis("部门", by=STEPS), Axis("节点", by=STEPS)],
        MEASURES,
        filters=["来源", "月份"],
        row_caption="部门 / 节点",
    )
    book.pivot(sheet, source, every, at=(4 + every.rows_above, 8))


def _figures(rows: Sequence[Sequence[Value]]) -> list[Message]:
    """Return the key figures in words."""
    if not rows:
        return []
    found = [(str(row[_MONTH]), bool(row[_ON_TIME])) for row in rows]
    by_department: dict[str, list[bool]] = {}
    for row in rows:
        department = str(row[_DEPARTMENT]) if row[_DEPARTMENT] else ""
        by_department.setdefault(department, []).append(bool(row[_ON_TIME]))
    rates = {name: rate_of(answers) for name, answers in by_department.items()}
    worst = sorted(rates, key=lambda name: share(rates[name]))[:4]
    listed = rates_of([(same(name) if name else _NO_DEPARTMENT, rates[name]) for name in worst], _UNIT)
    whole = percent(rate_of(answer for _, answer in found), _UNIT)
    return [
        *latest_month(Message("节点按期率", "Milestones on time"), found, _UNIT),
        Message(f"整个期间节点按期率 {whole.zh}。", f"Milestones on time in the whole period: {whole.en}."),
        Message(f"从低到高：{listed.zh}。", f"Departments, the lowest first: {listed.en}."),
    ]


REPORT = Report(
    verb="milestones",
    label="节点按期率",
    english="Milestones on time",
    help=Message("各部门、各节点的按期率", "punctuality of milestones by department"),
    source="17, 20a, 41",
    build=build,
    icon="ConditionalFormattingDataBarsGallery",
    order=30,
    reads=READS,
)
