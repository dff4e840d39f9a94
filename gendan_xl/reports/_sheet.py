"""A sheet of a report in the making: free cells, plain tables, column widths, and where things stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gendan_xl import text
from gendan_xl.cells import Value
from gendan_xl.package.sheet import Area
from gendan_xl.reports._source import DAY, MOMENT, as_item
from gendan_xl.reports.charts import Series

Position = tuple[int, int]
"""(row, column) from 1."""

HEADER = {"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "bottom_color": "#9BC2E6"}
TOTAL = {"bold": True, "bg_color": "#DDEBF7", "top": 1, "top_color": "#9BC2E6"}
_NARROWEST, _WIDEST = 9, 44


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a pivot or a plain table stands, for charts beside it and text below it.

    `area` leaves out the filters of a pivot; `categories` are the labels of its rows without totals, `numbers` the
    columns beside them without totals by the caption of their measure (a column of a plain table by its header).
    """

    sheet: str
    area: Area
    categories: Area
    numbers: tuple[tuple[str, Series], ...]

    def series(self, *captions: str) -> list[Series]:
        """Return the columns of numbers, only those of some measures when these are named."""
        return [series for caption, series in self.numbers if not captions or caption in captions]


class Sheet:
    """A sheet. `page` is the XlsxWriter worksheet for what is not offered here (its rows and columns count from 0)."""

    def __init__(self, page: Any, look: Callable[..., Any]) -> None:
        self.page, self.name = page, str(page.name)
        self._look = look
        self._widths: dict[int, float] = {}
        self._fixed: dict[int, float] = {}
        self._taken: list[Area] = []

    def write(self, at: Position, value: Value, **look: Any) -> None:
        """Write a cell; `look` are XlsxWriter's format properties: bold=True, num_format="0.0%", bg_color="#FFC000"."""
        row, col, item = at[0] - 1, at[1] - 1, as_item(value)
        if isinstance(item, dt.date):
            code = MOMENT if isinstance(item, dt.datetime) else DAY
            self.page.write_datetime(row, col, item, self._look(**{"num_format": code} | look))
        elif isinstance(item, str):
            self.page.write_string(row, col, item, self._look(**look))
        elif item is None:
            self.page.write_blank(row, col, None, self._look(**look))
        else:
            self.page.write_number(row, col, item, self._look(**look))

    def table(
        self,
        at: Position,
        header: Sequence[str],
        rows: Iterable[Sequence[Value]],
        formats: Mapping[str, str] | None = None,
    ) -> Placed:
        """Write a plain table with its header at `at`; `formats` are number formats by header."""
        top, left = at
        codes = [(formats or {}).get(text, "") for text in header]
        for col, words in enumerate(header, left):
            self.write((top, col), words, **HEADER, text_wrap=True, valign="vcenter")
            self.widen(col, words)
        row = top
        for row, values in enumerate(rows, top + 1):
            for col, value in enumerate(values, left):
                code = codes[col - left]
                self.write((row, col), value, **_cell_look(value, code))
                self.widen(col, value, code, int(isinstance(value, str)))
        self.take((top, left, row, left + len(header) - 1))
        return self._placed_table(at, header, max(row, top + 1))

    def _placed_table(self, at: Position, header: Sequence[str], bottom: int) -> Placed:
        top, left = at
        numbers = tuple(
            (words, Series(words, (top + 1, col, bottom, col), self.name))
            for col, words in enumerate(header[1:], left + 1)
        )
        area = (top, left, bottom, left + len(header) - 1)
        return Placed(self.name, area, (top + 1, left, bottom, left), numbers)

    def width(self, col: int, characters: float) -> None:
        """Fix the width of a column (from 1); others are as wide as the tables and pivots in them need."""
        self._fixed[col] = characters

    def widen(self, col: int, value: Value, number_format: str = "", indent: int = 0) -> None:
        """Make a column wide enough for a value."""
        shown = text.width(value, "WFA") if isinstance(value, str) else _digits(value, number_format)
        self._widths[col] = max(self._widths.get(col, _NARROWEST), shown + 2 * indent + 2)

    def take(self, area: Area) -> None:
        """Reserve cells. ValueError where a table or pivot stands there already."""
        if any(_meet(area, other) for other in self._taken):
            raise ValueError(f"two tables share cells on {self.name}: {area}")
        self._taken.append(area)

    def finish(self) -> None:
        """Set the widths of the columns."""
        for col, width in (self._widths | self._fixed).items():
            self.page.set_column(col - 1, col - 1, width if col in self._fixed else min(width, _WIDEST))


def _cell_look(value: Value, code: str) -> dict[str, Any]:
    """Return the look of a cell of a plain table: days in the middle, text a little off the number before it."""
    if isinstance(value, dt.date):
        return {"align": "center"}
    if isinstance(value, str):
        return {"indent": 1}
    return {"num_format": code} if code else {}


def _meet(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _digits(value: Value, number_format: str) -> float:
    """Return how many characters a number takes, roughly."""
    if isinstance(value, dt.date):
        return 16 if isinstance(value, dt.datetime) else 10
    if value is None or "%" in number_format:
        return 6
    if number_format in ("", "General"):
        return min(len(str(value)), 12)
    decimals = len(number_format.partition(".")[2].rstrip("#% "))
    return len(f"{float(str(value)):,.{decimals}f}") + 1
