"""发货与退货: deliveries, returns and net amounts by customer and month, as statements count them (38, 40, 41)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.statement import Kind, Movement
from gendan_xl.errors import Message
from gendan_xl.reports._accounts import BASIS, READS, by_currency, customer_accounts, money, outer_currency
from gendan_xl.reports._parts import MONEY, bar_size, first_of, first_rows, matrix, place, titled
from gendan_xl.reports._report import Case, Report, Told
from gendan_xl.reports._words import OUTSIDE, month_words
from gendan_xl.reports.book import ReportBook, Sheet, Source
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot

_HEADER = ("来源", "客户", "币种", "月份", "种类", "日期", "单号", "订单号", "发货", "退货", "折让", "净额")
DELIVERED, RETURNED, ALLOWED, NET = "发货金额", "退货金额", "折让金额", "净销售额"
MEASURES = tuple(
    Measure(field, "sum", caption, MONEY)
    for field, caption in (("发货", DELIVERED), ("退货", RETURNED), ("折让", ALLOWED), ("净额", NET))
)
_KINDS = {Kind.DELIVERY: 8, Kind.RETURN: 9, Kind.ALLOWANCE: 10}
_CUSTOMER, _CURRENCY, _MONTH, _NET = 1, 2, 3, 11
Rows = Sequence[Sequence[Value]]


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    rows = list(_rows(case, told))
    told.figures = _figures(rows)
    told.basis = [
        Message(f"与对账单同一口径：{BASIS.zh}", f"As statements count. {BASIS.en}"),
        Message(
            "净销售额 = 发货 − 退货 − 折让。不同币种分开列，不折算。样品、备品金额为 0。",
            "Net sales = deliveries − returns − allowances. Currencies stand apart and are not converted. Samples and spare parts "
            "have an amount of 0.",
        ),
    ]
    if rows:
        _draw(book, rows)
    return told


def _rows(case: Case, told: Told) -> Iterator[tuple[Value, ...]]:
    for one in customer_accounts(case, told, _KINDS):
        for origin, movement in one.entries:
            month = one.month(movement.day)
            if case.covers(month):
                yield _row(origin.name, one.name, one.account.currency, month, movement)
            else:
                told.passed[OUTSIDE] += 1


def _row(source: str, customer: str, currency: str, month: str, one: Movement) -> tuple[Value, ...]:
    amounts: list[Decimal | None] = [None, None, None]
    amounts[_KINDS[one.kind] - 8] = abs(one.amount)
    return (
        source, customer or None, currency, month, str(one.kind), one.day, one.number or None, one.order_no or None,
        *amounts, one.amount,
    )  # fmt: skip


def _draw(book: ReportBook, rows: Sequence[Sequence[Value]]) -> None:
    with_tax = Message("含税金额", "Amounts with tax")
    by_month = titled(
        book, Message("按月", "By month"), Message("发货、退货、净销售额（按月）", "Deliveries, returns and net sales by month"), with_tax
    )  # fmt: skip
    by_customer = titled(
        book, Message("按客户", "By customer"), Message("发货、退货、净销售额（按客户）", "Deliveries, returns and net sales by customer"),
        Message("净销售额大的在前", "The largest net sales first"),
    )  # fmt: skip
    both = titled(
        book, Message("客户×月份", "Customer × month"), Message("净销售额（客户 × 月份）", "Net sales (customer × month)"), with_tax
    )  # fmt: skip
    source = book.source(
        book.say("明细", "Data"), "发退明细", _HEADER, rows, dict.fromkeys(_HEADER[8:], MONEY)
    )
    outer = outer_currency(rows, _CURRENCY)
    has_total = not outer  # what is in several currencies is not added up
    _draw_months(book, by_month, source, rows, outer)
    _draw_customers(book, by_customer, source, rows, outer)
    pivot = Pivot(
        "客户月份", [*outer, Axis("客户")], MEASURES[-1:], ["月份"], ["来源"], layout="tabular",
        total_row=has_total, row_caption="客户", column_caption="月份",
    )  # fmt: skip
    matrix(book, both, source, pivot)


def _draw_months(book: ReportBook, sheet: Sheet, source: Source, rows: Rows, outer: Sequence[str]) -> None:
    pivot = Pivot(
        "按月", [*outer, "月份"], MEASURES, layout="tabular", total_row=not outer, row_caption="月份"
    )
    placed = book.pivot(sheet, source, pivot, at=(4, 1))
    row, title = 4, book.say("每月发货、退货、净额", "Deliveries, returns and net by month")
    for currency, part in by_currency(placed, rows, _CURRENCY, _MONTH):
        chart = Chart(
            "column", f"{title} {currency}".strip(), part.categories, part.series(DELIVERED, RETURNED, NET),
            "#,##0", labels=False, least=None, size=(600, 320),
        )  # fmt: skip
        book.chart(sheet, chart, at=(row, placed.area[3] + 2))
        row += 18


def _draw_customers(book: ReportBook, sheet: Sheet, source: Source, rows: Rows, outer: Sequence[str]) -> None:
    pivot = Pivot(
        "按客户", [*outer, Axis("客户", by=NET)], MEASURES, filters=["来源", "月份"], layout="tabular",
        total_row=not outer, row_caption="客户",
    )  # fmt: skip
    placed = place(book, sheet, source, pivot)
    row, title = 4, book.say("净销售额最大的客户", "Customers with most net sales")
    for currency, part in by_currency(placed, rows, _CURRENCY, _CUSTOMER):
        named, size = f"{title} {currency}".strip(), bar_size(part)
        chart = Chart("bar", named, first_rows(part), first_of(part, NET), "#,##0", least=None, size=size)
        book.chart(sheet, chart, at=(row, placed.area[3] + 2))
        row += size[1] // 20 + 2


def _figures(rows: Sequence[Sequence[Value]]) -> list[Message]:
    """Return the key figures in words, currency by currency."""
    said = []
    for currency in sorted({str(row[_CURRENCY]) for row in rows}):
        own = [row for row in rows if row[_CURRENCY] == currency]
        sums = [money(row[place] for row in own) for place in (8, 9, 10)]
        whole, (delivered, returned, allowed) = sums[0] - sums[1] - sums[2], (f"{one:,.2f}" for one in sums)
        latest = max(str(row[_MONTH]) for row in own)
        month, net = month_words(latest), money(row[_NET] for row in own if row[_MONTH] == latest)
        said.append(Message(
            f"{currency}：净销售额 {whole:,.2f}（发货 {delivered}，退货 {returned}，折让 {allowed}）；最近的 {month.zh} {net:,.2f}。",
            f"{currency}: net sales {whole:,.2f} (deliveries {delivered}, returns {returned}, allowances {allowed}); in {month.en}, "
            f"the latest month: {net:,.2f}.",
        ))  # fmt: skip
    return said


REPORT = Report(
    verb="shipments",
    label="发货与退货",
    english="Deliveries and returns",
    help=Message(
        "发货、退货、净销售额：客户 × 月份", "deliveries, returns and net amounts by customer and month"
    ),
    source="38, 40, 41",
    build=build,
    icon="PivotTableInsert",
    order=15,
    reads=READS,
    is_large=True,
)
