"""What both forms of a change ask: is it free, is the order locked, what stands before, what is against it (24, 25)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.order_change import (
    BESIDE_PRODUCTION,
    ENDS_ORDER,
    MILESTONE_FIELDS,
    ORDER_FIELDS,
    REFUSED,
    ROUTE_FIELDS,
    is_free,
    lock_of,
    locked_lines,
)
from gendan_xl.edits import SetCell
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row
from gendan_xl.intake.named import named_field
from gendan_xl.printing.layout import Column, boxed
from gendan_xl.words import show

SIX = (20, 30, 18, 44, 44, 35)
FOUR, TWO = (20, 92, 44, 35), (20, 171)
"""The widths of boxes in rows of three, two and one pair of label and value: they stand on the columns below."""
ASKED = boxed(
    "变更类型", "{{变更类型}}", "提出", "{{提出方}}　{{提出人}}", "提出时间", "{{提出时间}}", weights=SIX
)
"""What kind of change it is, who asked for it and when."""

COLUMNS = (
    Column("序号", 9, align="center"),
    Column("行号", 11, align="center"),
    Column("产品名称", 30, is_wide=True),
    Column("变更字段", 18, align="center"),
    Column("变更前", 44, align="center"),
    Column("变更后", 44, align="center"),
    Column("变更原因", 35, is_wide=True),
)

STOPPED = frozenset({"已拒绝", "已撤回"})


def is_late(case: Case, row: Row) -> bool:
    """Tell whether a change came after the free days: by its dates, where they are not known by 是否免费期内."""
    order, requested = case.order(row["order_no"]), row["requested_time"]
    if order is None or order["order_date"] is None or requested is None:
        return row["is_free_period"] is False
    return not is_free(requested, order["order_date"], _free_days(case, order))


def _free_days(case: Case, order: Row | None) -> float:
    customer = case.customer(order["customer_no"]) if order else None
    agreed: float | None = customer["free_change_days"] if customer else None
    return case.settings.free_change_days if agreed is None else agreed


def free_words(case: Case, rows: Sequence[Row]) -> str:
    """Return whether a change came within the free days, in words: 否，超过 3 天（含下单当天）."""
    late = any(is_late(case, row) for row in rows)
    days = _free_days(case, case.order(rows[0]["order_no"]))
    return f"{f'否，超过 {days:g} 天' if late else f'是，{days:g} 天内'}（含下单当天）"


def delay_words(rows: Sequence[Row]) -> str:
    """Return the effect on the date in words: +5 天, 不影响; '' while nobody has stated it."""
    days = [row["delay_days"] for row in rows if row["delay_days"] is not None]
    return f"{max(days):+g} 天" if days and max(days) else ("不影响" if days else "")


def ends_order(rows: Sequence[Row]) -> bool:
    """Tell whether a change cancels its order."""
    return any(row["change_type"] in ENDS_ORDER for row in rows)


def standing(case: Case, row: Row) -> str:
    """Return what stands before a change: 变更前, else the ledger's value in words; '' when it cannot be told."""
    line = case.order(row["order_no"], row["line_no"])
    if row["old_value"] or line is None:
        return str(row["old_value"] or "")
    name = (
        "status" if row["change_type"] in ENDS_ORDER else named_field(line.data, row["changed_field"] or "")
    )
    return show(line[name]) if name else ""


def locked_by(case: Case, row: Row) -> str:
    """Return what shows that production has begun on the line of a change, '' when nothing does."""
    tables = (("orders", ORDER_FIELDS), ("milestones", MILESTONE_FIELDS), ("routes", ROUTE_FIELDS))
    orders, milestones, routes = (case.ledger.rows(name, fields) for name, fields in tables)
    locked = locked_lines(orders, milestones, routes, case.settings.production_lock_milestone)
    return lock_of(locked, row["order_no"], row["line_no"])


# --- what is against it ------------------------------------------------------------------------------------------


def against_state(row: Row) -> Iterator[Finding]:
    """Yield that a change was refused or taken back, that PMC refused it or has not answered."""
    refused = str(row["pmc_answer"] or "").startswith(REFUSED) and row["change_type"] not in ENDS_ORDER
    if row["status"] in STOPPED:
        yield _block(
            row, "GD797", "status", "24",
            Message(f"{row.key} 的状态是{row['status']}，不能出单", f"{row.key} is {row['status']}"),
            Message("要重新提出的另登记一个变更", "register another change to ask again"),
        )  # fmt: skip
    if not row["pmc_answer"]:
        yield _block(
            row, "GD724", "pmc_answer", "24",
            Message(f"{row.key} PMC 还没有答复能不能变更", f"PMC has not answered {row.key}"),
            Message("请 PMC 答复", "have PMC answer"),
        )  # fmt: skip
    elif refused:
        yield _block(
            row, "GD721", "pmc_answer", "24",
            Message(f"{row.key} PMC 答复「已在生产不可变更」", f"PMC refused {row.key}: in production"),
            Message("书面答复客户；一定要改的，取消原单、另下新单（变更类型写重新下单）",
                    "answer the customer in writing; else cancel the order and place a linked new one"),
        )  # fmt: skip


