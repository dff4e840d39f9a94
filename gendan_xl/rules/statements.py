"""Rules about monthly statements: their sums, their chain, what the records say, and who lacks one (GD625–GD627, GD631)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gendan_xl.domain.account import Account, month_period
from gendan_xl.domain.money import exact, round_money
from gendan_xl.domain.statement import Kind, Statement, period_of, previous
from gendan_xl.intake.accounts import accounts
from gendan_xl.intake.ledger import Ledger
from gendan_xl.rules._lookups import kept
from gendan_xl.rules._missing import Hit
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.schema.customers import Customers
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.schema.statements import Statements

CENT = 0.005


@rule("GD625", table=Statements, level="error", at="closing_amount", source="38",
      zh="对账单 {statement_no} 期末余额 {closing_amount} 不等于期初 + 发货 - 退货 - 折让 - 收款 = {expected}",
      en="Statement {statement_no} closes with {closing_amount}; opening + deliveries - returns - allowances - receipts = {expected}",
      fix="核对各项金额，期末余额不要手改", fix_en="Check the amounts; do not overwrite the closing balance")  # fmt: skip
def statement_does_not_add_up(
    opening_amount: float | None, delivered_amount: float | None, returned_amount: float | None,
    allowance_amount: float | None, received_amount: float | None, closing_amount: float,
) -> Mapping[str, Any] | None:  # fmt: skip
    """期末余额 = 期初余额 + 本期发货 - 本期退货 - 折让扣款 - 本期收款，一分不差。

    The closing balance is the opening one plus deliveries, less returns, allowances and receipts, to the cent.

    错:
    | 对账单号 | 期初余额 | 本期发货 | 本期退货 | 折让扣款 | 本期收款 | 期末余额 |
    |---|---|---|---|---|---|---|
    | DZ1 | 100 | 2058 | 98 | 0 | 1000 | 1060.01 |

    对:
    | 对账单号 | 期初余额 | 本期发货 | 本期退货 | 折让扣款 | 本期收款 | 期末余额 |
    |---|---|---|---|---|---|---|
    | DZ1 | 100 | 2058 | 98 |  | 1000 | 1060 |
    """
    less = (returned_amount or 0) + (allowance_amount or 0) + (received_amount or 0)
    expected = (opening_amount or 0) + (delivered_amount or 0) - less
    return {"expected": round_money(exact(expected))} if abs(closing_amount - expected) > CENT else None


@rule("GD626", table=Statements, level="error", by="customer_no", least=2, at="opening_amount", source="38",
      zh="对账单 {statement_no} 期初余额 {opening_amount} 不等于上期（{month_before}）期末 {expected}",
      en="Statement {statement_no} opens with {opening_amount}, the one before ({month_before}) closes with {expected}",
      fix="核对上期以后补记、改动的单据，重出对账单", fix_en="Find what was entered or changed since, and make it out again")  # fmt: skip
def statement_does_not_chain(
    statement_month: Sequence[str], opening_amount: Sequence[float], closing_amount: Sequence[float]
) -> Iterator[Hit]:
    """每个客户的期初余额等于上一期的期末余额，一个月一个月连下去。

    Each statement of a customer opens with what the one before closed with.

    错:
    | 对账单号 | 客户编号 | 对账月份 | 期初余额 | 期末余额 | 报 |
    |---|---|---|---|---|---|
    | DZ1 | C001 | 2026-01 | 0 | 500 |  |
    | DZ2 | C001 | 202602 | 499.99 | 800 | ✗ |

    对:
    | 对账单号 | 客户编号 | 对账月份 | 期初余额 | 期末余额 |
    |---|---|---|---|---|
    | DZ2 | C001 | 202602 | 500 | 800 |
    | DZ1 | C001 | 202601 | 0 | 500 |
    | DZ3 | C002 | 202602 | 0 | 800 |
    """
    known = [(month_period(month, None), row) for row, month in enumerate(statement_month)]
    ordered = sorted((period, row) for period, row in known if period)
    for (_, before), (_, row) in zip(ordered, ordered[1:], strict=False):
        if abs(opening_amount[row] - closing_amount[before]) > CENT:
            words = {
                "month_before": statement_month[before],
                "expected": round_money(exact(closing_amount[before])),
            }
            yield row, words


@lookup
def recorded(ledger: Ledger) -> Ledger:
    """The book, where it keeps the deliveries that statements are about."""
    kept(ledger, "deliveries", "shipped_date", "shipped_qty")
    return ledger


@rule("GD627", table=Statements, level="error", by=(), at="statement_no", source="38",
      zh="对账单 {number} 的{header}是 {shown}，按发货、退货、收款记录算是 {expected}",
      en="{header} of statement {number} is {shown}; the records give {expected}",
      fix="核对这个账期的单据，改好后用 gendan form 对账单 --again 重出", fix_en="Check the records of the period, then make it out again")  # fmt: skip
def statement_is_not_what_the_records_say(
    statement_no: Sequence[str | None], customer_no: Sequence[str | None], statement_month: Sequence[str | None],
    recorded: Ledger, settings: SettingsValues,
    opening_amount: Sequence[float | None] = (), delivered_amount: Sequence[float | None] = (),
    returned_amount: Sequence[float | None] = (), allowance_amount: Sequence[float | None] = (),
    received_amount: Sequence[float | None] = (), closing_amount: Sequence[float | None] = (),
) -> Iterator[Hit]:  # fmt: skip
    """对账单上的金额要与发货、退货、收款记录一致（按客户的账期起算和对账截止日归月），一分不差。

    The amounts of a statement must be what the records give for its period, to the cent.

    发货:
    | 订单号 | 行号 | 批次 | 客户编号 | 送货单号 | 发货数量 | 单价 | 发货日期 |
    |---|---|---|---|---|---|---|---|
    | SO1 | 1 | 1 | C001 | SH1 | 42 | 49 | 2026-01-20 |
    | SO1 | 1 | 2 | C001 | SH2 | 10 | 49 | 2026-01-26 |

    客户:
    | 客户编号 | 对账截止日 |
    |---|---|
    | C001 | 25 |

    错:
    | 对账单号 | 客户编号 | 对账月份 | 期初余额 | 本期发货 | 期末余额 |
    |---|---|---|---|---|---|
    | DZ1 | C001 | 2026-01 | 0 | 2548 | 2548 |

    对:
    | 对账单号 | 客户编号 | 对账月份 | 期初余额 | 本期发货 | 期末余额 |
    |---|---|---|---|---|---|
    | DZ1 | C001 | 2026-01 | 0 | 2058 | 2058 |
    | DZ2 | C001 | 2026-02 | 2058 | 490 | 2548 |
    """
    columns = {
        "opening_amount": opening_amount, "delivered_amount": delivered_amount, "returned_amount": returned_amount,
        "allowance_amount": allowance_amount, "received_amount": received_amount, "closing_amount": closing_amount,
    }  # fmt: skip
    found = _main_accounts(recorded, settings)
    for row, (number, customer, month) in enumerate(
        zip(statement_no, customer_no, statement_month, strict=True)
    ):
        account = found.get(str(customer))
        period = month_period(month, account.terms.cutoff if account else None)
        if not customer or not period:
            continue
        made = account.statement(period) if account else Statement(period, Decimal(0), ())
        for name, expected in _sums(made).items():
            shown = columns[name][row] if columns[name] else None
            if shown is not None and round_money(exact(shown)) != expected:
                header = Statements.header(name)
                yield (
                    row,
                    {"number": number, "header": header, "shown": shown, "expected": expected, "at": name},
                )
                break


def _main_accounts(ledger: Ledger, settings: SettingsValues) -> dict[str, Account]:
    """Return each customer's account in the currency in which it settles: 对账 keeps that one."""
    every = accounts(ledger, settings).values()
    return {account.customer: account for account in every if account.currency == account.terms.currency}


