"""What one customer is told of the open orders, from all workbooks that are read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gendan_xl.boards._board import Origin
from gendan_xl.errors import Message
from gendan_xl.forms._rows import Row, same
from gendan_xl.planning.english import is_chinese
from gendan_xl.planning.progress_letter import is_whose
from gendan_xl.planning.standings import LineStanding
from gendan_xl.planning.tasks import records_delivery
from gendan_xl.planning.words import Language, customer_of, language_of, product_name
from gendan_xl.text import plain_name

UNRECORDED = Message(
    "说明：我司台账没有交货记录，已经交货的订单可能还在表中，过了约定交期的可能没有列出，请以实际收货为准。",
    "Please note: our list does not record deliveries. Orders that you have received may still stand in it, and some that "
    "are past their date may not.",
)
"""What a customer is told where nothing in the workbook says what is delivered."""


class Entry(NamedTuple):
    """An open order line in its workbook."""

    origin: Origin
    row: Row
    line: LineStanding

    @property
    def whom(self) -> str:
        """The full name of its customer."""
        customer = customer_of(self.origin.case, self.row)
        return str((customer and customer["full_name"]) or plain_name(self.row["customer_name"] or ""))


@dataclass(frozen=True, slots=True)
class Letter:
    """The open lines of one customer, in the language of the first."""

    entries: Sequence[Entry]

    @property
    def first(self) -> Entry:
        """The line whose workbook tells the customer and who writes."""
        return self.entries[0]

    @property
    def language(self) -> Language:
        """The language of the customer."""
        return language_of(customer_of(self.first.origin.case, self.first.row), self.first.row)

    @property
    def is_half_english(self) -> bool:
        """Whether Chinese words stand in an English letter."""
        if self.language != "en":
            return False
        return any(is_chinese(product_name(one.origin.case, one.row, "en")) for one in self.entries)

    @property
    def is_unrecorded(self) -> bool:
        """Whether a workbook does not tell which of its orders are delivered."""
        return not all(records_delivery(one.row.data) for one in self.entries)


def letters(found: Sequence[tuple[Origin, Sequence[LineStanding]]], wanted: str) -> list[Letter]:
    """Return the letter to each customer, or to the one wanted (number or name)."""
    by_customer: dict[str, list[Entry]] = {}
    for entry in _entries(found):
        if not wanted or is_whose(entry.origin.case, entry.row, wanted):
            by_customer.setdefault(same(entry.whom or entry.line.customer), []).append(entry)
    return [Letter(entries) for entries in by_customer.values()]


def _entries(found: Sequence[tuple[Origin, Sequence[LineStanding]]]) -> Iterator[Entry]:
    for origin, lines in found:
        orders = origin.ledger.get("orders")
        for line in lines if orders else ():
            row = Row(orders, line.index)  # type: ignore[arg-type]
            yield Entry(origin, row, _agreed(row, line))


def _agreed(order: Row, line: LineStanding) -> LineStanding:
    """Return a line due on the day that was agreed: what the customer asked for is not, until it is confirmed."""
    if "confirmed_date" not in order.data.columns:
        return line
    return replace(line, due=order["confirmed_date"])
