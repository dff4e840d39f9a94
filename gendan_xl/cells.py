"""Cell addresses and date serials: the arithmetic every spreadsheet file shares. Rows and columns count from 1."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

MAX_ROW, MAX_COL = 1_048_576, 16_384

Value = None | bool | int | float | Decimal | str | dt.date | dt.datetime | dt.time
"""What a cell can hold. An empty cell is None."""

_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=1024)
def col_name(col: int) -> str:
    """Return the letters of a column number: 1 is A, 28 is AB."""
    letters = ""
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def col_number(letters: str) -> int:
    """Return the number of a column's letters: AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def a1(row: int, col: int) -> str:
    """Return the address of a cell: (5, 8) is H5."""
    return f"{col_name(col)}{row}"


def parse_a1(ref: str) -> tuple[int, int]:
    """Return (row, col) of an address such as H5 or $H$5. ValueError when it is none or outside the sheet."""
    match = _A1.fullmatch(ref)
    if not match:
        raise ValueError(f"not a cell address: {ref!r}")
    row, col = int(match[2]), col_number(match[1])
    if not 1 <= row <= MAX_ROW or col > MAX_COL:
        raise ValueError(f"outside the sheet: {ref!r}")
    return row, col


def parse_area(ref: str) -> tuple[int, int, int, int]:
    """Return (first row, first col, last row, last col) of A1:H5; a single cell is its own area."""
    first, _, last = ref.partition(":")
    top, left = parse_a1(first)
    bottom, right = parse_a1(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def area(top: int, left: int, bottom: int, right: int) -> str:
    """Return the address of an area: (2, 1, 9, 3) is A2:C9."""
    return f"{a1(top, left)}:{a1(bottom, right)}"


_EPOCH_1900, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
_DAY = dt.timedelta(days=1)


def to_serial(when: dt.date, *, date1904: bool = False) -> float:
    """Return Excel's day number of a date or datetime (whole for a date). ValueError before 1900-03-01."""
    moment = when if isinstance(when, dt.datetime) else dt.datetime(when.year, when.month, when.day)
    serial = (moment - (_EPOCH_1904 if date1904 else _EPOCH_1900)) / _DAY
    if serial < (0 if date1904 else 61):
        raise ValueError(f"date before the calendar of the workbook: {when}")
    return int(serial) if serial.is_integer() else serial


def from_serial(serial: float, *, date1904: bool = False) -> dt.datetime:
    """Return the moment of Excel's day number, to the second. OverflowError far outside."""
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    return epoch + dt.timedelta(seconds=round(serial * 86400))
