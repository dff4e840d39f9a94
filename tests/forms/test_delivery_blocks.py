"""What forbids a delivery note; what a ledger does not keep never does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gendan_xl.forms._delivery_blocks import DeliveryCheck, blocks

BARE = DeliveryCheck("SO1", "2", Decimal(60))
FULL = replace(
    BARE,
    ordered_qty=Decimal(100),
    delivered_qty=Decimal(40),
    over_rate=Decimal(0),
    delivery_type="正常",
    status="已入库",
    price_approver="陈",
    is_supply_stopped=False,
    released_by="",
    release_reason="",
)


def codes(*checks: DeliveryCheck) -> list[str]:
    return [finding.code for finding in blocks(checks)]


@pytest.mark.parametrize("check", [BARE, FULL])
def test_nothing_against_it(check: DeliveryCheck) -> None:
    assert codes(check) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"qty": Decimal(61)}, "GD590"),
        ({"qty": Decimal(-5)}, "GD591"),
        ({"qty": Decimal(65), "over_rate": Decimal("0.05")}, None),
        ({"qty": Decimal(66), "over_rate": Decimal("0.05")}, "GD590"),
        ({"qty": Decimal(61), "delivery_type": "补货"}, None),
        ({"status": "待评审"}, "GD791"),
        ({"status": "暂停"}, "GD791"),
        ({"status": "已取消"}, "GD791"),
        ({"price_approver": " "}, "GD790"),
        ({"is_supply_stopped": True}, "GD792"),
        ({"is_supply_stopped": True, "released_by": "赵总", "release_reason": "已付款"}, None),
        ({"is_supply_stopped": True, "released_by": "赵总"}, "GD792"),
        ({"missing_papers": "合格证"}, "GD747"),
        ({"missing_papers": "合格证", "released_by": "赵总", "release_reason": "后补"}, None),
        ({"due_amount": Decimal("0.01")}, "GD745"),
        ({"due_amount": Decimal(9), "received_amount": Decimal(9)}, None),
        ({"price_approver": "", "delivery_type": "样品"}, None),
    ],
)
def test_each_reason(changes: dict[str, Any], code: str | None) -> None:
    assert codes(replace(FULL, **changes)) == ([code] if code else [])


def test_all_reasons_are_given_with_their_place() -> None:
    found = blocks(
        [replace(FULL, qty=Decimal(61), status="暂停", price_approver="", sheet="发货", row=7, col=3)]
    )
    assert [f.code for f in found] == ["GD791", "GD790", "GD590"]
    assert found[2].text() == (
        "发货!C7 SO1-2 超出可发数量：订购 100，最多可发 100，已发 40，本次 61，超 1。"
        "把本次数量减到 60 以内，或先修改订单数量或溢装率。[GD590 · 要求 28]"
    )


def test_two_batches_of_one_line_on_a_note_count_together() -> None:
    halves = [replace(FULL, qty=Decimal(31)), replace(FULL, qty=Decimal(30))]
    assert codes(*halves) == ["GD590"]
    assert codes(halves[0], replace(halves[1], line_no="3")) == []
