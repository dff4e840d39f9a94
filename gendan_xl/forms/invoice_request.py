"""发票申请: what is to be invoiced to whom, net, tax and gross, for sales manager and finance to sign (39)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.statement import Kind, Movement
from gendan_xl.edits import Edit
from gendan_xl.errors import Message
from gendan_xl.forms._edits import append_row, set_cell
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._goods import goods, quantity
from gendan_xl.forms._invoicing import Invoicing, invoicings
from gendan_xl.printing.layout import Band, Column, Layout, boxed
from gendan_xl.words import show

_CLERKS = ("status", "remark")
"""What the clerk may have changed in 发票 since the request was first made out."""


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a request for every customer with deliveries that were asked for and have no invoice."""
    return [_draft(one, asked) for one in invoicings(case, asked)]


def _draft(one: Invoicing, asked: Asked) -> Draft:
    kept = _kept(one, asked)
    about = one.period.month if one.period else "、".join(one.notes[:3]) or "、".join(one.orders[:3])
    return Draft(
        f"{one.name}-{about}",
        [one.row(movement) for movement in one.movements],
        values=_values(one, kept),
        lines=[_line(one, movement) for movement in one.movements],
        order=one.case.order(one.orders[0]) if len(one.orders) == 1 else None,
        customer=one.customer,
        numbered=(),
        currency=one.account.currency,
        blocks=list(one.blocks()),
        notes=_notes(one),
        entries=lambda number: list(_entries(one, number, kept)),
        amount=one.total,
        journal_note=f"开票 {one.account.customer} {one.account.currency} {_content(one)}",
    )


def _content(one: Invoicing) -> str:
    """Return what is on it, so that the same request is known again."""
    keys = [f"{movement.table}{one.row(movement).key}" for movement in one.movements]
    return "、".join(keys)


def _kept(one: Invoicing, asked: Asked) -> dict[str, Value]:
    """Return what 发票 keeps of the request, by field."""
    parts = [one.split(movement) for movement in one.movements]
    rates = {rate for _, _, rate in parts}
    customer = one.customer
    title = (customer["invoice_title"] or customer["full_name"]) if customer else one.account.customer
    return {
        "request_date": asked.date,
        "customer_no": one.account.customer,
        "customer_short_name": one.name,
        "invoice_title": title,
        "tax_no": customer["tax_no"] if customer else None,
        "invoice_type": (customer["invoice_type"] if customer else None) or "增值税专用发票",
        "note_no": one.notes[0] if len(one.notes) == 1 else None,
        "order_no": one.orders[0] if len(one.orders) == 1 else None,
        "net_amount": sum((net for net, _, _ in parts), Decimal(0)),
        "tax_rate": rates.pop() if len(rates) == 1 else None,
        "tax_amount": sum((tax for _, tax, _ in parts), Decimal(0)),
        "gross_amount": one.total,
        "received_amount": max(one.total - one.open_amount, Decimal(0)),
        "requested_by": asked.by or None,
        "status": "待办",
        "remark": one.remark or None,
    }


def _values(one: Invoicing, kept: Mapping[str, Value]) -> dict[str, Value]:
    customer = one.customer
    bank = (
        [str(customer[name]) for name in ("bank_name", "bank_account") if customer[name]] if customer else []
    )
    return {
        "开票抬头": kept["invoice_title"],
        "税号": kept["tax_no"],
        "发票类型": kept["invoice_type"],
        "开户行账号": "　".join(bank),
        "备注": "",
        "票款顺序": (customer and customer["invoice_order"]) or "",
        "已收金额": kept["received_amount"],
        "未收金额": one.open_amount,
        "所属账期": f"{one.period.start} 至 {one.period.end}" if one.period else "",
    }


