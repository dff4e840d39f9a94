"""What a customer pays before goods leave, by its terms of payment (requirement 28)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.domain.money import CENT, round_money

PAY_FIRST, DEPOSIT, CASH, BANK_CREDIT = "款到发货", "预付加尾款", "现款", "信用证"
_NOTHING = Decimal(0)
_GOODS = "(?:发|出|提|交|装)[货运]"
_ALL = "(?:付清|结清|付全款|全款|余款|尾款)"
_BEFORE_GOODS = re.compile(
    f"款到(?:后|即)?{_GOODS}|先款后货|{_GOODS}前[^，,；;。]{{0,4}}{_ALL}|{_ALL}[^，,；;。]{{0,4}}{_GOODS}前"
    "|before (?:shipment|delivery)", re.IGNORECASE,
)  # fmt: skip
_LATER = re.compile(r"货到|到货|到付|收货|月结|票到|账期|\d\s*天|COD|days|on delivery", re.IGNORECASE)
_RATE = r"(\d{1,3}(?:\.\d+)?)\s*[%％]"
_PREPAID = "(?:预付|定金|订金|首付|deposit|advance)"
_SHARE = re.compile(rf"{_PREPAID}\D{{0,4}}{_RATE}|{_RATE}\D{{0,4}}{_PREPAID}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PayTerms:
    """What is to be paid before goods leave: `share` of the order (a fraction; None: something, the terms do not say
    how much), and with `is_paid_first` at least what the goods are worth."""

    share: Decimal | None = _NOTHING
    is_paid_first: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything is to be paid before goods leave."""
        return self.share != 0 or self.is_paid_first

    def due(self, ordered: Decimal | None, leaving: Decimal) -> Decimal:
        """Return what must have come in: `ordered` is worth the whole order (None: not known), `leaving` all that has
        left and leaves now."""
        if ordered == 0:
            return _NOTHING
        known = self.share is not None and ordered is not None
        deposit = round_money((ordered or _NOTHING) * (self.share or _NOTHING)) if known else CENT
        return max(deposit, leaving if self.is_paid_first else _NOTHING)


def pay_terms(mode: str | None, text: str | None, rate: Decimal | None) -> PayTerms:
    """Return what 结算方式, 付款条件 and 预付比例 ask for before goods leave.

    | 结算方式 | 付款条件 blank | says 款到发货, 发货前付清 … | speaks of later: 货到、月结、30天 … |
    |---|---|---|---|
    | 款到发货 | goods | goods | goods |
    | 现款 | goods | goods | nothing |
    | 预付加尾款 | deposit | deposit, then goods | deposit |
    | 货到付款, 月结, 票到付款 | nothing | goods | nothing |
    | 信用证 | nothing | nothing | nothing |
    | blank | nothing | goods | nothing |

    goods: all that has left and leaves now. A share that is agreed, in 预付比例 or in the words (定金30%), holds with
    every mode. 现款 in the words is read as the mode where that is blank.
    """
    words = text or ""
    found = _SHARE.search(words)
    agreed = rate if rate and rate > 0 else Decimal(found[1] or found[2]) / 100 if found else None
    share = agreed if mode == DEPOSIT else agreed or _NOTHING
    return PayTerms(share, _is_paid_first(mode, words))


def _is_paid_first(mode: str | None, words: str) -> bool:
    """Tell whether the goods are paid before they leave, beside a deposit."""
    if mode == BANK_CREDIT:
        return False
    if mode == PAY_FIRST or _BEFORE_GOODS.search(words):
        return True
    is_cash = mode == CASH or (not mode and CASH in words)
    return is_cash and not _LATER.search(words)
