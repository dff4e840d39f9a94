"""What stands on a statement: its sums, its lines, the words of the slip that the customer sends back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.money import line_amount, round_money
from gendan_xl.domain.statement import Kind, Movement
from gendan_xl.errors import Message
from gendan_xl.forms._form import Asked
from gendan_xl.forms._goods import goods, quantity
from gendan_xl.forms._rows import Row, decimal
from gendan_xl.forms._statements import Billing
from gendan_xl.schema.statements import Statements

NO_MOVEMENT = "本期无往来"


_HEADERS = Statements.columns()
_ROW_FIELDS = ("customer_no", "customer_short_name", "statement_month")
FIELDS = ("月份", "结算说明", "余额说明", "未计入")
"""The placeholders of statements that are computed beside the columns of 对账."""


def values(kept: Mapping[str, Value], billing: Billing) -> dict[str, Value]:
    """Return the values of a statement by placeholder; `kept` are those that 对账 keeps, by field."""
    shown = {_HEADERS[name].header: value for name, value in kept.items() if name not in _ROW_FIELDS}
    return shown | texts(billing)


def sums(billing: Billing, asked: Asked) -> dict[str, Value]:
    """Return the fields of 对账 that follow from the records: the sums without sign, the dates."""
    made, account = billing.statement, billing.account
    settings = billing.case.settings
    return {
        "customer_no": account.customer,
        "customer_short_name": billing.name,
        "statement_month": f"{billing.period.end:%Y%m}",
        "start_date": billing.period.start,
        "end_date": billing.period.end,
        "opening_amount": made.opening,
        "delivered_amount": made.total(Kind.DELIVERY),
        "returned_amount": -made.total(Kind.RETURN),
        "allowance_amount": -made.total(Kind.ALLOWANCE),
        "received_amount": -made.total(Kind.RECEIPT),
        "closing_amount": made.closing,
        "invoiced_amount": _invoiced(billing),
        "return_due_date": billing.case.calendar.add_workdays(asked.date, settings.statement_return_workdays),
        "payment_due_date": _last_due(billing),
    }


def _last_due(billing: Billing) -> dt.date:
    """Return when the last line of the statement is due; without any, when its period would be."""
    dues = (one.due for one in billing.statement.movements if one.due)
    return max(dues, default=billing.account.terms.due(billing.period.end))


def _invoiced(billing: Billing) -> Decimal:
    """Return what was invoiced to the customer in the period."""
    amounts = (
        row.decimal("gross_amount") or Decimal(0)
        for row in billing.case.rows("invoices")
        if str(row["customer_no"]) == billing.account.customer
        and row["invoice_date"] is not None
        and row["invoice_date"] in billing.period
    )  # fmt: skip
    return sum(amounts, Decimal(0))


def texts(billing: Billing) -> dict[str, Value]:
    """Return the words of a statement that are computed."""
    closing, currency = billing.statement.closing, billing.account.currency
    amount = f"{currency} {abs(closing):,.2f}"
    balance = f"我公司应付贵公司货款 {amount}" if closing > 0 else f"我公司多付（预付）贵公司货款 {amount}"
    return {
        "月份": f"{billing.period.end.year}年{billing.period.end.month}月",
        "结算说明": _terms(billing),
        "余额说明": balance if closing else "双方往来余额为零",
        "未计入": "；".join(text.zh for text in waiting(billing)),
        "币种": currency,
    }


def _terms(billing: Billing) -> str:
    terms = billing.account.terms
    parts = [terms.settlement_mode, f"账期 {terms.credit_days} 天" if terms.credit_days else ""]
    return "，".join(
        part for part in (*parts, f"从{terms.credit_start}起算" if terms.credit_start else "") if part
    )


def waiting(billing: Billing) -> list[Message]:
    """Return what is left out of the statement, and why."""
    found = []
    start = billing.account.terms.credit_start
    reasons = {
        Kind.DELIVERY: f"已发货未到{start or '送货日'}",
        Kind.RETURN: "退货未开退货单",
        Kind.ALLOWANCE: "折让未办完",
        Kind.RECEIPT: "收款待财务确认",
    }
    for kind, reason in reasons.items():
        some = [one for one in billing.waiting() if one.kind is kind]
        if some:
            total = sum((one.amount for one in some), Decimal(0))
            zh = f"{reason} {len(some)} 笔共 {abs(total):,.2f} 未计入"
            found.append(
                Message(zh, f"{len(some)} {kind.name.lower()} rows, {abs(total):,.2f}, do not count yet")
            )
    return found


def lines(billing: Billing) -> list[Mapping[str, Value]]:
    """Return a line for every movement, one that says so when there is none."""
    return [_line(billing, one) for one in billing.statement.movements] or [{"产品": NO_MOVEMENT}]


def _line(billing: Billing, one: Movement) -> dict[str, Value]:
    line: dict[str, Value] = {
        "日期": one.day,
        "类别": one.kind.value,
        "单号": one.number,
        "订单号": one.order_no,
    }
    row = billing.row(one)
    if one.kind is Kind.RECEIPT:
        return line | {"产品": _receipt(row), "数量": None, "单价": None, "收款": -one.amount}
    if one.kind is Kind.ALLOWANCE:
        words = f"折让 {row['return_reason'] or ''}".strip()
        return line | {"产品": words, "数量": None, "单价": None, "货款": one.amount}
    qty = quantity(one, row) or Decimal(0)
    price = _price(billing, row, qty, one.amount)
    return line | {"产品": goods(billing.case, row), "数量": qty, "单价": price, "货款": one.amount}


def _price(billing: Billing, row: Row, qty: Decimal, amount: Decimal) -> Decimal | None:
    """Return the price on the line: that of the row, with its tax where the row's is without."""
    order = billing.case.order(row["order_no"], row["line_no"])
    price = decimal(row["unit_price"] if row["unit_price"] is not None else order and order["unit_price"])
    if price is None or not qty or not amount or line_amount(qty, price) == amount:
        return price if amount else Decimal(0)
    return round(amount / qty, billing.case.settings.price_decimals)


def _receipt(row: Row) -> str:
    words = (row["payment_mode"], row["payment_kind"])
    return " ".join(str(word) for word in words if word) or "收款"


def note_totals(billing: Billing) -> list[tuple[Movement, Decimal]]:
    """Return the movements of each document as one, with their sum, in the order of the first."""
    found: dict[tuple[Kind, str, str, dt.date], tuple[Movement, Decimal]] = {}
    for place, one in enumerate(billing.statement.movements):
        key = one.kind, one.number or str(place), one.order_no, one.day
        first, total = found.get(key, (one, Decimal(0)))
        found[key] = first, round_money(total + one.amount)
    return list(found.values())
