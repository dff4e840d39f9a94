"""Sheets → typed tables and the findings of their cells: the door through which every workbook comes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gendan_xl.findings import Finding
from gendan_xl.intake.choices import choices_of, fixed_choices
from gendan_xl.intake.codes import finding
from gendan_xl.intake.ledger import ColumnData, Ledger, Part, TableData
from gendan_xl.intake.mapping import BookMapping, Saved, SheetMapping
from gendan_xl.intake.propose import propose
from gendan_xl.intake.sheet import RawSheet
from gendan_xl.intake.table import read_sheet
from gendan_xl.intake.uncalculated import take_out
from gendan_xl.intake.wide import milestones, steps


def read_book(
    sheets: Sequence[RawSheet], saved: Saved | None = None, *, name: str = ""
) -> tuple[Ledger, list[Finding]]:
    """Return the ledger of a book and what is wrong with its shape and cells.

    `saved` is the gendan.toml that holds for it. `Ledger.notes` has "mapping" (BookMapping), "wide" (sheet →
    milestones in columns), "plan_only" (names of milestones whose completion no cell records), "order_key"
    (header of the column that names an order, 订单号 or what stands for it), "settings" (name → value) and
    "uncalculated" (sheets of our own workbook whose formulas have no results: those columns are left out).
    """
    mapping = propose(sheets, saved)
    ledger = Ledger(name, adopted=not _is_ours(mapping))
    by_name = {sheet.name: sheet for sheet in sheets}
    choices = fixed_choices()
    found = _of_book(mapping, sheets)
    for one in sorted(mapping.sheets, key=lambda m: m.table.meta.name != "options"):
        read = read_sheet(by_name[one.sheet], one, choices)
        _append(ledger.tables, read.data)
        if read.steps:
            _append(ledger.tables, milestones(read.data, read.data.parts[0], one.columns, read.steps))
        found += read.findings
        if one.table.meta.name == "options":
            choices = choices_of(read.data)
    own = {one.sheet: one for one in mapping.sheets if one.is_own}
    uncalculated = take_out({name: ledger.tables[one.table.meta.name] for name, one in own.items()}, sheets)
    found += [_shape("GD010", own[name], header="") for name in uncalculated]
    ledger.notes = {
        **_notes(mapping),
        "settings": {**(saved.settings if saved else {}), **mapping.settings},
        "uncalculated": uncalculated,
    }
    return ledger, found


def _is_ours(mapping: BookMapping) -> bool:
    return any(one.is_own and one.table.meta.name == "orders" for one in mapping.sheets)


def _notes(mapping: BookMapping) -> Mapping[str, Any]:
    orders = [one for one in mapping.sheets if one.table.meta.name == "orders"]
    wide = {one.sheet: made for one in orders if (made := steps(one.columns))}
    return {
        "mapping": mapping,
        "wide": wide,
        "plan_only": frozenset(step.name for made in wide.values() for step in made if step.is_plan_only),
        "order_key": next((one.order_key_header for one in orders if one.order_key_header), "订单号"),
    }


def _append(tables: dict[str, TableData], new: TableData) -> None:
    """Add the rows of a sheet to their table."""
    name = new.table.meta.name
    old = tables.get(name)
    if old is None or not len(old):
        tables[name] = new
        return
    start, added = len(old), len(new)
    for field in {**old.columns, **new.columns}:
        column = old.columns.setdefault(field, ColumnData([None] * start))
        more = new.columns.get(field) or ColumnData([None] * added)
        column.values.extend(more.values)
        column.dirty.update(start + index for index in more.dirty)
    for part in new.parts:
        old.parts.append(
            Part(part.sheet, start + part.start, start + part.stop, part.locate, part.header_row,
                 part.excel_table, part.fields, part.headers)
        )  # fmt: skip


# --- the shape of the book -------------------------------------------------------------------------------------


def _of_book(mapping: BookMapping, sheets: Sequence[RawSheet]) -> list[Finding]:
    out = []
    if not any(one.table.meta.name == "orders" for one in mapping.sheets):
        out.append(finding("GD001", words={}))
    if not all(sheet.errors_known for sheet in sheets):
        out.append(finding("GD006", words={}))
    for one in mapping.sheets:
        out += _of_own(one) if one.is_own else _of_adopted(one)
    return out


def _of_own(one: SheetMapping) -> list[Finding]:
    """Say which columns of our own workbook are gone, which happens when a header is overwritten."""
    keys = one.table.key_fields()
    return [
        _shape("GD002" if name in keys else "GD004", one, header=one.table.header(name))
        for name in one.missing
    ]


def _of_adopted(one: SheetMapping) -> list[Finding]:
    out = []
    for used, ignored in one.doubles:
        words = {"header": used.header, "other": ignored.header, "name": one.table.header(used.field)}
        out.append(_shape("GD003", one, ignored.col, **words))
    for column in one.columns:
        if column.is_question:
            name = one.table.header(column.field) if column.field else f"节点 {column.milestone}"
            words = {"header": column.header, "name": name, "reason": column.reason.zh}
            out.append(_shape("GD005", one, column.col, **words, reason_en=column.reason.en))
    return out


def _shape(code: str, one: SheetMapping, col: int = 0, **words: str) -> Finding:
    return finding(
        code, words={"sheet": one.sheet, **words}, sheet=one.sheet, row=one.header_row, col=col,
        table=one.table.meta.name, column=words["header"],
    )  # fmt: skip
