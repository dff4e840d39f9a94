"""How a template's page lies on paper: heights, columns, and where its merged cells go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gendan_xl.errors import GendanError
from gendan_xl.printing.paper import Paper
from gendan_xl.printing.placeholders import LAST_PAGE, MarkKind
from gendan_xl.printing.template_sheet import Area, ColumnLook, TemplateSheet

SAFE = 0.98
"""How much of the height is used: printers differ by a percent or two."""
LOWEST_LINE, HIGHEST_LINE = 12.0, 36.0
"""The height of a line in points."""

_INCH_POINTS, _MILLIMETRE_POINTS = 72, 72 / 25.4
_PIXEL_POINTS = 0.75


@dataclass(frozen=True, slots=True)
class Setup:
    """How a form is laid out: its paper, the lines of a page, and which flags keep their rows and columns."""

    paper: Paper
    lines: int
    flags: frozenset[str] = frozenset()

    @property
    def shown(self) -> frozenset[str]:
        """The flags with that of the paper; rows for the last page keep their room on all."""
        return self.flags | {self.paper.flag, LAST_PAGE}


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page of a template: rows, columns, height of a row of a line in points.

    The line (`line_rows` of the template, mostly one; none where the form has no lines) stands `lines` times in the
    place of these rows and of the blank `spare_rows` below them. Rows count from 1 within the page.
    """

    line_rows: range
    spare_rows: range
    lines: int
    last_row: int
    last_col: int
    columns: dict[int, ColumnLook]
    hidden_rows: frozenset[int]
    line_height: float

    @property
    def page_rows(self) -> int:
        """How many rows a page has."""
        return self.last_row + self._more

    @property
    def last_line_row(self) -> int:
        """The last row of the lines on a page, one before the first where there are none."""
        return self.line_rows.start + len(self.line_rows) * self.lines - 1

    @property
    def _more(self) -> int:
        """How many rows a page has more than its template."""
        return len(self.line_rows) * (self.lines - 1) - len(self.spare_rows)

    def moved(self, row: int) -> int:
        """Return where a row of the template stands on the page; those of the lines are their last row."""
        if not self.line_rows or row < self.line_rows.start:
            return row
        is_line = row in self.line_rows or row in self.spare_rows
        return self.last_line_row if is_line else row + self._more

    def merges(self, template: TemplateSheet, offset: int) -> Iterator[Area]:
        """Yield the merges of the page that starts below row `offset`: those of a line on each line."""
        for top, left, bottom, right in template.merges:
            if top in self.spare_rows:
                continue
            if top in self.line_rows and bottom in self.line_rows:
                for line in range(self.lines):
                    down = offset + line * len(self.line_rows)
                    yield down + top, left, down + bottom, right
            else:
                first = top if top in self.line_rows else self.moved(top)
                yield offset + first, left, offset + self.moved(bottom), right


def measure(template: TemplateSheet, setup: Setup) -> Geometry:
    """Lay a template out: the lines take the height that the paper leaves.

    The printer fits the width; the height must fit as it is, for a form is never more than a page tall.
    GendanError GD083 when so many lines, or the form itself, do not fit.
    """
    hidden = _hidden_rows(template, setup.shown)
    room = _room(template, setup, hidden)
    rows = setup.lines * max(sum(row not in hidden for row in template.line_rows), 1)
    line = min(room / max(rows, 1), HIGHEST_LINE) // _PIXEL_POINTS * _PIXEL_POINTS
    if template.line_rows and setup.lines and line < LOWEST_LINE:
        raise _too_many_lines(template, setup, most_lines(template, setup))
    if room < 0:
        raise _too_tall(template, setup)
    return Geometry(
        line_rows=template.line_rows,
        spare_rows=template.spare_rows,
        lines=setup.lines,
        last_row=template.last_row,
        last_col=template.last_col,
        columns=_columns(template, setup.shown),
        hidden_rows=frozenset(hidden),
        line_height=line,
    )


def most_lines(template: TemplateSheet, setup: Setup) -> int:
    """Return how many lines a page of this paper holds at most, whatever `setup` asks for."""
    hidden = _hidden_rows(template, setup.shown)
    rows = max(sum(row not in hidden for row in template.line_rows), 1)
    return max(int(_room(template, setup, hidden) // (rows * LOWEST_LINE)), 0)


def _room(template: TemplateSheet, setup: Setup, hidden: set[int]) -> float:
    """Return the height in points that a page leaves for its lines, less than 0 when the form is taller."""
    lines = {*template.line_rows, *template.spare_rows}
    rows = (row for row in range(1, template.last_row + 1) if row not in lines and row not in hidden)
    margins = (template.margins["top"] + template.margins["bottom"]) * _INCH_POINTS
    room = paper_height(template, setup.paper) * _MILLIMETRE_POINTS - margins
    return room * SAFE - sum(template.row(row).height for row in rows)


def is_landscape(template: TemplateSheet, paper: Paper) -> bool:
    """Return whether the form is printed on its side: as the template has it, but continuous paper has one way only."""
    return template.is_landscape and paper.code is not None


def paper_height(template: TemplateSheet, paper: Paper) -> float:
    """Return the height of the paper in millimetres as the form lies on it."""
    return paper.width if is_landscape(template, paper) else paper.height


def _hidden_rows(template: TemplateSheet, flags: frozenset[str]) -> set[int]:
    hidden = {number for number, row in template.rows.items() if row.is_hidden}
    return hidden | _limited(template, "row_only", flags)


def _too_many_lines(template: TemplateSheet, setup: Setup, most: int) -> GendanError:
    paper = setup.paper.name
    return GendanError(
        "GD083",
        f"{paper} 纸用模板 {template.name} 每页最多 {most} 行，现在要 {setup.lines} 行："
        "请减少编号规则里的每页行数，或调低模板的行高",
        f"{paper} paper holds at most {most} lines with template {template.name}, not {setup.lines}: "
        "lower 每页行数 or the row heights of the template",
    )


def _too_tall(template: TemplateSheet, setup: Setup) -> GendanError:
    paper = setup.paper.name
    return GendanError(
        "GD083",
        f"模板 {template.name} 比 {paper} 纸高：请调低行高，或在编号规则里换一种纸张",
        f"template {template.name} is taller than {paper} paper: lower its rows or choose another paper",
    )


def _columns(template: TemplateSheet, flags: frozenset[str]) -> dict[int, ColumnLook]:
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


def _limited(template: TemplateSheet, kind: MarkKind, flags: frozenset[str]) -> set[int]:
    """Return the rows or columns limited to a flag that is not set."""
    cells = [cell for cell, mark in template.marks() if mark.kind == kind and mark.name not in flags]
    return {cell.row if kind == "row_only" else cell.col for cell in cells}
