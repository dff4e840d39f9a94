"""Statuses, forecasts and order progress: the cases a clerk meets, and the laws behind them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.domain.calendar import RestPattern, WorkCalendar
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.domain.progress import (
    Milestone,
    Punctuality,
    Status,
    forecast,
    milestone_status,
    order_progress,
    punctuality,
    stalled_days,
    worst_status,
)
from gendan_xl.domain.schedule import ORDER_START, RouteStep, make_route, plan_backward

CALENDAR = WorkCalendar(load_official(), RestPattern.TWO_DAYS)
DAY = dt.timedelta(days=1)


def may(number: int) -> dt.date:
    """May 2026: 1–5 劳动节, Saturday 9 worked, then five-day weeks from Monday 11."""
    return dt.date(2026, 5, number)


@pytest.mark.parametrize(
    ("planned", "started", "ended", "today", "status", "late"),
    [
        (may(20), None, None, may(15), Status.NOT_STARTED, 0),
        (may(20), may(14), None, may(15), Status.IN_PROGRESS, 0),
        (may(20), may(14), None, may(18), Status.DUE_SOON, 0),
        (may(20), None, None, may(20), Status.DUE_SOON, 0),
        (may(18), None, None, may(15), Status.DUE_SOON, 0),  # Friday; the week-end does not count
        (may(20), may(14), None, may(21), Status.OVERDUE, 1),
        (may(15), may(14), None, may(16), Status.OVERDUE, 1),  # Saturday after the Friday it was due
        (may(15), None, None, may(25), Status.OVERDUE, 6),
        (dt.date(2026, 4, 30), None, may(9), may(20), Status.DONE_LATE, 4),  # 6, 7, 8 and the worked Saturday
        (may(15), None, may(15), may(20), Status.DONE, 0),
        (None, None, may(15), may(20), Status.DONE, 0),
        (None, may(1), None, may(20), Status.IN_PROGRESS, 0),
        (None, None, None, may(20), Status.NOT_STARTED, 0),
    ],
)
def test_milestone_status(planned, started, ended, today, status, late):
    assert milestone_status(planned, started, ended, today, CALENDAR) == (status, late)


def test_skipped_milestone_has_no_status():
    assert milestone_status(may(1), None, None, may(20), CALENDAR, is_skipped=True) == ("不适用", 0)


def test_stalled_only_beyond_the_tracking_frequency():
    assert stalled_days(may(15), may(18), CALENDAR, 1) == 0
    assert stalled_days(may(15), may(19), CALENDAR, 1) == 2
    assert stalled_days(may(15), may(19), CALENDAR, 2) == 0


ROUTE = make_route(
    [
        RouteStep(1, "物料采购", 3),
        RouteStep(2, "白茬", 2, predecessors=(ORDER_START,)),
        RouteStep(3, "生产", 3, buffer_days=1, predecessors=(1, 2)),
        RouteStep(4, "入库", 1),
    ]
)
# Due Friday 22 May: 物料采购 13–15, 白茬 14–15, 生产 18–20, its buffer on the 21st, 入库 22.
PLAN = plan_backward(ROUTE, may(22), CALENDAR, may(1))
PLANNED = {s.seq: Milestone(s.seq, planned_start=s.start, planned_end=s.finish) for s in PLAN.steps}


def finishes(milestones: dict[int, Milestone], today: dt.date) -> list[int]:
    return [item.finish.day for item in forecast(ROUTE, milestones, today, CALENDAR)]


def test_forecast_of_an_order_in_time_is_its_plan():
    assert finishes(PLANNED, may(11)) == [step.finish.day for step in PLAN.steps] == [15, 15, 20, 22]


def test_slip_uses_up_the_buffer_then_moves_what_follows():
    started = {**PLANNED, 1: replace(PLANNED[1], actual_start=may(14))}
    assert finishes(started, may(14)) == [18, 15, 21, 22]
    late = {**PLANNED, 1: replace(PLANNED[1], actual_start=may(18))}
    result = forecast(ROUTE, late, may(18), CALENDAR)
    assert [(item.finish.day, item.is_late) for item in result] == [
        (20, True),
        (19, True),  # 白茬 has not begun by Monday 18
        (25, True),
        (26, True),
    ]


def test_late_material_moves_only_what_waits_for_it():
    waiting = {**PLANNED, 3: replace(PLANNED[3], ready=may(20))}
    assert finishes(waiting, may(11)) == [15, 15, 22, 25]


def test_skipped_milestone_passes_its_predecessor_through():
    skipped = {**PLANNED, 3: replace(PLANNED[3], is_skipped=True), 1: replace(PLANNED[1], actual_end=may(25))}
    assert finishes(skipped, may(20)) == [25, 21, 26]


def progress_of(milestones: dict[int, Milestone], today: dt.date, due: dt.date | None):
    statuses = {
        item.seq: milestone_status(
            item.planned_end, item.actual_start, item.actual_end, today, CALENDAR, is_skipped=item.is_skipped
        ).status
        for item in milestones.values()
    }
    forecasts = forecast(ROUTE, milestones, today, CALENDAR)
    return order_progress(ROUTE, statuses, forecasts, due, today, CALENDAR)


def test_order_in_work_shows_the_worst_of_its_milestones():
    half = {
        **PLANNED,
        1: replace(PLANNED[1], actual_end=may(19)),
        2: replace(PLANNED[2], actual_end=may(14)),
    }
    progress = progress_of(half, may(19), may(22))
    assert (progress.current, progress.status, progress.done_ratio) == ("生产", Status.FORECAST_LATE, 0.5)
    assert (progress.forecast_due, progress.days_late, progress.is_forecast_late) == (may(25), 3, True)
    assert progress.punctuality is Punctuality.LATE
    assert progress.unpublished == ()


def test_finished_order_has_no_current_milestone():
    done = {seq: replace(item, actual_end=item.planned_end) for seq, item in PLANNED.items()}
    progress = progress_of(done, may(30), may(22))
    assert (progress.current, progress.status, progress.done_ratio) == ("", Status.DONE, 1.0)
    assert (progress.days_late, progress.punctuality) == (0, Punctuality.ON_TIME)


def test_due_date_counts_where_milestones_have_no_plan():
    blank = {seq: Milestone(seq) for seq in PLANNED}
    assert progress_of(blank, may(25), may(22)).status is Status.OVERDUE
    assert progress_of(blank, may(25), None).status is Status.NOT_STARTED


def test_unpublished_year_is_said_on_the_progress():
    assert progress_of(PLANNED, may(11), dt.date(2027, 1, 29)).unpublished == (2027,)


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        ("未开始 未开始", "未开始"),
        ("按期完成 未开始", "进行中"),
        ("超期完成 进行中", "进行中"),
        ("超期 临期 进行中", "超期"),
        ("按期完成 临期 未开始", "临期"),
        ("按期完成 超期完成 不适用", "超期完成"),
        ("按期完成 不适用", "按期完成"),
        ("不适用", "不适用"),
        ("", "不适用"),
    ],
)
def test_worst_status(statuses, worst):
    assert worst_status(map(Status, statuses.split())) == worst


@pytest.mark.parametrize(
    ("days", "verdict"), [(-3, "提前"), (-2, "准时"), (0, "准时"), (2, "准时"), (3, "延误")]
)
def test_on_time_is_neither_early_nor_late(days, verdict):
    assert punctuality(may(20) + DAY * days, may(20)) == verdict


DAYS = st.dates(dt.date(2026, 4, 20), dt.date(2026, 6, 20))


@st.composite
def recorded(draw):
    """Milestones of ROUTE with any records a clerk could have typed."""
    return {
        seq: replace(
            item,
            actual_start=draw(st.none() | DAYS),
            actual_end=draw(st.none() | DAYS),
            is_skipped=draw(st.booleans()) and draw(st.booleans()),
        )
        for seq, item in PLANNED.items()
    }


@given(recorded(), DAYS, st.sampled_from(sorted(PLANNED)), st.integers(0, 30))
def test_slipping_one_milestone_never_makes_another_earlier(milestones, today, seq, slip):
    before = {item.seq: item.finish for item in forecast(ROUTE, milestones, today, CALENDAR)}
    moved = milestones[seq]
    later = replace(
        moved,
        planned_start=moved.planned_start + DAY * slip,
        planned_end=moved.planned_end + DAY * slip,
        actual_start=moved.actual_start and moved.actual_start + DAY * slip,
        actual_end=moved.actual_end and moved.actual_end + DAY * slip,
    )
    after = forecast(ROUTE, {**milestones, seq: later}, today, CALENDAR)
    assert all(item.finish >= before[item.seq] for item in after)


@given(recorded(), DAYS)
def test_open_milestones_are_forecast_on_workdays_not_before_today_nor_plan(milestones, today):
    for item in forecast(ROUTE, milestones, today, CALENDAR):
        record = milestones[item.seq]
        if record.actual_end is None:
            assert CALENDAR.is_workday(item.finish)
            assert item.finish >= max(today, record.planned_end)
            assert item.is_late == (item.finish > record.planned_end)
        else:
            assert item == (item.seq, record.actual_end, False)


@given(recorded(), DAYS, st.none() | DAYS)
def test_order_status_is_the_worst_of_its_milestones_and_its_due_date(milestones, today, due):
    progress = progress_of(milestones, today, due)
    judged = [
        milestone_status(
            m.planned_end, m.actual_start, m.actual_end, today, CALENDAR, is_skipped=m.is_skipped
        )
        for m in milestones.values()
    ]
    found = {status for status, _ in judged}
    if not any(status.is_open for status in found):
        assert progress.current == ""
        assert (progress.status is Status.DONE_LATE) == (Status.DONE_LATE in found)
    else:
        is_past = due is not None and due < today
        assert (progress.status is Status.OVERDUE) == is_past
        assert (progress.status is Status.MILESTONE_OVERDUE) == (Status.OVERDUE in found and not is_past)
        is_late = progress.days_late is not None and progress.days_late > 0
        assert progress.status is not Status.DUE_SOON or not is_late
        assert progress.status.is_open
        assert progress.current


def test_goods_that_were_not_delivered_keep_the_order_open():
    """All milestones done, yet nothing has left: past the due date that is overdue, and today is the earliest day."""
    route, day = make_route([RouteStep(1, "入库")]), dt.date(2026, 3, 10)
    milestones = {1: Milestone(1, planned_end=day, actual_end=day)}
    expected = forecast(route, milestones, dt.date(2026, 3, 20), CALENDAR)
    words = (route, {1: Status.DONE}, expected, dt.date(2026, 3, 12), dt.date(2026, 3, 20), CALENDAR)
    assert order_progress(*words).status is Status.DONE
    held = order_progress(*words, is_undelivered=True)
    assert (held.status, held.forecast_due, held.days_late) == (Status.OVERDUE, dt.date(2026, 3, 20), 8)


@pytest.mark.parametrize(
    ("left", "status"), [(14, "超期完成"), (13, "超期完成"), (12, "按期完成"), (5, "按期完成")]
)
def test_delivered_goods_are_judged_by_the_day_they_left(left, status):
    """Due on 10 March with two days of tolerance; what was not recorded of the milestones no longer matters."""
    route, due, day = make_route([RouteStep(1, "入库")]), dt.date(2026, 3, 10), dt.date(2026, 3, left)
    progress = order_progress(
        route, {1: Status.OVERDUE}, (), due, dt.date(2026, 4, 20), CALENDAR, delivered=day
    )
    assert (progress.status, progress.forecast_due, progress.current) == (status, day, "")