def _sums(made: Statement) -> dict[str, Decimal]:
    return {
        "opening_amount": made.opening, "delivered_amount": made.total(Kind.DELIVERY),
        "returned_amount": -made.total(Kind.RETURN), "allowance_amount": -made.total(Kind.ALLOWANCE),
        "received_amount": -made.total(Kind.RECEIPT), "closing_amount": made.closing,
    }  # fmt: skip


@lookup
def stated(ledger: Ledger) -> frozenset[tuple[str, str]]:
    """The (customer, month 2026-10) that have a statement."""
    kept(ledger, "statements", "customer_no", "statement_month")
    periods = (
        (customer, month_period(month, None))
        for customer, month in ledger.rows("statements", ("customer_no", "statement_month"))
    )
    return frozenset((customer, period.month) for customer, period in periods if customer and period)


@lookup
def billed(ledger: Ledger) -> Mapping[str, Account]:
    """The account of every customer."""
    return _main_accounts(recorded(ledger), SettingsValues())


@rule("GD631", table=Customers, level="warning", at="settlement_mode", source="38",
      zh="月结客户 {customer_no} 没有 {month} 的对账单，应在 {due} 前出",
      en="Customer {customer_no} pays monthly and has no statement for {month}; it was due by {due}",
      fix="用 gendan form 月结单 出上月账单", fix_en="Make it out by gendan form 月结单")  # fmt: skip
