"""异常与投诉: incidents and complaints by type and month (requirements 21, 22, 41)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.intake.customers import Customers
from gendan_xl.reports._parts import COUNT, matrix, titled
from gendan_xl.reports._report import Case, Once, Origin, Report, Told
from gendan_xl.reports._words import OUTSIDE, counted, month_words, same
from gendan_xl.reports.book import ReportBook
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot, year_month

_TYPE, _MONTH, _MAJOR = 4, 5, 6


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the two tables: its fields and words. `type` and `grade` are fields, `time` the moment that counts."""

    label: str
    english: str
    table: str
    number: str
    time: str
    type: str
    grade: str
    header: Sequence[str]


_KINDS = (
    _Kind("异常", "incidents", "incidents", "incident_no", "found_time", "incident_type", "grade",
          ("来源", "异常单号", "订单号", "客户", "异常类型", "月份", "重大", "责任部门", "责任方", "状态")),
    _Kind("投诉", "complaints", "complaints", "complaint_no", "complaint_time", "complaint_type", "severity",
          ("来源", "投诉单号", "订单号", "客户", "投诉类型", "月份", "重大", "责任部门", "责任方", "状态")),
)  # fmt: skip


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    told.basis = [
        Message(
            "异常按发现时间、投诉按投诉时间归月；没有时间的列在“未计入”。撤销和不成立的投诉也算一件。",
            "Incidents belong to the month in which they were found, complaints to that in which they came; those without time "
            "are listed in “Not counted”. Complaints that were withdrawn or not upheld count, too.",
        )
    ]
    once = Once()
    found = [
        (kind, [row for origin in case.newest_first for row in _rows(case, origin, kind, told, once)])
        for kind in _KINDS
    ]
    for kind, rows in found:
        told.figures += _figures(kind, rows)
        if rows:
            _draw(book, kind, rows)
    for kind, rows in found:
        if not rows:
            told.basis.append(
                Message(f"这个期间没有{kind.label}记录。", f"No {kind.english} in this period.")
            )
    return told


def _rows(case: Case, origin: Origin, kind: _Kind, told: Told, once: Once) -> Iterator[tuple[Value, ...]]:
    data, known = origin.table(kind.table), Customers(origin.ledger)
    if data is None:
        return
    orders = {
        order: whose for order, *whose in origin.rows("orders", "order_no", "customer_no", "customer_name")
    }
    fields = (
        kind.number, "order_no", "customer_no", "customer_short_name", kind.type, kind.time, kind.grade, "department",
        "responsible_party", "status",
    )  # fmt: skip
    for index, values in enumerate(zip(*map(data.values, fields), strict=True)):
        number, order_no, customer_no, customer, type_, time, grade, department, party, status = values
        month = year_month(time)
        if month is None:
            header = data.table.header(kind.time)
            reason = Message(f"{kind.label}没有{header}", f"{kind.english} without “{header}”")
            told.leave_out(origin, data, index, kind.time, reason)
        elif not case.covers(month):
            told.passed[OUTSIDE] += 1
        elif elsewhere := once.elsewhere((kind.label, number, time, order_no), origin):
            told.repeat(origin, data, index, kind.number, elsewhere)
        else:
            ordered_by, name = orders.get(order_no, (None, None))
            whom = known.shown(customer_no or ordered_by, customer or name)
            major = int(grade == "重大")
            yield origin.name, number, order_no, whom, type_, month, major, department, party, status


def _draw(book: ReportBook, kind: _Kind, rows: Sequence[Sequence[Value]]) -> None:
    label, english = kind.label, kind.english.capitalize()
    by_month = titled(
        book, Message(f"{label}×月份", f"{english} × month"), Message(f"{label}（类型 × 月份）", f"{english} (type × month)"),
        Message("件数", "How many"),
    )  # fmt: skip
    cross = titled(
        book, Message(f"{label}×责任", f"{english} × party"), Message(f"{label}（类型 × 责任方）", f"{english} (type × responsible party)"),
        Message("件数和其中重大的件数", "How many, and how many of them are major"),
    )  # fmt: skip
    source = book.source(book.say(f"{label}明细", f"{english} data"), f"{label}明细", kind.header, rows)
    type_, number = kind.header[_TYPE], kind.header[1]
    count, major = (
        Measure(number, "count", f"{kind.label}件数", COUNT),
        Measure("重大", "sum", "重大件数", COUNT),
    )
    months = Pivot(
        f"{kind.label}月份", ["月份"], [count], [Axis(type_)], row_caption="月份", column_caption=type_
    )
    placed = book.pivot(by_month, source, months, at=(24, 1))
    chart = Chart(
        "stacked",
        book.say(f"每月{label}件数", f"{english} by month"),
        placed.categories,
        placed.series(),
        "0",
        labels=False,
        size=(820, 380),
    )
    book.chart(by_month, chart, at=(4, 1))
    party = Pivot(
        f"{kind.label}责任", [Axis(type_, by=count.title)], [count, major], ["责任方"], ["来源", "月份", "客户"],
        row_caption=type_, column_caption="责任方",
    )  # fmt: skip
    matrix(book, cross, source, party)


def _figures(kind: _Kind, rows: Sequence[Sequence[Value]]) -> list[Message]:
    """Return the key figures in words."""
    if not rows:
        return []
    months, types = (Counter(str(row[place]) for row in rows) for place in (_MONTH, _TYPE))
    latest = max(months)
    major = sum(bool(row[_MAJOR]) for row in rows)
    listed = counted(((same(name), count) for name, count in types.most_common(3)), "件")
    month, newest = month_words(latest), f"{months[latest]:,}"
    return [
        Message(
            f"{kind.label} {len(rows):,} 件，其中重大 {major:,} 件；最近的 {month.zh} {newest} 件。最多的类型：{listed.zh}。",
            f"{kind.english.capitalize()}: {len(rows):,}, of which major: {major:,}; in {month.en}, the latest month: {newest}. "
            f"Most frequent types: {listed.en}.",
        )
    ]


REPORT = Report(
    verb="incidents",
    label="异常与投诉",
    english="Incidents and complaints",
    help=Message("异常和投诉：类型 × 月份", "incidents and complaints by type and month"),
    source="21, 22, 41",
    build=build,
    icon="ChartInsert",
    order=70,
    reads={
        "incidents": ("incident_no", "found_time"),
        "complaints": ("complaint_no", "complaint_time"),
    },
)
