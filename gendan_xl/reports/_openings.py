"""Opening balances: what several workbooks say of one, and when 应收 says that it is due (requirements 38, 39)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from gendan_xl.domain.account import CARRIED, CNY, Account
from gendan_xl.domain.money import exact, round_money
from gendan_xl.domain.statement import Kind, Movement
from gendan_xl.errors import Message
from gendan_xl.reports._accounts import CustomerAccount
from gendan_xl.reports._chains import stated
from gendan_xl.reports._report import Origin, Told

_NO_DOCUMENTS = frozenset({"已取消", "作废"})
_UNUSED = Message(
    "对账表的期初余额没有采用：更早的记录算到那天是另一个数（列在“未计入”，标为存疑）",
    "Openings of statements not taken, as older records come to another balance (listed in “Not counted” as doubtful)",
)
_DIFFERS = Message(
    "应收表里没有单据的应收与期初余额合计不符，期初按账期推算到期日（列在“未计入”，标为存疑）",
    "Receivables without document that do not add up to the opening balance, which is due by the customer's credit days "
    "(listed in “Not counted” as doubtful)",
)


class _Owed(NamedTuple):
    """A row of 应收 that names no document of the book: when it is due, its amount, what is open of it."""

    row: int
    due: dt.date
    amount: Decimal
    open_amount: Decimal


def tell_unused(found: Iterable[CustomerAccount], told: Told) -> None:
    """Note the openings of 对账 that older records of another workbook contradict."""
    for one in found:
        for origin, carried, day in one.overridden:
            moved = sum((each.amount for each in one.account.movements if each.day <= day), Decimal(0))
            balance = one.account.carried + moved
            data = origin.table("statements")
            if balance == carried or data is None:
                continue
            row = min(
                (each.month, each.row) for each in stated(origin) if each.customer == one.holder.customer
            )[1]
            reason = Message(
                f"期初余额 {carried:,.2f} 没有采用：更早的记录算到 {day} 是 {balance:,.2f}",
                f"the opening {carried:,.2f} was not taken: older records come to {balance:,.2f} on {day}",
            )
            told.doubt(origin, data, row, "opening_amount", reason)
            told.remarks[_UNUSED] += 1


def with_due_dates(one: CustomerAccount, told: Told) -> Account:
    """Return an account whose opening balance falls due when 应收 says, where its rows without document add up to it."""
    account, origin = one.account, one.carried_by
    rows = _without_document(origin, account) if account.carried > 0 else []
    if not rows:
        return account
    still = [row for row in rows if row.open_amount]
    for owed in (
        [(row, row.amount) for row in rows],
        [(row, row.amount) for row in still],
        [(row, row.open_amount) for row in still],
    ):
        if sum((amount for _, amount in owed), Decimal(0)) == account.carried:
            day = account.carried_on or min(row.due for row, _ in owed)
            opening = [_movement(row, amount, day) for row, amount in owed]
            return replace(account, carried=Decimal(0), movements=[*opening, *account.movements])
    _tell_difference(one, rows, told)
    return account


def _movement(row: _Owed, amount: Decimal, day: dt.date) -> Movement:
    return Movement(Kind.DELIVERY, day, amount, CARRIED, "receivables", row.row, due=row.due)


def _tell_difference(one: CustomerAccount, rows: Sequence[_Owed], told: Told) -> None:
    total, carried = sum((row.amount for row in rows), Decimal(0)), one.account.carried
    reason = Message(
        f"{one.name} 的期初余额是 {carried:,.2f}，应收表里没有单据的合计 {total:,.2f}：到期日按账期推算，请核对",
        f"the opening of {one.name} is {carried:,.2f}, its receivables without document come to {total:,.2f}: the due day "
        "is reckoned from the credit days",
    )
    if data := one.carried_by.table("receivables"):
        told.doubt(one.carried_by, data, rows[0].row, "due_amount", reason)
        told.remarks[_DIFFERS] += 1


def _without_document(origin: Origin, account: Account) -> list[_Owed]:
    """Return the rows of 应收 of an account that are for no order and for no delivery of the book."""
    fields = (
        "customer_no", "currency", "source_no", "order_no", "status", "due_date", "due_amount", "received_amount",
    )  # fmt: skip
    notes = {number for number, *_ in origin.rows("deliveries", "note_no") if number}
    found = []
    for row, (customer, currency, source, order, status, due, amount, received) in enumerate(
        origin.rows("receivables", *fields)
    ):
        is_own = str(customer) == account.customer and (currency or CNY) == account.currency
        if is_own and not order and source not in notes and due and amount and status not in _NO_DOCUMENTS:
            whole = round_money(exact(amount))
            found.append(_Owed(row, due, whole, whole - round_money(exact(received or 0))))
    return found
