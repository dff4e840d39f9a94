"""Heat maps: numbers whose cells are the darker the larger they are; real conditional formats, readable in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gendan_xl import text
from gendan_xl.reports.book import Position, ReportBook, Sheet

_PALE, _DEEP = "#FFFFFF", "#F4B183"
_HEADER = {"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "bottom_color": "#9BC2E6"}
_WEEK_WIDTH = 6.5


def draw_heat(
    book: ReportBook,
    sheet: Sheet,
    at: Position,
    title: str,
    names: Sequence[str],
    columns: Sequence[str],
    values: Mapping[tuple[str, str], float],
    number_format: str,
    most: float | None = None,
) -> int:
    """Draw names × columns at `at` and return its last row; values beyond `most` stand bold in a frame.

    Columns are days as 2026-06-15, of which month and day are shown. Rows without any value are left out.
    """
    top, left = at
    shown = [name for name in names if any((name, column) in values for column in columns)]
    sheet.write((top, left), title, **_HEADER)
    for col, column in enumerate(columns, left + 1):
        sheet.write((top, col), column[5:], **_HEADER, align="center")
        sheet.width(col, _WEEK_WIDTH)
    for row, name in enumerate(shown, top + 1):
        sheet.write((row, left), name)
        for col, column in enumerate(columns, left + 1):
            value = values.get((name, column))
            if value is not None:
                sheet.write((row, col), value, num_format=number_format, align="center", font_size=9)
    sheet.width(left, max([14, *(text.width(name) + 2 for name in shown)]))
    bottom, right = top + len(shown), left + len(columns)
    if shown and columns:
        _color(book, sheet, (top, left, bottom - 1, right - 1), most)
    return bottom


def _color(book: ReportBook, sheet: Sheet, cells: tuple[int, int, int, int], most: float | None) -> None:
    """Lay the colours over cells (rows and columns from 0, the labels left out)."""
    if most is not None:
        strong = book.workbook.add_format({"bold": True, "border": 2, "font_color": "#9C0006"})
        sheet.page.conditional_format(
            *cells, {"type": "cell", "criteria": ">", "value": most, "format": strong}
        )
    scale = {
        "type": "2_color_scale",
        "min_color": _PALE,
        "max_color": _DEEP,
        "min_type": "num",
        "min_value": 0,
    }
    top = {"max_type": "num", "max_value": most * 1.2} if most is not None else {}
    sheet.page.conditional_format(*cells, scale | top)
