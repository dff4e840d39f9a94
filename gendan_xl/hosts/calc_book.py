"""Workbooks of Calc: sheets, names, tables, and formulas in Excel's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlwings

from gendan_xl.cells import MAX_COL, MAX_ROW, col_number, parse_area
from gendan_xl.errors import GendanError
from gendan_xl.hosts.calc_formulas import Formulas
from gendan_xl.hosts.calc_names import Names, Tables, found
from gendan_xl.hosts.calc_notes import Note
from gendan_xl.hosts.calc_range import Bounds, Range
from gendan_xl.hosts.calc_values import Formats
from gendan_xl.hosts.office import properties, uno

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_app import App

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
}
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")
_CELLS = re.compile(r"\$?[A-Za-z]{1,3}\$?\d+(:\$?[A-Za-z]{1,3}\$?\d+)?")


class Book:
    """An open workbook."""

    def __init__(self, app: App, api: Any) -> None:
        self.app, self.api = app, api

    @cached_property
    def formats(self) -> Formats:
        """Its number formats."""
        return Formats(self.api)

    @cached_property
    def formulas(self) -> Formulas:
        """Its translator of formulas."""
        return Formulas(self.api)

    @property
    def fullname(self) -> str:
        """The path of its file, its title while it has none."""
        return uno().fileUrlToSystemPath(self.api.URL) if self.api.URL else str(self.api.Title)

    @property
    def name(self) -> str:
        """The name of its file."""
        return Path(self.fullname).name

    @property
    def sheets(self) -> Sheets:
        """Its sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """Its defined names."""
        return Names(self, self.api.NamedRanges)

    def activate(self) -> None:
        """Bring it to the front."""
        frame = self.api.CurrentController.Frame
        frame.activate()
        frame.ContainerWindow.setFocus()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save in place or under a path. GendanError GD985 for an unknown type or when it cannot be written."""
        target = Path(path or self.fullname).resolve()
        name = _FILTERS.get(target.suffix.lower())
        if name is None or not (path or self.api.hasLocation()):
            raise _not_saved(str(target))
        options: dict[str, Any] = {"FilterName": name, "Overwrite": True}
        if password:
            options["Password"] = password
        try:
            if path:
                self.api.storeAsURL(target.as_uri(), properties(**options))
            else:
                self.api.store()
        except uno().getClass("com.sun.star.io.IOException") as error:
            raise _not_saved(str(target)) from error

    def close(self) -> None:
        """Close it without saving."""
        self.api.close(True)

    def style(self, **looks: Any) -> str:
        """Return the name of the cell style with just these looks, made when first asked for."""
        name = "gendan_" + "_".join(
            f"{value:x}" if isinstance(value, int) else str(value) for value in looks.values()
        )
        styles = self.api.StyleFamilies.getByName("CellStyles")
        if not styles.hasByName(name):
            style = self.api.createInstance("com.sun.star.style.CellStyle")
            styles.insertByName(name, style)
            style.ParentStyle = "Default"
            for key, value in looks.items():
                setattr(style, key, value)
        return name


class Sheets:
    """The sheets of a workbook."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        """The UNO sheets."""
        return self.book.api.Sheets

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, self.api.getByIndex(i)) for i in range(len(self)))

    def __call__(self, key: int | str) -> Sheet:
        if isinstance(key, str):
            return Sheet(self.book, self.api.getByName(found(key, self.api.ElementNames)))
        if not 1 <= key <= len(self):
            raise IndexError(key)
        return Sheet(self.book, self.api.getByIndex(key - 1))

    def __contains__(self, key: str) -> bool:
        return key.lower() in map(str.lower, self.api.ElementNames)

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        return Sheet(self.book, self.book.api.CurrentController.ActiveSheet)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Add a sheet, at the end unless told, and show it."""
        place = before.index - 1 if before else after.index if after else len(self)
        numbers = (f"Sheet{number}" for number in range(len(self) + 1, MAX_ROW))
        title = name or next(free for free in numbers if free not in self)
        self.api.insertNewByName(title, place)
        sheet = Sheet(self.book, self.api.getByName(title))
        sheet.activate()
        return sheet


