"""Where Ctrl+arrow leads on a sheet of Calc, whose API has no such move: found on one block read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gendan_xl.cells import MAX_COL, MAX_ROW

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_range import Range

_STEPS = {"down": 1, "right": 1, "up": -1, "left": -1}


def end_of(area: Range, direction: str) -> tuple[int, int]:
    """Return (row, column) where the move from the first cell of an area ends: down, up, left or right."""
    is_vertical = direction in ("down", "up")
    used = area.sheet.used_range.bounds
    here, last, limit = (area.row, used[2], MAX_ROW) if is_vertical else (area.column, used[3], MAX_COL)
    last = max(last, here)
    at = _jump(_filled(area, is_vertical, last), here - 1, _STEPS[direction])
    target = limit if at >= last else max(at, 0) + 1
    return (target, area.column) if is_vertical else (area.row, target)


def _filled(area: Range, is_vertical: bool, last: int) -> list[bool]:
    """Return which cells of the area's first column or row hold something."""
    place = (1, area.column, last, 1) if is_vertical else (area.row, 1, 1, last)
    rows = area.sheet.range(place).api.getFormulaArray()
    return [text != "" for row in rows for text in row]


def _jump(line: list[bool], at: int, step: int) -> int:
    """Return where a jump from `at` ends: the last of a block, else the next filled cell, else past the line."""

    def is_full(index: int) -> bool:
        return 0 <= index < len(line) and line[index]

    target = at + step
    if is_full(at) and is_full(target):
        while is_full(target + step):
            target += step
    else:
        while 0 <= target < len(line) and not line[target]:
            target += step
    return target
