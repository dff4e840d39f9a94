"""对账单: what a customer owes for a month, line by line, with the slip that it seals and returns (38)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gendan_xl.errors import Message
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._statement_draft import HEAD, SLIP, WORDS, draft
from gendan_xl.forms._statement_values import FIELDS, lines
from gendan_xl.forms._statements import Billing, billings
from gendan_xl.printing.layout import Column, Layout, boxed


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every customer with something to state for the month."""
    return [_draft(billing, asked) for billing in billings(case, asked)]


def _draft(billing: Billing, asked: Asked) -> Draft:
    made = draft(billing, asked, billing.rows, lines(billing), is_kept=True)
    made = replace(made, title=f"{made.title}对账单", number=billing.statement_no)
    return _sent_before(billing, asked, made) if billing.statement_no and billing.sent else made


def _sent_before(billing: Billing, asked: Asked, made: Draft) -> Draft:
    """Return the draft of a statement that the customer has: it is made out again only where that is asked for."""
    number, sent = billing.statement_no, billing.sent
    said = Message(
        f"{billing.key} 的对账单 {number} 已在 {sent} 发给客户",
        f"statement {number} of {billing.key} was sent to the customer on {sent}",
    )
    if asked.is_again:
        again = Message(
            f"{said.zh}，这次重出的日期是 {asked.date}", f"{said.en}; this print is of {asked.date}"
        )
        return replace(made, notes=[*made.notes, again])
    if asked.is_every:
        left = Message(
            f"{said.zh}，没有再出（要重出用 --again）", f"{said.en}: left out (--again makes it out again)"
        )
        return replace(made, left_out=left)
    fix = Message("要按原号重出，请加 --again", "add --again to make it out again under its number")
    return replace(made, blocks=[*made.blocks, billing.finding("GD592", said, fix, "sent_date")])


FORM = Form(
    verb="statement",
    label="对账单",
    help=Message(
        "对账单：一个客户一个月的发货、退货、折让、收款和余额（--month 月份）",
        "statement of account of a month",
    ),
    source="38",
    table="deliveries",
    asked_by="customers.customer_no",
    is_once=True,
    gather=gather,
    rules=("GD531",),
    fields=FIELDS,
    line_fields=("日期", "类别", "单号", "产品", "数量", "货款", "收款"),
    more_tables=("statements",),
    end_column="产品",
    layout=Layout(
        head=HEAD,
        columns=(
            Column("序号", 7, align="center"),
            Column("日期", 19, align="center", number_format="yyyy-mm-dd"),
            Column("类别", 10, align="center"),
            Column("单号", 26),
            Column("订单号", 24),
            Column("产品", 40, title="产品名称、规格", is_wide=True),
            Column("数量", 12, align="right"),
            Column("单价", 14, title="含税单价", align="right", number_format="#,##0.00##"),
            Column("货款", 20, title="金额", align="right", number_format="#,##0.00", is_total=True),
            Column("收款", 19, align="right", number_format="#,##0.00", is_total=True),
        ),
        body=(WORDS, boxed("说明", "{{未计入}}", height=15, weights=(1, 5))),
        signers=3,
        slip=SLIP,
    ),
    icon="AutoSum",
    place=80,
)
