"""Our own workbook saved by a program that does not calculate: its formulas are there, their results are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from gendan_xl.errors import GendanError
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.intake.parsed import is_blank
from gendan_xl.intake.sheet import GUIDE_SHEET, RawSheet
from gendan_xl.schema.colors import TODAY


def take_out(own: Mapping[str, TableData], sheets: Sequence[RawSheet]) -> list[str]:
    """Take the formula columns out of tables (sheet → table) where they have no results; return those sheets.

    [] unless no formula of the whole book has a result, =TODAY() beside 今日 included: a blank one may be right.
    """
    fields = {sheet: _formula_fields(data) for sheet, data in own.items() if len(data)}
    lacking = [sheet for sheet, names in fields.items() if names]
    if not _is_day_blank(sheets) or any(_has_results(own[sheet], fields[sheet]) for sheet in lacking):
        return []
    for sheet in lacking:
        for name in fields[sheet]:
            del own[sheet].columns[name]
    return lacking


def require_results(ledger: Ledger) -> None:
    """Raise GendanError GD010 when the results of the book's formulas are missing: nothing can be judged by them."""
    if ledger.notes.get("uncalculated"):
        raise GendanError(
            "GD010",
            "公式还没有计算结果：请用 Excel、WPS 或 LibreOffice 打开保存一次再来",
            "the formulas have no results yet: open and save it in Excel, WPS or LibreOffice, then try again",
        )


def _formula_fields(data: TableData) -> list[str]:
    return [
        name for name, column in data.table.columns().items() if column.col.formula and name in data.columns
    ]


def _has_results(data: TableData, fields: Sequence[str]) -> bool:
    columns = [data.columns[name] for name in fields]
    return any(column.dirty or any(value is not None for value in column.values) for column in columns)


def _is_day_blank(sheets: Sequence[RawSheet]) -> bool:
    guides = (sheet for sheet in sheets if sheet.name == GUIDE_SHEET)
    cells = (pair for sheet in guides for row in sheet.rows for pair in pairwise(row))
    return any(label == TODAY and is_blank(value) for label, value in cells)
