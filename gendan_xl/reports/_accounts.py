"""The accounts of all workbooks, customer by customer; a record that stands in several of them counts once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.account import Account
from gendan_xl.domain.statement import Kind, Movement, period_of
from gendan_xl.intake.accounts import accounts
from gendan_xl.reports._line_facts import HAVE_LEFT, short_names
from gendan_xl.reports._report import Case, Once, Origin, Told

_NOT_YET = {kind: f"{kind}还没有到起算的日子（如等签收、等开票、退货单还没有开）" for kind in Kind} | {
    Kind.RECEIPT: "收款还没有经财务确认"
}
BASIS = "含税金额；发货按客户的账期起算那天、退货按退货单日期归月，月份是客户的对账月份（按对账截止日）。"
READS = {
    "deliveries": (
        "order_no", "line_no", "shipped_date", "shipped_qty", "unit_price", "amount", "signed_date",
    ),
    "returns": ("order_no", "line_no", "received_qty", "return_note_date", "return_amount", "allowance_amount"),
    "orders": ("order_no", "line_no", "unit_price"),
}  # fmt: skip
READS_MONEY = READS | {"payments": ("customer_no", "payment_date", "payment_amount")}


@dataclass(slots=True)
class CustomerAccount:
    """An account under the name that reports show. `account` holds the movements of all workbooks, each once; `entries`
    say which workbook a movement comes from."""

    name: str
    account: Account
    entries: list[tuple[Origin, Movement]] = field(default_factory=list)

    def month(self, day: dt.date) -> str:
        """Return the customer's month in which a day falls."""
        return period_of(day, self.account.terms.cutoff).month


def customer_accounts(case: Case, told: Told, kinds: Collection[Kind] = tuple(Kind)) -> list[CustomerAccount]:
    """Return every account up to today, and note in `told` the rows of these kinds that do not count."""
    once = Once()
    found: dict[tuple[str, str, str], CustomerAccount] = {}
    opened: dict[tuple[str, str, str], dt.date] = {}
    for origin in case.newest_first:
        names = short_names(origin)
        for one in accounts(origin.ledger, origin.settings).values():
            key = (one.customer, str(names.get(one.customer, one.customer)), one.currency)
            if key not in found:
                found[key] = CustomerAccount(key[1], Account(one.customer, one.currency, one.terms))
            start = min((movement.day for movement in one.movements), default=dt.date.max)
            if start < opened.get(key, dt.date.max) or key not in opened:
                opened[key], found[key].account.carried = start, one.carried
            counted = [movement for movement in one.movements if movement.kind in kinds]
            now = [movement for movement in counted if movement.day <= case.today]
            told.passed[f"日期在 {case.today} 以后"] += len(counted) - len(now)
            _merge(found[key], now, origin, told, once)
            _tell_others(origin, one, told, kinds)
        _tell_undated(origin, told)
    return list(found.values())


def _merge(
    into: CustomerAccount, movements: Iterable[Movement], origin: Origin, told: Told, once: Once
) -> None:
    """Add the movements of a workbook's account that were not counted elsewhere."""
    for one in movements:
        key = (one.kind, into.account.customer, one.number, one.order_no, one.day, one.amount)
        if (elsewhere := once.elsewhere(key, origin)) and (data := origin.table(one.table)):
            told.leave_out(origin, data, one.row, "order_no", elsewhere)
        else:
            into.account.movements.append(one)
            into.entries.append((origin, one))


def _tell_others(origin: Origin, account: Account, told: Told, kinds: Collection[Kind]) -> None:
    """Note what has no price, and count what does not belong to any month yet."""
    for one in account.unpriced:
        if one.kind in kinds and (data := origin.table(one.table)):
            told.leave_out(origin, data, one.row, "unit_price", f"{one.kind}没有单价，也没有金额")
    for one in account.waiting:
        if one.kind in kinds:
            told.passed[_NOT_YET[one.kind]] += 1


def _tell_undated(origin: Origin, told: Told) -> None:
    """Note goods that left on a day, or in a quantity, that nobody wrote down."""
    data = origin.table("deliveries")
    if data is None:
        return
    rows = zip(*map(data.values, ("status", "shipped_date", "shipped_qty")), strict=True)
    for index, (status, day, qty) in enumerate(rows):
        if status in HAVE_LEFT and (day is None or qty is None):
            name, what = ("shipped_date", "发货日期") if day is None else ("shipped_qty", "发货数量")
            told.leave_out(origin, data, index, name, f"{status}，没有{what}")


def outer_currency(rows: Iterable[Sequence[Value]], place: int) -> list[str]:
    """Return the row field 币种 when the rows hold several currencies: these are never added up."""
    return ["币种"] if len({row[place] for row in rows}) > 1 else []


def money(values: Iterable[Value]) -> Decimal:
    """Return the sum of the amounts among some values."""
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
