"""Charts that can be read in a greyscale print: patterns, markers and labels beside colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gendan_xl.package.lint.model import Area

Kind = Literal["column", "stacked", "bar", "line", "pareto"]


@dataclass(frozen=True, slots=True)
class Series:
    """A row of numbers: its name, and the cells (on the chart's sheet, or `sheet`) that hold them."""

    name: str
    values: Area
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over cells. pareto: the first series as columns, the second (cumulated share) as a line on its own axis.

    `format` is the number format of the value axis and labels; `size` is width × height in pixels.
    """

    kind: Kind
    title: str
    categories: Area
    series: Sequence[Series]
    format: str = "General"
    labels: bool = True
    size: tuple[int, int] = (640, 320)
