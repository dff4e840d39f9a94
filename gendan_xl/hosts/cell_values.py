"""What Python and Excel say in Calc's words: values (days are numbers with a format), errors, formulas, areas, colours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from gendan_xl.hosts.office import uno

_USER_DEFINED, _MOMENT, _LOGICAL = 1, 2 | 4, 1024  # com.sun.star.util.NumberFormat: a moment is DATE or TIME
_VALUE = 1  # com.sun.star.sheet.FormulaResult
_DATETIME = 2  # com.sun.star.sheet.CellFlags: numbers that are shown as days or times
_NUMBER_FORMAT = "NumberFormat"
_ERRORS = {
    503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A",
}  # fmt: skip
_BOOLEANS = {"=TRUE()": True, "=FALSE()": False}
_DAY = dt.timedelta(days=1)
_EXCEL, _CALC = 3, 0  # com.sun.star.sheet.AddressConvention: XL_OOX is the one with Excel's separators
_NO_COLOUR = -1
BOLD, NORMAL = 150.0, 100.0  # com.sun.star.awt.FontWeight

Rows = Sequence[Sequence[Any]]
Rgb = tuple[int, int, int]
Bounds = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1; blocks within an area: from 0."""


class Formats:
    """The number formats of one document and its day zero; made once a document, for that takes 1 ms."""

    def __init__(self, doc: Any) -> None:
        self._formats, self._kinds = doc.NumberFormats, dict[int, int]()
        zero = doc.NullDate
        self.day_zero = dt.datetime(zero.Year, zero.Month, zero.Day)

    def key(self, code: str) -> int:
        """Return the key of a format code, which is written the English way."""
        english = uno().createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        key = self._formats.queryKey(code, english, False)
        return int(self._formats.addNew(code, english) if key == -1 else key)

    def kind(self, key: int) -> int:
        """Return the bits of com.sun.star.util.NumberFormat, without the one of user-defined formats."""
        if key not in self._kinds:
            self._kinds[key] = self._formats.getByKey(key).Type & ~_USER_DEFINED
        return self._kinds[key]


def read(area: Any, formats: Formats) -> list[list[Any]]:
    """Return the values of an area: '' for blank, float, str, bool, datetime, an error as text (#N/A)."""
    rows = [list(row) for row in area.getDataArray()]
    for i, row in enumerate(rows):
        while None in row:
            j = row.index(None)
            row[j] = _ERRORS.get(area.getCellByPosition(j, i).getError(), "#VALUE!")
    if any(type(value) is float for row in rows for value in row):
        for block in _blocks(area, area.queryContentCells(_DATETIME)):
            _read_moments(rows, block, formats)
        for block in _blocks(area, area.queryFormulaCells(_VALUE)):
            _read_formulas(area, rows, block, formats)
        _read_booleans(area, rows, formats)
    return rows


def _read_moments(rows: list[list[Any]], block: Bounds, formats: Formats) -> None:
    """Turn the numbers of a block into moments."""
    top, left, bottom, right = block
    for row in rows[top : bottom + 1]:
        for j in range(left, right + 1):
            if type(row[j]) is float:
                row[j] = _moment(row[j], formats.day_zero)


def _read_formulas(area: Any, rows: list[list[Any]], block: Bounds, formats: Formats) -> None:
    """Turn results of formulas into moments where their formats say so, and TRUE() and FALSE() into booleans: that is
    how Calc loads those of xlsx files."""
    top, left, bottom, right = block
    part = area.getCellRangeByPosition(left, top, right, bottom)
    for (first, start, last, stop), key in _format_blocks(part):
        if formats.kind(key) & _MOMENT:
            _read_moments(rows, (top + first, left + start, top + last, left + stop), formats)
    if any(value in (0.0, 1.0) for row in rows[top : bottom + 1] for value in row[left : right + 1]):
        for i, formulas in enumerate(part.getFormulaArray(), top):
            for j, formula in enumerate(formulas, left):
                rows[i][j] = _BOOLEANS.get(formula, rows[i][j])


def _read_booleans(area: Any, rows: list[list[Any]], formats: Formats) -> None:
    """Turn 0 and 1 into booleans where their formats say so."""
    for j, column in enumerate(zip(*rows, strict=True)):
        places = [i for i, value in enumerate(column) if type(value) is float and value in (0.0, 1.0)]
        if not places:
            continue
        part = area.getCellRangeByPosition(j, places[0], j, places[-1])
        for (top, _, bottom, _), key in _format_blocks(part):
            if formats.kind(key) == _LOGICAL:
                for i in places:
                    if top <= i - places[0] <= bottom:
                        rows[i][j] = bool(rows[i][j])


