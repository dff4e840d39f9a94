"""对账汇总: the account of every customer month by month, each opening with the closing before it (38, 41)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.account import month_period
from gendan_xl.domain.money import exact, round_money
from gendan_xl.domain.statement import Kind, Period, Statement, period_of, statements
from gendan_xl.errors import Message
from gendan_xl.reports._accounts import (
    BASIS,
    READS_MONEY,
    CustomerAccount,
    by_currency,
    customer_accounts,
    money,
    no_receipts,
    outer_currency,
)
from gendan_xl.reports._chains import Holder, Holders, tell_repeated
from gendan_xl.reports._openings import tell_unused
from gendan_xl.reports._parts import MONEY, matrix, titled
from gendan_xl.reports._report import Case, Report, Told
from gendan_xl.reports._words import month_words
from gendan_xl.reports.book import ReportBook, Sheet, Source
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot

_HEADER = (
    "来源", "客户", "币种", "月份", "起始日期", "截止日期", "期初", "发货", "退货", "折让", "收款", "期末", "确认", "差异",
)  # fmt: skip
MEASURES = tuple(
    Measure(name, "sum", caption, MONEY)
    for name, caption in (
        ("期初", "期初余额"), ("发货", "本期发货"), ("退货", "本期退货"), ("折让", "折让扣款"), ("收款", "本期收款"),
        ("期末", "期末余额"),
    )
)  # fmt: skip
_TWICE = Message(
    "这个客户这个月另有一份确认金额，按那一份比对",
    "another amount was confirmed for this customer and month, and is compared",
)
_LATER = Message("截至日期以后才回传的确认金额", "amounts confirmed after the day of this report")
_AGREED = (Measure("确认", "sum", "客户确认金额", MONEY), Measure("差异", "sum", "差异金额", MONEY))
_CUSTOMER, _CURRENCY, _MONTH, _OPENING, _CLOSING, _CONFIRMED, _GAP = 1, 2, 3, 6, 11, 12, 13
Row = tuple[Value, ...]
Confirmed = dict[tuple[Holder, str], tuple[dt.date, Decimal]]
"""(holder of the account, month) → the first day of that month, the balance that the customer confirmed."""


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    found = customer_accounts(replace(case, first=""), told)  # what came before is in the opening balance
    tell_unused(found, told)
    confirmed = _confirmed(case, found, told)
    rows = [row for one in found for row in _rows(case, one, confirmed)]
    told.figures = [*(no_receipts(case) if rows else []), *_figures(rows)]
    told.basis = [
        BASIS,
        Message(
            "期末余额 = 期初余额 + 发货 − 退货 − 折让 − 收款；每月的期初就是上月的期末。没有余额也没有往来的月份不列。",
            "Closing = opening + deliveries − returns − allowances − payments; each month opens with the closing before it. Months "
            "without balance and movement are left out.",
        ),
        Message(
            "差异金额 = 期末余额 − 对账表的客户确认金额；没有确认的空着。不同币种分开列，不折算。",
            "Difference = closing − amount that the customer confirmed; blank where none was. Currencies stand apart and are not "
            "converted.",
        ),
        Message(
            "期末余额是正数：客户欠我方；是负数：多收或预收。账上没有记录以前的余额，取客户在对账表最早一行的期初，从那个月起计入。",
            "A closing balance above zero is owed by the customer, one below zero was paid in advance. What was owed before the "
            "records begin is the opening of the customer's earliest statement, from that month on.",
        ),
        Message(
            f"还没有到对账截止日的月份算到 {case.today}。",
            f"Months that are not closed yet are reckoned up to {case.today}.",
        ),
    ]
    if rows:
        _draw(book, rows)
    return told


def _confirmed(case: Case, found: Sequence[CustomerAccount], told: Told) -> Confirmed:
    """Return what customers confirmed, and note the rows of 对账 that match no account or month."""
    terms = {
        one.holder: one.account.terms for one in found if one.account.currency == one.account.terms.currency
    }
    agreed: Confirmed = {}
    holders = Holders(case)
    repeated = tell_repeated(case, holders, told)
    fields = ("customer_no", "statement_month", "confirmed_amount", "returned_date")
    for origin in case.newest_first:
        data = origin.table("statements")
        for index, (customer, written, amount, returned) in enumerate(origin.rows("statements", *fields)):
            if data is None or amount is None or (origin.name, index) in repeated:
                continue
            holder = holders.of(origin, str(customer))
            known = month_period(written, terms[holder].cutoff) if holder in terms else None
            if returned and returned > case.today:
                told.passed[_LATER] += 1
            elif known is None or known.start > case.today:
                told.leave_out(
                    origin, data, index, "confirmed_amount", _unmatched(holder in terms, known is not None)
                )
            elif (holder, known.month) in agreed:
                told.leave_out(origin, data, index, "confirmed_amount", _TWICE)
            else:
                agreed[holder, known.month] = known.start, round_money(exact(amount))
    return agreed


def _unmatched(is_customer: bool, is_month: bool) -> Message:
    """Return why a confirmed amount was held against no account."""
    if not is_customer:
        zh, en = "客户没有往来", "no account of this customer"
    elif is_month:
        zh, en = "对账月份在今天以后", "a month after today"
    else:
        zh, en = "对账月份空白或看不懂", "the month is blank or unreadable"
    return Message(f"{zh}，确认金额没有比对", f"{en}: the confirmed amount was not compared")


def _rows(case: Case, one: CustomerAccount, confirmed: Confirmed) -> Iterator[Row]:
    """Yield the months of an account in which something moved or was owed."""
    account = one.account
    cutoff = account.terms.cutoff
    since = _since(one, confirmed)
    for made in statements(account.movements, _last(case, cutoff), cutoff, account.carried, since):
        is_own = account.currency == account.terms.currency
        found = confirmed.get((one.holder, made.period.month)) if is_own else None
        agreed = found[1] if found else None
        if case.covers(made.period.month) and (made.opening or made.movements or agreed is not None):
            yield _row(one, made, agreed)


def _since(one: CustomerAccount, confirmed: Confirmed) -> dt.date | None:
    """Return the first day on which an account was owed or confirmed, None where its movements tell."""
    days = [day for (holder, _), (day, _) in confirmed.items() if holder == one.holder]
    if one.account.carried_on:
        days.append(one.account.carried_on + dt.timedelta(days=1))
    return min(days, default=None)


def _last(case: Case, cutoff: int | None) -> Period:
    today = period_of(case.today, cutoff)
    wanted = month_period(case.last, cutoff)
    return min(today, wanted) if wanted else today


def _row(one: CustomerAccount, made: Statement, agreed: Decimal | None) -> Row:
    gap = None if agreed is None else made.closing - agreed
    less = (-made.total(kind) for kind in (Kind.RETURN, Kind.ALLOWANCE, Kind.RECEIPT))
    return (
        one.sources, one.name or None, one.account.currency, made.period.month, made.period.start, made.period.end, made.opening,
        made.total(Kind.DELIVERY), *less, made.closing, agreed, gap,
    )  # fmt: skip


def _draw(book: ReportBook, rows: Sequence[Row]) -> None:
    listed = titled(
        book, Message("对账汇总", "Statements"), Message("对账、月结汇总（客户、月份）", "Statements by customer and month"),
        Message(
            "每月的期初就是上月的期末；含税金额；正数是客户欠我方",
            "Each month opens with the closing before it; amounts with tax; above zero: owed by the customer",
        ),
    )  # fmt: skip
    balances = titled(
        book, Message("余额", "Balances"), Message("期末余额（客户 × 月份）", "Closing balances (customer × month)"),
        Message(
            "含税金额；正数是客户欠我方，负数是多收或预收；没有往来也没有余额的月份空着",
            "Amounts with tax; above zero: owed by the customer, below: paid in advance; blank without balance and movement",
        ),
    )  # fmt: skip
    by_month = titled(
        book, Message("按月", "By month"), Message("往来合计（按月）", "All customers by month"),
        Message(
            "所有客户，含税金额；余额不能跨月相加，所以没有总计",
            "Amounts with tax; balances of several months make no sum, so there is no total",
        ),
    )  # fmt: skip
    source = book.source(
        book.say("明细", "Data"), "对账明细", _HEADER, rows, dict.fromkeys(_HEADER[_OPENING:], MONEY)
    )
    outer = outer_currency(rows, _CURRENCY)
    measures = [*MEASURES, *(_AGREED if any(row[_CONFIRMED] is not None for row in rows) else ())]
    matrix(book, balances, source, Pivot(
        "余额", [*outer, "客户"], [MEASURES[-1]], ["月份"], ["来源"], layout="tabular", total_row=not outer, total_column=False,
        row_caption="客户", column_caption="月份",
    ))  # fmt: skip
    matrix(book, listed, source, Pivot(
        "对账汇总", [*(Axis(name, subtotal=False) for name in (*outer, "客户")), "月份"], measures, layout="tabular", total_row=False,
    ))  # fmt: skip
    _draw_months(book, by_month, source, rows, outer)


def _draw_months(
    book: ReportBook, sheet: Sheet, source: Source, rows: Sequence[Row], outer: Sequence[str]
) -> None:
    axes: list[Axis | str] = [
        *(Axis(name, subtotal=False) for name in outer),
        "月份",
    ]  # balances of several months make no sum
    pivot = Pivot("按月", axes, MEASURES, layout="tabular", total_row=False, row_caption="月份")
    placed = book.pivot(sheet, source, pivot, at=(4, 1))
    row, title = 4, book.say("每月发货、收款、余额", "Deliveries, payments and balance by month")
    for currency, part in by_currency(placed, rows, _CURRENCY, _MONTH, subtotals=False):
        series = part.series("本期发货", "本期收款", "期末余额")
        chart = Chart(
            "column", f"{title} {currency}".strip(), part.categories, series, "#,##0", labels=False,
            least=None, size=(600, 320),
        )  # fmt: skip
        book.chart(sheet, chart, at=(row, placed.area[3] + 2))
        row += 18


def _figures(rows: Sequence[Row]) -> list[Message]:
    """Return the key figures in words, currency by currency."""
    said = []
    for currency in sorted({str(row[_CURRENCY]) for row in rows}):
        own = [row for row in rows if row[_CURRENCY] == currency]
        latest = max(str(row[_MONTH]) for row in own)
        month, words = [row for row in own if row[_MONTH] == latest], month_words(latest)
        customers = len({row[_CUSTOMER] for row in month})
        places = range(_OPENING, _CLOSING + 1)
        opening, delivered, returned, allowed, received, closing = (
            f"{money(row[place] for row in month):,.2f}" for place in places
        )
        said.append(Message(
            f"{currency}，{words.zh}（{customers} 个客户，含税）：期初 {opening}，发货 {delivered}，"
            f"退货 {returned}，折让 {allowed}，收款 {received}，期末 {closing}。",
            f"{currency}, {words.en} (customers: {customers}, with tax): opening {opening}, deliveries {delivered}, "
            f"returns {returned}, allowances {allowed}, payments {received}, closing {closing}.",
        ))  # fmt: skip
    agreed = [row for row in rows if row[_CONFIRMED] is not None]
    differ = sum(bool(row[_GAP]) for row in agreed)
    if rows:
        held = Message(
            f"客户确认过的 {len(agreed):,} 份里，{differ:,} 份与账上有差异。",
            f"Of {len(agreed):,} balances that customers confirmed, other than the account: {differ:,}.",
        )
        said.append(
            held if agreed else Message("还没有客户确认过金额。", "No customer has confirmed an amount yet.")
        )
    return said


REPORT = Report(
    verb="statement-summary",
    label="对账汇总",
    english="Statement summary",
    help=Message(
        "对账、月结汇总：每个客户每月的期初、发货、退货、收款、期末", "the account of every customer by month"
    ),
    source="38, 41",
    build=build,
    icon="PivotTableInsert",
    order=17,
    reads=READS_MONEY
    | {"statements": ("customer_no", "statement_month", "opening_amount", "confirmed_amount")},
)
