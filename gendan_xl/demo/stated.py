"""The statements that were sent: of the month before last, and of last month for who pays monthly, all but one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.demo.accounts import CARRIED, exact, month_before
from gendan_xl.demo.choose import Story
from gendan_xl.demo.master import CNY, Row
from gendan_xl.domain.money import line_amount
from gendan_xl.domain.statement import Period
from gendan_xl.schema.settings import SettingsValues

NOT_STATED = "C006"
"""Whose statement of last month is still to be made out."""
_OPENING = {one.customer_no: one.opening for one in CARRIED}


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved an account: the column of 对账 that counts it, the day, and the amount, never negative."""

    column: str
    day: dt.date
    amount: Decimal
    row: Row


def make_statements(story: Story) -> list[Row]:
    """Return 对账, and write its numbers into 发货."""
    moved = {str(no): list(_moved(story, str(no))) for no in story.master.customers}
    first = month_before(story.today, 2)
    rows = [_statement(story, no, first, moved[no]) for no in _OPENING]
    if is_due(story.today):
        last = month_before(story.today, 1)
        monthly = [
            no for no, customer in story.master.customers.items() if customer["settlement_mode"] == "月结"
        ]
        stated = [no for no in monthly if no != NOT_STATED and any(one.day <= last.end for one in moved[no])]
        rows += [_statement(story, no, last, moved[no]) for no in stated]
    return rows


def is_due(today: dt.date) -> bool:
    """Tell whether the statements of last month should be out."""
    return today.day > SettingsValues().statement_day


def _moved(story: Story, customer_no: str) -> Iterator[Moved]:
    tables = story.tables
    for row in tables["deliveries"]:
        if row["customer_no"] == customer_no and isinstance(day := row.get("shipped_date"), dt.date):
            yield Moved(
                "delivered_amount", day, line_amount(exact(row["shipped_qty"]), exact(row["unit_price"])), row
            )
    for row in tables["returns"]:
        if row["customer_no"] == customer_no and isinstance(day := row.get("return_note_date"), dt.date):
            price = exact(story.line_of(row)["unit_price"])
            yield Moved("returned_amount", day, line_amount(exact(row["received_qty"]), price), row)
    for row in tables["payments"]:
        if (
            row["customer_no"] == customer_no
            and row["currency"] == CNY
            and isinstance(day := row["payment_date"], dt.date)
        ):
            yield Moved("received_amount", day, exact(row["payment_amount"]), row)


def _statement(story: Story, customer_no: str, month: Period, moved: list[Moved]) -> Row:
    calendar = story.master.calendar
    day = calendar.next_workday(month.end + dt.timedelta(days=2))
    number = story.number("DZ", day)
    for one in moved:
        if one.column == "delivered_amount" and one.day in month:
            one.row["statement_no"] = number
    sums = _sums(_OPENING.get(customer_no, Decimal(0)), month, moved)
    sent_back = min(calendar.add_workdays(day, 4), story.workday(0))
    return {
        "statement_no": number, "customer_no": customer_no, "statement_month": f"{month.end:%Y%m}",
        "start_date": month.start, "end_date": month.end, **sums, "prepared_by": "叶小倩", "finance_checked_by": "施雅琴",
        "finance_checked_date": day, "sent_by": "微信", "sent_date": day, "return_due_date": calendar.add_workdays(day, 5),
        "returned_date": sent_back, "sealed_by": story.master.customers[customer_no]["contact"], "status": "已完成",
        "confirmed_amount": sums["closing_amount"],
    }  # fmt: skip


def _sums(carried: Decimal, month: Period, moved: list[Moved]) -> dict[str, float]:
    columns = ("delivered_amount", "returned_amount", "received_amount")
    before = [one for one in moved if one.day < month.start]
    opening = carried + sum((_signed(one) for one in before), Decimal(0))
    inside = [one for one in moved if one.day in month]
    sums = {name: sum((one.amount for one in inside if one.column == name), Decimal(0)) for name in columns}
    closing = opening + sum((_signed(one) for one in inside), Decimal(0))
    return {"opening_amount": float(opening), "allowance_amount": 0.0, "closing_amount": float(closing)} | {
        name: float(amount) for name, amount in sums.items()
    }


def _signed(one: Moved) -> Decimal:
    return one.amount if one.column == "delivered_amount" else -one.amount
