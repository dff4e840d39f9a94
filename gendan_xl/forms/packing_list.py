"""装箱单: the cartons of a delivery, what is in each, their weight and volume (requirements 27, 32)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.english_money import number_words
from gendan_xl.errors import Message
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._rows import Row
from gendan_xl.forms._shipment import Shipment, cartons, shipments, shipped
from gendan_xl.printing.layout import BILINGUAL, CHINESE, Band, Column, Layout, boxed
from gendan_xl.words import show

_MEASURES = {
    "净重": ("net_weight", "unit_weight"),
    "毛重": ("gross_weight", "carton_weight"),
    "体积": ("volume", "carton_volume"),
}
"""Header → the field of the whole row in 发货, and that of one piece (net weight) or one carton in 产品."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """A line as it is packed, and whether some of it was worked out from the product."""

    line: dict[str, Value]
    cartons: Decimal | None
    is_reckoned: bool


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every delivery; with nothing named, for those not yet signed for."""
    return [_draft(shipment) for shipment in shipments(case, asked, lambda shipment: True)]


def _draft(shipment: Shipment) -> Draft:
    packed = [_packed(shipment, place) for place in range(len(shipment.rows))]
    lines = [one.line for one in packed]
    numbers = _carton_numbers(shipment.rows, packed)
    for line, number in zip(lines, numbers, strict=True):
        line["箱号"] = number
    return Draft(
        shipment.note_no,
        shipment.rows,
        values={**shipment.values, "装箱合计": _totals(shipment, lines)},
        lines=lines,
        order=shipment.order,
        customer=shipment.customer,
        flags=frozenset({BILINGUAL if shipment.is_export else CHINESE}),
        notes=list(_notes(shipment, packed)),
        journal_note=shipment.journal_note,
    )


def _packed(shipment: Shipment, place: int) -> _Packed:
    row, product = shipment.rows[place], shipment.product(place)
    qty = shipped(row)
    per_carton = row.decimal("per_carton_qty") or (product.decimal("per_carton_qty") if product else None)
    boxes = row.decimal("carton_qty")
    count = cartons(qty, per_carton) if boxes is None else boxes
    line: dict[str, Value] = {
        "品名规格": shipment.description(place),
        "数量": qty,
        "单位": shipment.unit(place),
        "箱数": count,
        "每箱数量": per_carton,
    }
    is_reckoned = boxes is None and count is not None
    for name, (own, each) in _MEASURES.items():
        one, times = product.decimal(each) if product else None, qty if name == "净重" else count
        line[name] = row.decimal(own)
        if line[name] is None and one is not None and times is not None:
            line[name], is_reckoned = one * times, True
    return _Packed(line, count, is_reckoned)


def _carton_numbers(rows: Sequence[Row], packed: Sequence[_Packed]) -> Iterator[str]:
    """Yield the carton numbers of each row: those of the store, else counted through (1-5, 6-8) where all are known."""
    if any(row["carton_no"] for row in rows) or any(not one.cartons for one in packed):
        yield from (str(row["carton_no"] or "") for row in rows)
        return
    last = 0
    for one in packed:
        first, last = last + 1, last + int(one.cartons or 0)
        yield f"{first}-{last}" if last > first else str(first)


def _totals(shipment: Shipment, lines: Sequence[Mapping[str, Value]]) -> str:
    """Return the totals in a sentence: 合计 45 箱，净重 …; for a customer abroad also in English."""
    sums = {name: _sum(lines, name) for name in ("箱数", *_MEASURES)}
    words = {"箱数": "共 {} 箱", "净重": "净重 {} 千克", "毛重": "毛重 {} 千克", "体积": "体积 {} 立方米"}
    text = "　".join(words[name].format(show(total)) for name, total in sums.items() if total is not None)
    count = sums["箱数"]
    if not shipment.is_export or count is None or count != int(count):
        return text
    return f"{text}\nSAY TOTAL {number_words(int(count))} ({int(count)}) CARTONS ONLY"


def _sum(lines: Sequence[Mapping[str, Value]], name: str) -> Decimal | None:
    """Return a sum; None when one of the lines is not known, for it would be too little."""
    numbers = [line[name] for line in lines]
    return sum(map(_number, numbers), Decimal(0)) if None not in numbers else None


