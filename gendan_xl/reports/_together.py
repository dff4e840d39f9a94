"""Ledgers that stay in memory together: the same text and day is one object, all blank columns of a table one list."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gendan_xl.intake.ledger import Ledger, TableData

_SHARED = frozenset({str, dt.date, dt.datetime, type(None)})
"""Types of which equal values are the same; 1, 1.0 and True are equal and are not."""


class Pool:
    """The values of the ledgers that were read so far. A year of orders has 365 days and as many customers as it has."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def take(self, ledger: Ledger) -> None:
        """Let a ledger use the values that are there already."""
        for data in ledger.tables.values():
            self._take(data)

    def _take(self, data: TableData) -> None:
        blank: list[Any] = []
        for column in data.columns.values():
            types = set(map(type, column.values))
            if types <= {type(None)}:
                column.values = blank = blank or column.values
            elif types <= _SHARED:
                column.values = list(map(self._known.setdefault, column.values, column.values))
