"""Cells with a problem are coloured and noted; what the clerk put there himself stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from gendan_xl.books.live_formats import drop_marks, mark_cells
from gendan_xl.books.live_host import add_notes, drop_notes, is_protected, quiet, show_formats
from gendan_xl.cells import a1
from gendan_xl.edits import CellStyle

if TYPE_CHECKING:
    import xlwings as xw

    from gendan_xl.findings import Finding

PREFIX = "【跟单】"
"""What our notes begin with: a later run removes these and no others."""

MARKS: Mapping[str, tuple[str, CellStyle]] = {
    "error": ('"跟单错误"<>""', CellStyle(fill="F8CBAD")),
    "warning": ('"跟单警告"<>""', CellStyle(fill="FFF2CC")),
}
"""Level → the formula by which our format is known (it is always true), and its light fill."""

Place = tuple[int, int]
NOTES = 200
"""So many cells of a sheet get a note: each costs a call; the others are in 问题清单 all the same."""


def remark(book: xw.Book, findings: Iterable[Finding], lang: str) -> list[str]:
    """Replace the marks of an earlier check by those of these findings; return the protected sheets left alone."""
    by_sheet: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.level in MARKS and finding.cell:
            by_sheet[finding.sheet].append(finding)
    left = []
    with quiet(book.app):
        for sheet in book.sheets:
            if not is_protected(sheet):
                _mark(sheet, by_sheet[sheet.name], lang)
            elif by_sheet[sheet.name]:
                left.append(sheet.name)
    return left


def clear_all(book: xw.Book) -> None:
    """Remove all marks from a workbook."""
    remark(book, (), "zh")


def _mark(sheet: xw.Sheet, findings: Sequence[Finding], lang: str) -> None:
    """Let our formats and notes on a sheet be those of these findings."""
    levels: dict[Place, str] = {}
    texts: dict[Place, list[str]] = defaultdict(list)
    for finding in findings:
        place = finding.row, finding.col
        if levels.get(place) != "error":
            levels[place] = finding.level
        texts[place].append(f"{finding.message.text(lang)}。{finding.fix.text(lang)}")
    drop_marks(sheet, [formula for formula, _ in MARKS.values()])
    for level, (formula, style) in reversed(list(MARKS.items())):
        cells = [place for place, of in levels.items() if of == level]
        mark_cells(sheet, _addresses(cells), formula, style)
    if levels:
        show_formats(sheet, [formula for formula, _ in MARKS.values()])
    _note(sheet, {place: PREFIX + "\n".join(dict.fromkeys(texts[place])) for place in sorted(texts)[:NOTES]})


def _note(sheet: xw.Sheet, wanted: dict[Place, str]) -> None:
    """Let our notes be these: those that say the same already stay, the clerk's own are not touched."""
    old = []
    for note in sheet.notes:
        place, text = (note.location.row, note.location.column), note.text
        if not text.startswith(PREFIX) or wanted.get(place) == text:
            wanted.pop(place, None)
        else:
            old.append(note)
    drop_notes(sheet, old)
    add_notes(sheet, wanted)


def _addresses(cells: Iterable[Place]) -> Iterator[str]:
    """Yield cells as addresses, those below each other joined: H3:H9."""
    ordered = sorted(cells, key=lambda place: (place[1], place[0]))
    cuts = [i for i, (a, b) in enumerate(pairwise(ordered), 1) if b != (a[0] + 1, a[1])]
    for start, stop in pairwise([0, *cuts, len(ordered)]):
        if start < stop:
            first, last = ordered[start], ordered[stop - 1]
            yield a1(*first) if first == last else f"{a1(*first)}:{a1(*last)}"
