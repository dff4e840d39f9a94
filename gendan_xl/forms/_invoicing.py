"""What an invoice is asked for: deliveries that have none, less what came back, and whether it may be issued (39)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from gendan_xl.domain.account import Account
from gendan_xl.domain.money import exact, split_tax
from gendan_xl.domain.statement import Kind, Movement, Period
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._accounts import wanted_accounts
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._rows import Row, same
from gendan_xl.forms._statements import wanted_period

PAY_FIRST = "先款后票"
NO_INVOICE = "不开票"
_NOTES_OF = "送货单："
_NOTES = re.compile(r"(?:送货单：|、)([^、；\s]+)")


@dataclass(frozen=True)
class Invoicing:
    """One invoice to be asked for: the account, the customer, the movements on it."""

    case: Case
    account: Account
    customer: Row | None
    movements: Sequence[Movement]
    period: Period | None

    @property
    def name(self) -> str:
        """What the customer is called."""
        return str((self.customer and self.customer["short_name"]) or self.account.customer)

    @cached_property
    def notes(self) -> list[str]:
        """The delivery notes on it."""
        return list(
            dict.fromkeys(one.number for one in self.movements if one.kind is Kind.DELIVERY and one.number)
        )

    @property
    def remark(self) -> str:
        """The notes as 发票 remarks them, so that none is asked for twice."""
        return _NOTES_OF + "、".join(self.notes) if len(self.notes) > 1 else ""

    @cached_property
    def orders(self) -> list[str]:
        """The orders on it."""
        return list(dict.fromkeys(one.order_no for one in self.movements if one.order_no))

    def row(self, one: Movement) -> Row:
        """Return the row behind a movement."""
        data = self.case.ledger.get(one.table)
        assert data is not None  # the movement was read from it
        return Row(data, one.row)

    def split(self, one: Movement) -> tuple[Decimal, Decimal, Decimal]:
        """Return net amount, tax and rate of a movement; the amount with tax is authoritative (requirement 13)."""
        rate = self._rate(one)
        return *split_tax(one.amount, rate), rate

    def _rate(self, one: Movement) -> Decimal:
        if self.account.currency != "CNY":
            return Decimal(0)
        row = self.row(one)
        sources = (self.case.order(row["order_no"], row["line_no"]), self.customer)
        rates = (source.decimal("tax_rate") for source in sources if source)
        return next((rate for rate in rates if rate is not None), exact(self.case.settings.tax_rate))

    @cached_property
    def open_amount(self) -> Decimal:
        """What the customer has not paid of it: receipts settle their own order or note, then what is due first."""
        every = [*self.account.movements, *(one for one in self.account.waiting if one.kind is Kind.DELIVERY)]
        items, _ = replace(self.account, movements=every).receivables()
        return sum(
            (
                item.open_amount
                for item in items
                if item.number in self.notes and item.order_no in self.orders
            ),
            Decimal(0),
        )

    @property
    def total(self) -> Decimal:
        """The amount with tax."""
        return sum((one.amount for one in self.movements), Decimal(0))

    # --- what stands against it --------------------------------------------------------------------------------

    def blocks(self) -> Iterator[Finding]:
        """Yield why it may not be asked for: not paid where money comes first, nothing known of the buyer."""
        customer = self.customer
        order = customer["invoice_order"] if customer else None
        if order == PAY_FIRST and self.open_amount > 0:
            yield self._finding(
                "GD638", f"{self.name} 约定先款后票，还有 {self.open_amount:,.2f} 没有收到",
                f"{self.name} pays before it gets the invoice; {self.open_amount:,.2f} is open",
                "收到款、登记到收款表后再申请", "ask once the money is there and entered", "invoice_order",
            )  # fmt: skip
        if customer and customer["invoice_type"] == NO_INVOICE:
            yield self._finding(
                "GD639", f"{self.name} 约定不开票", f"no invoice was agreed with {self.name}",
                "要开票的，先改客户的发票类型和税率", "change 发票类型 of the customer first", "invoice_type",
            )  # fmt: skip
        elif not (customer and customer["tax_no"]):
            yield self._finding(
                "GD639", f"{self.name} 没有登记税号，开不了发票", f"the tax number of {self.name} is not known",
                "在客户表填开票抬头和税号", "enter 开票抬头 and 税号 of the customer", "tax_no",
            )  # fmt: skip

    def _finding(self, code: str, zh: str, en: str, fix: str, fix_en: str, field: str) -> Finding:
        row = self.customer
        sheet, line, col = row.data.place(row.index, field) if row else ("", 0, 0)
        return Finding(code, "error", Message(zh, en), Message(fix, fix_en), sheet, line, col, key=self.name)


def invoicings(case: Case, asked: Asked) -> list[Invoicing]:
    """Return the invoices to be asked for: of the notes or orders named, else of the month, by customer and currency.

    GendanError GD694 when nothing is left to be invoiced.
    """
    named = {same(name) for name in (*asked.keys, asked.order_no) if name} | _selected(case, asked)
    done = set() if asked.is_again else _requested(case)
    accounts = wanted_accounts(case, replace(asked, keys=(), order_no="", selected={}))
    found = []
    for account, customer in accounts:
        period = None if named else wanted_period(case, asked, account)
        movements = [
            one
            for one in _candidates(case, account)
            if _is_asked(one, named, period) and _note(one) not in done
        ]
        if any(one.kind is Kind.DELIVERY for one in movements):
            found.append(Invoicing(case, account, customer, movements, period))
    if not found:
        raise GendanError(
            "GD694", "没有要开票的发货：没有发货记录，或都已开票、已申请；请核对送货单号、订单号、客户和月份",
            "nothing is left to be invoiced: check note, order, customer and month",
        )  # fmt: skip
    return found


def _candidates(case: Case, account: Account) -> Iterator[Movement]:
    """Yield what is invoiced and is not yet: deliveries, less what came back of them."""
    for one in (*account.movements, *account.waiting):
        data = case.ledger.get(one.table)
        number = (
            data.get(one.row, "invoice_no" if one.kind is Kind.DELIVERY else "red_invoice_no")
            if data
            else None
        )
        is_goods = one.kind is Kind.DELIVERY or (one.kind is not Kind.RECEIPT and one in account.movements)
        if is_goods and one.amount and not number:
            yield one


def _note(one: Movement) -> str:
    """Return the delivery note that a movement belongs to, in the form in which numbers are compared."""
    return same(one.settles or one.number)


def _requested(case: Case) -> set[str]:
    """Return the delivery notes that stand on a request in 发票 already."""
    rows = (row for row in case.rows("invoices") if row["status"] != "已取消")
    return {
        same(note)
        for row in rows
        for note in (row["note_no"], *_NOTES.findall(str(row["remark"] or "")))
        if note
    }


def _is_asked(one: Movement, named: set[str], period: Period | None) -> bool:
    if period:
        return one.day in period
    return bool({same(one.number), same(one.settles), same(one.order_no)} & named - {""})


def _selected(case: Case, asked: Asked) -> set[str]:
    """Return the notes and orders of the selected rows."""
    found = set()
    for name, indices in asked.selected.items():
        data = case.ledger.get(name)
        for index in indices if data else ():
            row = Row(data, index)  # type: ignore[arg-type]
            found.add(same(row["note_no"] or row["order_no"]))
    return found - {""}
