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

_ANSWER_RULES, _SHIPPING_RULES = "GD8", "GD82"
_CHARGED = (None, "正常")
"""The 发货类型 whose price must be approved; the others may be free of charge and may follow a closed order."""

_DUE_FIELDS = ("confirmed_date", "pmc_date", "requested_date")
_RECORDS = ("open_qty", "delivered_qty", "last_shipped_date", "status", "close_mode")
"""The columns of 订单 that tell what is delivered; a ledger with none of them has no order that is known to be late."""

_CALENDAR_DAYS = Message("天", "days")
_WORKDAYS = Message("个工作日", "workdays")


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: its group, what it is, whose, where it stands. `days` late in `unit`, negative before the day."""

    group: str
    what: Message
    key: str = ""
    customer: str = ""
    who: str = ""
    due: dt.date | None = None
    days: int = 0
    unit: Message = _WORKDAYS
    sheet: str = ""
    row: int = 0
    col: int = 0


def today_tasks(ledger: Ledger, context: Context) -> list[Task]:
    """Return what is to be done on the day of `context`, group by group, the earliest date first. Tables that the book
    does not keep have nothing to do. GendanError GD010 when the formulas of the book have no results."""
    require_results(ledger)
    tasks = [
        *_milestones(ledger, context), *_orders(ledger, context), *_shipments(ledger, context),
        *_answers(ledger, context), *_waiting(ledger), *_unpriced(ledger, context), *_receipts(ledger, context), *_receivables(ledger, context),
    ]  # fmt: skip
    order = list(GROUPS)
    return sorted(tasks, key=lambda task: (order.index(task.group), task.due or dt.date.max, task.key))


def today_remarks(ledger: Ledger, context: Context) -> list[Message]:
    """Return what the list of today leaves out because the ledger does not record it."""
    table = ledger.get("orders")
    if table is None or records_delivery(table):
        return []
    rows = zip(*map(table.values, _DUE_FIELDS), strict=True)
    days = (line_due(dict(zip(_DUE_FIELDS, row, strict=True))) for row in rows)
    past = sum(day is not None and day < context.today for day in days)
    zh = f"这本台账没有记录交货的列，看不出哪些订单已交，过了交期的 {past} 行没有列出"
    en = f"No column of this ledger records deliveries: {past} order lines past their date are not listed"
    return [Message(zh, en)] if past else []


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


def records_delivery(orders: TableData) -> bool:
    """Tell whether a ledger has any column that says what is delivered: else an order past its date may be gone."""
    return any(name in orders.columns for name in _RECORDS)


def _orders(ledger: Ledger, context: Context) -> Iterator[Task]:
    table = ledger.get("orders")
    if table is None:
        return
    customers, is_recorded = _customers(ledger), records_delivery(table)
    fields = ("order_no", "product_name", "sales_person", *_DUE_FIELDS)
    for index, row in enumerate(zip(*map(table.values, fields), strict=True)):
        order, product, who, *days = row
        due = line_due(dict(zip(_DUE_FIELDS, days, strict=True)))
        if due is None or _needs_nothing(table, index) or (due < context.today and not is_recorded):
            continue
        status = _status(due, None, None, context)
        if group := _group(status, due, context):
            at = next(name for name, day in zip(_DUE_FIELDS, days, strict=True) if day == due)
            what = Message(f"交货 {product or ''}".strip(), f"deliver {product or ''}".strip())
            late = (context.today - due).days
            yield Task(group, what, table.key(index), customers.get(order, ""), who or "", due, late, _CALENDAR_DAYS,
                       *table.place(index, at))  # fmt: skip


def _needs_nothing(orders: TableData, index: int) -> bool:
    """Return whether the goods of an order line have left or are not to leave now, or that cannot be read."""
    state, mode = orders.get(index, "status"), orders.get(index, "close_mode")
    if is_closed(state, mode) or has_left(state) or state == PAUSED or index in orders.unclean("open_qty"):
        return True
    left = orders.get(index, "open_qty")
    if left is not None or state is not None:
        return bool(left == 0)
    ordered, delivered = orders.get(index, "ordered_qty"), orders.get(index, "delivered_qty")
    if delivered is not None and ordered is not None:
        return bool(delivered >= ordered)
    return orders.get(index, "last_shipped_date") is not None


def _shipments(ledger: Ledger, context: Context) -> Iterator[Task]:
    """Yield the planned batches of 发货 that leave today or tomorrow, or should have left before."""
    for table, index, planned in _planned(ledger, context):
        late = (context.today - planned).days
        product, customer, who = _text(table, index, "product_name", "customer_short_name", "storekeeper")
        group, zh, en = "overdue", f"发货已过期 {late} 天", f"shipment {late} days late"
        if late <= 0:
            group, zh, en = (
                ("due", "今天发货", "ship today") if late == 0 else ("soon", "明天发货", "ship tomorrow")
            )
        what = Message(f"{zh} {product}".strip(), f"{en} {product}".strip())
        at = table.place(index, "planned_date")
        yield Task(group, what, table.key(index), customer, who, planned, late, _CALENDAR_DAYS, *at)


def _planned(ledger: Ledger, context: Context) -> Iterator[tuple[TableData, int, dt.date]]:
    """Yield the rows of 发货 planned for tomorrow or before and not shipped, where the ledger records shipping."""
    table = ledger.get("deliveries")
    if table is None or not {"shipped_date", "status"} & table.columns.keys():
        return
    closed, unread = _closed_lines(ledger), table.unclean("shipped_date", "status")
    fields = ("order_no", "line_no", "delivery_type", "planned_date", "shipped_date", "status")
    for index, row in enumerate(zip(*map(table.values, fields), strict=True)):
        order, line, kind, planned, shipped, state = row
        is_over = shipped or has_left(state) or state == "作废" or index in unread
        if planned is None or planned > context.today + dt.timedelta(days=1) or is_over:
            continue
        if kind not in _CHARGED or (order, line) not in closed:
            yield table, index, planned


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
    return Task(group, what, table.key(index), customer, who, due, days, _WORKDAYS, *table.place(index, name))


# --- what is waited for ----------------------------------------------------------------------------------------


def _answers(ledger: Ledger, context: Context) -> Iterator[Task]:
    """Yield what the rules about answers (GD8xx) and tomorrow's shipments (GD82x) that are due found."""
    rules = [rule for rule in all_rules() if rule.code.startswith(_ANSWER_RULES)]
    for found in run(ledger, context, rules).findings:
        group = "due" if found.code.startswith(_SHIPPING_RULES) else "answer"
        yield Task(group, found.message, found.key, sheet=found.sheet, row=found.row, col=found.col)


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
                sheet, row, col = table.place(index, "status")
                yield Task("approval", what, table.key(index), customer, who, sheet=sheet, row=row, col=col)


