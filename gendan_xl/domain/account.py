"""An account: what moved between us and one customer in one currency, and what is open of it (38, 39)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gendan_xl.domain.receivable import Credit, Receivable, due_date, settle
from gendan_xl.domain.statement import Movement, Period, Statement, period, period_of, statement

CNY = "CNY"
CARRIED = "期初余额"
FROM_CUTOFF = "对账截止日"
MONTHLY = "月结"
_MONTH = re.compile(r"(20\d\d)[-./年]?(0?[1-9]|1[0-2])月?")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a customer settles: from which day a delivery counts, the last day of its months, when it pays."""

    settlement_mode: str = ""
    credit_start: str = ""
    credit_days: int = 0
    cutoff: int | None = None
    payment_day: int | None = None
    currency: str = CNY

    @property
    def is_due_by_month(self) -> bool:
        """Whether credit runs from the end of the month: agreed, or usual for who pays monthly."""
        return self.credit_start == FROM_CUTOFF or (not self.credit_start and self.settlement_mode == MONTHLY)

    def due(self, day: dt.date, credit_days: int | None = None) -> dt.date:
        """Return when what counts from `day` is due; `credit_days` are those of the order where it has its own.

        By the month, all that counts in it is due on one day.
        """
        start = period_of(day, self.cutoff).end if self.is_due_by_month else day
        return due_date(start, self.credit_days if credit_days is None else credit_days, self.payment_day)


@dataclass(slots=True)
class Account:
    """What moved between us and a customer in one currency.

    `waiting` left the house but has no day yet from which it counts (not signed for, say), or is money that finance
    has not confirmed; `unpriced` are deliveries and returns without a price. `carried` was owed before the records
    begin, at the end of the day `carried_on`: the opening of the first row of 对账.
    """

    customer: str
    currency: str
    terms: Terms
    movements: list[Movement] = field(default_factory=list)
    waiting: list[Movement] = field(default_factory=list)
    unpriced: list[Movement] = field(default_factory=list)
    carried: Decimal = Decimal(0)
    carried_on: dt.date | None = None

    def statement(self, wanted: Period) -> Statement:
        """Return the statement of a period."""
        return statement(self.movements, wanted, self.carried)

    def until(self, day: dt.date) -> Account:
        """Return the account as it stood at the end of a day."""
        return replace(self, movements=[one for one in self.movements if one.day <= day])

    def receivables(self) -> tuple[list[Receivable], Decimal]:
        """Return what is open by delivery note, the earliest due first, and money that is left over."""
        items: dict[tuple[str, str, dt.date], Receivable] = {}
        credits = []
        for one in self.movements:
            if one.amount < 0:
                credits.append(Credit(-one.amount, one.settles, one.order_no))
            elif one.amount:
                key = one.number, one.order_no, one.due or one.day
                total = one.amount + (items[key].amount if key in items else 0)
                items[key] = Receivable(one.number, one.day, key[2], total, total, one.order_no)
        return settle([*self._carried(), *items.values()], [*credits, *self._overpaid()])

    def _carried(self) -> Iterator[Receivable]:
        if self.carried > 0:
            first = min((one.day for one in self.movements), default=dt.date.min)
            day = self.carried_on or first
            yield Receivable(CARRIED, day, self.terms.due(day), self.carried, self.carried)

    def _overpaid(self) -> Iterator[Credit]:
        if self.carried < 0:
            yield Credit(-self.carried)


def month_period(month: object, cutoff: int | None) -> Period | None:
    """Return the period of a month as it is written (2026-10, 202610, 2026年10月); None when that is not understood."""
    match = _MONTH.fullmatch(str(month or "").strip())
    return period(int(match[1]), int(match[2]), cutoff) if match else None
