"""The accounts of the customers that the user asks for."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.domain.account import Account
from gendan_xl.forms._customers import is_customer
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._gather import customer_of
from gendan_xl.forms._given import nothing
from gendan_xl.forms._rows import Row, same
from gendan_xl.intake.accounts import accounts


def wanted_accounts(case: Case, asked: Asked) -> Iterator[tuple[Account, Row | None]]:
    """Yield the accounts asked for with their customers: those named, those of the order or of the rows selected, else
    all. GendanError GD087 for a book without 发货."""
    if case.ledger.get("deliveries") is None:
        raise nothing(case, asked, "deliveries", "note_no")
    names = [name for name in (asked.customer, *asked.keys) if name]
    numbers = selected_customers(case, asked)
    for account in accounts(case.ledger, case.settings).values():
        named = any(is_customer(case, account.customer, name) for name in names)
        if named or same(account.customer) in numbers or not (names or asked.order_no or asked.selected):
            yield account, case.customer(account.customer)


def selected_customers(case: Case, asked: Asked) -> set[str]:
    """Return the customers of the order asked for and of the selected rows."""
    rows = [case.order(asked.order_no)] if asked.order_no else []
    for name, indices in asked.selected.items():
        data = case.ledger.get(name)
        rows.extend(Row(data, index) for index in indices if data)
    numbers = (customer_of(case, row) for row in rows if row)
    return {same(case.customers.key(str(number))) for number in numbers if number}
