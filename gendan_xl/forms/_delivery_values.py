"""What a delivery note prints that does not stand under one header: addresses by precedence, the money of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.domain.money import line_amount
from gendan_xl.forms._contacts import CONSIGNEE, CONTACTS, first, people
from gendan_xl.forms._delivery_lines import Pick
from gendan_xl.forms._delivery_source import Source
from gendan_xl.forms._rows import Row, decimal


def values(source: Source) -> dict[str, Value]:
    """Return what stands in the head of the note: the batch first, then the order, then the customer."""
    batch, order, customer = source.picks[0].row, source.order, source.customer
    known = people((batch, CONSIGNEE), (order, CONSIGNEE), (customer, CONTACTS[:1]))
    to = first(known, people((customer, CONTACTS)))
    return {
        "客户名称": _first((customer, "full_name"), (order, "customer_name")),
        "收货地址": _first(
            (batch, "delivery_address"), (order, "delivery_place"), (customer, "default_address")
        ),
        "收货人": to.name,
        "收货电话": to.phone,
        "运输方式": _first((batch, "transport_mode"), (order, "transport_mode")),
        "车牌号": _first((batch, "vehicle_no")),
        "发货日期": (batch["shipped_date"] or batch["planned_date"]) if batch else None,
        "备注": "",
    }


def line_values(source: Source) -> list[dict[str, Value]]:
    """Return what each line prints beside the headers of its rows."""
    return [_line(pick, order) for pick, order in zip(source.picks, source.orders, strict=True)]


def _line(pick: Pick, order: Row) -> dict[str, Value]:
    own = pick.row.decimal("unit_price") if pick.row else None
    price = order.decimal("unit_price") if own is None else own
    return {
        "订单号": order["order_no"],
        "行号": pick.line_no,
        "数量": pick.qty,
        "单价": price,
        "金额": None if price is None else line_amount(pick.qty, price),
        "箱数": pick.row.decimal("carton_qty") if pick.row else None,
        "备注": pick.row["remark"] if pick.row else None,
    }


def total(lines: Sequence[dict[str, Value]]) -> Decimal | None:
    """Return the money of some lines, None when none has any."""
    amounts = [amount for line in lines if (amount := decimal(line["金额"])) is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _first(*places: tuple[Row | None, str]) -> str:
    """Return the first field that is filled, as text."""
    found: Any = next((value for row, name in places if row and (value := row[name])), "")
    return str(found)
