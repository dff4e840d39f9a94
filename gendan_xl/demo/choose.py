"""Which rows of the story a paper is about: rows of clean orders, each order taken once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from gendan_xl.demo.derived import Tables
from gendan_xl.demo.master import Master, Row
from gendan_xl.demo.orders import Order, Phase


@dataclass(slots=True)
class Story:
    """The book while its papers are written. `used` are orders that a mistake or a paper has taken already."""

    tables: Tables
    orders: Sequence[Order]
    master: Master
    today: dt.date
    used: set[str]
    numbers: Counter[str] = field(default_factory=Counter)

    def line(self, phases: Collection[Phase], wanted: Callable[[Row], bool] = lambda row: True) -> Row:
        """Return the first line of an order of these phases that nothing else is told of. LookupError for none."""
        rows = (row for order in self.orders if order.phase in phases for row in order.lines)
        return self._take(rows, wanted)

    def delivery(self, wanted: Callable[[Row], bool] = lambda row: True) -> Row:
        """Return the first delivery of such an order that was signed for. LookupError for none."""
        return self._take((row for row in self.tables["deliveries"] if row.get("signed_date")), wanted)

    def _take(self, rows: Iterable[Row], wanted: Callable[[Row], bool]) -> Row:
        for row in rows:
            if row["order_no"] not in self.used and wanted(row):
                self.used.add(str(row["order_no"]))
                return row
        raise LookupError("the demo has no order left for this paper")

    def line_of(self, row: Row) -> Row:
        """Return the order line of a delivery."""
        key = row["order_no"], row["line_no"]
        return next(line for line in self.tables["orders"] if (line["order_no"], line["line_no"]) == key)

    def number(self, prefix: str, day: dt.date) -> str:
        """Return the next number of a kind and day: BJ20261120001."""
        head = f"{prefix}{day:%Y%m%d}"
        self.numbers[head] += 1
        return f"{head}{self.numbers[head]:03}"

    def workday(self, days: int) -> dt.date:
        """Return the workday so many workdays from today, before it for negative ones."""
        calendar = self.master.calendar
        return calendar.add_workdays(calendar.previous_workday(self.today), days)

    def at(self, days: int, hour: int, minute: int = 0) -> dt.datetime:
        """Return an hour of the workday so many workdays from today."""
        return dt.datetime.combine(self.workday(days), dt.time(hour, minute))


def copied(row: Row, *fields: str) -> Row:
    """Return some fields of a row."""
    return {name: row[name] for name in fields}
