"""定额发料单: what the store gives out for an order, by the materials of a unit and their waste (requirement 5a)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.allocation import Supply, whole
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._gather import documents
from gendan_xl.forms._released import work_blocks
from gendan_xl.forms._rows import Row, same
from gendan_xl.forms._shortage import keeps_stock, stock
from gendan_xl.printing.layout import Band, Column, Layout, boxed
from gendan_xl.words import show

LABEL = "定额发料单"
_MADE = frozenset({None, "自制", "外协"})
_TO_MAKE = frozenset({"已确认", "已排产", "生产中"})


@dataclass(slots=True)
class _Material:
    """A material of an order: the first row of 用料定额 that names it, how much of it, for which products."""

    row: Row
    qty: Decimal = Decimal(0)
    products: list[str] = field(default_factory=list)


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every order to be made. GendanError GD087 without 用料定额 or orders, GD597 without materials."""
    if not any(case.rows("bom")):
        raise GendanError(
            "GD597", "还没有用料定额，出不了发料单：请加上“用料定额”表（gendan new --with 用料定额），每个产品写上用料和单位用量",
            "there are no materials to issue: add the sheet 用料定额 with the usage of every product",
        )  # fmt: skip
    found = documents(case, asked, "orders", "order_no", lambda row: row["status"] in _TO_MAKE)
    made = {number: [row for row in rows if row["supply_mode"] in _MADE] for number, rows in found.items()}
    issues = {number: _materials(case, rows) for number, rows in made.items()}
    if not any(issues.values()):
        raise GendanError(
            "GD597", f"{'、'.join(list(found)[:5])} 的产品都没有用料定额：请先在用料定额表登记",
            f"no product of {', '.join(list(found)[:5])} has materials in 用料定额: enter them first",
        )  # fmt: skip
    supply = stock(case) if keeps_stock(case) else {}
    return [
        _draft(case, asked, made[number], list(materials.values()), supply)
        for number, materials in issues.items()
        if materials
    ]


def _materials(case: Case, rows: Sequence[Row]) -> dict[str, _Material]:
    """Return the materials of the order lines, each once: quantity × usage × (1 + waste), rounded up at the end."""
    found: dict[str, _Material] = {}
    for row in rows:
        for one in _bom(case, row):
            material = found.setdefault(same(one["material_no"]), _Material(one))
            usage = (one.decimal("unit_usage_qty") or Decimal(0)) * (1 + (one.decimal("waste_rate") or 0))
            material.qty += (row.decimal("ordered_qty") or Decimal(0)) * usage
            material.products.append(str(row["product_no"]))
    return found


def _bom(case: Case, row: Row) -> Sequence[Row]:
    return case.rows_of("bom", "product_no", row["product_no"])


def _draft(
    case: Case,
    asked: Asked,
    rows: Sequence[Row],
    materials: Sequence[_Material],
    supply: Mapping[str, Supply],
) -> Draft:
    lines = [_line(material, supply) for material in materials]
    number = _issued(case, rows[0])
    return Draft(
        str(rows[0]["order_no"]),
        [material.row for material in materials],
        values={"产品清单": _products(rows), "生产单号": rows[0]["production_no"]},
        lines=lines,
        order=rows[0],
        customer=case.customer(rows[0]["customer_no"]),
        numbered=rows,
        number=number if asked.is_again else "",
        blocks=[
            *work_blocks(case, rows),
            *([] if asked.is_again or not number else [_again(rows[0], number)]),
        ],
        notes=[*_without_bom(case, rows), *_short(lines, materials, supply)],
    )


def _products(rows: Sequence[Row]) -> str:
    return "；".join(
        f"{row['product_no'] or ''} {row['product_name'] or ''} {row['spec'] or ''} × {show(row['ordered_qty'])} {row['unit'] or ''}".strip()
        for row in rows
    )


def _line(material: _Material, supply: Mapping[str, Supply]) -> dict[str, Value]:
    row = material.row
    there = supply.get(same(row["material_no"]), Supply()) if supply else None
    qty = whole(material.qty, str(row["unit"] or ""), up=True)
    return {
        "定额数量": qty,
        "库存": there.free if there else None,
        "在途": (there.in_transit or None) if there else None,
        "缺料": (max(qty - there.free, Decimal(0)) or None) if there else None,
        "用于": "、".join(dict.fromkeys(material.products)),
    }


