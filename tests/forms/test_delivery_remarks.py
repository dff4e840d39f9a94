"""What is said beside a delivery note that is made: nothing of it stops the goods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms import pick_list
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._noted import Noted
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


NEXT = BATCH | {"batch_no": 2.0, "planned_qty": 10.0, "pick_price_approver": "董秀兰"}


def with_unread(make_case: Callable[..., Case], *batches: dict[str, Any]) -> Case:
    """Return a case whose first batch has 约500 for its planned quantity."""
    case = make_case({"orders": [ORDER], "deliveries": [BATCH | {"planned_qty": None}, *batches]})
    data = case.ledger.tables["deliveries"]
    data.columns["planned_qty"].dirty.add(0)
    said = Message("「计划数量」应为数字，却是“约500”", "is no number")
    fix = Message("只填数字", "enter a number")
    return replace(
        case, findings=[Finding("GD103", "error", said, fix, *data.place(0, "planned_qty"), key="SO1-1-1")]
    )


def test_a_quantity_that_cannot_be_read_stops_its_batch_only(make_case: Callable[..., Case]) -> None:
    with pytest.raises(GendanError, match="发货!Q3 「计划数量」应为数字，却是“约500”") as told:
        FORM.gather(with_unread(make_case), Asked(DAY, order_no="SO1"))
    assert told.value.code == "GD103"
    [stopped] = pick_list.FORM.gather(with_unread(make_case), Asked(DAY, order_no="SO1"))
    assert [block.code for block in stopped.blocks] == ["GD103"]
    for form in (FORM, pick_list.FORM):
        [draft] = form.gather(with_unread(make_case, NEXT), Asked(DAY, order_no="SO1"))
        assert not draft.blocks and [row["batch_no"] for row in draft.rows] == [2]
        assert draft.notes[0].zh.startswith("没有带上 SO1-1-1：发货!Q3 「计划数量」应为数字")


def test_two_rows_with_one_batch_number_are_refused(make_case: Callable[..., Case]) -> None:
    both = {"orders": [ORDER], "deliveries": [BATCH, BATCH | {"planned_qty": 40.0}]}
    for form in (FORM, pick_list.FORM):
        [draft] = form.gather(make_case(both), Asked(DAY, order_no="SO1"))
        [block] = (block for block in draft.blocks if block.code == "GD512")
        assert block.place == "发货!C3" and "SO1-1-1 的批次号与 发货!C4 相同" in block.message.zh


def test_no_batch_of_the_day_names_the_next_one(make_case: Callable[..., Case]) -> None:
    later = BATCH | {"planned_date": DAY + dt.timedelta(days=3)}
    case = make_case({"orders": [ORDER], "deliveries": [later]})
    with pytest.raises(GendanError, match="到 2026-11-22 为止没有.*；2026-11-25 有 SO1：.*--day 2026-11-25"):
        FORM.gather(case, Asked(DAY))
    with pytest.raises(GendanError, match="2026-11-30 没有.*；2026-11-25 有 SO1"):
        FORM.gather(case, Asked(DAY, day=dt.date(2026, 11, 30)))


def test_a_void_note_is_not_printed_again(make_case: Callable[..., Case]) -> None:
    case = make_case({"orders": [ORDER], "deliveries": [BATCH | {"note_no": "SH9"}]})
    case = replace(case, noted=Noted(voids={"SH9": "2026-11-21，写错"}))
    with pytest.raises(GendanError, match="送货单 SH9 已作废（2026-11-21，写错），不能再打.*重新出一张"):
        FORM.gather(case, Asked(DAY, order_no="sh9", is_again=True))


def test_a_note_of_tomorrow_shows_the_day_of_the_goods(make_case: Callable[..., Case]) -> None:
    tomorrow = DAY + dt.timedelta(days=1)
    case = make_case({"orders": [ORDER], "deliveries": [BATCH | {"planned_date": tomorrow}]})
    [draft] = FORM.gather(case, Asked(DAY, day=tomorrow))
    assert draft.values["发货日期"] == tomorrow