def _line(one: Invoicing, movement: Movement) -> Mapping[str, Value]:
    net, tax, rate = one.split(movement)
    row = one.row(movement)
    qty = quantity(movement, row)
    return {
        "单号": movement.settles or movement.number,
        "产品": goods(one.case, row)
        if movement.kind is not Kind.ALLOWANCE
        else f"折让 {row['return_reason'] or ''}",
        "数量": qty,
        "不含税金额": net,
        "税率": f"{show(rate * 100)}%",
        "税额": tax,
        "价税合计": movement.amount,
    }


def _notes(one: Invoicing) -> list[Message]:
    if one.customer and one.customer["invoice_order"]:
        return []
    return [
        Message(
            f"{one.name} 没有登记票款顺序，按可以先开票处理",
            f"票款顺序 of {one.name} is not known: invoiced before payment",
        )
    ]


def _entries(one: Invoicing, number: str, kept: Mapping[str, Value]) -> Iterator[Edit]:
    """Yield the edits that keep the request in 发票."""
    own = next((row for row in one.case.rows("invoices") if str(row["request_no"]) == number), None)
    if own:
        yield from (
            edit for name, value in kept.items() if name not in _CLERKS for edit in set_cell(own, name, value)
        )
    else:
        yield from append_row(one.case.ledger.get("invoices"), {"request_no": number, **kept}, number)


FORM = Form(
    verb="invoice-request",
    label="发票申请",
    help=Message("发票申请：按送货单、订单或账期申请开票，先款后票的要收到款", "request for an invoice"),
    source="39",
    table="deliveries",
    asked_by="deliveries.note_no",
    is_once=True,
    gather=gather,
    fields=("开户行账号", "未收金额", "所属账期"),
    line_fields=("单号", "产品", "数量", "不含税金额", "税率", "税额", "价税合计"),
    more_tables=("invoices",),
    end_column="产品",
    layout=Layout(
        head=(
            Band(("客户：{{客户全称}}", "申请单号：{{单据号}}"), 16, weights=(3, 2)),
            Band(("账期：{{所属账期}}", "申请日期：{{日期}}"), 16, weights=(3, 2)),
            boxed("开票抬头", "{{开票抬头}}", "税号", "{{税号}}", height=28, weights=(1, 3, 1, 2)),
            boxed("开户行、账号", "{{开户行账号}}", "发票类型", "{{发票类型}}", height=28, weights=(1, 3, 1, 2)),
            boxed("地址、电话", "{{开票地址电话}}", "票款顺序", "{{票款顺序}}", height=28, weights=(1, 3, 1, 2)),
            Band(("",), 6),
        ),
        columns=(
            Column("序号", 8, align="center"),
            Column("单号", 28, title="送货单号"),
            Column("产品", 49, title="产品名称、规格", is_wide=True),
            Column("单位", 9, align="center"),
            Column("数量", 14, align="right"),
            Column("不含税金额", 25, align="right", number_format="#,##0.00", is_total=True),
            Column("税率", 11, align="center"),
            Column("税额", 22, align="right", number_format="#,##0.00", is_total=True),
            Column("价税合计", 25, align="right", number_format="#,##0.00", is_total=True),
        ),
        body=(
            boxed("价税合计大写", "{{大写金额}}", weights=(1, 5)),
            Band(("已收金额", "{{已收金额}}", "未收金额", "{{未收金额}}"), 18, (1, 2, 1, 2), is_boxed=True, number_format="#,##0.00"),
            boxed("发票收件人", "{{发票收件人}}", "邮寄地址", "{{发票邮寄地址}}", weights=(1, 2, 1, 2)),
            boxed("备注", "{{备注}}", height=30, weights=(1, 5)),
            boxed("以下由财务填写", height=16),
            boxed("发票号", "", "开票日期", "", "开票人", "", height=24, weights=(1, 2, 1, 1.5, 1, 1)),
            boxed("寄发方式", "", "快递单号", "", "寄发日期", "", height=24, weights=(1, 2, 1, 1.5, 1, 1)),
        ),
        signers=3,
    ),
    icon="FileCheckOut",
    place=84,
)  # fmt: skip
