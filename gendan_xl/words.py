"""Values as a clerk writes them, for messages and previews."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from gendan_xl.errors import Message


def show(value: Any, lang: str = "zh") -> str:
    """Return a value as text for a message: dates ISO, times 10:00, numbers without trailing zeros, blanks said."""
    if value is None:
        return "空" if lang == "zh" else "blank"
    if isinstance(value, Message):
        return value.text(lang)
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, (float, Decimal)):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)