def monthly_statement_missing(
    customer_no: str, settlement_mode: str, stated: frozenset[tuple[str, str]], billed: Mapping[str, Account],
    settings: SettingsValues, today: dt.date,
) -> Mapping[str, Any] | None:  # fmt: skip
    """月结客户上一账期有往来或余额的，对账单要在次月的月结单截止日（设置，缺省 5 号）前出。

    The last period of a customer who pays monthly, with movements or a balance, is stated by the day of the month in the
    settings (the 5th).

    发货:
    | 订单号 | 行号 | 批次 | 客户编号 | 发货数量 | 单价 | 发货日期 |
    |---|---|---|---|---|---|---|
    | SO1 | 1 | 1 | C001 | 42 | 49 | 2026-01-20 |
    | SO2 | 1 | 1 | C002 | 42 | 49 | 2026-02-20 |
    | SO3 | 1 | 1 | C003 | 42 | 49 | 2026-02-20 |
    | SO4 | 1 | 1 | C004 | 42 | 49 | 2026-03-10 |

    对账:
    | 对账单号 | 客户编号 | 对账月份 |
    |---|---|---|
    | DZ1 | C001 | 2026-01 |
    | DZ2 | C002 | 202602 |

    错:
    | 今天 | 客户编号 | 结算方式 |
    |---|---|---|
    | 2026-03-16 | C001 | 月结 |

    对:
    | 今天 | 客户编号 | 结算方式 |
    |---|---|---|
    | 2026-03-16 | C002 | 月结 |
    | 2026-03-16 | C003 | 货到付款 |
    | 2026-03-16 | C004 | 月结 |
    | 2026-03-16 | C005 | 月结 |
    """
    account = billed.get(customer_no)
    if settlement_mode != "月结" or account is None:
        return None
    cutoff = account.terms.cutoff
    last = previous(period_of(today, cutoff), cutoff)
    made, due = account.statement(last), _due_day(last.end, settings.statement_day)
    is_due = today > due and (made.movements or made.opening)
    return {"month": last.month, "due": due} if is_due and (customer_no, last.month) not in stated else None


def _due_day(end: dt.date, day: int) -> dt.date:
    """Return the first such day of a month after the end of a period."""
    this = end.replace(day=day)
    if this > end:
        return this
    year, month = divmod(end.year * 12 + end.month, 12)
    return dt.date(year, month + 1, day)
