"""How a template's page lies on paper: heights, columns, and where its merged cells go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gendan_xl.errors import GendanError
from gendan_xl.printing.paper import Paper
from gendan_xl.printing.placeholders import MarkKind
from gendan_xl.printing.template import Area, ColumnLook, Template

SAFE = 0.98
"""How much of the height is used: printers differ by a percent or two."""
LOWEST_LINE, HIGHEST_LINE = 12.0, 24.0
"""The height of a line in points."""

_INCH_POINTS, _MILLIMETRE_POINTS = 72, 72 / 25.4
_PIXEL_POINTS = 0.75


@dataclass(frozen=True, slots=True)
class Setup:
    """How a form is laid out: its paper, the lines of a page, and which flags keep their rows and columns."""

    paper: Paper
    lines: int
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page of a template: rows, columns, height of a line in points.

    The line row stands `lines` times; rows count from 1 within the page.
    """

    line_row: int
    lines: int
    last_row: int
    last_col: int
    columns: dict[int, ColumnLook]
    hidden_rows: frozenset[int]
    line_height: float

    @property
    def page_rows(self) -> int:
        """How many rows a page has."""
        return self.last_row + self.lines - 1

    def merges(self, template: Template, offset: int) -> Iterator[Area]:
        """Yield the merges of the page that starts below row `offset`: those of a line on each line."""
        line, more = self.line_row, self.lines - 1
        for top, left, bottom, right in template.merges:
            if top == bottom == line:
                yield from (
                    (row, left, row, right) for row in range(offset + line, offset + line + self.lines)
                )
            else:
                first, last = top + (more if top > line else 0), bottom + (more if bottom >= line else 0)
                yield offset + first, left, offset + last, right


def measure(template: Template, setup: Setup) -> Geometry:
    """Lay a template out: the lines take the height that the paper leaves.

    The printer fits the width; the height must fit as it is, for a form is never more than a page tall.
    GendanError GD083 when so many lines do not fit.
    """
    hidden = _limited(template, "row_only", setup.flags)
    hidden |= {number for number, row in template.rows.items() if row.is_hidden}
    rows = (row for row in range(1, template.last_row + 1) if row != template.line_row and row not in hidden)
    margins = (template.margins["top"] + template.margins["bottom"]) * _INCH_POINTS
    room = setup.paper.height * _MILLIMETRE_POINTS - margins
    room = room * SAFE - sum(template.row(row).height for row in rows)
    line = min(room / setup.lines, HIGHEST_LINE) // _PIXEL_POINTS * _PIXEL_POINTS
    if line < LOWEST_LINE:
        raise _too_many_lines(template, setup, max(int(room // LOWEST_LINE), 0))
    return Geometry(
        line_row=template.line_row,
        lines=setup.lines,
        last_row=template.last_row,
        last_col=template.last_col,
        columns=_columns(template, setup.flags),
        hidden_rows=frozenset(hidden),
        line_height=line,
    )


def _too_many_lines(template: Template, setup: Setup, most: int) -> GendanError:
    paper = setup.paper.name
    return GendanError(
        "GD083",
        f"{paper} 纸用模板 {template.name} 每页最多 {most} 行，现在要 {setup.lines} 行："
        "请减少编号规则里的每页行数，或调低模板的行高",
        f"{paper} paper holds at most {most} lines with template {template.name}, not {setup.lines}: "
        "lower 每页行数 or the row heights of the template",
    )


def _columns(template: Template, flags: frozenset[str]) -> dict[int, ColumnLook]:
    """Return every column's look, the width of the dropped ones given to those marked 本列加宽."""
    looks = {col: template.column(col) for col in range(1, template.last_col + 1)}
    dropped = _limited(template, "column_only", flags)
    for col in dropped:
        looks[col] = replace(looks[col], is_hidden=True)
    wider = {cell.col for cell, mark in template.marks() if mark.kind == "wider"}
    for col in wider:
        more = sum(looks[gone].width for gone in dropped) / len(wider)
        looks[col] = replace(looks[col], width=looks[col].width + more)
    return looks


def _limited(template: Template, kind: MarkKind, flags: frozenset[str]) -> set[int]:
    """Return the rows or columns limited to a flag that is not set."""
    cells = [cell for cell, mark in template.marks() if mark.kind == kind and mark.name not in flags]
    return {cell.row if kind == "row_only" else cell.col for cell in cells}