def _number(value: Value) -> Decimal:
    assert isinstance(value, Decimal)
    return value


def _notes(shipment: Shipment, packed: Sequence[_Packed]) -> Iterator[Message]:
    yield from shipment.english_notes()
    if any(one.is_reckoned for one in packed):
        yield Message(
            f"{shipment.note_no} 有箱数、重量或体积是按产品表推算的，请仓库核对后填到发货表",
            f"{shipment.note_no}: some cartons, weights or volumes were worked out from 产品; have the store check them",
        )
    blank = [name for name in ("箱数", *_MEASURES) if any(one.line[name] is None for one in packed)]
    if blank:
        names = "、".join(blank)
        yield Message(
            f"{shipment.note_no} 有的行没有{names}，装箱单上留空，请在发货表或产品表补填",
            f"{shipment.note_no}: {names} unknown for some lines and left blank; enter them in 发货 or 产品",
        )


_BOXES, _WIDE = (20.0, 85.0, 24.0, 62.0), (20.0, 171.0)
_HEAD = (
    ("收货单位", "Consignee", "客户全称", "单号", "No.", "单据号"),
    ("收货地址", "Address", "收货地址", "日期", "Date", "日期"),
    ("订单号", "S/C No.", "订单号", "送货单号", "D/N No.", "送货单号"),
    ("客户订单", "P/O No.", "客户订单号", "运输方式", "Shipped by", "运输方式"),
)
"""The boxes of the head: twice a label, its English and what it shows."""


def _head(
    left: str, left_en: str, one: str, right: str, right_en: str, two: str, *, english: bool = False
) -> Band:
    marks = f"{{{{{one}}}}}", f"{{{{{two}}}}}"
    if english:
        texts = f"{left}\n{left_en}", marks[0], f"{right}\n{right_en}", marks[1]
        return boxed(*texts, height=30, weights=_BOXES, only=BILINGUAL)
    return boxed(left, marks[0], right, marks[1], height=22, weights=_BOXES, only=CHINESE)


FORM = Form(
    verb="packing-list",
    label="装箱单",
    help=Message("装箱单：一张送货单的箱号、箱数、重量、体积，外销客户中英文", "packing list of a delivery, bilingual for customers abroad"),
    source="27, 32",
    table="deliveries",
    asked_by="deliveries.note_no",
    is_once=True,
    gather=gather,
    fields=("唛头", "卖方", "装箱合计"),
    line_fields=("品名规格", "数量"),
    flags=(BILINGUAL, CHINESE),
    end_column="品名规格",
    layout=Layout(
        head=(
            Band(("PACKING LIST",), height=18, size=13, align="center", only=BILINGUAL),
            boxed("发货单位\nShipper", "{{卖方}}", height=30, weights=_WIDE, only=BILINGUAL),
            *(_head(*row) for row in _HEAD),
            *(_head(*row, english=True) for row in _HEAD),
        ),
        columns=(
            Column("箱号", 20, english="C/No.", align="center"),
            Column("产品编号", 22, english="Item No."),
            Column("品名规格", 46, english="Description", is_wide=True),
            Column("数量", 17, english="Quantity", align="right", is_total=True),
            Column("单位", 13, english="Unit", align="center"),
            Column("箱数", 13, english="Cartons", align="right", is_total=True),
            Column("每箱数量", 15, english="Per Ctn", align="right"),
            Column("净重", 15, title="净重kg", english="N.W. kg", align="right", is_total=True),
            Column("毛重", 15, title="毛重kg", english="G.W. kg", align="right", is_total=True),
            Column("体积", 15, title="体积m³", english="Meas. m³", align="right", is_total=True),
        ),
        body=(
            boxed("合计", "{{装箱合计}}", height=24, weights=_WIDE, only=CHINESE),
            boxed("合计\nTotal", "{{装箱合计}}", height=30, weights=_WIDE, only=BILINGUAL),
            boxed("备注", "{{备注}}", height=120, weights=_WIDE, only=CHINESE),
            boxed("唛头\nMarks", "{{唛头}}", "备注\nRemarks", "{{备注}}", height=72, weights=_BOXES, only=BILINGUAL),
        ),
        signers=3,
    ),
    icon="OutlineShowDetail",
    place=40,
)  # fmt: skip
