"""Changes as edits: the ledger's cells, the rows of 变更, and a row of 修改记录 for every field (requirement 26)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.edits import AppendRow, Edit, SetCell
from gendan_xl.forms._changes import facts
from gendan_xl.forms._form import Case
from gendan_xl.forms._notices import departments
from gendan_xl.forms._rows import Row
from gendan_xl.intake.ledger import TableData
from gendan_xl.planning.change_fields import FieldChange, OrderChange
from gendan_xl.words import show

DONE = "已执行"


def write(case: Case, done: Sequence[OrderChange], by: str) -> Iterator[Edit]:
    """Yield the edits of the ledger, of 变更 and of 修改记录 for changes with nothing against them."""
    versions: dict[int, int] = {}
    for change in done:
        for cell in change.cells:
            yield from set_field(cell.line, cell.field, cell.new)
        for line in touched(change.cells).values():
            versions[line.index] = versions.get(line.index, int(line["version_no"] or 1)) + 1
        yield from _closed(case, change, versions, by)
    cells = [cell for change in done for cell in change.cells]
    promised = {cell.line.index for cell in cells if cell.field == "confirmed_date"}
    for index, line in touched(cells).items():
        yield from set_field(line, "version_no", versions[index])
        yield from set_field(line, "updated_date", case.today)
        if index in promised and line["first_confirmed_date"] is None:
            yield from set_field(line, "first_confirmed_date", line["confirmed_date"])
    yield from _log(case, done, by)


def touched(cells: Iterable[FieldChange]) -> dict[int, Row]:
    """Return the order lines of cells by their row in the table."""
    return {cell.line.index: cell.line for cell in cells}


def set_field(row: Row, name: str, new: Any) -> Iterator[SetCell]:
    """Yield the edit of a field that has a cell and changes."""
    sheet, at, col = row.data.place(row.index, name)
    if col and row[name] != new:
        value = show(new) if isinstance(new, bool) else new
        yield SetCell(sheet, at, col, row[name], value, f"{row.key} {row.data.header(row.index, name)}")


def _closed(case: Case, change: OrderChange, versions: Mapping[int, int], by: str) -> Iterator[SetCell]:
    """Yield what the rows of a change say once it is carried out."""
    concerned = departments(change.notices)
    for row in change.rows:
        yield from facts(case, row, concerned)
        own = [versions[cell.line.index] for cell in change.cells if cell.change.index == row.index]
        new: dict[str, Value] = {
            "ledger_updated_time": case.now,
            "updated_by": by or row["handled_by"],
            "version_no": max(own, default=None),
            "departments_pending": row["departments_pending"] or concerned or None,
            "status": DONE,
        }
        for name, value in new.items():
            if value is not None:
                yield from set_field(row, name, value)


def _log(case: Case, done: Sequence[OrderChange], by: str) -> Iterator[AppendRow]:
    """Yield a row of 修改记录 for every changed field."""
    log = case.ledger.tables["change_log"]
    part, numbers = log.parts[-1], _record_numbers(log, case.today)
    for change in done:
        for cell in change.cells:
            values: dict[str, Value] = {
                "record_no": next(numbers),
                "changed_time": case.now,
                "changed_by": by or cell.change["handled_by"] or cell.line["clerk"],
                "table_name": cell.line.data.table.meta.sheet,
                "row_key": cell.line.key,
                "field_name": cell.header,
                "old_value": show(cell.old),
                "new_value": show(cell.new),
                "source": _source(cell.change),
                "change_no": change.change_no,
            }
            headers = {
                log.table.header(name): value
                for name, value in values.items()
                if name in part.fields and value not in (None, "")
            }
            yield AppendRow(part.sheet, part.excel_table, headers, str(values["record_no"]))


def _source(row: Row) -> str:
    paper = row["order_change_no"]
    return f"客户合同修改单 {paper}" if paper else "变更单"


def _record_numbers(log: TableData, today: dt.date) -> Iterator[str]:
    """Yield free numbers of 修改记录: XG20260316001, 002 …"""
    start = f"XG{today:%Y%m%d}"
    known = [str(number) for number in log.values("record_no") if str(number or "").startswith(start)]
    last = max((int(number[len(start) :]) for number in known if number[len(start) :].isdigit()), default=0)
    while True:
        last += 1
        yield f"{start}{last:03d}"
