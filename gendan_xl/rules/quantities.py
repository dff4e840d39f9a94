"""Rules about quantities: open, delivered, batches (GD50x)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gendan_xl.rules._lookups import Key, Rows, Shipped
from gendan_xl.rules._missing import Hit
from gendan_xl.rules._rule import rule
from gendan_xl.rules._status import is_closed
from gendan_xl.schema.deliveries import Deliveries
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.settings import SettingsValues

NEARLY = 1e-6
Rates = Mapping[Any, tuple[float | None, float | None]]
"""(over_rate, short_rate) by customer number."""


@rule("GD501", table=Orders, level="error", at="open_qty", source="29, tables",
      zh="订单 {order_no} 未交数量 {open_qty}，应为 {expected}（订购 {ordered_qty} − 已发 {delivered_qty}）",
      en="The open quantity of order {order_no} is {open_qty}, not {expected} (ordered {ordered_qty} − delivered {delivered_qty})",
      fix="改正数量，或恢复公式", fix_en="Correct the quantity, or restore the formula")  # fmt: skip
def open_quantity_wrong(
    order_no: str, ordered_qty: float, delivered_qty: float, open_qty: float, resupplied: Mapping[Key, float],
    line_no: float | None = None, status: str | None = None, close_mode: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """未交数量 = 订购数量 − 已发数量 + 要补做或换货的退货（其他退货只减金额）。已结案的不查。

    Open = ordered − delivered + returns to be made again or replaced (other returns only reduce money). Closed orders
    are left alone.

    错:
    | 订单号 | 行号 | 订购数量 | 已发数量 | 未交数量 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 50 | 20 | 50 |

    对:
    | 订单号 | 行号 | 订购数量 | 已发数量 | 未交数量 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 50 | 20 | 30 |
    | SO2603-015 | 1 | 50 | 51 | 0 |
    """
    gap = ordered_qty - delivered_qty
    if abs(open_qty - gap) <= NEARLY or open_qty == 0 >= gap or is_closed(status, close_mode):
        return None
    expected = gap + resupplied.get((order_no, line_no), 0)
    return None if abs(open_qty - expected) <= NEARLY else {"expected": expected}


@rule("GD502", table=Orders, level="warning", at="delivered_qty", source="27",
      zh="订单 {order_no} 台账已发 {delivered_qty}，发货表合计 {recorded}",
      en="The ledger says {delivered_qty} of order {order_no} are delivered, the deliveries add up to {recorded}",
      fix="补记发货，或重算已发数量", fix_en="Record the missing delivery, or compute the quantity anew")  # fmt: skip
def delivered_quantity_differs(
    order_no: str, delivered_qty: float, shipped: Mapping[Key, Shipped], line_no: float | None = None
) -> Mapping[str, Any] | None:
    """台账的已发数量与发货表里已发出的合计不一致（样品、备品不算，补货、换货算不算都可以）。

    The delivered quantity of the ledger is not the sum of what left the house by the deliveries (samples and spares
    do not count, replacements may).

    发货:
    | 订单号 | 行号 | 批次 | 发货类型 | 发货数量 | 状态 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 正常 | 20 | 已签收 |
    | SO2603-014 | 1 | 2 | 正常 | 30 | 已打单 |

    错:
    | 订单号 | 行号 | 已发数量 |
    |---|---|---|
    | SO2603-014 | 1 | 50 |

    对:
    | 订单号 | 行号 | 已发数量 |
    |---|---|---|
    | SO2603-014 | 1 | 20 |
    | SO2603-015 | 1 | 0 |
    """
    line = shipped.get((order_no, line_no)) or Shipped()
    if not line.is_known:
        return None
    if min(abs(delivered_qty - line.normal), abs(delivered_qty - line.normal - line.resupply)) <= NEARLY:
        return None
    return {"recorded": line.normal + line.resupply}


@rule("GD503", table=Orders, level="error", at="ordered_qty", source="28",
      zh="订单 {order_no} 订购 {ordered_qty}，已发 {delivered}，超过溢装率 {rate}",
      en="Order {order_no} is for {ordered_qty}, {delivered} were delivered: beyond the over-delivery rate {rate}",
      fix="多发的办退货或请客户追加订单", fix_en="Take the excess back, or have the customer order it")  # fmt: skip
def over_delivery(
    order_no: str, ordered_qty: float, shipped_if_kept: Mapping[Key, Shipped] | None, agreed_rates: Rates,
    settings: SettingsValues, line_no: float | None = None, delivered_qty: float | None = None,
    over_rate: float | None = None, customer_no: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """发出的数量超过订购数量加溢装率（依次看订单、客户、设置；缺省 0 %）。有发货表的按发货表，否则按台账。订购数量不是正数的见 GD606。

    More was delivered than ordered plus the over-delivery rate: of the order, else of the customer, else of the
    settings (0 %). The deliveries count where they are kept, else the ledger's column. Ordered quantities that are
    not positive are left to GD606.

    错:
    | 订单号 | 行号 | 订购数量 | 已发数量 | 溢装率 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 100 | 104 | 0.03 |

    对:
    | 订单号 | 行号 | 订购数量 | 已发数量 | 溢装率 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 100 | 103 | 0.03 |
    | SO2603-015 | 1 | 100 | 100 |  |
    | SO2603-016 | 1 | -5 | 0 |  |
    """
    if shipped_if_kept is None:
        delivered = delivered_qty or 0
    else:
        line = shipped_if_kept.get((order_no, line_no))
        delivered = line.normal if line else 0
    if ordered_qty <= 0 or delivered <= ordered_qty + NEARLY:
        return None
    rate = _first(over_rate, agreed_rates.get(customer_no, (None, None))[0], settings.over_rate)
    if delivered <= ordered_qty * (1 + rate) + NEARLY:
        return None
    return {"delivered": delivered, "rate": f"{100 * rate:g}%"}


@rule("GD504", table=Deliveries, level="warning", by=("order_no", "line_no"), complete=True, at="planned_qty", source="29, tables",
      zh="订单行 {order_no}-{line_no} 各批合计 {planned}，订购 {ordered}",
      en="The batches of {order_no}-{line_no} add up to {planned}, ordered were {ordered}",
      fix="改各批计划数量，合计等于订购数量", fix_en="Correct the batches so that they add up to the ordered quantity")  # fmt: skip
def batches_do_not_add_up(
    order_no: Sequence[str], line_no: Sequence[float], planned_qty: Sequence[float], orders: Rows,
    agreed_rates: Rates, settings: SettingsValues, status: Sequence[str | None] = (),
    delivery_type: Sequence[str | None] = (),
) -> list[Hit]:  # fmt: skip
    """分批交付的订单，各批计划数量合计应等于订购数量（溢短装率以内可以）；没写分批的，合计不能超过。作废的批次和补货、换货、样品、备品不算。

    The batches of a split order must add up to the ordered quantity, within the over and short rates; those of others
    must not exceed it. Void batches, replacements, samples and spares do not count.

    订单台账:
    | 订单号 | 行号 | 订购数量 | 是否分批 |
    |---|---|---|---|
    | SO2603-014 | 1 | 100 | 是 |
    | SO2603-015 | 1 | 100 |  |

    错:
    | 订单号 | 行号 | 批次 | 发货类型 | 计划数量 | 状态 | 报 |
    |---|---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 正常 | 60 | 计划 |  |
    | SO2603-014 | 1 | 2 | 正常 | 30 | 计划 | ✗ |
    | SO2603-015 | 1 | 1 | 正常 | 60 | 计划 |  |
    | SO2603-015 | 1 | 2 | 正常 | 50 | 计划 | ✗ |

    对:
    | 订单号 | 行号 | 批次 | 发货类型 | 计划数量 | 状态 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 正常 | 60 | 计划 |
    | SO2603-014 | 1 | 2 | 正常 | 40 | 计划 |
    | SO2603-014 | 1 | 3 | 正常 | 40 | 作废 |
    | SO2603-014 | 1 | 4 | 样品 | 1 | 计划 |
    | SO2603-015 | 1 | 1 | 正常 | 60 | 计划 |
    """
    key = order_no[0], line_no[0]
    ordered = orders.get(key, "ordered_qty")
    if ordered is None:
        return []
    counted = [
        row for row, kind in enumerate(delivery_type) if kind in (None, "正常") and status[row] != "作废"
    ]
    planned = sum(planned_qty[row] for row in counted)
    agreed = agreed_rates.get(orders.get(key, "customer_no"), (None, None))
    over = _first(orders.get(key, "over_rate"), agreed[0], settings.over_rate)
    short = _first(orders.get(key, "short_rate"), agreed[1], settings.short_rate)
    if not orders.get(key, "is_split"):
        short = 1.0  # the rest may follow later
    if not counted or ordered * (1 - short) - NEARLY <= planned <= ordered * (1 + over) + NEARLY:
        return []
    return [(counted[-1], {"planned": planned, "ordered": ordered})]


def _first(*rates: float | None) -> float:
    """Return the first rate that is agreed."""
    return next((rate for rate in rates if rate is not None), 0.0)
