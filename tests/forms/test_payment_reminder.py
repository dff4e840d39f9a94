"""催款提醒: what is due, how firmly it is asked for, from 应收 or from the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gendan_xl.edits import SetCell
from gendan_xl.errors import GendanError
from gendan_xl.forms import payment_reminder
from gendan_xl.forms._form import Asked, Case

DAY = dt.date(2026, 11, 22)  # a Sunday: the next workday is Monday the 23rd
FORM = payment_reminder.FORM
CUSTOMER: dict[str, Any] = {
    "customer_no": "C1", "full_name": "杭州永信门业有限公司", "short_name": "永信门业", "contact": "李春梅", "credit_days": 30.0,
}  # fmt: skip


def due(day: str, amount: float = 1000.0, **more: Any) -> dict[str, Any]:
    own = {
        "receivable_no": "YS1",
        "customer_no": "C1",
        "source_no": "SH1",
        "order_no": "SO1",
        "due_amount": amount,
    }
    return own | {"due_date": dt.date.fromisoformat(day)} | more


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Callable[..., Case]:
    return lambda *rows, **more: make_case({"customers": [CUSTOMER], "receivables": rows} | more)


@pytest.mark.parametrize(
    ("day", "title"),
    [
        ("2026-11-23", "付款提醒函"),
        ("2026-11-22", "付款提醒函"),
        ("2026-11-21", "催款函"),
        ("2026-10-22", "催款函（第二次）"),
        ("2026-09-22", "逾期货款付款通知"),
    ],
)
def test_the_older_the_firmer(
    case: Callable[..., Case], printed: Callable[..., str], day: str, title: str
) -> None:
    there = case(due(day))
    [draft] = FORM.gather(there, Asked(DAY))
    text = printed(FORM, there, draft)
    assert draft.title == title and f" {title}\n" in text
    assert bool(draft.notes) == (dt.date.fromisoformat(day) < DAY)  # late payers are reported


def test_what_is_due_later_or_paid_is_not_asked_for(case: Callable[..., Case]) -> None:
    rows = [due("2026-11-24"), due("2026-10-01", received_amount=1000.0), due("2026-10-01", status="已取消")]
    with pytest.raises(GendanError) as caught:
        FORM.gather(case(*rows), Asked(DAY))
    assert caught.value.code == "GD693"


GOLDEN = """\
A8 序号 | B8 送货单号/单号 | C8 订单号 | D8 发生日期 | E8 应付日期 | F8 应付金额 | G8 已付金额 | H8 未付金额 | I8 逾期天数
A9 1 | B9 SH1 | C9 SO1 | D9 2026-09-01 | E9 2026-10-01 | F9 980 | G9 500 | H9 480 | I9 52
A10 2 | B10 SH2 | C10 SO1 | D10 2026-10-23 | E10 2026-11-22 | F10 490 | G10 0 | H10 490
B11 以下空白"""


def test_a_letter_from_the_records(make_case: Callable[..., Case], printed: Callable[..., str]) -> None:
    def sent(day: str, note: str, qty: float) -> dict[str, Any]:
        return {"order_no": "SO1", "line_no": 1, "customer_no": "C1", "note_no": note, "shipped_qty": qty, "unit_price": 49.0,
                "shipped_date": dt.date.fromisoformat(day)}  # fmt: skip

    deliveries = [sent("2026-09-01", "SH1", 20), sent("2026-10-23", "SH2", 10), sent("2026-11-01", "SH3", 5)]
    paid = [
        {
            "payment_no": "SK1",
            "customer_no": "C1",
            "payment_date": dt.date(2026, 10, 9),
            "payment_amount": 500.0,
        }
    ]
    there = make_case({"customers": [CUSTOMER], "deliveries": deliveries, "payments": paid})
    [draft] = FORM.gather(there, Asked(DAY))
    text = printed(FORM, there, draft, "CK1")
    assert GOLDEN in text and draft.amount == Decimal(970)
    assert "未到期 490.00　31–60天 480.00" in text and "人民币玖佰柒拾元整" in text
    assert "致：杭州永信门业有限公司" in text and "收件人：李春梅" in text and "None" not in text


def test_the_reminder_is_noted_in_the_register(case: Callable[..., Case]) -> None:
    [draft] = FORM.gather(case(due("2026-11-01"), due("2026-11-02", receivable_no="YS2")), Asked(DAY))
    assert [(edit.row, edit.new) for edit in draft.edits if isinstance(edit, SetCell)] == [(3, DAY), (4, DAY)]
    assert draft.amount == 2000


def test_only_customers_asked_for(case: Callable[..., Case]) -> None:
    there = case(due("2026-11-01"), due("2026-11-01", customer_no="C2"))
    assert [draft.key for draft in FORM.gather(there, Asked(DAY))] == ["永信门业", "C2"]
    assert [draft.key for draft in FORM.gather(there, Asked(DAY, customer="永信门业"))] == ["永信门业"]
    assert [draft.key for draft in FORM.gather(there, Asked(DAY, selected={"receivables": [1]}))] == ["C2"]


def test_an_opening_balance_and_the_bank_of_the_currency(
    make_case: Callable[..., Case], printed: Callable[..., str]
) -> None:
    carried = due(
        "2026-10-01", source_no=None, source_kind="期初余额", receivable_no="YK20261001001", order_no=None
    )
    banks = {"bank_details": "工行萧山支行 1202", "foreign_bank_details": "ICBC SWIFT ICBKCNBJ"}
    rows = [carried, due("2026-10-01", receivable_no="YS2", currency="USD")]
    there = make_case({"customers": [CUSTOMER], "receivables": rows}, **banks)
    home, abroad = (printed(FORM, there, draft) for draft in FORM.gather(there, Asked(DAY)))
    assert "B9 期初余额" in home and "YK" not in home and banks["bank_details"] in home
    assert banks["foreign_bank_details"] in abroad and banks["bank_details"] not in abroad
