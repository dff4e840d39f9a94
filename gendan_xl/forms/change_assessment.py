"""变更评估报告: what a change after the free days costs in time, money and material, and what is decided (23, 25)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.forms._changes import (
    ASKED,
    COLUMNS,
    FOUR,
    SIX,
    TWO,
    against_lock,
    against_state,
    delay_words,
    ends_order,
    facts,
    free_words,
    is_late,
    joined,
    locked_by,
    money,
    new_date_words,
    quantities,
    standing,
    total,
)
from gendan_xl.forms._form import Asked, Case, Draft, Form, Need
from gendan_xl.forms._gather import documents
from gendan_xl.forms._notices import departments, notices, open_purchases, purchase_words
from gendan_xl.forms._rows import Row
from gendan_xl.printing.layout import Band, Layout, boxed

CANCELLED, CHANGED = "取消订单", "变更订单"
_DUE = frozenset({"待PMC答复", "待评估", "待客户接受", "待审批", "已批准"})
_OPINION = "□ 同意　□ 不同意　□ 特批　　意见："
_EFFECTS = ("delay_days", "cost_effect_amount", "fee_amount", "material_effect")
_LOSSES = ("loss_amount", "alternatives", "recommendation")


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every change after the free days, and every cancellation, that was not assessed."""

    def is_due(row: Row) -> bool:
        return (
            row["status"] in _DUE
            and bool(row["pmc_answer"])
            and not row["assessment_no"]
            and (ends_order([row]) or is_late(case, row))
        )

    found = documents(case, asked, "changes", "change_no", is_due)
    return [_draft(case, key, rows) for key, rows in found.items()]


def _draft(case: Case, key: str, rows: Sequence[Row]) -> Draft:
    order, is_end = case.order(rows[0]["order_no"], rows[0]["line_no"]), ends_order(rows)
    concerned = departments(notices(case, rows))
    return Draft(
        key,
        rows,
        values=_values(case, rows, order),
        lines=[
            {"变更前": standing(case, row), "变更后": row["new_value"] or row["change_type"]} for row in rows
        ],
        order=order,
        customer=case.customer(order["customer_no"]) if order else None,
        title="变更评估报告（取消订单）" if is_end else "",
        currency=str((order["currency"] if order else None) or "CNY"),
        flags=frozenset({CANCELLED if is_end else CHANGED}),
        blocks=[block for row in rows for block in (*against_state(row), *against_lock(case, row))],
        notes=[*_by_hand(rows, _LOSSES if is_end else _EFFECTS)],
        edits=[edit for row in rows for edit in facts(case, row, concerned)],
        amount=total(rows, "loss_amount" if is_end else "fee_amount"),
    )


def _by_hand(rows: Sequence[Row], fields: Sequence[str]) -> Sequence[Message]:
    """Return what is not entered yet and is to be written on paper."""
    blank = [field for field in fields if all(row[field] is None for row in rows)]
    if not blank:
        return []
    zh = "、".join(rows[0].data.table.header(field) for field in blank)
    return [Message(f"{zh}还没有填，请在纸上评估后补到“变更”表", f"still to be assessed: {zh}")]


def _values(case: Case, rows: Sequence[Row], order: Row | None) -> Mapping[str, Value]:
    bought = [purchase_words(row) for row in open_purchases(case, rows)]
    return {
        "变更类型": joined(rows, "change_type"),
        "提出时间": joined(rows, "requested_time"),
        "免费期": free_words(case, rows),
        "生产进度": locked_by(case, rows[0]) or "未到投产锁定点",
        "交期影响": delay_words(rows),
        "新交期": new_date_words(rows),
        "投料完工": quantities(rows),
        "成本影响": money(total(rows, "cost_effect_amount")),
        "变更费用": money(total(rows, "fee_amount")),
        "损失金额": money(total(rows, "loss_amount")),
        "违约金": money(total(rows, "penalty_amount")),
        "已完工金额": money(_finished(rows, order)),
        "在途采购": "；".join(bought) or "没有登记",
        "决策": _OPINION,
    }


def _finished(rows: Sequence[Row], order: Row | None) -> Decimal | None:
    """Return what the finished goods are worth at the order's price."""
    qty, price = total(rows, "finished_qty"), order.decimal("unit_price") if order else None
    return None if qty is None or price is None else qty * price


FORM = Form(
    verb="change-assessment",
    label="变更评估报告",
    help=Message(
        "变更评估报告：对交期、成本、物料、费用的影响，备选方案和决策",
        "change assessment: date, cost, material, fee, decision",
    ),
    source="23, 25",
    table="changes",
    number_field="assessment_no",
    gather=gather,
    needs=(Need("pmc_answered_by", "PMC", "24"),),
    fields=("免费期", "生产进度", "交期影响", "新交期", "投料完工", "已完工金额", "在途采购", "决策"),
    flags=(CANCELLED, CHANGED),
    layout=Layout(
        head=(
            Band(("变更单号：{{变更单号}}", "报告号：{{单据号}}"), 18, weights=(110, 81)),
            boxed("客户", "{{客户全称}}", "日期", "{{日期}}", weights=FOUR),
            boxed(
                "订单号",
                "{{订单号}}",
                "数量",
                "{{订购数量}} {{单位}}",
                "确认交期",
                "{{确认交期}}",
                weights=SIX,
            ),
            ASKED,
            boxed("免费期内", "{{免费期}}", "下单日期", "{{下单日期}}", weights=FOUR),
        ),
        columns=COLUMNS,
        body=(
            boxed(
                "PMC答复",
                "{{PMC答复}}　{{PMC答复人}}　{{PMC说明}}",
                "生产进度",
                "{{生产进度}}",
                height=32,
                weights=FOUR,
            ),
            boxed(
                "投料完工",
                "{{投料完工}}",
                "完工金额",
                "{{已完工金额}}",
                "新确认交期",
                "{{新交期}}",
                weights=SIX,
            ),
            boxed(
                "交期影响",
                "{{交期影响}}",
                "成本影响",
                "{{成本影响}}",
                "变更费用　承担方",
                "{{变更费用}}　{{费用承担方}}",
                weights=SIX,
                only=CHANGED,
            ),
            boxed(
                "损失评估",
                "{{损失金额}}",
                "违约金",
                "{{违约金}}",
                "新订单号",
                "{{新订单号}}",
                weights=SIX,
                only=CANCELLED,
            ),
            boxed("在途采购", "{{在途采购}}", height=33, weights=TWO),
            boxed("物料影响", "{{物料影响}}", height=60, weights=TWO),
            boxed("备选方案", "{{备选方案}}", height=72, weights=TWO),
            boxed("决策建议", "{{决策建议}}", height=60, weights=TWO),
            boxed(
                "评估人",
                "{{评估人}}",
                "评估日期",
                "{{评估日期}}",
                "客户接受日期",
                "{{客户接受日期}}",
                weights=SIX,
            ),
            boxed("决策", "{{决策}}", "决策人　日期", "{{决策人}}　{{决策日期}}", height=56, weights=FOUR),
        ),
        signers=4,
    ),
    terms="超过免费变更期的变更，评估后由客户书面接受交期和费用；取消订单按 损失评估－方案备选－决策建议 办理。",
    end_column="产品名称",
    icon="ReviewHighlightChanges",
    place=67,
)
