"""The account of a customer: what falls in which month, and statements that chain to the cent (requirement 38)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NOTHING = Decimal(0)


class Kind(StrEnum):
    """What moves the balance of a customer."""

    DELIVERY = "发货"
    RETURN = "退货"
    ALLOWANCE = "折让"
    RECEIPT = "收款"


@dataclass(frozen=True, slots=True)
class Movement:
    """One change of what a customer owes: `amount` is added to it, so returns, allowances and receipts are negative.

    `day` decides the month it falls in, `due` is when it is to be paid. `number` is its document, `table` and `row` the
    record behind it, `settles` the delivery note that a return or receipt is for.
    """

    kind: Kind
    day: dt.date
    amount: Decimal
    number: str = ""
    table: str = ""
    row: int = -1
    order_no: str = ""
    due: dt.date | None = None
    settles: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days of one statement, first and last included."""

    start: dt.date
    end: dt.date

    @property
    def month(self) -> str:
        """Its name 2026-10: the month of its last day."""
        return f"{self.end:%Y-%m}"

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


def period(year: int, month: int, cutoff: int | None = None) -> Period:
    """Return the period that ends on day `cutoff` of a month; on its last day for None, 31, and in shorter months."""
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return Period(_cut(*before, cutoff) + dt.timedelta(days=1), _cut(year, month, cutoff))


def period_of(day: dt.date, cutoff: int | None = None) -> Period:
    """Return the period in which a day falls."""
    this = period(day.year, day.month, cutoff)
    return this if day <= this.end else following(this, cutoff)


def following(this: Period, cutoff: int | None = None) -> Period:
    """Return the period after this one."""
    year, month = divmod(this.end.year * 12 + this.end.month, 12)
    return period(year, month + 1, cutoff)


def previous(this: Period, cutoff: int | None = None) -> Period:
    """Return the period before this one."""
    end = this.start - dt.timedelta(days=1)
    return period(end.year, end.month, cutoff)


def _cut(year: int, month: int, cutoff: int | None) -> dt.date:
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(cutoff, last) if cutoff and cutoff > 0 else last)


@dataclass(frozen=True, slots=True)
class Statement:
    """The account of one period: what was owed before it and what moved in it, by day."""

    period: Period
    opening: Decimal
    movements: tuple[Movement, ...]

    def total(self, kind: Kind) -> Decimal:
        """Return the sum of one kind, with its sign."""
        return sum((one.amount for one in self.movements if one.kind is kind), NOTHING)

    @property
    def closing(self) -> Decimal:
        """What is owed at the end."""
        return self.opening + sum((one.amount for one in self.movements), NOTHING)


def statement(movements: Iterable[Movement], wanted: Period, carried: Decimal = NOTHING) -> Statement:
    """Return the statement of a period; `carried` was owed before the first movement."""
    every = list(movements)
    opening = carried + sum((one.amount for one in every if one.day < wanted.start), NOTHING)
    inside = sorted((one for one in every if one.day in wanted), key=_order)
    return Statement(wanted, opening, tuple(inside))


def statements(
    movements: Iterable[Movement], last: Period, cutoff: int | None = None, carried: Decimal = NOTHING,
    since: dt.date | None = None,
) -> Iterator[Statement]:  # fmt: skip
    """Yield the statements from the first movement (or from `since`, where that is earlier) to the period `last`, each
    opening with the closing before it."""
    every = sorted(movements, key=_order)
    starts = [*(one.day for one in every[:1]), *([since] if since else [])]
    this = min(period_of(min(starts), cutoff), last) if starts else last
    opening = carried + sum((one.amount for one in every if one.day < this.start), NOTHING)
    while this <= last:
        made = Statement(this, opening, tuple(one for one in every if one.day in this))
        yield made
        this, opening = following(this, cutoff), made.closing


def _order(one: Movement) -> tuple[dt.date, int, str, int]:
    return one.day, list(Kind).index(one.kind), one.number, one.row
