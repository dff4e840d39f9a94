"""月结单: finance's account of a month for customers who pay monthly, by document, with tax and ageing (38)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.account import MONTHLY, Account
from gendan_xl.domain.money import exact, split_tax
from gendan_xl.domain.receivable import age_band
from gendan_xl.domain.statement import Kind, Movement
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._receivables import age_limits, as_of
from gendan_xl.forms._rows import decimal
from gendan_xl.forms._statement_draft import HEAD, SLIP, WORDS, draft
from gendan_xl.forms._statement_values import FIELDS, NO_MOVEMENT, note_totals
from gendan_xl.forms._statements import MONTHLY_STATEMENT, Billing, billings
from gendan_xl.printing.layout import Column, Layout, boxed


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every customer that pays monthly; one asked for by name that does not is refused."""
    is_named = bool(asked.customer or asked.keys)
    found = billings(case, asked, lambda account: is_named or _is_monthly(account))
    return [_draft(billing, asked) for billing in found]


def _is_monthly(account: Account) -> bool:
    return account.terms.settlement_mode == MONTHLY


def _draft(billing: Billing, asked: Asked) -> Draft:
    totals = note_totals(billing)
    rows = [billing.row(one) for one, _ in totals]
    lines = [_line(billing, one, total) for one, total in totals] or [{"摘要": NO_MOVEMENT}]
    made = draft(billing, asked, rows, lines, is_kept=False)
    invoiced = decimal(made.values.get("本期开票")) or Decimal(0)
    refused = [] if _is_monthly(billing.account) else [_not_monthly(billing)]
    return replace(
        made,
        numbered=billing.rows,
        title=f"{made.title}月结单",
        values={**made.values, "账龄": _ageing(billing), "本期开票": f"{invoiced:,.2f}"},
        blocks=[*made.blocks, *refused],
        registered={**made.registered, **_related(billing)},
    )


def _related(billing: Billing) -> Mapping[str, Value]:
    return {"related_no": billing.statement_no} if billing.statement_no else {}


def _line(billing: Billing, one: Movement, total: Decimal) -> Mapping[str, Value]:
    line: dict[str, Value] = {
        "日期": one.day,
        "摘要": one.kind.value,
        "单号": one.number,
        "订单号": one.order_no,
    }
    if one.kind is Kind.RECEIPT:
        return line | {"收款": -total, "不含税金额": None, "税额": None, "价税合计": None, "应付日期": None}
    net, tax = split_tax(total, _rate(billing, one))
    return line | {"不含税金额": net, "税额": tax, "价税合计": total, "应付日期": one.due}


def _rate(billing: Billing, one: Movement) -> Decimal:
    """Return the tax rate of a movement: that of its order, else of the customer, else that of the settings."""
    if billing.account.currency != "CNY":
        return Decimal(0)
    sources = (billing.case.order(one.order_no), billing.customer)
    rates = (source.decimal("tax_rate") for source in sources if source)
    return next((rate for rate in rates if rate is not None), exact(billing.case.settings.tax_rate))


def _ageing(billing: Billing) -> str:
    """Return the closing balance by age at the end of the period."""
    limits = age_limits(billing.case.settings)
    bands: dict[str, Decimal] = {}
    items, left = as_of(billing.account, billing.period.end)
    for item in items:
        band = age_band(item.overdue_days(billing.period.end), limits)
        bands[band] = bands.get(band, Decimal(0)) + item.open_amount
    parts = [f"{band} {amount:,.2f}" for band, amount in bands.items()]
    return "　".join([*parts, f"预收 {left:,.2f}"] if left else parts) or "无未收款"


def _not_monthly(billing: Billing) -> Finding:
    mode = billing.account.terms.settlement_mode or "空"
    row = billing.customer
    sheet, line, col = row.data.place(row.index, "settlement_mode") if row else ("", 0, 0)
    return Finding(
        "GD744", "error",
        Message(f"{billing.name} 的结算方式是{mode}，不出月结单", f"{billing.name} does not settle monthly"),
        Message("用 gendan form 对账单；确是月结的，把客户的结算方式改成月结", "make out a statement, or correct 结算方式"),
        sheet, line, col, key=billing.key,
    )  # fmt: skip


FORM = Form(
    verb="monthly-statement",
    label=MONTHLY_STATEMENT,
    help=Message(
        "月结单：财务月初给月结客户的账单，按单据列示（--month 月份）",
        "monthly bill for customers who pay monthly",
    ),
    source="38",
    table="deliveries",
    asked_by="customers.customer_no",
    is_once=True,
    gather=gather,
    rules=("GD531",),
    fields=(*FIELDS, "账龄"),
    line_fields=("日期", "摘要", "单号", "不含税金额", "税额", "价税合计", "收款", "应付日期"),
    more_tables=("statements",),
    end_column="单号",
    layout=Layout(
        head=HEAD,
        columns=(
            Column("序号", 8, align="center"),
            Column("日期", 19, align="center", number_format="yyyy-mm-dd"),
            Column("摘要", 12, align="center"),
            Column("单号", 27, is_wide=True),
            Column("订单号", 25),
            Column("不含税金额", 20, align="right", number_format="#,##0.00", is_total=True),
            Column("税额", 18, align="right", number_format="#,##0.00", is_total=True),
            Column("价税合计", 22, align="right", number_format="#,##0.00", is_total=True),
            Column("收款", 21, align="right", number_format="#,##0.00", is_total=True),
            Column("应付日期", 19, align="center", number_format="yyyy-mm-dd"),
        ),
        body=(
            WORDS,
            boxed("账龄", "{{账龄}}", height=15, weights=(1, 5)),
            boxed(
                "付款到期日", "{{付款到期日}}", "本期开票", "{{本期开票}}", height=15, weights=(1, 2, 1, 2)
            ),
            boxed("说明", "{{未计入}}", height=15, weights=(1, 5)),
        ),
        signers=2,
        slip=SLIP,
    ),
    icon="CalculateSheet",
    place=81,
)
