"""Goods leave when the money is there that the terms ask for, or somebody answers for it (requirement 28)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main

TODAY = dt.date(2026, 3, 16)
LINE: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "customer_no": "C1", "product_name": "合页", "unit": "副", "ordered_qty": 100.0,
    "unit_price": 10.0, "is_tax_included": True, "currency": "CNY", "status": "已入库", "settlement_mode": "款到发货",
}  # fmt: skip
BATCH: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "batch_no": 2, "delivery_type": "正常", "planned_date": TODAY, "planned_qty": 60.0,
    "unit_price": 10.0, "status": "待放行", "price_approver": "董秀兰",
}  # fmt: skip
GONE = BATCH | {
    "batch_no": 1,
    "shipped_qty": 40.0,
    "note_no": "SH1",
    "shipped_date": TODAY,
    "status": "已发货",
}
PAID: dict[str, Any] = {
    "payment_no": "SK1", "payment_line_no": 1, "payment_date": TODAY, "customer_no": "C1", "currency": "CNY",
    "payment_amount": 400.0, "order_no": "XS1", "status": "已确认",
}  # fmt: skip
RELEASE = {"releaser": "周总", "release_reason": "明天到款"}


def note(folder: Path, *batches: dict[str, Any], paid: tuple[dict[str, Any], ...] = (), **order: Any) -> int:
    path = folder / "跟单.xlsx"
    customers = [{"customer_no": "C1", "short_name": "海曙", "settlement_mode": "款到发货"}]
    rows = {"orders": [LINE | order], "customers": customers, "deliveries": list(batches)}
    build_book(path, rows | {"payments": list(paid)}, today=TODAY)
    return main(["form", "送货单", str(path), "--order", "XS1", "--today", f"{TODAY}"])


def test_unpaid_goods_stay_until_the_money_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert note(tmp_path, GONE, BATCH, paid=(PAID,)) == 1
    said = capsys.readouterr().out
    assert (
        "发货前应收 1,000.00，已收 400.00，还差 600.00" in said
        and "放行原因" in said
        and "[GD745 · 要求 28]" in said
    )
    assert not (tmp_path / "单据").exists()
    more = PAID | {"payment_no": "SK2", "payment_amount": 600.0, "order_no": None, "note_no": "SH1"}
    assert note(tmp_path, GONE, BATCH, paid=(PAID, more)) == 0


@pytest.mark.parametrize(
    ("batch", "order", "paid", "is_blocked"),
    [
        ({"planned_qty": 40.0}, {}, PAID, False),  # just what was paid for
        ({}, {}, PAID | {"payment_amount": 600.0, "status": "待确认"}, True),
        ({}, {}, PAID | {"payment_amount": 600.0, "order_no": "XS9"}, True),
        ({}, {}, PAID | {"payment_amount": 600.0, "currency": "USD"}, True),
        ({}, {"received_amount": 600.0}, PAID, False),
        ({}, {"paid_status": "已收清"}, PAID, False),
        ({"releaser": "周总"}, {}, PAID, True),
        (RELEASE, {}, PAID, False),
        ({"delivery_type": "补货"}, {}, PAID, False),
        ({"delivery_type": "样品", "price_approver": None, "unit_price": 0.0}, {}, PAID, False),
        ({}, {"settlement_mode": "月结"}, PAID, False),
        ({}, {"settlement_mode": "预付加尾款", "prepaid_rate": 0.4}, PAID, False),
        ({}, {"settlement_mode": "预付加尾款", "prepaid_rate": 0.5}, PAID, True),
        ({}, {"settlement_mode": None}, PAID, True),  # as agreed with the customer
        ({"planned_qty": 40.0}, {"is_tax_included": False, "tax_rate": 0.13}, PAID, True),  # 452 with tax
    ],
)
def test_terms(
    tmp_path: Path, batch: dict[str, Any], order: dict[str, Any], paid: dict[str, Any], is_blocked: bool
) -> None:
    assert note(tmp_path, BATCH | batch, paid=(paid,), **order) == int(is_blocked)
