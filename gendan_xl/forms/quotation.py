"""报价单: prices offered to a customer, reviewed by finance and the general manager, for it to confirm (11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.money import line_amount
from gendan_xl.errors import Message
from gendan_xl.forms._form import Asked, Case, Draft, Form, Need
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row
from gendan_xl.printing.layout import Band, Column, Layout, boxed
from gendan_xl.words import show

INTERNAL: Mapping[str, Value] = {"成本价": None, "毛利率": None, "原单价": None}
"""What a customer must not see, whatever its template asks for."""
_TERMS = "1. 有效期内按以上价格供货，逾期请重新询价；2. 数量、规格、材料或交货条件变动时价格另议；3. 同意请签章回传，凭此下单。"


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every quotation; with nothing named, for those not sent yet."""
    found = documents(case, asked, "quotations", "quotation_no", lambda row: not row["sent_date"])
    return [_draft(case, key, rows) for key, rows in found.items()]


def _draft(case: Case, key: str, rows: Sequence[Row]) -> Draft:
    amounts = [_amount(row) for row in rows]
    known = [amount for amount in amounts if amount is not None]
    return Draft(
        key,
        rows,
        values={**INTERNAL, **_values(rows)},
        lines=[
            {**INTERNAL, "小计": amount, "交期": _days(row)}
            for row, amount in zip(rows, amounts, strict=True)
        ],
        customer=case.customer(rows[0]["customer_no"]),
        currency=str(rows[0]["currency"] or "CNY"),
        amount=sum(known, Decimal(0)) if len(known) == len(rows) else None,
    )


def _amount(row: Row) -> Decimal | None:
    qty, price = row.decimal("quoted_qty"), row.decimal("quoted_price")
    return None if qty is None or price is None else line_amount(qty, price)


def _days(row: Row) -> str:
    days = row["lead_days"]
    return "" if days is None else f"{show(days)} 天"


def _values(rows: Sequence[Row]) -> dict[str, Value]:
    kept = ("trade_terms", "payment_terms", "material_note")
    shown: dict[str, Value] = {
        rows[0].data.table.header(name): _joined(row[name] for row in rows) for name in kept
    }
    return shown | {
        "价格说明": _joined(_tax(row) for row in rows),
        "币种": _joined(row["currency"] or "CNY" for row in rows),
    }


def _joined(values: Iterable[Value]) -> str:
    """Return the different values of the lines."""
    return "；".join(dict.fromkeys(str(value) for value in values if value))


def _tax(row: Row) -> str:
    """Return what the prices include: 含 13% 增值税."""
    if row["is_tax_included"] is None:
        return ""
    rate = row.decimal("tax_rate")
    if not row["is_tax_included"]:
        return "单价不含税"
    return f"单价含 {show(rate * 100)}% 增值税" if rate else "单价含税"


FORM = Form(
    verb="quotation",
    label="报价单",
    help=Message("报价单：财务、总经理审过的报价，发给客户签章确认", "quotation, reviewed by finance and GM"),
    source="11",
    table="quotations",
    number_field="quotation_no",
    rules=("GD637",),
    gather=gather,
    needs=(
        Need("prepared_by", "编制人", "11"),
        Need("finance_reviewer", "财务", "11"),
        Need("gm_reviewer", "总经理", "11"),
    ),
    fields=("价格说明",),
    line_fields=("小计", "交期"),
    terms=_TERMS,
    layout=Layout(
        head=(
            Band(("致：{{客户全称}}", "报价单号：{{单据号}}"), 16, weights=(3, 2)),
            Band(("联系人：{{联系人}}　电话：{{电话}}", "报价日期：{{报价日期}}"), 16, weights=(3, 2)),
            Band(("地址：{{地址}}", "有效期至：{{有效期至}}　版本：{{版本}}"), 16, weights=(3, 2)),
            Band(("承蒙询价，现将产品价格报送如下，请审阅：",), 18),
        ),
        columns=(
            Column("序号", 8, align="center"),
            Column("产品编号", 24),
            Column("产品名称", 34, is_wide=True),
            Column("规格", 32),
            Column("单位", 10, align="center"),
            Column("数量", 15, align="right"),
            Column("报价单价", 18, title="单价", align="right", number_format="#,##0.00##"),
            Column("小计", 22, title="金额", align="right", number_format="#,##0.00", is_total=True),
            Column("交期", 14, align="center"),
            Column("备注", 14),
        ),
        body=(
            boxed("金额大写", "{{大写金额}}", weights=(1, 5)),
            boxed("价格", "{{价格说明}}", "币种", "{{币种}}", weights=(1, 3, 1, 1)),
            boxed("交货条件", "{{交货条件}}", "付款条件", "{{付款条件}}", weights=(1, 2, 1, 2)),
            boxed("材料说明", "{{材料说明}}", height=27, weights=(1, 5)),
        ),
        signers=4,
        slip=(
            Band(("",), 6),
            boxed("客户确认", height=16),
            boxed("我公司同意以上报价及条件。{{公司名称}} 可凭此确认安排打样、备料或签订订单。", height=24),
            boxed("确认人", "", "客户签章", "", "日期", "", height=42, weights=(1, 1.5, 1, 3, 1, 1.5)),
        ),
    ),
    icon="WhatIfAnalysisMenu",
    place=10,
)
