"""What is to be done today: dates that are due, answers and approvals that are waited for, papers not returned (42)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gendan_xl.domain.progress import MilestoneStatus, Status, milestone_status
from gendan_xl.errors import Message
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.planning.lines import line_due
from gendan_xl.rules import Context, all_rules, run
from gendan_xl.rules._status import PAUSED, has_left, is_closed

GROUPS: Mapping[str, Message] = {
    "due": Message("今天到期", "due today"),
    "overdue": Message("超期", "overdue"),
    "soon": Message("临期", "due soon"),
    "answer": Message("未答复", "unanswered"),
    "approval": Message("待审批", "waiting for approval"),
    "receipt": Message("回单未收", "receipts not returned"),
    "money": Message("应收到期", "receivables due"),
}
"""The kinds of things to do, in the order in which they are shown."""

WAITING: Mapping[str, tuple[str, ...]] = {
    "orders": ("待评审",),
    "deliveries": ("待审价", "待放行"),
    "changes": ("待PMC答复", "待评估", "待客户接受", "待审批"),
    "returns": ("申请", "待审批", "待签核"),
    "complaints": ("待签批",),
}
"""Table → the states in which somebody's word is waited for."""

_ANSWER_RULES = "GD8"
_REMIND_DAYS = 1  # workdays before a receivable is due (requirement 39)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: its group, what it is, whose, where it stands. `days` late in workdays, negative before the day."""

    group: str
    what: Message
    key: str = ""
    customer: str = ""
    who: str = ""
    due: dt.date | None = None
    days: int = 0
    sheet: str = ""
    row: int = 0
    col: int = 0


def today_tasks(ledger: Ledger, context: Context) -> list[Task]:
    """Return what is to be done on the day of `context`, group by group, the latest first. Tables that the book does
    not keep have nothing to do. GendanError GD010 when the formulas of the book have no results."""
    require_results(ledger)
    tasks = [
        *_milestones(ledger, context), *_orders(ledger, context), *_answers(ledger, context),
        *_waiting(ledger), *_receipts(ledger, context), *_receivables(ledger, context),
    ]  # fmt: skip
    order = list(GROUPS)
    return sorted(tasks, key=lambda task: (order.index(task.group), -task.days, task.key))


# --- dates -----------------------------------------------------------------------------------------------------


def _closed_lines(ledger: Ledger) -> set[tuple[Any, Any]]:
    """Return the (order, line) for which nothing is to be done now."""
    rows = ledger.rows("orders", ("order_no", "line_no", "status", "close_mode"))
    return {
        (order, line) for order, line, status, mode in rows if is_closed(status, mode) or status == PAUSED
    }


def _milestones(ledger: Ledger, context: Context) -> Iterator[Task]:
    table = ledger.get("milestones")
    if table is None:
        return
    closed, plan_only = _closed_lines(ledger), ledger.notes.get("plan_only", frozenset())
    passed = _passed(table) if ledger.notes.get("wide") else {}
    customers = _customers(ledger)
    fields = (
        "order_no", "line_no", "seq_no", "milestone_name", "planned_end_date", "actual_start_date",
        "actual_end_date", "is_skipped", "owner", "department",
    )  # fmt: skip
    for index, row in enumerate(zip(*map(table.values, fields), strict=True)):
        order, line, seq, name, planned, started, finished, skipped, owner, department = row
        if planned is None or (order, line) in closed or (seq or 0) <= passed.get((order, line), -1):
            continue
        status = _status(planned, started, finished, context, skipped=bool(skipped))
        group = _group(status, planned, context)
        if group and not (group == "overdue" and name in plan_only):
            yield _dated(group, Message(f"节点「{name}」", f"milestone {name}"), table, index, "planned_end_date",
                         status, context, customers.get(order, ""), owner or department or "")  # fmt: skip


def _passed(table: TableData) -> dict[tuple[Any, Any], int]:
    """Return (order, line) → number of the last step done: in ledgers with steps in columns the earlier ones are past."""
    done: dict[tuple[Any, Any], int] = {}
    for order, line, seq, actual in zip(
        *map(table.values, ("order_no", "line_no", "seq_no", "actual_end_date")), strict=True
    ):
        if actual is not None and seq is not None:
            done[order, line] = max(int(seq), done.get((order, line), 0))
    return done


