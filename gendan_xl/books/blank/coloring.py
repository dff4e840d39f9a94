"""The conditional formats of a sheet of our own workbook: due dates (requirement 20), stray list values."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.books.blank.layout import FIRST_ROW, HEADER_ROW, Sheet
from gendan_xl.schema.colorings import Coloring, Placed, colorings
from gendan_xl.schema.colors import STATUS_STYLES


def sheet_colorings(sheet: Sheet) -> Iterator[Coloring]:
    """Yield the conditional formats of a table's sheet in order of priority."""
    placed = Placed(sheet.table.meta.name, sheet.positions, FIRST_ROW, sheet.last_ready_row)
    if placed.table == "options":
        yield _stray_option(placed, sheet.whole("list_name"))
    yield from colorings(placed)


def _stray_option(placed: Placed, whole: str) -> Coloring:
    """A value that does not stand with the other rows of its list, so that the drop-down would miss it."""
    first = placed.ref("list_name")
    letter = first.strip("$0123456789")
    above = f"${letter}${FIRST_ROW}:{first}"
    formula = f'AND({first}<>"",COUNTIF({above},{first})<>ROW()-{HEADER_ROW}-MATCH({first},{whole},0)+1)'
    return Coloring((placed.area("list_name"), placed.area("label")), formula, STATUS_STYLES["超期"], "")
