"""Rules about deliveries: approval, dates, what was signed for (GD50x, GD51x)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.rules._lookups import Rows
from gendan_xl.rules._missing import Hit
from gendan_xl.rules._rule import rule
from gendan_xl.rules._status import CANCELLED, PAUSED, has_left, is_released, unsigned
from gendan_xl.schema.deliveries import Deliveries

NEARLY = 1e-6


@rule("GD505", table=Deliveries, level="error", at="status", source="28",
      zh="订单行 {order_no}-{line_no} {order_status}，发货却是{status}",
      en="Order line {order_no}-{line_no} is {order_status}, yet its delivery is {status}",
      fix="停止发货；订单状态写错的先改正", fix_en="Stop the delivery; correct the order's status where it is wrong")  # fmt: skip
def delivery_of_stopped_order(
    order_no: str, line_no: float, status: str, orders: Rows, shipped_date: dt.date | None = None
) -> Mapping[str, Any] | None:
    """待评审（没确认）、暂停、已取消的订单不能打单发货。取消之前已发出的不算。

    Orders that are unconfirmed, paused or cancelled must not be delivered. What left before the cancellation is fine.

    订单台账:
    | 订单号 | 行号 | 状态 | 取消日期 |
    |---|---|---|---|
    | SO2603-014 | 1 | 待评审 |  |
    | SO2603-015 | 1 | 已取消 | 2026-03-10 |
    | SO2603-016 | 1 | 已入库 |  |

    错:
    | 订单号 | 行号 | 批次 | 状态 | 发货日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 已打单 |  |
    | SO2603-015 | 1 | 1 | 已发货 | 2026-03-12 |

    对:
    | 订单号 | 行号 | 批次 | 状态 | 发货日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 计划 |  |
    | SO2603-015 | 1 | 1 | 已发货 | 2026-03-09 |
    | SO2603-016 | 1 | 1 | 已发货 | 2026-03-12 |
    """
    if not is_released(status):
        return None
    order_status = orders.get((order_no, line_no), "status")
    if order_status == CANCELLED:
        cancelled = orders.get((order_no, line_no), "cancelled_date")
        if shipped_date and cancelled and shipped_date <= cancelled:
            return None
    elif order_status not in ("待评审", PAUSED):
        return None
    return {"order_status": order_status}


@rule("GD506", table=Deliveries, level="error", at="price_approver", source="12, 28",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 已到{status}，没有发货审价人",
      en="Delivery {order_no}-{line_no} batch {batch_no} is {status} without price approval",
      fix="请销管员审价签字后再放行", fix_en="Have the sales administrator approve the price first")  # fmt: skip
def delivered_without_price_approval(
    order_no: str, status: str, price_approver: str | None, delivery_type: str | None = None
) -> bool:
    """打单之后的发货必须有销管员审价。补货、换货、样品、备品可以不收钱，不查。

    A billed delivery must have the price approved by the sales administrator. Replacements, samples and spares may be
    free of charge and are left alone.

    错:
    | 订单号 | 行号 | 批次 | 状态 | 发货审价人 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 已打单 |  |

    对:
    | 订单号 | 行号 | 批次 | 状态 | 发货审价人 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 已打单 | 郑工 |
    | SO2603-014 | 1 | 2 | 待审价 |  |
    """
    return price_approver is None and is_released(status) and delivery_type in (None, "正常")


@rule("GD507", table=Deliveries, level="error", at="shipped_qty", source="27",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 已到{status}，没有发货数量",
      en="Delivery {order_no}-{line_no} batch {batch_no} is {status} without a quantity",
      fix="补填发货数量", fix_en="Enter the quantity")  # fmt: skip
def delivered_without_quantity(order_no: str, status: str, shipped_qty: float | None) -> bool:
    """打单之后必须有发货数量（计划的批次可以没有）。

    A billed delivery must have its quantity (planned batches need none).

    错:
    | 订单号 | 行号 | 批次 | 状态 | 发货数量 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 已打单 |  |

    对:
    | 订单号 | 行号 | 批次 | 状态 | 发货数量 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 已打单 | 20 |
    | SO2603-014 | 1 | 2 | 计划 |  |
    """
    return shipped_qty is None and is_released(status)


@rule("GD508", table=Deliveries, level="warning", at="shipped_date", source="27",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 是{status}，没有发货日期",
      en="Delivery {order_no}-{line_no} batch {batch_no} is {status} without a date",
      fix="补填发货日期", fix_en="Enter the day of shipment")  # fmt: skip
def left_without_date(order_no: str, status: str, shipped_date: dt.date | None) -> bool:
    """已发货的批次要有发货日期，否则算不出交期达成率。

    A delivery that has left needs its day, or on-time rates cannot be computed.

    错:
    | 订单号 | 行号 | 批次 | 状态 | 发货日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 已发货 |  |

    对:
    | 订单号 | 行号 | 批次 | 状态 | 发货日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 已发货 | 2026-03-12 |
    | SO2603-014 | 1 | 2 | 已打单 |  |
    """
    return shipped_date is None and has_left(status)


@rule("GD509", table=Deliveries, level="error", at="shipped_date", source="27",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 是{status}，发货日期 {shipped_date} 还没到",
      en="Delivery {order_no}-{line_no} batch {batch_no} is {status}, yet its day {shipped_date} is to come",
      fix="改正日期；没发的改回已打单", fix_en="Correct the date, or set the status back")  # fmt: skip
def left_in_future(order_no: str, status: str, shipped_date: dt.date, today: dt.date) -> bool:
    """已发货的批次，发货日期不能在今天之后。

    A delivery that has left cannot have a day after today.

    错:
    | 今天 | 订单号 | 行号 | 批次 | 状态 | 发货日期 |
    |---|---|---|---|---|---|
    | 2026-03-16 | SO2603-014 | 1 | 1 | 已发货 | 2026-03-21 |

    对:
    | 今天 | 订单号 | 行号 | 批次 | 状态 | 发货日期 |
    |---|---|---|---|---|---|
    | 2026-03-16 | SO2603-014 | 1 | 1 | 已发货 | 2026-03-16 |
    """
    return shipped_date > today and has_left(status)


@rule("GD510", table=Deliveries, level="warning", at="signed_date", source="27",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 签收日期 {signed_date} 早于发货日期 {shipped_date}",
      en="Delivery {order_no}-{line_no} batch {batch_no} was signed on {signed_date}, before it left on {shipped_date}",
      fix="对照回单改正日期", fix_en="Correct the date by the receipt")  # fmt: skip
def signed_before_shipped(order_no: str, shipped_date: dt.date, signed_date: dt.date) -> bool:
    """客户签收不会早于发货。

    A customer cannot sign before the goods have left.

    错:
    | 订单号 | 行号 | 批次 | 发货日期 | 签收日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 2026-03-12 | 2026-03-02 |

    对:
    | 订单号 | 行号 | 批次 | 发货日期 | 签收日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 2026-03-12 | 2026-03-12 |
    """
    return signed_date < shipped_date


@rule("GD511", table=Deliveries, level="warning", at="signed_qty", source="27",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 发货 {shipped_qty}，客户签收 {signed_qty}",
      en="Delivery {order_no}-{line_no} batch {batch_no}: {shipped_qty} left, {signed_qty} were signed for",
      fix="与客户和承运商核对，写明差异", fix_en="Clear it with customer and carrier")  # fmt: skip
def signed_quantity_differs(order_no: str, shipped_qty: float, signed_qty: float) -> bool:
    """签收数量与发货数量不同，要查清短少或多发。

    The customer signed for another quantity than was shipped.

    错:
    | 订单号 | 行号 | 批次 | 发货数量 | 签收数量 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 20 | 19 |

    对:
    | 订单号 | 行号 | 批次 | 发货数量 | 签收数量 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 20 | 20 |
    """
    return abs(signed_qty - shipped_qty) > NEARLY


@rule("GD512", table=Deliveries, level="error", by=("order_no", "line_no", "batch_no"), least=2, at="batch_no", source="29",
      zh="订单行 {order_no}-{line_no} 的批次 {batch_no} 出现了 {count} 次",
      en="Batch {batch_no} of {order_no}-{line_no} is there {count} times",
      fix="改批次号，或删除重复的行", fix_en="Change the batch number, or delete the second row")  # fmt: skip
def duplicate_batch(
    order_no: Sequence[str], line_no: Sequence[float], batch_no: Sequence[float]
) -> Iterator[Hit]:
    """同一订单行的批次号不能重复。

    A batch number may stand only once in an order line.

    错:
    | 订单号 | 行号 | 批次 | 报 |
    |---|---|---|---|
    | SO2603-014 | 1 | 1 |  |
    | SO2603-014 | 1 | 1 | ✗ |

    对:
    | 订单号 | 行号 | 批次 |
    |---|---|---|
    | SO2603-014 | 1 | 1 |
    | SO2603-014 | 1 | 2 |
    """
    return ((row, {"count": len(batch_no)}) for row in range(1, len(batch_no)))


@rule("GD513", table=Deliveries, level="warning", at="picked_qty", source="27",
      zh="备货 {order_no}-{line_no} 批次 {batch_no} 计划 {planned_qty}，实备 {picked_qty}，没有写原因",
      en="Of {order_no}-{line_no} batch {batch_no} {planned_qty} were planned and {picked_qty} picked, without a reason",
      fix="写差异原因，改正备货单", fix_en="Enter the reason and correct the pick list")  # fmt: skip
def picked_quantity_differs(
    order_no: str, planned_qty: float, picked_qty: float, gap_reason: str | None
) -> bool:
    """实备数量与计划数量不同，要写明差异原因并改正备货单。

    The store picked another quantity than planned: the reason must be given and the pick list corrected.

    错:
    | 订单号 | 行号 | 批次 | 计划数量 | 实备数量 | 差异原因 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 20 | 18 |  |

    对:
    | 订单号 | 行号 | 批次 | 计划数量 | 实备数量 | 差异原因 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 20 | 18 | 库存不足 |
    | SO2603-014 | 1 | 2 | 20 | 20 |  |
    """
    return gap_reason is None and abs(picked_qty - planned_qty) > NEARLY


@rule("GD514", table=Deliveries, level="error", at="releaser", source="28",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 已到{status}，客户已停止供货，没有{missing}",
      en="Delivery {order_no}-{line_no} batch {batch_no} is {status}; the customer is stopped, {missing} is blank",
      fix="由销售主管或财务放行，写放行人和原因", fix_en="Have sales manager or finance release it with a reason")  # fmt: skip
def delivered_to_stopped_customer(
    order_no: str, line_no: float, status: str, releaser: str | None, release_reason: str | None, orders: Rows,
    customers: Rows,
) -> Mapping[str, Any] | None:  # fmt: skip
    """停止供货的客户，没有放行人和原因不能发货。

    Nothing leaves for a customer whose supply is stopped unless it was released with a reason.

    客户:
    | 客户编号 | 客户全称 | 是否停止供货 |
    |---|---|---|
    | C001 | 杭州永信门业有限公司 | 是 |

    订单台账:
    | 订单号 | 行号 | 客户编号 |
    |---|---|---|
    | SO2603-014 | 1 | C001 |

    错:
    | 订单号 | 行号 | 批次 | 状态 | 放行人 | 放行原因 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 已打单 |  |  |
    | SO2603-014 | 1 | 2 | 已打单 | 王总 |  |

    对:
    | 订单号 | 行号 | 批次 | 状态 | 放行人 | 放行原因 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 已打单 | 王总 | 明天到款 |
    | SO2603-014 | 1 | 2 | 待放行 |  |  |
    """
    missing = unsigned(releaser, release_reason)
    is_stopped = customers.get(orders.get((order_no, line_no), "customer_no"), "is_stopped")
    return {"missing": missing} if missing and is_stopped and is_released(status) else None
