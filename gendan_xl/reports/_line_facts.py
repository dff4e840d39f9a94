"""What a workbook tells of its order lines beside 订单台账: terms of the customer, what left, what came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gendan_xl.domain.on_time import Batch, Terms
from gendan_xl.reports._report import Origin

BY_ARRIVAL = "到货日"
HAVE_LEFT = frozenset({"已发货", "已签收", "已验收", "整改中"})
"""发货状态 of goods that have left the house."""
GOODS = frozenset({None, "正常", "补货", "换货"})
"""发货类型 that deliver what was ordered."""
REFUSED = frozenset({"拒收", "已拒绝"})
"""退货状态 of goods that were not taken back."""

Key = tuple[Any, Any]
"""(order_no, line_no)."""


def customer_terms(origin: Origin) -> Callable[[Any], Terms]:
    """Return what was agreed with a customer (by number): its own row, else the settings of the workbook."""
    settings = origin.settings
    usual = Terms(
        settings.early_tolerance_days, settings.late_tolerance_days, settings.over_rate, settings.short_rate,
        settings.due_basis == BY_ARRIVAL,
    )  # fmt: skip
    fields = (
        "customer_no", "early_tolerance_days", "late_tolerance_days", "over_rate", "short_rate", "due_basis", "transit_days",
    )  # fmt: skip
    found: dict[Any, Terms] = {}
    for number, early, late, over, short, basis, transit in origin.rows("customers", *fields):
        found[number] = Terms(
            usual.early_days if early is None else int(early),
            usual.late_days if late is None else int(late),
            usual.over_rate if over is None else over,
            usual.short_rate if short is None else short,
            usual.is_by_arrival if basis is None else basis == BY_ARRIVAL,
            int(transit or 0),
        )
    return lambda number: found.get(number, usual)


def short_names(origin: Origin) -> Mapping[Any, str]:
    """Return customer number → 客户简称 as far as it is written."""
    rows = origin.rows("customers", "customer_no", "short_name")
    return {number: name for number, name in rows if number and name}


def batches(origin: Origin) -> tuple[Mapping[Key, Sequence[Batch]] | None, frozenset[Key]]:
    """Return what left by order line, None when the book keeps no deliveries, and the lines whose quantity is unknown."""
    data = origin.table("deliveries")
    if data is None or "shipped_qty" not in data.columns:
        return None, frozenset()
    fields = (
        "order_no", "line_no", "status", "delivery_type", "shipped_qty", "shipped_date", "arrived_date", "signed_date",
    )  # fmt: skip
    found: dict[Key, list[Batch]] = defaultdict(list)
    unknown = set()
    for order_no, line_no, status, kind, qty, shipped, arrived, signed in origin.rows("deliveries", *fields):
        if kind not in GOODS or not (status in HAVE_LEFT or (status is None and shipped is not None)):
            continue
        if qty is None:
            unknown.add((order_no, line_no))
        else:
            found[order_no, line_no].append(Batch(qty, shipped, arrived or signed))
    return found, frozenset(unknown)


def returned(origin: Origin) -> Mapping[Key, float]:
    """Return what came back by order line, the customer's own fault aside."""
    found: dict[Key, float] = defaultdict(float)
    fields = ("order_no", "line_no", "received_qty", "status", "fault_party")
    for order_no, line_no, qty, status, fault in origin.rows("returns", *fields):
        if qty and status not in REFUSED and fault != "客户":
            found[order_no, line_no] += qty
    return found
