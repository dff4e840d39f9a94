"""Which workbooks keep one account of a customer together, by the statements that they made out (requirement 38)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import NamedTuple

from gendan_xl.domain.account import month_period
from gendan_xl.errors import Message
from gendan_xl.intake.customers import Customers
from gendan_xl.reports._report import Case, Once, Origin, Told

_Months = dict[str, set[Hashable]]
"""Month of statement → the numbers of its statements."""


class Holder(NamedTuple):
    """Who an account is of: `chain` tells apart the accounts of workbooks that do not continue each other."""

    customer: str
    name: str
    chain: int


class Stated(NamedTuple):
    """A row of 对账: the customer, the month as 2026-10 ('' when it is not understood), its number, else its content."""

    row: int
    customer: str
    month: str
    number: Hashable


class Holders:
    """The holder of an account by workbook and customer.

    Two workbooks have one account of a customer: the next month continues it, a copy repeats it. They have two when both
    made out statements for the same month under numbers of their own, as two factories do.
    """

    def __init__(self, case: Case) -> None:
        self._names = {origin.name: Customers(origin.ledger) for origin in case.origins}
        self._chains: dict[tuple[str, str], int] = {}
        known: dict[str, list[_Months]] = defaultdict(list)
        for origin in case.newest_first:
            for customer, months in _by_customer(origin).items():
                chains = known[customer]
                place = next((at for at, one in enumerate(chains) if _continues(one, months)), len(chains))
                chains += [{}] * (place == len(chains))
                chains[place] = {month: months.get(month, set()) | chains[place].get(month, set())
                                 for month in months.keys() | chains[place].keys()}  # fmt: skip
                self._chains[origin.name, customer] = place
        self.apart = {customer for customer, chains in known.items() if len(chains) > 1}
        """Customers with accounts that stand apart."""

    def of(self, origin: Origin, customer: str) -> Holder:
        """Return whose account a customer of a workbook has."""
        return Holder(
            customer, self._names[origin.name].shown(customer), self._chains.get((origin.name, customer), 0)
        )


def stated(origin: Origin) -> Iterator[Stated]:
    """Yield the rows of 对账 that name a customer."""
    data = origin.table("statements")
    if data is None:
        return
    contents = zip(*(column.values for column in data.columns.values()), strict=True)
    rows = zip(*map(data.values, ("customer_no", "statement_month", "statement_no")), contents, strict=True)
    for row, (customer, written, number, content) in enumerate(rows):
        if customer:
            month = month_period(written, None)
            yield Stated(row, str(customer), month.month if month else "", number or content)


def tell_repeated(case: Case, holders: Holders, told: Told) -> set[tuple[str, int]]:
    """Note the rows of 对账 that stand in a newer workbook too, and return them as (workbook, row)."""
    once, found = Once(), set()
    for origin in case.newest_first:
        data = origin.table("statements")
        for one in stated(origin):
            key = (holders.of(origin, one.customer), one.month, one.number)
            if (elsewhere := once.elsewhere(key, origin)) and data is not None:
                told.repeat(origin, data, one.row, "statement_no", elsewhere)
                found.add((origin.name, one.row))
    if count := len(holders.apart):
        told.notes.append(_apart(count))
    return found


def _apart(count: int) -> Message:
    return Message(
        f"有 {count:,} 个客户在几本工作簿里各有同一个月的对账单（单号不同）：各算各的账，期初、余额相加。",
        f"Customers for whom several workbooks made out statements of their own (the same month, different numbers): "
        f"{count:,}. Each workbook keeps its account; openings and balances add up.",
    )


def _by_customer(origin: Origin) -> Mapping[str, _Months]:
    found: dict[str, _Months] = defaultdict(lambda: defaultdict(set))
    for one in stated(origin):
        found[one.customer][one.month].add(one.number)
    return found


def _continues(one: _Months, other: _Months) -> bool:
    """Tell whether the statements of two workbooks are of one account: a number in common, or no month."""
    shared = one.keys() & other.keys()
    return not shared or any(one[month] & other[month] for month in shared)
