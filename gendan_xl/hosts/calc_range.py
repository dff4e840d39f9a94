"""Cells of a Calc sheet as xlwings asks for them. Rows and columns count from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xlwings
from xlwings import expansion

from gendan_xl.cells import MAX_COL, MAX_ROW, col_name
from gendan_xl.hosts import calc_values
from gendan_xl.hosts.calc_conditions import ConditionalFormats
from gendan_xl.hosts.calc_format import Font, colour, number
from gendan_xl.hosts.calc_moves import end_of
from gendan_xl.hosts.calc_notes import Note
from gendan_xl.hosts.office import uno

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_book import Sheet
    from gendan_xl.hosts.calc_names import Table

_HUNDREDTHS = 2540 / 72  # of a millimetre, in a point
_CHARACTER = 5.6  # points, the width of a digit in Calc's standard font
_VALUES, _ALL = 1 | 2 | 4 | 16, 1023  # com.sun.star.sheet.CellFlags

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
    def column_width(self) -> float:
        """The width in characters, roughly as Excel counts them; 0 hides the columns."""
        return float(self.api.Columns.Width / _HUNDREDTHS / _CHARACTER)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.api.Columns.IsVisible = value > 0
        if value:
            self.api.Columns.Width = round(value * _CHARACTER * _HUNDREDTHS)

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns ("c"), rows ("r") or both."""
        if axis != "r":
            self.api.Columns.OptimalWidth = True
        if axis != "c":
            self.api.Rows.OptimalHeight = True

    # --- moving about --------------------------------------------------------------------------------------------

    def end(self, direction: str) -> Range:
        """Return where Ctrl+arrow leads from the first cell."""
        return self._cell(*end_of(self, direction))

    def expand(self, mode: str = "table") -> Range:
        """Return the area that grows from the first cell while cells hold something: table, down or right."""
        expander = expansion.expanders[mode]
        found: Range = expander.expand(xlwings.Range(impl=self)).impl
        return found

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

    def copy(self, destination: xlwings.Range | None = None) -> None:
        """Copy values, formulas and looks to another place of the same book."""
        if destination is None:
            raise NotImplementedError("Calc's clipboard is left alone: name a destination")
        target = destination.impl
        target.sheet.api.copyRange(target.cell_address, self.api.RangeAddress)

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
