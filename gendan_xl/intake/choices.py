"""Drop-down lists as the workbook's own 选项 sheet has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gendan_xl.intake.ledger import TableData


@dataclass(frozen=True, slots=True)
class Choice:
    """One list: the labels in order, and other words → label."""

    labels: tuple[str, ...]
    words: Mapping[str, str]


Choices = Mapping[str, Choice]
_SEPARATOR = re.compile(r"[、，,;；/|]\s*")


def choices_of(options: TableData) -> Choices:
    """Return list name → its labels; disabled values still count for old rows."""
    labels: dict[str, list[str]] = {}
    words: dict[str, dict[str, str]] = {}
    fields = ("list_name", "code", "label", "aliases")
    for name, code, label, aliases in zip(*(options.values(f) for f in fields), strict=True):
        if name and label:
            labels.setdefault(name, []).append(label)
            others = [word for word in _SEPARATOR.split(aliases or "") if word]
            words.setdefault(name, {}).update(dict.fromkeys([*others, *([code] if code else [])], label))
    return {name: Choice(tuple(found), words[name]) for name, found in labels.items()}
