"""Amounts in English words, as commercial invoices state them."""

from __future__ import annotations

from decimal import Decimal

from gendan_xl.domain.money import WORDS_LIMIT, round_money
from gendan_xl.errors import GendanError

CURRENCIES = {
    "CNY": ("CHINESE YUAN", ""),
    "USD": ("US DOLLARS", "CENTS"),
    "EUR": ("EUROS", "CENTS"),
    "HKD": ("HONG KONG DOLLARS", "CENTS"),
    "GBP": ("POUNDS STERLING", "PENCE"),
    "JPY": ("JAPANESE YEN", ""),
}
"""Code → the words for its units and for a hundredth of one; '' writes hundredths as a fraction (50/100)."""

_SMALL = (
    "ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN", "ELEVEN", "TWELVE",
    "THIRTEEN", "FOURTEEN", "FIFTEEN", "SIXTEEN", "SEVENTEEN", "EIGHTEEN", "NINETEEN",
)  # fmt: skip
_TENS = ("TWENTY", "THIRTY", "FORTY", "FIFTY", "SIXTY", "SEVENTY", "EIGHTY", "NINETY")
_GROUPS = ("", " THOUSAND", " MILLION", " BILLION")


def number_words(number: int) -> str:
    """Return a whole number from 0 to 999,999,999,999 in words: 1234 is ONE THOUSAND TWO HUNDRED THIRTY-FOUR."""
    groups = [(number // 1000**place % 1000, name) for place, name in enumerate(_GROUPS)]
    return " ".join(_below_thousand(group) + name for group, name in reversed(groups) if group) or _SMALL[0]


def money_words(amount: Decimal, currency: str) -> str:
    """Return an amount as an invoice states it: SAY US DOLLARS TWELVE AND CENTS FIFTY ONLY.

    A currency not in CURRENCIES is named by its code. Negative amounts begin with MINUS. GendanError GD690 beyond
    999,999,999,999.99.
    """
    cents = round_money(amount)
    if not abs(cents) <= WORDS_LIMIT:
        raise GendanError(
            "GD690",
            f"金额 {amount} 超出可写成英文大写的范围（不超过 {WORDS_LIMIT:,}），请核对单价和数量",
            f"amount {amount} is too large for words (limit {WORDS_LIMIT:,}); check price and quantity",
        )
    units, rest = divmod(int(abs(cents) * 100), 100)
    name, small = CURRENCIES.get(currency, (currency, ""))
    sign = "MINUS " if cents < 0 else ""
    return f"SAY {sign}{name} {number_words(units)}{_rest(rest, small)} ONLY"


def _rest(hundredths: int, name: str) -> str:
    if not hundredths:
        return ""
    return f" AND {name} {number_words(hundredths)}" if name else f" AND {hundredths:02}/100"


def _below_thousand(number: int) -> str:
    """Return 1 to 999 in words."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    small = _SMALL[rest] if rest < 20 else _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    return " ".join([f"{_SMALL[hundreds]} HUNDRED"] * bool(hundreds) + [small] * bool(rest))
