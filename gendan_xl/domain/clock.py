"""Hours that have run on a clock of requirement 6."""

from __future__ import annotations

import datetime as dt

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.schema.settings import SettingsValues


def hours_run(
    start: dt.datetime, now: dt.datetime, calendar: WorkCalendar, settings: SettingsValues
) -> float:
    """Return the hours from `start` to `now`: natural hours, those of rest days left out unless the settings say so."""
    natural = (now - start).total_seconds() / 3600
    if natural <= 0 or settings.clock_mode == "自然小时":
        return natural
    first, last = start.date(), now.date()
    days = calendar.workdays_between(first, last) + calendar.is_workday(first) - calendar.is_workday(last)
    return 24 * days - _of_day(start, calendar) + _of_day(now, calendar)


def is_over(
    start: dt.datetime, hours: float, now: dt.datetime, calendar: WorkCalendar, settings: SettingsValues
) -> bool:
    """Return whether more than `hours` have run; most rows are settled without the calendar."""
    if now - start <= dt.timedelta(hours=hours):
        return False
    return hours_run(start, now, calendar, settings) > hours


def due_time(
    start: dt.datetime, hours: float, calendar: WorkCalendar, settings: SettingsValues
) -> dt.datetime:
    """Return the moment at which `hours` will have run on the clock that `hours_run` reads."""
    if settings.clock_mode == "自然小时":
        return start + dt.timedelta(hours=hours)
    left, now = dt.timedelta(hours=hours), start
    while True:
        midnight = dt.datetime.combine(now.date() + dt.timedelta(1), dt.time())
        if calendar.is_workday(now.date()):
            if left <= midnight - now:
                return now + left
            left -= midnight - now
        now = midnight


def _of_day(moment: dt.datetime, calendar: WorkCalendar) -> float:
    """Return the hours of a moment's day that have passed; none on a rest day."""
    if not calendar.is_workday(moment.date()):
        return 0
    return moment.hour + moment.minute / 60 + moment.second / 3600
