"""Further prints of a delivery note: the batches that bear its number (requirement 27)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from gendan_xl.forms._delivery_lines import Pick, batch_qty, plain
from gendan_xl.forms._delivery_source import Source
from gendan_xl.forms._delivery_values import line_values, total, values
from gendan_xl.forms._form import Asked, Case, Draft
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every delivery note asked for, by its number, its order or selected rows; unasked for: those
    whose goods have not left."""
    found = documents(case, asked, "deliveries", "note_no", lambda row: not row["shipped_date"])
    return [_draft(case, number, rows) for number, rows in found.items() if number not in case.noted.voids]


def _draft(case: Case, number: str, rows: Sequence[Row]) -> Draft:
    picks = [Pick(plain(row["line_no"]), batch_qty(row) or Decimal(0), row) for row in rows]
    orders = [case.order(row["order_no"], row["line_no"]) or row for row in rows]
    customer = case.customer(orders[0]["customer_no"])
    source = Source(tuple(picks), tuple(orders), customer)
    lines = line_values(source)
    return Draft(
        number,
        rows,
        values=values(source),
        lines=lines,
        order=orders[0],
        customer=customer,
        number=number,
        currency=orders[0]["currency"] or "CNY",
        amount=total(lines),
    )
