"""退货单: the goods that came back, at their price, signed by store, sales and finance (requirements 36, 37)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gendan_xl.cells import Value, a1
from gendan_xl.domain.money import line_amount
from gendan_xl.edits import SetCell
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import PRICED, Asked, Case, Draft, Form, Need
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row, different, joined
from gendan_xl.forms._tick import boxes, choice
from gendan_xl.printing.layout import Band, Column, Layout, boxed

_REFUSED = frozenset({"已拒绝", "拒收"})
_BOOKED = frozenset({"已入账", "处理中", "已关闭"})
_DATE = "return_note_date"
_FITS, _DIFFERS = "相符", "不符"


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every return request; with nothing named, for those whose goods have come."""
    found = documents(case, asked, "returns", "request_no", _has_come)
    return [_draft(case, asked, key, rows) for key, rows in found.items()]


def _has_come(row: Row) -> bool:
    return bool(row["received_qty"]) and not row["return_note_no"] and row["status"] not in _REFUSED


def _draft(case: Case, asked: Asked, key: str, every: Sequence[Row]) -> Draft:
    rows = [row for row in every if row["status"] not in _REFUSED]
    order = case.order(every[0]["order_no"])
    lines = [_line(case, row) for row in rows or every]
    amounts = (line["金额"] for line in lines)
    return Draft(
        key,
        rows or every,
        values=_values(case, rows),
        lines=lines,
        order=order,
        customer=case.customer(every[0]["customer_no"]),
        currency=str((order["currency"] if order else None) or "CNY"),
        amount=sum((amount for amount in amounts if isinstance(amount, Decimal)), Decimal(0)),
        blocks=list(_blocks(rows, lines)) if rows else [_refused(every[0])],
        notes=list(_next(rows)),
        edits=list(_dates(rows, asked.date)),
    )


def _line(case: Case, row: Row) -> Mapping[str, Value]:
    qty, price = row.decimal("received_qty"), row.decimal("unit_price")
    if price is None and (order := case.order(row["order_no"], row["line_no"])):
        price = order.decimal("unit_price")
    amount = None if qty is None or price is None else line_amount(qty, price)
    return {"数量": qty, "单价": price, "金额": amount}


def _next(rows: Sequence[Row]) -> Iterator[Message]:
    """Yield what is left to do: the state follows the signatures on the paper."""
    open_rows = [row for row in rows if row["status"] and row["status"] not in _BOOKED]
    if open_rows:
        places = (row.data.place(row.index, "status") for row in open_rows)
        cells = "、".join(f"{sheet}!{a1(line, col)}" for sheet, line, col in places)
        states = joined(open_rows, "status")
        yield Message(
            f"下一步：仓管、销管在退货单上签名后，把 {cells} 的状态从“{states}”改成“已入账”",
            f"next: once store and sales have signed it, change the status at {cells} from {states} to 已入账",
        )


def _dates(rows: Sequence[Row], day: dt.date) -> Iterator[SetCell]:
    """Yield the day of the note for the rows that show none: from it returns count in statements (requirement 38)."""
    for row in rows:
        sheet, line, col = row.data.place(row.index, _DATE)
        if col and row.data.is_blank(row.index, _DATE):
            yield SetCell(sheet, line, col, None, day, f"{row.key} {row.data.header(row.index, _DATE)}")


def _values(case: Case, rows: Sequence[Row]) -> Mapping[str, Value]:
    differs = [row["requested_qty"] != row["received_qty"] for row in rows]
    return {
        "订单号": joined(rows, "order_no"),
        "送货单号": joined(rows, "note_no"),
        "处理办法": joined(rows, "disposition"),
        "责任归属": joined(rows, "fault_party"),
        "投诉单号": joined(rows, "complaint_no"),
        "差异处理": joined(rows, "gap_action"),
        "型号核对勾选": choice(case, "型号核对", *different(rows, "model_check")),
        "数量核对勾选": boxes((_FITS, _DIFFERS), _DIFFERS if any(differs) else _FITS),
    }


