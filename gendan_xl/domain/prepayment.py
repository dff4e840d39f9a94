"""What a customer pays before goods leave, by its terms of payment (requirement 28)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.domain.money import CENT, round_money

PAY_FIRST, DEPOSIT = "款到发货", "预付加尾款"
_NOTHING = Decimal(0)
_GOODS = "(?:发|出|提|交|装)[货运]"
_ALL = "(?:付清|结清|付全款|全款|余款|尾款)"
_BEFORE_GOODS = re.compile(
    f"款到(?:后|即)?{_GOODS}|先款后货|{_GOODS}前[^，,；;。]{{0,4}}{_ALL}|{_ALL}[^，,；;。]{{0,4}}{_GOODS}前"
    "|before (?:shipment|delivery)", re.IGNORECASE,
)  # fmt: skip
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
    """Return what 结算方式, 付款条件 and 预付比例 ask for. The mode decides; the words are read where it is blank, and
    for the rest of 预付加尾款 (余款发货前付清). A share that is agreed holds with every mode."""
    words = text or ""
    agreed = rate if rate and rate > 0 else None
    if mode == PAY_FIRST:
        return PayTerms(agreed or _NOTHING, is_paid_first=True)
    if mode not in (None, "", DEPOSIT):
        return PayTerms(agreed or _NOTHING)
    found = _SHARE.search(words)
    share = agreed or (Decimal(found[1] or found[2]) / 100 if found else None)
    is_paid_first = bool(_BEFORE_GOODS.search(words))
    return PayTerms(share if mode == DEPOSIT else share or _NOTHING, is_paid_first)
