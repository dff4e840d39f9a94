"""What spreadsheet programs make of values, where they differ, and what must be put back in all of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any

from gendan_xl.books import live_calc
from gendan_xl.cells import Value

if TYPE_CHECKING:
    import xlwings as xw

ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!",
     "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!"}
)  # fmt: skip
_LANDSCAPE = 2
_STEP = "跟单"
_NO_DAY = dt.date(1899, 12, 30)
_QUIET = {"screen_updating": False, "enable_events": False, "calculation": "manual"}
_READS_AS_OTHER = re.compile(
    r"['=+\-@].*|[\d.,:/\s年月日%eE()$¥￥-]*\d[\d.,:/\s年月日%eE()$¥￥-]*|true|false", re.I | re.S
)


@contextmanager
def quiet(app: xw.App) -> Iterator[None]:
    """Keep the screen still and formulas waiting; all is as before at the end, after errors too."""
    before: dict[str, Any] = {}
    for name, value in _QUIET.items():
        with suppress(Exception):  # a program without this switch
            before[name] = getattr(app, name)
            setattr(app, name, value)
    try:
        yield
    finally:
        for name, value in reversed(before.items()):
            with suppress(Exception):
                setattr(app, name, value)


def one_step(book: xw.Book) -> AbstractContextManager[None]:
    """Write so that Calc takes it as one step of its own undo, and fast; Excel forgets its undo at every step of ours."""
    return live_calc.one_step(book.api, _STEP) if is_calc(book.app) else nullcontext()


def is_calc(app: xw.App) -> bool:
    """Return whether the program is LibreOffice Calc."""
    return str(app.engine.name) == "calc"


def is_protected(sheet: xw.Sheet) -> bool:
    """Return whether a sheet refuses writing."""
    api = sheet.api
    if is_calc(sheet.book.app):
        return bool(api.isProtected())
    if hasattr(api, "ProtectContents"):
        return bool(api.ProtectContents)
    return bool(api.protect_contents.get())


def keep_header(sheet: xw.Sheet, rows: int) -> None:
    """Freeze the first rows of the sheet in front and print them on every page, which is landscape and as wide as all
    columns. Only looks: what a program does not do (Excel for Mac) is left out."""
    with suppress(Exception):
        if is_calc(sheet.book.app):
            live_calc.keep_header(sheet.book.api, sheet.api, rows)
        else:
            _keep_in_excel(sheet, rows)


def _keep_in_excel(sheet: xw.Sheet, rows: int) -> None:
    window, setup = sheet.book.app.api.ActiveWindow, sheet.api.PageSetup
    window.SplitColumn, window.SplitRow, window.FreezePanes = 0, rows, True
    setup.PrintTitleRows, setup.Orientation = f"$1:${rows}", _LANDSCAPE
    setup.Zoom, setup.FitToPagesWide, setup.FitToPagesTall = False, 1, False


def show_formats(sheet: xw.Sheet, first: Collection[str] = ()) -> None:
    """Let the cells show the conditional formats that were added to a sheet, those with a formula `first` before all
    others: Calc only lists them until then."""
    if is_calc(sheet.book.app):
        live_calc.show_formats(sheet.book.api, sheet.api, first)


def add_notes(sheet: xw.Sheet, texts: Mapping[tuple[int, int], str]) -> None:
    """Give cells without a note one: (row, column) → text. A cell whose threaded comment holds the place gets none."""
    if is_calc(sheet.book.app):
        live_calc.add_notes(sheet.api, texts)
        return
    for place, text in texts.items():
        with suppress(Exception):
            sheet.range(place).add_note(text)


def drop_notes(sheet: xw.Sheet, notes: Sequence[xw.main.Note]) -> None:
    """Take notes of a sheet away."""
    if is_calc(sheet.book.app):
        cells = [(note.location.row, note.location.column) for note in notes]
        live_calc.drop_notes(sheet.book.api, sheet.api, cells)
        return
    for note in notes:
        note.delete()


def plain(value: Any) -> Any:
    """Return a value as files are read: a whole day as date, a time of day as time, an error cell as blank."""
    if isinstance(value, dt.datetime):
        if value.date() == _NO_DAY:
            return value.time()
        moment = value.replace(tzinfo=None)
        return moment.date() if moment.time() == dt.time() else moment
    return None if is_error(value) else value


def is_error(value: Any) -> bool:
    """Return whether a value that was read is that of an error cell."""
    return type(value) is str and value[:1] == "#" and value in ERRORS


def put(target: xw.Range, column: list[Value]) -> None:
    """Write a column of values, one per row; text stays text, whatever Excel would make of it."""
    put_block(target, [[value] for value in column])


def put_block(target: xw.Range, rows: list[list[Value]]) -> None:
    """Write rows of values."""
    target.value = [[_written(value) for value in row] for row in rows]


def _written(value: Value) -> Any:
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime(value.year, value.month, value.day)
    if isinstance(value, str) and _READS_AS_OTHER.fullmatch(value):
        return f"'{value}"
    return value
