"""未签回单: deliveries that left and whose signed copy is not back (requirements 29, 41)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.domain.receivable import age_band, age_bands
from gendan_xl.errors import Message
from gendan_xl.intake.customers import Customers
from gendan_xl.intake.ledger import TableData
from gendan_xl.reports._line_facts import HAVE_LEFT
from gendan_xl.reports._parts import COUNT, bar_size, first_of, first_rows, matrix, place, titled
from gendan_xl.reports._report import Case, Once, Origin, Report, Told
from gendan_xl.reports._uncounted import CANCELLED_DELIVERY, NOT_YET_SENT
from gendan_xl.reports._words import OUTSIDE, counted, same
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
_SIGNED = Message("已经签回的发货", "deliveries signed and returned")
_NOBODY = Message("没写责任人", "nobody")
_BANDS = (_TODAY, *age_bands(_LIMITS)[1:])
_SOURCE, _CUSTOMER, _NOTE, _ORDER, _SHIPPED, _DAYS, _PERSON = 0, 1, 2, 3, 6, 7, 12
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
    flags = first_flags((row[_SOURCE], row[_CUSTOMER], row[_NOTE] or row[_ORDER]) for row in found)
    rows = [(*row, 1, flag) for row, flag in zip(found, flags, strict=True)]
    if any(origin.table("deliveries") for origin in case.origins):
        told.figures = _figures(rows)
    told.basis = [
        Message(
            f"已经发出、签收日期或回单收回日期空着的发货行；天数从发货日期到 {case.today}（自然日）。",
            f"Delivery lines that were sent and lack the day of signature or of the receipt's return; days from the dispatch to "
            f"{case.today} (calendar days).",
        ),
        Message(
            "没有送货单号的按订单号算一份。责任人是订单的跟单员，没写的按客户表的跟单员。月份是发货的月。",
            "Without a note number the order counts as one note. Responsible is the clerk of the order, else of the customer. The "
            "month is that of the dispatch.",
        ),
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
        told.remarks[_unkept(origin.name)] += len(data)
    for index, values in enumerate(zip(*map(data.values, _FIELDS), strict=True)):
        line = dict(zip(_FIELDS, values, strict=True))
        missing = [_DATES[name] for name in kept or _DATES if line[name] is None]
        shipped = line["shipped_date"]
        if case.is_outside(shipped):
            told.passed[OUTSIDE] += 1
            continue
        if not _has_left(line):
            told.passed[CANCELLED_DELIVERY if line["status"] == "作废" else NOT_YET_SENT] += 1
            continue
        if not missing:
            told.passed[_SIGNED] += 1
            continue
        if doubt := _doubt(line, shipped, case.today):
            told.leave_out(origin, data, index, "shipped_date", doubt)
        elif elsewhere := once.elsewhere(_key(data, index, line), origin):
            told.repeat(origin, data, index, "note_no", elsewhere)
        else:
            yield _row(origin.name, line, (case.today - shipped).days, "、".join(missing), people)


def _has_left(line: Mapping[str, Any]) -> bool:
    return line["status"] in HAVE_LEFT or (line["status"] is None and line["shipped_date"] is not None)


def _doubt(line: Mapping[str, Any], shipped: dt.date | None, today: dt.date) -> Message | None:
    """Return why the days since a delivery cannot be told, None when they can."""
    if shipped is None:
        return Message(f"{line['status']}，没有发货日期", f"“{line['status']}”, without a day of dispatch")
    return Message(f"发货日期在 {today} 以后", f"sent after {today}") if shipped > today else None


def _unkept(name: str) -> Message:
    return Message(
        f"{name}没有签收日期、回单收回日期这两列，发出的都当作没有签回",
        f"{name} has no columns “签收日期” and “回单收回日期”: whatever was sent counts as not signed",
    )


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
        self._customers = Customers(origin.ledger)

    def of(self, line: Mapping[str, Any]) -> tuple[str | None, str | None]:
        """Return the customer's name and the clerk of a delivery."""
        number, name, clerk = self._orders.get(line["order_no"], (None, None, None))
        number = line["customer_no"] or number
        shown = self._customers.shown(number, name or line["customer_short_name"])
        return shown, clerk or self._clerks.get(number)


