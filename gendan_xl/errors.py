"""The one exception type that reaches a user, always as a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in Chinese with its English twin."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """Return the sentence in `lang` ("zh" or "en")."""
        return self.en if lang == "en" else self.zh

    def __str__(self) -> str:
        return self.zh


class GendanError(Exception):
    """A problem the user can act on: code, where, what and what to do, in Chinese and English.

    `code` is a stable GDxxx code (GD0xx workbook shape, GD9xx environment). Faces print
    `message.text(lang) + [code]`; nobody ever sees a traceback of it.
    """

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(f"{zh}[{code}]")
        self.code = code
        self.message = Message(zh, en)

    def text(self, lang: str) -> str:
        """Return the sentence with its code."""
        return f"{self.message.text(lang)}[{self.code}]"
