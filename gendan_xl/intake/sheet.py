"""A sheet as it comes from any book: raw values at true addresses, no meaning yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GUIDE_SHEET = "说明"
"""The first sheet of our own workbook; it shows the day 今日."""

PROBLEMS, AGENDA, ALLOCATION, TEXTS = "问题清单", "今日要做", "缺货分配", "话术"
WRITTEN = frozenset({PROBLEMS, AGENDA, ALLOCATION, TEXTS})
"""Sheets that buttons write: lists about the ledger, never part of it."""


def _none() -> Mapping[tuple[int, int], str]:
    return {}


@dataclass(frozen=True, slots=True)
class RawSheet:
    """The used cells of a sheet. `rows[0][0]` is A1; a blank cell is '' or None; rows have equal length.

    `errors` finds the error cells (row, col) → "#N/A", asked only when needed because it costs another look at
    the file; `errors_known` is False where the format cannot tell them (.xls, .ods: they read as blanks).
    `merged` are the merged areas (top, left, bottom, right); only their first cell holds a value.
    """

    name: str
    rows: Sequence[Sequence[Any]]
    errors: Callable[[], Mapping[tuple[int, int], str]] = _none
    errors_known: bool = True
    hidden: bool = False
    merged: Sequence[tuple[int, int, int, int]] = ()
