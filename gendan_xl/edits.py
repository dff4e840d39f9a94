"""What a command wants changed in a workbook: three kinds of values that any book can apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gendan_xl.cells import Value, a1


@dataclass(frozen=True, slots=True)
class SetCell:
    """Set one cell, only where `old` still stands there.

    `old` and `new` are canonical values: dates as date, blanks as None, numbers compared as numbers.
    `label` says in Chinese which record and column it is, for the preview. With `is_cached` the cell holds a formula
    that stays: only its stored result becomes `new`; a cell without a formula is then left alone.
    """

    sheet: str
    row: int
    col: int
    old: Value
    new: Value
    label: str = ""
    is_cached: bool = False

    @property
    def cell(self) -> str:
        """The address such as H37."""
        return a1(self.row, self.col)


@dataclass(frozen=True, slots=True)
class AppendRow:
    """Append one row to an Excel table: header → value. Columns that the table calculates keep their formula;
    a value given for one of them is written as that formula's cached result."""

    sheet: str
    table: str
    values: Mapping[str, Value]
    label: str = ""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The look of a conditional format: RRGGBB colours without '#', '' for unchanged."""

    fill: str = ""
    color: str = ""
    bold: bool = False
    strike: bool = False


@dataclass(frozen=True, slots=True)
class AddFormat:
    """Install a conditional format by formula over `area` (A1:C9, or several: "A1:A9 C1:C9") unless it is there already.

    The formula speaks of the first row of the area. Formats of one sheet get priority in the order given, all after those the file has.
    """

    sheet: str
    area: str
    formula: str
    style: CellStyle = field(default_factory=CellStyle)
    label: str = ""


Edit = SetCell | AppendRow | AddFormat
