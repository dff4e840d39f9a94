"""发票申请: what is invoiced, net and tax, who may not have it yet, and that nothing is asked for twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gendan_xl.edits import AppendRow
from gendan_xl.errors import GendanError
from gendan_xl.forms import invoice_request
from gendan_xl.forms._form import Asked, Case

DAY = dt.date(2026, 11, 22)
FORM = invoice_request.FORM
MONTH = Asked(DAY, month="2026-10", by="罗小芸")
CUSTOMER: dict[str, Any] = {
    "customer_no": "C1", "full_name": "杭州永信门业有限公司", "short_name": "永信门业", "tax_no": "91330100MA27X0000X",
    "invoice_order": "先票后款", "bank_name": "工行萧山支行", "bank_account": "1202",
}  # fmt: skip
ORDER: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1, "customer_no": "C1", "product_name": "锁体", "spec": "85", "unit": "套", "unit_price": 49.0,
    "is_tax_included": True, "tax_rate": 0.13,
}  # fmt: skip


def sent(note: str, qty: float, day: str = "2026-10-10", **more: Any) -> dict[str, Any]:
    own = {
        "order_no": "SO1",
        "line_no": 1,
        "batch_no": 1,
        "customer_no": "C1",
        "note_no": note,
        "unit_price": 49.0,
    }
    return own | {"shipped_qty": qty, "shipped_date": dt.date.fromisoformat(day)} | more


BACK = {"request_no": "TS1", "customer_no": "C1", "order_no": "SO1", "line_no": 1, "note_no": "SH1", "received_qty": 2.0,
        "unit_price": 49.0, "return_note_no": "TH1", "return_note_date": dt.date(2026, 10, 12)}  # fmt: skip


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Callable[..., Case]:
    def make(*deliveries: Any, customer: Any = None, **more: Any) -> Case:
        return make_case(
            {"customers": [CUSTOMER | (customer or {})], "orders": [ORDER], "deliveries": deliveries} | more
        )

    return make


GOLDEN = """\
A6→B6 开票抬头 | C6→E6 杭州永信门业有限公司 | F6 税号 | G6→I6 91330100MA27X0000X
A12 1 | B12 SH1 | C12 锁体 85 | D12 套 | E12 42 | F12 1821.24 | G12 13% | H12 236.76 | I12 2058
A13 2 | B13 SH1 | C13 锁体 85 | D13 套 | E13 -2 | F13 -86.73 | G13 13% | H13 -11.27 | I13 -98
C14 以下空白"""


def test_a_month_less_what_came_back(case: Callable[..., Case], printed: Callable[..., str]) -> None:
    there = case(sent("SH1", 42), sent("SH2", 5, invoice_no="F1"), returns=[BACK])
    [draft] = FORM.gather(there, MONTH)
    text = printed(FORM, there, draft, "FP1")
    assert all(row in text for row in GOLDEN.splitlines())
    assert (
        draft.amount == 1960 and not draft.blocks and "人民币壹仟玖佰陆拾元整" in text and "None" not in text
    )


def test_net_and_tax_add_up_to_the_gross_line_by_line(case: Callable[..., Case]) -> None:
    there = case(*(sent(f"SH{n}", n, unit_price=0.37 * n) for n in range(1, 30)), invoices=[])
    [draft] = FORM.gather(there, MONTH)
    for line in draft.lines or ():
        assert line["不含税金额"] + line["税额"] == line["价税合计"]  # type: ignore[operator]
    [kept] = draft.entries("FP1")
    assert isinstance(kept, AppendRow)
    net, tax, gross = (kept.values[name] for name in ("不含税金额", "税额", "价税合计"))
    assert net + tax == gross == draft.amount  # type: ignore[operator]
    assert (kept.values["申请号"], kept.values["申请人"], kept.values["状态"]) == ("FP1", "罗小芸", "待办")


def test_a_note_or_an_order_may_be_named(case: Callable[..., Case]) -> None:
    there = case(sent("SH1", 1), sent("SH2", 2), sent("SH3", 4, "2026-11-20", order_no="SO2"))
    for asked, amount in (
        (Asked(DAY, keys=("SH2",)), 98),
        (Asked(DAY, order_no="so1"), 147),
        (Asked(DAY, selected={"deliveries": [2]}), 196),
    ):
        [draft] = FORM.gather(there, asked)
        assert draft.amount == amount


def test_who_pays_first_must_have_paid(case: Callable[..., Case]) -> None:
    pays_first = {"invoice_order": "先款后票"}
    [draft] = FORM.gather(case(sent("SH1", 42), customer=pays_first), MONTH)
    [block] = draft.blocks
    assert (block.code, block.table or block.sheet) == ("GD638", "客户") and "2,058.00" in block.message.zh
    paid = [{"payment_no": "SK1", "customer_no": "C1", "payment_date": DAY, "payment_amount": 2058.0}]
    [draft] = FORM.gather(case(sent("SH1", 42), customer=pays_first, payments=paid), MONTH)
    assert not draft.blocks and draft.values["已收金额"] == Decimal(2058)


@pytest.mark.parametrize("customer", [{"tax_no": None}, {"invoice_type": "不开票"}])
def test_no_invoice_without_a_buyer_to_write_on_it(
    case: Callable[..., Case], customer: dict[str, Any]
) -> None:
    [draft] = FORM.gather(case(sent("SH1", 42), customer=customer), MONTH)
    assert [block.code for block in draft.blocks] == ["GD639"]


def test_nothing_is_asked_for_twice(case: Callable[..., Case]) -> None:
    requests = [{"request_no": "FP1", "note_no": "SH1"}, {"request_no": "FP2", "remark": "送货单：SH2、SH3"}]
    deliveries = [sent(f"SH{n}", 1) for n in range(1, 5)]
    [draft] = FORM.gather(case(*deliveries, invoices=requests), MONTH)
    assert [line["单号"] for line in draft.lines or ()] == ["SH4"]
    with pytest.raises(GendanError) as caught:
        FORM.gather(case(*deliveries[:3], invoices=requests), MONTH)
    assert caught.value.code == "GD694"
    [again] = FORM.gather(
        case(*deliveries[:3], invoices=requests), Asked(DAY, month="2026-10", is_again=True)
    )
    assert again.amount == 147


def test_what_counts_from_its_invoice_can_be_invoiced(case: Callable[..., Case]) -> None:
    [draft] = FORM.gather(
        case(sent("SH1", 1), customer={"credit_start": "开票日"}), Asked(DAY, keys=("SH1",))
    )
    assert draft.amount == 49 and not draft.blocks