def _moment(serial: float, day_zero: dt.datetime) -> dt.datetime | float:
    """Return a day number as a moment, to the second; as it is where no calendar reaches."""
    try:
        return day_zero + dt.timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return serial


def _format_blocks(area: Any) -> Iterator[tuple[Bounds, int]]:
    """Yield the blocks of an area that have the same look, the whole of it where it has one number format, and the key
    of their number format."""
    if area.getPropertyState(_NUMBER_FORMAT).value != "AMBIGUOUS_VALUE":
        top, left, bottom, right = bounds_of(area.RangeAddress)
        yield (0, 0, bottom - top, right - left), area.NumberFormat
        return
    for group in area.getUniqueCellFormatRanges():
        key = group.NumberFormat
        yield from ((block, key) for block in _blocks(area, group))


def _blocks(area: Any, group: Any) -> Iterator[Bounds]:
    origin = area.RangeAddress
    top, left = origin.StartRow, origin.StartColumn
    for part in group.getRangeAddresses():
        yield part.StartRow - top, part.StartColumn - left, part.EndRow - top, part.EndColumn - left


def write(area: Any, rows: Rows, formats: Formats) -> None:
    """Write values over an area of their size.

    As in Excel a day brings its format where the cell has none, and a leading apostrophe means text. Unlike in Excel
    text stays text, whatever it looks like.
    """
    cells = [[_written(value, formats.day_zero) for value in row] for row in rows]
    area.setDataArray(tuple(tuple(raw for raw, _ in row) for row in cells))
    for j, column in enumerate(zip(*cells, strict=True)):
        for code, run in groupby(enumerate(column), key=lambda cell: cell[1][1]):
            if code:
                places = [i for i, _ in run]
                _prepare(area.getCellRangeByPosition(j, places[0], j, places[-1]), code, formats)


def _written(value: Any, day_zero: dt.datetime) -> tuple[str | float, str]:
    """Return what setDataArray takes, and the format that the value needs, '' for none."""
    match value:
        case None:
            return "", ""
        case str():
            return value.removeprefix("'"), ""
        case bool():
            return float(value), "BOOLEAN"
        case dt.datetime():
            is_day = value.time() == dt.time()
            return (value - day_zero) / _DAY, "yyyy-mm-dd" if is_day else "yyyy-mm-dd hh:mm:ss"
        case _:
            return float(value), ""


def _prepare(part: Any, code: str, formats: Formats) -> None:
    """Give cells a format unless they have one of the same kind."""
    wanted = _LOGICAL if code == "BOOLEAN" else _MOMENT
    for (top, left, bottom, right), key in _format_blocks(part):
        if not formats.kind(key) & wanted:
            part.getCellRangeByPosition(left, top, right, bottom).NumberFormat = formats.key(code)


def translated(doc: Any, formula: str, *, to_calc: bool = False) -> str:
    """Return a formula of Calc's API in Excel's English A1 form, a constant as its text, or the other way; 1 ms.

    Calc's parser does not know tables: a formula that names one is left as it is.
    """
    if not to_calc and ("[" in formula or formula[:1] != "="):
        return formula.removeprefix("'")
    conventions = (_EXCEL, _CALC) if to_calc else (_CALC, _EXCEL)
    source, target = (_parser(doc, convention) for convention in conventions)
    first_cell = uno().createUnoStruct("com.sun.star.table.CellAddress")
    return f"={target.printFormula(source.parseFormula(formula[1:], first_cell), first_cell)}"


def _parser(doc: Any, convention: int) -> Any:
    parser = doc.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish, parser.FormulaConvention = True, convention
    return parser


def bounds_of(address: Any) -> Bounds:
    """Return the bounds of a UNO address."""
    return address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1


def number(value: Rgb | str | None) -> int:
    """Return a colour (RGB, #rrggbb, None for none) as Calc's number."""
    if value is None:
        return _NO_COLOUR
    return int.from_bytes(bytes.fromhex(value.removeprefix("#")) if isinstance(value, str) else bytes(value))


def colour(value: int) -> Rgb | None:
    """Return Calc's number of a colour as RGB, None for none."""
    return None if value == _NO_COLOUR else tuple(value.to_bytes(3))  # type: ignore[return-value]
