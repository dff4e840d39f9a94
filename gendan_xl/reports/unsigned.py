"""未签回单: deliveries that left and whose signed copy is not back (requirements 29, 41)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.domain.receivable import age_band, age_bands
from gendan_xl.errors import Message
from gendan_xl.intake.ledger import TableData
from gendan_xl.reports._line_facts import HAVE_LEFT, short_names
from gendan_xl.reports._parts import COUNT, bar_size, first_of, first_rows, matrix, place, titled
from gendan_xl.reports._report import Case, Once, Origin, Report, Told
from gendan_xl.reports.book import ReportBook
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot, first_flags, year_month

_HEADER = (
    "来源", "客户", "送货单号", "订单号", "行号", "月份", "发货日期", "天数", "时长", "缺什么", "承运商", "货运单号", "责任人",
    "行", "份",
)  # fmt: skip
LINES, NOTES, LONGEST = "发货行数", "送货单份数", "最长天数"
MEASURES = (
    Measure("行", "sum", LINES, COUNT),
    Measure("份", "sum", NOTES, COUNT),
    Measure("天数", "max", LONGEST, COUNT),
)
_LIMITS = (3, 7, 15, 30)
_TODAY = "今天发出"
_BANDS = (_TODAY, *age_bands(_LIMITS)[1:])
_CUSTOMER, _NOTE, _ORDER, _SHIPPED, _DAYS, _PERSON = 1, 2, 3, 6, 7, 12
_FIELDS = (
    "status", "shipped_date", "signed_date", "receipt_returned_date", "note_no", "order_no", "line_no", "batch_no",
    "customer_no", "customer_short_name", "carrier", "waybill_no",
)  # fmt: skip
_DATES = {"signed_date": "签收日期", "receipt_returned_date": "回单收回日期"}
Row = tuple[Value, ...]


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    once = Once()
    found = [row for origin in case.newest_first for row in _rows(case, origin, told, once)]
    found.sort(key=lambda row: str(row[_SHIPPED]))
    flags = first_flags((row[_CUSTOMER], row[_NOTE] or row[_ORDER]) for row in found)
    rows = [(*row, 1, flag) for row, flag in zip(found, flags, strict=True)]
    if any(origin.table("deliveries") for origin in case.origins):
        told.figures = _figures(rows)
    told.basis = [
        f"已经发出、签收日期或回单收回日期空着的发货行；天数从发货日期到 {case.today}（自然日）。",
        "没有送货单号的按订单号算一份。责任人是订单的跟单员，没写的按客户表的跟单员。月份是发货的月。",
    ]
    if rows:
        _draw(book, rows)
    return told


def _rows(case: Case, origin: Origin, told: Told, once: Once) -> Iterator[Row]:
    data = origin.table("deliveries")
    if data is None:
        return
    kept = [name for name in _DATES if name in data.columns]
    people = _People(origin)
    if not kept:
        told.remarks[f"{origin.name}没有签收日期、回单收回日期这两列，发出的都当作没有签回"] += len(data)
    for index, values in enumerate(zip(*map(data.values, _FIELDS), strict=True)):
        line = dict(zip(_FIELDS, values, strict=True))
        missing = [_DATES[name] for name in kept or _DATES if line[name] is None]
        if not _has_left(line):
            told.passed["作废的发货" if line["status"] == "作废" else "还没有发出的批次"] += 1
            continue
        if not missing:
            told.passed["已经签回的发货"] += 1
            continue
        shipped = line["shipped_date"]
        if doubt := _doubt(line, shipped, case.today):
            told.leave_out(origin, data, index, "shipped_date", doubt)
        elif elsewhere := once.elsewhere(_key(data, index, line), origin):
            told.leave_out(origin, data, index, "note_no", elsewhere)
        elif not case.covers(year_month(shipped)):
            told.passed["期间以外"] += 1
        else:
            yield _row(origin.name, line, (case.today - shipped).days, "、".join(missing), people)


def _has_left(line: Mapping[str, Any]) -> bool:
    return line["status"] in HAVE_LEFT or (line["status"] is None and line["shipped_date"] is not None)


def _doubt(line: Mapping[str, Any], shipped: dt.date | None, today: dt.date) -> str:
    """Return why the days since a delivery cannot be told, '' when they can."""
    if shipped is None:
        return f"{line['status']}，没有发货日期"
    return f"发货日期在 {today} 以后" if shipped > today else ""


def _key(data: TableData, index: int, line: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        *(line[name] for name in ("note_no", "order_no", "line_no", "batch_no", "shipped_date")),
        data.key(index),
    )


class _People:
    """Who is responsible for an order, and the names of its customer."""

    def __init__(self, origin: Origin) -> None:
        rows = origin.rows("orders", "order_no", "customer_no", "customer_name", "clerk")
        self._orders = {order: (number, name, clerk) for order, number, name, clerk in reversed(rows)}
        self._clerks = dict(origin.rows("customers", "customer_no", "clerk"))
        self._names = short_names(origin)

    def of(self, line: Mapping[str, Any]) -> tuple[str | None, str | None]:
        """Return the customer's name and the clerk of a delivery."""
        number, name, clerk = self._orders.get(line["order_no"], (None, None, None))
        number = line["customer_no"] or number
        shown = self._names.get(number) or line["customer_short_name"] or name or number
        return shown, clerk or self._clerks.get(number)


