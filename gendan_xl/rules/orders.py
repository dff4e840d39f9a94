"""Rules about what an order line says of itself (GD2xx)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.rules._kits import Ratios, kit_pairs
from gendan_xl.rules._missing import Hit, missing, missing_words, required_fields
from gendan_xl.rules._rule import rule
from gendan_xl.rules._status import CANCELLED, PAUSED, has_reached
from gendan_xl.schema.orders import Orders
from gendan_xl.text import header_key

ESSENTIAL = (
    "order_no", "line_no", "customer_name", "product_no", "product_name", "unit", "ordered_qty", "unit_price",
)  # fmt: skip
"""Without these an order can neither be planned nor delivered (requirement 2)."""


@rule("GD201", table=Orders, level="error", by=(), at="order_no", source="2",
      zh="订单缺少{missing}", en="The order lacks {missing}",
      fix="补填；不清楚的向客户或业务员书面确认", fix_en="Fill it in; ask customer or sales in writing when unclear")  # fmt: skip
def order_without_essentials(
    ledger: Ledger, data: TableData, status: Sequence[str | None] = ()
) -> Iterator[Hit]:
    """没有这些内容，订单既不能排产也不能出单：订单号、客户、产品、单位、数量、单价。台账没有的列不要求。

    Without these an order can neither be planned nor delivered. Columns the ledger does not have are not asked for.

    错:
    | 订单号 | 行号 | 客户名称 | 产品名称 | 订购数量 | 报 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 永信门业 | 执手 |  | ✗ |
    | SO2603-014 | 2 | 永信门业 | 锁体 | 50 |  |

    对:
    | 订单号 | 行号 | 客户名称 | 产品名称 | 订购数量 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 永信门业 | 执手 | 50 |
    """
    return (hit for hit in missing(ledger, data, ESSENTIAL) if status[hit[0]] != CANCELLED)


@rule("GD202", table=Orders, level="warning", by=(), at="order_no", source="2",
      zh="订单资料不全，缺少{missing}", en="The order is incomplete: {missing}",
      fix="向业务员问清后补填", fix_en="Ask sales and fill it in")  # fmt: skip
def order_with_blanks(ledger: Ledger, data: TableData, status: Sequence[str | None] = ()) -> Iterator[Hit]:
    """录单时应填的其他内容（交期、付款条件、交货地点、联系方式等）还空着。台账没有的列不要求。

    Other contents due at entry (date, terms of payment, place of delivery, contact …) are still blank.

    错:
    | 订单号 | 业务员 | 下单日期 |
    |---|---|---|
    | SO2603-014 |  | 2026-03-02 |

    对:
    | 订单号 | 业务员 | 下单日期 |
    |---|---|---|
    | SO2603-014 | 赵工 | 2026-03-02 |
    """
    fields = [name for name in required_fields(data) if name not in ESSENTIAL]
    return (hit for hit in missing(ledger, data, fields) if status[hit[0]] != CANCELLED)


@rule("GD203", table=Orders, level="error", at="confirmed_date", source="7, 15",
      zh="订单 {order_no} 状态是{status}，却没有确认交期", en="Order {order_no} is {status} without a confirmed date",
      fix="填确认交期，或把状态改回待评审", fix_en="Enter the confirmed date, or set the status back to 待评审")  # fmt: skip
def confirmed_without_date(order_no: str, status: str, confirmed_date: dt.date | None) -> bool:
    """状态到了已确认或更后面，就必须有告诉客户的确认交期。

    From 已确认 on an order must have the date that was promised to the customer.

    错:
    | 订单号 | 状态 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 已确认 |  |
    | SO2603-015 | 生产中 |  |

    对:
    | 订单号 | 状态 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 待评审 |  |
    | SO2603-015 | 生产中 | 2026-03-20 |
    | SO2603-016 | 已取消 |  |
    """
    return confirmed_date is None and has_reached(status, "已确认")


SIDE_FIELDS = {
    PAUSED: ("pause_reason", "resume_date"),
    CANCELLED: ("cancel_reason", "cancel_approver", "cancelled_date"),
    "已完成": ("close_mode", "closed_date"),
}
"""What a clerk must say about an order that stands still or is closed."""


@rule("GD204", table=Orders, level="warning", by=(), at="status", source="7, 23",
      zh="订单 {order_no} 状态是{status}，缺少{missing}", en="Order {order_no} is {status} but lacks {missing}",
      fix="补填原因、批准人和日期", fix_en="Fill in reason, approver and date")  # fmt: skip
def status_without_reason(data: TableData, status: Sequence[str | None]) -> Iterator[Hit]:
    """暂停要有原因和预计恢复日期；取消要有原因、批准人和日期；完成要有结案方式和日期。台账没有的列不要求。

    A pause needs its reason and the day of resumption, a cancellation reason, approver and date, a completed order
    how and when it was closed. Columns the ledger does not have are not asked for.

    错:
    | 订单号 | 状态 | 暂停原因 | 取消原因 |
    |---|---|---|---|
    | SO2603-014 | 暂停 |  |  |
    | SO2603-015 | 已取消 |  |  |

    对:
    | 订单号 | 状态 | 暂停原因 | 取消原因 |
    |---|---|---|---|
    | SO2603-014 | 暂停 | 客户改图 |  |
    | SO2603-015 | 生产中 |  |  |
    """
    for row, value in enumerate(status):
        blank = [name for name in SIDE_FIELDS.get(value or "", ()) if data.is_blank(row, name)]
        if blank:
            yield row, missing_words(data, row, blank)


@rule("GD211", table=Orders, level="error", by=("order_no", "line_no"), least=2, at="line_no", source="tables",
      zh="订单 {order_no} 的行号 {line_no} 出现了 {count} 次", en="Line {line_no} of order {order_no} is there {count} times",
      fix="改行号，或删除重复的行", fix_en="Change the line number, or delete the rows that are there twice")  # fmt: skip
def duplicate_line(order_no: Sequence[str], line_no: Sequence[float]) -> Iterator[Hit]:
    """同一订单的同一行号只能出现一次，否则发货、节点不知道记在哪一行上。

    A line number may stand only once in an order, or deliveries and milestones do not know their line.

    错:
    | 订单号 | 行号 | 报 |
    |---|---|---|
    | SO2603-014 | 1 |  |
    | SO2603-014 | 2 |  |
    | SO2603-014 | 1 | ✗ |

    对:
    | 订单号 | 行号 |
    |---|---|
    | SO2603-014 | 1 |
    | SO2603-014 | 2 |
    | SO2603-015 | 1 |
    """
    count = len(order_no)
    return ((row, {"count": count}) for row in range(1, count))


@rule("GD212", table=Orders, level="info", by=("order_no", "product_no", "ordered_qty", "requested_date"), least=2,
      at="product_no", source="3",
      zh="订单 {order_no} 有 {count} 行产品、数量、交期都相同", en="Order {order_no} has {count} lines of the same product, quantity and date",
      fix="确认是不是重复录入；确要分开的不用改", fix_en="See whether it was entered twice; leave it where it is meant so")  # fmt: skip
def look_alike_lines(
    order_no: Sequence[str], product_no: Sequence[str], ordered_qty: Sequence[float], requested_date: Sequence[dt.date],
    line_no: Sequence[float | None] = (), spec: Sequence[str | None] = (), color: Sequence[str | None] = (),
) -> list[Hit]:  # fmt: skip
    """同一订单里产品、规格、颜色、数量、交期全都相同的两行，可能是重复录入，只作提示（行号也相同的由 GD211 报）。

    Two lines of an order with the same product, specification, colour, quantity and date may have been entered
    twice. For information only; the same line number is GD211.

    错:
    | 订单号 | 行号 | 产品编号 | 订购数量 | 客户要求交期 | 报 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | P-100 | 50 | 2026-03-20 |  |
    | SO2603-014 | 2 | P-100 | 50 | 2026-03-20 | ✗ |

    对:
    | 订单号 | 行号 | 产品编号 | 订购数量 | 客户要求交期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | P-100 | 50 | 2026-03-20 |
    | SO2603-014 | 2 | P-100 | 50 | 2026-04-20 |
    """
    count = len(order_no)
    alike = len(set(spec)) == len(set(color)) == 1 and (line_no[0] is None or line_no[0] != line_no[-1])
    return [(count - 1, {"count": count})] if alike else []


@rule("GD213", table=Orders, level="warning", by=(), at="order_no", source="tables",
      zh="订单 {order_no} 各行的{header}不一致：{value} 和 {first}",
      en="The lines of order {order_no} differ in {header}: {value} and {first}",
      fix="同一订单各行应相同，改正其中一行", fix_en="It belongs to the whole order: correct one of the lines")  # fmt: skip
def order_level_difference(data: TableData, order_no: Sequence[str]) -> Iterator[Hit]:
    """下单日期、客户、币种、付款条件等属于整张订单，各行必须一致。

    Order date, customer, currency, terms of payment and the like belong to the whole order: its lines must agree.

    错:
    | 订单号 | 行号 | 客户名称 | 下单日期 | 报 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 永信门业 | 2026-03-02 |  |
    | SO2603-014 | 2 | 永兴门业 | 2026-03-02 | ✗ |

    对:
    | 订单号 | 行号 | 客户名称 | 下单日期 |
    |---|---|---|---|
    | SO2603-014 | 1 | 永信门业 | 2026-03-02 |
    | SO2603-014 | 2 | 永信门业 | 2026-03-02 |
    | SO2603-015 | 1 | 永兴门业 | 2026-03-09 |
    """
    for name, column in data.columns.items():
        if data.table.columns()[name].col.level == "order":
            first: dict[str, Any] = {}
            for row, (order, value) in enumerate(zip(data.values("order_no"), column.values, strict=True)):
                if value is not None and order is not None and first.setdefault(order, value) != value:
                    yield (
                        row,
                        {"header": data.header(row, name), "value": value, "first": first[order], "at": name},
                    )


@rule("GD214", table=Orders, level="error", at="copy_checked_by", source="3 (C)",
      zh="订单 {order_no} 由 {source_order_no} 复制而来，没有人复核",
      en="Order {order_no} was copied from {source_order_no} and nobody has checked it",
      fix="对照客户订单逐项核对，再填复制核对人", fix_en="Compare it with the customer's order item by item, then enter who checked")  # fmt: skip
def copy_not_checked(order_no: str, source_order_no: str, copy_checked_by: str | None) -> bool:
    """复制旧单录入的订单，必须有人重新核对（三类常见错误之 C）。

    An order that was copied from an earlier one must have been checked again (classic error C).

    错:
    | 订单号 | 原订单号 | 复制核对人 |
    |---|---|---|
    | SO2603-014 | SO2511-003 |  |

    对:
    | 订单号 | 原订单号 | 复制核对人 |
    |---|---|---|
    | SO2603-014 | SO2511-003 | 钱工 |
    | SO2603-015 |  |  |
    """
    return copy_checked_by is None


@rule("GD215", table=Orders, level="warning", by=("product_no",), least=2, at="product_name", source="3 (A)",
      zh="产品编号 {product_no} 有不同的名称：{product_name} 和 {usual}",
      en="Product number {product_no} goes by different names: {product_name} and {usual}",
      fix="核对客户订单，改正编号或名称", fix_en="Compare with the customer's order; correct the number or the name")  # fmt: skip
def number_with_two_names(
    ledger: Ledger, product_no: Sequence[str], product_name: Sequence[str]
) -> Iterator[Hit]:
    """没有产品表时，用台账自己来查：同一产品编号写了不同的名称，少数的一方可能编号错了（三类常见错误之 A）。

    Where there is no table of products the ledger is its own witness: a number under different names, of which the
    rarer one is probably wrong (classic error A).

    错:
    | 订单号 | 产品编号 | 产品名称 | 报 |
    |---|---|---|---|
    | SO2603-014 | P-100 | 双面执手 |  |
    | SO2603-015 | P-100 | 锁扣板 | ✗ |
    | SO2603-016 | P-100 | 双面执手 |  |

    对:
    | 订单号 | 产品编号 | 产品名称 |
    |---|---|---|
    | SO2603-014 | P-100 | 双面执手 |
    | SO2603-015 | P-100 | 双面 执手 |
    """
    if len(set(product_name)) == 1 or ledger.get("products"):
        return
    names = [header_key(name) for name in product_name]
    counted = Counter(names)
    usual = max(counted, key=lambda name: (counted[name], -names.index(name)))
    for row, name in enumerate(names):
        if name != usual:
            yield row, {"usual": product_name[names.index(usual)]}


@rule("GD221", table=Orders, level="error", by=(), at="ordered_qty", source="3 (B)",
      zh="订单 {order_no} 配件数量 {ordered_qty} 与配套不符：主件 {main_qty}，应为 {expected}",
      en="Component quantity {ordered_qty} of order {order_no} does not fit the kit: main item {main_qty}, so {expected}",
      fix="按配套表改数量，或向客户书面确认", fix_en="Correct the quantity by the kit table, or ask the customer in writing")  # fmt: skip
def kit_quantity_wrong(data: TableData, order_no: Sequence[str | None], ordered_qty: Sequence[float | None],
                       product_no: Sequence[str | None], kits: Ratios) -> Iterator[Hit]:  # fmt: skip
    """配件数量 ≠ 主件数量 × 配套比例（配套表；允许备品率以内的多出）（三类常见错误之 B）。

    A component's quantity is not the main item's times the ratio of the kit table (spares within their rate are
    allowed). Classic error B.

    配套:
    | 主件编号 | 配件编号 | 主件基数 | 配件数量 |
    |---|---|---|---|
    | P-100 | P-205 | 1 | 2 |

    错:
    | 订单号 | 行号 | 产品编号 | 订购数量 | 配套组 | 主件行号 | 报 |
    |---|---|---|---|---|---|---|
    | SO2603-014 | 1 | P-100 | 50 | A |  |  |
    | SO2603-014 | 2 | P-205 | 60 | A | 1 | ✗ |

    对:
    | 订单号 | 行号 | 产品编号 | 订购数量 | 配套组 | 主件行号 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | P-100 | 50 | A |  |
    | SO2603-014 | 2 | P-205 | 100 | A | 1 |
    """
    for row, main in kit_pairs(data):
        ratio = kits.get((product_no[main], product_no[row]))
        qty, main_qty = ordered_qty[row], ordered_qty[main]
        if ratio and qty is not None and main_qty is not None and not ratio.allows(main_qty, qty):
            yield row, {"main_qty": main_qty, "expected": ratio.expected(main_qty)}


@rule("GD222", table=Orders, level="warning", by=(), at="ordered_qty", source="3 (B)",
      zh="订单 {order_no} 配套数量不一：这行 {ordered_qty}，主件 {main_qty}",
      en="Kit quantities of order {order_no} differ: {ordered_qty} here, {main_qty} of the main item",
      fix="与客户核对配套数量（配套表里没有这个比例）", fix_en="Ask the customer; the kit table does not give this ratio")  # fmt: skip
def kit_quantity_to_query(data: TableData, ordered_qty: Sequence[float | None], product_no: Sequence[str | None],
                          kit_ratios: Ratios) -> Iterator[Hit]:  # fmt: skip
    """配套表里没有比例时，同一套里数量与主件不同的行要问清（例：执手、锁体、锁扣板各 50，锁芯 30）。

    Where the kit table gives no ratio, a line whose quantity differs from the main item's is a query (handles, lock
    bodies and strike plates 50 each, cylinders 30).

    错:
    | 订单号 | 行号 | 产品编号 | 产品名称 | 订购数量 | 配套组 | 报 |
    |---|---|---|---|---|---|---|
    | SO2603-014 | 1 | CZM04 | 双面执手（左） | 50 | A |  |
    | SO2603-014 | 2 | 3085A | 锁体 | 50 | A |  |
    | SO2603-014 | 3 | CZMK08A | 锁扣板 | 50 | A |  |
    | SO2603-014 | 4 | 75C | 75长单开锁芯 | 30 | A | ✗ |

    对:
    | 订单号 | 行号 | 产品编号 | 产品名称 | 订购数量 | 配套组 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | CZM04 | 双面执手（左） | 50 | A |
    | SO2603-014 | 2 | 75C | 75长单开锁芯 | 50 | A |
    | SO2603-014 | 3 | X9 | 抽屉锁 | 30 |  |
    """
    for row, main in kit_pairs(data):
        qty, main_qty = ordered_qty[row], ordered_qty[main]
        known = (product_no[main], product_no[row]) in kit_ratios
        if not known and qty is not None and main_qty is not None and qty != main_qty:
            yield row, {"main_qty": main_qty}
