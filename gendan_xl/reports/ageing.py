"""应收账龄: what customers owe by age, and what is to be asked for today (requirements 39, 41)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from gendan_xl.cells import Value
from gendan_xl.domain.account import CARRIED
from gendan_xl.domain.receivable import NOT_DUE, Receivable, age_band, age_bands, age_limits
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
from gendan_xl.reports._chains import Holders, tell_repeated
from gendan_xl.reports._openings import tell_unused, with_due_dates
from gendan_xl.reports._parts import MONEY, bar_size, first_of, first_rows, matrix, titled
from gendan_xl.reports._report import Case, Report, Told
from gendan_xl.reports._words import counted
from gendan_xl.reports.book import Placed, ReportBook, Sheet
from gendan_xl.reports.charts import Chart
from gendan_xl.reports.pivot import Axis, Measure, Pivot

_HEADER = (
    "来源", "客户", "币种", "单号", "订单号", "月份", "起算日期", "到期日", "逾期天数", "账龄", "金额", "未收",
)  # fmt: skip
OPEN, IN_ADVANCE = "未收金额", "多收或预收"
_CUSTOMER, _CURRENCY, _DUE, _DAYS, _BAND, _OPEN = 1, 2, 7, 8, 9, 11
_PLACE = "（没有这一段的款项）"
_STATES = (Message("已逾期", "overdue"), Message("今天到期", "due today"), Message("即将到期", "due soon"))
Row = tuple[Value, ...]


def build(case: Case, book: ReportBook) -> Told:
    """Write the sheets of the report."""
    told = Told()
    newest = case.newest_first[0]
    limits = age_limits(newest.settings.ageing_days)
    soon = newest.calendar.add_workdays(case.today, newest.settings.reminder_workdays)
    found = customer_accounts(case, told)
    tell_unused(found, told)
    tell_repeated(case, Holders(case), told)
    rows = [row for one in found for row in _rows(case, one, limits, told)]
    reminders = _reminders(rows, case.today, soon)
    told.figures = [*(no_receipts(case) if rows else []), *_figures(rows, reminders, case.today)]
    told.basis = [
        Message(f"截至 {case.today} 的未收款。{BASIS.zh}", f"What is open on {case.today}. {BASIS.en}"),
        Message(
            "收款、退货、折让先抵它写明的送货单，再抵那张订单，其余从最早到期的抵起；抵不完的列为“多收或预收”（负数）。",
            "Payments, returns and allowances settle the delivery note they name, then that order, then what is due first; "
            "what is left over is listed as paid in advance (negative).",
        ),
        Message(
            f"逾期天数从到期日起按自然日算，分段照设置的账龄分段；“即将到期”是 {soon} 为止到期的"
            f"（提前 {newest.settings.reminder_workdays} 个工作日提醒，放假前会提早）。",
            f"Days overdue are calendar days from the due date, their bands those of the settings; due soon is what is due by "
            f"{soon} ({newest.settings.reminder_workdays} workdays ahead, earlier before holidays).",
        ),
        Message(
            "期初余额没有单据：应收表里没有单据的应收合计与它相等的，按应收表的应收日期到期；没有的，从对账表最早一行的前一天起算，"
            "加客户的账期到期。相抵后的合计就是对账汇总到今天的期末余额。",
            "An opening balance has no document: it is due when the receivables without document say, where these add up to "
            "it, else after the customer's credit days from the day before the earliest statement. The net total is the "
            "closing balance of the statements up to today.",
        ),
        Message(
            "不同币种分开列，不折算。",
            "Currencies stand apart and are not converted.",
        ),
    ]
    if rows:
        bands = [*age_bands(limits), IN_ADVANCE]
        _draw(book, [*rows, *_places(rows, bands)], bands, reminders)
    return told


def _places(rows: Sequence[Row], bands: Sequence[str]) -> Iterator[Row]:
    """Yield a row without amount for every currency and band that has none: its column stands there all the same."""
    for currency in dict.fromkeys(row[_CURRENCY] for row in rows):
        own = [row for row in rows if row[_CURRENCY] == currency]
        for band in dict.fromkeys(bands):
            if band not in {row[_BAND] for row in own}:
                yield own[0][0], own[0][_CUSTOMER], currency, _PLACE, *(None,) * 5, band, None, None


def _rows(case: Case, one: CustomerAccount, limits: Sequence[int], told: Told) -> Iterator[Row]:
    """Yield what is open of an account; money that is left over comes last."""
    sources = {(movement.number, movement.order_no): origin.name for origin, movement in one.entries}
    sources[CARRIED, ""] = one.carried_by.name
    items, rest = with_due_dates(one, told).receivables()
    for item in items:
        yield _row(case, one, item, sources.get((item.number, item.order_no)), limits)
    if rest:
        blanks = (None,) * 6
        yield one.sources, one.name or None, one.account.currency, *blanks, IN_ADVANCE, -rest, -rest


def _row(
    case: Case, one: CustomerAccount, item: Receivable, source: str | None, limits: Sequence[int]
) -> Row:
    days = item.overdue_days(case.today)
    return (
        source, one.name or None, one.account.currency, item.number or None, item.order_no or None, one.month(item.day), item.day,
        item.due, days, age_band(days, limits), item.amount, item.open_amount,
    )  # fmt: skip


def _reminders(rows: Sequence[Row], today: dt.date, soon: dt.date) -> list[Row]:
    """Return what is overdue or due until `soon` under its state, the longest overdue first."""
    found: list[tuple[dt.date, Row]] = []
    for row in rows:
        due = row[_DUE]
        if isinstance(due, dt.date) and due <= soon:
            state = _STATES[(due >= today) + (due > today)]
            found.append((due, (state.zh, *row[1:5], due, row[_DAYS], row[_OPEN])))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _draw(book: ReportBook, rows: Sequence[Row], bands: Sequence[str], reminders: Sequence[Row]) -> None:
    cross = titled(
        book, Message("账龄", "By age"), Message("应收账龄（客户 × 账龄）", "Receivables (customer × age)"),
        Message(
            "未收金额，含税；欠得多的在前，双击数字看单据",
            "Open amounts with tax; the largest first, a double click on a number shows its documents",
        ),
    )  # fmt: skip
    by_band = titled(
        book, Message("按账龄", "Ages"), Message("未收金额（按账龄）", "Open amounts by age"), Message("含税金额", "Amounts with tax")
    )  # fmt: skip
    listed = titled(
        book, Message("到期提醒", "Reminders"), Message("到期提醒：即将到期、今天到期、已逾期", "Reminders: due soon, due today, overdue"),
        Message("逾期久的在前", "The longest overdue first"),
    )  # fmt: skip
    source = book.source(
        book.say("明细", "Data"), "应收明细", _HEADER, rows, {"金额": MONEY, "未收": MONEY, "逾期天数": "0"}
    )
    outer = outer_currency(rows, _CURRENCY)
    band, measures = Axis("账龄", order=bands), [Measure("未收", "sum", OPEN, MONEY)]
    matrix(book, cross, source, Pivot(
        "客户账龄", [*outer, Axis("客户", by=OPEN)], measures, [band], ["来源"], layout="tabular", total_row=not outer,
        row_caption="客户", column_caption="账龄",
    ))  # fmt: skip
    placed = book.pivot(by_band, source, Pivot(
        "按账龄", [*outer, band], measures, layout="tabular", total_row=not outer, row_caption="账龄"
    ), at=(4, 1))  # fmt: skip
    _draw_bands(book, by_band, by_currency(placed, rows, _CURRENCY, _BAND))
    header = ("状态", "客户", "币种", "送货单号", "订单号", "到期日", "逾期天数", OPEN)
    listed.table((4, 1), header, reminders, {OPEN: MONEY, "逾期天数": "0"})
    listed.page.freeze_panes(4, 0)
    listed.page.autofilter(3, 0, 3 + max(len(reminders), 1), len(header) - 1)
    listed.page.repeat_rows(3)


def _draw_bands(book: ReportBook, sheet: Sheet, parts: Iterable[tuple[str, Placed]]) -> None:
    row = 4
    for currency, placed in parts:
        title, size = f"{book.say('未收金额', 'Open amounts')} {currency}".strip(), bar_size(placed, 2)
        series = first_of(placed, OPEN)
        chart = Chart("bar", title, first_rows(placed), series, "#,##0", least=None, size=size)
        book.chart(sheet, chart, at=(row, 5))
        row += size[1] // 20 + 2


def _figures(rows: Sequence[Row], reminders: Sequence[Row], today: dt.date) -> list[Message]:
    """Return the key figures in words, currency by currency."""
    said: list[Message] = []
    for currency in sorted({str(row[_CURRENCY]) for row in rows}):
        own = [row for row in rows if row[_CURRENCY] == currency]
        owed = [row for row in own if row[_BAND] != IN_ADVANCE]
        late = [row for row in owed if row[_BAND] != NOT_DUE]
        advance = -money(row[_OPEN] for row in own if row[_BAND] == IN_ADVANCE)
        total = money(row[_OPEN] for row in owed)
        overdue, customers = money(row[_OPEN] for row in late), len({row[_CUSTOMER] for row in late})
        more, more_en = "", ""
        if advance:
            net = f"{total - advance:,.2f}"
            more = f"另有多收或预收 {advance:,.2f}，相抵后 {net}。"
            more_en = f" Paid in advance or too much {advance:,.2f}, net {net}."
        said.append(Message(
            f"{currency}：截至 {today} 未收（含税）{total:,.2f}，其中逾期 {overdue:,.2f}（{customers} 个客户）。{more}",
            f"{currency}: open on {today} (with tax) {total:,.2f}, of which overdue {overdue:,.2f} "
            f"(customers: {customers}).{more_en}",
        ))  # fmt: skip
    if rows:
        counts = counted(((state, sum(row[0] == state.zh for row in reminders)) for state in _STATES), "笔")
        said.append(
            Message(
                f"提醒：{counts.zh}（列在“到期提醒”）。", f"To ask for, listed in “Reminders”: {counts.en}."
            )
        )
    return said


REPORT = Report(
    verb="ageing",
    label="应收账龄",
    english="Receivables by age",
    help=Message(
        "应收账龄：客户 × 账龄，即将到期和已逾期的", "receivables by customer and age, with reminders"
    ),
    source="39, 41",
    build=build,
    icon="PivotTableInsert",
    order=16,
    is_as_of=True,
    reads=READS_MONEY | {"statements": ("customer_no", "statement_month", "opening_amount")},
)