def _blocks(rows: Sequence[Row], lines: Sequence[Mapping[str, Value]]) -> Iterator[Finding]:
    for row, line in zip(rows, lines, strict=True):
        if row["received_qty"] is None:
            yield _finding(
                row, "received_qty", "GD794", "36",
                Message("货还没有点收，不能出退货单", "the goods were not counted yet"),
                Message("请仓库核对型号、数量后填“实收数量”", "have the store check model and quantity, then enter 实收数量"),
            )  # fmt: skip
        elif row["model_check"] == _DIFFERS and not row["gap_action"]:
            yield _finding(
                row, "gap_action", "GD795", "36",
                Message("仓库核对型号不符，没有写差异处理", "the store found another model, and what to do is not said"),
                Message("请写明差异处理，或把这一行改为拒收", "enter 差异处理, or refuse this line"),
            )  # fmt: skip
        if line["单价"] is None:
            yield _finding(
                row, "unit_price", "GD593", "36",
                Message("没有单价，退货金额算不出", "has no unit price, so that its amount is unknown"),
                Message("请核对订单号、行号，在订单台账填单价", "check the order and line, enter the unit price in the order"),
            )  # fmt: skip


def _refused(row: Row) -> Finding:
    return _finding(
        row, "status", "GD794", "37",
        Message("这张申请已拒绝或拒收，不能出退货单", "this request was refused"),
        Message("核对状态；领导特批收货的，先改状态并填特批说明", "check 状态; if it was approved specially, change it and enter 特批说明"),
    )  # fmt: skip


def _finding(row: Row, field: str, code: str, source: str, message: Message, fix: Message) -> Finding:
    sheet, line, col = row.data.place(row.index, field)
    header = row.data.header(row.index, field)
    return Finding(
        code, "error", message, fix, sheet, line, col, "returns", row.key, header, row[field], source
    )


FORM = Form(
    verb="return-note",
    label="退货单",
    help=Message("退货单：客户退回的货，核收签核后入账", "return note: goods that came back"),
    source="36, 37",
    table="returns",
    number_field="return_note_no",
    gather=gather,
    needs=(
        Need("storekeeper_sign", "仓管员", "36"),
        Need("warehouse_head_sign", "仓库主管", "36"),
        Need("sales_admin_sign", "销管员", "36"),
        Need("sales_manager_sign", "销售领导", "36"),
        Need("finance_sign", "财务", "36"),
    ),
    rules=("GD531", "GD532", "GD533", "GD534", "GD535", "GD536"),
    fields=("型号核对勾选", "数量核对勾选"),
    line_fields=("数量", "金额"),
    layout=Layout(
        head=(
            Band(("客户：{{客户全称}}", "单号：{{单据号}}", "日期：{{日期}}"), weights=(107, 38, 46)),
            Band(("退货申请号：{{退货申请号}}", "原送货单号：{{送货单号}}", "订单号：{{订单号}}"), weights=(66, 53, 72)),
        ),
        columns=(
            Column("序号", 8, align="center"),
            Column("产品编号", 28),
            Column("产品名称", 30, is_wide=True),
            Column("规格", 32),
            Column("单位", 9, align="center"),
            Column("申请数量", 12, title="申请数", align="right"),
            Column("数量", 12, title="实收数", align="right", is_total=True),
            Column("单价", 14, align="right", number_format="#,##0.00##", only=PRICED),
            Column("金额", 19, align="right", number_format="#,##0.00", only=PRICED, is_total=True),
            Column("退货原因", 27, is_wide=True),
        ),
        body=(
            boxed("金额大写：{{大写金额}}", height=14.25, only=PRICED),
            boxed("处理办法", "{{处理办法}}", "责任归属", "{{责任归属}}", "投诉单号", "{{投诉单号}}", height=15,
                  weights=(36, 30, 32, 33, 33, 27)),
            boxed("仓库核对", "型号 {{型号核对勾选}}　数量 {{数量核对勾选}}", "差异处理", "{{差异处理}}", height=16.5,
                  weights=(36, 83, 26, 46)),
            Band(("本单签名　仓管：{{退货单仓管签名}}", "销管：{{退货单销管签名}}", "客户签收：", "日期："), height=18),
        ),
    ),
    icon="Undo",
    place=60,
    is_large=True,
)  # fmt: skip
