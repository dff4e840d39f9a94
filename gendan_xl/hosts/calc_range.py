"""Cells of a Calc sheet as xlwings asks for them. Rows and columns count from 1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import xlwings
from xlwings import expansion

from gendan_xl.cells import MAX_COL, MAX_ROW, col_name
from gendan_xl.hosts import calc_values
from gendan_xl.hosts.calc_conditions import ConditionalFormats
from gendan_xl.hosts.calc_format import Font, colour, number
from gendan_xl.hosts.office import uno

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_book import Sheet, Table

_HUNDREDTHS = 2540 / 72  # of a millimetre, in a point
_CHARACTER = 5.6  # points, the width of a digit in Calc's standard font
_VALUES, _NOTES, _LOOKS, _ALL = 1 | 2 | 4 | 16, 8, 32 | 64, 1023  # com.sun.star.sheet.CellFlags
_DIRECTIONS = {"d": "down", "u": "up", "l": "left", "r": "right"}

Bounds = tuple[int, int, int, int]


class Range:
    """An area, perhaps with `more` areas: coordinates on our side, the UNO range fetched when first needed."""

    max_cells_per_read = None
    max_cells_per_write = None

    def __init__(self, sheet: Sheet, bounds: Bounds, more: tuple[Bounds, ...] = ()) -> None:
        self.sheet, self.bounds, self.more = sheet, bounds, more
        self.options: dict[str, Any] = {}
        self._uno: Any = None

    @property
    def api(self) -> Any:
        """The UNO range (com.sun.star.sheet.SheetCellRange, SheetCellRanges for several areas)."""
        if self._uno is None:
            top, left, bottom, right = self.bounds
            self._uno = self.sheet.api.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)
            if self.more:
                self._uno = self.ranges
        return self._uno

    @property
    def ranges(self) -> Any:
        """A UNO collection of its areas (com.sun.star.sheet.SheetCellRanges), also of a single one."""
        ranges = self.sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddresses(self.addresses, False)
        return ranges

    @property
    def addresses(self) -> tuple[Any, ...]:
        """The UNO addresses of all its areas."""
        place = self.sheet.index - 1
        return tuple(
            uno().createUnoStruct(
                "com.sun.star.table.CellRangeAddress", place, left - 1, top - 1, right - 1, bottom - 1
            )
            for top, left, bottom, right in (self.bounds, *self.more)
        )

    # --- place ---------------------------------------------------------------------------------------------------

    row = property(lambda self: self.bounds[0])
    column = property(lambda self: self.bounds[1])

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        top, left, bottom, right = self.bounds
        return bottom - top + 1, right - left + 1

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        """Sheet, row, column, rows, columns: what makes two ranges equal."""
        return (self.sheet.name, self.row, self.column, *self.shape)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __bool__(self) -> bool:
        return True

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        return self._cell(self.row + row - 1, self.column + column - 1)

    def _cell(self, row: int, column: int) -> Range:
        if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COL):
            raise IndexError((row, column))
        return Range(self.sheet, (row, column, row, column))

    @property
    def cell_address(self) -> Any:
        """The UNO address of the first cell."""
        return uno().createUnoStruct(
            "com.sun.star.table.CellAddress", self.sheet.index - 1, self.column - 1, self.row - 1
        )

    def get_address(
        self, row_absolute: bool = True, col_absolute: bool = True, external: bool = False
    ) -> str:
        """Return the address such as $A$1:$B$2, with the book and the sheet when `external`."""
        rows, columns = "$" * bool(row_absolute), "$" * bool(col_absolute)
        parts = []
        for top, left, bottom, right in (self.bounds, *self.more):
            text = f"{columns}{col_name(left)}{rows}{top}"
            if (top, left) != (bottom, right):
                text += f":{columns}{col_name(right)}{rows}{bottom}"
            parts.append(text)
        joined = ",".join(parts)
        return f"'[{self.sheet.book.name}]{self.sheet.name}'!{joined}" if external else joined

    address = property(get_address)

    # --- values and formulas -------------------------------------------------------------------------------------

    @property
    def raw_value(self) -> list[list[Any]]:
        """The values as rows; writing takes rows of this size, or one value for all cells."""
        return calc_values.read(self.api, self.sheet.book.formats)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        rows, columns = self.shape
        block = data if isinstance(data, list | tuple) else [[data] * columns] * rows
        for i, j, formula in calc_values.write(self.api, block, self.sheet.book.formats):
            self(i + 1, j + 1).formula = formula

    @property
    def formula(self) -> Any:
        """The formulas in Excel's English A1 form, constants as text: one for a cell, else rows of them."""
        rows = tuple(tuple(map(self._excel, row)) for row in self.api.getFormulaArray())
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        if isinstance(value, list | tuple):
            self.sheet.book.formulas.write(self, value)
        elif not calc_values.is_formula(value):
            self.raw_value = value
        else:
            self.sheet.book.formulas.write(self(1, 1), [[value]])
            self._fill()

    formula2 = formula

    def _fill(self) -> None:
        """Carry the formula of the first cell through the area."""
        first_column = self.sheet.range((*self.bounds[:2], self.shape[0], 1))
        for part, way, cells in ((first_column, "TO_BOTTOM", 0), (self, "TO_RIGHT", 1)):
            if self.shape[cells] > 1:
                part.api.fillAuto(uno().Enum("com.sun.star.sheet.FillDirection", way), 1)

    def _excel(self, text: str) -> str:
        return self.sheet.book.formulas.excel(text) if text[:1] == "=" else text.removeprefix("'")

    @property
    def formula_array(self) -> str | None:
        """The array formula that fills this very area, None where none does."""
        text = self.api.getArrayFormula()
        return self.sheet.book.formulas.excel(text.strip("{}")) if text else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.api.setArrayFormula(self.sheet.book.formulas.calc(value))

    @property
    def has_array(self) -> bool:
        """Whether the first cell belongs to an array formula."""
        return bool(self(1, 1).api.getArrayFormula())

    # --- looks ---------------------------------------------------------------------------------------------------

    font = property(lambda self: Font(self.api))
    conditional_formats = property(lambda self: ConditionalFormats(self))

    @property
    def color(self) -> tuple[int, int, int] | None:
        """The fill, None for none or for several."""
        return colour(self._look("CellBackColor"))

    @color.setter
    def color(self, value: Any) -> None:
        self.api.CellBackColor = number(value)

    @property
    def number_format(self) -> str | None:
        """The format code, None for several."""
        key = self._look("NumberFormat")
        return None if key is None else self.sheet.book.formats.code(key)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.api.NumberFormat = self.sheet.book.formats.key(code)

    def _look(self, name: str) -> Any:
        return getattr(self.api, name) if calc_values.is_uniform(self.api, name) else None

    @property
    def wrap_text(self) -> bool:
        """Whether long text is broken into lines."""
        return bool(self.api.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.api.IsTextWrapped = value

    @property
    def column_width(self) -> float:
        """The width in characters, roughly as Excel counts them."""
        return float(self.api.Columns.Width / _HUNDREDTHS / _CHARACTER)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.api.Columns.Width = round(value * _CHARACTER * _HUNDREDTHS)

    @property
    def row_height(self) -> float:
        """The height in points."""
        return float(self.api.Rows.Height / _HUNDREDTHS)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.api.Rows.Height = round(value * _HUNDREDTHS)

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns ("c"), rows ("r") or both."""
        if axis in (None, "c", "columns"):
            self.api.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            self.api.Rows.OptimalHeight = True

    # --- moving about --------------------------------------------------------------------------------------------

    def end(self, direction: str) -> Range:
        """Return where Ctrl+arrow leads from the first cell, found on one block read."""
        way = _DIRECTIONS.get(direction, direction)
        is_vertical = way in ("down", "up")
        used = self.sheet.used_range.bounds
        last = max(used[2], self.row) if is_vertical else max(used[3], self.column)
        line = self._line(is_vertical, last)
        limit = MAX_ROW if is_vertical else MAX_COL
        at = _jump(
            line, (self.row if is_vertical else self.column) - 1, 1 if way in ("down", "right") else -1
        )
        target = limit if at >= last else max(at, 0) + 1
        return self._cell(target, self.column) if is_vertical else self._cell(self.row, target)

    def _line(self, is_vertical: bool, last: int) -> list[bool]:
        """Return which cells of the first cell's column or row hold something."""
        if is_vertical:
            column = self.sheet.range((1, self.column, last, 1)).api.getFormulaArray()
            return [row[0] != "" for row in column]
        return [text != "" for text in self.sheet.range((self.row, 1, 1, last)).api.getFormulaArray()[0]]

    def expand(self, mode: str = "table") -> Range:
        """Return the area that grows from the first cell while cells hold something: table, down or right."""
        expander = expansion.expanders[mode]
        found: Range = expander.expand(xlwings.Range(impl=self)).impl
        return found

    @property
    def current_region(self) -> Range:
        """The block of cells between blank rows and columns (Ctrl+*)."""
        cursor = self.sheet.api.createCursorByRange(self.api)
        cursor.collapseToCurrentRegion()
        return self.sheet.at(cursor.RangeAddress)

    def select(self) -> None:
        """Select the cells in the window."""
        self.sheet.activate()
        self.sheet.book.api.CurrentController.select(self.api)

    # --- structure -----------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Clear everything."""
        self.api.clearContents(_ALL)

    def clear_contents(self) -> None:
        """Clear values and formulas."""
        self.api.clearContents(_VALUES)

    def clear_formats(self) -> None:
        """Clear looks."""
        self.api.clearContents(_LOOKS)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Insert cells here, moving the present ones right or (else) down."""
        way = "RIGHT" if shift == "right" else "DOWN"
        self.sheet.api.insertCells(
            self.api.RangeAddress, uno().Enum("com.sun.star.sheet.CellInsertMode", way)
        )

    def delete(self, shift: str | None = None) -> None:
        """Delete the cells, moving others left or (else) up."""
        way = "LEFT" if shift == "left" else "UP"
        self.sheet.api.removeRange(
            self.api.RangeAddress, uno().Enum("com.sun.star.sheet.CellDeleteMode", way)
        )

    def copy(self, destination: Range | None = None) -> None:
        """Copy values, formulas and looks to another place of the same book."""
        if destination is None:
            raise NotImplementedError("Calc's clipboard is left alone: name a destination")
        destination.sheet.api.copyRange(destination.cell_address, self.api.RangeAddress)

    def merge(self, across: bool = False) -> None:
        """Merge into one cell, or (across) into one a row."""
        for part in self._rows() if across else [self]:
            part.api.merge(True)

    def unmerge(self) -> None:
        """Take merged cells apart."""
        self.api.merge(False)

    def _rows(self) -> Iterator[Range]:
        top, left, bottom, right = self.bounds
        return (Range(self.sheet, (row, left, row, right)) for row in range(top, bottom + 1))

    @property
    def merge_area(self) -> Range:
        """The merged area around the first cell, that cell alone where there is none."""
        cursor = self.sheet.api.createCursorByRange(self(1, 1).api)
        cursor.collapseToMergedArea()
        return self.sheet.at(cursor.RangeAddress)

    @property
    def merge_cells(self) -> bool | None:
        """Whether the cells are merged; None where some are."""
        if len(self) > 1 and not self.api.IsMerged:
            return False
        around = self.merge_area
        return len(around) > 1 if len(self) == 1 or around.bounds == self.bounds else None

    @property
    def table(self) -> Table | None:
        """The table around the first cell."""
        for table in self.sheet.tables:
            top, left, bottom, right = table.range.bounds
            if top <= self.row <= bottom and left <= self.column <= right:
                return table
        return None

    # --- notes and links -----------------------------------------------------------------------------------------

    @property
    def note(self) -> Note | None:
        """The note of the first cell."""
        note = Note(self(1, 1))
        return note if note.text else None

    def add_note(self, text: str) -> Note:
        """Give the first cell a note."""
        self.sheet.api.Annotations.insertNew(self.cell_address, text)
        return Note(self(1, 1))

    @property
    def hyperlink(self) -> str:
        """The link of the cell, Excel's way (#Sheet!A1 inside the book)."""
        fields = self.api.getCellByPosition(0, 0).TextFields
        if not fields.hasElements():
            raise xlwings.XlwingsError("The cell doesn't seem to contain a hyperlink!")
        return _excel_link(fields.getByIndex(0).URL)

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        """Let the cell show a link; `#Sheet!A1` leads to a cell of the book. Calc has no screen tips for links."""
        cell = self.api.getCellByPosition(0, 0)
        field = self.sheet.book.api.createInstance("com.sun.star.text.TextField.URL")
        field.URL = _calc_link(address)
        field.Representation = text_to_display or address
        cell.setString("")
        cell.insertTextContent(cell.createTextCursor(), field, False)


class Note:
    """The note of a cell; its UNO annotation is fetched when first needed."""

    def __init__(self, location: Range, api: Any = None) -> None:
        self.location, self._uno = location, api

    @property
    def api(self) -> Any:
        """The UNO annotation."""
        if self._uno is None:
            place = self.location
            self._uno = place.sheet.api.getCellByPosition(place.column - 1, place.row - 1).getAnnotation()
        return self._uno

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self.api.setString(value)

    @property
    def author(self) -> str:
        """Who wrote it."""
        return str(self.api.getAuthor())

    def delete(self) -> None:
        """Take the note away."""
        self.location.api.clearContents(_NOTES)


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


def _calc_link(address: str) -> str:
    sheet, mark, cell = address.rpartition("!")
    return f"{sheet}.{cell}" if mark and address.startswith("#") else address


def _excel_link(url: str) -> str:
    sheet, mark, cell = url.rpartition(".")
    return f"{sheet}!{cell}" if mark and url.startswith("#") else url
