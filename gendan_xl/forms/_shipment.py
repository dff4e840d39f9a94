"""One delivery as its packing list and its invoice see it: the rows of 发货 that bear one 送货单号."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from typing import Any

from gendan_xl.cells import Value, a1
from gendan_xl.errors import Message
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._gather import documents
from gendan_xl.forms._given import nothing
from gendan_xl.forms._noted import keys_note
from gendan_xl.forms._rows import Row, joined

_HOME = frozenset({"", "中国", "中国大陆", "大陆", "CN", "CHINA", "PRC", "CNY", "RMB", "人民币"})
_VOID = "作废"
_CHINESE = re.compile("[\u3400-\u9fff]")
NO_MARKS = "N/M"
ENGLISH = {
    **dict.fromkeys(("件", "个", "把", "只", "支", "根", "片", "条", "块", "枚", "颗", "粒", "扇", "樘"), "PCS"),
    **dict.fromkeys(("副", "付", "对", "双"), "PAIRS"),
    **dict.fromkeys(("套", "组"), "SETS"),
    **dict.fromkeys(("千克", "公斤", "kg"), "KG"),
    **dict.fromkeys(("平方米", "平方", "㎡"), "SQM"),
    **dict.fromkeys(("包", "袋"), "BAGS"),
    **dict.fromkeys(("整车", "零担", "自送"), "BY TRUCK"),
    "台": "UNITS", "张": "SHEETS", "卷": "ROLLS", "打": "DOZ", "盒": "BOXES", "箱": "CTNS", "托": "PALLETS",
    "桶": "DRUMS", "米": "M", "吨": "TONS", "升": "L",
    "海运": "BY SEA", "空运": "BY AIR", "铁路": "BY RAIL", "快递": "BY EXPRESS", "自提": "PICKED UP",
    "美国": "USA", "加拿大": "CANADA", "墨西哥": "MEXICO", "巴西": "BRAZIL", "智利": "CHILE", "秘鲁": "PERU",
    "哥伦比亚": "COLOMBIA", "阿根廷": "ARGENTINA", "英国": "UNITED KINGDOM", "爱尔兰": "IRELAND", "德国": "GERMANY",
    "法国": "FRANCE", "意大利": "ITALY", "西班牙": "SPAIN", "葡萄牙": "PORTUGAL", "荷兰": "NETHERLANDS",
    "比利时": "BELGIUM", "瑞典": "SWEDEN", "丹麦": "DENMARK", "芬兰": "FINLAND", "波兰": "POLAND", "捷克": "CZECHIA",
    "希腊": "GREECE", "土耳其": "TÜRKIYE", "俄罗斯": "RUSSIA", "乌克兰": "UKRAINE", "以色列": "ISRAEL",
    "阿联酋": "UAE", "沙特": "SAUDI ARABIA", "沙特阿拉伯": "SAUDI ARABIA", "埃及": "EGYPT", "南非": "SOUTH AFRICA",
    "尼日利亚": "NIGERIA", "肯尼亚": "KENYA", "印度": "INDIA", "巴基斯坦": "PAKISTAN", "孟加拉": "BANGLADESH",
    "日本": "JAPAN", "韩国": "KOREA", "新加坡": "SINGAPORE", "马来西亚": "MALAYSIA", "泰国": "THAILAND",
    "越南": "VIETNAM", "印尼": "INDONESIA", "印度尼西亚": "INDONESIA", "菲律宾": "PHILIPPINES",
    "澳大利亚": "AUSTRALIA", "新西兰": "NEW ZEALAND",
}  # fmt: skip
"""Units, ways of transport and countries as customers abroad read them."""


@dataclass(frozen=True)
class Shipment:
    """A delivery with its customer; `rows` are those of 发货, `orders` their order lines (None where it is gone)."""

    case: Case
    note_no: str
    rows: Sequence[Row]

    @cached_property
    def orders(self) -> Sequence[Row | None]:
        """The order line of each row."""
        return [self.case.order(row["order_no"], row["line_no"]) for row in self.rows]

    @cached_property
    def order(self) -> Row | None:
        """The first order that is there."""
        return next((order for order in self.orders if order), None)

    @property
    def journal_note(self) -> str:
        """By what the journal knows its papers again: the same goods on another note have papers of their own."""
        return keys_note((self.note_no, *(row.key for row in self.rows)))

    @cached_property
    def customer(self) -> Row | None:
        """Who receives it."""
        order = self.order
        return self.case.customer(self.rows[0]["customer_no"] or (order["customer_no"] if order else None))

    @property
    def currencies(self) -> list[str]:
        """The currencies of its orders, CNY where none is written."""
        return list(dict.fromkeys(str(order["currency"] or "CNY") for order in self.orders if order)) or [
            "CNY"
        ]

    @property
    def is_export(self) -> bool:
        """Whether the customer is abroad: another country, or a currency that is not ours."""
        country = str((self.customer["country"] if self.customer else None) or "")
        return any(name.strip().upper() not in _HOME for name in (country, *self.currencies))

    @property
    def values(self) -> Mapping[str, Value]:
        """What stands in the head of both documents."""
        orders = [order for order in self.orders if order]
        return {
            "送货单号": self.note_no,
            "订单号": joined(self.rows, "order_no"),
            "客户订单号": joined(orders, "customer_order_no"),
            "运输方式": self._both(joined(self.rows, "transport_mode") or joined(orders, "transport_mode")),
            "收货地址": joined(self.rows, "delivery_address") or joined(orders, "delivery_place"),
            "卖方": self._seller(),
            "唛头": _marks(joined(orders, "label_terms") or self._of_customer("label_terms")),
        }

    def _seller(self) -> str:
        """Return our name and address, the English ones first where they are known."""
        ours = self.case.settings
        names = filter(None, (ours.company_english_name, ours.company_name))
        return "\n".join(
            filter(None, ("　".join(names), ours.company_english_address or ours.company_address))
        )

    @property
    def country(self) -> str:
        """Where the customer is, for one abroad also in English."""
        return self._both(self._of_customer("country"))

    def _of_customer(self, field: str) -> str:
        return str((self.customer[field] if self.customer else None) or "")

    def description(self, place: int) -> str:
        """Return what a line is called: the customer's name of the product, for one abroad its English name, below it
        ours with its specification."""
        row, order = self.rows[place], self.orders[place]
        own = " ".join(str(name) for field in ("product_name", "spec") if (name := _first(field, row, order)))
        names = (_first("customer_product_name", order), self._english_name(place), own)
        return "\n".join(dict.fromkeys(filter(None, names)))

    def _english_name(self, place: int) -> str:
        """Return the English name of a line's product, '' at home and where the customer's own name is no Chinese."""
        customers, product = (
            str(_first("customer_product_name", self.orders[place]) or ""),
            self.product(place),
        )
        if not self.is_export or (customers and not _CHINESE.search(customers)):
            return ""
        return str((product and product["english_name"]) or "")

    def english_notes(self) -> Iterator[Message]:
        """Yield a remark that names the products abroad whose name stands in Chinese alone, and the cells to fill."""
        bare: dict[str, str] = {}
        for place, row in enumerate(self.rows if self.is_export else ()):
            if _CHINESE.search(self.description(place).split("\n")[0]):
                bare.setdefault(*self._to_name(row, place))
        if bare:
            cells = "、".join(f"{name}（{cell}）" for name, cell in bare.items())
            yield Message(
                f"{self.note_no} 没有英文品名，只印了中文：{cells}，请在这些格补上后用 --again 重印",
                f"{self.note_no}: no English name, printed in Chinese alone: {cells}; fill these cells and print again (--again)",
            )

    def _to_name(self, row: Row, place: int) -> tuple[str, str]:
        """Return the product of a line and the cell for its English name: in 产品, else the name in the order."""
        product, order = self.product(place), self.orders[place]
        name = str(_first("product_no", row, order) or row.key)
        for source, field in ((product, "english_name"), (order, "customer_product_name")):
            if source and source.data.place(source.index, field)[2]:
                sheet, line, col = source.data.place(source.index, field)
                return name, f"{sheet}!{a1(line, col)} {source.data.header(source.index, field)}"
        return name, "产品表的英文品名"

    def unit(self, place: int) -> str:
        """Return the unit of a line, for a customer abroad also in English."""
        return self._both(str(_first("unit", self.rows[place], self.orders[place]) or ""))

    def _both(self, word: str) -> str:
        """Return a word of the ledger, with its English for a customer abroad."""
        return f"{word} {ENGLISH[word]}" if self.is_export and word in ENGLISH else word

    def product(self, place: int) -> Row | None:
        """Return the product of a line."""
        return self.case.product(_first("product_no", self.rows[place], self.orders[place]))


def shipments(case: Case, asked: Asked, is_due: Callable[[Shipment], bool]) -> list[Shipment]:
    """Return the deliveries asked for; with nothing named those due. GendanError GD087 when there is none."""
    found = documents(case, asked, "deliveries", "note_no", _is_under_way)
    every = [Shipment(case, key, valid) for key, rows in found.items() if (valid := _valid(rows))]
    if asked.is_every:
        every = list(filter(is_due, every))
    if not every:
        raise nothing(case, asked, "deliveries", "note_no")
    return every


def _valid(rows: Sequence[Row]) -> Sequence[Row]:
    return [row for row in rows if row["status"] != _VOID]


def _marks(text: str) -> str:
    """Return shipping marks line by line; a cell of the ledger keeps them apart by ；."""
    return "\n".join(part.strip() for part in text.replace(";", "；").split("；")) or NO_MARKS


def _is_under_way(row: Row) -> bool:
    return row["status"] != _VOID and not row["signed_date"]


def _first(field: str, *rows: Row | None) -> Any:
    """Return a field of the first row that has it filled."""
    return next((row[field] for row in rows if row and row[field] not in (None, "")), None)


def shipped(row: Row) -> Decimal | None:
    """Return the quantity of a row: shipped, else picked, else planned."""
    return next(
        (
            row.decimal(field)
            for field in ("shipped_qty", "picked_qty", "planned_qty")
            if row[field] is not None
        ),
        None,
    )


def cartons(qty: Decimal | None, per_carton: Decimal | None) -> Decimal | None:
    """Return how many cartons a quantity fills; None when that is not known."""
    if qty is None or not per_carton:
        return None
    return (qty / per_carton).to_integral_value(ROUND_CEILING)
