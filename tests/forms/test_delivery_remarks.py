"""What is said beside a delivery note that is made: nothing of it stops the goods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms.delivery_note import FORM

DAY = dt.date(2026, 11, 22)
ORDER: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1.0, "customer_no": "C1", "product_no": "3085A", "ordered_qty": 54.0, "unit_price": 4.86,
    "open_qty": 54.0, "status": "已入库",
}  # fmt: skip
BATCH: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1.0, "batch_no": 1.0, "planned_date": DAY, "planned_qty": 54.0, "unit_price": 4.86,
    "price_approver": "董秀兰", "delivery_type": "正常",
}  # fmt: skip


def said(make_case: Callable[..., Case], stock: float, **batch: Any) -> list[str]:
    rows = {
        "orders": [ORDER],
        "deliveries": [BATCH | batch],
        "stock": [{"product_no": "3085A", "stock_qty": stock}],
    }
    [draft] = FORM.gather(make_case(rows), Asked(DAY, order_no="SO1"))
    assert not draft.blocks
    return [note.zh for note in draft.notes]


def test_goods_that_nobody_picked_and_the_stock_does_not_have(make_case: Callable[..., Case]) -> None:
    [note] = said(make_case, 20)
    assert note.startswith("SO1-1 没有备货记录（实备数量空），现货不够这次发的 54") and "库存共 20" in note
    assert said(make_case, 20, releaser="施雅琴", release_reason="明天到款")  # of the money, not of the goods
    assert said(make_case, 60) == said(make_case, 20, picked_qty=54.0) == []


@pytest.mark.parametrize("kind", ["补货", "样品"])
def test_a_replacement_with_a_price_is_asked_about(make_case: Callable[..., Case], kind: str) -> None:
    [note] = said(make_case, 60, delivery_type=kind)
    assert note == f"SO1-1-1 {kind}带价 4.86，确认要收钱吗（不收钱在 发货!AJ3 填单价 0）"
    assert said(make_case, 60, delivery_type=kind, unit_price=0.0) == []