def _row(source: str, line: Mapping[str, Any], days: int, missing: str, people: _People) -> Row:
    customer, clerk = people.of(line)
    shipped = line["shipped_date"]
    return (
        source, customer, line["note_no"], line["order_no"], line["line_no"], year_month(shipped), shipped, days,
        age_band(days, _LIMITS) if days else _TODAY, missing, line["carrier"], line["waybill_no"], clerk,
    )  # fmt: skip


def _draw(book: ReportBook, rows: Sequence[Row]) -> None:
    listed = titled(book, "清单", "未签回单清单", "发出久的在前")
    by_person = titled(book, "按责任人", "未签回单（按责任人）", "份数多的在前")
    cross = titled(book, "客户×时长", "未签回单（客户 × 发出时长）", "送货单份数")
    by_carrier = titled(book, "按承运商", "未签回单（按承运商）", "份数多的在前")
    header = _HEADER[:-2]
    listed.table((4, 1), header, [row[:-2] for row in rows], {"天数": "0"})
    listed.page.freeze_panes(4, 0)
    listed.page.autofilter(3, 0, 3 + len(rows), len(header) - 1)
    listed.page.repeat_rows(3)
    source = book.source("明细", "回单明细", _HEADER, rows)
    for name, sheet in (("责任人", by_person), ("承运商", by_carrier)):
        pivot = Pivot(
            f"按{name}", [Axis(name, by=NOTES)], MEASURES, filters=["来源", "缺什么"], row_caption=name
        )
        placed = place(book, sheet, source, pivot)
        series = first_of(placed, NOTES)
        chart = Chart("bar", "未签回的送货单（份）", first_rows(placed), series, "0", size=bar_size(placed))
        book.chart(sheet, chart, at=(4, 6))
    matrix(book, cross, source, Pivot(
        "客户时长", [Axis("客户", by=NOTES)], [MEASURES[1]], [Axis("时长", order=_BANDS)], ["来源", "缺什么"],
        row_caption="客户", column_caption="时长",
    ))  # fmt: skip


def _figures(rows: Sequence[Row]) -> list[str]:
    """Return the key figures in words."""
    if not rows:
        return ["没有未签回的送货单。"]
    first = [row for row in rows if row[-1]]
    old = sum(isinstance(days := row[_DAYS], int) and days > _LIMITS[1] for row in first)
    people = Counter(str(row[_PERSON] or "没写责任人") for row in first)
    named = "；".join(f"{name} {count:,} 份" for name, count in people.most_common(3))
    oldest = rows[0]
    return [
        f"未签回的送货单 {len(first):,} 份（{len(rows):,} 行），其中发出超过 {_LIMITS[1]} 天的 {old:,} 份。",
        f"最久的：{oldest[_CUSTOMER] or '客户没写'} {oldest[_NOTE] or oldest[_ORDER] or ''}，{oldest[_DAYS]} 天。",
        f"责任人：{named}。",
    ]


REPORT = Report(
    verb="unsigned",
    label="未签回单",
    help=Message("未签回单：发出而没有签收、回单没有收回的", "deliveries whose signed copy is not back"),
    source="29, 41",
    build=build,
    icon="Filter",
    order=65,
    reads={"deliveries": ("order_no", "shipped_date", "signed_date", "receipt_returned_date")},
)
