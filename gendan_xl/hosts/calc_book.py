"""Workbooks of Calc: their sheets, and tables, which are Calc's database ranges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gendan_xl.cells import parse_area
from gendan_xl.errors import GendanError
from gendan_xl.hosts.calc_range import Note, Range
from gendan_xl.hosts.cell_values import Bounds, Formats, bounds_of
from gendan_xl.hosts.office import properties, uno, uno_property

if TYPE_CHECKING:
    from gendan_xl.hosts.calc import App

_AS_CONFIGURED = 3  # com.sun.star.document.MacroExecMode.USE_CONFIG


class Books:
    """The open workbooks of a LibreOffice."""

    def __init__(self, app: App) -> None:
        self.app = app

    def __iter__(self) -> Iterator[Book]:
        return (Book(self.app, component) for component in self.app.api.Components if _is_book(component))

    def __call__(self, name: str) -> Book:
        for book in self:
            if book.name.lower() == name.lower():
                return book
        raise KeyError(name)

    @property
    def active(self) -> Book:
        """The book in front, else any; there must be one."""
        front = self.app.api.CurrentComponent
        return Book(self.app, front) if _is_book(front) else next(iter(self))

    def add(self) -> Book:
        """Add an empty workbook."""
        return self._load("private:factory/scalc", "新工作簿")

    def open(self, fullname: str, *_: Any) -> Book:
        """Open a workbook file. GendanError GD985 when LibreOffice cannot."""
        return self._load(Path(fullname).resolve().as_uri(), fullname)

    def _load(self, url: str, name: str) -> Book:
        loaded, wanted = None, properties(MacroExecutionMode=_AS_CONFIGURED)
        with suppress(uno().getClass("com.sun.star.uno.Exception")):
            loaded = self.app.api.loadComponentFromURL(url, "_blank", 0, wanted)
        if not _is_book(loaded):  # None for a stale lock file
            raise not_opened(name)
        return Book(self.app, loaded)


def not_opened(name: str) -> GendanError:
    """Return the error of a workbook that LibreOffice does not open."""
    return GendanError(
        "GD985", f"LibreOffice 打不开 {name}：文件可能损坏、有密码，或旁边留有锁文件（.~lock.…#），请检查后重试",
        f"LibreOffice cannot open {name}: it may be damaged, encrypted, or locked (.~lock.…# beside it)",
    )  # fmt: skip


def _is_book(component: Any) -> bool:
    return component is not None and component.supportsService("com.sun.star.sheet.SpreadsheetDocument")


class Book:
    """An open workbook."""

    name = property(lambda self: Path(self.fullname).name, doc="The name of its file.")
    formats = cached_property(lambda self: Formats(self.api))

    def __init__(self, app: App, api: Any) -> None:
        self.app, self.api, self.sheets = app, api, Sheets(self, api)

    @cached_property
    def fullname(self) -> str:
        """The path of its file, its title while it has none, when first asked: xlwings asks at every step."""
        return uno().fileUrlToSystemPath(self.api.URL) if self.api.URL else str(self.api.Title)

    def activate(self) -> None:
        """Bring it to the front."""
        frame = self.api.CurrentController.Frame
        frame.activate()
        frame.ContainerWindow.setFocus()

    def close(self) -> None:
        """Close it without saving."""
        self.api.close(True)


class Sheets:
    """The sheets of a workbook."""

    active = property(lambda s: Sheet(s._book, s._doc.CurrentController.ActiveSheet), doc="In front.")

    def __init__(self, book: Book, doc: Any) -> None:
        self._book, self._doc = book, doc

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self._book, sheet) for sheet in self._doc.Sheets)

    def __len__(self) -> int:
        return int(self._doc.Sheets.Count)

    def __call__(self, key: int | str) -> Sheet:
        sheets = self._doc.Sheets
        found = sheets.getByName(key) if isinstance(key, str) else sheets.getByIndex(key - 1)
        return Sheet(self._book, found)

    def add(self, before: None, after: Sheet | None, name: str) -> Sheet:
        """Add a sheet, at the end unless told, and show it."""
        self._doc.Sheets.insertNewByName(name, after.index if after else len(self))
        sheet = self(name)
        sheet.activate()
        return sheet


class Sheet:
    """A sheet."""

    name = uno_property("Name", "Its name.")
    visible = uno_property("IsVisible", "Whether its tab is shown.")
    index = property(lambda self: self.api.RangeAddress.Sheet + 1, doc="Its place among the sheets, from 1.")
    tables = property(lambda self: Tables(self), doc="Its tables.")

    def __init__(self, book: Book, api: Any) -> None:
        self.book, self.api = book, api

    @property
    def notes(self) -> Iterator[Note]:
        """The notes of its cells."""
        for annotation in self.api.Annotations:
            place = annotation.Position
            yield Note(self.range((place.Row + 1, place.Column + 1)), annotation)

    @property
    def used_range(self) -> Range:
        """From the first to the last used cell."""
        cursor = self.api.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range(self, bounds_of(cursor.RangeAddress))

    def range(self, first: Any, last: Any = None) -> Range:
        """Return the cells of an address (of several areas: A1,C3:C9), a (row, column), or between two of these."""
        areas = _areas(first)
        if last is None:
            return Range(self, *areas)
        return Range(self, (*areas[0][:2], *_areas(last)[0][2:]))

    def activate(self) -> None:
        """Show it."""
        self.book.api.CurrentController.setActiveSheet(self.api)

    def delete(self) -> None:
        """Delete it without asking."""
        self.book.api.Sheets.removeByName(self.name)


def _areas(place: Any) -> tuple[Bounds, ...]:
    """Return the areas of an address, a range, a (row, column), or a (row, column, rows, columns)."""
    if isinstance(place, str):
        return tuple(map(parse_area, place.split(",")))
    if isinstance(place, Range):
        return place.areas
    row, column, rows, columns = (*place, 1, 1)[:4]
    return ((row, column, row + rows - 1, column + columns - 1),)


class Tables:
    """The tables of a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self._all = sheet, sheet.book.api.DatabaseRanges

    def __iter__(self) -> Iterator[Table]:
        here = self._sheet.index - 1
        return (Table(self._sheet, table) for table in self._all if table.DataArea.Sheet == here)

    def add(self, source: Any, name: str, **_: Any) -> Table:
        """Make a table of a range; table styles are Excel's own."""
        self._all.addNewByName(name, source.impl.api.RangeAddress)
        table = Table(self._sheet, self._all.getByName(name))
        table.api.AutoFilter = True
        return table


class Table:
    """A table with a header row."""

    totals_row_range, show_headers = None, True
    name = uno_property("Name", "Its name.")
    range = property(lambda self: Range(self._sheet, bounds_of(self.api.DataArea)), doc="Header and rows.")

    def __init__(self, sheet: Sheet, api: Any) -> None:
        self._sheet, self.api = sheet, api

    def resize(self, area: Any) -> None:
        """Let it cover other cells."""
        self.api.DataArea = area.impl.api.RangeAddress
