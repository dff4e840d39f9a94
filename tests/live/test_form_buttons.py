"""The button of every form in a real Calc makes the documents that the command line makes of the same rows."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from gendan_xl.commands._make import make
from gendan_xl.commands._open import open_file
from gendan_xl.demo.book import Demo
from gendan_xl.forms import all_forms
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._rows import Row

FOLDER = "单据"
NOW = dt.datetime(2026, 3, 16, 12)
Documents = dict[str, list[tuple[str, Any]]]
"""File name → its cells."""


def test_every_form_is_made_by_its_button(
    desk: Callable[..., Any], demo_file: tuple[Path, Demo], tmp_path: Path
) -> None:
    at = desk(demo_file[0])
    twin = tmp_path / "twin" / at.path.name
    twin.parent.mkdir()
    shutil.copy(demo_file[0], twin)
    own = {book.name for book in at.book.app.books}
    for form in all_forms():
        (sheet, line), wanted = by_command(form, twin)
        before = set(documents(at.path))
        at.select(sheet, f"A{line}")
        assert at.press(form.verb), (form.verb, at.said)
        got = [path for path in documents(at.path) if path not in before]
        assert {path.name: cells(path) for path in got} == wanted, form.verb
        for book in [book for book in at.book.app.books if book.name not in own]:
            book.close()


def by_command(form: Form, twin: Path) -> tuple[tuple[str, int], Documents]:
    """Make out the first document that the demo lets be made, chosen by a row; return that row and what was made."""
    opened = open_file(twin, NOW)
    context = opened.context
    case = Case(opened.ledger, context.settings, context.calendar, context.now)
    asked = Asked(NOW.date(), customer="C001" if form.table == "customers" else "")
    for row in filter(None, map(row_of, form.gather(case, asked))):
        chosen = Asked(NOW.date(), selected={row.data.table.meta.name: [row.index]})
        made = make(opened, form, chosen, twin.with_name(FOLDER))
        files = [path for one in made for path in one.files]
        if files:
            return row.data.place(row.index)[:2], {path.name: cells(path) for path in files}
    raise AssertionError(form.verb)


def row_of(draft: Draft) -> Row | None:
    """Return a row that names a document: one of its own (of 用料定额 none does), else that of its order or customer."""
    own = [row for row in draft.rows if {"order_no", "customer_no"} & row.data.table.columns().keys()]
    return next((row for row in (*own, draft.order, draft.customer) if row), None)


def documents(book: Path) -> list[Path]:
    """Return the documents beside a workbook."""
    return sorted(book.parent.glob(f"{FOLDER}/*/*.xlsx"))


def cells(path: Path) -> list[tuple[str, Any]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [
        (cell.coordinate, cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]
