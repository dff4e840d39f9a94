"""Receivables: due dates, what receipts settle, ageing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.domain.receivable import Credit, Receivable, age_band, due_date, settle

numbers = st.sampled_from(["", "A", "B", "C"])
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
cents = st.integers(1, 10**9).map(lambda n: Decimal(n) / 100)
items = st.builds(
    lambda number, day, due, amount, order: Receivable(number, day, due, amount, amount, order),
    numbers, days, days, cents, numbers,
)  # fmt: skip


@given(st.lists(items, max_size=8), st.lists(st.builds(Credit, cents, numbers, numbers), max_size=8))
def test_settling_loses_no_cent(found: list[Receivable], credits: list[Credit]) -> None:
    opened, rest = settle(found, credits)
    owed = sum((one.amount for one in found), Decimal(0)) - sum((one.amount for one in credits), Decimal(0))
    assert sum((one.open_amount for one in opened), Decimal(0)) - rest == owed
    assert not (opened and rest) and rest >= 0
    assert all(0 < one.open_amount <= one.amount for one in opened)


def test_a_credit_settles_its_own_document_then_its_order_then_the_earliest() -> None:
    def item(number: str, day: int, order: str) -> Receivable:
        when = dt.date(2026, 10, day)
        return Receivable(number, when, when, Decimal(100), Decimal(100), order)

    found = [item("SH1", 1, "SO1"), item("SH2", 2, "SO2"), item("SH3", 3, "SO2")]
    opened, rest = settle(found, [Credit(Decimal(230), "SH3", "SO2")])
    assert [(one.number, one.open_amount) for one in opened] == [("SH1", Decimal(70))]
    assert rest == 0


@pytest.mark.parametrize(
    ("day", "credit", "pays", "due"),
    [
        ("2026-10-31", 30, None, "2026-11-30"),
        ("2026-10-31", 30, 25, "2026-12-25"),
        ("2026-10-20", 0, 25, "2026-10-25"),
        ("2026-12-26", 0, 25, "2027-01-25"),
        ("2027-02-01", 0, 31, "2027-02-28"),
    ],
)
def test_due_dates(day: str, credit: int, pays: int | None, due: str) -> None:
    assert due_date(dt.date.fromisoformat(day), credit, pays) == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    ("overdue", "band"), [(0, "未到期"), (1, "1–30天"), (30, "1–30天"), (31, "31–60天"), (181, "180天以上")]
)
def test_age_bands(overdue: int, band: str) -> None:
    assert age_band(overdue, (0, 30, 60, 90, 180)) == band
