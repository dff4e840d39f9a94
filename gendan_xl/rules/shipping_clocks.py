"""Rules about what must be ready before the morning and the day end (GD82x, requirement 31)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.intake.ledger import Ledger
from gendan_xl.rules._lookups import Key, kept
from gendan_xl.rules._missing import Hit
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.rules._status import PAUSED, has_left, has_reached, is_closed
from gendan_xl.schema.deliveries import Deliveries
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.settings import SettingsValues

VOID, AFTERNOON = "作废", "下午"
NOTICE = dt.timedelta(hours=1)
"""So long before the morning or the day ends it is asked for."""
_SHIFT = re.compile(r"\d{1,2}:\d\d\s*[-–—~～至]\s*([01]?\d|2[0-3]):([0-5]\d)")
_NOON, _EVENING = dt.time(12), dt.time(17, 30)


@lookup
def planned_days(ledger: Ledger) -> Mapping[Key, frozenset[dt.date]]:
    """Return (order_no, line_no) → the days for which 发货 plans a batch that has not left."""
    kept(ledger, "deliveries", "order_no", "planned_date")
    found: dict[Key, frozenset[dt.date]] = {}
    rows = ledger.rows("deliveries", ("order_no", "line_no", "planned_date", "status"))
    for order_no, line_no, day, status in rows:
        if day and status != VOID:
            found[order_no, line_no] = found.get((order_no, line_no), frozenset()) | {day}
    return found


@rule("GD820", table=Deliveries, level="warning", at="note_no", source="31",
      zh="{order_no}-{line_no} 批次 {batch_no} 今天下午要发，还没有出送货单",
      en="{order_no}-{line_no} batch {batch_no} leaves this afternoon and has no delivery note",
      fix="上午下班前出好送货单", fix_en="Make out the delivery note before the morning ends")  # fmt: skip
def afternoon_without_note(
    order_no: str, planned_date: dt.date, time_slot: str, note_no: str | None, now: dt.datetime,
    settings: SettingsValues, shipped_date: dt.date | None = None, status: str | None = None,
) -> bool:  # fmt: skip
    """下午要发的货，上午下班前（按班次，提前一小时提醒）要出好送货单。

    Notes for what leaves in the afternoon are printed before the morning ends (by the shifts; from an hour before).

    错:
    | 今天 | 订单号 | 行号 | 批次 | 计划发货日期 | 时段 | 送货单号 |
    |---|---|---|---|---|---|---|
    | 2026-03-16T11:30 | SO2603-014 | 1 | 1 | 2026-03-16 | 下午 |  |

    对:
    | 今天 | 订单号 | 行号 | 批次 | 计划发货日期 | 时段 | 送货单号 | 状态 |
    |---|---|---|---|---|---|---|---|
    | 2026-03-16T11:30 | SO2603-014 | 1 | 1 | 2026-03-16 | 下午 | SH20260316001 | 已打单 |
    | 2026-03-16T11:30 | SO2603-014 | 1 | 1 | 2026-03-16 | 上午 |  | 计划 |
    | 2026-03-16T11:30 | SO2603-014 | 1 | 1 | 2026-03-17 | 下午 |  | 计划 |
    | 2026-03-16T11:30 | SO2603-014 | 1 | 1 | 2026-03-16 | 下午 |  | 作废 |

    对:
    | 今天 | 订单号 | 行号 | 批次 | 计划发货日期 | 时段 | 送货单号 |
    |---|---|---|---|---|---|---|
    | 2026-03-16T10:30 | SO2603-014 | 1 | 1 | 2026-03-16 | 下午 |  |
    """
    if planned_date != now.date() or time_slot != AFTERNOON or note_no:
        return False
    is_gone = shipped_date is not None or status == VOID or has_left(status)
    return not is_gone and now >= dt.datetime.combine(planned_date, _ends(settings)[0]) - NOTICE


@rule("GD821", table=Deliveries, level="warning", by=(), at="is_firm", source="31",
      zh="明天（{day}）计划发 {count} 批，没有一批是确定的", en="{count} batches are planned for {day}, none of them firm",
      fix="下班前至少确定一批：是否确定选“是”，或先出送货单",
      fix_en="Make at least one of them firm before the day ends: set 是否确定, or make out its note")  # fmt: skip
def no_firm_note_for_tomorrow(
    planned_date: Sequence[dt.date | None], is_firm: Sequence[bool | None], note_no: Sequence[str | None],
    now: dt.datetime, settings: SettingsValues, calendar: WorkCalendar, status: Sequence[str | None] = (),
) -> Iterator[Hit]:  # fmt: skip
    """下班前（按班次，提前一小时提醒）要排好下一工作日的发货计划，并且至少有一批是确定的，或已经出了单。

    Before the day ends (by the shifts; from an hour before) the plan of the next workday has at least one batch that
    is firm or on a note.

    错:
    | 今天 | 订单号 | 行号 | 批次 | 计划发货日期 | 是否确定 | 送货单号 | 报 |
    |---|---|---|---|---|---|---|---|
    | 2026-03-16T17:00 | SO2603-014 | 1 | 1 | 2026-03-17 |  |  | ✗ |
    | 2026-03-16T17:00 | SO2603-014 | 2 | 1 | 2026-03-17 | 否 |  |  |

    对:
    | 今天 | 订单号 | 行号 | 批次 | 计划发货日期 | 是否确定 | 送货单号 |
    |---|---|---|---|---|---|---|
    | 2026-03-16T17:00 | SO2603-014 | 1 | 1 | 2026-03-17 | 是 |  |
    | 2026-03-16T17:00 | SO2603-015 | 1 | 1 | 2026-03-17 |  |  |

    对:
    | 今天 | 订单号 | 行号 | 批次 | 计划发货日期 | 是否确定 | 送货单号 |
    |---|---|---|---|---|---|---|
    | 2026-03-16T16:00 | SO2603-014 | 1 | 1 | 2026-03-17 |  |  |
    """
    day = calendar.add_workdays(now.date(), 1)
    if not _is_evening(now, settings):
        return
    rows = [row for row, planned in enumerate(planned_date) if planned == day and status[row] != VOID]
    if rows and not any(is_firm[row] or note_no[row] for row in rows):
        yield rows[0], {"day": day, "count": len(rows)}


@rule("GD822", table=Orders, level="warning", at="planned_ship_date", source="31",
      zh="订单 {order_no}-{line_no} 计划 {planned_ship_date} 出货，发货表里还没有这天的计划",
      en="Order {order_no}-{line_no} is to leave on {planned_ship_date}, 发货 has no batch for that day",
      fix="下班前把明天的发货计划登记到发货表", fix_en="Enter tomorrow's plan in 发货 before the day ends")  # fmt: skip
def tomorrow_not_planned(
    order_no: str, line_no: float | None, planned_ship_date: dt.date, now: dt.datetime, settings: SettingsValues,
    calendar: WorkCalendar, planned_days: Mapping[Key, frozenset[dt.date]], status: str | None = None,
    close_mode: str | None = None, open_qty: float | None = None,
) -> bool:  # fmt: skip
    """下一工作日要出货的订单，下班前（提前一小时提醒）要在发货表里有计划。已发完、暂停、结案的不查。

    What is to leave on the next workday is planned in the deliveries before the day ends. Orders that are delivered,
    paused or closed are left alone.

    发货:
    | 订单号 | 行号 | 批次 | 计划发货日期 | 状态 |
    |---|---|---|---|---|
    | SO2603-015 | 1 | 1 | 2026-03-17 | 计划 |
    | SO2603-014 | 1 | 1 | 2026-03-17 | 作废 |

    错:
    | 今天 | 订单号 | 行号 | 计划出货日期 | 未交数量 |
    |---|---|---|---|---|
    | 2026-03-16T17:00 | SO2603-014 | 1 | 2026-03-17 | 50 |

    对:
    | 今天 | 订单号 | 行号 | 计划出货日期 | 未交数量 | 状态 |
    |---|---|---|---|---|---|
    | 2026-03-16T17:00 | SO2603-015 | 1 | 2026-03-17 | 50 | 已入库 |
    | 2026-03-16T17:00 | SO2603-014 | 1 | 2026-03-18 | 50 | 已入库 |
    | 2026-03-16T17:00 | SO2603-014 | 1 | 2026-03-17 | 0 | 已发货 |

    对:
    | 今天 | 订单号 | 行号 | 计划出货日期 | 未交数量 |
    |---|---|---|---|---|
    | 2026-03-16T12:00 | SO2603-014 | 1 | 2026-03-17 | 50 |
    """
    if open_qty == 0 or status == PAUSED or is_closed(status, close_mode) or has_reached(status, "已发货"):
        return False
    if planned_ship_date <= now.date() or not _is_evening(now, settings):
        return False
    is_next = planned_ship_date <= calendar.add_workdays(now.date(), 1)
    return is_next and planned_ship_date not in planned_days.get((order_no, line_no), ())


def _is_evening(now: dt.datetime, settings: SettingsValues) -> bool:
    """Return whether the day is about to end."""
    return now >= dt.datetime.combine(now.date(), _ends(settings)[1]) - NOTICE


def _ends(settings: SettingsValues) -> tuple[dt.time, dt.time]:
    """Return when the morning and the day end by the shifts; a shift without break has its morning end at noon."""
    ends = [dt.time(int(hour), int(minute)) for hour, minute in _SHIFT.findall(settings.shifts)]
    return min([*ends, _NOON]), max(ends, default=_EVENING)
