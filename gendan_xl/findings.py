"""What a check says: one value per problem, with its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gendan_xl.cells import Value, a1
from gendan_xl.errors import Message

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in a workbook: what, where and what to do about it.

    `row` and `col` are the true sheet address from 1; 0 when the finding is about a whole sheet or book.
    `message` is the sentence without place and remedy, `fix` the remedy, `source` the requirement behind it. `expected`
    is what should stand in place of `value`, where the rule can tell.
    """

    code: str
    level: Level
    message: Message
    fix: Message
    sheet: str = ""
    row: int = 0
    col: int = 0
    table: str = ""
    key: str = ""
    column: str = ""
    value: Value = None
    source: str = ""
    expected: Value = None

    @property
    def cell(self) -> str:
        """The address such as H37, or '' for a whole sheet or book."""
        return a1(self.row, self.col) if self.row and self.col else ""

    @property
    def place(self) -> str:
        """The address with its sheet: 订单台账!H37."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def text(self, lang: str = "zh") -> str:
        """Return the whole sentence: where, what (which row), what to do, code and requirement."""
        message, fix = self.message.text(lang), self.fix.text(lang)
        if lang == "en":
            key = f" ({self.key})" if self.key and self.key not in message else ""
            return (
                f"{self.place} {message}{key}. {fix}. [{self.code}{self._required('requirement')}]".lstrip()
            )
        key = f"（{self.key}）" if self.key and self.key not in message else ""
        return f"{self.place} {message}{key}。{fix}。[{self.code}{self._required('要求')}]".lstrip()

    def _required(self, word: str) -> str:
        return f" · {word} {self.source}" if self.source else ""
