"""Dates of milestones out of order: which one is wrong, and what was probably meant (requirement 47)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.rules._sequence import misplaced
from gendan_xl.rules._typos import likely_date

Found = dict[int, str]


def check(days: list[str], predecessors: list[str] | None = None, skipped: tuple[int, ...] = ()) -> Found:
    """Return row → likely date ('' for none) of the milestones found wrong."""
    dates = [dt.date.fromisoformat(f"2026-{day}" if len(day) == 5 else day) if day else None for day in days]
    names = [f"节点{number}" for number in range(1, len(days) + 1)]
    flags = [row in skipped for row in range(len(days))]
    before: list[str | None] = [*(predecessors or [None] * len(days))]
    hits = misplaced([float(n) for n in range(1, len(days) + 1)], names, dates, before, flags)
    return {row: words["likely"].zh.partition("可能应为 ")[2] for row, words in hits}


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["03-04", "03-04", "03-10"], {}),
        (["03-04", "", "03-10", ""], {}),
        (["03-04", "2027-03-10", "03-13"], {1: "2026-03-10"}),  # year
        (["03-04", "03-08", "2025-03-10"], {2: "2026-03-10"}),  # year, the last one
        (["03-21", "03-23", "02-24", "03-27"], {2: "2026-03-24"}),  # month
        (["04-02", "05-04", "04-06", "04-08"], {1: "2026-04-05"}),  # 5 April written the other way round
        (["03-10", "03-21", "03-14"], {1: "2026-03-12"}),  # digits of the day
        (["03-04", "03-12", "03-11", "03-13"], {2: ""}),  # who knows
        (["2027-03-04", "03-10", "2025-03-12", "03-14"], {0: "2026-03-04", 2: "2026-03-12"}),  # two slips
    ],
)
def test_wrong_dates_and_what_was_meant(days: list[str], found: Found) -> None:
    assert check(days) == found


def test_parallel_milestones_are_compared_along_their_predecessors() -> None:
    assert check(["03-10", "03-05", "03-08", "03-20"], ["0", "0", "2", "1,3"]) == {}
    assert check(["03-10", "03-05", "03-04", "03-20"], ["0", "0", "2", "1,3"]).keys() <= {1, 2}
    assert check(["03-10", "03-05", "03-08", "03-09"], ["0", "0", "2", "1,3"]).keys() <= {0, 3}


def test_skipped_milestones_do_not_count() -> None:
    assert check(["03-04", "03-30", "03-10"], skipped=(1,)) == {}


@given(
    st.lists(st.integers(0, 250), min_size=4, max_size=8, unique=True),
    st.data(),
    st.sampled_from([-1, 1]),
)
def test_a_slip_of_the_year_is_found_and_put_right(
    offsets: list[int], data: st.DataObject, years: int
) -> None:
    dates = [dt.date(2026, 3, 1) + dt.timedelta(days) for days in sorted(offsets)]
    row = data.draw(st.integers(1, len(dates) - 2))
    slipped = list(dates)
    slipped[row] = dates[row].replace(year=2026 + years)
    numbers = [float(number) for number in range(len(dates))]
    blank: list[None] = [None] * len(dates)
    ((found, words),) = misplaced(numbers, ["节点"] * len(dates), slipped, blank, blank)
    assert found == row
    assert str(dates[row]) in words["likely"].zh


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 40), st.integers(0, 40))
def test_a_proposal_lies_between_its_bounds(wrong: dt.date, before: int, width: int) -> None:
    low = dt.date(2026, 5, 1) - dt.timedelta(before)
    high = low + dt.timedelta(width)
    proposed = likely_date(wrong, low, high)
    assert proposed is None or (low <= proposed <= high and proposed != wrong)
