"""价格异常: order lines whose price is off the list, by customer and month (requirements 10, 41)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.intake.customers import Customers
from gendan_xl.intake.ledger import TableData
from gendan_xl.reports._parts import COUNT, MONEY, bar_size, first_of, first_rows, matrix, place, titled
from gendan_xl.reports._report import Case, Once, Origin, Report, Told
from gendan_xl.reports._words import CANCELLED, OUTSIDE, counted, joined, same
from gendan_xl.reports.book import ReportBook
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot, year_month
from gendan_xl.schema.orders import Orders

_KINDS = {
    "GD611": Message("低于价格表", "below the list"), "GD612": Message("高于价格表", "above the list"),
    "GD614": Message("特批人没有权限", "approved by someone who may not"), "GD615": Message("特批没有审批人", "special without approver"),
}  # fmt: skip
"""The rules whose findings are shown, by code."""
_WORDS = {kind.zh: kind for kind in _KINDS.values()}
_HEADER = (
    "来源", "客户", "业务员", "订单号", "行号", "产品编号", "产品名称", "下单月份", "异常", "单价", "数量", "币种", "金额",
    "价差", "说明", "位置",
)  # fmt: skip
LINES, AMOUNT, GAP = "异常行数", "涉及金额", "价差金额"
MEASURES = (
    Measure("异常", "count", LINES, COUNT), Measure("金额", "sum", AMOUNT, MONEY), Measure("价差", "sum", GAP, MONEY),
)  # fmt: skip
_CUSTOMER, _KIND, _CURRENCY, _GAP = 1, 8, 11, 13
_IN_NEWER = Message("较新的工作簿里也有", "also in a newer workbook")
_UNLISTED = Message("价格表里没有这个产品", "products that are not on the list")
_NONE_COMPARED = Message("没有一行订单能和价格表比较。", "No order line could be held against a price list.")
_NEEDED = ("product_no", "unit_price", "ordered_qty", "order_date")
_KEY = ("order_no", "line_no", "customer_name", "product_no")


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    once = Once()
    rows = [row for origin in case.newest_first for row in _rows(case, origin, told, once)]
    told.basis = [
        Message(
            "价格表按下单日取：先看客户价，再看通用价；起订量够的取最高一档。有报价单或特批的，不算低于、高于价格表。",
            "The list of the order date counts: the customer's price before the general one, the largest step that the quantity "
            "reaches. With a quotation or a special price no line is below or above the list.",
        ),
        Message(
            "月份是下单的月。金额 = 数量 × 单价；价差 = 数量 ×（单价 − 价格表），低于价格表的是负数。"
            "不同币种没有折算，合计前请按币种筛选。",
            "The month is that of the order. Amount = quantity × price; difference = quantity × (price − list price), below zero "
            "where the price is below the list. Currencies are not converted: choose one before you add up.",
        ),
    ]
    checked = sum(_tell_unchecked(case, origin, told, once) for origin in case.newest_first)
    told.figures = _figures(rows, checked)
    if rows:
        _draw(book, rows)
    return told


def _tell_unchecked(case: Case, origin: Origin, told: Told, once: Once) -> int:
    """Return how many order lines could be held against the list; note those that lack something, and why none could."""
    orders = origin.table("orders")
    listed = {
        product for product, price in origin.rows("prices", "product_no", "unit_price") if price is not None
    }
    lacking = [name for name in _NEEDED if orders is None or name not in orders.columns]
    if orders is None or lacking or not listed:
        told.basis.append(_uncompared(origin.name, [Orders.header(name) for name in lacking]))
        return 0
    checked = 0
    for index in range(len(orders)):
        month = year_month(orders.get(index, "order_date"))
        blank = next((name for name in _NEEDED if orders.get(index, name) is None), "")
        if once.elsewhere(("checked", *(orders.get(index, name) for name in _KEY)), origin):
            told.passed[_IN_NEWER] += 1
        elif not case.covers(month):
            told.passed[OUTSIDE] += 1
        elif blank and orders.get(index, "status") == "已取消":
            told.passed[CANCELLED] += 1
        elif blank:
            header = Orders.header(blank)
            reason = Message(f"没有{header}，没有和价格表比较", f"no “{header}”, not held against the list")
            told.leave_out(origin, orders, index, blank, reason)
        elif orders.get(index, "product_no") in listed:
            checked += 1
        else:
            told.passed[_UNLISTED] += 1
    return checked


def _uncompared(name: str, headers: Sequence[str]) -> Message:
    if headers:
        zh, en = f"“{'、'.join(headers)}”列", f"columns “{', '.join(headers)}”"
    else:
        zh, en = "价格表", "price list"
    return Message(
        f"{name} 没有{zh}，没有和价格表比较。", f"{name} has no {en}: it was not held against the list."
    )


def _rows(case: Case, origin: Origin, told: Told, once: Once) -> Iterator[tuple[Value, ...]]:
    orders, customers = origin.table("orders"), Customers(origin.ledger)
    if orders is None:
        return
    places = {orders.place(index, "")[:2]: index for index in range(len(orders))} if origin.findings else {}
    for finding in origin.findings:
        index = places.get((finding.sheet, finding.row))
        if index is None:
            continue
        key = (finding.code, *(orders.get(index, name) for name in _KEY))
        if not case.covers(year_month(orders.get(index, "order_date"))):
            continue
        if elsewhere := once.elsewhere(key, origin):
            told.repeat(origin, orders, index, "unit_price", elsewhere)
        else:
            customer = customers.shown(orders.get(index, "customer_no"), orders.get(index, "customer_name"))
            yield _row(origin, orders, index, customer, finding, case.lang)


def _row(
    origin: Origin, orders: TableData, index: int, customer: str, finding: Finding, lang: str
) -> tuple[Value, ...]:
    def get(field: str) -> Value:
        value: Value = orders.get(index, field)
        return value

    price, qty = orders.get(index, "unit_price"), orders.get(index, "ordered_qty")
    amount = None if price is None or qty is None else round(price * qty, 2)
    listed = finding.expected
    gap = None if amount is None or not isinstance(listed, float) else round((price - listed) * qty, 2)
    return (
        origin.name, customer, get("sales_person"), get("order_no"), get("line_no"),
        get("product_no"), get("product_name"), year_month(orders.get(index, "order_date")), _KINDS[finding.code].zh,
        price, qty, get("currency") or "CNY", amount, gap, finding.message.text(lang), finding.place,
    )  # fmt: skip


def _draw(book: ReportBook, rows: Sequence[Sequence[Value]]) -> None:
    by_customer = titled(
        book, Message("按客户", "By customer"), Message("价格异常（按客户）", "Prices off the list by customer"),
        Message("行数多的在前", "Most lines first"),
    )  # fmt: skip
    by_month = titled(
        book, Message("异常×月份", "Kind × month"), Message("价格异常（种类 × 下单月份）", "Prices off the list (kind × month of the order)"),
        Message("行数", "How many lines"),
    )  # fmt: skip
    listed = titled(
        book, Message("清单", "List"), Message("价格异常清单", "List of prices off the list"),
        Message("照“位置”到台账里改，或补特批、报价单", "Correct the ledger at “位置”, or enter approval or quotation"),
    )  # fmt: skip
    source = book.source(
        book.say("明细", "Data"),
        "价格明细",
        _HEADER,
        rows,
        {"单价": "#,##0.00##", "金额": MONEY, "价差": MONEY, "数量": "#,##0.##"},
    )
    pivot = Pivot(
        "按客户",
        [Axis("客户", by=LINES)],
        MEASURES,
        filters=["来源", "业务员", "异常", "币种"],
        row_caption="客户",
    )
    placed = place(book, by_customer, source, pivot)
    chart = Chart(
        "bar",
        book.say("价格异常最多的客户（行）", "Customers with most lines off the list"),
        first_rows(placed),
        first_of(placed, LINES),
        "0",
        size=bar_size(placed),
    )
    book.chart(by_customer, chart, at=(4, 6))
    months = Pivot(
        "异常月份",
        ["异常"],
        MEASURES[:1],
        ["下单月份"],
        ["来源", "客户"],
        row_caption="异常",
        column_caption="下单月份",
    )
    matrix(book, by_month, source, months)
    shown = [(row[3], row[4], row[1], row[6], row[9], row[_GAP], *row[-2:]) for row in rows]
    header = ("订单号", "行号", "客户", "产品名称", "单价", "价差", "说明", "位置")
    listed.table((4, 1), header, shown, {"单价": "#,##0.00##", "价差": MONEY})
    listed.page.repeat_rows(3)


def _figures(rows: Sequence[Sequence[Value]], checked: int) -> list[Message]:
    """Return the key figures in words; `checked` lines have a product that stands on the list."""
    if not rows:
        none = Message(
            f"查了 {checked:,} 行订单的价格，没有发现异常。",
            f"{checked:,} order lines held against the list: none is off it.",
        )
        return [none if checked else _NONE_COMPARED]
    kinds, customers = (Counter(str(row[place]) for row in rows) for place in (_KIND, _CUSTOMER))
    listed = counted((_WORDS[kind], count) for kind, count in kinds.most_common())
    named = counted((same(name), count) for name, count in customers.most_common(3))
    return [
        Message(
            f"查了 {checked:,} 行订单的价格，异常 {len(rows):,} 行：{listed.zh}。",
            f"Order lines held against the list: {checked:,}, off it: {len(rows):,}, namely {listed.en}.",
        ),
        *_gaps(rows),
        Message(f"最多的客户：{named.zh}。", f"Customers with most of them: {named.en}."),
    ]


def _gaps(rows: Sequence[Sequence[Value]]) -> list[Message]:
    """Return the sentence on how much the prices differ from the list, by kind and currency."""
    sums: dict[tuple[str, str], float] = {}
    for row in rows:
        if isinstance(gap := row[_GAP], float):
            key = (str(row[_KIND]), str(row[_CURRENCY]))
            sums[key] = sums.get(key, 0.0) + gap
    parts = joined(
        Message(f"{kind} {currency} {gap:,.2f}", f"{_WORDS[kind].en} {currency} {gap:,.2f}")
        for (kind, currency), gap in sorted(sums.items())
    )
    return [Message(f"价差：{parts.zh}。", f"Difference to the list: {parts.en}.")] if sums else []


REPORT = Report(
    verb="prices",
    label="价格异常",
    english="Prices off the list",
    help=Message(
        "低于、高于价格表和没有批准的特批价", "prices off the list, special prices without approval"
    ),
    source="10, 41",
    build=build,
    icon="PivotTableInsert",
    order=60,
    reads={
        "orders": ("order_date", "unit_price", "ordered_qty", "product_no", "customer_no"),
        "prices": ("product_no", "unit_price", "start_date", "end_date", "min_qty"),
    },
    rules=tuple(_KINDS),
)
