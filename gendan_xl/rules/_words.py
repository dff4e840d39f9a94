"""The words of a finding: placeholders filled with values as a clerk writes them."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gendan_xl.errors import Message

if TYPE_CHECKING:
    from gendan_xl.intake.ledger import TableData
    from gendan_xl.rules._rule import Rule


def show(value: Any, lang: str = "zh") -> str:
    """Return a value as text for a message: dates ISO, numbers without trailing zeros, blanks said."""
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
    if isinstance(value, (float, Decimal)):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


class _Words(string.Formatter):
    """Fill placeholders from extra words first, then from the row's own columns."""

    def __init__(self, data: TableData, index: int, extra: Mapping[str, Any], lang: str) -> None:
        self.data, self.index, self.extra, self.lang = data, index, extra, lang

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        """Return the word of a placeholder as text."""
        name = str(key)
        value = self.extra[name] if name in self.extra else self.data.get(self.index, name)
        return show(value, self.lang)


def finding_words(
    rule: Rule, data: TableData, index: int, extra: Mapping[str, Any]
) -> tuple[Message, Message]:
    """Return the finding's sentence and remedy with their placeholders filled."""
    zh, en = (_Words(data, index, extra, lang) for lang in ("zh", "en"))
    return (
        Message(zh.format(rule.message.zh), en.format(rule.message.en)),
        Message(zh.format(rule.fix.zh), en.format(rule.fix.en)),
    )
