"""What a board is: declared once in its own file; the command follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from gendan_xl.errors import Message
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import same
from gendan_xl.intake.ledger import Ledger
from gendan_xl.planning.standings import LineStanding, gone_remark, standings
from gendan_xl.reports.book import ReportBook
from gendan_xl.rules import Context
from gendan_xl.text import header_key

Paper = Literal["A3", "A4"]
PAPERS: dict[Paper, int] = {"A3": 8, "A4": 9}


@dataclass(frozen=True, slots=True)
class Origin:
    """One workbook of a board; `name` is its file, which stands beside the board where links shall work."""

    name: str
    ledger: Ledger
    context: Context

    @property
    def case(self) -> Case:
        """The workbook as letters and forms are written from it."""
        context = self.context
        return Case(self.ledger, context.settings, context.calendar, context.now)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: one person (责任人), one customer, a paper (None for the usual one of the board).

    `names` are all numbers and names of that customer, as they are compared.
    """

    owner: str = ""
    customer: str = ""
    paper: Paper | None = None
    names: frozenset[str] = frozenset()

    def is_owner(self, who: str) -> bool:
        """Whether a task or step of this person is wanted."""
        return not self.owner or header_key(self.owner) == header_key(who)

    def is_customer(self, name: str) -> bool:
        """Whether an order of this customer is wanted."""
        return not self.customer or same(name) in {same(self.customer), *self.names}


@dataclass(frozen=True, slots=True)
class Board:
    """One kind of board. `build` draws its sheets and returns what is said of it; `picture` draws it as SVG in a language
    ("zh" or "en").

    `icon` is an imageMso name, `order` its place among the buttons, `source` names the requirement; `by_owner`: it can
    be limited to one person.
    """

    verb: str
    label: str
    help: Message
    source: str
    build: Callable[[Sequence[Origin], Wish, ReportBook], list[Message]]
    icon: str
    order: int
    picture: Callable[[Sequence[Origin], Wish, str], str] | None = None
    by_owner: bool = True


def known_lines(origin: Origin) -> tuple[list[LineStanding], list[Message]]:
    """Return the open order lines of a workbook, and a remark on those that may have been delivered long ago."""
    found = standings(origin.ledger, origin.context)
    known = [line for line in found if not line.may_be_gone]
    if (gone := len(found) - len(known)) == 0:
        return known, []
    return known, [gone_remark(gone, f"{origin.name} ")]


def lines_of(
    origins: Sequence[Origin], wish: Wish
) -> tuple[list[tuple[Origin, LineStanding]], list[Message]]:
    """Return the open order lines that are wanted, the earliest due first, each with its workbook, and remarks."""
    each = [(origin, *known_lines(origin)) for origin in origins]
    found = [
        (origin, line)
        for origin, lines, _ in each
        for line in lines
        if wish.is_customer(line.customer)
        and (not wish.owner or any(wish.is_owner(step.who) for step in line.steps))
    ]
    found.sort(key=lambda one: (one[1].due or dt.date.max, one[1].key))
    return found, [remark for _, _, remarks in each for remark in remarks]
