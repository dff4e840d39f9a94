"""What a pivot shows: every measure over every group, subtotal and grand total."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gendan_xl.cells import to_serial
from gendan_xl.reports._source import Field, Item, Source
from gendan_xl.reports.pivot import Filter, How, Pivot

Path = tuple[int, ...]
"""The items of a group from the outermost field on, each as its place among the items of its field."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What some values come to: how many are filled, how many are numbers, and what these add up to."""

    filled: int
    numbers: int
    total: float
    least: float
    most: float

    def result(self, how: How) -> float | None:
        """Return the measure, None where there is nothing to measure: the cell stays blank, as in Excel."""
        if how == "count":
            return self.filled or None
        if not self.numbers:
            return None
        results = {"sum": self.total, "mean": self.total / self.numbers, "min": self.least, "max": self.most}
        return results[how]


class Totals:
    """The tallies of a pivot by (path in rows, path in columns); () is the total over all."""

    def __init__(self, source: Source, pivot: Pivot) -> None:
        rows = [source.field(axis.field) for axis in pivot.row_axes]
        columns = [source.field(axis.field) for axis in pivot.column_axes]
        self._depth = len(rows)
        self._measures = [source.field(measure.field) for measure in pivot.values]
        self._hows = [measure.how for measure in pivot.values]
        groups = _groups([field.codes for field in rows + columns], _passing(source, pivot.page_filters))
        self._leaves: dict[tuple[Path, Path], list[list[Tally]]] = {}
        for key, members in groups.items():
            self._add(key, members)
        self.row_paths = list(dict.fromkeys(row for row, _ in self._leaves if len(row) == len(rows)))
        self.column_paths = list(dict.fromkeys(col for _, col in self._leaves if len(col) == len(columns)))
        self._done: dict[tuple[Path, Path], list[Tally]] = {}

    def _add(self, key: Path, members: Sequence[int]) -> None:
        """Tally a group and remember it for itself and for every total that it belongs to."""
        by_field = {field: _tally(field, members) for field in dict.fromkeys(self._measures)}
        tallies = [by_field[field] for field in self._measures]
        row, column = key[: self._depth], key[self._depth :]
        for up_to in range(len(row) + 1):
            for across in range(len(column) + 1):
                self._leaves.setdefault((row[:up_to], column[:across]), []).append(tallies)

    def result(self, row: Path, column: Path, measure: int) -> float | None:
        """Return a measure of a group, None where no row of the source belongs to it or has a value."""
        tallies = self._tallies(row, column)
        return tallies[measure].result(self._hows[measure]) if tallies else None

    def _tallies(self, row: Path, column: Path) -> list[Tally]:
        place = (row, column)
        if place not in self._done:
            self._done[place] = [_merged(parts) for parts in zip(*self._leaves.get(place, ()), strict=True)]
        return self._done[place]


def _passing(source: Source, filters: Iterable[Filter]) -> Sequence[int]:
    """Return the rows of the source that every filter lets through."""
    passing: Sequence[int] = range(source.size)
    for page in filters:
        if wanted := set(source.places(page.field, page.only)):
            codes = source.field(page.field).codes
            passing = [row for row in passing if codes[row] in wanted]
    return passing


def _groups(keys: Sequence[list[int]], rows: Sequence[int]) -> dict[Path, list[int]]:
    """Return the rows of each combination of items."""
    groups: dict[Path, list[int]] = defaultdict(list)
    chosen = (map(key.__getitem__, rows) for key in keys)
    for row, key in zip(rows, zip(*chosen, strict=True), strict=True):
        groups[key].append(row)
    return groups


def _tally(field: Field, rows: Sequence[int]) -> Tally:
    filled = [value for value in map(field.values.__getitem__, rows) if value is not None]
    if field.kinds <= {"n", "m"}:
        return _tally_of(filled, len(filled))  # type: ignore[arg-type]
    return _tally_of([_number(value) for value in filled if not isinstance(value, str)], len(filled))


def _tally_of(numbers: Sequence[float], filled: int) -> Tally:
    if not numbers:
        return Tally(filled, 0, 0, math.inf, -math.inf)
    return Tally(filled, len(numbers), math.fsum(numbers), min(numbers), max(numbers))


def _merged(parts: Sequence[Tally]) -> Tally:
    if len(parts) == 1:
        return parts[0]
    return Tally(
        sum(part.filled for part in parts),
        sum(part.numbers for part in parts),
        math.fsum(part.total for part in parts),
        min(part.least for part in parts),
        max(part.most for part in parts),
    )


def _number(value: Item) -> float:
    return to_serial(value) if isinstance(value, dt.date) else value  # type: ignore[return-value]
