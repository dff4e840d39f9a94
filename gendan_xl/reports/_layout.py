"""The shape of a pivot: the order of its items, its lines down and across, and the area that it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from gendan_xl.cells import MAX_COL, MAX_ROW
from gendan_xl.reports._source import Item, Source, too_big
from gendan_xl.reports._totals import Path, Totals
from gendan_xl.reports.pivot import Axis, Pivot

Kind = Literal["item", "subtotal", "total"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the body, or a column for one measure. The path of a total is ()."""

    kind: Kind
    path: Path
    measure: int = 0


class Layout:
    """A pivot with its top left cell at `at`: `rows` and `columns` are the lines of numbers."""

    def __init__(self, source: Source, pivot: Pivot, at: tuple[int, int]) -> None:
        _check(source, pivot)
        self.source, self.pivot, self.at = source, pivot, at
        self.totals = totals = Totals(source, pivot)
        self._row_tree = _Tree(source, pivot.row_axes, totals.row_paths, self._row_measure)
        self._column_tree = _Tree(source, pivot.column_axes, totals.column_paths, self._column_measure)
        self.rows = list(self._row_lines())
        self.columns = list(self._column_lines())
        if self.area[2] > MAX_ROW or self.area[3] > MAX_COL:
            raise too_big(pivot.name, len(self.rows), len(self.columns))

    def _row_measure(self, path: Path, title: str) -> float | None:
        return self.totals.result(path, (), self.pivot.titles.index(title))

    def _column_measure(self, path: Path, title: str) -> float | None:
        return self.totals.result((), path, self.pivot.titles.index(title))

    def _row_lines(self) -> Iterator[Line]:
        yield from self._row_tree.lines(outline=self.pivot.layout == "compact")
        if self.pivot.total_row:
            yield Line("total", ())

    def _column_lines(self) -> Iterator[Line]:
        measures = range(len(self.pivot.values))
        if not self.pivot.columns:
            yield from (Line("item", (), measure) for measure in measures)
            return
        for line in self._column_tree.lines(outline=False):
            yield from (Line(line.kind, line.path, measure) for measure in measures)
        if self.pivot.total_column:
            yield from (Line("total", (), measure) for measure in measures)

    @property
    def label_columns(self) -> int:
        """How many columns the labels of the rows take."""
        return 1 if self.pivot.layout == "compact" else len(self.pivot.rows)

    @property
    def has_values_row(self) -> bool:
        """Whether the measures stand under a row of their own."""
        return self.pivot.values_row and not self.pivot.columns and len(self.pivot.values) > 1

    @property
    def header_rows(self) -> int:
        """How many rows stand above the body."""
        if not self.pivot.columns:
            return 2 if self.has_values_row else 1
        return 1 + len(self.pivot.columns) + (len(self.pivot.values) > 1)

    @property
    def first_row(self) -> int:
        """The first row of the body."""
        return self.at[0] + self.header_rows

    @property
    def first_column(self) -> int:
        """The first column of numbers."""
        return self.at[1] + self.label_columns

    @property
    def area(self) -> tuple[int, int, int, int]:
        """The cells that the pivot takes, without its filters."""
        return (
            *self.at,
            self.first_row + len(self.rows) - 1,
            self.first_column + len(self.columns) - 1,
        )

    def order(self, header: str) -> list[int]:
        """Return the items of an axis or filter in the order of the pivot, each as its place in the source."""
        for tree in (self._row_tree, self._column_tree):
            for axis, order in zip(tree.axes, tree.orders, strict=True):
                if axis.field == header:
                    return order
        return _sorted(self.source, Axis(header))


class _Tree:
    """The items of some axes as they stand under each other, in order."""

    def __init__(
        self,
        source: Source,
        axes: Sequence[Axis],
        paths: Sequence[Path],
        measured: Callable[[Path, str], float | None],
    ) -> None:
        self.axes = axes
        self._measured = measured
        self.orders = [_sorted(source, axis) for axis in axes]
        self._ranks = [{place: rank for rank, place in enumerate(order)} for order in self.orders]
        self._children: dict[Path, list[int]] = {}
        prefixes = (path[: depth + 1] for path in paths for depth in range(len(path)))
        for prefix in dict.fromkeys(prefixes):
            self._children.setdefault(prefix[:-1], []).append(prefix[-1])
        for parent, children in self._children.items():
            children.sort(key=partial(self._sort_key, parent))
        if axes and axes[0].by:
            shown = self._children.get((), [])
            is_shown = set(shown)
            self.orders[0] = [*shown, *(place for place in self.orders[0] if place not in is_shown)]

    def _sort_key(self, parent: Path, place: int) -> tuple[float, int]:
        """Largest measure first where the axis says so, then the order of the items."""
        by, rank = self.axes[len(parent)].by, self._ranks[len(parent)][place]
        value = self._measured((*parent, place), by) if by else 0
        return (float("inf") if value is None else -value, rank)

    def lines(self, *, outline: bool, parent: Path = ()) -> Iterator[Line]:
        """Yield the lines below an item: in outline form an outer item has its own line, else a subtotal after."""
        for place in self._children.get(parent, ()):
            path = (*parent, place)
            is_outer = len(path) < len(self.axes)
            if outline or not is_outer:
                yield Line("item", path)
            if is_outer:
                yield from self.lines(outline=outline, parent=path)
                if not outline and self.axes[len(parent)].subtotal:
                    yield Line("subtotal", path)


def _sorted(source: Source, axis: Axis) -> list[int]:
    """Return the items of an axis by label (blank last), those of its own order first."""
    items = source.field(axis.field).items
    first = dict.fromkeys(source.places(axis.field, axis.order))
    rest = [place for place, item in enumerate(items) if place not in first and item is not None]
    rest.sort(key=lambda place: _label_key(items[place]), reverse=axis.descending)
    blank = [place for place, item in enumerate(items) if item is None and place not in first]
    return [*first, *rest, *blank]


def _label_key(item: Item) -> tuple[int, float, bytes]:
    """Numbers, days, then text: common Chinese characters come by pinyin in this encoding, as in a Chinese Excel."""
    if isinstance(item, str):
        return (2, 0, item.lower().encode("gb18030", "replace"))
    if isinstance(item, dt.date):
        moment = item if isinstance(item, dt.datetime) else dt.datetime(item.year, item.month, item.day)
        return (1, moment.timestamp(), b"")
    return (0, item or 0, b"")


def _check(source: Source, pivot: Pivot) -> None:
    """ValueError for a declaration that Excel would not take."""
    axes = [axis.field for axis in (*pivot.row_axes, *pivot.column_axes)]
    axes += [page.field for page in pivot.page_filters]
    titles = pivot.titles
    if not pivot.rows or not pivot.values or len(pivot.columns) > 2:
        raise ValueError(f"pivot {pivot.name}: rows and values are needed, at most two columns")
    if len(set(axes)) < len(axes):
        raise ValueError(f"pivot {pivot.name}: a field stands in two places: {axes}")
    headers = {header.strip().lower() for header in source.positions}
    taken = [title for title in titles if title.strip().lower() in headers]
    if taken or len({title.lower() for title in titles}) < len(titles):
        raise ValueError(f"pivot {pivot.name}: captions must differ from headers and each other: {titles}")
    wrong = [axis.by for axis in (*pivot.row_axes, *pivot.column_axes) if axis.by and axis.by not in titles]
    if wrong:
        raise ValueError(f"pivot {pivot.name}: there is no measure {wrong[0]!r} to sort by")
