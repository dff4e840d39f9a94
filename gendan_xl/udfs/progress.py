"""Functions of progress: what a milestone or delivery is against its plan."""

from __future__ import annotations

import datetime as dt

from gendan_xl.domain.progress import milestone_status, punctuality
from gendan_xl.rules.dates import urgency_of
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.udfs._arrays import Cells, each, otherwise, read
from gendan_xl.udfs._declare import UdfError, udf
from gendan_xl.udfs._help import CALENDAR, REST, TODAY, this_day
from gendan_xl.udfs._ranges import calendar_of

_USUAL = SettingsValues()


@udf(
    {'=gd_status("2026-11-20","","","2026-11-23")': "超期", "=gd_status(F2:F500,G2:G500,H2:H500,TODAY())": "一列状态"},
    planned="计划完成日期，一格或一列", actual_start="实际开始日期", actual_end="实际完成日期", today=TODAY,
    due_soon_days="到期前几个工作日算临期；空 = 2", calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_status(
    planned: Cells, actual_start: Cells, actual_end: Cells, today: Cells = None, due_soon_days: Cells = None,
    calendar: Cells = None, rest: Cells = None,
) -> Cells:  # fmt: skip
    """节点状态：未开始、进行中、临期、超期、按期完成、超期完成；三个日期都空为空。

    The status of a milestone (requirement 17); blank without any of its dates.
    """
    work = calendar_of(calendar, rest)

    def status(
        planned: dt.date | None, begun: dt.date | None, ended: dt.date | None, today: dt.date, soon: int
    ) -> str | None:  # fmt: skip
        if not (planned or begun or ended):
            return None
        return milestone_status(planned, begun, ended, today, work, soon).status

    return each(
        status, read(planned, "date", optional=True), read(actual_start, "date", optional=True),
        read(actual_end, "date", optional=True), otherwise(read(today, "date"), this_day()),
        otherwise(read(due_soon_days, "whole"), _USUAL.due_soon_days),
    )  # fmt: skip


@udf(
    {'=gd_days_late("2026-11-20","","2026-11-23")': "2", '=gd_days_late("2026-11-20","2026-11-20","2026-11-23")': "0"},
    planned="计划完成日期，一格或一列", actual_end="实际完成日期，没完成留空", today=TODAY, calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_days_late(
    planned: Cells, actual_end: Cells, today: Cells = None, calendar: Cells = None, rest: Cells = None
) -> Cells:
    """节点超期几个工作日；没有超期为 0，没有计划日期为空。

    Workdays that a milestone is or was late; 0 in time, blank without a planned day.
    """
    work = calendar_of(calendar, rest)
    return each(
        lambda planned, ended, today: milestone_status(planned, None, ended, today, work).days_late,
        read(planned, "date"), read(actual_end, "date", optional=True), otherwise(read(today, "date"), this_day()),
    )  # fmt: skip


@udf(
    {'=gd_punctuality("2026-11-24","2026-11-20")': "延误", '=gd_punctuality("2026-11-22","2026-11-20",2,2)': "准时"},
    shipped_on="实际或预计交货日期，一格或一列", due="确认交期", early_days="提前几天以内算准时；空 = 2",
    late_days="延迟几天以内算准时；空 = 2",
)  # fmt: skip
def gd_punctuality(shipped_on: Cells, due: Cells, early_days: Cells = None, late_days: Cells = None) -> Cells:
    """交货相对确认交期：提前、准时、延误（按自然日容差）。

    A delivery against its confirmed date, with tolerances in calendar days (requirement 18).
    """
    return each(
        punctuality, read(shipped_on, "date"), read(due, "date"),
        otherwise(read(early_days, "whole"), _USUAL.early_tolerance_days),
        otherwise(read(late_days, "whole"), _USUAL.late_tolerance_days),
    )  # fmt: skip


@udf(
    {'=gd_urgency("2026-03-02","2026-03-10")': "特急", "=gd_urgency(B2:B500,C2:C500)": "一列紧急程度"},
    order_date="下单日期，一格或一列", requested_date="客户要求交期，一格或一列",
    rush_max="多少天以内算急单；空 = 15", urgent_max="多少天以内算特急；空 = 10", instant_max="多少天以内算急插；空 = 5",
)  # fmt: skip
def gd_urgency(
    order_date: Cells, requested_date: Cells, rush_max: Cells = None, urgent_max: Cells = None,
    instant_max: Cells = None,
) -> Cells:  # fmt: skip
    """紧急程度：按下单到客户要求交期的自然日分正常、急单、特急、急插。

    The urgency by the calendar days from order to requested date (requirement 9).
    """

    def urgency(ordered: dt.date, requested: dt.date, rush: int, urgent: int, instant: int) -> str:
        if requested < ordered:
            raise UdfError("#日期?")
        limits = SettingsValues.model_construct(
            rush_max_days=rush, urgent_max_days=urgent, instant_max_days=instant
        )
        return urgency_of((requested - ordered).days, limits)

    return each(
        urgency, read(order_date, "date"), read(requested_date, "date"),
        otherwise(read(rush_max, "whole"), _USUAL.rush_max_days),
        otherwise(read(urgent_max, "whole"), _USUAL.urgent_max_days),
        otherwise(read(instant_max, "whole"), _USUAL.instant_max_days),
    )  # fmt: skip
