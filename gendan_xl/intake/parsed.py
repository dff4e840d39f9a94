"""A typed column with what is to be said about its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gendan_xl.intake.dates import MonthDay
from gendan_xl.text import clean

Raw = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to say about one cell of a column: its index, the code and the words of its sentence."""

    index: int
    code: str
    words: Mapping[str, Any]


@dataclass(slots=True)
class Parsed:
    """A typed column. `open_days` are cells whose day only the neighbours can tell; their value is None as yet."""

    values: list[Any]
    dirty: set[int] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    open_days: dict[int, MonthDay] = field(default_factory=dict)
    has_blank: bool = False

    def fail(self, index: int, code: str, value: Any) -> None:
        """Mark a cell unreadable."""
        self.dirty.add(index)
        self.issues.append(Issue(index, code, {"value": shown(value)}))

    def extend(self, more: Parsed) -> None:
        """Add the next stretch of the column."""
        start = len(self.values)
        self.values.extend(more.values)
        self.has_blank |= more.has_blank
        self.dirty.update(start + index for index in more.dirty)
        self.issues.extend(Issue(start + issue.index, issue.code, issue.words) for issue in more.issues)
        self.open_days.update((start + index, day) for index, day in more.open_days.items())

    def note(self, index: int, code: str, **words: Any) -> None:
        """Say something about a cell whose value is used."""
        self.issues.append(Issue(index, code, words))


def shown(value: Any) -> str:
    """Return a raw value as a message shows it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).replace("\n", "⏎")
    return text if len(text) <= 40 else text[:39] + "…"


def is_blank(value: Any) -> bool:
    """Tell whether a raw value counts as nothing: None, '' or only white space."""
    return value is None or (isinstance(value, str) and not clean(value))
