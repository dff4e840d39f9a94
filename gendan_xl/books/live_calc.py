"""What LibreOffice Calc needs done in its own way, on its UNO objects: lists that stay in view, colours that show, notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_PAGE = "gendan_list"
_CONDITION = 0  # com.sun.star.sheet.ConditionEntryType: neither a scale of colours nor bars nor icons
_NOTHING = "gendan"
_NOTES = 8  # com.sun.star.sheet.CellFlags.ANNOTATION

_Rule = tuple[str, str, int, str]
"""The first formula of a conditional format, the name of its cell style, its operator, its second formula."""


@contextmanager
def one_step(document: Any, title: str) -> Iterator[None]:
    """Make what is written one step of the program's own undo, and leave the heights of rows as they are: fitting them
    takes most of the time of writing."""
    history, before = document.UndoManager, document.IsAdjustHeightEnabled
    history.enterUndoContext(title)
    document.IsAdjustHeightEnabled = False
    try:
        yield
    finally:
        document.IsAdjustHeightEnabled = before
        history.leaveUndoContext()


def keep_header(document: Any, sheet: Any, rows: int) -> None:
    """Freeze the first rows of the sheet in front and print them on every page, which is landscape."""
    document.CurrentController.freezeAtPosition(0, rows)
    sheet.setPrintTitleRows(True)
    sheet.setTitleRows(sheet.getCellRangeByPosition(0, 0, 0, rows - 1).RangeAddress)
    styles = document.StyleFamilies.getByName("PageStyles")
    if not styles.hasByName(_PAGE):
        style = document.createInstance("com.sun.star.style.PageStyle")
        styles.insertByName(_PAGE, style)
        style.Width, style.Height = max(style.Width, style.Height), min(style.Width, style.Height)
        style.IsLandscape, style.ScaleToPagesX, style.ScaleToPagesY = True, 1, 0
    sheet.PageStyle = _PAGE


def add_notes(sheet: Any, texts: Mapping[tuple[int, int], str]) -> None:
    """Give cells (row and column from 1) a note each: 1.5 ms, a third of what it takes cell by cell through xlwings."""
    place, notes = sheet.getCellByPosition(0, 0).CellAddress, sheet.Annotations
    for (row, column), text in texts.items():
        place.Row, place.Column = row - 1, column - 1
        notes.insertNew(place, text)


def drop_notes(document: Any, sheet: Any, cells: Iterable[tuple[int, int]]) -> None:
    """Take the notes of cells (row and column from 1) away at once: each by itself takes 14 to 28 ms."""
    place = sheet.getCellRangeByPosition(0, 0, 0, 0).RangeAddress
    ranges = document.createInstance("com.sun.star.sheet.SheetCellRanges")
    for row, column in cells:
        place.StartRow = place.EndRow = row - 1
        place.StartColumn = place.EndColumn = column - 1
        ranges.addRangeAddress(place, False)
    ranges.clearContents(_NOTES)


def show_formats(document: Any, sheet: Any, first: Collection[str]) -> None:
    """Let the cells of a sheet take up its conditional formats, which Calc lists without showing them: cleared cells do
    that when an undo gives them their attributes anew, here of an action that changes nothing. Formats with one of the
    formulas `first` win from then on.

    On a sheet with bars, icons or colour scales, which cannot be made anew, they show when it is opened next.
    """
    formats = sheet.ConditionalFormats
    groups = [(group.Range, _entries(group)) for group in formats.ConditionalFormats]
    if any(entry.getType() != _CONDITION for _, entries in groups for entry in entries):
        return
    kept = [(ranges, [_rule(entry) for entry in entries]) for ranges, entries in groups]
    kept.sort(key=lambda group: group[1][0][0] not in first)
    document.IsAdjustHeightEnabled = False
    nothing = sheet.ConditionalFormat
    nothing.clear()
    sheet.ConditionalFormat = nothing
    for ranges, rules in kept:
        _add(formats, ranges, rules)
    _undo_nothing(document.UndoManager, sheet)
    document.IsAdjustHeightEnabled = True


def _entries(group: Any) -> list[Any]:
    return [group.getByIndex(index) for index in range(group.getCount())]


def _rule(entry: Any) -> _Rule:
    return entry.Formula1, entry.StyleName, entry.Operator, entry.Formula2


def _add(formats: Any, ranges: Any, rules: list[_Rule]) -> None:
    made = formats.createByRange(ranges)
    group = next(group for group in reversed(formats.ConditionalFormats) if made == group.ID)
    for index, rule in enumerate(rules):
        group.createEntry(_CONDITION, index)
        entry = group.getByIndex(index)
        entry.Formula1, entry.StyleName, entry.Operator, entry.Formula2 = rule


def _undo_nothing(history: Any, sheet: Any) -> None:
    history.enterUndoContext(_NOTHING)
    sheet.AsianVerticalMode = False
    history.leaveUndoContext()
    if history.isUndoPossible() and history.getCurrentUndoActionTitle() == _NOTHING:
        history.undo()
        history.clearRedo()
