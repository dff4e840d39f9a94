"""Statements: every movement in one month, months that chain, to the cent."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.domain.statement import (
    Kind,
    Movement,
    following,
    period,
    period_of,
    previous,
    statement,
    statements,
)

days = st.dates(dt.date(2025, 11, 1), dt.date(2027, 3, 31))
cutoffs = st.none() | st.integers(0, 31)
cents = st.integers(1, 10**13).map(lambda n: Decimal(n) / 100)


@st.composite
def movements(draw: st.DrawFn) -> Movement:
    kind, amount = draw(st.sampled_from(list(Kind))), draw(cents)
    return Movement(kind, draw(days), amount if kind is Kind.DELIVERY else -amount)


@given(st.lists(movements(), max_size=40), cutoffs, cents)
def test_statements_chain_and_lose_nothing(
    made: list[Movement], cutoff: int | None, carried: Decimal
) -> None:
    last = period_of(dt.date(2027, 3, 31), cutoff)
    chain = list(statements(made, last, cutoff, carried))
    assert chain[-1].closing == carried + sum((one.amount for one in made), Decimal(0))
    assert chain[0].opening == carried
    for before, after in zip(chain, chain[1:], strict=False):
        assert after.opening == before.closing
        assert after.period.start == before.period.end + dt.timedelta(days=1)
    assert sorted(map(id, made)) == sorted(id(one) for each in chain for one in each.movements)
    assert all(one.day in each.period for each in chain for one in each.movements)
    for each in chain:
        assert statement(made, each.period, carried) == each
        assert each.closing - each.opening == sum((each.total(kind) for kind in Kind), Decimal(0))


@given(days, cutoffs)
def test_each_day_is_in_one_period(day: dt.date, cutoff: int | None) -> None:
    this = period_of(day, cutoff)
    assert day in this
    assert previous(following(this, cutoff), cutoff) == this
    assert period_of(this.end, cutoff) == this == period_of(this.start, cutoff)
    assert period(this.end.year, this.end.month, cutoff) == this


@pytest.mark.parametrize(
    ("year", "month", "cutoff", "start", "end"),
    [
        (2026, 10, None, "2026-10-01", "2026-10-31"),
        (2026, 10, 31, "2026-10-01", "2026-10-31"),
        (2026, 10, 25, "2026-09-26", "2026-10-25"),
        (2026, 1, 25, "2025-12-26", "2026-01-25"),
        (2026, 3, 30, "2026-03-01", "2026-03-30"),  # February ends on the 28th
        (2028, 2, 30, "2028-01-31", "2028-02-29"),
    ],
)
def test_periods_by_cutoff(year: int, month: int, cutoff: int | None, start: str, end: str) -> None:
    found = period(year, month, cutoff)
    assert (str(found.start), str(found.end), found.month) == (start, end, f"{year}-{month:02d}")
