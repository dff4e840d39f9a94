"""What customers still owe, as forms show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gendan_xl.domain.account import Account
from gendan_xl.domain.receivable import Receivable
from gendan_xl.schema.settings import SettingsValues


def age_limits(settings: SettingsValues) -> Sequence[int]:
    """Return the upper ends of the bands of age (设置 账龄分段)."""
    parts = settings.ageing_days.replace(",", "、").split("、")
    return [int(part) for part in parts if part.strip().isdigit()]


def as_of(account: Account, day: dt.date) -> tuple[list[Receivable], Decimal]:
    """Return what was open at the end of a day, and money that was left over."""
    until = [one for one in account.movements if one.day <= day]
    return replace(account, movements=until).receivables()
