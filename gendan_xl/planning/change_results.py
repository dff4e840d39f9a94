"""What the formulas of an order line will show after a change: readers that do not calculate see it at once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gendan_xl.domain.money import line_amount, round_money, split_tax
from gendan_xl.edits import SetCell
from gendan_xl.forms._rows import Row
from gendan_xl.intake.ledger import TableData


def results(line: Row, before: TableData) -> Iterator[SetCell]:
    """Yield the results of the formulas that follow quantity, price and tax; `line` is as it is after the change."""
    for name, value in _amounts(line).items():
        sheet, row, col = before.place(line.index, name)
        old, new = before.get(line.index, name), None if value is None else float(value)
        if col and old != new and before.table.columns()[name].col.formula:
            yield SetCell(
                sheet, row, col, old, new, f"{line.key} {before.header(line.index, name)}", is_cached=True
            )


def _amounts(line: Row) -> dict[str, Decimal | None]:
    """Return the amounts of an order line as its formulas make them (requirement 13)."""
    qty, price, rate = line.decimal("ordered_qty"), line.decimal("unit_price"), line.decimal("tax_rate")
    if qty is None or price is None:
        return {}
    amount, rate = line_amount(qty, price), rate or Decimal(0)
    net, tax = split_tax(amount, rate)
    if line["is_tax_included"] is False:
        net, tax = amount, round_money(amount * rate)
    open_qty, prepaid = line.decimal("open_qty"), line.decimal("prepaid_rate")
    return {
        "amount": amount,
        "net_amount": net,
        "tax_amount": tax,
        "prepaid_due_amount": round_money(amount * prepaid) if prepaid else None,
        "open_qty": open_qty,
        "open_amount": None if open_qty is None else line_amount(open_qty, price),
        "delivered_amount": line_amount(line.decimal("delivered_qty") or Decimal(0), price),
    }
