"""Rules about disturbances: their grade, who meets, until which hour, who is told (GD730–GD733, GD815)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.clock import is_over
from gendan_xl.errors import Message
from gendan_xl.rules._rule import rule
from gendan_xl.schema.incidents import Incidents
from gendan_xl.schema.settings import SettingsValues

CLOSED, MAJOR = "已关闭", "重大"
_UNSOLVED_HOURS = 24


@rule("GD730", table=Incidents, level="warning", at="grade", source="21",
      zh="异常 {incident_no} {why}，等级却是{grade}", en="Incident {incident_no} is {grade} although {why}",
      fix="等级改为重大，由部门负责人牵头开应急协调会", fix_en="Set it to 重大: the head of the department leads")  # fmt: skip
def major_incident_graded_minor(
    grade: str, settings: SettingsValues, expected_delay_days: float | None = None, is_line_stopped: bool | None = None
) -> Mapping[str, Any] | None:  # fmt: skip
    """停线，或预计延误满 3 天（含 3 天，设置可改）的，是重大异常。

    A line stop, or an expected delay of 3 days and more (by the settings), is a major incident.

    错:
    | 异常单号 | 等级 | 预计延误天数 | 是否停线 |
    |---|---|---|---|
    | YC260301 | 一般 | 3 |  |
    | YC260302 | 一般 |  | 是 |

    对:
    | 异常单号 | 等级 | 预计延误天数 | 是否停线 |
    |---|---|---|---|
    | YC260301 | 重大 | 3 | 是 |
    | YC260302 | 一般 | 2 | 否 |
    """
    if grade == MAJOR:
        return None
    if is_line_stopped:
        return {"why": Message("已停线", "the line has stopped")}
    late = expected_delay_days is not None and expected_delay_days >= settings.major_delay_days
    if not late:
        return None
    days = f"{expected_delay_days:g}"
    return {"why": Message(f"预计延误 {days} 天", f"it will cost {days} days")}


@rule("GD731", table=Incidents, level="warning", at="meeting_time", source="21",
      zh="重大异常 {incident_no} 没有开应急协调会", en="No emergency meeting on major incident {incident_no}",
      fix="由部门负责人牵头开会，填协调会时间、参会部门和结论", fix_en="Hold it, led by the head of the department, and enter time, departments, result")  # fmt: skip
def major_incident_without_meeting(
    grade: str, meeting_time: dt.datetime | None, found_time: dt.datetime, now: dt.datetime,
    settings: SettingsValues, calendar: WorkCalendar, status: str | None = None,
) -> bool:  # fmt: skip
    """重大异常要由部门负责人牵头开应急协调会；发现后 24 小时还没有开的要催。

    A major incident needs an emergency meeting within 24 hours, led by the head of the department.

    错:
    | 今天 | 异常单号 | 等级 | 发现时间 | 协调会时间 |
    |---|---|---|---|---|
    | 2026-03-17T12:00 | YC260301 | 重大 | 2026-03-16T09:00 |  |

    对:
    | 今天 | 异常单号 | 等级 | 发现时间 | 协调会时间 | 状态 |
    |---|---|---|---|---|---|
    | 2026-03-17T12:00 | YC260301 | 重大 | 2026-03-16T09:00 | 2026-03-16T14:00 | 处理中 |
    | 2026-03-17T12:00 | YC260302 | 一般 | 2026-03-16T09:00 |  | 处理中 |
    | 2026-03-17T12:00 | YC260303 | 重大 | 2026-03-17T09:00 |  | 处理中 |
    | 2026-03-17T12:00 | YC260304 | 重大 | 2026-03-16T09:00 |  | 已关闭 |
    """
    if grade != MAJOR or meeting_time or status == CLOSED:
        return False
    return is_over(found_time, _UNSOLVED_HOURS, now, calendar, settings)


@rule("GD732", table=Incidents, level="warning", at="promised_time", source="21",
      zh="异常 {incident_no} 承诺 {promised_time} 完成，没有写到几点", en="Incident {incident_no} is promised for {promised_time}, without an hour",
      fix="写到几点，如 2026-03-12 18:00，不能写大概", fix_en="Write day and hour, such as 2026-03-12 18:00")  # fmt: skip
def promise_without_hour(promised_time: dt.datetime, status: str | None = None) -> bool:
    """四段式（问题、责任、方案、时间）的时间要写到几点；只写日期的、写大概尽快的都不行（写字的另报 GD102）。

    The time of the four parts names day and hour; words such as 尽快 are found at intake (GD102).

    错:
    | 异常单号 | 承诺完成时间 |
    |---|---|
    | YC260301 | 2026-03-12T00:00 |

    对:
    | 异常单号 | 承诺完成时间 | 状态 |
    |---|---|---|
    | YC260301 | 2026-03-12T18:00 | 处理中 |
    | YC260302 | 2026-03-12T00:00 | 已关闭 |
    """
    return promised_time.time() == dt.time() and status != CLOSED


@rule("GD733", table=Incidents, level="warning", at="customer_notified_time", source="21, 43",
      zh="异常 {incident_no} 影响交期，还没有通知客户", en="Incident {incident_no} moves the delivery and the customer was not told",
      fix="发延期通知（原因、新的日期和时间、补救办法），填通知客户时间", fix_en="Send the delay notice (gendan message delay) and enter when")  # fmt: skip
def customer_not_told_of_delay(
    is_due_date_affected: bool, customer_notified_time: dt.datetime | None, status: str | None = None
) -> bool:
    """影响交期的异常要通知客户：原因、新的日期和时间、补救办法。

    An incident that moves the delivery is told to the customer: cause, new day and hour, remedy.

    错:
    | 异常单号 | 是否影响交期 | 通知客户时间 |
    |---|---|---|
    | YC260301 | 是 |  |

    对:
    | 异常单号 | 是否影响交期 | 通知客户时间 |
    |---|---|---|
    | YC260301 | 是 | 2026-03-12T10:00 |
    | YC260302 | 否 |  |
    """
    return is_due_date_affected and customer_notified_time is None and status != CLOSED


@rule("GD815", table=Incidents, level="error", at="escalated_to", source="21",
      zh="异常 {incident_no} 过承诺时间 24 小时仍未解决，没有升级", en="Incident {incident_no} is unsolved 24 hours after the promised time and did not go up",
      fix="上报最高层，填升级对象和升级时间", fix_en="Take it to the top and enter to whom and when")  # fmt: skip
def unsolved_incident_not_escalated(
    promised_time: dt.datetime, finished_time: dt.datetime | None, escalated_to: str | None, now: dt.datetime,
    settings: SettingsValues, calendar: WorkCalendar, status: str | None = None,
) -> bool:  # fmt: skip
    """解决不了的要上报最高层：过了承诺时间 24 小时（休息日不算）还没完成的，要写升级对象。

    What stays unsolved goes up to the top: 24 hours after the promised time (rest days do not count).

    错:
    | 今天 | 异常单号 | 承诺完成时间 | 实际完成时间 | 升级对象 |
    |---|---|---|---|---|
    | 2026-03-18T12:00 | YC260301 | 2026-03-16T18:00 |  |  |

    对:
    | 今天 | 异常单号 | 承诺完成时间 | 实际完成时间 | 升级对象 |
    |---|---|---|---|---|
    | 2026-03-18T12:00 | YC260301 | 2026-03-16T18:00 |  | 总经理 |
    | 2026-03-18T12:00 | YC260302 | 2026-03-16T18:00 | 2026-03-17T10:00 |  |
    | 2026-03-18T12:00 | YC260303 | 2026-03-17T18:00 |  |  |
    """
    if finished_time or escalated_to or status == CLOSED:
        return False
    return is_over(promised_time, _UNSOLVED_HOURS, now, calendar, settings)
