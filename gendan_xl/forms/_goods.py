"""What and how much a movement of an account is about."""

from __future__ import annotations

from decimal import Decimal

from gendan_xl.domain.statement import Kind, Movement
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row


def goods(case: Case, row: Row) -> str:
    """Return name and specification of what a row is about."""
    order = case.order(row["order_no"], row["line_no"])
    sources = [source for source in (row, order, case.product(row["product_no"])) if source]
    words = (
        next((source[name] for source in sources if source[name]), "") for name in ("product_name", "spec")
    )
    return " ".join(str(word) for word in words if word)


def quantity(movement: Movement, row: Row) -> Decimal | None:
    """Return how much was delivered, negative for what came back; None for money."""
    if movement.kind is Kind.DELIVERY:
        return row.decimal("shipped_qty")
    qty = row.decimal("received_qty") if movement.kind is Kind.RETURN else None
    return None if qty is None else -qty
