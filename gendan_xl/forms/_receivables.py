"""What customers still owe, as forms show it: from 应收 where the book keeps it, else from the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.domain.account import Account
from gendan_xl.domain.receivable import Receivable
from gendan_xl.domain.receivable import age_limits as domain_limits
from gendan_xl.forms._accounts import selected_customers, wanted_accounts
from gendan_xl.forms._customers import is_customer
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._rows import Row, same
from gendan_xl.schema.settings import SettingsValues

_OPENING = "期初余额"


@dataclass(frozen=True, slots=True)
class Owed:
    """What one customer owes in one currency: each item with its row of 应收, where that is kept."""

    number: str
    customer: Row | None
    currency: str
    items: Sequence[tuple[Receivable, Row | None]]


def age_limits(settings: SettingsValues) -> Sequence[int]:
    """Return the upper ends of the bands of age (设置 账龄分段)."""
    return domain_limits(settings.ageing_days)


def as_of(account: Account, day: dt.date) -> tuple[list[Receivable], Decimal]:
    """Return what was open at the end of a day, and money that was left over."""
    return account.until(day).receivables()


def owed(case: Case, asked: Asked) -> Iterator[Owed]:
    """Yield what each customer asked for owes."""
    if any(True for _ in case.rows("receivables")):
        yield from _kept(case, asked)
        return
    for account, customer in wanted_accounts(case, asked):
        items, _ = account.receivables()
        yield Owed(account.customer, customer, account.currency, [(item, None) for item in items])


def _kept(case: Case, asked: Asked) -> Iterator[Owed]:
    """Yield what 应收 says."""
    found: dict[tuple[str, str], list[tuple[Receivable, Row]]] = {}
    for row in case.rows("receivables"):
        item = _item(row)
        if item and _is_wanted(case, asked, row["customer_no"]):
            key = str(row["customer_no"]), str(row["currency"] or "CNY")
            found.setdefault(key, []).append((item, row))
    for (number, currency), items in found.items():
        items.sort(key=lambda pair: (pair[0].due, pair[0].number))
        yield Owed(number, case.customer(number), currency, items)


def _item(row: Row) -> Receivable | None:
    """Return a row of 应收 as a receivable; None without amount or day, and for one that is cancelled."""
    amount, due = row.decimal("due_amount"), row["due_date"]
    if amount is None or due is None or row["status"] == "已取消":
        return None
    received = row.decimal("received_amount") or Decimal(0)
    opening = (
        _OPENING if _OPENING in str(row["source_kind"] or "") else None
    )  # its own number tells nobody anything
    number = str(row["source_no"] or opening or row["receivable_no"] or row.key)
    return Receivable(number, due, due, amount, amount - received, str(row["order_no"] or ""))


def _is_wanted(case: Case, asked: Asked, customer_no: object) -> bool:
    names = [name for name in (asked.customer, *asked.keys) if name]
    if names:
        return any(is_customer(case, customer_no, name) for name in names)
    return not (asked.order_no or asked.selected) or same(customer_no) in selected_customers(case, asked)
