"""交期达成率: how many order lines were delivered when promised, by customer and month (requirements 18, 41)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gendan_xl.cells import Value
from gendan_xl.domain.on_time import Judgement
from gendan_xl.domain.progress import Punctuality
from gendan_xl.errors import Message
from gendan_xl.reports._order_lines import READS, OrderLine, only_open, order_lines
from gendan_xl.reports._parts import (
    COUNT,
    DAYS,
    FLAG,
    SHARE,
    bar_size,
    first_of,
    first_rows,
    matrix,
    place,
    titled,
    titled_sources,
    tolerance_words,
)
from gendan_xl.reports._report import Case, Report, Told
from gendan_xl.reports._words import Rate, change, latest_month, lowest, percent, rate_of
from gendan_xl.reports.book import ReportBook, Sheet, Source
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Filter, Measure, Pivot

_HEADER = (
    "来源", "客户", "业务员", "订单号", "行号", "产品名称", "订购数量", "首次交期", "交期", "交付日期",
    "首次月份", "月份", "首次判定", "判定", "首次准时", "准时", "提前", "延误", "偏差天数",
)  # fmt: skip
_LAST = Message(
    "确认交期（没有的用预交日期，再没有用客户要求交期）",
    "the confirmed date (else the planned one, else the one requested)",
)
_FORMATS = {"订购数量": "#,##0.##", "准时": FLAG, "首次准时": FLAG, "偏差天数": DAYS}
_FILTERS = ("来源", "业务员")
_DECIDED = tuple(map(str, Punctuality))
_WAITING = "未到期"
_ON_TIME = Message("交期达成率", "On-time delivery")
LINES, RATE, FIRST_LINES, FIRST_RATE = "订单行数", "达成率", "首次订单行数", "首次达成率"


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    lines = order_lines(case, told)
    told.figures = _figures(lines)
    told.basis = [
        *tolerance_words(case),
        Message(
            f"月份是交期所在的月。“达成率”对照{_LAST.zh}；“首次达成率”对照首次确认交期，改过交期也不变。",
            f"The month is that of the due date. On time is measured by {_LAST.en}; against the first promise by the first "
            "confirmed date, whatever was changed since.",
        ),
        Message(
            "一行订单分几批发的，以凑足数量（扣短装率）那一批的日期为准；过了交期和容差还没有交的，算延误。",
            "Of an order line sent in batches the one that makes up the quantity (less the short tolerance) counts; what is not "
            "delivered after the due date and the tolerance is late.",
        ),
    ]
    if lines:
        _draw(book, lines)
    return told


def _draw(book: ReportBook, lines: Sequence[OrderLine]) -> None:
    by_month, by_customer, last, first = _titled(book)
    title = Message("交期达成率（按工作簿）", "On-time delivery by workbook")
    sources = titled_sources(book, title, (line.source for line in lines))
    source = book.source(book.say("明细", "Data"), "交期明细", _HEADER, list(map(_row, lines)), _FORMATS)
    judged = _only_judged("判定", (line.last for line in lines))
    judged_first = _only_judged("首次判定", (line.first for line in lines))
    _draw_months(book, by_month, source, judged, judged_first)
    _draw_customers(book, by_customer, source, judged)
    if sources:
        pivot = Pivot(
            "按来源", ["来源"],
            [
                Measure("准时", "count", LINES, COUNT), Measure("准时", "mean", RATE, SHARE),
                Measure("首次准时", "mean", FIRST_RATE, SHARE), *_sides(),
            ],
            filters=("月份", judged), row_caption="来源",
        )  # fmt: skip
        place(book, sources, source, pivot)
    for name, sheet, month, measure, only in (
        ("客户月份", last, "月份", Measure("准时", "mean", RATE, SHARE), judged),
        ("客户月份首次", first, "首次月份", Measure("首次准时", "mean", FIRST_RATE, SHARE), judged_first),
    ):
        filters = (*_FILTERS, only)
        pivot = Pivot(name, ["客户"], [measure], [month], filters, row_caption="客户", column_caption=month)
        matrix(book, sheet, source, pivot)


def _titled(book: ReportBook) -> tuple[Sheet, Sheet, Sheet, Sheet]:
    """Add the sheets by month, by customer, and by both against either promise."""
    return (
        titled(
            book, Message("按月", "By month"), Message("交期达成率（按月）", "On-time delivery by month"),
            Message("左：对照现在的交期；右：对照首次确认交期", "Left: against the present due date; right: against the first promise"),
        ),
        titled(
            book, Message("按客户", "By customer"), Message("交期达成率（按客户）", "On-time delivery by customer"),
            Message("订单行数多的在前；提前、延误都不算准时", "Most order lines first; neither early nor late is on time"),
        ),
        titled(
            book, Message("客户×月份", "Customer × month"), Message("交期达成率（客户 × 月份）", "On-time delivery (customer × month)"),
            Message(f"对照{_LAST.zh}", f"Against {_LAST.en}"),
        ),
        titled(
            book, Message("客户×月份（首次）", "Customer × month (first)"), Message("首次达成率（客户 × 月份）", "Against the first promise (customer × month)"),
            Message("对照首次确认交期：改过的交期不起作用", "Against the first confirmed date, whatever was changed since"),
        ),
    )  # fmt: skip


def _only_judged(field: str, judgements: Iterable[Judgement]) -> Filter:
    """Return the filter that leaves out lines which are still waiting for this promise."""
    is_waiting = any(judgement.verdict is None for judgement in judgements)
    return Filter(field, _DECIDED if is_waiting else ())


def _draw_months(
    book: ReportBook, sheet: Sheet, source: Source, judged: Filter, judged_first: Filter
) -> None:
    top = 24
    last = book.pivot(sheet, source, at=(top, 1), pivot=Pivot(
        "按月", ["月份"],
        [Measure("准时", "count", LINES, COUNT), Measure("准时", "mean", RATE, SHARE), *_sides()],
        filters=[judged], row_caption="月份",
    ))  # fmt: skip
    first = book.pivot(sheet, source, at=(top, 8), pivot=Pivot(
        "按月首次", ["首次月份"],
        [Measure("首次准时", "count", FIRST_LINES, COUNT), Measure("首次准时", "mean", FIRST_RATE, SHARE)],
        filters=[judged_first], row_caption="首次月份",
    ))  # fmt: skip
    for placed, caption, english, col in (
        (last, RATE, "On-time delivery", 1), (first, FIRST_RATE, "Against the first promise", 8),
    ):  # fmt: skip
        series, title = placed.series(caption), book.say(caption, english)
        chart = Chart("line", title, placed.categories, series, "0%", most=1, size=(520, 340))
        book.chart(sheet, chart, at=(4, col))


def _draw_customers(book: ReportBook, sheet: Sheet, source: Source, judged: Filter) -> None:
    pivot = Pivot(
        "按客户", [Axis("客户", by=LINES)],
        [
            Measure("准时", "count", LINES, COUNT), Measure("准时", "mean", RATE, SHARE),
            Measure("首次准时", "mean", FIRST_RATE, SHARE), *_sides(),
        ],
        filters=(*_FILTERS, "月份", judged), row_caption="客户",
    )  # fmt: skip
    placed = place(book, sheet, source, pivot)
    series = [*first_of(placed, RATE), *first_of(placed, FIRST_RATE)]
    title = book.say("订单行数最多的客户", "Customers with most order lines")
    chart = Chart("bar", title, first_rows(placed), series, "0%", most=1, size=bar_size(placed, 2))
    book.chart(sheet, chart, at=(4, 9))


def _sides() -> list[Measure]:
    return [
        Measure("提前", "sum", "提前行数", COUNT),
        Measure("延误", "sum", "延误行数", COUNT),
        Measure("偏差天数", "mean", "平均偏差天数", DAYS),
    ]


def _row(line: OrderLine) -> tuple[Value, ...]:
    first, last = line.first.is_on_time, line.last.is_on_time
    return (
        line.source, line.customer, line.sales_person, line.order_no, line.line_no, line.product, line.ordered_qty,
        line.first_due, line.due, line.fulfilled.day,
        line.first_month, line.month, str(line.first.verdict or _WAITING), str(line.last.verdict or _WAITING),
        _flag(first), _flag(last), _flag(None if last is None else line.last.verdict is Punctuality.EARLY),
        _flag(None if last is None else line.last.verdict is Punctuality.LATE),
        None if last is None else line.last.days,
    )  # fmt: skip


def _flag(answer: bool | None) -> int | None:
    return None if answer is None else int(answer)


def _figures(lines: Sequence[OrderLine]) -> list[Message]:
    """Return the key figures in words."""
    judged = [line for line in lines if line.last.verdict is not None]
    if not lines:
        return []
    last = rate_of(line.last.is_on_time for line in lines)
    late = [line for line in judged if line.last.verdict is Punctuality.LATE]
    early = sum(line.last.verdict is Punctuality.EARLY for line in judged)
    still = sum(line.fulfilled.day is None for line in late)
    mean = f"{sum(line.last.days for line in late) / len(late):.1f}" if late else ""
    delayed, delayed_en = (f"，平均 {mean} 天", f", {mean} days on average") if late else ("", "")
    return [
        *only_open(judged),
        *latest_month(_ON_TIME, [(line.month, line.last.is_on_time) for line in lines]),
        _both_promises(last, rate_of(line.first.is_on_time for line in lines)),
        Message(
            f"延误 {len(late):,} 行{delayed}，其中 {still:,} 行到今天还没有交齐；提前 {early:,} 行。",
            f"Late lines: {len(late):,}{delayed_en}, of which not yet delivered in full: {still:,}; early lines: {early:,}.",
        ),
        *lowest(
            Message("达成率", "on-time delivery"), ((line.customer, line.last.is_on_time) for line in lines)
        ),
    ]


def _both_promises(last: Rate, first: Rate) -> Message:
    reached, promised = percent(last), percent(first)
    gap = change(first, last, Message("达成率", "that rate"))
    return Message(
        f"整个期间交期达成率 {reached.zh}；对照首次承诺 {promised.zh}{gap.zh}。",
        f"On-time delivery in the whole period: {reached.en}; against the first promise: {promised.en}{gap.en}.",
    )


REPORT = Report(
    verb="on-time",
    label="交期达成率",
    english="On-time delivery",
    help=Message(
        "客户交期达成率：客户 × 月份，对照现在的和首次的承诺",
        "on-time delivery by customer and month, against the last and the first promise",
    ),
    source="18, 41",
    build=build,
    icon="PivotChartInsert",
    order=10,
    reads=READS,
    is_large=True,
)
