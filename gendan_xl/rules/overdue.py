"""Rules about orders past their date (GD415, GD416)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gendan_xl.intake.ledger import TableData
from gendan_xl.rules._rule import rule
from gendan_xl.rules._status import PAUSED, is_closed
from gendan_xl.schema.orders import Orders


@rule("GD415", table=Orders, level="warning", at="confirmed_date", source="17",
      zh="订单 {order_no} 已过确认交期 {days} 天，还有 {open_qty} 未交",
      en="Order {order_no} is {days} days past its confirmed date with {open_qty} still open",
      fix="催进度，把新交期告诉客户；已交完的补记发货", fix_en="Press for it and tell the customer a new date; record the delivery if it was made")  # fmt: skip
def overdue(
    confirmed_date: dt.date, open_qty: float, today: dt.date, data: TableData, delay_reason: str | None = None,
    status: str | None = None, close_mode: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """确认交期已过，还有数量没交，订单也没有结案或暂停。台账有延误原因一列而没有填的，由 GD416 报。

    The confirmed date has passed, goods are still open and the order is neither closed nor paused. Where the ledger has a column
    for the reason and it is blank, GD416 says so.

    错:
    | 今天 | 订单号 | 确认交期 | 未交数量 |
    |---|---|---|---|
    | 2026-03-16 | SO2603-014 | 2026-03-13 | 20 |

    对:
    | 今天 | 订单号 | 确认交期 | 未交数量 | 结案方式 |
    |---|---|---|---|---|
    | 2026-03-16 | SO2603-014 | 2026-03-13 | 0 |  |
    | 2026-03-16 | SO2603-015 | 2026-03-16 | 20 |  |
    | 2026-03-16 | SO2603-016 | 2026-03-13 | 20 | 短交 |
    """
    unexplained = delay_reason is None and "delay_reason" in data.columns
    return None if unexplained else _overdue(confirmed_date, open_qty, today, status, close_mode)


@rule("GD416", table=Orders, level="warning", at="delay_reason", source="19",
      zh="订单 {order_no} 已过确认交期 {days} 天，还有 {open_qty} 未交，没有写延误原因",
      en="Order {order_no} is {days} days past its confirmed date with {open_qty} still open and no reason given",
      fix="选延误原因和责任方，把新交期告诉客户", fix_en="Choose reason and responsible party, and tell the customer a new date")  # fmt: skip
def overdue_without_reason(
    confirmed_date: dt.date, open_qty: float, today: dt.date, delay_reason: str | None,
    status: str | None = None, close_mode: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """超过确认交期还没交完的订单，要写明延误原因。

    An order past its promised date with goods still open needs the reason of the delay.

    错:
    | 今天 | 订单号 | 确认交期 | 未交数量 | 延误原因 |
    |---|---|---|---|---|
    | 2026-03-16 | SO2603-014 | 2026-03-13 | 20 |  |

    对:
    | 今天 | 订单号 | 确认交期 | 未交数量 | 延误原因 | 状态 |
    |---|---|---|---|---|---|
    | 2026-03-16 | SO2603-014 | 2026-03-13 | 20 | 材料没跟上 | 生产中 |
    | 2026-03-16 | SO2603-015 | 2026-03-20 | 20 |  | 生产中 |
    | 2026-03-16 | SO2603-016 | 2026-03-13 | 20 |  | 已取消 |
    """
    return None if delay_reason else _overdue(confirmed_date, open_qty, today, status, close_mode)


def _overdue(
    due: dt.date, open_qty: float, today: dt.date, status: str | None, close_mode: str | None
) -> Mapping[str, Any] | None:
    if due >= today or open_qty <= 0 or status == PAUSED or is_closed(status, close_mode):
        return None
    return {"days": (today - due).days}
