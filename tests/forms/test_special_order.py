"""特殊订单确认: what the customer signs, and that nothing goes to PMC before it is confirmed and archived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms.special_order import FORM

DAY = dt.date(2026, 11, 22)
CONFIRM: dict[str, Any] = {
    "confirm_no": "TD1", "order_no": "SO1", "line_no": 2.0, "kind": "小样", "customer_drawing_no": "DG-2203",
    "material_list": "型材 1.8 kg/件\n螺丝 ×4", "offcut": "≤ 120 mm", "customer_confirmed_date": DAY, "status": "办理中",
}  # fmt: skip
ORDERS = [
    {"order_no": "SO1", "line_no": n, "product_name": f"拉手{n:g}", "ordered_qty": 54.0, "unit": "对", "sample_terms": "色板 2 块",
     "drawing_version": "B", "remark": "内部备注"} for n in (1.0, 2.0)
]  # fmt: skip


@pytest.fixture
def draft(make_case: Callable[..., Case]) -> Callable[..., Any]:
    def make(**more: Any) -> Any:
        case = make_case({"technical_confirms": [CONFIRM | more], "orders": ORDERS})
        [one] = FORM.gather(case, Asked(DAY))
        return case, one

    return make


def test_the_sheet_that_the_customer_signs(draft: Callable[..., Any], printed: Callable[..., str]) -> None:
    case, one = draft()
    text = printed(FORM, case, one)
    for row in (
        "C6→F6 SO1－2", "C7→F7 拉手2", "54 对", "□样品　□展板　■小样　□产前样", "DG-2203", "G11→H11 B", "型材 1.8 kg/件\n螺丝 ×4",
        "未齐：技术确认、归档、客户批板。未齐之前不得转 PMC，不得投产。",
    ):  # fmt: skip
        assert row in text
    assert "内部备注" not in text and "None" not in text
    assert [note.zh for note in one.notes] == [
        "TD1 还不能转 PMC：缺技术确认、归档、客户批板"
    ] and not one.blocks


def test_pmc_waits_for_engineering(draft: Callable[..., Any]) -> None:
    _, early = draft(passed_to_pmc_date=DAY)
    assert [(one.code, one.place) for one in early.blocks] == [
        ("GD798", "技术确认!Q3"),
        ("GD798", "技术确认!R3"),
    ]
    _, right = draft(passed_to_pmc_date=DAY, technical_confirmed_date=DAY, archive_no="DA-1")
    assert not right.blocks
