"""What is measured, one task a process: `python bench/tasks.py TASK FILES…`. Prints the CPU seconds of the work alone."""

from __future__ import annotations

import datetime as dt
import io
import pickle
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

NOTES, NOTE_LINES = 200, 5


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
    """Set the due dates in place."""
    from gendan_xl.books.patch import apply

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


def gendan_notes(template: str) -> Callable[[], None]:
    """Fill the template's delivery notes, from the loaded template to finished bytes."""
    from gendan_xl.forms.delivery_note import VOCABULARY, DeliveryNote, Line, build_pages
    from gendan_xl.forms.render import Form
    from gendan_xl.forms.template import Template

    data = Path(template).read_bytes()

    def work() -> None:
        form = Form(Template(data, template, VOCABULARY))
        for number in range(NOTES):
            lines = [
                Line(
                    f"不锈钢合页{line}",
                    Decimal(100 + number),
                    f"HY{line:03}",
                    "4寸×3寸×3.0",
                    "副",
                    Decimal("9.80"),
                )
                for line in range(NOTE_LINES)
            ]
            note = DeliveryNote(
                f"SH20261122{number:03}", dt.date(2026, 11, 22), "宁川宏拓建材有限公司", lines, ["XS20261101001"],
                address="浙江省衢州市柯城区九华北路218号", receiver="周建平", phone="0570-8812301", is_priced=True,
            )  # fmt: skip
            form.fill(build_pages(note), note.setup)

    return work


def openpyxl_notes(template: str) -> Callable[[], None]:
    """Load the template, replace its placeholders, write the lines, save; once per note."""
    import openpyxl

    data = Path(template).read_bytes()

    def work() -> None:
        for number in range(NOTES):
            workbook = openpyxl.load_workbook(io.BytesIO(data))
            sheet = workbook.worksheets[0]
            first = 1
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and "{" in cell.value:
                        cell.value = f"SH20261122{number:03}"
                        first = cell.row
            for line in range(NOTE_LINES):
                for col, value in enumerate(
                    ("HY001", "不锈钢合页", "4寸×3寸×3.0", "副", 100, 9.8, 980), start=1
                ):
                    cell = sheet.cell(first + 1 + line, col)
                    if type(cell).__name__ == "Cell":  # not inside a merged area
                        cell.value = value
            workbook.save(io.BytesIO())

    return work


TASKS: dict[str, Callable[..., Callable[[], None] | None]] = {
    task.__name__: task
    for task in (
        calamine,
        openpyxl_read,
        pandas_read,
        gendan_patch,
        openpyxl_patch,
        gendan_notes,
        openpyxl_notes,
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
