"""Amounts in words against the notice's own examples and an independent library."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gendan_xl.domain.money import amount_tolerance, line_amount, rmb_words, split_tax
from gendan_xl.errors import GendanError

MOST = 99_999_999_999_999
cents = st.integers(-MOST, MOST).map(lambda n: Decimal(n) / 100)
round_amounts = st.builds(
    lambda digit, power: Decimal(digit) * Decimal(10) ** power, st.integers(-2009, 2009), st.integers(-2, 8)
)
sparse = st.lists(st.sampled_from("0009051"), min_size=3, max_size=14).map(
    lambda d: Decimal(int("".join(d))) / 100
)


@pytest.mark.parametrize(
    ("amount", "words"),
    [  # 支付结算办法 附一, 四 (一)–(四), the first form where it gives two
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # 二: 整 after 元, none after 角 or 分; and the corners of the writing
        ("0", "零元整"),
        ("-0.001", "零元整"),
        ("0.5", "伍角"),
        ("0.07", "柒分"),
        ("10", "壹拾元整"),
        ("-2058.00", "负贰仟零伍拾捌元整"),
        ("1.005", "壹元零壹分"),
        ("100000001", "壹亿零壹元整"),
        ("10000050000", "壹佰亿零伍万元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_words_of_the_notice(amount: str, words: str) -> None:
    assert rmb_words(Decimal(amount)) == words


@given(cents | round_amounts | sparse)
@example(Decimal("0.01"))
@example(Decimal("-999999999999.99"))
@example(Decimal("-0.10"))
@example(Decimal("52000003302.51"))
def test_words_agree_with_cn2an(amount: Decimal) -> None:
    assert rmb_words(amount) == _expected(amount)


def _expected(amount: Decimal) -> str:
    """Return the words of cn2an, with the zeros that the notice asks for and it leaves out."""
    words = cn2an.an2cn(f"{amount:.2f}", "rmb")
    yuan, rest = divmod(int(abs(amount) * 100), 100)
    if yuan and yuan % 10 == 0 and rest >= 10:  # cn2an takes the notice's second form here
        words = words.replace("元", "元零")
    if (
        yuan > 10**8 and yuan // 10**4 % 10**4 == 0 and yuan % 10**4 >= 1000
    ):  # 中间连续有几个“0”时，写一个“零”字
        words = words.replace("亿", "亿零")
    return words


@given(cents | sparse)
def test_words_read_back_as_the_amount(amount: Decimal) -> None:
    words = rmb_words(amount)
    assert words.startswith("负") == (amount < 0)
    assert _read(words.removeprefix("负")) == abs(amount)


def _read(words: str) -> Decimal:
    """Add up the digits of the words by place: a second, cruder way than either writer."""
    yuan, _, rest = words.rpartition("元") if "元" in words else ("", "", words)
    total = Decimal(0)
    for group, weight in _groups(yuan):
        digit = 0
        for char in group:
            if char in "零壹贰叁肆伍陆柒捌玖":
                digit = "零壹贰叁肆伍陆柒捌玖".index(char)
            else:
                total += digit * {"拾": 10, "佰": 100, "仟": 1000}[char] * weight
                digit = 0
        total += digit * weight
    for unit, value in (("角", "0.1"), ("分", "0.01")):
        if unit in rest:
            total += "零壹贰叁肆伍陆柒捌玖".index(rest[rest.index(unit) - 1]) * Decimal(value)
    return total


def _groups(yuan: str) -> list[tuple[str, int]]:
    high, _, low = yuan.rpartition("亿")
    mid, _, low = low.rpartition("万")
    return [(high, 10**8), (mid, 10**4), (low, 1)]


@pytest.mark.parametrize("amount", ["1000000000000", "-1000000000000", "999999999999.995"])
def test_too_large_an_amount_is_refused(amount: str) -> None:
    with pytest.raises(GendanError, match="超出") as caught:
        rmb_words(Decimal(amount))
    assert caught.value.code == "GD690"


def test_the_tax_inclusive_line_is_authoritative() -> None:
    gross = line_amount(Decimal(42), Decimal(49))
    assert gross == Decimal("2058.00")
    assert split_tax(gross, Decimal("0.13")) == (Decimal("1821.24"), Decimal("236.76"))


@pytest.mark.parametrize(
    ("qty", "price", "tolerance"),
    [("42", "43.36", "0.215"), ("1000", "0.1235", "0.055"), ("3", "49", "0.020"), ("-2", "1.5", "0.015")],
)
def test_tolerance_follows_the_digits_of_the_price(qty: str, price: str, tolerance: str) -> None:
    assert amount_tolerance(Decimal(qty), Decimal(price)) == Decimal(tolerance)
