"""Amounts in English words, against num2words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from gendan_xl.domain.english_money import money_words, number_words
from gendan_xl.errors import GendanError


@given(st.integers(0, 999_999_999_999) | st.integers(0, 2000))
def test_whole_numbers_are_those_of_num2words(number: int) -> None:
    other = num2words(number).replace(",", "").replace(" and ", " ")
    assert number_words(number) == other.upper()


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (
            "4968.75",
            "USD",
            "SAY US DOLLARS FOUR THOUSAND NINE HUNDRED SIXTY-EIGHT AND CENTS SEVENTY-FIVE ONLY",
        ),
        ("0.05", "GBP", "SAY POUNDS STERLING ZERO AND PENCE FIVE ONLY"),
        ("100", "EUR", "SAY EUROS ONE HUNDRED ONLY"),
        ("1000000.50", "JPY", "SAY JAPANESE YEN ONE MILLION AND 50/100 ONLY"),
        ("-12.345", "USD", "SAY MINUS US DOLLARS TWELVE AND CENTS THIRTY-FIVE ONLY"),
        ("7", "AUD", "SAY AUD SEVEN ONLY"),
    ],
)
def test_amounts_as_invoices_state_them(amount: str, currency: str, words: str) -> None:
    assert money_words(Decimal(amount), currency) == words


def test_too_large_an_amount_is_refused() -> None:
    assert money_words(Decimal("999999999999.99"), "USD").endswith("AND CENTS NINETY-NINE ONLY")
    with pytest.raises(GendanError, match="GD690"):
        money_words(Decimal("1000000000000"), "USD")
