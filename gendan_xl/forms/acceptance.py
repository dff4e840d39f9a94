"""验收单: what was delivered, by which standard, the customer's verdict and signature (requirement 34)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row, same
from gendan_xl.forms._tick import choice
from gendan_xl.printing.layout import Band, Column, Layout, boxed

_NOT_NEEDED = "不需验收"
_FOUR, _TWO = (1, 2, 1, 2), (1, 5)


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every delivery note asked for (by its number or that of the acceptance); with nothing asked,
    for those that have arrived and whose customer accepts on inspection."""
    found = documents(case, _by_note(case, asked), "deliveries", "note_no", lambda row: _is_due(case, row))
    return [_draft(case, key, rows) for key, rows in found.items()]


def _by_note(case: Case, asked: Asked) -> Asked:
    """Return what is asked for with numbers of acceptances replaced by those of their delivery notes."""
    notes = {
        same(row["acceptance_no"]): str(row["note_no"])
        for table in ("deliveries", "acceptances")
        for row in case.rows(table)
        if row["acceptance_no"] and row["note_no"]
    }
    return replace(asked, keys=tuple(notes.get(same(key), key) for key in asked.keys))


def _is_due(case: Case, row: Row) -> bool:
    mode = _mode(case, row)
    return bool(mode) and mode != _NOT_NEEDED and bool(row["signed_date"]) and not row["acceptance_no"]


def _mode(case: Case, row: Row) -> str:
    """Return how goods are accepted: as the batch says, else the order, else the customer."""
    order = case.order(row["order_no"], row["line_no"])
    found = (source["acceptance_mode"] for source in (row, order, _customer(case, row, order)) if source)
    return str(next(filter(None, found), ""))


def _customer(case: Case, row: Row, order: Row | None) -> Row | None:
    return case.customer(row["customer_no"] or (order["customer_no"] if order else None))


def _draft(case: Case, key: str, rows: Sequence[Row]) -> Draft:
    first = rows[0]
    records = [row for row in case.rows("acceptances") if same(row["note_no"]) == same(key)]
    order = case.order(first["order_no"], first["line_no"])
    return Draft(
        key,
        rows,
        values=_values(case, rows, records),
        lines=[_line(case, row, records) for row in rows],
        order=order,
        customer=_customer(case, first, order),
        number=str(records[0]["acceptance_no"]) if records else "",
    )


def _values(case: Case, rows: Sequence[Row], records: Sequence[Row]) -> dict[str, Value]:
    record, first = records[0] if records else None, rows[0]
    results = [*_given(records, "acceptance_result"), *_given(rows, "acceptance_result")]
    result = "不合格" if "不合格" in results else next(iter(results), None)
    dates = [*_given(records, "accepted_date"), *_given(rows, "accepted_date")]
    items = (
        f"{place}. {row['rework_content']}" for place, row in enumerate(records, 1) if row["rework_content"]
    )
    mode = record["acceptance_mode"] if record else None
    return {
        "验收方式选项": choice(case, "验收方式", mode or _mode(case, first)),
        "验收日期": next(iter(dates), None),
        "验收标准": "\n".join([*_given(records, "acceptance_standard")] or _standards(case, rows)),
        "验收结果选项": choice(case, "验收结果", result),
        "整改事项": "\n".join(items),
        "客户验收人": record["customer_acceptor"] if record else None,
        "陪同人": record["accompanied_by"] if record else None,
        "备注": first["remark"],
    }


def _given(rows: Iterable[Row], field: str) -> list[str]:
    """Return the different values of a field, blanks left out."""
    return list(dict.fromkeys(row[field] for row in rows if row[field]))


def _standards(case: Case, rows: Sequence[Row]) -> list[str]:
    """Return the standards that orders and products name."""
    orders = [order for row in rows if (order := case.order(row["order_no"], row["line_no"]))]
    products = [product for order in orders if (product := case.product(order["product_no"]))]
    found = (*_given(orders, "inspection_standard"), *_given(products, "inspection_standard"))
    return list(dict.fromkeys(found)) or _given(products, "standard")


def _line(case: Case, row: Row, records: Iterable[Row]) -> Mapping[str, Value]:
    own = [one for one in records if _key(one) == _key(row)]
    rejected = sum(one["rejected_qty"] or 0 for one in own)
    results = [one["acceptance_result"] for one in own] or [row["acceptance_result"]]
    return {
        "数量": row.decimal("signed_qty") or row.decimal("shipped_qty"),
        "结果": "不合格" if "不合格" in results else results[0],
        "不合格数量": rejected or None,
        "备注": row["remark"],
    }


def _key(row: Row) -> tuple[str, str, str]:
    return same(row["order_no"]), same(row["line_no"]), same(row["batch_no"])


FORM = Form(
    verb="acceptance",
    label="验收单",
    help=Message(
        "验收单：验收标准、结果、整改事项、客户签章", "acceptance: standard, result, customer's signature"
    ),
    source="34",
    table="deliveries",
    asked_by="deliveries.note_no",
    number_field="acceptance_no",
    is_once=True,
    gather=gather,
    fields=("验收方式选项", "验收标准", "验收结果选项", "整改事项", "客户验收人", "陪同人", "客户意见"),
    line_fields=("数量", "结果", "不合格数量"),
    more_tables=("acceptances",),
    layout=Layout(
        head=(
            Band(("客户：{{客户全称}}", "验收单号：{{单据号}}"), 15, weights=(2, 1)),
            Band(("收货地址：{{收货地址}}", "日期：{{日期}}"), 15, weights=(2, 1)),
            Band(
                ("订单号：{{订单号}}　客户订单号：{{客户订单号}}", "送货单号：{{送货单号}}"),
                18,
                weights=(2, 1),
            ),
        ),
        columns=(
            Column("序号", 9, align="center"),
            Column("产品编号", 24),
            Column("产品名称", 42, is_wide=True),
            Column("规格", 32),
            Column("单位", 10, align="center"),
            Column("数量", 18, title="送货数量", align="right", is_total=True),
            Column("结果", 18, title="验收结果", align="center"),
            Column("不合格数量", 18, title="不合格", align="right", is_total=True),
            Column("备注", 20),
        ),
        body=(
            boxed("验收方式", "{{验收方式选项}}", "验收日期", "{{验收日期}}", height=21, weights=_FOUR),
            boxed("安装人", "{{安装人}}", "安装完成", "{{安装完成日期}}", height=21, weights=_FOUR),
            boxed("验收标准", "{{验收标准}}", height=54, weights=_TWO),
            boxed(
                "验收结论",
                "{{验收结果选项}}　（合格即视为订单完成；不合格的整改后复验）",
                height=24,
                weights=_TWO,
            ),
            boxed("整改事项\n及期限", "{{整改事项}}", height=72, weights=_TWO),
            boxed("客户意见\n（签章）", "{{客户意见}}", height=84, weights=_TWO),
            boxed("客户验收人", "{{客户验收人}}", "陪同人", "{{陪同人}}", height=24, weights=_FOUR),
        ),
        signers=3,
    ),
    icon="SignatureLineInsert",
    place=45,
)
