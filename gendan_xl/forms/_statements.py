"""Which statements are asked for, what stands against them, and what the workbook is told of them (requirement 38)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from gendan_xl.cells import Value
from gendan_xl.domain.account import Account, month_period
from gendan_xl.domain.statement import Kind, Movement, Period, Statement, period_of, previous
from gendan_xl.edits import Edit
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._accounts import wanted_accounts
from gendan_xl.forms._customers import is_customer
from gendan_xl.forms._edits import append_row, set_cell
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._rows import Row
from gendan_xl.words import show

MONTHLY_STATEMENT = "月结单"


@dataclass(frozen=True)
class Billing:
    """A statement to be made out: the account, its period, the customer and its row of 对账."""

    case: Case
    account: Account
    period: Period
    customer: Row | None

    @cached_property
    def statement(self) -> Statement:
        """The account of the period."""
        return self.account.statement(self.period)

    @property
    def name(self) -> str:
        """What the customer is called."""
        return str((self.customer and self.customer["short_name"]) or self.account.customer)

    @property
    def key(self) -> str:
        """The statement as messages and files name it: 永信门业-2026-10."""
        currency = "" if self.is_main else f"-{self.account.currency}"
        return f"{self.name}-{self.period.month}{currency}"

    @property
    def is_main(self) -> bool:
        """Whether it is in the currency in which the customer usually settles: 对账 keeps that one."""
        return self.account.currency == self.account.terms.currency

    @cached_property
    def record(self) -> Row | None:
        """Its row of 对账."""
        return self._record(self.period)

    @property
    def number(self) -> str:
        """The number that its row of 对账 bears, '' for none or a void one."""
        number = str((self.record and self.record["statement_no"]) or "")
        return "" if number in self.case.noted.voids else number

    @property
    def statement_no(self) -> str:
        """The number of its 对账单, '' while there is none: 对账 may bear that of a 月结单 until then."""
        return "" if self.case.noted.kinds.get(self.number) == MONTHLY_STATEMENT else self.number

    @property
    def sent(self) -> dt.date | None:
        """When its row of 对账 says that it was sent to the customer."""
        return self.record["sent_date"] if self.record else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to state: nothing moved and nothing is owed."""
        return not (self.statement.movements or self.statement.opening)

    @property
    def rows(self) -> list[Row]:
        """The row behind each movement."""
        return [self.row(one) for one in self.statement.movements]

    def row(self, movement: Movement) -> Row:
        """Return the row behind a movement."""
        data = self.case.ledger.get(movement.table)
        assert data is not None  # the movement was read from it
        return Row(data, movement.row)

    def waiting(self) -> list[Movement]:
        """Return what happened by the end of the period but does not count yet."""
        return [one for one in self.account.waiting if one.day <= self.period.end]

    def _record(self, wanted: Period) -> Row | None:
        cutoff = self.account.terms.cutoff
        for row in self.case.rows("statements") if self.is_main else ():
            is_own = str(row["customer_no"]) == self.account.customer
            if is_own and month_period(row["statement_month"], cutoff) == wanted:
                return row
        return None

    # --- what stands against it --------------------------------------------------------------------------------

    def blocks(self) -> Iterator[Finding]:
        """Yield why it may not be made out."""
        if self.is_empty:
            yield self._empty()
        if self.case.today < self.period.end:
            yield self._finding(
                "GD740", f"{self.key} 的账期到 {self.period.end} 才截止", f"the period of {self.key} ends on {self.period.end}",
                "截止后再出对账单，或选上一个月份（--month）", "wait until then, or choose an earlier month",
            )  # fmt: skip
        for one in self.account.unpriced:
            if one.day <= self.period.end:
                row = self.row(one)
                yield self._finding(
                    "GD741", f"{row.key} 的{one.kind}没有单价，算不出金额", f"{row.key} has no price",
                    "在订单或这一行补上单价", "enter the price in the order or in this row", row, "unit_price",
                )  # fmt: skip
        yield from self._gaps()

    def _empty(self) -> Finding:
        start, end, waits = self.period.start, self.period.end, len(self.waiting())
        zh, en = (f"；另有 {waits} 笔还不到计入的日子", f"; {waits} do not count yet") if waits else ("", "")
        return self._finding(
            "GD691", f"{self.key} 没有往来，也没有余额（{start} 至 {end}{zh}），不用出对账单",
            f"{self.key}: nothing moved and nothing is owed from {start} to {end}{en}",
            "请核对月份（--month）和客户", "check the month and the customer",
        )  # fmt: skip

    def _gaps(self) -> Iterator[Finding]:
        """Yield a gap to the statement before, and changes after the customer has confirmed this one."""
        before, opening = (
            self._record(previous(self.period, self.account.terms.cutoff)),
            self.statement.opening,
        )
        closing = before.decimal("closing_amount") if before else None
        if before and closing is not None and closing != opening:
            yield self._finding(
                "GD742",
                f"{self.name} {before['statement_month']} 对账单期末是 {show(closing)}，按记录算到 {self.period.start} 前是 {show(opening)}",
                f"the statement before closes with {show(closing)}, the records give {show(opening)}",
                f"上期之后补记或改过的单据（差 {show(opening - closing)}）核对清楚，上期对账单用 --again 重出",
                "find what was entered or changed since, and make the earlier statement out again by --again",
                before, "closing_amount",
            )  # fmt: skip
        agreed = self.record.decimal("confirmed_amount") if self.record else None
        if agreed is not None and agreed != self.statement.closing:
            yield self._finding(
                "GD743",
                f"{self.key} 客户已确认 {show(agreed)}，现在按记录是 {show(self.statement.closing)}",
                f"the customer has confirmed {show(agreed)}, the records now give {show(self.statement.closing)}",
                "写明差异说明、与客户重新确认后清空“客户确认金额”再出", "agree it again and clear the amount confirmed",
                self.record, "confirmed_amount",
            )  # fmt: skip

    def _finding(
        self, code: str, zh: str, en: str, fix: str, fix_en: str, row: Row | None = None, field: str = ""
    ) -> Finding:
        sheet, line, col = row.data.place(row.index, field) if row else ("", 0, 0)
        return Finding(code, "error", Message(zh, en), Message(fix, fix_en), sheet, line, col, key=self.key)

    def finding(self, code: str, message: Message, fix: Message, field: str) -> Finding:
        """Return what is against it, found in a field of its row of 对账."""
        return self._finding(code, message.zh, message.en, fix.zh, fix.en, self.record, field)

    # --- what the workbook is told -----------------------------------------------------------------------------

    def entries(self, number: str, kept: Mapping[str, Value], *, is_kept: bool) -> list[Edit]:
        """Return the edits that keep a statement in 对账; `kept` are the values by field. A row that is there takes the
        number with `is_kept`, or where it bears none that holds."""
        if not self.is_main:
            return []
        if self.record:
            values = {**kept, "statement_no": number if is_kept or not self.number else None}
            return [edit for name, value in values.items() for edit in set_cell(self.record, name, value)]
        return list(
            append_row(self.case.ledger.get("statements"), {"statement_no": number, **kept}, self.key)
        )

    def numbered(self, number: str) -> list[Edit]:
        """Return the edits that write the number of the statement into its deliveries."""
        deliveries = [one for one in self.statement.movements if one.kind is Kind.DELIVERY]
        voids = self.case.noted.voids
        rows = [self.row(one) for one in deliveries]
        free = [row for row in rows if not row["statement_no"] or row["statement_no"] in voids]
        return [edit for row in free for edit in set_cell(row, "statement_no", number)]


