"""The accounts of all workbooks, customer by customer; a record that stands in several of them counts once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.account import Account
from gendan_xl.domain.statement import Kind, Movement, period_of
from gendan_xl.errors import Message
from gendan_xl.intake.accounts import accounts
from gendan_xl.reports._chains import Holder, Holders
from gendan_xl.reports._report import Case, Once, Origin, Told
from gendan_xl.reports._uncounted import tell_uncounted
from gendan_xl.reports._words import OUTSIDE
from gendan_xl.reports.book import Placed

BASIS = Message(
    "含税金额（不含税的单价按税率加税）；发货按客户的账期起算那天、退货按退货单日期归月，月份是客户的对账月份（按对账截止日）。",
    "Amounts with tax (added to prices without it); deliveries belong to the month of the day from which the customer's "
    "credit runs, returns to that of their return note; months are the customer's statement months.",
)
READS = {
    "deliveries": (
        "order_no", "line_no", "shipped_date", "shipped_qty", "unit_price", "amount", "signed_date",
    ),
    "returns": ("order_no", "line_no", "received_qty", "return_note_date", "return_amount", "allowance_amount"),
    "orders": (
        "order_no", "line_no", "customer_no", "unit_price", "is_tax_included", "tax_rate", "currency", "credit_days",
    ),
    "customers": (
        "customer_no", "credit_start", "credit_days", "statement_day", "payment_day", "currency", "is_tax_included",
        "tax_rate", "invoice_type",
    ),
}  # fmt: skip
READS_MONEY = READS | {"payments": ("customer_no", "payment_date", "payment_amount")}


@dataclass(slots=True)
class CustomerAccount:
    """An account of its holder. `account` holds the movements of all its workbooks, each once; `entries` say which workbook
    a movement comes from, `carried_by` which one says what was owed before; `overridden` are the openings of others, with
    their day, which older records stand for."""

    holder: Holder
    account: Account
    carried_by: Origin
    entries: list[tuple[Origin, Movement]] = field(default_factory=list)
    overridden: list[tuple[Origin, Decimal, dt.date]] = field(default_factory=list)
    since: dt.date = dt.date.max

    @property
    def name(self) -> str:
        """The customer's name that reports show."""
        return self.holder.name

    @property
    def sources(self) -> str:
        """The workbooks that the account is made of."""
        return "、".join(dict.fromkeys([self.carried_by.name, *(origin.name for origin, _ in self.entries)]))

    def open_with(self, read: Account, origin: Origin) -> None:
        """Take the opening balance of the account in a workbook where it goes back farthest."""
        days = [movement.day for movement in read.movements] + ([read.carried_on] if read.carried_on else [])
        carried = read.carried, read.carried_on, origin
        if min(days, default=dt.date.max) < self.since:
            self.since = min(days)
            mine = self.account.carried, self.account.carried_on, self.carried_by
            self.account.carried, self.account.carried_on, self.carried_by = carried
            carried = mine
        amount, day, by = carried
        if amount and day:
            self.overridden.append((by, amount, day))

    def month(self, day: dt.date) -> str:
        """Return the customer's month in which a day falls."""
        return period_of(day, self.account.terms.cutoff).month


def customer_accounts(case: Case, told: Told, kinds: Collection[Kind] = tuple(Kind)) -> list[CustomerAccount]:
    """Return every account up to today, and note in `told` the rows of these kinds that do not count."""
    once = Once()
    holders = Holders(case)
    found: dict[tuple[Holder, str], CustomerAccount] = {}
    for origin in case.newest_first:
        read = accounts(origin.ledger, origin.settings).values()
        for one in read:
            key = (holders.of(origin, one.customer), one.currency)
            if key not in found:
                found[key] = CustomerAccount(key[0], Account(one.customer, one.currency, one.terms), origin)
            found[key].open_with(one, origin)
            counted = [movement for movement in one.movements if movement.kind in kinds]
            _merge(found[key], [each for each in counted if each.day <= case.today], origin, told, once)
            for each in counted:
                if each.day > case.today:
                    later = Message(f"日期在 {case.today} 以后", f"dated after {case.today}")
                    told.passed[later if case.covers(found[key].month(each.day)) else OUTSIDE] += 1
        tell_uncounted(case, origin, read, told, kinds)
    return list(found.values())


def _merge(
    into: CustomerAccount, movements: Iterable[Movement], origin: Origin, told: Told, once: Once
) -> None:
    """Add the movements of a workbook's account that were not counted elsewhere."""
    for one in movements:
        key = (one.kind, into.account.customer, one.number, one.order_no, one.day, one.amount)
        if (elsewhere := once.elsewhere(key, origin)) and (data := origin.table(one.table)):
            told.repeat(origin, data, one.row, "order_no", elsewhere)
        else:
            into.account.movements.append(one)
            into.entries.append((origin, one))


def outer_currency(rows: Iterable[Sequence[Value]], place: int) -> list[str]:
    """Return the row field 币种 when the rows hold several currencies: these are never added up."""
    return ["币种"] if len({row[place] for row in rows}) > 1 else []


def by_currency(
    placed: Placed, rows: Sequence[Sequence[Value]], currency: int, item: int, *, subtotals: bool = True
) -> Iterator[tuple[str, Placed]]:
    """Yield each currency with its part of a tabular pivot of these rows by currency and item, for a chart of its own;
    the whole under '' where there is but one currency. `currency` and `item` are columns of the rows."""
    if not outer_currency(rows, currency):
        yield "", placed
        return
    top, _, _, right = placed.categories
    for name in sorted({str(row[currency]) for row in rows}):
        last = top + len({str(row[item]).casefold() for row in rows if row[currency] == name}) - 1
        numbers = tuple(
            (caption, replace(series, values=(top, series.values[1], last, series.values[1])))
            for caption, series in placed.numbers
        )
        yield name, replace(placed, categories=(top, right, last, right), numbers=numbers)
        top = last + 1 + subtotals


def no_receipts(case: Case) -> list[Message]:
    """Return the caution about balances of workbooks that hold no receipt; nothing when each holds some."""
    names = [origin.name for origin in case.origins if origin.table("payments") is None]
    if not names:
        return []
    some = len(names) < len(case.origins)
    where, where_en = (f"{'、'.join(names)} ", f" in {', '.join(names)}") if some else ("", "")
    return [
        Message(
            f"{where}没有收款记录：未收、余额里已经收到的钱没有减去。",
            f"No payments are recorded{where_en}: what was received is not taken off what is open.",
        )
    ]


def money(values: Iterable[Value]) -> Decimal:
    """Return the sum of the amounts among some values."""
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
