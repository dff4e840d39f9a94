"""The work calendar against the published notices, against chinesecalendar, and against its own laws."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.domain.calendar import FactoryDays, RestPattern, WorkCalendar
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.errors import GendanError

DAY = dt.timedelta(days=1)
OFFICIAL = load_official()

# Copied by hand from the notices of the State Council's General Office: (first day off, last day off), worked.
NOTICES = {
    "国办发明电〔2023〕7号": (
        2024,
        "1.1-1.1 2.10-2.17 4.4-4.6 5.1-5.5 6.10-6.10 9.15-9.17 10.1-10.7",
        "2.4 2.18 4.7 4.28 5.11 9.14 9.29 10.12",
    ),
    "国办发明电〔2024〕12号": (
        2025,
        "1.1-1.1 1.28-2.4 4.4-4.6 5.1-5.5 5.31-6.2 10.1-10.8",
        "1.26 2.8 4.27 9.28 10.11",
    ),
    "国办发明电〔2025〕7号": (
        2026,
        "1.1-1.3 2.15-2.23 4.4-4.6 5.1-5.5 6.19-6.21 9.25-9.27 10.1-10.7",
        "1.4 2.14 2.28 5.9 9.20 10.10",
    ),
}


def day_of(year: int, text: str) -> dt.date:
    month, day = text.split(".")
    return dt.date(year, int(month), int(day))


def span(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + DAY * offset for offset in range((last - first).days + 1)]


@pytest.mark.parametrize("notice", NOTICES)
def test_official_table_is_the_published_notice(notice):
    year, off, work = NOTICES[notice]
    ranges = [[day_of(year, end) for end in part.split("-")] for part in off.split()]
    entry = OFFICIAL.years[year]
    assert entry.notice == notice
    assert sorted(entry.off) == [day for first, last in ranges for day in span(first, last)]
    assert sorted(entry.work) == [day_of(year, text) for text in work.split()]


def test_five_day_week_agrees_with_chinesecalendar_every_day():
    calendar = WorkCalendar(OFFICIAL, RestPattern.TWO_DAYS)
    days = span(dt.date(2004, 1, 1), dt.date(2026, 12, 31))
    assert [day for day in days if calendar.is_workday(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    ("pattern", "worked"),
    [
        # Fri 1 – Sun 17 May 2026: 1–5 May 劳动节, Sat 9 May 调休 worked; the anchor's week (11–17) has two rest days.
        (RestPattern.TWO_DAYS, [6, 7, 8, 9, 11, 12, 13, 14, 15]),
        (RestPattern.ONE_DAY, [6, 7, 8, 9, 11, 12, 13, 14, 15, 16]),
        (RestPattern.ALTERNATE, [6, 7, 8, 9, 11, 12, 13, 14, 15]),
        (RestPattern.NONE, list(range(1, 18))),
    ],
)
def test_pattern_decides_which_weekend_days_are_worked(pattern, worked):
    calendar = WorkCalendar(OFFICIAL, pattern, anchor=dt.date(2026, 5, 17))
    days = span(dt.date(2026, 5, 1), dt.date(2026, 5, 17))
    assert [day.day for day in days if calendar.is_workday(day)] == worked


def test_sunday_make_up_day_is_worked_by_a_six_day_factory():
    calendar = WorkCalendar(OFFICIAL, RestPattern.ONE_DAY)
    assert calendar.is_workday(dt.date(2026, 9, 20))
    assert not calendar.is_workday(dt.date(2026, 9, 13))


@given(anchor=st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1)), weeks=st.integers(-2000, 2000))
def test_alternate_weeks_take_turns_from_any_anchor(anchor, weeks):
    calendar = WorkCalendar(load_official(), RestPattern.ALTERNATE, anchor)
    saturday = anchor - DAY * anchor.weekday() + DAY * (5 + 7 * weeks)
    if saturday not in OFFICIAL.days_of(saturday.year):
        assert calendar.is_workday(saturday) == (weeks % 2 == 1)


def test_alternate_weeks_need_an_anchor():
    with pytest.raises(GendanError, match="大小周基准日") as problem:
        WorkCalendar(OFFICIAL, RestPattern.ALTERNATE)
    assert problem.value.code == "GD972"


FACTORY = [
    FactoryDays(dt.date(2026, 2, 8), dt.date(2026, 2, 28), "停产", "春节停产"),
    FactoryDays(dt.date(2026, 2, 26), None, "上班", "返厂"),
    FactoryDays(dt.date(2026, 5, 3), None, "半天"),
    FactoryDays(dt.date(2026, 7, 6), dt.date(2026, 7, 8), "检修", "", "涂装车间、喷塑"),
    FactoryDays(dt.date(2026, 7, 8), dt.date(2026, 7, 9), "停电", "", "全厂"),
]


def test_factory_calendar_wins_and_later_rows_win():
    calendar = WorkCalendar(OFFICIAL, RestPattern.TWO_DAYS, factory=FACTORY)
    assert not calendar.is_workday(dt.date(2026, 2, 14))  # an official make-up day
    assert calendar.is_workday(dt.date(2026, 2, 26))  # inside the shutdown, by the later row
    assert calendar.is_workday(dt.date(2026, 5, 3))  # a holiday and a Sunday
    assert [
        calendar.name_of(dt.date(2026, month, day)) for month, day in [(2, 8), (2, 26), (4, 4), (3, 1)]
    ] == [
        "春节停产",
        "",
        "清明节",
        "周日",
    ]
    assert calendar.version == "国务院2026版·厂历4行·双休"


def test_row_for_one_department_counts_there_only_and_first():
    painting = WorkCalendar(OFFICIAL, RestPattern.ONE_DAY, factory=FACTORY, scope="喷塑")
    assert [painting.name_of(dt.date(2026, 7, day)) for day in (7, 8, 9)] == ["检修", "检修", "停电"]
    whole = WorkCalendar(OFFICIAL, RestPattern.ONE_DAY, factory=FACTORY)
    assert [whole.name_of(dt.date(2026, 7, day)) for day in (7, 8, 9)] == ["", "停电", "停电"]


def test_factory_row_ending_before_it_starts_is_refused():
    with pytest.raises(GendanError, match="2026-05-01 早于开始日期") as problem:
        WorkCalendar(OFFICIAL, factory=[FactoryDays(dt.date(2026, 5, 3), dt.date(2026, 5, 1))])
    assert problem.value.code == "GD973"


ANY_DAY = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))
ROWS = st.lists(
    st.builds(
        lambda start, length, kind: FactoryDays(start, start + DAY * length, kind),
        st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
        st.integers(0, 40),
        st.sampled_from(["上班", "休息", "半天", "停电"]),
    ),
    max_size=6,
)
CALENDARS = st.builds(
    WorkCalendar,
    st.just(OFFICIAL),
    st.sampled_from(RestPattern),
    st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
    ROWS,
)


@given(CALENDARS, ANY_DAY, st.integers(-600, 600))
def test_adding_and_counting_are_inverse(calendar, day, days):
    moved = calendar.add_workdays(day, days)
    if days:
        assert calendar.is_workday(moved)
    if days >= 0 or calendar.is_workday(day):
        assert calendar.workdays_between(day, moved) == days
    if calendar.is_workday(day):
        assert calendar.add_workdays(moved, -days) == day


@given(CALENDARS, ANY_DAY, st.integers(-500, 500))
def test_counting_is_what_a_finger_on_the_calendar_counts(calendar, start, offset):
    end = start + DAY * offset
    low, high = sorted([start, end])
    count = sum(calendar.is_workday(day) for day in span(low + DAY, high))
    assert calendar.workdays_between(start, end) == (count if offset >= 0 else -count)


@given(CALENDARS, ANY_DAY, ANY_DAY, st.integers(-100, 100))
def test_adding_never_changes_the_order_of_days(calendar, one, two, days):
    early, late = sorted([one, two])
    assert calendar.add_workdays(early, days) <= calendar.add_workdays(late, days)


@given(CALENDARS, ANY_DAY)
def test_nearest_workdays_enclose_the_day(calendar, day):
    before, after = calendar.previous_workday(day), calendar.next_workday(day)
    assert before <= day <= after
    assert all(not calendar.is_workday(rest) for rest in span(before + DAY, after - DAY) if before < after)
    assert (before == day == after) == calendar.is_workday(day) == (calendar.name_of(day) == "")


def test_unpublished_years_are_computed_plainly_and_said():
    calendar = WorkCalendar(OFFICIAL, RestPattern.TWO_DAYS)
    days = [dt.date(2027, 10, 1), dt.date(2026, 12, 31), dt.date(1900, 1, 1), dt.date(9999, 12, 31)]
    assert calendar.unpublished(days) == (1900, 2027, 9999)
    assert calendar.is_workday(dt.date(2027, 10, 1))  # a Friday
    assert not calendar.is_workday(dt.date(2027, 10, 2))
    assert WorkCalendar(OFFICIAL, RestPattern.NONE).unpublished(days) == ()


def test_factory_that_never_works_is_said_at_once():
    calendar = WorkCalendar(
        OFFICIAL, factory=[FactoryDays(dt.date(2026, 1, 1), dt.date(2060, 12, 31), "停产")]
    )
    with pytest.raises(GendanError, match="没有工作日") as problem:
        calendar.next_workday(dt.date(2026, 6, 1))
    assert problem.value.code == "GD974"
    assert calendar.previous_workday(dt.date(2030, 6, 1)) == dt.date(2025, 12, 31)


@pytest.mark.parametrize("days", [4_000_000, -4_000_000])
def test_workday_outside_the_range_of_dates_is_said(days):
    with pytest.raises(GendanError, match="超出日期范围"):
        WorkCalendar(OFFICIAL).add_workdays(dt.date(2026, 1, 1), days)


UPDATE = {
    "source": "test",
    "years": {
        "2027": {"notice": "某号", "off": [["2027-10-01", "2027-10-07", "国庆节"]], "work": ["2027-10-09"]}
    },
}


def test_update_publishes_a_year(tmp_path: Path):
    file = tmp_path / "2027.json"
    file.write_text(json.dumps(UPDATE), encoding="utf-8-sig")
    calendar = WorkCalendar(load_official(file), RestPattern.TWO_DAYS)
    assert calendar.unpublished([dt.date(2027, 10, 1)]) == ()
    assert calendar.name_of(dt.date(2027, 10, 1)) == "国庆节"
    assert calendar.is_workday(dt.date(2027, 10, 9))
    assert calendar.version.startswith("国务院2027版")
    assert load_official().latest == 2026


def test_days_may_be_written_without_zeros():
    calendar = load_official(
        {"years": {"2027": {"off": [["2027-2-7", "2027-2-11", "春节"]], "work": ["2027-2-6"]}}}
    )
    days = calendar.days_of(2027)
    assert days[dt.date(2027, 2, 6)] is None and days[dt.date(2027, 2, 11)] == "春节"


def test_new_year_may_begin_in_december():
    notice = {"off": [["2027-12-31", "2028-01-02", "元旦"]], "work": ["2027-12-26"]}
    calendar = WorkCalendar(load_official({"years": {"2028": notice}}), RestPattern.ONE_DAY)
    assert calendar.name_of(dt.date(2027, 12, 31)) == "元旦"
    assert calendar.is_workday(dt.date(2027, 12, 26))
    assert calendar.unpublished([dt.date(2027, 12, 31), dt.date(2028, 1, 2)]) == (2027,)


@pytest.mark.parametrize(
    ("year", "entry", "where"),
    [
        ("27", {"off": [], "work": []}, "years.27"),
        ("2027", {"off": []}, "years.2027.work"),
        ("2027", {"off": [["2027-10-01", "2027-10-07"]], "work": []}, r"off\[1\]"),
        ("2027", {"off": [["2027-10-07", "2027-10-01", "国庆节"]], "work": []}, r"off\[1\].*结束早于开始"),
        ("2027", {"off": [["2027-13-01", "2027-10-07", "国庆节"]], "work": []}, "2027-13-01"),
        ("2027", {"off": [["2027-10-01", "2027-10-07", "国庆节"]], "work": ["2027-10-02"]}, "2027-10-02"),
        ("2027", {"off": [], "work": [20271009]}, "20271009"),
        ("2027", {"off": [], "work": ["2037-10-09"]}, "2037-10-09"),
        ("2027", [], "years.2027"),
    ],
)
def test_bad_update_is_refused_with_its_place(year, entry, where):
    with pytest.raises(GendanError, match=where) as problem:
        load_official({"years": {year: entry}})
    assert problem.value.code == "GD971"


@pytest.mark.parametrize("text", ["{", "[]", '{"years": []}', "{}"])
def test_unreadable_update_is_one_sentence(tmp_path: Path, text):
    file = tmp_path / "bad.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GendanError, match=r"bad\.json") as problem:
        load_official(file)
    assert problem.value.code in {"GD970", "GD971"}
