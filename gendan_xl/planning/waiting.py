"""What is waited for: answers, approvals, papers that are not returned, money that is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gendan_xl.errors import Message
from gendan_xl.intake.ledger import Ledger
from gendan_xl.planning.tasks import CHARGED, WORKDAYS, Keepers, Task, keepers, planned_batches, texts
from gendan_xl.rules import Context, all_rules, run
from gendan_xl.rules._status import has_left

WAITING: Mapping[str, tuple[str, ...]] = {
    "orders": ("待评审",),
    "deliveries": ("待审价", "待放行"),
    "changes": ("待PMC答复", "待评估", "待客户接受", "待审批"),
    "returns": ("申请", "待审批", "待签核"),
    "complaints": ("待签批",),
}
"""Table → the states in which somebody's word is waited for."""
_ANSWER_RULES, _SHIPPING_RULES = "GD8", "GD82"


def waited_for(ledger: Ledger, context: Context) -> Iterator[Task]:
    """Yield what waits for somebody's word, paper or money."""
    known = keepers(ledger)
    yield from _answers(ledger, context)
    yield from _waiting(ledger, known)
    yield from _unpriced(ledger, context, known)
    yield from _receipts(ledger, context, known)
    yield from _receivables(ledger, context, known)


def _answers(ledger: Ledger, context: Context) -> Iterator[Task]:
    """Yield what the rules about answers (GD8xx) and tomorrow's shipments (GD82x) that are due found."""
    rules = [rule for rule in all_rules() if rule.code.startswith(_ANSWER_RULES)]
    for found in run(ledger, context, rules).findings:
        group = "due" if found.code.startswith(_SHIPPING_RULES) else "answer"
        yield Task(group, found.message, found.key, sheet=found.sheet, row=found.row, col=found.col)


def _waiting(ledger: Ledger, known: Keepers) -> Iterator[Task]:
    for name, states in WAITING.items():
        table = ledger.get(name)
        if table is None:
            continue
        for index, state in enumerate(table.values("status")):
            if state in states:
                title = table.table.meta.sheet
                what = Message(f"{title}：{state}", f"{title}: {state}")
                customer, who = texts(table, index, "customer_short_name", "approver")
                who = who or known.get(table.get(index, "order_no"), "")
                sheet, row, col = table.place(index, "status")
                yield Task("approval", what, table.key(index), customer, who, sheet=sheet, row=row, col=col)


def _unpriced(ledger: Ledger, context: Context, known: Keepers) -> Iterator[Task]:
    """Yield the batches that are about to leave without price approval, those whose status says so aside."""
    for table, index, planned in planned_batches(ledger, context):
        is_charged = table.get(index, "delivery_type") in CHARGED
        if is_charged and table.is_blank(index, "price_approver") and table.get(index, "status") != "待审价":
            title = table.table.meta.sheet
            what = Message(
                f"{title}：待审价（计划 {planned}）", f"{title}: price approval (planned {planned})"
            )
            [customer] = texts(table, index, "customer_short_name")
            sheet, row, col = table.place(index, "price_approver")
            who = known.get(table.get(index, "order_no"), "")
            yield Task("approval", what, table.key(index), customer, who, sheet=sheet, row=row, col=col)


def _receipts(ledger: Ledger, context: Context, known: Keepers) -> Iterator[Task]:
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
            customer, who = texts(table, index, "customer_short_name", "driver")
            who = who or known.get(table.get(index, "order_no"), "")
            days = context.calendar.workdays_between(shipped, context.today)
            what = Message(f"送货单 {number} 回单".replace("  ", " "), f"receipt of note {number}")
            at = table.place(index, "receipt_returned_date")
            yield Task("receipt", what, table.key(index), customer, who, shipped, days, WORKDAYS, *at)


def _receivables(ledger: Ledger, context: Context, known: Keepers) -> Iterator[Task]:
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
        [customer] = texts(table, index, "customer_short_name")
        who = known.get(table.get(index, "order_no"), "")
        money = "" if amount is None else f" {amount:,.2f}"
        what = Message(f"应收{money}", f"receivable{money}")
        at = table.place(index, "due_date")
        yield Task("money", what, table.key(index), customer, who, due, days, WORKDAYS, *at)
