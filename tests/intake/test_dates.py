"""Dates as people type them: every form of the real ledgers, and no silent guesses."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.cells import to_serial
from gendan_xl.intake.dates import MonthDay, Neighbours, read_moment, read_number, read_text, resolve

DAYS = st.dates(dt.date(2001, 1, 1), dt.date(2098, 12, 31))
FULL = (
    "{y}.{m}.{d}",
    "{y}/{m}/{d} ",
    "{y}年{m}月{d}日",
    "{y}-{m:02}-{d:02}",
    "{y}{m:02}{d:02}",
    " {y}．{m}．{d}",
)
SHORT = ("{m}月{d}", "{m}月{d}日", "{m}/{d} ", "{m}.{d}", "{m}-{d}")


def typed(form: str, day: dt.date) -> str:
    return form.format(y=day.year, m=day.month, d=day.day)


@given(DAYS, st.sampled_from(FULL), st.booleans())
def test_a_full_date_in_any_spelling_is_that_day(day: dt.date, form: str, wide: bool) -> None:
    text = typed(form, day)
    if wide:
        text = text.translate({48 + n: 0xFF10 + n for n in range(10)})
    assert read_text(text) == day


@given(DAYS, st.sampled_from(SHORT))
def test_a_date_without_year_takes_it_from_its_row(day: dt.date, form: str) -> None:
    cell = read_text(typed(form, day))
    assert isinstance(cell, MonthDay)
    near = Neighbours(row=[day - dt.timedelta(20), day + dt.timedelta(9)])
    assert resolve(cell, near)[0] == day


@given(DAYS)
def test_a_number_is_month_and_day_only_where_the_row_leaves_no_other(day: dt.date) -> None:
    cell = read_number(float(f"{day.month}.{day.day:02}"))
    assert isinstance(cell, MonthDay)
    around = Neighbours(row=[day - dt.timedelta(2), day + dt.timedelta(1)])
    assert resolve(cell, around)[0] == day
    assert resolve(cell, Neighbours())[0] is None
    far = Neighbours(row=[day + dt.timedelta(120), day + dt.timedelta(130)])
    assert resolve(cell, far)[0] is None


@given(DAYS)
def test_a_serial_is_its_day(day: dt.date) -> None:
    assert read_number(float(to_serial(day))) == day


@pytest.mark.parametrize(
    "number", [0.0, 4.0, 12.0, 13.01, 4.321, -4.2, 2.31, 1_745_000_000.0, 1_745_000_000_000.0]
)
def test_a_bare_number_is_no_date(number: float) -> None:
    """Unix time least of all."""
    assert read_number(number) is None


@pytest.mark.parametrize("text", ["", "4月", "13/45", "2026.13.1", "2026.2.30", "待定", "4.2.", "SO2603-014"])
def test_other_text_is_no_date(text: str) -> None:
    assert read_text(text) is None


def test_4_2_between_the_second_and_the_twentieth_stays_open_with_both_days_named() -> None:
    cell = read_number(4.2)
    assert isinstance(cell, MonthDay)
    wide_row = Neighbours(row=[dt.date(2026, 4, 1), dt.date(2026, 4, 25)])
    assert resolve(cell, wide_row) == (None, [dt.date(2026, 4, 2), dt.date(2026, 4, 20)])
    steps = Neighbours(row=wide_row.row, before=dt.date(2026, 4, 18), after=dt.date(2026, 4, 22))
    assert resolve(cell, steps)[0] == dt.date(2026, 4, 20)


def test_the_year_rolls_over_at_new_year() -> None:
    cell = read_text("1月5日")
    assert isinstance(cell, MonthDay)
    assert resolve(cell, Neighbours(row=[dt.date(2026, 12, 20), dt.date(2026, 12, 28)]))[0] == dt.date(
        2027, 1, 5
    )


def test_without_neighbours_the_title_gives_the_year_to_text_only() -> None:
    text, number = read_text("4月20"), read_number(4.25)
    assert isinstance(text, MonthDay)
    assert isinstance(number, MonthDay)
    assert resolve(text, Neighbours(year=2026))[0] == dt.date(2026, 4, 20)
    assert resolve(number, Neighbours(year=2026)) == (None, [dt.date(2026, 4, 25)])


def test_a_moment_keeps_its_time() -> None:
    assert read_moment("2026/4/20 9:05") == dt.datetime(2026, 4, 20, 9, 5)
    assert read_moment("2026年4月20日") == dt.datetime(2026, 4, 20)
    assert read_moment("2026-4-20 25:00") is None
    assert read_moment("4月20 9:05") is None
