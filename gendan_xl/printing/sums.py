"""Sums over the lines: the one kind of formula that a template may have."""

from __future__ import annotations

from gendan_xl.cells import a1
from gendan_xl.printing.placeholders import Mark
from gendan_xl.printing.template_sheet import Cell, TemplateSheet


def is_sum(cell: Cell) -> bool:
    """Return whether a cell sums others of one column, whichever."""
    return _column(cell) > 0


def summed(sheet: TemplateSheet, cell: Cell) -> tuple[str, ...]:
    """Return the names of the line's placeholders that a cell sums over all lines, none for another formula."""
    area = cell.sum_area
    if not area or not is_sum(cell) or cell.row in sheet.line_rows:
        return ()
    first, last = area[0], area[2]
    if first not in sheet.line_rows or not first <= last < max(sheet.spare_rows.stop, sheet.line_rows.stop):
        return ()
    inside = (c for row in sheet.line_rows for c in sheet.cells_of(row) if c.col == _column(cell))
    marks = (c.parts[0] for c in inside if len(c.parts) == 1)
    return tuple(mark.name for mark in marks if isinstance(mark, Mark) and mark.kind == "line")


def sum_over(cell: Cell, first: int, last: int) -> str:
    """Return the formula of a sum for the rows of the lines on a page."""
    return f"SUM({a1(first, _column(cell))}:{a1(last, _column(cell))})"


def _column(cell: Cell) -> int:
    """Return the column that a cell sums, 0 when it sums none or several."""
    _, left, _, right = cell.sum_area or (0, 0, 0, 0)
    return left if left == right else 0
