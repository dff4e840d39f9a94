"""Rules about what customers owe and the invoices they get (GD632–GD636)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.money import exact, split_tax
from gendan_xl.rules._lookups import Rows
from gendan_xl.rules._rule import rule
from gendan_xl.schema.invoices import Invoices
from gendan_xl.schema.receivables import Receivables
from gendan_xl.schema.settings import SettingsValues

CENT = 0.005
CANCELLED = "已取消"


@rule("GD632", table=Receivables, level="warning", at="reminded_date", source="39",
      zh="应收 {receivable_no} 应在 {due_date} 收 {due_amount}，还没有提醒客户",
      en="Receivable {receivable_no} of {due_amount} is due on {due_date}; the customer was not reminded",
      fix="用 gendan form 催款提醒，填已提醒日期", fix_en="Send a reminder by gendan form 催款提醒")  # fmt: skip
def not_reminded(
    due_date: dt.date, due_amount: float, reminded_date: dt.date | None, settings: SettingsValues,
    calendar: WorkCalendar, today: dt.date, received_amount: float | None = None, status: str | None = None,
) -> bool:  # fmt: skip
    """应收日前一个工作日（设置：催款提前）要提醒客户付款。

    The customer is reminded one workday (see the settings) before an amount is due.

    错:
    | 今天 | 应收单号 | 应收日期 | 应收金额 | 已收金额 | 已提醒日期 |
    |---|---|---|---|---|---|
    | 2026-03-13 | YS1 | 2026-03-14 | 2058 |  |  |
    | 2026-03-13 | YS2 | 2026-03-10 | 2058 | 1000 |  |

    对:
    | 今天 | 应收单号 | 应收日期 | 应收金额 | 已收金额 | 已提醒日期 |
    |---|---|---|---|---|---|
    | 2026-03-13 | YS1 | 2026-03-14 | 2058 |  | 2026-03-13 |
    | 2026-03-13 | YS2 | 2026-03-10 | 2058 | 2058 |  |
    | 2026-03-13 | YS3 | 2026-03-20 | 2058 |  |  |
    """
    limit = calendar.add_workdays(today, settings.reminder_workdays)
    return due_date <= limit and reminded_date is None and _is_open(due_amount, received_amount, status)


@rule("GD633", table=Receivables, level="warning", at="due_date", source="39",
      zh="应收 {receivable_no} 已逾期 {days} 天，没有上报{missing}",
      en="Receivable {receivable_no} is {days} days overdue and was not reported to {missing}",
      fix="上报销售主管和财务，填上报日期", fix_en="Report it to sales manager and finance, and enter when")  # fmt: skip
def overdue_not_reported(
    due_date: dt.date, due_amount: float, reported_to_manager_date: dt.date | None,
    reported_to_finance_date: dt.date | None, today: dt.date, received_amount: float | None = None,
    status: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """逾期没有收到的款，要上报销售主管和财务。

    An amount that is overdue is reported to the sales manager and to finance.

    错:
    | 今天 | 应收单号 | 应收日期 | 应收金额 | 已收金额 | 上报主管日期 | 上报财务日期 |
    |---|---|---|---|---|---|---|
    | 2026-03-16 | YS1 | 2026-03-10 | 2058 | 0 | 2026-03-12 |  |

    对:
    | 今天 | 应收单号 | 应收日期 | 应收金额 | 已收金额 | 上报主管日期 | 上报财务日期 |
    |---|---|---|---|---|---|---|
    | 2026-03-16 | YS1 | 2026-03-10 | 2058 | 0 | 2026-03-12 | 2026-03-12 |
    | 2026-03-16 | YS2 | 2026-03-16 | 2058 | 0 |  |  |
    | 2026-03-16 | YS3 | 2026-03-10 | 2058 | 2058 |  |  |
    """
    days = (today - due_date).days
    told = {"销售主管": reported_to_manager_date, "财务": reported_to_finance_date}
    missing = [who for who, day in told.items() if day is None]
    if days <= 0 or not missing or not _is_open(due_amount, received_amount, status):
        return None
    return {"days": days, "missing": "、".join(missing)}


def _is_open(due: float, received: float | None, status: str | None) -> bool:
    return due - (received or 0) > CENT and status != CANCELLED


@rule("GD634", table=Invoices, level="error", at="tax_amount", source="13",
      zh="开票申请 {request_no} 不含税 {net_amount} + 税额 {tax_amount} 不等于价税合计 {gross_amount}",
      en="Net {net_amount} + tax {tax_amount} of request {request_no} is not the gross amount {gross_amount}",
      fix="以价税合计为准重算", fix_en="Compute both from the gross amount")  # fmt: skip
def invoice_does_not_add_up(net_amount: float, tax_amount: float, gross_amount: float) -> bool:
    """不含税金额 + 税额 = 价税合计，一分不差；含税的行金额为准。

    Net amount and tax add up to the gross amount, to the cent; the amount with tax is authoritative.

    错:
    | 申请号 | 不含税金额 | 税额 | 价税合计 |
    |---|---|---|---|
    | FP1 | 1821.12 | 236.76 | 2058 |

    对:
    | 申请号 | 不含税金额 | 税额 | 价税合计 |
    |---|---|---|---|
    | FP1 | 1821.24 | 236.76 | 2058 |
    """
    return abs(net_amount + tax_amount - gross_amount) > CENT


@rule("GD635", table=Invoices, level="error", at="net_amount", source="13",
      zh="开票申请 {request_no} 不含税金额 {net_amount} 与价税合计 {gross_amount}、税率 {rate} 不符，应为 {expected}",
      en="The net amount {net_amount} of request {request_no} does not fit {gross_amount} at {rate} tax: {expected} expected",
      fix="以价税合计为准重算", fix_en="Compute it from the gross amount")  # fmt: skip
def invoice_net_wrong(
    net_amount: float, gross_amount: float, tax_rate: float, settings: SettingsValues
) -> Mapping[str, Any] | None:
    """不含税金额 = 价税合计 ÷ (1 + 税率)。逐行四舍五入后相加的，容许尾差（设置）加 1 ‰，不超过 1 元。

    Net = gross ÷ (1 + rate). Lines rounded one by one may add up to a little more or less: the gap of the settings and a
    thousandth, 1 at most.

    错:
    | 申请号 | 不含税金额 | 税率 | 价税合计 |
    |---|---|---|---|
    | FP1 | 1790.46 | 0.13 | 2058 |

    对:
    | 申请号 | 不含税金额 | 税率 | 价税合计 |
    |---|---|---|---|
    | FP1 | 1821.24 | 0.13 | 2058 |
    | FP2 | 1821.26 | 0.13 | 2058 |
    """
    if tax_rate <= -1:
        return None
    expected, _ = split_tax(exact(gross_amount), exact(tax_rate))
    room = exact(settings.rounding_gap) + min(Decimal(1), abs(expected) / 1000)
    if abs(exact(net_amount) - expected) <= room:
        return None
    return {"rate": f"{100 * tax_rate:g}%", "expected": expected}


@rule("GD636", table=Invoices, level="error", at="invoice_date", source="39",
      zh="开票申请 {request_no} 已于 {invoice_date} 开票，客户约定先款后票，只收到 {received}，少于 {gross_amount}",
      en="Request {request_no} was invoiced on {invoice_date}; the customer pays first and {received} of {gross_amount} came in",
      fix="先款后票的客户收齐款再开票", fix_en="Invoice this customer only after it has paid")  # fmt: skip
def invoiced_before_payment(
    customer_no: str,
    invoice_date: dt.date,
    gross_amount: float,
    customers: Rows,
    received_amount: float | None,
) -> Mapping[str, Any] | None:
    """约定先款后票的客户，收齐款才能开票。

    A customer who pays before it gets the invoice is invoiced only when all has come in.

    客户:
    | 客户编号 | 票款顺序 |
    |---|---|
    | C001 | 先款后票 |
    | C002 | 先票后款 |

    错:
    | 申请号 | 客户编号 | 价税合计 | 已收金额 | 开票日期 |
    |---|---|---|---|---|
    | FP1 | C001 | 2058 | 1000 | 2026-03-12 |

    对:
    | 申请号 | 客户编号 | 价税合计 | 已收金额 | 开票日期 |
    |---|---|---|---|---|
    | FP1 | C001 | 2058 | 2058 | 2026-03-12 |
    | FP2 | C001 | 2058 |  |  |
    | FP3 | C002 | 2058 |  | 2026-03-12 |
    """
    received = received_amount or 0
    if customers.get(customer_no, "invoice_order") != "先款后票" or gross_amount - received <= CENT:
        return None
    return {"received": received}
