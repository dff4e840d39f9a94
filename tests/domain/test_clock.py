"""Clocks run in natural hours and stand still on rest days (requirement 6)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.clock import due_time, hours_run, is_over
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.schema.settings import SettingsValues

MOMENTS = st.datetimes(dt.datetime(2026, 1, 20), dt.datetime(2026, 3, 20)).map(
    lambda moment: moment.replace(minute=0, second=0, microsecond=0)
)


@pytest.fixture(scope="session")
def plain_calendar() -> WorkCalendar:
    """The official holidays with Sundays off."""
    return WorkCalendar(load_official())


@given(st.tuples(MOMENTS, MOMENTS).map(sorted))
def test_hours_are_those_of_workdays(plain_calendar: WorkCalendar, moments: list[dt.datetime]) -> None:
    start, now = moments
    hours = int((now - start).total_seconds() // 3600)
    counted = sum(plain_calendar.is_workday((start + dt.timedelta(hours=n)).date()) for n in range(hours))
    assert hours_run(start, now, plain_calendar, SettingsValues()) == pytest.approx(counted)


@pytest.mark.parametrize(("mode", "over"), [("自然小时跳过休息日", False), ("自然小时", True)])
def test_a_sunday_counts_only_where_the_settings_say_so(
    plain_calendar: WorkCalendar, mode: str, over: bool
) -> None:
    saturday, monday = dt.datetime(2026, 3, 14, 12), dt.datetime(2026, 3, 16, 13)
    settings = SettingsValues(clock_mode=mode)
    assert is_over(saturday, 48, monday, plain_calendar, settings) is over


@given(MOMENTS, st.integers(1, 100), st.sampled_from(["自然小时跳过休息日", "自然小时"]))
def test_a_deadline_is_where_its_hours_have_run(
    plain_calendar: WorkCalendar, start: dt.datetime, hours: int, mode: str
) -> None:
    settings = SettingsValues(clock_mode=mode)
    due = due_time(start, hours, plain_calendar, settings)
    assert hours_run(start, due, plain_calendar, settings) == pytest.approx(hours)
    just_before = due - dt.timedelta(seconds=36)
    assert hours_run(start, just_before, plain_calendar, settings) < hours
