"""Rules about answers that are due (GD8xx). Moments are Asia/Shanghai wall time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.clock import is_over
from gendan_xl.errors import Message
from gendan_xl.intake.ledger import TableData
from gendan_xl.rules._rule import rule
from gendan_xl.rules._status import BOUGHT, PAUSED, has_reached, is_closed
from gendan_xl.schema.commitments import Commitments
from gendan_xl.schema.complaints import Complaints
from gendan_xl.schema.incidents import Incidents
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.settings import SettingsValues

FROM_ORDER = Message("下单", "the order")
FROM_PMC = Message(" PMC 答复", "PMC's answer")
FROM_PMC_DUE = Message(" PMC 应答复的时间", "the time PMC's answer was due")


@rule("GD801", table=Orders, level="warning", at="replied_time", source="6",
      zh="订单 {order_no} 还没有书面答复客户，从{basis}算起已超过 {hours} 小时",
      en="Order {order_no} was not answered in writing within {hours} hours of {basis}",
      fix="今天书面答复交期和价格，填回复客户时间", fix_en="Answer date and price in writing today and enter when")  # fmt: skip
def customer_not_answered(
    order_date: dt.date, now: dt.datetime, settings: SettingsValues, calendar: WorkCalendar, data: TableData,
    order_time: dt.time | None = None, pmc_replied_time: dt.datetime | None = None,
    replied_time: dt.datetime | None = None, confirmed_date: dt.date | None = None,
    status: str | None = None, close_mode: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """PMC 答复后 48 小时内要书面答复客户（设置可改为从下单算；休息日不算）。PMC 还没答复的，从 PMC 应答复的时间算起；台账不记 PMC 答复的从下单算。
    台账没有回复客户时间一列的，看确认交期填了没有。已发货、已结案的不查。

    The customer is answered in writing within 48 hours of PMC's answer (or of the order, by the settings; rest days do
    not count). Without PMC's answer the clock starts when it was due; in a ledger that does not record it, with the
    order. Where the ledger has no column for the reply, the confirmed date shows it. Shipped and closed orders are left alone.

    错:
    | 今天 | 订单号 | 下单日期 | 预交回复时间 | 回复客户时间 |
    |---|---|---|---|---|
    | 2026-03-13T12:00 | SO2603-014 | 2026-03-09 | 2026-03-10T16:00 |  |
    | 2026-03-13T12:00 | SO2603-015 | 2026-03-02 |  |  |

    对:
    | 今天 | 订单号 | 下单日期 | 预交回复时间 | 回复客户时间 |
    |---|---|---|---|---|
    | 2026-03-13T12:00 | SO2603-014 | 2026-03-09 | 2026-03-10T16:00 | 2026-03-11T09:00 |
    | 2026-03-13T12:00 | SO2603-015 | 2026-03-10 | 2026-03-11T16:00 |  |
    | 2026-03-13T12:00 | SO2603-016 | 2026-03-11 |  |  |
    """
    at = "replied_time" if "replied_time" in data.columns else "confirmed_date"
    answer = replied_time if at == "replied_time" else confirmed_date
    hours = settings.customer_reply_hours
    if answer or now - _start(order_date, order_time) < dt.timedelta(hours=hours):
        return None
    if is_closed(status, close_mode) or has_reached(status, "已发货"):
        return None
    start, basis = _start(order_date, order_time), FROM_ORDER
    if settings.customer_reply_from == "PMC回复" and "pmc_replied_time" in data.columns:
        start = pmc_replied_time or _pmc_due(start, settings, calendar)
        basis = FROM_PMC if pmc_replied_time else FROM_PMC_DUE
    late = is_over(start, hours, now, calendar, settings)
    return {"basis": basis, "hours": hours, "at": at} if late else None


@rule("GD802", table=Orders, level="warning", at="pmc_date", source="6",
      zh="订单 {order_no} PMC 还没有给预交日期，应在 {due} 前答复",
      en="PMC has given no date for order {order_no}; it was due by {due}",
      fix="催 PMC 答复预交日期", fix_en="Press PMC for the date")  # fmt: skip
def pmc_not_answered(
    released_time: dt.datetime, pmc_date: dt.date | None, now: dt.datetime, settings: SettingsValues,
    calendar: WorkCalendar, status: str | None = None, close_mode: str | None = None, supply_mode: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """过单后，PMC 要在次一工作日下午（17:00）前答复预交日期；10:00 以后过单的从次工作日算。库存、外购的不查。

    After release PMC gives its date by the afternoon (17:00) of the next workday; orders released after 10:00 count
    from the next workday. Orders from stock or bought ones are left alone.

    错:
    | 今天 | 订单号 | 过单时间 | 预交日期 |
    |---|---|---|---|
    | 2026-03-11T18:00 | SO2603-014 | 2026-03-10T09:30 |  |

    对:
    | 今天 | 订单号 | 过单时间 | 预交日期 | 供货方式 |
    |---|---|---|---|---|
    | 2026-03-11T18:00 | SO2603-014 | 2026-03-10T09:30 | 2026-03-25 | 自制 |
    | 2026-03-11T18:00 | SO2603-015 | 2026-03-10T10:30 |  | 自制 |
    | 2026-03-11T18:00 | SO2603-016 | 2026-03-10T09:30 |  | 库存 |
    """
    if pmc_date or supply_mode in BOUGHT or has_reached(status, "已排产") or is_closed(status, close_mode):
        return None
    if released_time >= now:
        return None
    due = _pmc_due(released_time, settings, calendar)
    return {"due": due} if now > due else None


@rule("GD803", table=Orders, level="warning", at="released_time", source="5a, 6",
      zh="订单 {order_no} 还没有过单，应在 {due} 前过单", en="Order {order_no} is not released; it was due by {due}",
      fix="今天完成审核并过单，或写明卡在哪里", fix_en="Review and release it today, or say what keeps it")  # fmt: skip
def order_not_released(
    order_date: dt.date, released_time: dt.datetime | None, now: dt.datetime, settings: SettingsValues,
    calendar: WorkCalendar, order_time: dt.time | None = None, status: str | None = None,
    close_mode: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """订单要在 24 小时内处理并过单：下单后次一工作日的过单截止（10:00）还没过单的要跟。已排产、暂停的不查。

    An order is processed and released within 24 hours: not later than the cut-off (10:00) of the workday after it
    came in. Orders that are planned already or paused are left alone.

    错:
    | 今天 | 订单号 | 下单日期 | 过单时间 | 状态 |
    |---|---|---|---|---|
    | 2026-03-11T12:00 | SO2603-014 | 2026-03-09 |  | 待评审 |

    对:
    | 今天 | 订单号 | 下单日期 | 过单时间 | 状态 |
    |---|---|---|---|---|
    | 2026-03-11T12:00 | SO2603-014 | 2026-03-09 | 2026-03-10T09:00 | 已确认 |
    | 2026-03-11T12:00 | SO2603-015 | 2026-03-11 |  | 待评审 |
    | 2026-03-11T12:00 | SO2603-016 | 2026-03-09 |  | 生产中 |
    | 2026-03-11T12:00 | SO2603-017 | 2026-03-09 |  | 暂停 |
    """
    if (
        released_time
        or order_date >= now.date()
        or status == PAUSED
        or has_reached(status, "已排产")
        or is_closed(status, close_mode)
    ):
        return None
    start = _counted_from(_start(order_date, order_time), settings, calendar)
    due = dt.datetime.combine(calendar.add_workdays(start, 1), settings.release_cutoff)
    return {"due": due} if now > due else None


@rule("GD811", table=Complaints, level="error", at="responded_time", source="22",
      zh="重大投诉 {complaint_no} 超过 {hours} 小时没有主管答复", en="Major complaint {complaint_no} was not answered by a supervisor within {hours} hours",
      fix="主管马上答复客户，填响应时间", fix_en="A supervisor answers now and enters when")  # fmt: skip
def major_complaint_not_answered(
    complaint_time: dt.datetime, severity: str, responded_time: dt.datetime | None, now: dt.datetime,
    settings: SettingsValues, calendar: WorkCalendar, status: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """重大投诉 2 小时内由主管答复。

    A major complaint is answered by a supervisor within 2 hours.

    错:
    | 今天 | 投诉单号 | 投诉时间 | 严重程度 | 响应时间 |
    |---|---|---|---|---|
    | 2026-03-16T12:00 | TS260301 | 2026-03-16T09:00 | 重大 |  |

    对:
    | 今天 | 投诉单号 | 投诉时间 | 严重程度 | 响应时间 |
    |---|---|---|---|---|
    | 2026-03-16T12:00 | TS260301 | 2026-03-16T09:00 | 重大 | 2026-03-16T10:00 |
    | 2026-03-16T12:00 | TS260302 | 2026-03-16T11:00 | 重大 |  |
    | 2026-03-16T12:00 | TS260303 | 2026-03-16T09:00 | 普通 |  |
    """
    hours = settings.major_complaint_hours
    if responded_time or severity != "重大" or status == "已关闭":
        return None
    return {"hours": hours} if is_over(complaint_time, hours, now, calendar, settings) else None


@rule("GD812", table=Complaints, level="warning", at="solution_time", source="22",
      zh="投诉 {complaint_no} 超过 {hours} 小时没有方案", en="Complaint {complaint_no} has no solution after {hours} hours",
      fix="给出处理方案，填方案时间", fix_en="Offer a solution and enter when")  # fmt: skip
def complaint_without_solution(
    complaint_time: dt.datetime, solution_time: dt.datetime | None, now: dt.datetime, settings: SettingsValues,
    calendar: WorkCalendar, is_founded: str | bool | None = None, status: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """投诉 24 小时内要有处理方案。不成立的、已关闭的不查。

    A complaint has its solution within 24 hours. Unfounded and closed ones are left alone.

    错:
    | 今天 | 投诉单号 | 投诉时间 | 方案时间 |
    |---|---|---|---|
    | 2026-03-17T12:00 | TS260301 | 2026-03-16T09:00 |  |

    对:
    | 今天 | 投诉单号 | 投诉时间 | 方案时间 |
    |---|---|---|---|
    | 2026-03-17T12:00 | TS260301 | 2026-03-16T09:00 | 2026-03-16T17:00 |
    | 2026-03-17T12:00 | TS260302 | 2026-03-16T14:00 |  |
    """
    hours = settings.complaint_solution_hours
    if solution_time or status == "已关闭" or is_founded in (False, "否", "不成立"):
        return None
    return {"hours": hours} if is_over(complaint_time, hours, now, calendar, settings) else None


@rule("GD813", table=Incidents, level="warning", at="finished_time", source="21",
      zh="异常 {incident_no} 承诺 {promised_time} 完成，已过时没有完成", en="Incident {incident_no} was promised for {promised_time} and is not finished",
      fix="催责任人；没解决的升级", fix_en="Press the owner; what stays unsolved goes up")  # fmt: skip
def incident_overdue(
    promised_time: dt.datetime, finished_time: dt.datetime | None, now: dt.datetime, status: str | None = None
) -> bool:
    """异常处理要在承诺的时间完成；过时没完成的要升级。

    An incident is settled by the promised time; what stays unsolved goes up.

    错:
    | 今天 | 异常单号 | 承诺完成时间 | 实际完成时间 |
    |---|---|---|---|
    | 2026-03-16T18:30 | YC260301 | 2026-03-16T18:00 |  |

    对:
    | 今天 | 异常单号 | 承诺完成时间 | 实际完成时间 |
    |---|---|---|---|
    | 2026-03-16T18:30 | YC260301 | 2026-03-16T18:00 | 2026-03-16T17:20 |
    | 2026-03-16T18:30 | YC260302 | 2026-03-17T18:00 |  |
    """
    return finished_time is None and promised_time < now and status != "已关闭"


@rule("GD814", table=Commitments, level="warning", at="finished_time", source="20a",
      zh="{department}承诺 {promised_time} 完成「{problem}」，已过时没有完成",
      en="{department} promised {problem} for {promised_time} and has not finished it",
      fix="催责任人，写未兑现原因", fix_en="Press the owner and enter why the promise was not kept")  # fmt: skip
def commitment_overdue(
    promised_time: dt.datetime, finished_time: dt.datetime | None, now: dt.datetime, status: str | None = None
) -> bool:
    """协作台账里各部门的承诺，过时没完成的要催。

    What a department promised and has not done in time.

    错:
    | 今天 | 承诺编号 | 责任部门 | 卡点问题 | 承诺完成时间 | 实际完成时间 |
    |---|---|---|---|---|---|
    | 2026-03-16T18:30 | CN260301 | 采购 | 螺丝未到 | 2026-03-16T18:00 |  |

    对:
    | 今天 | 承诺编号 | 责任部门 | 卡点问题 | 承诺完成时间 | 实际完成时间 |
    |---|---|---|---|---|---|
    | 2026-03-16T18:30 | CN260301 | 采购 | 螺丝未到 | 2026-03-16T18:00 | 2026-03-16T17:20 |
    """
    return finished_time is None and promised_time < now and status not in ("已完成", "已取消")


def _start(order_date: dt.date, order_time: dt.time | None) -> dt.datetime:
    """Return when an order came in; without its time, the end of the day."""
    return dt.datetime.combine(order_date, order_time or dt.time(23, 59, 59))


def _counted_from(moment: dt.datetime, settings: SettingsValues, calendar: WorkCalendar) -> dt.date:
    """Return the workday from which an order counts: after the cut-off, the next one."""
    if moment.time() > settings.release_cutoff:
        return calendar.add_workdays(moment.date(), 1)
    return calendar.next_workday(moment.date())


def _pmc_due(moment: dt.datetime, settings: SettingsValues, calendar: WorkCalendar) -> dt.datetime:
    """Return by when PMC must answer an order released at `moment`."""
    day = calendar.add_workdays(_counted_from(moment, settings, calendar), settings.pmc_reply_workdays)
    return dt.datetime.combine(day, settings.pmc_reply_cutoff)