def _row(source: str, line: Mapping[str, Any], days: int, missing: str, people: _People) -> Row:
    customer, clerk = people.of(line)
    shipped = line["shipped_date"]
    return (
        source, customer, line["note_no"], line["order_no"], line["line_no"], year_month(shipped), shipped, days,
        age_band(days, _LIMITS) if days else _TODAY, missing, line["carrier"], line["waybill_no"], clerk,
    )  # fmt: skip


def _draw(book: ReportBook, rows: Sequence[Row]) -> None:
    most = Message("份数多的在前", "Most notes first")
    listed = titled(
        book, Message("清单", "List"), Message("未签回单清单", "Receipts not returned"), Message("发出久的在前", "The oldest first")
    )  # fmt: skip
    by_person = titled(
        book,
        Message("按责任人", "By clerk"),
        Message("未签回单（按责任人）", "Receipts not returned by clerk"),
        most,
    )
    cross = titled(
        book, Message("客户×时长", "Customer × age"), Message("未签回单（客户 × 发出时长）", "Receipts not returned (customer × days since dispatch)"),
        Message("送货单份数", "How many delivery notes"),
    )  # fmt: skip
    by_carrier = titled(
        book,
        Message("按承运商", "By carrier"),
        Message("未签回单（按承运商）", "Receipts not returned by carrier"),
        most,
    )
    header = _HEADER[:-2]
    listed.table((4, 1), header, [row[:-2] for row in rows], {"天数": "0"})
    listed.page.freeze_panes(4, 0)
    listed.page.autofilter(3, 0, 3 + len(rows), len(header) - 1)
    listed.page.repeat_rows(3)
    source = book.source(book.say("明细", "Data"), "回单明细", _HEADER, rows)
    for name, sheet in (("责任人", by_person), ("承运商", by_carrier)):
        pivot = Pivot(
            f"按{name}", [Axis(name, by=NOTES)], MEASURES, filters=["来源", "缺什么"], row_caption=name
        )
        placed = place(book, sheet, source, pivot)
        series, title = (
            first_of(placed, NOTES),
            book.say("未签回的送货单（份）", "Delivery notes not returned"),
        )
        chart = Chart("bar", title, first_rows(placed), series, "0", size=bar_size(placed))
        book.chart(sheet, chart, at=(4, 6))
    matrix(book, cross, source, Pivot(
        "客户时长", [Axis("客户", by=NOTES)], [MEASURES[1]], [Axis("时长", order=_BANDS)], ["来源", "缺什么"],
        row_caption="客户", column_caption="时长",
    ))  # fmt: skip


def _figures(rows: Sequence[Row]) -> list[Message]:
    """Return the key figures in words."""
    if not rows:
        return [Message("没有未签回的送货单。", "Every delivery note is back.")]
    first = [row for row in rows if row[-1]]
    old = sum(isinstance(days := row[_DAYS], int) and days > _LIMITS[1] for row in first)
    people = Counter(same(str(row[_PERSON])) if row[_PERSON] else _NOBODY for row in first)
    named = counted(people.most_common(3), "份")
    oldest = rows[0]
    customer, note = oldest[_CUSTOMER], oldest[_NOTE] or oldest[_ORDER] or ""
    return [
        Message(
            f"未签回的送货单 {len(first):,} 份（{len(rows):,} 行），其中发出超过 {_LIMITS[1]} 天的 {old:,} 份。",
            f"Delivery notes not returned: {len(first):,} ({len(rows):,} lines), sent more than {_LIMITS[1]} days ago: {old:,}.",
        ),
        Message(
            f"最久的：{customer or '客户没写'} {note}，{oldest[_DAYS]} 天。",
            f"The oldest: {customer or 'no customer'} {note}, {oldest[_DAYS]} days.",
        ),
        Message(f"责任人：{named.zh}。", f"Responsible: {named.en}."),
    ]


REPORT = Report(
    verb="unsigned",
    label="未签回单",
    english="Receipts not returned",
    help=Message("未签回单：发出而没有签收、回单没有收回的", "deliveries whose signed copy is not back"),
    source="29, 41",
    build=build,
    icon="Filter",
    order=65,
    reads={"deliveries": ("order_no", "shipped_date", "signed_date", "receipt_returned_date")},
)
