"""Plans of the default routes by hand on a calendar, and the laws every plan obeys."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.domain.calendar import FactoryDays, RestPattern, WorkCalendar
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.domain.schedule import (
    ORDER_START,
    RouteStep,
    due_date,
    make_route,
    plan_backward,
    plan_forward,
)
from gendan_xl.errors import GendanError

CALENDAR = WorkCalendar(load_official(), RestPattern.TWO_DAYS)
FURNITURE = make_route(
    [
        RouteStep(1, "物料采购", 7),
        RouteStep(2, "白茬", 7, predecessors=(ORDER_START,)),
        RouteStep(3, "外协", 3, is_skippable=True),
        RouteStep(4, "成品生产", 6, rush_lead_days=4, predecessors=(1, 3)),
        RouteStep(5, "质检", 1),
        RouteStep(6, "入库", 1),
    ]
)


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def dates(plan) -> dict[str, tuple[dt.date, dt.date]]:
    return {step.name: (step.start, step.finish) for step in plan.steps}


def test_furniture_backward_from_due_date():
    # April 2026, five-day week: 4–6 清明节, then no holiday until 1 May. Due Thursday 30 April.
    plan = plan_backward(FURNITURE, day(4, 30), CALENDAR, day(4, 1))
    assert dates(plan) == {
        "入库": (day(4, 30), day(4, 30)),
        "质检": (day(4, 29), day(4, 29)),
        "成品生产": (day(4, 21), day(4, 28)),
        "外协": (day(4, 16), day(4, 20)),
        "白茬": (day(4, 7), day(4, 15)),
        "物料采购": (day(4, 10), day(4, 20)),
    }
    assert [step.slack for step in plan.steps] == [6, 3, 3, 3, 3, 3]  # 1, 2 and 3 April are free
    assert (plan.slack, plan.earliest_finish, plan.cannot_make) == (3, day(4, 27), False)
    assert plan.calendar == "国务院2026版·厂历0行·双休"


def test_skipped_step_takes_no_time_and_rush_is_shorter():
    plan = plan_forward(FURNITURE, day(4, 5), CALENDAR, skipped={3}, is_rush=True)
    assert dates(plan) == {
        "物料采购": (day(4, 7), day(4, 15)),
        "白茬": (day(4, 7), day(4, 15)),
        "外协": (day(4, 15), day(4, 15)),
        "成品生产": (day(4, 16), day(4, 21)),
        "质检": (day(4, 22), day(4, 22)),
        "入库": (day(4, 23), day(4, 23)),
    }
    assert (plan.due, plan.slack) == (day(4, 23), 0)


def test_order_that_cannot_be_made_says_when_it_could():
    plan = plan_backward(FURNITURE, day(4, 24), CALENDAR, day(4, 9))
    assert plan.cannot_make
    assert plan.slack == -6  # would have to begin on 1 April
    again = plan_backward(FURNITURE, plan.earliest_finish, CALENDAR, day(4, 9))
    assert (again.slack, again.start) == (0, day(4, 9))


def test_buffer_stands_between_steps_and_before_the_due_date():
    route = make_route([RouteStep(1, "生产", 2, buffer_days=1), RouteStep(2, "入库", 1, buffer_days=2)])
    plan = plan_backward(route, day(4, 17), CALENDAR, day(4, 1))
    assert dates(plan) == {"生产": (day(4, 10), day(4, 13)), "入库": (day(4, 15), day(4, 15))}
    skipped = plan_backward(route, day(4, 17), CALENDAR, day(4, 1), skipped={1})
    assert skipped.slack == plan.slack + 3  # a skipped step needs no buffer


def test_due_date_on_a_rest_day_is_met_the_workday_before():
    plan = plan_backward(FURNITURE, day(5, 4), CALENDAR, day(4, 1))
    assert (plan.due, plan.finish) == (day(5, 4), day(4, 30))


def test_factory_shutdown_moves_the_start():
    shut = WorkCalendar(
        load_official(), RestPattern.TWO_DAYS, factory=[FactoryDays(day(4, 8), day(4, 14), "停产")]
    )
    assert plan_backward(FURNITURE, day(4, 30), shut, day(3, 1)).start == day(3, 30)


def test_unpublished_year_is_said_on_the_plan():
    assert plan_forward(FURNITURE, dt.date(2026, 12, 21), CALENDAR).unpublished == (2027,)
    assert plan_forward(FURNITURE, day(4, 1), CALENDAR).unpublished == ()


def test_due_date_is_the_firmest_promise_less_transport():
    assert due_date(None, day(5, 8), day(5, 1)) == day(5, 8)
    assert due_date(day(5, 9), day(5, 8), day(5, 1), transport_days=3) == day(5, 6)
    assert due_date(None, day(5, 8), day(5, 1), transport_days=3) == day(
        5, 8
    )  # PMC names the day of departure
    assert due_date(None, None, day(5, 8), transport_days=3) == day(5, 5)
    assert due_date(None, None, None) is None


@pytest.mark.parametrize(
    ("steps", "code", "words"),
    [
        (
            [RouteStep(1, "焊接", predecessors=(3,)), RouteStep(2, "涂装"), RouteStep(3, "总装")],
            "GD491",
            "总装.*焊接|焊接.*总装",
        ),
        ([RouteStep(1, "焊接"), RouteStep(2, "涂装", predecessors=(9,))], "GD490", "“涂装”的前置节点序号 9"),
        ([RouteStep(1, "焊接"), RouteStep(1, "涂装")], "GD490", "节点序号 1 重复"),
        ([RouteStep(1, "焊接", -1)], "GD490", "“焊接”的工期或缓冲天数是负数"),
    ],
)
def test_bad_route_is_refused_naming_its_steps(steps, code, words):
    with pytest.raises(GendanError, match=words) as problem:
        make_route(steps)
    assert problem.value.code == code


@st.composite
def routes(draw):
    count = draw(st.integers(1, 6))
    days = st.integers(0, 8)
    return make_route(
        RouteStep(
            seq,
            f"节点{seq}",
            draw(days),
            buffer_days=draw(st.integers(0, 2)),
            predecessors=tuple(draw(st.sets(st.integers(0, seq - 1), max_size=3))),
        )
        for seq in range(1, count + 1)
    )


DUE = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))
PATTERNS = st.sampled_from(RestPattern).map(
    lambda pattern: WorkCalendar(load_official(), pattern, dt.date(2026, 1, 5))
)
SKIPPED = st.sets(st.integers(1, 6))


@given(routes(), DUE, PATTERNS, SKIPPED)
def test_backward_from_the_earliest_due_date_is_forward_with_its_slack(route, start, calendar, skipped):
    forward = plan_forward(route, start, calendar, skipped=skipped)
    backward = plan_backward(route, forward.due, calendar, start, skipped=skipped)
    assert backward.slack == 0
    assert backward.earliest_finish == forward.due
    for early, late in zip(forward.steps, backward.steps, strict=True):
        assert early.slack == late.slack
        if early.slack == 0:
            assert early == late
        elif route.steps[early.seq - 1].lead_days and early.seq not in skipped:
            assert calendar.workdays_between(early.start, late.start) == early.slack


@given(routes(), DUE, PATTERNS, SKIPPED)
def test_steps_stay_in_order_on_workdays_before_the_due_date(route, due, calendar, skipped):
    plan = plan_backward(route, due, calendar, due, skipped=skipped)
    assert all(calendar.is_workday(step.start) and calendar.is_workday(step.finish) for step in plan.steps)
    assert plan.finish <= due
    for index, step in enumerate(plan.steps):
        assert step.start <= step.finish
        assert step.slack >= plan.slack
        assert all(plan.steps[other].finish <= step.finish for other in route.before[index])
        if step.seq not in skipped and (lead := route.steps[index].lead_days):
            assert calendar.workdays_between(step.start, step.finish) == lead - 1
            assert all(plan.steps[other].finish <= step.start for other in route.before[index])
            timed = [other for other in route.before[index] if plan.steps[other].seq not in skipped]
            assert all(plan.steps[i].finish < step.start for i in timed if route.steps[i].lead_days)


@given(routes(), DUE, DUE, PATTERNS)
def test_later_due_date_never_starts_a_step_earlier(route, one, two, calendar):
    early, late = (plan_backward(route, due, calendar, dt.date(2026, 1, 1)) for due in sorted([one, two]))
    assert all(a.start <= b.start for a, b in zip(early.steps, late.steps, strict=True))
    assert early.slack <= late.slack


@given(routes(), DUE, DUE, PATTERNS)
def test_cannot_make_means_the_plan_begins_too_early(route, due, earliest, calendar):
    plan = plan_backward(route, due, calendar, earliest)
    feasible = plan_backward(route, plan.earliest_finish, calendar, earliest)
    assert feasible.slack == 0
    assert plan.cannot_make == (calendar.previous_workday(due) < plan.earliest_finish)