def _unpriced(ledger: Ledger, context: Context) -> Iterator[Task]:
    """Yield the batches that are about to leave without price approval, those whose status says so aside."""
    for table, index, planned in _planned(ledger, context):
        is_charged = table.get(index, "delivery_type") in _CHARGED
        if is_charged and table.is_blank(index, "price_approver") and table.get(index, "status") != "待审价":
            title = table.table.meta.sheet
            what = Message(
                f"{title}：待审价（计划 {planned}）", f"{title}: price approval (planned {planned})"
            )
            [customer] = _text(table, index, "customer_short_name")
            sheet, row, col = table.place(index, "price_approver")
            yield Task("approval", what, table.key(index), customer, sheet=sheet, row=row, col=col)


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
            yield Task("receipt", what, table.key(index), customer, who, shipped, days, _WORKDAYS, *at)


def _receivables(ledger: Ledger, context: Context) -> Iterator[Task]:
    table = ledger.get("receivables")
    if table is None:
        return
    limit = context.calendar.add_workdays(context.today, context.settings.reminder_workdays)
    for index, (due, amount) in enumerate(
        zip(table.values("due_date"), table.values("open_amount"), strict=True)
    ):
        if due is None or due > limit or amount == 0:
            continue
        days = context.calendar.workdays_between(min(due, context.today), context.today)
        customer, _ = _text(table, index, "customer_short_name", "remark")
        what = Message(f"应收 {amount or ''}".strip(), f"receivable {amount or ''}".strip())
        at = table.place(index, "due_date")
        yield Task("money", what, table.key(index), customer, "", due, days, _WORKDAYS, *at)


def _text(table: TableData, index: int, *names: str) -> tuple[str, ...]:
    return tuple(str(table.get(index, name) or "") for name in names)


def _customers(ledger: Ledger) -> dict[Any, str]:
    """Return order → the customer's short name, else the name as the ledger has it."""
    short = dict(ledger.rows("customers", ("customer_no", "short_name")))
    rows = ledger.rows("orders", ("order_no", "customer_no", "customer_name"))
    return {order: short.get(number) or name or "" for order, number, name in rows}
