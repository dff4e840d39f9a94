"""What the tests of forms share: a case without rows, and a filled sheet as text."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.domain.calendar import RestPattern, WorkCalendar
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._pages import Document
from gendan_xl.forms._vocabulary import vocabulary
from gendan_xl.intake.ledger import ColumnData, Ledger, Part, TableData
from gendan_xl.printing.render import Printer
from gendan_xl.printing.template import Template
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.schema.table import table

TEMPLATES = Path(__file__).resolve().parents[2] / "xlsx_templates"
NOW = dt.datetime(2026, 11, 22, 9)


def table_of(name: str, rows: Sequence[Mapping[str, Any]]) -> TableData:
    """Return a table of these rows as it stands in our own workbook, header in row 2."""
    model = table(name)
    places = {field: col for col, field in enumerate(model.columns(), 1)}
    columns = {field: ColumnData([row.get(field) for row in rows]) for field in places}
    locate = lambda index, field: (index + 3, places.get(field, 0))  # noqa: E731
    return TableData(model, columns, [Part(model.meta.sheet, 0, len(rows), locate, 2, name, places)])


@pytest.fixture(scope="session")
def make_case() -> Callable[..., Case]:
    """Return a maker of cases without rows but those given (table → rows); keywords are settings."""
    calendar = WorkCalendar(load_official(None), RestPattern("单休"), None, [])

    def make(rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None, **settings: Any) -> Case:
        values = SettingsValues(company_name="永康市恒锐五金制品有限公司", **settings)
        tables = {name: table_of(name, some) for name, some in (rows or {}).items()}
        return Case(Ledger("测试", tables), values, calendar, NOW)

    return make


@pytest.fixture(scope="session")
def shown() -> Callable[[bytes], str]:
    """Return a reader of filled sheets: one row a line; merged cells show how far they reach, hidden rows are left out."""

    def show(data: bytes) -> str:
        sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
        reach = {
            area.start_cell.coordinate: f"→{area.coord.split(':')[1]}" for area in sheet.merged_cells.ranges
        }
        rows = []
        for row in sheet.iter_rows():
            cells = [
                f"{c.coordinate}{reach.get(c.coordinate, '')} {c.value}" for c in row if c.value is not None
            ]
            if not sheet.row_dimensions[row[0].row].hidden:
                rows.append(" | ".join(cells) or f"{row[0].coordinate} ·")
        return "\n".join(rows)

    return show


@pytest.fixture(scope="session")
def printed(shown: Callable[[bytes], str]) -> Callable[..., str]:
    """Return a printer of drafts in the form's shipped template: its first sheet as `shown` tells it."""

    def fill(form: Form, case: Case, draft: Draft, number: str = "") -> str:
        document = Document(form, case, Asked(case.today), draft, number or draft.key)
        data = (TEMPLATES / form.template).read_bytes()
        printer = Printer(Template(data, form.template, vocabulary(form)))
        return shown(printer.fill(document.pages(), document.setup))

    return fill
