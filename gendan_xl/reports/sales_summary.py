"""销售汇总表: what was sold in a month by customer, category and clerk, and whether it is made in time (40, 41)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.domain.account import month_period
from gendan_xl.domain.statement import Kind, Movement
from gendan_xl.errors import Message
from gendan_xl.reports._accounts import (
    BASIS,
    READS_MONEY,
    by_currency,
    customer_accounts,
    money,
    outer_currency,
)
from gendan_xl.reports._parts import MONEY, bar_size, first_of, first_rows, place, titled
from gendan_xl.reports._report import Case, Origin, Report, Told
from gendan_xl.reports._words import OUTSIDE, month_words
from gendan_xl.reports.book import ReportBook, Sheet, Source
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Filter, Measure, Pivot

_HEADER = (
    "来源", "客户", "币种", "月份", "产品类别", "业务员", "跟单员", "种类", "日期", "单号", "订单号", "单位", "数量",
    "发货", "退货", "折让", "净额", "收款",
)  # fmt: skip
QTY, DELIVERED, RETURNED, ALLOWED, NET, RECEIVED = (
    "销售数量", "发货金额", "退货金额", "折让金额", "净销售额", "收款金额",
)  # fmt: skip
MEASURES = (
    Measure("数量", "sum", QTY, "#,##0.##"),
    *(
        Measure(name, "sum", caption, MONEY)
        for name, caption in (("发货", DELIVERED), ("退货", RETURNED), ("折让", ALLOWED), ("净额", NET), ("收款", RECEIVED))
    ),
)  # fmt: skip
_SALES = (Kind.DELIVERY, Kind.RETURN, Kind.ALLOWANCE)
_QTY = {Kind.DELIVERY: ("shipped_qty", 1), Kind.RETURN: ("received_qty", -1)}
_CURRENCY, _MONTH, _KIND, _DELIVERED, _NET = 2, 3, 7, 13, 16
_UNKNOWN = "未写明"
Row = tuple[Value, ...]


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    found = customer_accounts(case, told)
    lines = {origin.name: _Lines(origin) for origin in case.origins}
    rows: list[Row] = []
    for one in found:
        for origin, movement in one.entries:
            month = one.month(movement.day)
            if not case.covers(month):
                told.passed[OUTSIDE] += 1
                continue
            known = lines[origin.name].of(movement, one.account.customer)
            rows.append(_row((origin.name, one.name or None, one.account.currency, month), movement, known))
    told.figures = [*_figures(rows), *_deadline(case, rows)]
    told.basis = [
        BASIS,
        Message(
            "净销售额 = 发货 − 退货 − 折让；销售数量是发货减退货，不同单位没有折算，看数量前请按单位筛选。",
            "Net sales = deliveries − returns − allowances; the quantity is that of deliveries less returns, in units that are not "
            "converted: choose one before you look at it.",
        ),
        Message(
            "跟单员、产品类别按订单行，订单没写的按客户表、产品表；收款按它写明的订单，没写的按客户表的跟单员，不分产品类别。",
            "Clerk and category are those of the order line, else of customer and product; payments belong to the order they name, "
            "else to the customer's clerk, and to no category.",
        ),
        Message(
            "不同币种分开列，不折算。样品、备品只有数量，金额为 0。",
            "Currencies stand apart and are not converted. Samples and spare parts have a quantity and an amount of 0.",
        ),
    ]
    if rows:
        _draw(book, rows)
    return told


class _Lines:
    """What a workbook says beside the money: category, people, unit and quantity of a movement."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        fields = ("order_no", "line_no", "product_no", "product_category", "sales_person", "clerk", "unit")
        self._lines: dict[tuple[Any, Any], Mapping[str, Any]] = {}
        for values in origin.rows("orders", *fields):
            line = dict(zip(fields, values, strict=True))
            self._lines.setdefault((line["order_no"], line["line_no"]), line)
            self._lines.setdefault((line["order_no"], None), line)
        self._categories = dict(origin.rows("products", "product_no", "product_category"))
        people = origin.rows("customers", "customer_no", "sales_person", "clerk")
        self._people = {number: (sales, clerk) for number, sales, clerk in people}

    def of(self, one: Movement, customer: str) -> Row:
        """Return category, sales person, clerk, unit and quantity."""
        data = self._origin.table(one.table)
        number = data.get(one.row, "line_no") if data and "line_no" in data.columns else None
        line = self._lines.get((one.order_no, number)) or self._lines.get((one.order_no, None), {})
        sales, clerk = self._people.get(customer, (None, None))
        people = line.get("sales_person") or sales or _UNKNOWN, line.get("clerk") or clerk or _UNKNOWN
        if one.kind is Kind.RECEIPT:
            return None, *people, None, None
        category = line.get("product_category") or self._categories.get(line.get("product_no")) or _UNKNOWN
        name, sign = _QTY.get(one.kind, ("", 1))
        qty = data.get(one.row, name) if data and name else None
        return category, *people, line.get("unit"), None if qty is None else sign * qty


def _row(start: Row, one: Movement, known: Row) -> Row:
    category, sales_person, clerk, unit, qty = known
    amounts = [abs(one.amount) if one.kind is kind else None for kind in _SALES]
    is_receipt = one.kind is Kind.RECEIPT
    money_in = (None, -one.amount) if is_receipt else (one.amount, None)
    return (
        *start, category, sales_person, clerk, str(one.kind), one.day, one.number or None, one.order_no or None, unit, qty,
        *amounts, *money_in,
    )  # fmt: skip


