"""Document numbers: prefix + date + sequence, as 编号规则 says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Reset = Literal["日", "月", "年", "不复位"]

_DATE_PARTS = (("yyyy", "%Y"), ("yy", "%y"), ("mm", "%m"), ("dd", "%d"))
_PERIOD_END = {"日": "dd", "月": "mm", "年": "yy", "不复位": ""}


@dataclass(frozen=True, slots=True)
class NumberRule:
    """How the numbers of one kind of document look: SH + 20261122 + 001 (requirement 44).

    `date_format` is made of yyyy or yy, mm, dd in this order, or ''. The sequence starts again with each `reset`
    period, but never within the same date part, so that no number comes twice. It grows past `digits` when full.
    """

    prefix: str
    date_format: str = "yyyymmdd"
    digits: int = 3
    reset: Reset = "日"

    def next_number(self, day: dt.date, used: Iterable[str]) -> str:
        """Return the first number of `day`'s period after all `used` ones; gaps stay gaps."""
        stamp = self._stamp(day)
        kept = stamp[: self._period_length()]
        pattern = re.compile(
            re.escape(self.prefix + kept) + rf".{{{len(stamp) - len(kept)}}}(\d{{{self.digits},}})"
        )
        found = (pattern.fullmatch(number) for number in used)
        last = max((int(match[1]) for match in found if match), default=0)
        return f"{self.prefix}{stamp}{last + 1:0{self.digits}d}"

    def _stamp(self, day: dt.date) -> str:
        text = self.date_format.lower()
        for part, directive in _DATE_PARTS:
            text = text.replace(part, day.strftime(directive))
        return text

    def _period_length(self) -> int:
        """Return how many characters of the date part name the reset period."""
        end = _PERIOD_END[self.reset]
        where = self.date_format.lower().rfind(end) if end else -len(end)
        return where + len(end) if where >= 0 else len(self.date_format)
