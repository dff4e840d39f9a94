"""The accounts of customers as the tables record them: deliveries, returns, allowances, receipts (requirement 38).

Deliveries count from the day that the customer's 账期起算 names, returns from their 退货单, allowances from the end of
their handling, receipts from their day unless void or still to be confirmed by finance.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from gendan_xl.domain.account import CNY, Account, Terms, month_period
from gendan_xl.domain.money import exact, gross_amount, line_amount, round_money
from gendan_xl.domain.statement import Kind, Movement, Period
from gendan_xl.intake.customers import Customers
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.schema.settings import SettingsValues

_COUNTS_FROM = {"签收日": "signed_date", "验收日": "accepted_date"}
_FREE = frozenset({"样品", "备品"})
_REFUSED = frozenset({"拒收", "已拒绝"})
Key = tuple[str, str]
"""(customer, currency); the customer's number, else its name."""


def accounts(ledger: Ledger, settings: SettingsValues) -> dict[Key, Account]:
    """Return every account of a book by customer and currency; customers in the order of their first movement."""
    return _Reader(ledger, settings).read()


class _Reader:
    """Reads the movements of all tables once."""

    def __init__(self, ledger: Ledger, settings: SettingsValues) -> None:
        self._ledger = ledger
        self._settings = settings
        self._found: dict[Key, Account] = {}

    def read(self) -> dict[Key, Account]:
        for data, row in self._rows("deliveries"):
            self._delivery(data, row)
        for data, row in self._rows("returns"):
            self._return(data, row)
        for data, row in self._rows("payments"):
            self._receipt(data, row)
        for key, (carried, day) in self._carried().items():
            account = self._account(*key)
            account.carried, account.carried_on = carried, day
        return self._found

    # --- movements ---------------------------------------------------------------------------------------------

    def _delivery(self, data: TableData, row: int) -> None:
        shipped, qty = data.get(row, "shipped_date"), data.get(row, "shipped_qty")
        if shipped is None or qty is None or data.get(row, "status") == "作废":
            return
        order = self._order(data, row)
        account = self._of_order(data, row, order)
        amount = self._amount(data, row, order, account, qty, "amount")
        if data.get(row, "delivery_type") in _FREE:
            amount = Decimal(0)
        day = self._start_day(data, row, account.terms)
        days = order.get("credit_days")
        due = account.terms.due(day, None if days is None else int(days)) if day else None
        note = str(data.get(row, "note_no") or "")
        made = Movement(Kind.DELIVERY, day or shipped, amount or Decimal(0), note, data.table.meta.name, row,
                        str(data.get(row, "order_no") or ""), due)  # fmt: skip
        (account.unpriced if amount is None else account.movements if day else account.waiting).append(made)

    def _start_day(self, data: TableData, row: int, terms: Terms) -> dt.date | None:
        """Return the day from which a delivery counts; that of shipment where the book does not keep the other."""
        if terms.credit_start == "开票日":
            number = data.get(row, "invoice_no") or data.get(row, "note_no")
            found: dt.date | None = self._invoiced.get(number) if number else None
            return found
        name = _COUNTS_FROM.get(terms.credit_start, "shipped_date")
        day: dt.date | None = data.get(row, name if name in data.columns else "shipped_date")
        return day

    def _return(self, data: TableData, row: int) -> None:
        if data.get(row, "status") in _REFUSED or data.get(row, "approval_result") == "不同意":
            return
        order = self._order(data, row)
        account = self._of_order(data, row, order)
        self._goods_back(data, row, order, account)
        allowance = data.get(row, "allowance_amount")
        if allowance:
            days = (data.get(row, name) for name in ("finished_date", "return_note_date", "approved_date"))
            day = next((day for day in days if day), None)
            amount = self._gross(-exact(allowance), order, account)
            self._add(account, Kind.ALLOWANCE, data, row, day, amount, "request_date")

    def _goods_back(self, data: TableData, row: int, order: Mapping[str, Any], account: Account) -> None:
        qty = data.get(row, "received_qty")
        if not qty:
            return
        number = data.get(row, "return_note_no")
        day = data.get(row, "return_note_date") or self._documents.get(number)
        if not {"return_note_date", "return_note_no"} & data.columns.keys():
            day = data.get(row, "arrived_date")
        amount = self._amount(data, row, order, account, qty, "return_amount")
        self._add(account, Kind.RETURN, data, row, day, None if amount is None else -amount, "arrived_date")

    def _receipt(self, data: TableData, row: int) -> None:
        amount, state = data.get(row, "payment_amount"), data.get(row, "status")
        order = self._order(data, row)
        number = data.get(row, "customer_no") or order.get("customer_no")
        if amount is None or state == "作废" or not number:
            return
        customer = self._whose.key(number, order.get("customer_name"))
        currency = data.get(row, "currency") or self._terms(customer).currency
        day = None if state == "待确认" else data.get(row, "payment_date")
        account = self._account(customer, str(currency))
        self._add(account, Kind.RECEIPT, data, row, day, round_money(-exact(amount)), "payment_date")

    def _add(
        self, account: Account, kind: Kind, data: TableData, row: int, day: dt.date | None, amount: Decimal | None,
        else_day: str,
    ) -> None:  # fmt: skip
        """Add a movement to its account; without `day` it waits, shown under its field `else_day`."""
        number = next((data.get(row, name) for name in _NUMBERS[kind] if data.get(row, name)), "")
        shown = day or data.get(row, else_day) or dt.date.min
        order_no = str(data.get(row, "order_no") or "")
        settles = str(data.get(row, "note_no") or "")
        made = Movement(kind, shown, amount or Decimal(0), str(number), data.table.meta.name, row, order_no,
                        settles=settles)  # fmt: skip
        (account.unpriced if amount is None else account.movements if day else account.waiting).append(made)

    # --- money -------------------------------------------------------------------------------------------------

    def _amount(
        self, data: TableData, row: int, order: Mapping[str, Any], account: Account, qty: Any, name: str
    ) -> Decimal | None:
        """Return the tax-inclusive amount of a line: what its cell says, else quantity × price (requirement 13)."""
        price = data.get(row, "unit_price")
        price = order.get("unit_price") if price is None else price
        shown = data.get(row, name)
        if shown is None and price is None:
            return None
        amount = (
            round_money(exact(shown)) if shown is not None else line_amount(exact(qty), exact(price or 0))
        )
        return self._gross(amount, order, account)

    def _gross(self, amount: Decimal, order: Mapping[str, Any], account: Account) -> Decimal:
        """Return an amount with its tax: prices without tax are charged with it when an invoice is issued."""
        customer = self._customers.get(account.customer, {})
        included = order.get("is_tax_included")
        included = customer.get("is_tax_included") if included is None else included
        if included is not False or account.currency != CNY or customer.get("invoice_type") == "不开票":
            return round_money(amount)
        rates = (order.get("tax_rate"), customer.get("tax_rate"), self._settings.tax_rate)
        return gross_amount(amount, exact(next(rate for rate in rates if rate is not None)))

    # --- who ---------------------------------------------------------------------------------------------------

    def _of_order(self, data: TableData, row: int, order: Mapping[str, Any]) -> Account:
        number = data.get(row, "customer_no") or order.get("customer_no")
        customer = self._whose.key(number, order.get("customer_name"))
        return self._account(customer, str(order.get("currency") or self._terms(customer).currency))

    def _account(self, customer: str, currency: str) -> Account:
        key = (customer, CNY if currency in ("RMB", "人民币") else currency)
        if key not in self._found:
            self._found[key] = Account(*key, self._terms(customer))
        return self._found[key]

    def _terms(self, customer: str) -> Terms:
        known = self._customers.get(customer, {})
        return Terms(
            str(known.get("settlement_mode") or ""),
            str(known.get("credit_start") or ""),
            int(known.get("credit_days") or 0),
            int(known.get("statement_day") or 0) or None,
            int(known.get("payment_day") or 0) or None,
            str(known.get("currency") or CNY),
        )

    def _order(self, data: TableData, row: int) -> Mapping[str, Any]:
        number, line = data.get(row, "order_no"), data.get(row, "line_no")
        return self._orders.get((number, line)) or self._orders.get((number, None), {})

    # --- tables, read once -------------------------------------------------------------------------------------

    def _rows(self, name: str) -> Iterator[tuple[TableData, int]]:
        data = self._ledger.get(name)
        return ((data, row) for row in range(len(data))) if data else iter(())

    @cached_property
    def _orders(self) -> Mapping[tuple[Any, Any], Mapping[str, Any]]:
        """Order lines by (order, line), and the first of each order under line None."""
        names = (
            "order_no", "line_no", "customer_no", "customer_name", "unit_price", "is_tax_included", "tax_rate",
            "currency", "credit_days",
        )  # fmt: skip
        found: dict[tuple[Any, Any], Mapping[str, Any]] = {}
        for values in self._ledger.rows("orders", names):
            line = dict(zip(names, values, strict=True))
            found.setdefault((line["order_no"], line["line_no"]), line)
            found.setdefault((line["order_no"], None), line)
        return found

    @cached_property
    def _whose(self) -> Customers:
        return Customers(self._ledger)

    @cached_property
    def _customers(self) -> Mapping[str, Mapping[str, Any]]:
        names = (
            "customer_no", "settlement_mode", "credit_start", "credit_days", "statement_day", "payment_day",
            "currency", "is_tax_included", "tax_rate", "invoice_type",
        )  # fmt: skip
        rows = self._ledger.rows("customers", names)
        return {str(values[0]): dict(zip(names, values, strict=True)) for values in rows}

    @cached_property
    def _invoiced(self) -> Mapping[str, dt.date]:
        """Day of issue by number of the invoice, and by number of the delivery note that it is for."""
        rows = self._ledger.rows("invoices", ("invoice_no", "note_no", "invoice_date"))
        return _first((number, day) for invoice, note, day in rows for number in (invoice, note))

    @cached_property
    def _documents(self) -> Mapping[str, dt.date]:
        """Day of every document of 单据."""
        return _first(self._ledger.rows("documents", ("document_no", "document_date")))

    def _carried(self) -> dict[Key, tuple[Decimal, dt.date]]:
        """Return what each customer owed before its first row of 对账, and on which day, where no movement is older."""
        first: dict[str, tuple[Period, float]] = {}
        names = ("customer_no", "statement_month", "opening_amount")
        for customer, month, opening in self._ledger.rows("statements", names):
            known = month_period(month, self._terms(customer).cutoff)
            if customer and known and (customer not in first or known < first[customer][0]):
                first[customer] = (known, opening or 0)
        days: dict[str, list[dt.date]] = defaultdict(list)
        for account in self._found.values():
            days[account.customer].extend(one.day for one in account.movements)
        return {
            (customer, self._terms(customer).currency): (
                round_money(exact(opening)),
                known.start - dt.timedelta(days=1),
            )
            for customer, (known, opening) in first.items()
            if opening and min(days[customer], default=known.start) >= known.start
        }


_NUMBERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.RETURN: ("return_note_no", "request_no"),
    Kind.ALLOWANCE: ("return_note_no", "request_no"),
    Kind.RECEIPT: ("payment_no",),
}
"""Where the number of a movement stands, best first."""


def _first(pairs: Iterable[tuple[Any, Any]]) -> dict[str, dt.date]:
    """Return the first day given for each number."""
    found: dict[str, dt.date] = {}
    for number, day in pairs:
        if number and day:
            found.setdefault(str(number), day)
    return found
