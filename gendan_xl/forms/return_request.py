"""客户退货申请表: what the customer wants to send back and why, signed by it and approved by the sales leader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.forms._contacts import CONSIGNEE, CONTACTS, people, phone_of
from gendan_xl.forms._form import Asked, Case, Draft, Form, Need
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row, different, joined
from gendan_xl.forms._tick import choice
from gendan_xl.printing.layout import Band, Column, Layout, boxed

_TICKED = {
    "退货类型": "return_type",
    "责任归属": "fault_party",
    "审批结论": "approval_result",
    "处理办法": "disposition",
}
_JOINED = {
    "订单号": "order_no",
    "送货单号": "note_no",
    "投诉单号": "complaint_no",
    "客户诉求": "customer_demand",
    "特批说明": "special_approval_note",
    "代办说明": "proxy_note",
    "运费承担": "freight_payer",
}
_WIDE = (1.0, 7.0)


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every request; with nothing named, for those not yet approved."""
    found = documents(case, asked, "returns", "request_no", lambda row: not row["approval_result"])
    return [_draft(case, key, rows) for key, rows in found.items()]


def _draft(case: Case, key: str, rows: Sequence[Row]) -> Draft:
    return Draft(
        key,
        rows,
        values={**_values(case, rows), **_contact(case, rows[0])},
        order=case.order(rows[0]["order_no"]),
        customer=case.customer(rows[0]["customer_no"]),
    )


def _values(case: Case, rows: Sequence[Row]) -> Mapping[str, Value]:
    ticked = {f"{name}勾选": choice(case, name, *different(rows, field)) for name, field in _TICKED.items()}
    return ticked | {name: joined(rows, field) for name, field in _JOINED.items()}


def _contact(case: Case, row: Row) -> Mapping[str, Value]:
    """Return whom to call about it: the one that the request names, else the contact of the customer."""
    customer = case.customer(row["customer_no"])
    known = list(people((customer, CONTACTS), (case.order(row["order_no"]), CONSIGNEE)))
    name = str(row["customer_contact"] or (customer and customer["contact"]) or "")
    return {"客户联系人": name, "电话": phone_of(name, known)}


def _is_decided(row: Row) -> bool:
    return bool(row["approval_result"])


FORM = Form(
    verb="return-request",
    label="退货申请表",
    help=Message(
        "客户退货申请表：客户填写签章，销售领导审批",
        "return request: signed by the customer, approved by the sales leader",
    ),
    source="36, 37",
    table="returns",
    number_field="request_no",
    gather=gather,
    needs=(
        Need("handler", "经办人", "36", when=lambda row: False),
        Need("approver", "销售领导", "36", when=_is_decided),
    ),
    rules=("GD531", "GD533", "GD534", "GD536"),
    fields=tuple(f"{name}勾选" for name in _TICKED),
    terms="没有申请或申请未批准的退货，本公司一律拒收。批准后请先预告，随货附退货明细和货运单。",
    layout=Layout(
        head=(
            Band(("客户：{{客户全称}}", "申请号：{{单据号}}"), height=16),
            Band(
                ("联系人：{{客户联系人}}　电话：{{电话}}", "申请日期：{{申请日期}}　打印日期：{{日期}}"),
                height=16,
            ),
            Band(("订单号：{{订单号}}", "原送货单号：{{送货单号}}"), height=16),
        ),
        columns=(
            Column("序号", 9, align="center"),
            Column("产品编号", 22),
            Column("产品名称", 36, is_wide=True),
            Column("规格", 28),
            Column("单位", 10, align="center"),
            Column("已发数量", 16, align="right"),
            Column("申请数量", 16, align="right", is_total=True),
            Column("箱数", 11, align="right", is_total=True),
            Column("退货原因", 43),
        ),
        body=(
            boxed("退货类型", "{{退货类型勾选}}", height=21, weights=_WIDE),
            boxed("客户诉求", "{{客户诉求}}", height=60, weights=_WIDE),
            boxed("代办说明", "{{代办说明}}", height=21, weights=_WIDE),
            boxed("客户签章", "", "签章日期", "", height=66, weights=(1, 4, 1, 2)),
            Band(("以下由本公司填写",), height=16.5, is_boxed=True),
            boxed(
                "责任归属", "{{责任归属勾选}}", "投诉单号", "{{投诉单号}}", height=21, weights=(1, 4, 1, 2)
            ),
            boxed(
                "审批结论", "{{审批结论勾选}}", "审批日期", "{{审批日期}}", height=21, weights=(1, 4, 1, 2)
            ),
            boxed("处理办法", "{{处理办法勾选}}", height=21, weights=_WIDE),
            boxed("特批说明", "{{特批说明}}", height=54, weights=_WIDE),
            boxed(
                "回炉审批", "{{回炉审批人}}", "审批日期", "{{回炉审批日期}}", height=21, weights=(1, 4, 1, 2)
            ),
            boxed(
                "运费承担",
                "{{运费承担}}",
                "预计到货",
                "{{预计到货日期}}",
                "回传客户",
                "{{申请回传客户日期}}",
                height=21,
            ),
        ),
        signers=2,
    ),
    icon="Reply",
    place=55,
)
