"""The colour rules of a company's own sheets: the same five colours, after the formats the file has (requirement 20)."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.cells import area, col_name
from gendan_xl.edits import AddFormat
from gendan_xl.intake.ledger import TableData
from gendan_xl.rules import Context
from gendan_xl.schema.colorings import Placed, colorings
from gendan_xl.schema.colors import STATUS_STYLES, Deadline

TODAY = "TODAY()"
_WEEKEND = {"双休": 1, "单休": 11, "大小周": 11}  # of WORKDAY.INTL: Saturday and Sunday, Sunday only
_EARLIEST = 36526  # 2000-01-01: a smaller number in a date column is 4.20 typed for 20 April


def own_colors(data: TableData, added: int = 0) -> Iterator[AddFormat]:
    """Yield the colour rules of one of our own tables, of which `added` rows are about to be appended."""
    for part in data.parts:
        if part.stop == part.start and not added:
            continue
        first = part.header_row + 1
        placed = Placed(
            data.table.meta.name, part.fields, first, first + max(part.stop - part.start + added, 1) - 1
        )
        for coloring in colorings(placed):
            yield AddFormat(
                part.sheet, " ".join(coloring.areas), coloring.formula, coloring.style, coloring.status
            )


def soon_formula(context: Context) -> str:
    """Return the formula of the last day that counts as due soon, by the weekly rest alone."""
    pattern, days = context.settings.rest_pattern, context.settings.due_soon_days
    if pattern not in _WEEKEND:
        return f"{TODAY}+{days}"
    return f"WORKDAY.INTL({TODAY},{days},{_WEEKEND[pattern]})"


def column_colors(
    sheet: str,
    rows: tuple[int, int],
    due_col: int,
    done: str,
    context: Context,
    *,
    statuses: tuple[str, ...] = (),
) -> Iterator[AddFormat]:
    """Yield the rules that colour a column of planned days.

    `rows` are the first and last sheet row; `done` is the formula of the day it was done, '' where no cell records
    that: then nothing is overdue, only due soon. `statuses` are those wanted (all by default).
    """
    first, last = rows
    due = f"${col_name(due_col)}{first}"
    where = area(first, due_col, last, due_col)
    for status, formula in Deadline(due, done).formulas(TODAY, soon_formula(context)):
        if not statuses or status in statuses:
            guarded = f"AND(N({due})>={_EARLIEST},{formula})"
            yield AddFormat(sheet, where, guarded, STATUS_STYLES[status], status)
