"""Rules about complaints: who signs, the cause, the customer's word, the contact (GD734–GD738, GD816, GD818)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.clock import is_over
from gendan_xl.errors import Message
from gendan_xl.rules._rule import rule
from gendan_xl.schema.complaints import Complaints
from gendan_xl.schema.settings import SettingsValues

CLOSED = "已关闭"
ANSWERED = frozenset({"已答复", "返工补做", "待客户确认", CLOSED})
"""States in which the customer has had an answer."""


@rule("GD734", table=Complaints, level="warning", at="signed_by", source="22",
      zh="投诉 {complaint_no} 已是{status}，没有领导签批", en="Complaint {complaint_no} is {status} without the leader's signature",
      fix="投诉处理报告先请领导签字，填签批人和日期", fix_en="Have the report signed first and enter who and when")  # fmt: skip
def complaint_answered_unsigned(status: str, signed_by: str | None) -> bool:
    """投诉处理报告先由领导签字，再分析、答复客户。

    The report is signed by the leader before the customer is answered.

    错:
    | 投诉单号 | 状态 | 领导签批人 |
    |---|---|---|
    | TS260301 | 已答复 |  |

    对:
    | 投诉单号 | 状态 | 领导签批人 |
    |---|---|---|
    | TS260301 | 已答复 | 王总 |
    | TS260302 | 待签批 |  |
    """
    return signed_by is None and status in ANSWERED


@rule("GD735", table=Complaints, level="warning", at="cause_analysis", source="22",
      zh="投诉 {complaint_no} 成立，已是{status}，没有原因分析", en="Complaint {complaint_no} is founded and {status} without an analysis of its cause",
      fix="请品质分析原因，填原因分析和分析人", fix_en="Have quality find the cause and enter it")  # fmt: skip
def founded_complaint_without_cause(status: str, is_founded: bool, cause_analysis: str | None) -> bool:
    """成立的投诉由品质分析原因，再答复客户。

    Quality analyses the cause of a founded complaint before the customer is answered.

    错:
    | 投诉单号 | 状态 | 是否成立 | 原因分析 |
    |---|---|---|---|
    | TS260301 | 已答复 | 是 |  |

    对:
    | 投诉单号 | 状态 | 是否成立 | 原因分析 |
    |---|---|---|---|
    | TS260301 | 已答复 | 是 | 除油不净 |
    | TS260302 | 已答复 | 否 |  |
    | TS260303 | 分析中 | 是 |  |
    """
    return is_founded and cause_analysis is None and status in ANSWERED


@rule("GD736", table=Complaints, level="warning", at="customer_confirmed_date", source="22",
      zh="投诉 {complaint_no} 已关闭，没有{what}", en="Complaint {complaint_no} is closed without {what}",
      fix="请客户确认并记下满意度；客户不认可的改为重开", fix_en="Have the customer confirm and rate it; reopen it where he does not")  # fmt: skip
def complaint_closed_unconfirmed(
    status: str, customer_confirmed_date: dt.date | None, satisfaction: str | None
) -> Mapping[str, Any] | None:
    """投诉要客户确认、记录满意度后才能关闭；客户不确认的要重开。

    A complaint is closed once the customer has confirmed its solution and his satisfaction is recorded.

    错:
    | 投诉单号 | 状态 | 客户确认日期 | 满意度 |
    |---|---|---|---|
    | TS260301 | 已关闭 |  | 满意 |
    | TS260302 | 已关闭 | 2026-03-10 |  |

    对:
    | 投诉单号 | 状态 | 客户确认日期 | 满意度 |
    |---|---|---|---|
    | TS260301 | 已关闭 | 2026-03-10 | 满意 |
    | TS260302 | 待客户确认 |  |  |
    """
    if status != CLOSED or (customer_confirmed_date and satisfaction):
        return None
    if customer_confirmed_date:
        return {"what": Message("满意度", "his rating"), "at": "satisfaction"}
    return {"what": Message("客户确认", "the customer's confirmation"), "at": "customer_confirmed_date"}


@rule("GD737", table=Complaints, level="warning", at="unfounded_reason", source="22",
      zh="投诉 {complaint_no} 判为不成立，没有写理由", en="Complaint {complaint_no} was judged unfounded without a reason",
      fix="填不成立理由和依据（检测报告、封样），书面答复客户", fix_en="Enter the reason and its proof, and answer in writing")  # fmt: skip
def unfounded_without_reason(is_founded: bool, unfounded_reason: str | None) -> bool:
    """先判断投诉是否合理；不成立的要有理由。

    Whether a complaint is founded is judged first; a refusal needs its reason.

    错:
    | 投诉单号 | 是否成立 | 不成立理由 |
    |---|---|---|
    | TS260301 | 否 |  |

    对:
    | 投诉单号 | 是否成立 | 不成立理由 |
    |---|---|---|
    | TS260301 | 否 | 超出质保期 |
    | TS260302 | 是 |  |
    """
    return not is_founded and unfounded_reason is None


@rule("GD738", table=Complaints, level="info", at="short_weight", source="22",
      zh="少件投诉 {complaint_no} 没有问客户产品重量", en="The weight was not asked for complaint {complaint_no} about missing parts",
      fix="请客户称重，填少件产品重量，与理论重量核对", fix_en="Ask the customer for the weight and compare it")  # fmt: skip
def missing_parts_without_weight(
    complaint_type: str, short_weight: float | None, status: str | None = None
) -> bool:
    """投诉少件的，先请客户称重，与理论重量核对。

    Where parts are missing the customer is asked for the weight first.

    错:
    | 投诉单号 | 投诉类型 | 少件产品重量 |
    |---|---|---|
    | TS260301 | 少件 |  |

    对:
    | 投诉单号 | 投诉类型 | 少件产品重量 | 状态 |
    |---|---|---|---|
    | TS260301 | 少件 | 12.4 | 分析中 |
    | TS260302 | 外观 |  | 分析中 |
    | TS260303 | 少件 |  | 已关闭 |
    """
    return complaint_type == "少件" and short_weight is None and status != CLOSED


@rule("GD816", table=Complaints, level="warning", at="first_contact_time", source="22",
      zh="投诉 {complaint_no} 超过 {hours} 小时没有联系客户", en="The customer of complaint {complaint_no} was not contacted within {hours} hours",
      fix="售后马上联系客户，填首次联系时间", fix_en="Contact the customer now and enter when")  # fmt: skip
def customer_not_contacted(
    complaint_time: dt.datetime, first_contact_time: dt.datetime | None, responded_time: dt.datetime | None,
    now: dt.datetime, settings: SettingsValues, calendar: WorkCalendar, status: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """售后 24 小时内要联系客户；已经响应的不查。

    After-sales contacts the customer within 24 hours; an answer counts.

    错:
    | 今天 | 投诉单号 | 投诉时间 | 首次联系时间 | 响应时间 |
    |---|---|---|---|---|
    | 2026-03-17T12:00 | TS260301 | 2026-03-16T09:00 |  |  |

    对:
    | 今天 | 投诉单号 | 投诉时间 | 首次联系时间 | 响应时间 |
    |---|---|---|---|---|
    | 2026-03-17T12:00 | TS260301 | 2026-03-16T09:00 | 2026-03-16T15:00 |  |
    | 2026-03-17T12:00 | TS260302 | 2026-03-16T09:00 |  | 2026-03-16T10:00 |
    | 2026-03-17T12:00 | TS260303 | 2026-03-16T14:00 |  |  |
    """
    hours = settings.after_sales_contact_hours
    if first_contact_time or responded_time or status == CLOSED:
        return None
    return {"hours": hours} if is_over(complaint_time, hours, now, calendar, settings) else None


@rule("GD818", table=Complaints, level="info", at="follow_up_date", source="22",
      zh="投诉 {complaint_no} 该回访了（应在 {due} 前）", en="The customer of complaint {complaint_no} is to be called back by {due}",
      fix="回访客户，填回访日期和满意度", fix_en="Call and enter the day and the rating")  # fmt: skip
def follow_up_due(
    customer_confirmed_date: dt.date, follow_up_date: dt.date | None, today: dt.date, settings: SettingsValues
) -> Mapping[str, Any] | None:
    """客户确认后 3 天（设置可改）回访一次。三十天前的不再提。

    The customer is called back 3 days (by the settings) after he confirmed; older than thirty days is let be.

    错:
    | 今天 | 投诉单号 | 客户确认日期 | 回访日期 |
    |---|---|---|---|
    | 2026-03-17 | TS260301 | 2026-03-12 |  |

    对:
    | 今天 | 投诉单号 | 客户确认日期 | 回访日期 |
    |---|---|---|---|
    | 2026-03-17 | TS260301 | 2026-03-12 | 2026-03-15 |
    | 2026-03-17 | TS260302 | 2026-03-15 |  |
    | 2026-03-17 | TS260303 | 2025-03-15 |  |
    """
    due = customer_confirmed_date + dt.timedelta(days=settings.complaint_follow_up_days)
    is_recent = today - customer_confirmed_date <= dt.timedelta(days=30)
    return {"due": due} if follow_up_date is None and today > due and is_recent else None
