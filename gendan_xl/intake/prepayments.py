"""Orders whose terms ask for money before goods leave, and what has come in for them (requirement 28)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gendan_xl.domain.money import exact, gross_amount, line_amount, round_money
from gendan_xl.domain.prepayment import PayTerms, pay_terms
from gendan_xl.intake.ledger import Ledger
from gendan_xl.schema.deliveries import EXTRA_TYPES
from gendan_xl.schema.settings import SettingsValues

CNY, CANCELLED = "CNY", "已取消"
_BILLED = frozenset({"已打单", "已发货", "已签收", "已验收", "整改中"})
_NOTHING = Decimal(0)
_ORDER = (
    "order_no", "line_no", "customer_no", "settlement_mode", "payment_terms", "prepaid_rate", "ordered_qty",
    "unit_price", "amount", "is_tax_included", "tax_rate", "currency", "status", "delivered_qty",
    "received_amount", "paid_status",
)  # fmt: skip
_TERMS = ("settlement_mode", "payment_terms", "prepaid_rate")
_Line = Mapping[str, Any]


@dataclass(slots=True)
class Prepayment:
    """What one order asks for before its goods leave; amounts with tax, in its currency.

    `ordered` is None where a price is missing; `billed` is what each row of 发货 that has left or is billed is worth,
    `delivered` what the ledger's own column says where it keeps no 发货.
    """

    terms: PayTerms
    lines: Mapping[Any, _Line]
    tax_rate: Decimal
    ordered: Decimal | None = None
    delivered: Decimal = _NOTHING
    received: Decimal = _NOTHING
    billed: dict[int, Decimal] = field(default_factory=dict)

    def worth(self, line_no: Any, qty: Decimal, price: Any = None) -> Decimal | None:
        """Return what a quantity of a line is worth with its tax, None without a price."""
        line = self.lines.get(line_no) or next(iter(self.lines.values()))
        price = line["unit_price"] if price is None else price
        return None if price is None else self.gross(line_amount(qty, exact(price)), line)

    def gross(self, amount: Decimal, line: _Line) -> Decimal:
        """Return an amount with its tax."""
        if line["is_tax_included"] is not False or (line["currency"] or CNY) != CNY:
            return round_money(amount)
        return gross_amount(amount, self.tax_rate if line["tax_rate"] is None else exact(line["tax_rate"]))

    def due(self, now: Decimal = _NOTHING, rows: frozenset[int] = frozenset()) -> Decimal:
        """Return what must have come in before goods worth `now` leave; `rows` of 发货 are these goods."""
        earlier = sum((amount for row, amount in self.billed.items() if row not in rows), self.delivered)
        return self.terms.due(self.ordered, earlier + now)


def prepayments(ledger: Ledger, settings: SettingsValues) -> dict[str, Prepayment]:
    """Return order number → what it asks for before goods leave, for the orders that ask for anything and are not known
    to be paid; none where the book does not say what came in."""
    if not _keeps_receipts(ledger):
        return {}
    customers = {row[0]: row[1:] for row in ledger.rows("customers", ("customer_no", *_TERMS))}
    found: dict[str, Prepayment] = {}
    for number, lines in _orders(ledger).items():
        terms = _terms(lines[0], customers)
        if terms and any(line["paid_status"] != "已收清" for line in lines):
            found[number] = _read(
                ledger, lines, Prepayment(terms, _numbered(lines), exact(settings.tax_rate))
            )
    if found:
        _bill(ledger, found)
        _receive(ledger, found)
    return found


def _keeps_receipts(ledger: Ledger) -> bool:
    payments, orders = ledger.get("payments"), ledger.get("orders")
    if payments and (len(payments) or not ledger.adopted):
        return True
    columns = [orders.values(name) for name in ("received_amount", "paid_status")] if orders else []
    return any(value is not None for values in columns for value in values)


def _orders(ledger: Ledger) -> dict[str, list[_Line]]:
    found: dict[str, list[_Line]] = {}
    for values in ledger.rows("orders", _ORDER):
        line = dict(zip(_ORDER, values, strict=True))
        if line["order_no"]:
            found.setdefault(str(line["order_no"]), []).append(line)
    return found


def _terms(line: _Line, customers: Mapping[Any, tuple[Any, ...]]) -> PayTerms:
    """Return the terms of an order, those of its customer where it says nothing."""
    mode, text, rate = (line[name] for name in _TERMS)
    if not mode and not text:
        mode, text, own = customers.get(line["customer_no"], (None, None, None))
        rate = own if rate is None else rate
    return pay_terms(mode, text, None if rate is None else exact(rate))


def _numbered(lines: list[_Line]) -> dict[Any, _Line]:
    """Return line number → line; a ledger without 行号 counts the lines of an order."""
    return {line["line_no"] or at: line for at, line in enumerate(lines, 1)}


def _read(ledger: Ledger, lines: list[_Line], made: Prepayment) -> Prepayment:
    """Fill in what the lines of an order say."""
    amounts = [_amount(made, line) for line in lines if line["status"] != CANCELLED]
    if None not in amounts:
        made.ordered = sum((amount for amount in amounts if amount is not None), _NOTHING)
    made.received = sum((exact(line["received_amount"] or 0) for line in lines), _NOTHING)
    if not ledger.get("deliveries"):
        left = (made.worth(number, exact(line["delivered_qty"] or 0)) for number, line in made.lines.items())
        made.delivered = sum((amount for amount in left if amount), _NOTHING)
    return made


def _amount(made: Prepayment, line: _Line) -> Decimal | None:
    if line["amount"] is not None:
        return made.gross(exact(line["amount"]), line)
    return None if line["ordered_qty"] is None else made.worth(line["line_no"], exact(line["ordered_qty"]))


def _bill(ledger: Ledger, found: Mapping[str, Prepayment]) -> None:
    """Add what has left or is billed of each order."""
    names = ("order_no", "line_no", "shipped_qty", "unit_price", "delivery_type", "status", "note_no")
    for row, (number, line_no, qty, price, kind, status, note) in enumerate(ledger.rows("deliveries", names)):
        one = found.get(str(number))
        is_billed = status in _BILLED or (note and status != "作废")
        if one and is_billed and qty and kind not in EXTRA_TYPES:
            one.billed[row] = one.worth(line_no, exact(qty), price) or _NOTHING


def _receive(ledger: Ledger, found: Mapping[str, Prepayment]) -> None:
    """Add what 收款 says; where it and the order differ, the larger figure holds."""
    sums: dict[str, Decimal] = {}
    for number, amount in _receipts(ledger, found):
        sums[number] = sums.get(number, _NOTHING) + amount
    for number, amount in sums.items():
        found[number].received = max(found[number].received, amount)


def _receipts(ledger: Ledger, found: Mapping[str, Prepayment]) -> Iterator[tuple[str, Decimal]]:
    """Yield (order, amount) of each receipt that finance has not still to confirm; a receipt for a delivery note is
    one for its order."""
    notes = dict(ledger.rows("deliveries", ("note_no", "order_no")))
    names = ("order_no", "note_no", "payment_amount", "status", "currency")
    for order, note, amount, status, currency in ledger.rows("payments", names):
        number = str(order or (notes.get(note) if note else None) or "")
        if number in found and amount and status not in ("待确认", "作废"):
            line = next(iter(found[number].lines.values()))
            if (currency or CNY) == (line["currency"] or CNY):
                yield number, exact(amount)