def _draw(book: ReportBook, rows: Sequence[Row]) -> None:
    by_customer = titled(
        book, Message("按客户", "By customer"), Message("销售汇总表（按客户）", "Sales by customer"),
        Message("净销售额大的在前；含税金额", "The largest net sales first; amounts with tax"),
    )  # fmt: skip
    by_category = titled(
        book, Message("按产品类别", "By category"), Message("销售汇总表（按产品类别）", "Sales by product category"),
        Message("收款不分产品类别", "Payments belong to no category"),
    )  # fmt: skip
    by_clerk = titled(
        book, Message("按跟单员", "By clerk"), Message("销售汇总表（按跟单员）", "Sales by clerk"),
        Message("净销售额大的在前", "The largest net sales first"),
    )  # fmt: skip
    formats = {"数量": "#,##0.##"} | dict.fromkeys(_HEADER[_DELIVERED:], MONEY)
    source = book.source(book.say("明细", "Data"), "销售明细", _HEADER, rows, formats)
    outer = outer_currency(rows, _CURRENCY)
    _draw_one(book, by_customer, source, _pivot("客户", outer), rows)
    _draw_one(book, by_clerk, source, _pivot("跟单员", outer), rows)
    kinds = {row[_KIND] for row in rows}
    if sold := [str(kind) for kind in _SALES if str(kind) in kinds]:
        only = Filter("种类", sold if str(Kind.RECEIPT) in kinds else ())
        goods = [row for row in rows if row[_KIND] != Kind.RECEIPT]
        _draw_one(book, by_category, source, _pivot("产品类别", outer, MEASURES[:-1], only), goods)


def _pivot(name: str, outer: Sequence[str], measures: Sequence[Measure] = MEASURES, *only: Filter) -> Pivot:
    return Pivot(
        f"按{name}", [*outer, Axis(name, by=NET)], measures, filters=["来源", "月份", "单位", *only],
        layout="tabular", total_row=not outer, row_caption=name,
    )  # fmt: skip


def _draw_one(book: ReportBook, sheet: Sheet, source: Source, pivot: Pivot, rows: Sequence[Row]) -> None:
    """Place a pivot and beside it a chart for each currency: these are never added up."""
    placed = place(book, sheet, source, pivot)
    row, item = 4, _HEADER.index(pivot.row_axes[-1].field)
    for currency, part in by_currency(placed, rows, _CURRENCY, item):
        title, size = f"{book.say(NET, 'Net sales')} {currency}".strip(), bar_size(part)
        chart = Chart("bar", title, first_rows(part), first_of(part, NET), "#,##0", least=None, size=size)
        book.chart(sheet, chart, at=(row, placed.area[3] + 2))
        row += size[1] // 20 + 2


def _figures(rows: Sequence[Row]) -> list[Message]:
    """Return the key figures in words, month by month and currency by currency; the latest three months."""
    return [
        _sentence(
            month, currency, [row for row in rows if (row[_MONTH], row[_CURRENCY]) == (month, currency)]
        )
        for month, currency in list(_groups(rows))
    ]


def _groups(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    months = sorted({str(row[_MONTH]) for row in rows}, reverse=True)[:3]
    for month in months:
        for currency in sorted({str(row[_CURRENCY]) for row in rows if row[_MONTH] == month}):
            yield month, currency


def _sentence(month: str, currency: str, own: Sequence[Row]) -> Message:
    delivered, returned, allowed, net, received = (
        f"{money(row[at] for row in own):,.2f}" for at in range(_DELIVERED, _NET + 2)
    )
    words = month_words(month)
    return Message(
        f"{words.zh} {currency}（含税）：净销售额 {net}（发货 {delivered}，退货 {returned}，折让 {allowed}），收款 {received}。",
        f"{words.en} {currency} (with tax): net sales {net} (deliveries {delivered}, returns {returned}, allowances {allowed}), "
        f"payments {received}.",
    )


def _deadline(case: Case, rows: Sequence[Row]) -> list[Message]:
    """Return whether the summary of the latest month is made in time (requirement 40)."""
    month = case.last or max((str(row[_MONTH]) for row in rows), default="")
    asked = month_period(month, None)
    if asked is None or not rows:
        return []
    days = case.newest_first[0].settings.sales_summary_days
    deadline = asked.end + dt.timedelta(days=days)
    until, until_en = (
        f"时限 {deadline}（月末后 {days} 天内）",
        f"it is due on {deadline} ({days} days after the month)",
    )
    words, today, late = month_words(month), case.today, (case.today - deadline).days
    if today <= asked.end:
        zh, en = (
            f"还没有过完，数字只到 {today}；{until}。",
            f"is not over, the figures reach up to {today}; {until_en}.",
        )
    elif late > 0:
        zh, en = (
            f"的汇总表：{until}，今天 {today}，已过时限 {late} 天（第一次出才算晚，重出的不算）。",
            f"was to be summed up in time: {until_en}, today is {today}, {late} days after it (late when this is the first time).",
        )
    else:
        zh, en = (
            f"的汇总表按时：{until}，今天 {today}。",
            f"is summed up in time: {until_en}, today is {today}.",
        )
    return [Message(f"{words.zh}{zh}", f"{words.en} {en}")]


REPORT = Report(
    verb="sales-summary",
    label="销售汇总表",
    english="Sales summary",
    help=Message(
        "销售汇总表：按客户、产品类别、跟单员的数量、金额、退货、净额、收款",
        "monthly sales by customer, category and clerk",
    ),
    source="40, 41",
    build=build,
    icon="AutoSum",
    order=18,
    reads=READS_MONEY,
)
