"""整改通知: what a failed acceptance asks to be put right, by whom and until when (requirement 34)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row
from gendan_xl.printing.layout import Band, Column, Layout, boxed

FAILED, PUTTING_RIGHT = "不合格", "整改中"
_TWO, _FOUR = (28, 163), (28, 94, 27, 42)  # the label below the first two columns


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every acceptance asked for; with nothing asked, for those with items to put right."""
    found = documents(case, asked, "acceptances", "acceptance_no", _is_open)
    return [_draft(case, key, rows) for key, rows in found.items()]


def _is_open(row: Row) -> bool:
    return row["acceptance_result"] == FAILED and row["finished_time"] is None


def _draft(case: Case, key: str, rows: Sequence[Row]) -> Draft:
    items = [row for row in rows if row["acceptance_result"] == FAILED or row["rework_content"]]
    first = rows[0]
    order = case.order(first["order_no"], first["line_no"])
    return Draft(
        key,
        items,
        order=order,
        customer=case.customer(order["customer_no"]) if order else None,
        values={"备注": None, "验收日期": first["accepted_date"], "陪同人": first["accompanied_by"]},
        numbered=rows[:1],
        blocks=[finding for row in items for finding in _unclear(row)] or list(_passed(first, items)),
        notes=_remark(order) if items else (),
    )


def _unclear(row: Row) -> Iterator[Finding]:
    """Yield what an item lacks: what to do, who, until which hour."""
    for field in ("rework_content", "department", "due_time"):
        value = row[field]
        if value and not (isinstance(value, dt.datetime) and value.time() == dt.time()):
            continue
        sheet, line, col = row.data.place(row.index, field)
        header = row.data.header(row.index, field)
        yield Finding(
            "GD798", "error",
            Message(f"整改事项 {row.key} 的{header}{'没有写到几点' if value else '是空的'}",
                    f"item {row.key}: {header} {'names no hour' if value else 'is blank'}"),
            Message(f"补上{header}再出整改通知", f"enter {header} first"),
            sheet, line, col, "acceptances", row.key, header,
        )  # fmt: skip


def _passed(row: Row, items: Sequence[Row]) -> Iterator[Finding]:
    if not items:
        sheet, line, col = row.data.place(row.index, "acceptance_result")
        yield Finding(
            "GD798", "error",
            Message(f"验收单 {row['acceptance_no']} 没有不合格的项目", f"acceptance {row['acceptance_no']} has no failed item"),
            Message("验收合格的不用出整改通知", "nothing is to be put right"),
            sheet, line, col, "acceptances", row.key,
        )  # fmt: skip


def _remark(order: Row | None) -> list[Message]:
    """Return what the order's status should be while something is put right."""
    if order is None or order["status"] in (PUTTING_RIGHT, None):
        return []
    place = "{}!{}".format(order.data.place(order.index, "status")[0], order.key)
    return [
        Message(
            f"订单 {order['order_no']} 状态还是{order['status']}，验收不合格应改为{PUTTING_RIGHT}（{place}）",
            f"order {order['order_no']} is {order['status']}: set it to {PUTTING_RIGHT} ({place})",
        )
    ]


FORM = Form(
    verb="rectification",
    label="整改通知",
    help=Message(
        "整改通知单：验收不合格的整改事项、责任部门、期限", "rectification: items, departments, dates"
    ),
    source="34",
    table="acceptances",
    is_once=True,
    gather=gather,
    layout=Layout(
        head=(
            Band(("客户：{{客户全称}}", "通知单号：{{单据号}}"), 16, weights=(2, 1)),
            Band(("订单号：{{订单号}}　验收单号：{{验收单号}}", "日期：{{日期}}"), 18, weights=(2, 1)),
            boxed("产品", "{{产品名称}}　{{规格}}", "验收日期", "{{验收日期}}", height=26, weights=_FOUR),
            boxed("验收标准", "{{验收标准}}", height=26, weights=_TWO),
        ),
        columns=(
            Column("序号", 9, align="center"),
            Column("责任部门", 19, align="center"),
            Column("整改内容", 61, is_wide=True),
            Column("不合格数量", 16, title="不合格", align="right"),
            Column("责任人", 17, align="center"),
            Column("要求完成时间", 27, align="center"),
            Column("实际完成时间", 26, align="center"),
            Column("复验结果", 16, align="center"),
        ),
        body=(
            boxed("原因分析\n（责任部门）", "{{原因分析}}", height=84, weights=_TWO),
            boxed("整改措施\n（责任部门）", "{{整改措施}}", height=96, weights=_TWO),
            boxed("复验意见\n（品质）", "{{复验意见}}", height=84, weights=_TWO),
        ),
        signers=4,
    ),
    fields=("原因分析", "整改措施", "复验意见"),
    end_column="整改内容",
    icon="ReviewTrackChangesMenu",
    place=47,
)