def billings(
    case: Case, asked: Asked, is_meant: Callable[[Account], bool] = lambda account: True
) -> list[Billing]:
    """Return the statements asked for; without a month of the last period that is over, without customers of all who
    owe something or had movements. A customer who is named and has neither is refused by its statement.

    GendanError GD691 when there is none, GD692 for a month that is not one.
    """
    every = [
        Billing(case, account, wanted_period(case, asked, account), customer)
        for account, customer in wanted_accounts(case, asked)
        if is_meant(account)
    ]
    told = {one.account.customer for one in every if not one.is_empty}
    wanted = [name for name in (asked.customer, *asked.keys) if name]
    found = [one for one in every if not one.is_empty or (wanted and one.account.customer not in told)]
    strangers = [
        name for name in wanted if not any(is_customer(case, one.account.customer, name) for one in every)
    ]
    if not found or strangers:
        raise _nobody(asked, "、".join(strangers))
    return found


def _nobody(asked: Asked, names: str) -> GendanError:
    month = asked.month or "上个账期"
    zh = f"{names} 没有要对账的发货、退货和收款" if names else "没有要出对账单的客户：没有往来，也没有余额"
    en = f"{names} has no movements" if names else "no customer has anything to state"
    return GendanError(
        "GD691", f"{month} {zh}；请核对月份和客户",
        f"{en} for {asked.month or 'the last period'}; check month and customer",
    )  # fmt: skip


def wanted_period(case: Case, asked: Asked, account: Account) -> Period:
    """Return the period asked for: of the month named or of the selected row of 对账, else the last one that is over.

    GendanError GD692 for a month that is not one.
    """
    cutoff = account.terms.cutoff
    month = asked.month or _selected_month(case, asked, account)
    if not month:
        this = period_of(case.today, cutoff)
        return this if this.end == case.today else previous(this, cutoff)
    wanted = month_period(month, cutoff)
    if wanted is None:
        raise GendanError(
            "GD692", f"对账月份“{month}”看不懂，请写成 2026-10", f"month {month!r}: write it as 2026-10"
        )
    return wanted


def _selected_month(case: Case, asked: Asked, account: Account) -> str:
    chosen = set(asked.selected.get("statements", ()))
    rows = (row for row in case.rows("statements") if row.index in chosen)
    return next(
        (str(row["statement_month"]) for row in rows if str(row["customer_no"]) == account.customer), ""
    )
