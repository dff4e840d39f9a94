"""OTIF: how many order lines were delivered on time and in full, by customer and month (requirements 18, 28, 41)."""

from __future__ import annotations

from collections.abc import Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.reports._order_lines import READS, OrderLine, only_open, order_lines
from gendan_xl.reports._parts import (
    COUNT,
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
from gendan_xl.reports._words import latest_month, lowest, percent, rate_of, same
from gendan_xl.reports.book import ReportBook, Sheet, Source
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot

HEADER = (
    "来源",
    "客户",
    "业务员",
    "订单号",
    "行号",
    "月份",
    "准时",
    "足量",
    "准时足量",
    "订购数量",
    "净交数量",
)
LINES, ON_TIME, IN_FULL, OTIF = "订单行数", "准时率", "足量率", "OTIF"
MEASURES = (
    Measure("准时足量", "count", LINES, COUNT),
    Measure("准时", "mean", ON_TIME, SHARE),
    Measure("足量", "mean", IN_FULL, SHARE),
    Measure("准时足量", "mean", OTIF, SHARE),
)
_FORMATS = {"订购数量": "#,##0.##", "净交数量": "#,##0.##", "准时": FLAG, "足量": FLAG, "准时足量": FLAG}
_FILTERS = ("来源", "业务员")


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    lines = [line for line in order_lines(case, told) if line.last.verdict is not None]
    rows = list(map(_row, lines))
    told.figures = [*only_open(lines), *_figures(rows)]
    told.basis = [
        *tolerance_words(case),
        Message(
            "准时：对照确认交期（没有的用预交日期，再没有用客户要求交期）；月份是交期所在的月。",
            "On time: by the confirmed date (else the planned one, else the one requested); the month is that of the due date.",
        ),
        Message(
            "足量：发货减去退回（客户责任的退货除外），在短装率和溢装率之间。准时足量（OTIF）：两样都做到。",
            "In full: deliveries less returns (but those that are the customer's fault) are within the tolerances of quantity. "
            "OTIF: both.",
        ),
    ]
    if rows:
        draw(book, rows)
    return told


def draw(book: ReportBook, rows: Sequence[Sequence[Value]]) -> None:
    """Write the pivots and charts over rows of HEADER; 准时, 足量 and 准时足量 are 1 or 0."""
    by_month = titled(
        book, Message("按月", "By month"), Message("准时足量率 OTIF（按月）", "OTIF by month"),
        Message("准时、足量、两样都做到的订单行", "Order lines on time, in full, and both"),
    )  # fmt: skip
    by_customer = titled(
        book, Message("按客户", "By customer"), Message("准时足量率 OTIF（按客户）", "OTIF by customer"),
        Message("订单行数多的在前", "Most order lines first"),
    )  # fmt: skip
    by_both = titled(
        book, Message("客户×月份", "Customer × month"), Message("准时足量率 OTIF（客户 × 月份）", "OTIF (customer × month)"),
        Message("空白：这个月没有到期的订单行", "Blank: no order line was due in this month"),
    )  # fmt: skip
    title = Message("准时足量率 OTIF（按工作簿）", "OTIF by workbook")
    sources = titled_sources(book, title, (str(row[0]) for row in rows))
    source = book.source(book.say("明细", "Data"), "足量明细", HEADER, rows, _FORMATS)
    _draw_months(book, by_month, source)
    _draw_customers(book, by_customer, source)
    if sources:
        place(
            book, sources, source, Pivot("按来源", ["来源"], MEASURES, filters=["月份"], row_caption="来源")
        )
    pivot = Pivot(
        "客户月份", ["客户"], [MEASURES[-1]], ["月份"], _FILTERS, row_caption="客户", column_caption="月份"
    )
    matrix(book, by_both, source, pivot)


def _draw_months(book: ReportBook, sheet: Sheet, source: Source) -> None:
    placed = book.pivot(sheet, source, Pivot("按月", ["月份"], MEASURES, row_caption="月份"), at=(22, 1))
    series = placed.series(ON_TIME, IN_FULL, OTIF)
    title = book.say("准时率、足量率、OTIF", "On time, in full, OTIF")
    chart = Chart("line", title, placed.categories, series, "0%", most=1, size=(760, 340))
    book.chart(sheet, chart, at=(4, 1))


def _draw_customers(book: ReportBook, sheet: Sheet, source: Source) -> None:
    pivot = Pivot(
        "按客户", [Axis("客户", by=LINES)], MEASURES, filters=(*_FILTERS, "月份"), row_caption="客户"
    )
    placed = place(book, sheet, source, pivot)
    series = first_of(placed, OTIF)
    title = book.say("OTIF：订单行数最多的客户", "OTIF: customers with most order lines")
    chart = Chart("bar", title, first_rows(placed), series, "0%", most=1, size=bar_size(placed))
    book.chart(sheet, chart, at=(4, 7))


def _row(line: OrderLine) -> tuple[Value, ...]:
    on_time, in_full = int(bool(line.last.is_on_time)), int(line.fulfilled.is_in_full)
    return (
        line.source, line.customer, line.sales_person, line.order_no, line.line_no, line.month,
        on_time, in_full, on_time * in_full, line.ordered_qty, line.fulfilled.qty,
    )  # fmt: skip


def _figures(rows: Sequence[Sequence[Value]]) -> list[Message]:
    """Return the key figures in words."""
    if not rows:
        return []
    customers, months, on_time, in_full, both = (
        [row[HEADER.index(header)] for row in rows] for header in ("客户", "月份", "准时", "足量", "准时足量")
    )
    found = [bool(value) for value in both]
    names = [str(value) if value is not None else None for value in customers]
    whole, timely, full = (percent(rate_of(map(bool, answers))) for answers in (found, on_time, in_full))
    return [
        *latest_month(same("OTIF"), list(zip(map(str, months), found, strict=True))),
        Message(
            f"整个期间 OTIF {whole.zh}；准时 {timely.zh}，足量 {full.zh}。",
            f"OTIF in the whole period: {whole.en}; on time {timely.en}, in full {full.en}.",
        ),
        *lowest(Message("OTIF ", "OTIF"), zip(names, found, strict=True)),
    ]


REPORT = Report(
    verb="otif",
    label="准时足量率",
    english="OTIF: on time and in full",
    help=Message("OTIF 准时足量率：客户 × 月份", "OTIF, on time and in full, by customer and month"),
    source="18, 28, 41",
    build=build,
    icon="ChartInsert",
    order=20,
    reads=READS,
)