def against_lock(case: Case, row: Row) -> Iterator[Finding]:
    """Yield that production has begun on what is to be changed."""
    why = "" if row["change_type"] in BESIDE_PRODUCTION else locked_by(case, row)
    if why:
        yield _block(
            row, "GD726", "change_type", "25",
            Message(f"{row.key} 的订单已过投产锁定点（{why}），不能变更", f"{row.key}: production has begun ({why})"),
            Message("书面答复客户；一定要改的，取消原单、另下新单（变更类型写重新下单）",
                    "answer the customer in writing; else cancel the order and place a linked new one"),
        )  # fmt: skip


def against_agreement(case: Case, row: Row) -> Iterator[Finding]:
    """Yield that a late change or a cancellation was not assessed, or that it was not approved."""
    if not row["assessment_no"] and (row["change_type"] in ENDS_ORDER or is_late(case, row)):
        reason = "取消订单" if row["change_type"] in ENDS_ORDER else "超过免费变更期"
        yield _block(
            row, "GD723", "assessment_no", "23, 25",
            Message(f"{row.key} {reason}，还没有变更评估报告", f"{row.key} was not assessed"),
            Message(f"先出变更评估报告：gendan form 变更评估报告 文件 {row['change_no']}", "make out the assessment first"),
        )  # fmt: skip
    if row["approval_result"] == "不同意":
        yield _block(
            row, "GD725", "approval_result", "24",
            Message(f"{row.key} 审批结论是不同意", f"{row.key} was not approved"),
            Message("把状态改成已拒绝，答复客户", "set it to refused and answer the customer"),
        )  # fmt: skip


def _block(row: Row, code: str, field: str, source: str, message: Message, fix: Message) -> Finding:
    sheet, line, col = row.data.place(row.index, field)
    header = row.data.header(row.index, field)
    return Finding(
        code,
        "error",
        message,
        fix,
        sheet,
        line,
        col,
        row.data.table.meta.name,
        row.key,
        header,
        row[field],
        source,
    )


# --- what is written down ----------------------------------------------------------------------------------------


def facts(case: Case, row: Row, departments: str) -> Iterator[SetCell]:
    """Yield what a row of 变更 leaves to the program and has blank: 变更前, 是否免费期内, 提出时订单状态, 通知部门."""
    line = case.order(row["order_no"], row["line_no"])
    known: dict[str, Value] = {
        "old_value": standing(case, row) or None,
        "is_free_period": not is_late(case, row),
        "status_at_request": line["status"] if line else None,
        "departments_to_notify": departments or None,
    }
    for name, new in known.items():
        if row.data.is_blank(row.index, name) and new is not None:
            sheet, at, col = row.data.place(row.index, name)
            if col:
                value = show(new) if isinstance(new, bool) else new
                yield SetCell(sheet, at, col, None, value, f"{row.key} {row.data.header(row.index, name)}")


def joined(rows: Sequence[Row], field: str) -> str:
    """Return the different values of a field in words, 、 between them."""
    values = (show(row[field]) for row in rows if row[field] is not None)
    return "、".join(dict.fromkeys(values))


def total(rows: Sequence[Row], field: str) -> Decimal | None:
    """Return the sum of an amount, None where no row states it."""
    amounts = [amount for row in rows if (amount := row.decimal(field)) is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def money(amount: Decimal | None) -> str:
    """Return an amount as a form shows it: 1,200.00 元."""
    return "" if amount is None else f"{amount:,.2f} 元"


def new_date_words(rows: Sequence[Row]) -> str:
    """Return the date that is promised anew in words: 新确认交期, else what 确认交期 is changed to."""
    changed = [row for row in rows if row["changed_field"] == "确认交期"]
    return joined(rows, "new_confirmed_date") or joined(changed, "new_value")


def quantities(rows: Sequence[Row]) -> str:
    """Return how far production has gone in words: 100 / 20; '' while nobody has stated it."""
    parts = [joined(rows, "issued_qty"), joined(rows, "finished_qty")]
    return " / ".join(part or "未填" for part in parts) if any(parts) else ""


def new_date(rows: Sequence[Row]) -> dt.date | None:
    """Return the latest 新确认交期 of a change."""
    return max((row["new_confirmed_date"] for row in rows if row["new_confirmed_date"]), default=None)
