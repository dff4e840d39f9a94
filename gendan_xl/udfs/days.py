"""Functions of days: which are worked, by the factory calendar."""

from __future__ import annotations

import datetime as dt

from gendan_xl.udfs._arrays import Cells, each, read
from gendan_xl.udfs._declare import UdfError, udf
from gendan_xl.udfs._help import CALENDAR, REST
from gendan_xl.udfs._ranges import calendar_of

_MOST_DAYS = 100_000


@udf(
    {'=gd_workday("2026-09-30",1)': "2026-10-08", '=gd_workday(A2:A500,3,厂历[#All],"双休")': "一列日期"},
    start="起始日期，一格或一列", days="工作日数，负数往前数，0 为当天", calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_workday(start: Cells, days: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """起始日期之后第几个工作日，不含当天；同 WORKDAY，但懂调休和厂历。

    The n-th workday after a day, as WORKDAY counts, by the factory calendar (requirement 16).
    """
    work = calendar_of(calendar, rest)

    def after(day: dt.date, count: int) -> dt.date:
        if abs(count) > _MOST_DAYS:
            raise UdfError("#天数?")
        return work.add_workdays(day, count)

    return each(after, read(start, "date"), read(days, "whole"))


@udf(
    {'=gd_workdays_between("2026-09-30","2026-10-09")': "2", "=gd_workdays_between(A2:A500,B2:B500)": "一列天数"},
    start="起始日期，一格或一列", finish="结束日期，一格或一列", calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_workdays_between(start: Cells, finish: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """两个日期之间的工作日数：不含起始日，含结束日；结束在前为负数。

    The workdays after the first day up to and including the second; negative the other way round.
    """
    work = calendar_of(calendar, rest)
    return each(work.workdays_between, read(start, "date"), read(finish, "date"))


@udf(
    {'=gd_next_workday("2026-10-01")': "2026-10-08", '=gd_next_workday("2026-10-10","双休")': "2026-10-10"},
    day="日期，一格或一列", calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_next_workday(day: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """当天上班就是当天，否则是之后第一个工作日。

    The day itself when it is worked, else the first workday after it.
    """
    return each(calendar_of(calendar, rest).next_workday, read(day, "date"))


@udf(
    {'=gd_rest_reason("2026-10-01")': "国庆节", '=gd_rest_reason("2026-10-10")': ""},
    day="日期，一格或一列", calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_rest_reason(day: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """这天为什么不上班（国庆节、周日、停产……）；上班的日子为空。

    Why a day is not worked; blank for a workday.
    """
    return each(calendar_of(calendar, rest).name_of, read(day, "date"))


@udf(
    {'=gd_unpublished("2031-10-01")': "2031年放假安排未公布", '=gd_unpublished("2026-10-01")': ""},
    day="日期，一格或一列", calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_unpublished(day: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """这天所在年份的放假安排还没公布时说明，其他为空；没公布的年份只按休息制度和厂历推算。

    Says so when the holidays of the day's year are not published: results then follow the weekly rest only.
    """
    work = calendar_of(calendar, rest)
    return each(
        lambda day: f"{day.year}年放假安排未公布" if work.unpublished([day]) else None, read(day, "date")
    )
