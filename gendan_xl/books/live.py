"""The workbook that is open in a spreadsheet program, through the public xlwings API: read and written by blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gendan_xl.books.live_host import ERRORS, is_error, plain
from gendan_xl.books.live_write import Changes, write
from gendan_xl.cells import MAX_COL, MAX_ROW, col_number, parse_area
from gendan_xl.edits import Edit
from gendan_xl.errors import GendanError
from gendan_xl.intake.sheet import RawSheet

if TYPE_CHECKING:
    import xlwings as xw

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_CELLS = 2_000_000
_ROWS, _COLUMNS = re.compile(r"\$?(\d+):\$?(\d+)"), re.compile(r"\$?([A-Z]+):\$?([A-Z]+)")


class LiveBook:
    """An open workbook, unsaved changes included. All trouble with it is a GendanError."""

    def __init__(self, book: xw.Book) -> None:
        self.book = book
        self._sheets: list[RawSheet] | None = None

    @property
    def name(self) -> str:
        """Its title in the program: 跟单.xlsx."""
        return str(self.book.name)

    @property
    def path(self) -> Path:
        """Its file. GendanError GD990 while it is in none on this computer."""
        try:
            path = Path(self.book.fullname)
        except Exception as error:  # xlwings refuses addresses of a web drive that it cannot find on the disk
            raise _no_file(self.name) from error
        if not path.is_absolute() or not path.is_file():
            raise _no_file(self.name)
        return path

    def sheets(self) -> Sequence[RawSheet]:
        """Return its worksheets in order, each read by one block, once until the next change through this book.

        GendanError GD997 when the program does not answer.
        """
        if self._sheets is None:
            try:
                self._sheets = [read_sheet(sheet) for sheet in self.book.sheets]
            except GendanError:
                raise
            except Exception as error:
                raise _unreadable(error) from error
        return self._sheets

    def apply(self, edits: Sequence[Edit]) -> None:
        """Apply edits, verifying old values against what stands now, all or none."""
        self.write(edits)

    def write(self, edits: Sequence[Edit]) -> Changes:
        """Apply edits and return what was changed. GendanError and nothing changed when one cannot be: GD060 an old
        value no longer stands, GD061 a formula or protected sheet, GD062–GD065 tables and sheets, GD992 the program refuses."""
        self.forget()
        return write(self.book, edits)

    def forget(self) -> None:
        """Read anew at the next look: something else changed the book."""
        self._sheets = None

    def selection(self) -> tuple[str, list[Area]]:
        """Return the sheet and the areas that are selected; ("", []) when it is no cells of this book."""
        try:
            chosen = self.book.app.selection
            sheet, address = (chosen.sheet, str(chosen.address)) if chosen else (None, "")
        except Exception:  # a picture or a chart is selected
            return "", []
        if sheet is None or sheet.book.name != self.book.name:
            return "", []
        return str(sheet.name), [_area(part) for part in address.split(",")]


def read_sheet(sheet: xw.Sheet) -> RawSheet:
    """Return the cells of a sheet from A1 to the end of its used range."""
    last = sheet.used_range.last_cell
    if last.row * last.column > _CELLS:
        raise GendanError(
            "GD917", f"工作表「{sheet.name}」的已用区域到 {last.address}，太大了：请删除多余的空行空列再试",
            f"the used range of sheet {sheet.name} reaches {last.address}, too large: delete blank rows and columns",
        )  # fmt: skip
    block = sheet.range((1, 1), (last.row, last.column))
    rows, errors = list[list[Any]](), dict[tuple[int, int], str]()
    for number, raw in enumerate(block.options(ndim=2, err_to_str=True).value, 1):
        rows.append([value if value is None or type(value) is float else plain(value) for value in raw])
        if not ERRORS.isdisjoint(raw):
            errors.update(((number, col), value) for col, value in enumerate(raw, 1) if is_error(value))
    merged = list(_merged(block))
    return RawSheet(sheet.name, rows, lambda: errors, hidden=not sheet.visible, merged=merged)


def _merged(block: xw.Range) -> Iterator[Area]:
    """Yield the merged areas of a block, found by halving: one question where there are none."""
    if block.merge_cells is False:
        return
    first = block(1, 1).merge_area
    here = (block.row, block.column, block.last_cell.row, block.last_cell.column)
    where = _area(first.address)
    if block.count == 1 or where == here:
        if where[:2] == here[:2] and where[:2] != where[2:]:
            yield where
        return
    rows, cols = block.shape
    cut_rows = rows >= cols
    half = (rows if cut_rows else cols) // 2
    parts = (block[:half, :], block[half:, :]) if cut_rows else (block[:, :half], block[:, half:])
    for part in parts:
        yield from _merged(part)


def _area(address: str) -> Area:
    """Return the area of an address, whole rows and columns included."""
    if match := _ROWS.fullmatch(address):
        return int(match[1]), 1, int(match[2]), MAX_COL
    if match := _COLUMNS.fullmatch(address):
        return 1, col_number(match[1]), MAX_ROW, col_number(match[2])
    return parse_area(address)


def _unreadable(error: Exception) -> GendanError:
    return GendanError(
        "GD997", f"读不到工作簿（可能正在编辑单元格，或有对话框开着）：请按 Esc 后再试（{error}）",
        f"the workbook cannot be read (a cell in edit mode, or a dialog is open?): press Esc and try again ({error})",
    )  # fmt: skip


def _no_file(name: str) -> GendanError:
    return GendanError(
        "GD990", f"「{name}」还没有存成本机上的文件：请先保存（另存为 .xlsx），再按一次",
        f"{name} is not saved as a file on this computer: save it as .xlsx first and press again",
    )  # fmt: skip
