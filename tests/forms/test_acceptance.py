"""验收单 and 整改通知: what was delivered and accepted, and what is to be put right by whom until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.errors import GendanError
from gendan_xl.forms import acceptance, rectification
from gendan_xl.forms._form import Asked, Case

DAY = dt.date(2026, 11, 22)
ORDER: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1.0, "customer_no": "C1", "product_no": "P1", "product_name": "缓冲滑轨", "spec": "500mm",
    "unit": "付", "inspection_standard": "QB/T 2454", "status": "已签收", "clerk": "邹海燕", "remark": "内部备注",
}  # fmt: skip
BATCH: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1.0, "batch_no": 1.0, "note_no": "SH1", "shipped_qty": 216.0, "signed_qty": 215.0,
    "signed_date": DAY, "status": "已签收",
}  # fmt: skip
CUSTOMER = {"customer_no": "C1", "full_name": "福州榕城整装科技有限公司", "acceptance_mode": "现场"}
ITEM: dict[str, Any] = {
    "acceptance_no": "YS1", "rework_seq_no": 1.0, "order_no": "SO1", "line_no": 1.0, "batch_no": 1.0, "note_no": "SH1",
    "accepted_date": DAY, "acceptance_mode": "线上", "acceptance_standard": "双方封样", "acceptance_result": "不合格",
    "rejected_qty": 12.0, "rework_content": "起泡的返工重镀", "department": "生产", "owner": "刘铁军",
    "due_time": dt.datetime(2026, 11, 24, 17),
}  # fmt: skip


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Callable[..., Case]:
    def make(items: Any = (), batches: Any = (BATCH,), orders: Any = (ORDER,)) -> Case:
        tables = {"deliveries": batches, "orders": orders, "customers": [CUSTOMER]}
        return make_case(tables | ({"acceptances": items} if items else {}))

    return make


def test_an_acceptance_for_the_customer_to_fill(
    case: Callable[..., Case], printed: Callable[..., str]
) -> None:
    there = case()
    [draft] = acceptance.FORM.gather(there, Asked(DAY))
    assert (draft.key, draft.number) == ("SH1", "")
    text = printed(acceptance.FORM, there, draft, "YS20261122001")
    for row in (
        "客户：福州榕城整装科技有限公司", "验收单号：YS20261122001", "A9 1 | B9 P1 | C9 缓冲滑轨 | D9 500mm | E9 付 | F9 215",
        "C10 以下空白", "■现场　□线上　□不需验收", "QB/T 2454", "□合格 □不合格",
    ):  # fmt: skip
        assert row in text
    assert "内部备注" not in text and "None" not in text


def test_what_was_found_is_printed_with_its_number(
    case: Callable[..., Case], printed: Callable[..., str]
) -> None:
    there = case([ITEM])
    [draft] = acceptance.FORM.gather(there, Asked(DAY, keys=("YS1",)))
    assert draft.number == "YS1"
    text = printed(acceptance.FORM, there, draft)
    for row in (
        "□现场　■线上　□不需验收",
        "双方封样",
        "□合格 ■不合格",
        "1. 起泡的返工重镀",
        "G9 不合格 | H9 12",
    ):
        assert row in text


def test_only_goods_that_arrived_and_are_inspected_are_due(case: Callable[..., Case]) -> None:
    other = ORDER | {"order_no": "SO2", "acceptance_mode": "不需验收"}
    batches = [
        BATCH | {"signed_date": None},
        BATCH | {"order_no": "SO2", "note_no": "SH2"},
        BATCH | {"note_no": "SH3", "acceptance_no": "YS9"},
    ]
    with pytest.raises(GendanError, match="GD087"):
        acceptance.FORM.gather(case(batches=batches, orders=[ORDER, other]), Asked(DAY))
    [asked_for] = acceptance.FORM.gather(case(batches=batches), Asked(DAY, keys=("SH3",)))
    assert asked_for.key == "SH3"


@pytest.mark.parametrize("count", [1, 12, 13, 200])
def test_pages_of_items(case: Callable[..., Case], printed: Callable[..., str], count: int) -> None:
    items = [ITEM | {"rework_seq_no": float(n), "rework_content": f"第 {n} 项"} for n in range(1, count + 1)]
    there = case(items)
    [draft] = rectification.FORM.gather(there, Asked(DAY))
    assert not draft.blocks and "整改中" in draft.notes[0].zh
    text = printed(rectification.FORM, there, draft, "ZG20261122001")
    pages = -(-count // 12)
    assert text.count(f"共 {pages} 页") == pages * 2  # two copies
    assert text.count(f"第 {count} 项 ") == 2 and "2026-11-24 17:00" in text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"due_time": dt.datetime(2026, 11, 24)}, "要求完成时间没有写到几点"),
        ({"department": None}, "责任部门是空的"),
        ({"rework_content": None}, "整改内容是空的"),
        ({"acceptance_result": "合格", "rework_content": None}, "没有不合格的项目"),
    ],
)
def test_every_item_says_who_and_when(case: Callable[..., Case], more: dict[str, Any], said: str) -> None:
    [draft] = rectification.FORM.gather(case([ITEM | more]), Asked(DAY, keys=("YS1",)))
    [finding] = draft.blocks
    assert finding.code == "GD798" and said in finding.message.zh


def test_a_number_of_the_clerk_is_printed_once_unless_asked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "跟单.xlsx"
    build_book(path, {"orders": [ORDER], "deliveries": [BATCH], "acceptances": [ITEM]}, today=DAY)
    call = ["form", "验收单", str(path), "YS1", "--today", f"{DAY}"]
    assert main(call) == 0
    assert main(call) == 1 and "GD592" in capsys.readouterr().out
    assert main([*call, "--again"]) == 0
