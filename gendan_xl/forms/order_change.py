"""客户合同修改单: what the customer changes, what PMC answers, what it costs; signed by the customer (24-26)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._changes import (
    ASKED,
    COLUMNS,
    FOUR,
    SIX,
    STOPPED,
    TWO,
    against_agreement,
    against_lock,
    against_state,
    delay_words,
    ends_order,
    facts,
    free_words,
    joined,
    money,
    new_date_words,
    quantities,
    standing,
    total,
)
from gendan_xl.forms._form import Asked, Case, Draft, Form, Need
from gendan_xl.forms._gather import documents
from gendan_xl.forms._notices import departments, notices, refusals
from gendan_xl.forms._rows import Row
from gendan_xl.printing.layout import Band, Layout, boxed

CANCELLED = "取消订单"
_DUE = frozenset({"待客户接受", "待审批", "已批准"})
_CONFIRMED = (
    "我方同意按上列内容修改本合同（订单），其余条款不变；修改后的内容与原合同有同等效力。\n\n"
    "客户签字（盖章）：　　　　　　　　　　　　　　　　日期：　　　　年　　月　　日"
)


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every change that was answered and is on its way to be carried out."""

    def is_due(row: Row) -> bool:
        return row["status"] in _DUE and not row["order_change_no"]

    found = documents(case, asked, "changes", "change_no", is_due)
    return [_draft(case, key, rows) for key, rows in found.items()]


def _draft(case: Case, key: str, rows: Sequence[Row]) -> Draft:
    told, order = notices(case, rows), case.order(rows[0]["order_no"], rows[0]["line_no"])
    concerned, blocks = departments(told), [block for row in rows for block in _against(case, row)]
    return Draft(
        key,
        rows,
        values=_values(case, rows, concerned),
        lines=[_line(case, row) for row in rows],
        order=order,
        customer=case.customer(order["customer_no"]) if order else None,
        currency=str((order["currency"] if order else None) or "CNY"),
        flags=frozenset({CANCELLED} if ends_order(rows) else ()),
        blocks=blocks,
        notes=[Message(text, text) for text in (refusals(case, rows) if blocks else [n.text for n in told])],
        edits=[edit for row in rows for edit in facts(case, row, concerned)],
        amount=total(rows, "fee_amount"),
    )


def _against(case: Case, row: Row) -> Iterator[Finding]:
    yield from against_state(row)
    if row["status"] not in STOPPED | {"已执行"}:
        yield from against_lock(case, row)
        yield from against_agreement(case, row)


def _line(case: Case, row: Row) -> Mapping[str, Value]:
    is_end = ends_order([row])
    return {
        "变更字段": row["changed_field"] or ("状态" if is_end else None),
        "变更前": standing(case, row),
        "变更后": row["new_value"] or (row["change_type"] if is_end else None),
    }


def _values(case: Case, rows: Sequence[Row], concerned: str) -> Mapping[str, Value]:
    return {
        "变更类型": joined(rows, "change_type"),
        "提出时间": joined(rows, "requested_time"),
        "免费期": free_words(case, rows),
        "交期影响": delay_words(rows),
        "新交期": new_date_words(rows),
        "投料完工": quantities(rows),
        "成本影响": money(total(rows, "cost_effect_amount")),
        "变更费用": money(total(rows, "fee_amount")),
        "损失金额": money(total(rows, "loss_amount")),
        "违约金": money(total(rows, "penalty_amount")),
        "PMC答复时间": joined(rows, "pmc_answered_time"),
        "通知部门": concerned,
        "客户确认": _CONFIRMED,
    }


FORM = Form(
    verb="order-change",
    label="客户合同修改单",
    help=Message(
        "客户合同修改单：变更前后、PMC 答复、交期费用、客户签字",
        "order change: before and after, PMC, fee, signature",
    ),
    source="23-26",
    table="changes",
    number_field="order_change_no",
    gather=gather,
    needs=(Need("pmc_answered_by", "PMC", "24"), Need("approver", "客服计划员", "24, 26")),
    fields=("免费期", "交期影响", "新交期", "投料完工", "客户确认"),
    flags=(CANCELLED,),
    layout=Layout(
        head=(
            Band(("变更单号：{{变更单号}}", "修改单号：{{单据号}}"), 18, weights=(110, 81)),
            boxed("客户", "{{客户全称}}", "日期", "{{日期}}", weights=FOUR),
            boxed(
                "订单号", "{{订单号}}", "合同号", "{{合同号}}", "客户订单号", "{{客户订单号}}", weights=SIX
            ),
            ASKED,
            boxed("书面依据", "{{书面依据}}", "下单日期", "{{下单日期}}", height=24, weights=FOUR),
        ),
        columns=COLUMNS,
        body=(
            boxed(
                "PMC答复",
                "{{PMC答复}}",
                "答复人",
                "{{PMC答复人}}",
                "答复时间",
                "{{PMC答复时间}}",
                height=26,
                weights=SIX,
            ),
            boxed("PMC说明", "{{PMC说明}}", "已投料 / 已完工", "{{投料完工}}", height=44, weights=FOUR),
            boxed("免费期内", "{{免费期}}", "变更评估报告号", "{{评估报告号}}", weights=FOUR),
            boxed(
                "交期影响", "{{交期影响}}", "原交期", "{{确认交期}}", "新确认交期", "{{新交期}}", weights=SIX
            ),
            boxed(
                "成本影响",
                "{{成本影响}}",
                "承担方",
                "{{费用承担方}}",
                "变更费用",
                "{{变更费用}}",
                weights=SIX,
            ),
            boxed("物料影响", "{{物料影响}}", "客户接受日期", "{{客户接受日期}}", height=60, weights=FOUR),
            boxed(
                "损失金额",
                "{{损失金额}}",
                "违约金",
                "{{违约金}}",
                "新订单号",
                "{{新订单号}}",
                weights=SIX,
                only=CANCELLED,
            ),
            boxed("备选方案", "{{备选方案}}", height=32, weights=TWO, only=CANCELLED),
            boxed(
                "决策建议",
                "{{决策建议}}",
                "决策人",
                "{{决策人}}　{{决策日期}}",
                height=32,
                weights=FOUR,
                only=CANCELLED,
            ),
            boxed(
                "审批结论", "{{审批结论}}", "审批人", "{{审批人}}", "审批日期", "{{审批日期}}", weights=SIX
            ),
            boxed("通知部门", "{{通知部门}}", weights=TWO),
            boxed("客户确认", "{{客户确认}}", height=110, weights=TWO),
        ),
        signers=4,
    ),
    terms="本单经客户签字（盖章）、我方审批后生效；生效前按原合同执行。投产后不再受理变更。",
    end_column="产品名称",
    icon="ReviewTrackChangesMenu",
    place=65,
    is_large=True,
)