def _without_bom(case: Case, rows: Sequence[Row]) -> Iterator[Message]:
    names = [str(row["product_no"]) for row in rows if not _bom(case, row)]
    if names:
        listed = "、".join(dict.fromkeys(names))
        yield Message(
            f"{listed} 没有用料定额，不在这张单上", f"{listed}: no materials in 用料定额, not on this issue"
        )


def _short(
    lines: Sequence[Mapping[str, Value]], materials: Sequence[_Material], supply: Mapping[str, Supply]
) -> Iterator[Message]:
    """Yield a note for every material of which the store has not enough: what is coming and when."""
    for line, material in zip(lines, materials, strict=True):
        if not line["缺料"]:
            continue
        row, lacks = material.row, show(line["缺料"])
        arrivals = supply.get(same(row["material_no"]), Supply()).arrivals
        coming = "、".join(f"{show(qty)}（{day or '日期未定'}）" for day, qty in arrivals)
        zh = f"在途 {coming}" if coming else "没有在途，请采购"
        en = f"to come: {coming}" if coming else "nothing is to come: buy it"
        name = f"{row['material_no']} {row['material_name'] or ''}".strip()
        yield Message(f"{name} 缺 {lacks}，{zh}", f"{name}: {lacks} short, {en}")


def _issued(case: Case, order: Row) -> str:
    """Return the number of the issue that 单据 has for an order, '' for none."""
    rows = (
        str(row["document_no"])
        for row in case.rows_of("documents", "order_no", order["order_no"])
        if row["kind"] == LABEL and row["status"] != "作废"
    )
    return next((number for number in rows if number not in case.noted.voids), "")


def _again(order: Row, number: str) -> Finding:
    sheet, line, col = order.data.place(order.index, "order_no")
    return Finding(
        "GD592", "error",
        Message(f"{order['order_no']} 已经出过{LABEL}：{number}", f"{order['order_no']} is on {number} already"),
        Message("要按原号补打，请加 --again；超定额另领的走超领审批，开错的先用 gendan void 作废",
                "add --again to print it once more; void a wrong one by gendan void first"),
        sheet, line, col, key=str(order["order_no"]),
    )  # fmt: skip


FORM = Form(
    verb="material-issue",
    label=LABEL,
    help=Message(
        "定额发料单：按用料定额和损耗算出的领料数、库存、缺料",
        "material issue: what the store gives out for an order",
    ),
    source="5a",
    table="bom",
    asked_by="orders.order_no",
    gather=gather,
    fields=("产品清单", "生产单号"),
    line_fields=("定额数量", "库存", "在途", "缺料", "用于", "实发"),
    end_column="物料名称",
    layout=Layout(
        head=(
            Band(("发料单号：{{单据号}}", "日期：{{日期}}"), 18, weights=(2, 1)),
            boxed(
                "订单号",
                "{{订单号}}",
                "生产单号",
                "{{生产单号}}",
                "生产单位",
                "{{生产单位}}",
                weights=(31, 32, 26, 28, 28, 46),
            ),
            boxed("产品", "{{产品清单}}", height=42, weights=(1, 8)),
        ),
        columns=(
            Column("序号", 9, align="center"),
            Column("物料编号", 22),
            Column("物料名称", 32),
            Column("规格", 26),
            Column("单位", 10, align="center"),
            Column("定额数量", 18, align="right"),
            Column("库存", 15, align="right"),
            Column("在途", 13, align="right"),
            Column("缺料", 13, align="right"),
            Column("实发", 16, "实发数量"),
            Column("领用节点", 17),
        ),
        body=(boxed("备注", "{{备注}}", height=36, weights=(1, 8)),),
        signers=3,
    ),
    terms="定额数量＝订购数量×单位用量×（1＋损耗率）。仓库按单发料，实发数量当面填写；超定额领料另行审批。",
    icon="Copy",
    place=25,
)
