"""One delivery as its packing list and its invoice see it: the rows of 发货 that bear one 送货单号."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cached_property
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._gather import documents
from gendan_xl.forms._given import nothing
from gendan_xl.forms._rows import Row, joined

_HOME = frozenset({"", "中国", "中国大陆", "大陆", "CN", "CHINA", "PRC", "CNY", "RMB", "人民币"})
_VOID = "作废"
NO_MARKS = "N/M"
ENGLISH = {
    **dict.fromkeys(("件", "个", "把", "只", "支", "根", "片"), "PCS"),
    **dict.fromkeys(("副", "付", "对"), "PAIRS"),
    **dict.fromkeys(("整车", "零担", "自送"), "BY TRUCK"),
    "套": "SETS", "台": "UNITS", "米": "M", "千克": "KG", "箱": "CTNS",
    "海运": "BY SEA", "空运": "BY AIR", "铁路": "BY RAIL", "快递": "BY EXPRESS", "自提": "PICKED UP",
}  # fmt: skip
"""Units and ways of transport as customers abroad read them."""


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

    def _of_customer(self, field: str) -> str:
        return str((self.customer[field] if self.customer else None) or "")

    def description(self, place: int) -> str:
        """Return what a line is called: the customer's name of the product, below it ours with its specification."""
        row, order = self.rows[place], self.orders[place]
        own = " ".join(str(name) for field in ("product_name", "spec") if (name := _first(field, row, order)))
        return "\n".join(dict.fromkeys(filter(None, (_first("customer_product_name", order), own))))

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
