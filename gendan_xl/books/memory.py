"""A workbook in memory: for tests, previews and dry runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.edits import AppendRow, Edit, SetCell
from gendan_xl.errors import GendanError
from gendan_xl.intake.sheet import RawSheet

Grid = list[list[Any]]


class MemoryBook:
    """Sheets as lists of rows. Cells are set and rows appended below the last; formats are kept in `formats`."""

    def __init__(self, sheets: Mapping[str, Sequence[Sequence[Any]]], name: str = "内存") -> None:
        self._name = name
        self._grids: dict[str, Grid] = {title: [list(row) for row in rows] for title, rows in sheets.items()}
        self.formats: list[Edit] = []

    @property
    def name(self) -> str:
        """The title it was given."""
        return self._name

    def sheets(self) -> Sequence[RawSheet]:
        """Return its sheets, rows filled up to equal length."""
        return [raw_sheet(title, grid) for title, grid in self._grids.items()]

    def apply(self, edits: Sequence[Edit]) -> None:
        """Apply edits to a copy and keep it when all fit. GendanError GD918 when an old value differs."""
        grids = {title: [list(row) for row in grid] for title, grid in self._grids.items()}
        formats = list(self.formats)
        for edit in edits:
            if isinstance(edit, SetCell):
                _set(grids[edit.sheet], edit)
            elif isinstance(edit, AppendRow):
                _append(grids[edit.sheet], edit)
            else:
                formats.append(edit)
        self._grids, self.formats = grids, formats


def raw_sheet(title: str, rows: Sequence[Sequence[Any]]) -> RawSheet:
    """Return a sheet of rows of any length; None and '' are blanks."""
    width = max(map(len, rows), default=0)
    return RawSheet(
        title, [["" if v is None else v for v in row] + [""] * (width - len(row)) for row in rows]
    )


def _set(grid: Grid, edit: SetCell) -> None:
    while len(grid) < edit.row:
        grid.append([])
    row = grid[edit.row - 1]
    row.extend([""] * (edit.col - len(row)))
    standing: Value = None if row[edit.col - 1] == "" else row[edit.col - 1]
    if standing != edit.old:
        raise GendanError(
            "GD918",
            f"{edit.sheet}!{edit.cell} 已不是 {edit.old!r}，没有修改：请重新读取后再试",
            f"{edit.sheet}!{edit.cell} is no longer {edit.old!r}; nothing was changed: read the book again",
        )
    row[edit.col - 1] = "" if edit.new is None else edit.new


def _append(grid: Grid, edit: AppendRow) -> None:
    header = next(row for row in grid if set(edit.values) <= set(row))
    grid.append([edit.values.get(title, "") for title in header])
