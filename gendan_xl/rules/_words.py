"""The words of a finding: placeholders filled with values as a clerk writes them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gendan_xl.errors import Message
from gendan_xl.words import show

if TYPE_CHECKING:
    from gendan_xl.intake.ledger import TableData
    from gendan_xl.rules._rule import Rule


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
