"""The versions of an order, readable: what each changed from what to what, when, by whom, by which document (26)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, same
from gendan_xl.intake.ledger import Ledger
from gendan_xl.rules import Context


@dataclass(slots=True)
class Version:
    """One version of an order: its number, the change that made it, its document, and (line, field, old, new) of each
    changed field. The first is the order as it was placed."""

    number: int
    at: dt.datetime | None = None
    by: str = ""
    change_no: str = ""
    document: str = ""
    fields: list[tuple[str, str, str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def versions(ledger: Ledger, context: Context, order_no: str) -> list[Version]:
    """Return the versions of an order, the first one first. GendanError GD921 for an order that is nowhere."""
    case = Case(ledger, context.settings, context.calendar, context.now)
    order, found = case.order(order_no), [Version(1)]
    if order is not None:
        found[0].at, found[0].by = order["order_date"], str(order["clerk"] or "")
    reasons = _reasons(case)
    for row in _records(case, order_no):
        last, change = found[-1], str(row["change_no"] or "")
        if (last.change_no, last.at) != (change, row["changed_time"]):
            last = Version(
                len(found) + 1,
                row["changed_time"],
                str(row["changed_by"] or ""),
                change,
                str(row["source"] or ""),
            )
            last.reasons = reasons.get(change, [])
            found.append(last)
        line = str(row["row_key"])[len(order_no) + 1 :]
        last.fields.append(
            (line, str(row["field_name"]), str(row["old_value"] or ""), str(row["new_value"] or ""))
        )
    if order is None and len(found) == 1:
        raise GendanError(
            "GD921", f"{ledger.name} 里没有订单 {order_no}，也没有它的修改记录：请核对订单号",
            f"there is no order {order_no} in {ledger.name} and no record of one: check the number",
        )  # fmt: skip
    return found


def _records(case: Case, order_no: str) -> Iterator[Row]:
    """Yield the rows of 修改记录 about the lines of an order, in order of time."""
    wanted = same(order_no)
    rows = [row for row in case.rows("change_log") if _order_of(str(row["row_key"] or "")) == wanted]
    yield from sorted(rows, key=lambda row: row["changed_time"] or dt.datetime.min)


def _order_of(key: str) -> str:
    """Return the order of a row's key: SO2603-014-1 is of SO2603-014."""
    return same(key.rpartition("-")[0])


def _reasons(case: Case) -> Mapping[str, list[str]]:
    found: dict[str, dict[str, Any]] = {}
    for row in case.rows("changes"):
        if row["change_reason"]:
            found.setdefault(str(row["change_no"]), {})[str(row["change_reason"])] = None
    return {number: list(reasons) for number, reasons in found.items()}
