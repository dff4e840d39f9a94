"""Rules about the dates of an order line (GD40x, GD41x)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from typing import Any

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.order_change import Line
from gendan_xl.rules._rule import rule
from gendan_xl.rules._status import has_reached, is_closed
from gendan_xl.rules._typos import likely_date, likely_words, shifted
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.settings import SettingsValues

FAR_DAYS = 730
"""A promise further away than this from the order is a slip of the pen."""


@rule("GD401", table=Orders, level="warning", at="requested_date", source="15",
      zh="订单 {order_no} 客户要求交期 {requested_date} 早于下单日期 {order_date}{likely}",
      en="The requested date {requested_date} of order {order_no} is before the order date {order_date}{likely}",
      fix="核对客户订单，改正日期", fix_en="Compare with the customer's order and correct the date")  # fmt: skip
def requested_before_order(order_date: dt.date, requested_date: dt.date) -> Mapping[str, Any] | None:
    """客户要求的交期不会早于下单日期（同一天可以）。

    No customer asks for a date before the order (the same day is usual).

    错:
    | 订单号 | 下单日期 | 客户要求交期 |
    |---|---|---|
    | SO2603-014 | 2026-03-02 | 2025-03-20 |

    对:
    | 订单号 | 下单日期 | 客户要求交期 |
    |---|---|---|
    | SO2603-014 | 2026-03-02 | 2026-03-20 |
    | SO2603-015 | 2026-03-02 | 2026-03-02 |
    """
    return _before(requested_date, order_date)


@rule("GD402", table=Orders, level="warning", at="confirmed_date", source="15",
      zh="订单 {order_no} 确认交期 {confirmed_date} 早于下单日期 {order_date}{likely}",
      en="The confirmed date {confirmed_date} of order {order_no} is before the order date {order_date}{likely}",
      fix="改正确认交期或下单日期", fix_en="Correct the confirmed date or the order date")  # fmt: skip
def confirmed_before_order(order_date: dt.date, confirmed_date: dt.date) -> Mapping[str, Any] | None:
    """告诉客户的交期不会早于下单日期，多半是年份或月份写错。

    A promise cannot lie before the order; mostly year or month are mistaken.

    错:
    | 订单号 | 下单日期 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 2026-03-02 | 2026-01-25 |

    对:
    | 订单号 | 下单日期 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 2026-03-02 | 2026-03-25 |
    """
    return _before(confirmed_date, order_date)


@rule("GD403", table=Orders, level="warning", at="order_date", source="1",
      zh="订单 {order_no} 下单日期 {order_date} 在今天之后", en="The order date {order_date} of order {order_no} is in the future",
      fix="改正下单日期", fix_en="Correct the order date")  # fmt: skip
def ordered_in_future(order_date: dt.date, today: dt.date) -> bool:
    """下单日期是收到订单的日期，不会在今天之后。

    The order date is the day on which the order came in: never after today.

    错:
    | 今天 | 订单号 | 下单日期 |
    |---|---|---|
    | 2026-03-16 | SO2603-014 | 2026-03-26 |

    对:
    | 今天 | 订单号 | 下单日期 |
    |---|---|---|
    | 2026-03-16 | SO2603-014 | 2026-03-16 |
    """
    return order_date > today


@rule("GD404", table=Orders, level="warning", at="confirmed_date", source="47",
      zh="订单 {order_no} 确认交期 {confirmed_date} 离下单日期 {order_date} 两年以上{likely}",
      en="The confirmed date {confirmed_date} of order {order_no} is over two years from the order date {order_date}{likely}",
      fix="核对年份", fix_en="Check the year")  # fmt: skip
def confirmed_far_away(order_date: dt.date, confirmed_date: dt.date) -> Mapping[str, Any] | None:
    """确认交期离下单超过两年，多半是年份写错。

    A promise over two years after the order is mostly a slip of the year.

    错:
    | 订单号 | 下单日期 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 2026-03-02 | 2062-03-20 |

    对:
    | 订单号 | 下单日期 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 2026-03-02 | 2026-12-20 |
    """
    if (confirmed_date - order_date).days <= FAR_DAYS:
        return None
    return {"likely": likely_words(likely_date(confirmed_date, order_date, shifted(order_date, 365)))}


@rule("GD405", table=Orders, level="info", at="confirmed_date", source="15, 19",
      zh="订单 {order_no} 确认交期由 {first_confirmed_date} 推迟到 {confirmed_date}，没有写延误原因",
      en="The promise of order {order_no} was put off from {first_confirmed_date} to {confirmed_date} without a reason",
      fix="补填延误原因；客户要求推迟的走变更", fix_en="Enter the reason; where the customer asked for it, enter a change")  # fmt: skip
def put_off_without_reason(
    first_confirmed_date: dt.date, confirmed_date: dt.date, delay_reason: str | None,
    lines_put_off: Set[Line], order_no: str | None = None, line_no: float | None = None,
) -> bool:  # fmt: skip
    """确认交期比首次确认交期晚，应写明原因，否则交期达成率说不清；按已执行的变更推迟的不用再写。首次确认交期不会改写。

    A promise later than the first one needs its reason, or a change that was carried out: on-time rates are measured
    against both. The first promise is never overwritten.

    变更:
    | 变更单号 | 变更行号 | 订单号 | 行号 | 变更字段 | 新确认交期 | 状态 |
    |---|---|---|---|---|---|---|
    | BG1 | 1 | SO2603-016 | 1 | 订购数量 | 2026-03-27 | 已执行 |
    | BG2 | 1 | SO2603-014 | 1 | 确认交期 |  | 待审批 |

    错:
    | 订单号 | 行号 | 首次确认交期 | 确认交期 | 延误原因 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 2026-03-20 | 2026-03-27 |  |

    对:
    | 订单号 | 行号 | 首次确认交期 | 确认交期 | 延误原因 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 2026-03-20 | 2026-03-27 | 材料没跟上 |
    | SO2603-015 | 1 | 2026-03-20 | 2026-03-18 |  |
    | SO2603-016 | 1 | 2026-03-20 | 2026-03-27 |  |
    """
    is_agreed = not lines_put_off.isdisjoint({(order_no, line_no), (order_no, None)})
    return delay_reason is None and not is_agreed and confirmed_date > first_confirmed_date


@rule("GD406", table=Orders, level="error", at="last_shipped_date", source="28",
      zh="订单 {order_no} 最近发货日期 {last_shipped_date} 早于下单日期 {order_date}{likely}",
      en="Order {order_no} was shipped on {last_shipped_date}, before the order date {order_date}{likely}",
      fix="改正发货日期或下单日期", fix_en="Correct the day of shipment or the order date")  # fmt: skip
def shipped_before_order(order_date: dt.date, last_shipped_date: dt.date) -> Mapping[str, Any] | None:
    """货不会在下单之前发出。

    Goods do not leave before they are ordered.

    错:
    | 订单号 | 下单日期 | 最近发货日期 |
    |---|---|---|
    | SO2603-014 | 2026-03-02 | 2025-03-12 |

    对:
    | 订单号 | 下单日期 | 最近发货日期 |
    |---|---|---|
    | SO2603-014 | 2026-03-02 | 2026-03-12 |
    """
    return _before(last_shipped_date, order_date)


@rule("GD407", table=Orders, level="warning", at="planned_start_date", source="15",
      zh="订单 {order_no} 计划开工 {planned_start_date} 晚于计划完工 {planned_finish_date}",
      en="Order {order_no} is planned to start on {planned_start_date}, after it is finished on {planned_finish_date}",
      fix="改正开工或完工日期", fix_en="Correct one of the two dates")  # fmt: skip
def starts_after_finish(planned_start_date: dt.date, planned_finish_date: dt.date) -> bool:
    """计划开工不能晚于计划完工。

    The planned start cannot be later than the planned finish.

    错:
    | 订单号 | 计划开工日期 | 计划完工日期 |
    |---|---|---|
    | SO2603-014 | 2026-03-20 | 2026-03-10 |

    对:
    | 订单号 | 计划开工日期 | 计划完工日期 |
    |---|---|---|
    | SO2603-014 | 2026-03-10 | 2026-03-20 |
    """
    return planned_start_date > planned_finish_date


@rule("GD408", table=Orders, level="warning", at="planned_finish_date", source="15",
      zh="订单 {order_no} 计划完工 {planned_finish_date} 晚于计划出货 {planned_ship_date}",
      en="Order {order_no} is planned to be finished on {planned_finish_date}, after it is shipped on {planned_ship_date}",
      fix="改完工计划或出货计划", fix_en="Change the plan of finish or shipment")  # fmt: skip
def finished_after_shipment(planned_finish_date: dt.date, planned_ship_date: dt.date) -> bool:
    """计划完工不能晚于计划出货。

    The planned finish cannot be later than the planned shipment.

    错:
    | 订单号 | 计划完工日期 | 计划出货日期 |
    |---|---|---|
    | SO2603-014 | 2026-03-20 | 2026-03-18 |

    对:
    | 订单号 | 计划完工日期 | 计划出货日期 |
    |---|---|---|
    | SO2603-014 | 2026-03-18 | 2026-03-18 |
    """
    return planned_finish_date > planned_ship_date


@rule("GD412", table=Orders, level="warning", source="15",
      zh="订单 {order_no} 计划出货 {planned_ship_date} 晚于确认交期 {confirmed_date}",
      en="Order {order_no} is planned to ship on {planned_ship_date}, after the confirmed date {confirmed_date}",
      fix="改出货计划，或开客户合同修改单", fix_en="Change the plan, or enter a change of the contract")  # fmt: skip
def ships_after_due_date(
    planned_ship_date: dt.date,
    confirmed_date: dt.date,
    status: str | None = None,
    close_mode: str | None = None,
) -> bool:
    """计划出货晚于告诉客户的交期。已结案的不报。

    The planned shipment is later than the date promised to the customer. Closed orders are left alone.

    错:
    | 订单号 | 计划出货日期 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 2026-04-20 | 2026-04-18 |

    对:
    | 订单号 | 计划出货日期 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 2026-04-18 | 2026-04-18 |
    """
    return planned_ship_date > confirmed_date and not is_closed(status, close_mode)


@rule("GD413", table=Orders, level="info", at="confirmed_date", source="18",
      zh="订单 {order_no} 确认交期 {confirmed_date} 是休息日（{rest}）",
      en="The confirmed date {confirmed_date} of order {order_no} is a rest day ({rest})",
      fix="确认客户当天收货；不收货的改到前一工作日", fix_en="See that the customer receives goods that day, else take the workday before")  # fmt: skip
def due_on_rest_day(
    confirmed_date: dt.date, today: dt.date, calendar: WorkCalendar,
    status: str | None = None, close_mode: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """确认交期落在休息日或法定假日，只作提示。已过去的日期和已结案的订单不报。

    The promised date is a rest day or holiday: for information only, dates to come of open orders.

    错:
    | 今天 | 订单号 | 确认交期 |
    |---|---|---|
    | 2026-03-16 | SO2603-014 | 2026-03-22 |

    对:
    | 今天 | 订单号 | 确认交期 |
    |---|---|---|
    | 2026-03-16 | SO2603-014 | 2026-03-20 |
    | 2026-03-16 | SO2603-015 | 2026-03-15 |
    """
    if confirmed_date < today or calendar.is_workday(confirmed_date) or is_closed(status, close_mode):
        return None
    return {"rest": calendar.name_of(confirmed_date)}


@rule("GD414", table=Orders, level="warning", at="urgency", source="9",
      zh="订单 {order_no} 写的是{urgency}，下单到客户要求交期 {days} 天应为{expected}",
      en="Order {order_no} is marked {urgency}; {days} days from order to requested date make it {expected}",
      fix="改紧急程度；交期后来改过的不用改", fix_en="Correct the urgency, unless the date was changed after intake")  # fmt: skip
def urgency_wrong(
    order_date: dt.date, requested_date: dt.date, urgency: str, settings: SettingsValues, status: str | None = None
) -> Mapping[str, Any] | None:  # fmt: skip
    """紧急程度按下单到客户要求交期的自然日：大于 15 天正常，11–15 急单，6–10 特急，5 天以内急插（设置可改）。
    接单时定下，之后不变，所以只查还没排产的订单。

    Urgency goes by the calendar days from order to requested date: over 15 正常, 11–15 急单, 6–10 特急, up to 5 急插
    (see the settings). It is frozen at intake, so only orders before 已排产 are looked at.

    错:
    | 订单号 | 下单日期 | 客户要求交期 | 紧急程度 |
    |---|---|---|---|
    | SO2603-014 | 2026-03-02 | 2026-03-10 | 正常 |

    对:
    | 订单号 | 下单日期 | 客户要求交期 | 紧急程度 |
    |---|---|---|---|
    | SO2603-014 | 2026-03-02 | 2026-03-10 | 特急 |
    | SO2603-015 | 2026-03-02 | 2026-03-07 | 急插 |
    | SO2603-016 | 2026-03-02 | 2026-03-17 | 急单 |
    | SO2603-017 | 2026-03-02 | 2026-03-18 | 正常 |
    """
    days = (requested_date - order_date).days
    expected = urgency_of(days, settings)
    if urgency == expected or days < 0 or has_reached(status, "已排产"):
        return None
    return {"days": days, "expected": expected}


def _before(day: dt.date, order_date: dt.date) -> Mapping[str, Any] | None:
    if day >= order_date:
        return None
    slipped = (order_date - day).days > 28  # a few days are no slip of month or year
    likely = likely_date(day, order_date, shifted(order_date, 365)) if slipped else None
    return {"likely": likely_words(likely)}


def urgency_of(days: int, settings: SettingsValues) -> str:
    """Return the class of an order by its calendar days from order to requested date (requirement 9)."""
    if days > settings.rush_max_days:
        return "正常"
    if days > settings.urgent_max_days:
        return "急单"
    return "特急" if days > settings.instant_max_days else "急插"
