"""价格异常: order lines whose price is off the list, by customer and month (requirements 10, 41)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import TableData
from gendan_xl.reports._line_facts import short_names
from gendan_xl.reports._parts import COUNT, MONEY, bar_size, first_of, first_rows, matrix, place, titled
from gendan_xl.reports._report import Case, Once, Origin, Report, Told
from gendan_xl.reports.book import ReportBook
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot, year_month
from gendan_xl.schema.orders import Orders

_KINDS = {
    "GD611": "低于价格表", "GD612": "高于价格表", "GD614": "特批人没有权限", "GD615": "特批没有审批人",
}  # fmt: skip
"""The rules whose findings are shown, by code."""
_HEADER = (
    "来源", "客户", "业务员", "订单号", "行号", "产品编号", "产品名称", "下单月份", "异常", "单价", "数量", "币种", "金额",
    "说明", "位置",
)  # fmt: skip
LINES, AMOUNT = "异常行数", "涉及金额"
MEASURES = (Measure("异常", "count", LINES, COUNT), Measure("金额", "sum", AMOUNT, MONEY))
_CUSTOMER, _KIND = 1, 8
_NEEDED = ("product_no", "unit_price", "ordered_qty", "order_date")
_KEY = ("order_no", "line_no", "customer_name", "product_no")


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    once = Once()
    rows = [row for origin in case.newest_first for row in _rows(case, origin, told, once)]
    told.basis = [
        "价格表按下单日取：先看客户价，再看通用价；起订量够的取最高一档。有报价单或特批的，不算低于、高于价格表。",
        "月份是下单的月。金额是这一行订单的金额（数量 × 单价），不是差额；不同币种没有折算，合计前请按币种筛选。",
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
        headers = "、".join(Orders.header(name) for name in lacking)
        told.basis.append(
            f"{origin.name} 没有{f'“{headers}”列' if lacking else '价格表'}，没有和价格表比较。"
        )
        return 0
    checked = 0
    for index in range(len(orders)):
        month = year_month(orders.get(index, "order_date"))
        blank = next((name for name in _NEEDED if orders.get(index, name) is None), "")
        if once.elsewhere(("checked", *(orders.get(index, name) for name in _KEY)), origin):
            told.passed["较新的工作簿里也有"] += 1
        elif not case.covers(month):
            told.passed["期间以外"] += 1
        elif blank and orders.get(index, "status") == "已取消":
            told.passed["已取消"] += 1
        elif blank:
            told.leave_out(origin, orders, index, blank, f"没有{Orders.header(blank)}，没有和价格表比较")
        elif orders.get(index, "product_no") in listed:
            checked += 1
        else:
            told.passed["价格表里没有这个产品"] += 1
    return checked


def _rows(case: Case, origin: Origin, told: Told, once: Once) -> Iterator[tuple[Value, ...]]:
    orders, names = origin.table("orders"), short_names(origin)
    if orders is None:
        return
    places = {orders.place(index, "")[:2]: index for index in range(len(orders))} if origin.findings else {}
    for finding in origin.findings:
        index = places.get((finding.sheet, finding.row))
        if index is None:
            continue
        month = year_month(orders.get(index, "order_date"))
        key = (finding.code, *(orders.get(index, name) for name in _KEY))
        if elsewhere := once.elsewhere(key, origin):
            told.leave_out(origin, orders, index, "unit_price", elsewhere)
            continue
        if case.covers(month):
            yield _row(origin, orders, index, names.get(orders.get(index, "customer_no"), ""), finding)


def _row(
    origin: Origin, orders: TableData, index: int, short_name: str, finding: Finding
) -> tuple[Value, ...]:
    def get(field: str) -> Value:
        value: Value = orders.get(index, field)
        return value

    price, qty = orders.get(index, "unit_price"), orders.get(index, "ordered_qty")
    amount = None if price is None or qty is None else round(price * qty, 2)
    return (
        origin.name, short_name or get("customer_name"), get("sales_person"), get("order_no"), get("line_no"),
        get("product_no"), get("product_name"), year_month(orders.get(index, "order_date")), _KINDS[finding.code],
        price, qty, get("currency") or "CNY", amount, finding.message.zh, finding.place,
    )  # fmt: skip


def _draw(book: ReportBook, rows: Sequence[Sequence[Value]]) -> None:
    by_customer = titled(book, "按客户", "价格异常（按客户）", "行数多的在前")
    by_month = titled(book, "异常×月份", "价格异常（种类 × 下单月份）", "行数")
    listed = titled(book, "清单", "价格异常清单", "照“位置”到台账里改，或补特批、报价单")
    source = book.source(
        "明细", "价格明细", _HEADER, rows, {"单价": "#,##0.00##", "金额": MONEY, "数量": "#,##0.##"}
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
        "价格异常最多的客户（行）",
        first_rows(placed),
        first_of(placed, LINES),
        "0",
        size=bar_size(placed),
    )
    book.chart(by_customer, chart, at=(4, 5))
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
    shown = [(row[3], row[4], row[1], row[6], row[9], row[13], row[14]) for row in rows]
    header = ("订单号", "行号", "客户", "产品名称", "单价", "说明", "位置")
    listed.table((4, 1), header, shown, {"单价": "#,##0.00##"})
    listed.page.repeat_rows(3)


def _figures(rows: Sequence[Sequence[Value]], checked: int) -> list[str]:
    """Return the key figures in words; `checked` lines have a product that stands on the list."""
    if not rows:
        return (
            [f"查了 {checked:,} 行订单的价格，没有发现异常。"]
            if checked
            else ["没有一行订单能和价格表比较。"]
        )
    kinds, customers = (Counter(str(row[place]) for row in rows) for place in (_KIND, _CUSTOMER))
    listed = "；".join(f"{kind} {count:,} 行" for kind, count in kinds.most_common())
    named = "；".join(f"{name} {count:,} 行" for name, count in customers.most_common(3))
    return [f"查了 {checked:,} 行订单的价格，异常 {len(rows):,} 行：{listed}。", f"最多的客户：{named}。"]


REPORT = Report(
    verb="prices",
    label="价格异常",
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
