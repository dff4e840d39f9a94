"""What is measured, one task a process: `python bench/tasks.py TASK FILES…`. Prints the CPU seconds of the work alone."""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

NOTES = 200


def calamine(book: str) -> None:
    """Read every sheet."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(book) as workbook:
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def openpyxl_read(book: str) -> None:
    """Read every sheet in read-only mode."""
    import openpyxl

    workbook = openpyxl.load_workbook(book, read_only=True)
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()
        for _ in sheet.iter_rows(values_only=True):
            pass


def pandas_read(book: str) -> None:
    """Read every sheet into frames, with the calamine engine (the fastest)."""
    import pandas as pd

    pd.read_excel(book, sheet_name=None, engine="calamine")


def gendan_patch(book: str, edits: str, out: str) -> None:
    """Set the due dates, all else kept."""
    from gendan_xl.books.patch import apply

    Path(out).unlink(missing_ok=True)  # of the round before: a copy replaces no file
    apply(Path(book), _edits(edits), out=Path(out))


def openpyxl_patch(book: str, edits: str, out: str) -> None:
    """Load everything, set the due dates, save everything."""
    import openpyxl

    workbook = openpyxl.load_workbook(book)
    for edit in _edits(edits):
        workbook[edit.sheet].cell(edit.row, edit.col).value = edit.new
    workbook.save(out)


def _edits(path: str) -> list[Any]:
    return pickle.loads(Path(path).read_bytes())  # noqa: S301 - written by run.py


def gendan_notes() -> Callable[[], object]:
    """Fill our template, read once."""
    from delivery_notes import make_notes, ours

    return partial(ours, [*make_notes(NOTES)])


def openpyxl_notes() -> Callable[[], object]:
    """Load, fill and save a page for each note."""
    import openpyxl  # noqa: F401 - not part of the work
    from delivery_notes import make_notes, with_openpyxl

    return partial(with_openpyxl, [*make_notes(NOTES)])


def xlsxwriter_notes() -> Callable[[], object]:
    """Write each note from scratch."""
    import xlsxwriter  # noqa: F401 - not part of the work
    from delivery_notes import make_notes, with_xlsxwriter

    return partial(with_xlsxwriter, [*make_notes(NOTES)])


def finished_notes() -> Callable[[], object]:
    """Write the bytes of the notes, already filled."""
    from delivery_notes import finished, make_notes, ours

    return partial(finished, ours(make_notes(NOTES)))


TASKS: dict[str, Callable[..., Callable[[], object] | None]] = {
    task.__name__: task
    for task in (
        calamine,
        openpyxl_read,
        pandas_read,
        gendan_patch,
        openpyxl_patch,
        gendan_notes,
        openpyxl_notes,
        xlsxwriter_notes,
        finished_notes,
    )
}


def main() -> None:
    """Run the task of the command line; a task that returns its work is timed without its imports."""
    start = time.process_time()
    work = TASKS[sys.argv[1]](*sys.argv[2:])
    if work:
        start = time.process_time()
        work()
    print(time.process_time() - start)


if __name__ == "__main__":
    main()
