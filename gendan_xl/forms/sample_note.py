"""样品寄送单: what a sample is and where it went, with the reply that the customer fills in (requirements 8, 44b)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.forms._contacts import ADDRESSEE, CONSIGNEE, CONTACTS, Person, first, people, phone_of
from gendan_xl.forms._form import Asked, Case, Draft, Form, Need
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row
from gendan_xl.forms._tick import boxes, choice
from gendan_xl.printing.layout import Band, Layout, boxed
from gendan_xl.words import show

_THIRDS = (1.0, 2.2, 1.0, 2.2, 1.0, 2.2)
_HALVES = (1.0, 3.8, 1.0, 3.8)
_WIDE = (1.0, 8.6)


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every sample; with nothing named, for those not yet sent."""
    found = documents(case, asked, "samples", "sample_no", lambda row: not row["sent_date"])
    return [_draft(case, asked, key, rows) for key, rows in found.items()]


def _draft(case: Case, asked: Asked, key: str, rows: Sequence[Row]) -> Draft:
    sample, customer = rows[0], case.customer(rows[0]["customer_no"])
    return Draft(
        key,
        rows,
        values=_values(case, asked, sample, customer),
        order=case.order(sample["order_no"]),
        customer=customer,
        notes=list(_notes(sample, _recipient(case, sample, customer))),
    )


def _values(case: Case, asked: Asked, sample: Row, customer: Row | None) -> Mapping[str, Value]:
    product, to = case.product(sample["product_no"]), _recipient(case, sample, customer)
    sent = sample["sent_date"] or asked.date
    days = dt.timedelta(days=case.settings.sample_follow_up_days)
    return {
        "单位": product["unit"] if product else None,
        "类型勾选": choice(case, "样品类型", sample["kind"]),
        "批板勾选": choice(case, "批板结论", sample["approval_outcome"]),
        "收费说明": _charge(sample),
        "收件人": to.name,
        "收件电话": to.phone,
        "收件地址": _of(customer, "default_address", "address"),
        "应回访日期": sample["follow_up_due_date"] or sent + days,
    }


def _recipient(case: Case, sample: Row, customer: Row | None) -> Person:
    """Return who gets the sample: as the sample says, else whom the customer's goods or letters go to."""
    addresses = case.rows_of("addresses", "customer_no", sample["customer_no"])
    places = [(customer, CONTACTS), *((row, ADDRESSEE) for row in addresses)]
    known = list(people(*places, (case.order(sample["order_no"]), CONSIGNEE)))
    name = str(sample["recipient"] or "")
    return Person(name, phone_of(name, known)) if name else first(known)


def _of(customer: Row | None, *fields: str) -> Any:
    """Return the first of some fields of a customer that is filled."""
    return next((customer[field] for field in fields if customer[field]), None) if customer else None


def _charge(sample: Row) -> str:
    if sample["is_charged"] is None:
        return boxes(("免费", "收费"))
    fee = sample.decimal("fee_amount")
    return (
        f"收费 {show(fee)} 元" if sample["is_charged"] and fee else "收费" if sample["is_charged"] else "免费"
    )


def _notes(sample: Row, to: Person) -> Iterator[Message]:
    if to.name and not to.phone:
        yield Message(
            f"没有登记收件人{to.name}的电话，寄件前请补写", f"no phone number of {to.name} is known: add it"
        )
    if not sample["sent_date"]:
        yield Message(
            f"{sample.key} 寄出后请填“寄送日期”和“快递单号”，到期会提醒回访",
            f"{sample.key}: enter 寄送日期 and 快递单号 once it is sent; the follow-up is counted from there (44b)",
        )


FORM = Form(
    verb="sample-note",
    label="样品寄送单",
    help=Message("样品寄送单：随样品寄出，附客户确认回执", "sample note, with the reply that the customer sends back"),
    source="8, 44b",
    table="samples",
    number_field="sample_no",
    gather=gather,
    needs=(
        Need("requested_by", "申请人", "8", when=lambda row: False),
        Need("approver", "销售主管", "8"),
    ),
    fields=("类型勾选", "批板勾选", "收费说明", "收件电话", "收件地址"),
    terms="收到样品后请核对并填写确认回执，签字盖章回传；大货按确认的样品生产。",
    layout=Layout(
        head=(
            Band(("客户：{{客户全称}}", "单号：{{单据号}}"), 18, weights=(2, 1)),
            Band(("跟单员：{{跟单员}}　业务员：{{业务员}}", "日期：{{日期}}"), 18, weights=(2, 1)),
        ),
        body=(
            Band(("一、样品",), height=19.5, is_boxed=True),
            boxed("类型", "{{类型勾选}}", height=24, weights=_WIDE),
            boxed("产品名称", "{{产品名称}}", "产品编号", "{{产品编号}}", height=24, weights=_HALVES),
            boxed("规格", "{{规格}}", "颜色", "{{颜色}}", "数量", "{{数量}} {{单位}}", height=24, weights=_THIRDS),
            boxed("相关订单", "{{订单号}}", "费用", "{{收费说明}}", "要求完成", "{{要求完成日期}}", height=24, weights=_THIRDS),
            boxed("客户要求", "{{客户要求}}", height=70, weights=_WIDE),
            boxed("封样编号", "{{封样编号}}", "存放位置", "{{存放位置}}", "完成日期", "{{实际完成日期}}", height=24, weights=_THIRDS),
            Band(("二、寄送",), height=19.5, is_boxed=True),
            boxed("收件人", "{{收件人}}", "电话", "{{收件电话}}", height=24, weights=_HALVES),
            boxed("收件地址", "{{收件地址}}", height=28, weights=_WIDE),
            boxed("快递公司", "{{快递公司}}", "快递单号", "{{快递单号}}", "寄送日期", "{{寄送日期}}", height=24, weights=_THIRDS),
            boxed("应回访", "{{应回访日期}}", "回访人", "{{回访人}}", "归还日期", "{{归还日期}}", height=24, weights=_THIRDS),
            boxed("备注", "{{备注}}", height=42, weights=_WIDE),
            Band(("三、客户确认回执",), height=19.5, is_boxed=True),
            boxed("结论", "{{批板勾选}}", height=28, weights=_WIDE),
            boxed("客户意见", "{{客户意见}}", height=132, weights=_WIDE),
            boxed("确认人", "{{批板人}}", "确认日期", "{{批板日期}}", height=28, weights=_HALVES),
            boxed("客户盖章", "", height=72, weights=_WIDE),
        ),
        signers=4,
    ),
    icon="Forward",
    place=18,
)  # fmt: skip
