"""Money: rounding, tax and amounts in Chinese words. Decimal only, halves round up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from gendan_xl.errors import GendanError

CENT = Decimal("0.01")
WORDS_LIMIT = Decimal("999999999999.99")
_WIDE = Context(prec=700, rounding=ROUND_HALF_UP)  # the product of any two numbers that a cell can hold

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("亿", "万", "")


def exact(number: float | Decimal) -> Decimal:
    """Return the decimal that a cell shows for its number."""
    return number if isinstance(number, Decimal) else Decimal(repr(number))


def gross_amount(amount: Decimal, rate: Decimal) -> Decimal:
    """Return an amount without tax with its tax, in cents; `rate` is a fraction such as 0.13."""
    return round_money(amount * (1 + rate))


def round_money(amount: Decimal) -> Decimal:
    """Return `amount` in whole cents, halves away from zero."""
    return amount.quantize(CENT, context=_WIDE)


def line_amount(qty: Decimal, price: Decimal) -> Decimal:
    """Return quantity × unit price in cents."""
    return round_money(qty * price)


def split_tax(gross: Decimal, rate: Decimal) -> tuple[Decimal, Decimal]:
    """Return (net, tax) of a tax-inclusive amount; `rate` is a fraction such as 0.13.

    The tax-inclusive line is authoritative, so net + tax is always `gross` (requirement 13).
    """
    net = round_money(gross / (1 + rate))
    return net, gross - net


def amount_tolerance(qty: Decimal, price: Decimal) -> Decimal:
    """Return how far an amount may lie from quantity × price when the price was rounded (requirement 13).

    0.005 + |quantity| × half the last digit of the price: 42 × 43.36 allows 0.215. A cell drops trailing
    zeros, so a price has at least two decimals: 49 is 49.00.
    """
    exponent = price.as_tuple().exponent
    decimals = max(-exponent, 2) if isinstance(exponent, int) else 2
    return Decimal("0.005") + abs(qty) * Decimal(5).scaleb(-decimals - 1)


def rmb_words(amount: Decimal) -> str:
    """Return an amount in Chinese capitals, without 「人民币」: 1409.50 is 壹仟肆佰零玖元伍角.

    Source: 支付结算办法 附一 (正确填写票据和结算凭证的基本规定) 二 and 四. 「整」 stands after 元 only. Where the
    notice allows 零 or none, its first example is followed: 壹仟陆佰捌拾元零叁角贰分, 壹拾万柒仟元零伍角叁分.
    Negative amounts begin with 负. GendanError beyond 999,999,999,999.99.
    """
    cents = round_money(amount)
    if not abs(cents) <= WORDS_LIMIT:
        raise GendanError(
            "GD690",
            f"金额 {amount} 超出可写成中文大写的范围（不超过 {WORDS_LIMIT:,}），请核对单价和数量",
            f"amount {amount} is too large for Chinese capitals (limit {WORDS_LIMIT:,}); check price and quantity",
        )
    yuan, rest = divmod(int(abs(cents) * 100), 100)
    sign = "负" if cents < 0 else ""
    return sign + _yuan_words(yuan) + _cent_words(yuan, *divmod(rest, 10))


def _yuan_words(yuan: int) -> str:
    """Return the part up to 元; '' for zero."""
    groups = (yuan // 10**8, yuan // 10**4 % 10**4, yuan % 10**4)
    words, gap = "", False
    for group, unit in zip(groups, _GROUPS, strict=True):
        if group:
            zero = "零" if words and (gap or group < 1000) else ""
            words += zero + _group_words(group) + unit
        gap = not group
    return words and words + "元"


def _group_words(group: int) -> str:
    """Return up to four digits with 仟 佰 拾, one 零 for each gap inside."""
    words, gap = "", False
    for digit, place in zip(f"{group:04d}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + place
        gap = False
    return words


def _cent_words(yuan: int, jiao: int, fen: int) -> str:
    """Return the part after 元, with 整 or 零 as the notice asks."""
    if not jiao and not fen:
        return "整" if yuan else "零元整"
    zero = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    return zero + (_DIGITS[jiao] + "角" if jiao else "") + (_DIGITS[fen] + "分" if fen else "")
