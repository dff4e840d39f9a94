"""Was an order line delivered on time and in full? (requirements 15, 18, 29; SCOR on_time_rate and otif).

Decisions
* A line is delivered on the day on which its batches together reach the ordered quantity, less what 短装率 allows. A
  part that left in time does not make a line punctual whose rest came late. A line that was closed short (短交) is
  delivered on the day of its last batch: punctual perhaps, never in full.
* By 发货日 a batch counts on the day it leaves; by 到货日 on the day it arrives, reckoned with 运输天数 while the
  arrival is not recorded. What will only arrive after today has not been delivered yet.
* On time means neither early nor late beyond the tolerances, which are calendar days and include their last day. A
  line that is not delivered and past its due date plus tolerance is late; before that it is undecided.
* In full: what was delivered less what came back lies between 短装率 and 溢装率. Goods sent again for returned ones
  count as delivered. A return does not change the day of the delivery.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gendan_xl.domain.progress import Punctuality, punctuality

SMALL = 1e-9
"""Quantities are the same when they differ by less than this share."""


class Terms(NamedTuple):
    """What was agreed with the customer. Tolerances and transit are calendar days, rates are shares (0.03)."""

    early_days: int = 2
    late_days: int = 2
    over_rate: float = 0.0
    short_rate: float = 0.0
    is_by_arrival: bool = False
    transit_days: int = 0


class Batch(NamedTuple):
    """Goods that left the house: how many, when, and when they arrived as far as recorded."""

    qty: float
    shipped: dt.date | None
    arrived: dt.date | None = None


class Fulfilment(NamedTuple):
    """What an order line has come to.

    `day` is when it was delivered, None while it is open. `qty` is what stayed with the customer. `is_estimated`:
    an arrival that decides was reckoned with 运输天数. `is_undated`: a batch left on a day that nobody wrote down, so
    that the day of the line cannot be known.
    """

    day: dt.date | None
    qty: float
    is_in_full: bool
    is_estimated: bool = False
    is_undated: bool = False


class Judgement(NamedTuple):
    """A line against one promise: None while undecided; calendar days late (negative: early)."""

    verdict: Punctuality | None
    days: int = 0

    @property
    def is_on_time(self) -> bool | None:
        """Whether it was on time, None while undecided."""
        return None if self.verdict is None else self.verdict is Punctuality.ON_TIME


UNDECIDED = Judgement(None)


def fulfilment(
    ordered_qty: float,
    batches: Sequence[Batch],
    terms: Terms,
    today: dt.date,
    *,
    returned_qty: float = 0.0,
    is_closed: bool = False,
) -> Fulfilment:
    """Return what a line has come to by `today`; `is_closed` says that nothing more will be delivered."""
    least = ordered_qty * (1 - terms.short_rate) - ordered_qty * SMALL
    most = ordered_qty * (1 + terms.over_rate) + ordered_qty * SMALL
    if len(batches) == 1:  # the usual case
        there = [(day, batches[0])] if (day := _day(batches[0], terms)) and day <= today else []
    else:
        there = sorted(_there(batches, terms, today), key=lambda found: found[0])
    net = sum([batch.qty for _, batch in there]) - returned_qty
    undated = sum([batch.qty for batch in batches if batch.shipped is None and batch.arrived is None])
    reached = _reached(there, least)
    if reached is None and is_closed and there and not undated:
        reached = there[-1]
    day, last = reached or (None, None)
    return Fulfilment(
        day,
        net + undated,
        least <= net + undated <= most,
        bool(last and terms.is_by_arrival and last.arrived is None),
        day is None and undated > 0,
    )


def _there(batches: Iterable[Batch], terms: Terms, today: dt.date) -> Iterable[tuple[dt.date, Batch]]:
    for batch in batches:
        day = _day(batch, terms)
        if day is not None and day <= today:
            yield day, batch


def _day(batch: Batch, terms: Terms) -> dt.date | None:
    """Return the day on which a batch counts as delivered."""
    if not terms.is_by_arrival:
        return batch.shipped
    if batch.arrived or not batch.shipped:
        return batch.arrived
    return batch.shipped + dt.timedelta(terms.transit_days)


def _reached(there: Iterable[tuple[dt.date, Batch]], least: float) -> tuple[dt.date, Batch] | None:
    """Return the batch, in order of days, with which the least quantity is there."""
    total = 0.0
    for day, batch in there:
        total += batch.qty
        if total >= least:
            return day, batch
    return None


def judge(day: dt.date | None, due: dt.date, today: dt.date, terms: Terms) -> Judgement:
    """Judge a delivery (`day` None: still open) against a promise."""
    if day is not None:
        return Judgement(punctuality(day, due, terms.early_days, terms.late_days), (day - due).days)
    late = (today - due).days
    return Judgement(Punctuality.LATE, late) if late > terms.late_days else UNDECIDED
