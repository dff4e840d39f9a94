"""Blocks of cells between Python and Calc: types that Calc tells only by number formats, errors, booleans."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from gendan_xl.hosts.office import uno

DATE, TIME, LOGICAL = 2, 4, 1024  # com.sun.star.util.NumberFormat
ERRORS = {
    503: "#NUM!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!", 525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A",
}  # fmt: skip
_CONSTANTS = {"=TRUE()": True, "=FALSE()": False}
_DATE_LETTERS = re.compile(r"(?<![AP])[YMDHS]+")
_DAY = dt.timedelta(days=1)

Rows = Sequence[Sequence[Any]]


class ErrorText(str):
    """What a cell in error shows, such as #N/A."""

    __slots__ = ()


class Formats:
    """The number formats of one document and its day zero."""

    def __init__(self, doc: Any) -> None:
        self._formats = doc.NumberFormats
        self._known: dict[int, tuple[str, int]] = {}
        zero = doc.NullDate
        self.day_zero = dt.datetime(zero.Year, zero.Month, zero.Day)

    def key(self, code: str) -> int:
        """Return the key of a format code, which is written the English way."""
        english = uno().createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        key = self._formats.queryKey(code, english, False)
        return int(self._formats.addNew(code, english) if key == -1 else key)

    def code(self, key: int) -> str:
        """Return the code of a format: General, yyyy-mm-dd …"""
        return self._look(key)[0]

    def kind(self, key: int) -> int:
        """Return the bits of com.sun.star.util.NumberFormat, without the one of user-defined formats."""
        return self._look(key)[1] & ~1

    def _look(self, key: int) -> tuple[str, int]:
        if key not in self._known:
            found = self._formats.getByKey(key)
            code, kind = found.FormatString, found.Type
            self._known[key] = (_excel_code(code) if kind & (DATE | TIME) else code, kind)
        return self._known[key]


def _excel_code(code: str) -> str:
    """Return a date format as Excel writes it: Calc makes its letters capitals."""
    return _DATE_LETTERS.sub(lambda match: match[0].lower(), code)


def is_uniform(area: Any, name: str) -> bool:
    """Tell whether a property is the same in all cells: an ambiguous one reads as the default."""
    return bool(area.getPropertyState(name).value != "AMBIGUOUS_VALUE")


def read(area: Any, formats: Formats) -> list[list[Any]]:
    """Return the values of an area: '' for blank, float, str, bool, datetime, ErrorText. GendanError never."""
    rows = [list(row) for row in area.getDataArray()]
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value is None:
                row[j] = ErrorText(ERRORS.get(area.getCellByPosition(j, i).getError(), "#VALUE!"))
    if any(type(value) is float for row in rows for value in row):
        _read_formats(area, rows, formats)
        _read_constants(area, rows)
    return rows


def _read_formats(area: Any, rows: list[list[Any]], formats: Formats) -> None:
    """Turn numbers into dates and booleans where their formats say so."""
    for (top, left, bottom, right), key in format_blocks(area):
        kind = formats.kind(key)
        if kind & (DATE | TIME) or kind == LOGICAL:
            for row in rows[top : bottom + 1]:
                for j in range(left, right + 1):
                    if type(row[j]) is float:
                        row[j] = bool(row[j]) if kind == LOGICAL else _moment(row[j], formats.day_zero)


def _moment(serial: float, day_zero: dt.datetime) -> dt.datetime | float:
    """Return a day number as a moment, to the second; as it is where no calendar reaches."""
    try:
        return day_zero + dt.timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return serial


def _read_constants(area: Any, rows: list[list[Any]]) -> None:
    """Read the booleans of xlsx files, which Calc loads as the formulas TRUE() and FALSE()."""
    if not any(value in (0.0, 1.0) for row in rows for value in row if type(value) is float):
        return
    for top, left, bottom, right in _blocks(area, area.queryFormulaCells(1)):  # FormulaResult.VALUE
        part = area.getCellRangeByPosition(left, top, right, bottom)
        for i, formulas in enumerate(part.getFormulaArray(), top):
            for j, formula in enumerate(formulas, left):
                rows[i][j] = _CONSTANTS.get(formula, rows[i][j])


