"""What terms of payment ask for before goods leave, in the words that clerks write."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gendan_xl.domain.prepayment import pay_terms
from gendan_xl.schema.options import OPTIONS

WHOLE, NOW = Decimal(1000), Decimal(400)
"""What the order is worth, and what leaves with this batch."""


@pytest.mark.parametrize(
    ("mode", "text", "rate", "due"),
    [
        ("月结", "月结30天", None, 0),
        ("货到付款", None, None, 0),
        ("月结", "款到发货", None, 400),  # agreed for this order: what is said of the goods holds
        ("款到发货", None, None, 400),
        ("款到发货", None, "0.5", 500),
        ("预付加尾款", None, "0.3", 300),
        ("预付加尾款", "预付30%，余款货到付清", None, 300),
        ("预付加尾款", "30%定金，尾款发货前付清", None, 400),
        ("预付加尾款", "定金 50％，出货前结清余款", None, 500),
        ("预付加尾款", "T/T 30% deposit, balance before shipment", None, 400),
        ("预付加尾款", "另议", None, "0.01"),
        ("月结", None, "0.2", 200),
        (None, "款到发货", None, 400),
        (None, "先款后货", None, 400),
        (None, "预付 30 %，余款月结", None, 300),
        (None, "月结60天", None, 0),
        (None, None, None, 0),
        ("现款", None, None, 400),
        ("现款", "款到发货", None, 400),
        ("现款", "货到付现", None, 0),
        ("现款", "预付50%，货到付清", None, 500),
        (None, "现款现货", None, 400),
        ("货到付款", "货到付款", None, 0),
        ("货到付款", "款到发货", None, 400),
        ("票到付款", "票到30天", None, 0),
        ("票到付款", "先票，款到发货", None, 400),
        ("信用证", "L/C 60天", None, 0),
        ("信用证", "L/C opened 30 days before shipment", None, 0),
        ("信用证", "T/T 30% deposit, L/C at sight", None, 300),
        ("月结", "定金30%，余款月结", None, 300),
    ],
)
def test_due_before_goods_leave(mode: str | None, text: str | None, rate: str | None, due: object) -> None:
    terms = pay_terms(mode, text, None if rate is None else Decimal(rate))
    assert terms.due(WHOLE, NOW) == Decimal(str(due))
    assert bool(terms) == (due != 0)


def test_every_mode_of_the_drop_down_is_judged_without_words() -> None:
    due = {mode: pay_terms(mode, None, None).due(WHOLE, NOW) for mode in OPTIONS["结算方式"]}
    first = {"现款": NOW, "款到发货": NOW, "预付加尾款": Decimal("0.01")}
    assert due == dict.fromkeys(("货到付款", "月结", "票到付款", "信用证"), Decimal(0)) | first


def test_an_order_without_prices_asks_for_something_and_a_free_one_for_nothing() -> None:
    deposit, first = pay_terms("预付加尾款", None, Decimal("0.3")), pay_terms("款到发货", None, None)
    assert deposit.due(None, Decimal(0)) == first.due(None, Decimal(0)) == Decimal("0.01")
    assert deposit.due(Decimal(0), Decimal(0)) == 0