def _orders(ledger: Ledger, context: Context) -> Iterator[Task]:
    table = ledger.get("orders")
    if table is None:
        return
    customers = _customers(ledger)
    dates = ("confirmed_date", "pmc_date", "requested_date")
    fields = ("order_no", "product_name", "open_qty", "status", "close_mode", "sales_person", *dates)
    for index, row in enumerate(zip(*map(table.values, fields), strict=True)):
        order, product, open_qty, state, mode, who, *days = row
        due = line_due(dict(zip(dates, days, strict=True)))
        if due is None or open_qty == 0 or is_closed(state, mode) or has_left(state) or state == PAUSED:
            continue
        if open_qty is None and "open_qty" in table.columns and index in table.columns["open_qty"].dirty:
            continue
        status = _status(due, None, None, context)
        if group := _group(status, due, context):
            at = next(name for name, day in zip(dates, days, strict=True) if day == due)
            what = Message(f"交货 {product or ''}".strip(), f"deliver {product or ''}".strip())
            yield _dated(group, what, table, index, at, status, context, customers.get(order, ""), who or "")


def _status(
    planned: dt.date, started: dt.date | None, finished: dt.date | None, context: Context, *, skipped: bool = False
) -> MilestoneStatus:  # fmt: skip
    soon = context.settings.due_soon_days
    return milestone_status(planned, started, finished, context.today, context.calendar, soon, skipped)


def _group(status: MilestoneStatus, planned: dt.date, context: Context) -> str:
    if status.status is Status.OVERDUE:
        return "overdue"
    if status.status is Status.DUE_SOON:
        return "due" if planned == context.today else "soon"
    return ""


def _dated(
    group: str, what: Message, table: TableData, index: int, name: str, status: MilestoneStatus, context: Context,
    customer: str, who: str,
) -> Task:  # fmt: skip
    due: dt.date = table.get(index, name)
    days = status.days_late or -context.calendar.workdays_between(context.today, due)
    return Task(group, what, table.key(index), customer, who, due, days, *table.place(index, name))


# --- what is waited for ----------------------------------------------------------------------------------------


def _answers(ledger: Ledger, context: Context) -> Iterator[Task]:
    """Yield what the rules about answers that are due (GD8xx) found."""
    rules = [rule for rule in all_rules() if rule.code.startswith(_ANSWER_RULES)]
    for found in run(ledger, context, rules).findings:
        yield Task("answer", found.message, found.key, sheet=found.sheet, row=found.row, col=found.col)


def _waiting(ledger: Ledger) -> Iterator[Task]:
    for name, states in WAITING.items():
        table = ledger.get(name)
        if table is None:
            continue
        for index, state in enumerate(table.values("status")):
            if state in states:
                title = table.table.meta.sheet
                what = Message(f"{title}：{state}", f"{title}: {state}")
                customer, who = _text(table, index, "customer_short_name", "approver")
                yield Task(
                    "approval", what, table.key(index), customer, who, None, 0, *table.place(index, "status")
                )


def _receipts(ledger: Ledger, context: Context) -> Iterator[Task]:
    """Yield the deliveries that have left and whose signed copy is not back."""
    table = ledger.get("deliveries")
    if table is None or "receipt_returned_date" not in table.columns:
        return
    for index, (state, shipped) in enumerate(
        zip(table.values("status"), table.values("shipped_date"), strict=True)
    ):
        if (
            has_left(state)
            and shipped
            and shipped < context.today
            and table.is_blank(index, "receipt_returned_date")
        ):
            number = table.get(index, "note_no") or ""
            customer, who = _text(table, index, "customer_short_name", "driver")
            days = context.calendar.workdays_between(shipped, context.today)
            what = Message(f"送货单 {number} 回单".replace("  ", " "), f"receipt of note {number}")
            at = table.place(index, "receipt_returned_date")
            yield Task("receipt", what, table.key(index), customer, who, shipped, days, *at)


def _receivables(ledger: Ledger, context: Context) -> Iterator[Task]:
    table = ledger.get("receivables")
    if table is None:
        return
    limit = context.calendar.add_workdays(context.today, _REMIND_DAYS)
    for index, (due, amount) in enumerate(
        zip(table.values("due_date"), table.values("open_amount"), strict=True)
    ):
        if due is None or due > limit or amount == 0:
            continue
        days = context.calendar.workdays_between(min(due, context.today), context.today)
        customer, _ = _text(table, index, "customer_short_name", "remark")
        what = Message(f"应收 {amount or ''}".strip(), f"receivable {amount or ''}".strip())
        yield Task("money", what, table.key(index), customer, "", due, days, *table.place(index, "due_date"))


def _text(table: TableData, index: int, *names: str) -> tuple[str, ...]:
    return tuple(str(table.get(index, name) or "") for name in names)


def _customers(ledger: Ledger) -> dict[Any, str]:
    """Return order → the customer's short name, else the name as the ledger has it."""
    short = dict(ledger.rows("customers", ("customer_no", "short_name")))
    rows = ledger.rows("orders", ("order_no", "customer_no", "customer_name"))
    return {order: short.get(number) or name or "" for order, number, name in rows}
