"""Applying edits to an open workbook: checked against what stands there, written by blocks, all or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gendan_xl.books.live_formats import add_format
from gendan_xl.books.live_host import is_protected, one_step, plain, put, quiet, show_formats
from gendan_xl.books.live_tables import AppendedRows, Growth
from gendan_xl.cells import Value
from gendan_xl.edits import AddFormat, AppendRow, Edit, SetCell
from gendan_xl.errors import GendanError, Message
from gendan_xl.package.cells import agrees, shown

if TYPE_CHECKING:
    import xlwings as xw

_LISTED = 5


@dataclass(slots=True)
class Changes:
    """What was changed: the cells that got another value, the rows appended, the formats installed."""

    cells: list[SetCell] = field(default_factory=list)
    rows: list[AppendedRows] = field(default_factory=list)
    formats: list[AddFormat] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.cells or self.rows or self.formats)


@dataclass(frozen=True, slots=True)
class _Run:
    """Cells below each other that are set together."""

    target: xw.Range
    edits: Sequence[SetCell]


def write(book: xw.Book, edits: Sequence[Edit]) -> Changes:
    """Apply edits. Stored results (`is_cached`) are left to the program, which calculates them itself."""
    edits = [edit for edit in edits if not (isinstance(edit, SetCell) and edit.is_cached)]
    if not edits:
        return Changes()
    sheets = {name: _sheet(book, name) for name in dict.fromkeys(edit.sheet for edit in edits)}
    runs = _checked(sheets, [edit for edit in edits if isinstance(edit, SetCell)])
    growths = _growths(sheets, [edit for edit in edits if isinstance(edit, AppendRow)])
    formats = [edit for edit in edits if isinstance(edit, AddFormat)]
    changes, undo = Changes(), list[Callable[[], None]]()
    with quiet(book.app):
        try:
            with one_step(book):
                for run in runs:
                    undo.append(_restore(run))
                    put(run.target, [edit.new for edit in run.edits])
                    changes.cells.extend(run.edits)
                for growth in growths:
                    undo.append(growth.shrink)
                    changes.rows.append(growth.grow())
            changes.formats.extend(edit for edit in formats if add_format(sheets[edit.sheet], edit))
            for name in dict.fromkeys(edit.sheet for edit in changes.formats):
                show_formats(sheets[name])
        except Exception as error:
            _take_back(undo)
            if isinstance(error, GendanError):
                raise
            raise _refused(error) from error
    return changes


def _sheet(book: xw.Book, name: str) -> xw.Sheet:
    """Return a sheet that may be written to."""
    sheet = next((sheet for sheet in book.sheets if sheet.name == name), None)
    if sheet is None:
        have = "、".join(sheet.name for sheet in book.sheets)
        raise GendanError(
            "GD065",
            f"没有工作表「{name}」（现有：{have}）：请检查名称",
            f"No sheet {name} (there are: {have})",
        )
    if is_protected(sheet):
        raise GendanError(
            "GD061", f"工作表「{name}」有保护，没有写入：请先撤消工作表保护",
            f"sheet {name} is protected, nothing was written: unprotect it first",
        )  # fmt: skip
    return sheet


# --- cells -----------------------------------------------------------------------------------------------------


def _checked(sheets: dict[str, xw.Sheet], edits: Sequence[SetCell]) -> list[_Run]:
    """Return the cells to set as runs. GendanError with the places where the old value no longer stands."""
    columns: dict[tuple[str, int], dict[int, SetCell]] = defaultdict(dict)
    for edit in edits:
        columns[edit.sheet, edit.col][edit.row] = edit
    runs, formulas, moved = list[_Run](), list[Message](), list[Message]()
    for (name, col), by_row in columns.items():
        ordered = [by_row[row] for row in sorted(by_row)]
        first, last = ordered[0].row, ordered[-1].row
        block = sheets[name].range((first, col), (last, col))
        for edit, (value, formula) in zip(ordered, _standing(block, ordered), strict=True):
            if isinstance(formula, str) and formula.startswith("="):
                formulas.append(Message(f"{name}!{edit.cell} 是公式", f"{name}!{edit.cell} holds a formula"))
            elif not agrees(value, edit.old, date1904=False):
                moved.append(_moved(edit, value))
        runs.extend(_runs(sheets[name], ordered))
    _raise_problems(formulas, moved)
    return runs


def _standing(block: xw.Range, edits: Sequence[SetCell]) -> Iterator[tuple[Any, Any]]:
    """Yield value and formula of the cells to set, from one block each."""
    values = block.options(ndim=1, err_to_str=True).value
    formulas = block.formula
    for edit in edits:
        place = edit.row - block.row
        formula = formulas if isinstance(formulas, str) else formulas[place][0]
        yield plain(values[place]), formula


def _moved(edit: SetCell, value: Value) -> Message:
    want, have = (shown(v, edit.old, date1904=False) for v in (edit.old, value))
    where = f"{edit.sheet}!{edit.cell}"
    return Message(f"{where} 应为「{want}」，现为「{have}」", f"{where} expected {want}, found {have}")


def _raise_problems(formulas: Sequence[Message], moved: Sequence[Message]) -> None:
    if formulas:
        zh, en = _listed(formulas)
        raise GendanError("GD061", f"{zh}，不能用值覆盖：没有写入", f"{en}: nothing was written")
    if moved:
        zh, en = _listed(moved)
        raise GendanError(
            "GD060", f"{zh}：表里已有改动，没有写入，请再按一次",
            f"{en}: the book has changed, nothing was written, press again",
        )  # fmt: skip


def _listed(messages: Sequence[Message]) -> tuple[str, str]:
    more = len(messages) - _LISTED
    zh = "；".join(m.zh for m in messages[:_LISTED]) + (f"；另有 {more} 处" if more > 0 else "")
    en = "; ".join(m.en for m in messages[:_LISTED]) + (f"; and {more} more" if more > 0 else "")
    return zh, en


def _runs(sheet: xw.Sheet, ordered: Sequence[SetCell]) -> Iterator[_Run]:
    """Yield the stretches of neighbouring rows of one column."""
    cuts = [0, *(i for i, (a, b) in enumerate(pairwise(ordered), 1) if b.row != a.row + 1), len(ordered)]
    for start, stop in pairwise(cuts):
        part = ordered[start:stop]
        yield _Run(sheet.range((part[0].row, part[0].col), (part[-1].row, part[0].col)), part)


# --- tables and trouble ----------------------------------------------------------------------------------------


def _growths(sheets: dict[str, xw.Sheet], edits: Sequence[AppendRow]) -> list[Growth]:
    rows: dict[tuple[str, str], list[AppendRow]] = defaultdict(list)
    for edit in edits:
        rows[edit.sheet, edit.table].append(edit)
    return [Growth(sheets[name], table, [e.values for e in own]) for (name, table), own in rows.items()]


def _restore(run: _Run) -> Callable[[], None]:
    return lambda: put(run.target, [edit.old for edit in run.edits])


def _take_back(undo: Sequence[Callable[[], None]]) -> None:
    for step in reversed(undo):
        step()


def _refused(error: Exception) -> GendanError:
    return GendanError(
        "GD992", f"表格程序拒绝了写入（可能正在编辑单元格，或有对话框开着）：没有改动，请按 Esc 后再试（{error}）",
        f"the spreadsheet program refused to write (a cell in edit mode, or a dialog is open?): nothing was changed ({error})",
    )  # fmt: skip
