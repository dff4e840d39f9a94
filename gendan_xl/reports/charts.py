"""Charts that can be read in a greyscale print: patterns, line styles, markers and labels beside colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gendan_xl.package.sheet import Area

Kind = Literal["column", "stacked", "bar", "line", "pareto"]

_MAX_LABELS, _MAX_LINE_LABELS = 36, 14
"""More numbers than this hide the chart under them; lines cross."""

_FILLS: tuple[tuple[str, str], ...] = (
    ("", "#1F4E79"),
    ("wide_upward_diagonal", "#C55A11"),
    ("", "#BFBFBF"),
    ("small_grid", "#548235"),
    ("wide_downward_diagonal", "#7030A0"),
    ("percent_30", "#404040"),
)
"""Pattern and colour of each series: dark, striped, light … so that neighbours differ without colour."""

_LIGHT = 2
"""The fill under a line and its labels."""

_LINES: tuple[tuple[str, str, str], ...] = (
    ("#1F4E79", "solid", "circle"),
    ("#C55A11", "dash", "square"),
    ("#548235", "round_dot", "triangle"),
    ("#7030A0", "long_dash", "diamond"),
    ("#404040", "dash_dot", "x"),
    ("#7F7F7F", "long_dash_dot", "plus"),
)


_LABEL_SIDES = ("above", "below", "right")
"""Where the numbers of each line stand, so that they hide neither it nor each other."""

_TO_ONE = {"max": 1.1, "major_unit": 0.2}
"""An axis of rates: room above 100 % for its labels."""


@dataclass(frozen=True, slots=True)
class Series:
    """A row of numbers: its name and the cells that hold them, on the sheet of the chart unless `sheet` names one."""

    name: str
    values: Area
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over cells. pareto: the first series as columns, the second (cumulated share) as a line on its own axis.

    `format` is the number format of the axis and the labels, `most` and `least` its ends (1 for rates, least=None where
    numbers may be negative), `sheet` where the categories stand if not on the sheet of the chart; `size` is width ×
    height in pixels.
    """

    kind: Kind
    title: str
    categories: Area
    series: Sequence[Series]
    format: str = "General"
    labels: bool = True
    most: float | None = None
    least: float | None = 0
    sheet: str = ""
    size: tuple[int, int] = (640, 320)


def draw(workbook: Any, chart: Chart, sheet: str) -> Any:
    """Return the XlsxWriter chart of a declaration, for insertion into a sheet."""
    drawn = workbook.add_chart(_type(chart.kind))
    if chart.kind == "pareto":
        drawn.add_series(_series(chart, chart.series[0], _LIGHT, sheet, is_line=False))
        _add_share(workbook, drawn, chart, sheet)
    else:
        for number, series in enumerate(chart.series):
            drawn.add_series(_series(chart, series, number, sheet, is_line=chart.kind == "line"))
    _dress(drawn, chart)
    return drawn


def _type(kind: Kind) -> dict[str, str]:
    if kind == "stacked":
        return {"type": "column", "subtype": "stacked"}
    return {"type": "column" if kind == "pareto" else kind}


def _series(chart: Chart, series: Series, number: int, sheet: str, *, is_line: bool) -> dict[str, Any]:
    options = {
        "name": series.name,
        "categories": [chart.sheet or sheet, *_from_zero(chart.categories)],
        "values": [series.sheet or sheet, *_from_zero(series.values)],
        "gap": 60,
        **(_line_look(number) if is_line else _fill_look(number)),
    }
    most = _MAX_LINE_LABELS if chart.kind == "line" else _MAX_LABELS
    if chart.labels and _points(chart) <= most:
        options["data_labels"] = {"value": True, "num_format": chart.format, "font": {"size": 8}}
        if chart.kind == "line":
            options["data_labels"]["position"] = _LABEL_SIDES[number % len(_LABEL_SIDES)]
        if chart.kind == "stacked":  # a dark bar would swallow them
            options["data_labels"] |= {"fill": {"color": "#FFFFFF"}}
    return options


def _points(chart: Chart) -> int:
    top, left, bottom, right = chart.categories
    return max(bottom - top, right - left) * len(chart.series) + len(chart.series)


def _from_zero(area: Area) -> tuple[int, int, int, int]:
    top, left, bottom, right = area
    return top - 1, left - 1, bottom - 1, right - 1


def _fill_look(number: int) -> dict[str, Any]:
    pattern, color = _FILLS[number % len(_FILLS)]
    look: dict[str, Any] = {"border": {"color": "#262626", "width": 0.75}}
    if pattern:
        return look | {"pattern": {"pattern": pattern, "fg_color": color, "bg_color": "#FFFFFF"}}
    return look | {"fill": {"color": color}}


def _line_look(number: int) -> dict[str, Any]:
    color, dash, marker = _LINES[number % len(_LINES)]
    return {
        "line": {"color": color, "width": 2, "dash_type": dash},
        "marker": {"type": marker, "size": 7, "fill": {"color": "#FFFFFF"}, "border": {"color": color}},
    }


def _add_share(workbook: Any, drawn: Any, chart: Chart, sheet: str) -> None:
    """Lay the cumulated share over the columns, from 0 to 100 % on the right."""
    line = workbook.add_chart({"type": "line"})
    options = _series(chart, chart.series[1], 1, sheet, is_line=True) | {"y2_axis": True}
    if "data_labels" in options:
        options["data_labels"] |= {"num_format": "0%", "position": "above"}
    line.add_series(options)
    line.set_y2_axis({"min": 0, "num_format": "0%", "num_font": {"size": 9}} | _TO_ONE)
    drawn.combine(line)


def _dress(drawn: Any, chart: Chart) -> None:
    """Set title, axes, legend and size."""
    grid = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
    numbers: dict[str, Any] = {"num_format": chart.format, "num_font": {"size": 9}, "major_gridlines": grid}
    ends = {"min": chart.least, "max": chart.most}
    numbers |= {end: value for end, value in ends.items() if value is not None}
    if chart.most == 1:
        numbers |= _TO_ONE
    names: dict[str, Any] = {"num_font": {"size": 9}, "text_axis": True}
    if chart.least is None:  # names beside the axis would lie on the negative bars
        names["label_position"] = "low"
    if chart.kind == "bar":
        drawn.set_x_axis(numbers)
        drawn.set_y_axis(names | {"reverse": True, "major_gridlines": {"visible": False}})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(numbers)
    drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
    drawn.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
    drawn.set_size({"width": chart.size[0], "height": chart.size[1]})
