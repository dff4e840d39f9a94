"""延误原因: why order lines are late and who answers for it (requirements 19, 41)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from gendan_xl.cells import Value
from gendan_xl.domain.progress import Punctuality
from gendan_xl.errors import Message
from gendan_xl.reports._order_lines import READS, OrderLine, only_open, order_lines
from gendan_xl.reports._parts import COUNT, DAYS, SHARE, first_of, first_rows, matrix, titled, tolerance_words
from gendan_xl.reports._report import Case, Report, Told
from gendan_xl.reports._words import counted, joined, same
from gendan_xl.reports.book import ReportBook, Sheet, Source
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot

_HEADER = (
    "来源", "客户", "业务员", "订单号", "行号", "产品名称", "月份", "交期", "交付日期", "延误天数", "重大",
    "延误原因", "责任方",
)  # fmt: skip
LINES, DELAY, MAJOR = "延误行数", "平均延误天数", "重大延误行数"
MEASURES = (
    Measure("延误天数", "count", LINES, COUNT),
    Measure("延误天数", "mean", DELAY, DAYS),
    Measure("重大", "sum", MAJOR, COUNT),
)
NOT_SAID = Message("（没有填）", "(not said)")
_MAJOR, _REASON, _PARTY = 10, 11, 12


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    major = {origin.name: origin.settings.major_delay_days for origin in case.origins}
    lines = [line for line in order_lines(case, told) if line.last.verdict is not None]
    rows = [_row(line, major[line.source]) for line in lines if line.last.verdict is Punctuality.LATE]
    told.figures = [*only_open(lines), *_figures(rows, len(lines))]
    limits = "、".join(str(days) for days in sorted(set(major.values())))
    told.basis = [
        *tolerance_words(case),
        Message(
            f"延误：交齐的日期超过交期和容差，或过了还没有交齐。延误满 {limits} 天算重大。月份是交期所在的月。",
            f"Late: delivered in full after the due date and the tolerance, or not yet although these are past. From {limits} "
            "days a delay is a major one. The month is that of the due date.",
        ),
        Message(
            "原因和责任方取自订单台账的“延误原因”和“责任方”。",
            "Reason and responsible party are those of the order line (“延误原因”, “责任方”).",
        ),
    ]
    if rows:
        _draw(book, rows)
    return told


def _draw(book: ReportBook, rows: Sequence[Sequence[Value]]) -> None:
    pareto = titled(
        book, Message("帕累托", "Pareto"), Message("延误原因（帕累托图）", "Delay reasons (Pareto chart)"),
        Message("从最多的原因改起；线是累计占比", "Begin with the most frequent reason; the line is the cumulated share"),
    )  # fmt: skip
    cross = titled(
        book, Message("原因×责任方", "Reason × party"), Message("延误原因 × 责任方（延误行数）", "Late lines by reason × responsible party"),
        Message("双击数字看明细", "A double click on a number shows its lines"),
    )  # fmt: skip
    by_month = titled(
        book, Message("原因×月份", "Reason × month"), Message("延误原因 × 月份（延误行数）", "Late lines by reason × month"),
        Message("月份是交期所在的月", "The month is that of the due date"),
    )  # fmt: skip
    source = book.source(book.say("明细", "Data"), "延误明细", _HEADER, rows, {"延误天数": DAYS})
    _draw_pareto(book, pareto, rows)
    _draw_reasons(book, pareto, source)
    for name, sheet, column in (("原因责任方", cross, "责任方"), ("原因月份", by_month, "月份")):
        pivot = Pivot(
            name, [Axis("延误原因", by=LINES)], MEASURES[:1], [column], ["来源", "客户", "业务员"],
            row_caption="延误原因", column_caption=column,
        )  # fmt: skip
        matrix(book, sheet, source, pivot)


def _draw_pareto(book: ReportBook, sheet: Sheet, rows: Sequence[Sequence[Value]]) -> None:
    """Write reasons with their cumulated share, which no pivot can show by itself, and the chart over them."""
    counts = Counter(str(row[_REASON]) for row in rows).most_common()
    shares = [part / len(rows) for part in accumulate(count for _, count in counts)]
    table = [(reason, count, part) for (reason, count), part in zip(counts, shares, strict=True)]
    placed = sheet.table((4, 1), ("原因", "行数", "累计占比"), table, {"累计占比": SHARE})
    series = [*first_of(placed, "行数"), *first_of(placed, "累计占比")]
    book.chart(
        sheet,
        Chart(
            "pareto", book.say("延误原因", "Delay reasons"), first_rows(placed), series, "0", size=(680, 360)
        ),
        at=(4, 5),
    )


def _draw_reasons(book: ReportBook, sheet: Sheet, source: Source) -> None:
    pivot = Pivot("按原因", [Axis("延误原因", by=LINES)], MEASURES, row_caption="延误原因")
    book.pivot(sheet, source, pivot, at=(24, 5))


def _row(line: OrderLine, major_days: int) -> tuple[Value, ...]:
    return (
        line.source, line.customer, line.sales_person, line.order_no, line.line_no, line.product, line.month, line.due,
        line.fulfilled.day, line.last.days, int(line.last.days >= major_days), line.delay_reason or NOT_SAID.zh,
        line.responsible_party or NOT_SAID.zh,
    )  # fmt: skip


def _figures(rows: Sequence[Sequence[Value]], judged: int) -> list[Message]:
    """Return the key figures in words."""
    if not rows:
        none = Message(f"{judged:,} 行订单都没有延误。", f"None of {judged:,} order lines is late.")
        return [none] if judged else []
    late = len(rows)
    reasons, parties = (Counter(str(row[place]) for row in rows) for place in (_REASON, _PARTY))
    shares = [(_named(name), f"{count:,}", f"{count / late:.0%}") for name, count in reasons.most_common(3)]
    listed = joined(
        Message(f"{name.zh} {count} 行（{part}）", f"{name.en} {count} ({part})")
        for name, count, part in shares
    )
    owners = counted((_named(name), count) for name, count in parties.most_common(3))
    major = sum(bool(row[_MAJOR]) for row in rows)
    said = [
        Message(
            f"{judged:,} 行到期的订单中延误 {late:,} 行（{late / judged:.1%}），其中重大 {major:,} 行。",
            f"Of {judged:,} order lines that were due, late: {late:,} ({late / judged:.1%}), of which major delays: {major:,}.",
        ),
        Message(f"最多的原因：{listed.zh}。", f"Most frequent reasons: {listed.en}."),
        Message(f"责任方：{owners.zh}。", f"Responsible parties: {owners.en}."),
    ]
    if unsaid := reasons[NOT_SAID.zh]:
        said.append(Message(
            f"{unsaid:,} 行延误没有填原因：补填以后再看排序。",
            f"Late lines without a reason: {unsaid:,}. Enter them before you look at the order of the reasons.",
        ))  # fmt: skip
    return said


def _named(name: str) -> Message:
    return NOT_SAID if name == NOT_SAID.zh else same(name)


REPORT = Report(
    verb="delays",
    label="延误原因",
    english="Delay reasons",
    help=Message("延误原因 × 责任方，帕累托图", "delay reasons by responsible party, with a Pareto chart"),
    source="19, 41",
    build=build,
    icon="ChartInsert",
    order=40,
    reads=READS,
)
