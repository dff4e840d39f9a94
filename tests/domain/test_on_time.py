"""On time and in full: every case answered by hand. The promise is always for 20 March, 100 pieces, seen on 31 March."""

from __future__ import annotations

import datetime as dt

import pytest

from gendan_xl.domain.on_time import Batch, Fulfilment, Terms, fulfilment, judge
from gendan_xl.domain.progress import Punctuality

EARLY, ON_TIME, LATE = Punctuality.EARLY, Punctuality.ON_TIME, Punctuality.LATE
DUE, TODAY = dt.date(2026, 3, 20), dt.date(2026, 3, 31)
SHIP, ARRIVE = Terms(), Terms(is_by_arrival=True, transit_days=3)
LOOSE = Terms(over_rate=0.05, short_rate=0.05)


def march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


def left(day: int, qty: float = 100, arrived: int | None = None) -> Batch:
    return Batch(qty, march(day), march(arrived) if arrived else None)


CASES = {
    # what left, terms, returned, closed → delivered on, on time?, days late, in full?
    "on the day": ([left(20)], SHIP, 0, False, 20, ON_TIME, 0, True),
    "early within the tolerance": ([left(18)], SHIP, 0, False, 18, ON_TIME, -2, True),
    "a day too early": ([left(17)], SHIP, 0, False, 17, EARLY, -3, True),
    "late within the tolerance": ([left(22)], SHIP, 0, False, 22, ON_TIME, 2, True),
    "a day too late": ([left(23)], SHIP, 0, False, 23, LATE, 3, True),
    "no tolerance, a day early": ([left(19)], Terms(0, 0), 0, False, 19, EARLY, -1, True),
    "split, all in time": ([left(18, 60), left(21, 40)], SHIP, 0, False, 21, ON_TIME, 1, True),
    "split across the due date": ([left(19, 60), left(27, 40)], SHIP, 0, False, 27, LATE, 7, True),
    "split, written in any order": ([left(27, 40), left(19, 60)], SHIP, 0, False, 27, LATE, 7, True),
    "early part, punctual rest": ([left(10, 90), left(20, 10)], SHIP, 0, False, 20, ON_TIME, 0, True),
    "nothing left": ([], SHIP, 0, False, None, LATE, 11, False),
    "a part left, the rest is open": ([left(19, 60)], SHIP, 0, False, None, LATE, 11, False),
    "closed short": ([left(19, 60)], SHIP, 0, True, 19, ON_TIME, -1, False),
    "closed without any delivery": ([], SHIP, 0, True, None, LATE, 11, False),
    "short within 短装率": ([left(20, 95)], LOOSE, 0, False, 20, ON_TIME, 0, True),
    "short beyond 短装率": ([left(20, 94)], LOOSE, 0, True, 20, ON_TIME, 0, False),
    "over within 溢装率": ([left(20, 105)], LOOSE, 0, False, 20, ON_TIME, 0, True),
    "over beyond 溢装率": ([left(20, 106)], LOOSE, 0, False, 20, ON_TIME, 0, False),
    "a batch after it was full": ([left(20), left(28, 5)], LOOSE, 0, False, 20, ON_TIME, 0, True),
    "returned after": ([left(20)], SHIP, 10, False, 20, ON_TIME, 0, False),
    "returned and sent again": ([left(20), left(29, 10)], SHIP, 10, False, 20, ON_TIME, 0, True),
    "arrived as promised": ([left(16, arrived=20)], ARRIVE, 0, False, 20, ON_TIME, 0, True),
    "left in time, arrived late": ([left(20, arrived=24)], ARRIVE, 0, False, 24, LATE, 4, True),
    "arrival reckoned": ([left(19)], ARRIVE, 0, False, 22, ON_TIME, 2, True),
    "still on its way": ([left(30)], ARRIVE, 0, False, None, LATE, 11, False),
    "shipping basis ignores arrival": ([left(20, arrived=29)], SHIP, 0, False, 20, ON_TIME, 0, True),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_line_as_reckoned_by_hand(case: tuple[object, ...]) -> None:
    batches, terms, returned, is_closed, day, verdict, days, in_full = case
    found = fulfilment(100, batches, terms, TODAY, returned_qty=returned, is_closed=is_closed)  # type: ignore[arg-type]
    assert (found.day, found.is_in_full) == (march(day) if isinstance(day, int) else None, in_full)
    assert judge(found.day, DUE, TODAY, terms) == (verdict, days)  # type: ignore[arg-type]


def test_an_open_line_is_undecided_until_its_tolerance_is_over() -> None:
    assert judge(None, DUE, march(22), SHIP).is_on_time is None
    assert judge(None, DUE, march(23), SHIP) == (LATE, 3)


def test_goods_delivered_before_their_promise_are_judged_at_once() -> None:
    assert judge(march(10), DUE, march(11), SHIP) == (EARLY, -10)


def test_postponing_helps_the_last_promise_only() -> None:
    day = fulfilment(100, [left(27)], SHIP, TODAY).day
    first, last = judge(day, DUE, TODAY, SHIP), judge(day, march(27), TODAY, SHIP)
    assert (first.is_on_time, last.is_on_time) == (False, True)


def test_a_batch_without_its_day_leaves_the_line_unknown() -> None:
    assert fulfilment(100, [Batch(100, None)], SHIP, TODAY) == Fulfilment(None, 100, True, is_undated=True)
    whole = fulfilment(100, [left(20), Batch(5, None)], LOOSE, TODAY)
    assert (whole.day, whole.is_undated) == (DUE, False)


def test_a_reckoned_arrival_says_so() -> None:
    assert fulfilment(100, [left(19)], ARRIVE, TODAY).is_estimated
    assert not fulfilment(100, [left(19, arrived=22)], ARRIVE, TODAY).is_estimated
