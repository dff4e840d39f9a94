"""Cells of a Calc sheet as xlwings asks for them, their letters and notes. Rows and columns count from 1."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from gendan_xl.cells import col_name
from gendan_xl.errors import GendanError
from gendan_xl.hosts import cell_values
from gendan_xl.hosts.calc_conditions import ConditionalFormats
from gendan_xl.hosts.cell_values import BOLD, NORMAL, Bounds, bounds_of, colour, number, translated
from gendan_xl.hosts.office import uno, uno_property

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_book import Sheet

_CHARACTER = 5.6 * 2540 / 72  # hundredths of a millimetre, the width of a digit in Calc's standard font
_VALUES = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags
_SYNTAX_ERRORS = frozenset({501, 507, 508, 509, 510, 511, 512, 514, 516})


class Range:
    """One or several areas of a sheet: coordinates on our side, the UNO range fetched when first needed."""

    max_cells_per_read = max_cells_per_write = None
    color = uno_property("CellBackColor", "The fill.", colour, number)
    font = property(lambda self: Font(self.api), doc="Its letters.")
    conditional_formats = property(lambda self: ConditionalFormats(self), doc="Those that touch it.")

    def __init__(self, sheet: Sheet, *areas: Bounds) -> None:
        self.sheet, self.doc, self.areas = sheet, sheet.book.api, areas
        self.row, self.column, bottom, right = areas[0]
        self.shape = bottom - self.row + 1, right - self.column + 1
        self.options: dict[str, Any] = {}

    @cached_property
    def api(self) -> Any:
        """The UNO range (com.sun.star.sheet.SheetCellRange, SheetCellRanges for several areas)."""
        if len(self.areas) > 1:
            return self.ranges
        top, left, bottom, right = (place - 1 for place in self.areas[0])
        return self.sheet.api.getCellRangeByPosition(left, top, right, bottom)

    @property
    def ranges(self) -> Any:
        """A UNO collection of its areas (com.sun.star.sheet.SheetCellRanges), also of a single one."""
        ranges = self.doc.createInstance("com.sun.star.sheet.SheetCellRanges")
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
        pairs = ((f"${col_name(b)}${a}", f"${col_name(d)}${c}") for a, b, c, d in self.areas)
        return ",".join(":".join(dict.fromkeys(pair)) for pair in pairs)

    @property
    def raw_value(self) -> list[list[Any]]:
        """The values as rows; writing takes rows of this size, or one value for all cells."""
        return cell_values.read(self.api, self.sheet.book.formats)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        rows, columns = self.shape
        block = data if isinstance(data, list | tuple) else [[data] * columns] * rows
        cell_values.write(self.api, block, self.sheet.book.formats)

    @property
    def formula(self) -> Any:
        """The formulas in Excel's English A1 form, constants as text: one for a cell, else rows of them.

        Writing takes one formula for the first cell, carried through the area. GendanError GD986, and the cells as
        they were, when Calc does not understand it: it raises nothing itself.
        """
        rows = tuple(tuple(translated(self.doc, text) for text in row) for row in self.api.getFormulaArray())
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: str) -> None:
        cell = self.api.getCellByPosition(0, 0)
        before, cell.Formula = cell.Formula, translated(self.doc, value, to_calc=True)
        if cell.getError() in _SYNTAX_ERRORS:
            cell.Formula = before
            where = f"{self.sheet.name}!{self(1, 1).address.replace('$', '')}"
            raise GendanError(
                "GD986", f"{where} 的公式 Calc 看不懂，没有写入：{value}",
                f"Calc does not understand the formula of {where}, not written: {value}",
            )  # fmt: skip
        self.api.getCellRangeByPosition(0, 0, self.shape[1] - 1, 0).fillAuto(_way("TO_RIGHT"), 1)
        self.api.fillAuto(_way("TO_BOTTOM"), 1)

    def autofill(self, destination: Any, type_: str) -> None:
        """Carry the formulas of this row down through a destination that begins with it, hidden columns too: fillAuto
        leaves those out."""
        source, sheet = self.api.RangeAddress, self.sheet.api
        for row in range(source.EndRow + 1, destination.impl.api.RangeAddress.EndRow + 1):
            sheet.copyRange(sheet.getCellByPosition(source.StartColumn, row).CellAddress, source)

    def clear_contents(self) -> None:
        """Clear values and formulas."""
        self.api.clearContents(_VALUES)

    @property
    def number_format(self) -> str:
        """The format code of cells that have the same; Calc makes the letters of dates capitals."""
        return str(self.doc.NumberFormats.getByKey(self.api.NumberFormat).FormatString)

    @number_format.setter
    def number_format(self, code: str) -> None:
        self.api.NumberFormat = self.sheet.book.formats.key(code)

    def _set_width(self, value: float) -> None:
        self.api.Columns.IsVisible = value > 0
        if value:
            self.api.Columns.Width = round(value * _CHARACTER)

    column_width = property(
        None, _set_width, doc="The width in characters, for writing; 0 hides the columns."
    )

    @property
    def merge_area(self) -> Range:
        """The merged area around the first cell, that cell alone where there is none."""
        cursor = self.sheet.api.createCursorByRange(self(1, 1).api)
        cursor.collapseToMergedArea()
        return Range(self.sheet, bounds_of(cursor.RangeAddress))

    merge_cells = property(
        lambda self: None if self.api.IsMerged else False, doc="False where no merged area begins, else None."
    )


def _way(name: str) -> Any:
    return uno().Enum("com.sun.star.sheet.FillDirection", name)


class Font:
    """The letters of some cells."""

    color = uno_property("CharColor", "Their colour, None for the automatic one.", colour, number)

    def __init__(self, api: Any) -> None:
        self.api = api

    def _embolden(self, on: bool) -> None:
        self.api.CharWeight = self.api.CharWeightAsian = BOLD if on else NORMAL

    bold = property(
        lambda self: self.api.CharWeight == BOLD, _embolden, doc="Whether they are bold, Chinese ones too."
    )


class Note:
    """The note of a cell."""

    text = uno_property("String", "What it says.")

    def __init__(self, location: Range, api: Any) -> None:
        self.location, self.api = location, api
