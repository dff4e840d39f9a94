"""Cells of a Calc sheet as xlwings asks for them. Rows and columns count from 1."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gendan_xl.cells import col_name
from gendan_xl.errors import GendanError
from gendan_xl.hosts import calc_values
from gendan_xl.hosts.calc_conditions import ConditionalFormats
from gendan_xl.hosts.calc_values import BOLD, NORMAL, Bounds, Formats, bounds_of, colour, number, translated
from gendan_xl.hosts.office import uno

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_book import Sheet

_CHARACTER = 5.6 * 2540 / 72  # hundredths of a millimetre, the width of a digit in Calc's standard font
_VALUES, _NOTES = 1 | 2 | 4 | 16, 8  # com.sun.star.sheet.CellFlags
_SYNTAX_ERRORS = frozenset({501, 507, 508, 509, 510, 511, 512, 514, 516})


def _same(value: Any) -> Any:
    return value


def uno_property(name: str, doc: str, read: Callable[[Any], Any] = _same, write: Any = _same) -> Any:
    """Return a property that is the UNO property `name` of the object's `api`, its values turned both ways."""
    return property(
        lambda self: read(getattr(self.api, name)),
        lambda self, value: setattr(self.api, name, write(value)),
        doc=doc,
    )


class Range:
    """One or several areas of a sheet: coordinates on our side, the UNO range fetched when first needed."""

    max_cells_per_read = max_cells_per_write = None
    color = uno_property("CellBackColor", "The fill.", colour, number)
    font = property(lambda self: Font(self.api), doc="Its letters.")
    conditional_formats = property(lambda self: ConditionalFormats(self), doc="Those that touch it.")

    def __init__(self, sheet: Sheet, *areas: Bounds) -> None:
        self.sheet, self.areas, self.bounds = sheet, areas, areas[0]
        self.row, self.column = self.bounds[:2]
        self.shape = self.bounds[2] - self.row + 1, self.bounds[3] - self.column + 1
        self.options: dict[str, Any] = {}

    @cached_property
    def api(self) -> Any:
        """The UNO range (com.sun.star.sheet.SheetCellRange, SheetCellRanges for several areas)."""
        if len(self.areas) > 1:
            return self.ranges
        top, left, bottom, right = (place - 1 for place in self.bounds)
        return self.sheet.api.getCellRangeByPosition(left, top, right, bottom)

    @property
    def ranges(self) -> Any:
        """A UNO collection of its areas (com.sun.star.sheet.SheetCellRanges), also of a single one."""
        ranges = self.sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
        sheet, kind = self.sheet.index - 1, "com.sun.star.table.CellRangeAddress"
        places = ((left - 1, top - 1, right - 1, bottom - 1) for top, left, bottom, right in self.areas)
        ranges.addRangeAddresses(tuple(uno().createUnoStruct(kind, sheet, *place) for place in places), False)
        return ranges

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int) -> Range:
        return self.sheet.range((self.row + row - 1, self.column + column - 1))

    @property
    def address(self) -> str:
        """The address such as $A$1:$B$2,$D$4."""
        corners = (
            dict.fromkeys((f"${col_name(left)}${top}", f"${col_name(right)}${bottom}"))
            for top, left, bottom, right in self.areas
        )
        return ",".join(map(":".join, corners))

    # --- values and formulas -------------------------------------------------------------------------------------

    @property
    def raw_value(self) -> list[list[Any]]:
        """The values as rows; writing takes rows of this size, or one value for all cells."""
        return calc_values.read(self.api, Formats(self.sheet.book.api))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        rows, columns = self.shape
        block = data if isinstance(data, list | tuple) else [[data] * columns] * rows
        calc_values.write(self.api, block, Formats(self.sheet.book.api))

    @property
    def formula(self) -> Any:
        """The formulas in Excel's English A1 form, constants as text: one for a cell, else rows of them.

        Writing takes one formula for the first cell, carried through the area. GendanError GD986, and the cells as
        they were, when Calc does not understand it: it raises nothing itself.
        """
        rows = tuple(tuple(map(self._excel, row)) for row in self.api.getFormulaArray())
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: str) -> None:
        cell = self.api.getCellByPosition(0, 0)
        before, cell.Formula = cell.Formula, translated(self.sheet.book.api, value, to_calc=True)
        if cell.getError() in _SYNTAX_ERRORS:
            cell.Formula = before
            where = f"{self.sheet.name}!{self(1, 1).address.replace('$', '')}"
            raise GendanError(
                "GD986", f"{where} 的公式 Calc 看不懂，没有写入：{value}",
                f"Calc does not understand the formula of {where}, not written: {value}",
            )  # fmt: skip
        first_row = self.sheet.range(self(1, 1), self(1, self.shape[1]))
        self(1, 1).fill(first_row, "TO_RIGHT")
        first_row.fill(self, "TO_BOTTOM")

    def _excel(self, text: str) -> str:
        return translated(self.sheet.book.api, text) if text[:1] == "=" else text.removeprefix("'")

    def _set_array(self, value: str) -> None:
        self.api.setArrayFormula(translated(self.sheet.book.api, value, to_calc=True))

    formula_array = property(None, _set_array, doc="One array formula over the area, for writing.")

    def autofill(self, destination: Any, type_: str) -> None:
        """Carry the formulas of this row down through a destination that begins with it."""
        self.fill(destination.impl, "TO_BOTTOM")

    def fill(self, area: Range, way: str) -> None:
        """Carry what stands here through an area that begins with it: TO_BOTTOM, TO_RIGHT."""
        if area.bounds != self.bounds:
            area.api.fillAuto(uno().Enum("com.sun.star.sheet.FillDirection", way), 1)

    # --- the rest ------------------------------------------------------------------------------------------------

    @property
    def number_format(self) -> str:
        """The format code of cells that have the same."""
        return Formats(self.sheet.book.api).code(self.api.NumberFormat)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.api.NumberFormat = Formats(self.sheet.book.api).key(code)

    def _set_width(self, value: float) -> None:
        self.api.Columns.IsVisible = value > 0
        if value:
            self.api.Columns.Width = round(value * _CHARACTER)

    column_width = property(
        None, _set_width, doc="The width in characters, for writing; 0 hides the columns."
    )

    def select(self) -> None:
        """Select the cells in the window."""
        self.sheet.activate()
        self.sheet.book.api.CurrentController.select(self.api)

    def clear_contents(self) -> None:
        """Clear values and formulas."""
        self.api.clearContents(_VALUES)

    @property
    def merge_area(self) -> Range:
        """The merged area around the first cell, that cell alone where there is none."""
        cursor = self.sheet.api.createCursorByRange(self(1, 1).api)
        cursor.collapseToMergedArea()
        return Range(self.sheet, bounds_of(cursor.RangeAddress))

    @property
    def merge_cells(self) -> bool | None:
        """False where no merged area begins, None where one or several do."""
        return None if self.api.IsMerged else False

    @property
    def note(self) -> Note | None:
        """The note of the first cell."""
        note = Note(self, self.api.getCellByPosition(0, 0).getAnnotation())
        return note if note.text else None

    def add_note(self, text: str) -> Note:
        """Give the first cell a note."""
        cell = self.api.getCellByPosition(0, 0)
        self.sheet.api.Annotations.insertNew(cell.CellAddress, text)
        return Note(self, cell.getAnnotation())


class Font:
    """The letters of some cells."""

    color = uno_property("CharColor", "Their colour, None for the automatic one.", colour, number)

    def __init__(self, api: Any) -> None:
        self.api = api

    @property
    def bold(self) -> bool:
        """Whether they are bold, Chinese ones too."""
        return bool(self.api.CharWeight == BOLD)

    @bold.setter
    def bold(self, on: bool) -> None:
        self.api.CharWeight = self.api.CharWeightAsian = BOLD if on else NORMAL


class Note:
    """The note of a cell."""

    text = uno_property("String", "What it says.")

    def __init__(self, location: Range, api: Any) -> None:
        self.location, self.api = location, api

    def delete(self) -> None:
        """Take the note away."""
        self.location.api.clearContents(_NOTES)