def format_blocks(area: Any) -> Iterator[tuple[tuple[int, int, int, int], int]]:
    """Yield ((top, left, bottom, right), format key) of an area, positions counted from its first cell."""
    if is_uniform(area, "NumberFormat"):
        address = area.RangeAddress
        size = (0, 0, address.EndRow - address.StartRow, address.EndColumn - address.StartColumn)
        yield size, area.NumberFormat
        return
    groups = area.getUniqueCellFormatRanges()
    for index in range(groups.Count):
        group = groups.getByIndex(index)
        key = group.NumberFormat
        for block in _blocks(area, group):
            yield block, key


def _blocks(area: Any, group: Any) -> Iterator[tuple[int, int, int, int]]:
    origin = area.RangeAddress
    top, left = origin.StartRow, origin.StartColumn
    for part in group.getRangeAddresses():
        yield part.StartRow - top, part.StartColumn - left, part.EndRow - top, part.EndColumn - left


def write(area: Any, rows: Rows, formats: Formats) -> list[tuple[int, int, str]]:
    """Write values over an area of their size; return (row, column, formula) of what begins with '='.

    As in Excel a date brings its format where the cell has none, and a leading apostrophe means text. Unlike in
    Excel text that looks like a number stays text.
    """
    plain: list[tuple[Any, ...]] = []
    formulas: list[tuple[int, int, str]] = []
    special: dict[tuple[int, str], list[int]] = {}
    for i, row in enumerate(rows):
        out = []
        for j, value in enumerate(row):
            raw, code = _raw(value, formats)
            if code == "=":
                formulas.append((i, j, value))
            elif code:
                special.setdefault((j, code), []).append(i)
            out.append(raw)
        plain.append(tuple(out))
    area.setDataArray(tuple(plain))
    _forget_booleans(area, formats)
    for (column, code), at in special.items():
        for first, last in _runs(at):
            _prepare(area.getCellRangeByPosition(column, first, column, last), code, formats)
    return formulas


def is_formula(value: Any) -> bool:
    """Tell whether a program takes a value for a formula."""
    return isinstance(value, str) and value[:1] == "=" and len(value) > 1


def _raw(value: Any, formats: Formats) -> tuple[Any, str]:
    """Return what setDataArray takes, and the format that the value needs ('=' for a formula)."""
    match value:
        case None:
            return "", ""
        case bool():
            return float(value), "BOOLEAN"
        case dt.datetime():
            code = "yyyy-mm-dd" if value.time() == dt.time() else "yyyy-mm-dd hh:mm:ss"
            return (value.replace(tzinfo=None) - formats.day_zero) / _DAY, code
        case dt.date():
            return (dt.datetime(value.year, value.month, value.day) - formats.day_zero) / _DAY, "yyyy-mm-dd"
        case str() if is_formula(value):
            return "", "="
        case str():
            return value.removeprefix("'"), ""
        case _:
            return float(value), ""


def _forget_booleans(area: Any, formats: Formats) -> None:
    """Take the boolean format from cells that were written: those that need it get it again."""
    for (top, left, bottom, right), key in format_blocks(area):
        if formats.kind(key) == LOGICAL:
            area.getCellRangeByPosition(left, top, right, bottom).NumberFormat = formats.key("General")


def _prepare(part: Any, code: str, formats: Formats) -> None:
    """Give cells a format unless they have one of the same kind."""
    wanted = LOGICAL if code == "BOOLEAN" else DATE | TIME
    if not is_uniform(part, "NumberFormat") or not formats.kind(part.NumberFormat) & wanted:
        part.NumberFormat = formats.key(code)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of the unbroken runs of rising numbers."""
    first = previous = numbers[0]
    for number in numbers[1:]:
        if number != previous + 1:
            yield first, previous
            first = number
        previous = number
    yield first, previous
