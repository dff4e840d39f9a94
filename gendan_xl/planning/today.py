"""What is to be done today: dates that are due, answers and approvals that are waited for, papers not returned (42)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from gendan_xl.domain.progress import MilestoneStatus, Status, milestone_status
from gendan_xl.errors import Message
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.planning.lines import line_due
from gendan_xl.planning.standings import gone_remark, standings
from gendan_xl.planning.tasks import (
    CALENDAR_DAYS,
    GROUPS,
    WORKDAYS,
    Task,
    closed_lines,
    customers_of,
    keepers,
    planned_batches,
    records_delivery,
    texts,
)
from gendan_xl.planning.waiting import waited_for
from gendan_xl.rules import Context
from gendan_xl.rules._status import PAUSED, has_left, is_closed

_DUE_FIELDS = ("confirmed_date", "pmc_date", "requested_date")


def today_tasks(ledger: Ledger, context: Context) -> list[Task]:
    """Return what is to be done on the day of `context`, group by group, the earliest date first. Tables that the book
    does not keep have nothing to do. GendanError GD010 when the formulas of the book have no results."""
    require_results(ledger)
    finders = (_milestones, _orders, _shipments, waited_for)
    tasks = [task for find in finders for task in find(ledger, context)]
    order = list(GROUPS)
    return sorted(tasks, key=lambda task: (order.index(task.group), task.due or dt.date.max, task.key))


def today_remarks(ledger: Ledger, context: Context, name: str = "") -> list[Message]:
    """Return what the list of today leaves out because the ledger, a file `name`, does not record it."""
    orders = ledger.get("orders")
    if orders is None or records_delivery(orders):
        return []
    gone = sum(line.may_be_gone for line in standings(ledger, context))
    return [gone_remark(gone, name)] if gone else []


def _milestones(ledger: Ledger, context: Context) -> Iterator[Task]:
    table = ledger.get("milestones")
    if table is None:
        return
    closed, plan_only = closed_lines(ledger), ledger.notes.get("plan_only", frozenset())
    passed = _passed(table) if ledger.notes.get("wide") else {}
    customers = customers_of(ledger)
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
    """Yield the order lines to be delivered, but for those whose batch is to leave and stands in the list itself."""
    table = ledger.get("orders")
    if table is None:
        return
    customers, is_recorded = customers_of(ledger), records_delivery(table)
    batched = {
        (batches.get(row, "order_no"), batches.get(row, "line_no"))
        for batches, row, _ in planned_batches(ledger, context)
    }
    fields = ("order_no", "line_no", "product_name", "sales_person", *_DUE_FIELDS)
    for index, row in enumerate(zip(*map(table.values, fields), strict=True)):
        order, line, product, who, *days = row
        due = line_due(dict(zip(_DUE_FIELDS, days, strict=True)))
        if due is None or _needs_nothing(table, index) or (due < context.today and not is_recorded):
            continue
        status = _status(due, None, None, context)
        group = _group(status, due, context)
        if group == "overdue" or (group and (order, line) not in batched):
            at = next(name for name, day in zip(_DUE_FIELDS, days, strict=True) if day == due)
            what = Message(f"交货 {product or ''}".strip(), f"deliver {product or ''}".strip())
            late = (context.today - due).days
            yield Task(group, what, table.key(index), customers.get(order, ""), who or "", due, late, CALENDAR_DAYS,
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
    known = keepers(ledger)
    for table, index, planned in planned_batches(ledger, context):
        late = (context.today - planned).days
        product, customer, who = texts(table, index, "product_name", "customer_short_name", "storekeeper")
        who = who or known.get(table.get(index, "order_no"), "")
        group, zh, en = "overdue", f"发货已过期 {late} 天", f"shipment {late} days late"
        if late <= 0:
            group, zh, en = (
                ("due", "今天发货", "ship today") if late == 0 else ("soon", "明天发货", "ship tomorrow")
            )
        what = Message(f"{zh} {product}".strip(), f"{en} {product}".strip())
        at = table.place(index, "planned_date")
        yield Task(group, what, table.key(index), customer, who, planned, late, CALENDAR_DAYS, *at)


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
    return Task(group, what, table.key(index), customer, who, due, days, WORKDAYS, *table.place(index, name))
