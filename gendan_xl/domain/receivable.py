"""What a customer still owes, by document: due dates, what receipts settle, ageing (requirements 39, 41)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

NOTHING = Decimal(0)
NOT_DUE = "未到期"


@dataclass(frozen=True, slots=True)
class Receivable:
    """An amount due on a day for a document; `open_amount` is what is left of it."""

    number: str
    day: dt.date
    due: dt.date
    amount: Decimal
    open_amount: Decimal
    order_no: str = ""

    def overdue_days(self, today: dt.date) -> int:
        """Return the calendar days since the due date; 0 until then."""
        return max(0, (today - self.due).days)


@dataclass(frozen=True, slots=True)
class Credit:
    """Money received, goods returned or an allowance: a positive amount, perhaps for one document or order."""

    amount: Decimal
    number: str = ""
    order_no: str = ""


def due_date(day: dt.date, credit_days: int = 0, payment_day: int | None = None) -> dt.date:
    """Return when an amount of `day` is due: so many days later, then on the next day of the month on which the
    customer pays (its last day in shorter months)."""
    due = day + dt.timedelta(days=credit_days)
    if not payment_day or payment_day < 1:
        return due
    this = _in_month(due.year, due.month, payment_day)
    if this >= due:
        return this
    year, month = divmod(due.year * 12 + due.month, 12)
    return _in_month(year, month + 1, payment_day)


def _in_month(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def settle(items: Iterable[Receivable], credits: Iterable[Credit]) -> tuple[list[Receivable], Decimal]:
    """Return what is open after all credits, the earliest due first, and the credit that is left over.

    A credit first settles its own document, then its order, then whatever is due first.
    """
    found = sorted(items, key=lambda one: (one.due, one.day, one.number))
    by_number, by_order = _places(one.number for one in found), _places(one.order_no for one in found)
    rest = NOTHING
    for credit in credits:
        rest += _use(
            found, credit.amount, [*by_number.get(credit.number, ()), *by_order.get(credit.order_no, ())]
        )
    rest = _use(found, rest, range(len(found)))
    return [one for one in found if one.open_amount], rest


def _places(names: Iterable[str]) -> dict[str, list[int]]:
    """Return name → where it stands; blank names are left out."""
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if name:
            places.setdefault(name, []).append(at)
    return places


def _use(found: list[Receivable], amount: Decimal, places: Iterable[int]) -> Decimal:
    """Take an amount off the items at `places` in turn; return what is left of it."""
    for at in places:
        used = min(amount, found[at].open_amount)
        if not used:
            continue
        found[at] = replace(found[at], open_amount=found[at].open_amount - used)
        amount -= used
    return amount


def age_limits(words: str) -> list[int]:
    """Return the upper ends of the bands of age as a setting writes them: 0、30、60、90、180."""
    parts = words.replace(",", "、").split("、")
    return [int(part) for part in parts if part.strip().isdigit()]


def age_band(overdue_days: int, limits: Sequence[int]) -> str:
    """Return the band of an age: 未到期, 1–30天, … 180天以上. `limits` are the upper ends such as 30, 60, 90, 180."""
    if overdue_days <= 0:
        return NOT_DUE
    ends = sorted(limit for limit in limits if limit > 0)
    passed = sum(overdue_days > end for end in ends)
    return age_bands(limits)[passed + 1]


def age_bands(limits: Sequence[int]) -> list[str]:
    """Return every band from 未到期 to the last one."""
    ends = sorted(limit for limit in limits if limit > 0)
    starts = [1, *(end + 1 for end in ends)]
    closed = [f"{start}–{end}天" for start, end in zip(starts, ends, strict=False)]
    return [NOT_DUE, *closed, f"{starts[-1] - 1}天以上"]