class Sheet:
    """A sheet."""

    def __init__(self, book: Book, api: Any) -> None:
        self.book, self.api = book, api

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.api.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.api.Name = value

    @property
    def visible(self) -> bool:
        """Whether its tab is shown."""
        return bool(self.api.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.api.IsVisible = value

    @property
    def index(self) -> int:
        """Its place among the sheets, from 1."""
        return int(self.api.RangeAddress.Sheet) + 1

    @property
    def names(self) -> Names:
        """The names defined for it alone."""
        return Names(self.book, self.api.NamedRanges)

    @property
    def tables(self) -> Tables:
        """Its tables."""
        return Tables(self)

    @property
    def notes(self) -> list[Note]:
        """The notes of its cells."""
        notes = ((note, note.Position) for note in self.api.Annotations)
        return [Note(self.range((place.Row + 1, place.Column + 1)), note) for note, place in notes]

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, (1, 1, MAX_ROW, MAX_COL))

    @property
    def used_range(self) -> Range:
        """From the first to the last used cell."""
        cursor = self.api.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return self.at(cursor.RangeAddress)

    def at(self, address: Any) -> Range:
        """Return the cells of a UNO address."""
        return Range(
            self, (address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1)
        )

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return cells by address, name, (row, column), (row, column, rows, columns), or between two corners.

        An address may name several areas: A1,C3:C9.
        """
        first = self._one(arg1)
        if arg2 is None:
            return first
        last = self._one(arg2).bounds
        top, left, bottom, right = first.bounds
        return Range(self, (min(top, last[0]), min(left, last[1]), max(bottom, last[2]), max(right, last[3])))

    def _one(self, place: Any) -> Range:
        if isinstance(place, Range):
            return place
        if isinstance(place, tuple):
            row, column, rows, columns = place if len(place) == 4 else (*place, 1, 1)
            if row < 1 or column < 1:
                raise IndexError(f"rows and columns count from 1: {place}")
            return Range(self, (row, column, row + rows - 1, column + columns - 1))
        parts = [_bounds(part) for part in place.split(",")]
        bounds = [part for part in parts if part]
        return Range(self, bounds[0], tuple(bounds[1:])) if len(bounds) == len(parts) else self._named(place)

    def _named(self, name: str) -> Range:
        sheet, mark, place = name.rpartition("!")
        if mark:
            return self.book.sheets(sheet.strip("'")).range(place)
        for names in (self.names, self.book.names):
            if names.contains(name):
                return names(name).refers_to_range
        for other in self.book.sheets:
            if name in other.tables:
                return other.tables(name).data_body_range or other.tables(name).range
        raise xlwings.XlwingsError(f"neither an address nor a name: {name!r}")

    def activate(self) -> None:
        """Show it."""
        self.book.api.CurrentController.setActiveSheet(self.api)

    select = activate

    def delete(self) -> None:
        """Delete it without asking."""
        self.book.api.Sheets.removeByName(self.name)

    def clear(self) -> None:
        """Clear everything in it."""
        self.used_range.clear()

    def clear_contents(self) -> None:
        """Clear its values and formulas."""
        self.used_range.clear_contents()

    def autofit(self, axis: str | None = None) -> None:
        """Fit its columns, rows or both."""
        self.used_range.autofit(axis)


def _bounds(place: str) -> Bounds | None:
    """Return the corners that A1, A1:B2, A:C or 2:5 name, None for any other text."""
    if _CELLS.fullmatch(place):
        return parse_area(place.upper())
    if match := _COLUMNS.fullmatch(place):
        first, last = sorted(col_number(letters.upper()) for letters in match.groups())
        return 1, first, MAX_ROW, last
    if match := _ROWS.fullmatch(place):
        first, last = sorted(map(int, match.groups()))
        return first, 1, last, MAX_COL
    return None


def _not_saved(path: str) -> GendanError:
    return GendanError(
        "GD985",
        f"LibreOffice 没能保存 {path}：请检查扩展名（{'、'.join(_FILTERS)}）、文件夹权限，文件是否被占用",
        f"LibreOffice could not save {path}: check its type, the folder, and who else uses the file",
    )
