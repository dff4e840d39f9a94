"""What Calc knows by name: defined names, and tables, which are its database ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import xlwings

from gendan_xl.hosts.calc_range import Range
from gendan_xl.hosts.office import uno

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_book import Book, Sheet


def found(name: str, names: Sequence[str]) -> str:
    """Return how a name is spelled: capitals do not count. KeyError when it is not there."""
    for known in names:
        if known.lower() == name.lower():
            return known
    raise KeyError(name)


class Names:
    """Defined names, of a workbook or of a sheet."""

    def __init__(self, book: Book, api: Any) -> None:
        self.book, self.api = book, api

    def snapshot(self) -> list[tuple[str, Name]]:
        """Return all of them."""
        return [(name, Name(self, name)) for name in self.api.ElementNames]

    def contains(self, name: str) -> bool:
        """Tell whether there is one of this name."""
        return name.lower() in map(str.lower, self.api.ElementNames)

    def __call__(self, name: str) -> Name:
        return Name(self, found(name, self.api.ElementNames))

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name for a formula such as =Sheet1!$A$1."""
        origin = uno().createUnoStruct("com.sun.star.table.CellAddress")
        self.api.addNewByName(name, self.book.formulas.calc(refers_to)[1:], origin, 0)
        return Name(self, name)


class Name:
    """A defined name."""

    def __init__(self, names: Names, name: str) -> None:
        self._names, self.name = names, name

    @property
    def api(self) -> Any:
        """The UNO named range."""
        return self._names.api.getByName(self.name)

    @property
    def refers_to(self) -> str:
        """Its formula in Excel's form."""
        return self._names.book.formulas.excel(f"={self.api.Content}")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.Content = self._names.book.formulas.calc(value)[1:]

    @property
    def refers_to_range(self) -> Range:
        """The cells that it names. XlwingsError when it is a formula."""
        cells = self.api.ReferredCells
        if cells is None:
            raise xlwings.XlwingsError(f"{self.name} names no cells")
        return self._names.book.sheets(cells.Spreadsheet.Name).at(cells.RangeAddress)

    def delete(self) -> None:
        """Forget it."""
        self._names.api.removeByName(self.name)


class Tables:
    """The tables of a sheet: Calc's database ranges."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The database ranges of the whole book."""
        return self._sheet.book.api.DatabaseRanges

    def __iter__(self) -> Iterator[Table]:
        tables = (Table(self._sheet, self.api.getByName(name)) for name in self.api.ElementNames)
        here = self._sheet.index - 1
        return (table for table in tables if table.api.DataArea.Sheet == here)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, key: int | str) -> Table:
        tables = {table.name: table for table in self}
        return tables[found(key, tuple(tables))] if isinstance(key, str) else list(tables.values())[key - 1]

    def __contains__(self, key: str) -> bool:
        return any(table.name.lower() == key.lower() for table in self)

    def add(self, source: Any = None, name: str | None = None, has_headers: bool = True, **_: Any) -> Table:
        """Make a table of a range; table styles are Excel's own."""
        title = name or f"Table{len(self.api.ElementNames) + 1}"
        self.api.addNewByName(title, source.impl.api.RangeAddress)
        table = Table(self._sheet, self.api.getByName(title))
        table.api.ContainsHeader, table.api.AutoFilter = has_headers, True
        return table


class Table:
    """A table with a header row."""

    insert_row_range = totals_row_range = None
    show_headers, show_totals, table_style = True, False, ""

    def __init__(self, parent: Sheet, api: Any) -> None:
        self.parent, self.api = parent, api

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.api.Name)

    display_name = name

    @property
    def range(self) -> Range:
        """Header and rows."""
        return self.parent.at(self.api.DataArea)

    @property
    def header_row_range(self) -> Range:
        """The header."""
        top, left, _, right = self.range.bounds
        return Range(self.parent, (top, left, top, right))

    @property
    def data_body_range(self) -> Range | None:
        """The rows, None while it has none."""
        top, left, bottom, right = self.range.bounds
        return Range(self.parent, (top + 1, left, bottom, right)) if bottom > top else None

    @property
    def show_autofilter(self) -> bool:
        """Whether the header has filter buttons."""
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.api.AutoFilter = value

    def resize(self, range: Any) -> None:
        """Let it cover other cells."""
        self.api.DataArea = range.impl.api.RangeAddress
