"""Drop-down lists: as the workbook's own 选项 sheet has them, or the fixed lists by which the program acts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gendan_xl.intake.ledger import TableData
from gendan_xl.schema.options import FIXED_OPTIONS, OPTION_ALIASES, OPTIONS


@dataclass(frozen=True, slots=True)
class Choice:
    """One list: the labels in order, and other words → label.

    The words of a fixed list are replaced by their label; elsewhere they are as good as the label.
    """

    labels: tuple[str, ...]
    words: Mapping[str, str]
    is_fixed: bool


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
    return {name: Choice(tuple(found), words[name], name in FIXED_OPTIONS) for name, found in labels.items()}


def fixed_choices() -> Choices:
    """Return the lists that hold for every ledger, whatever words a company uses elsewhere."""
    found = {}
    for name in sorted(FIXED_OPTIONS & OPTIONS.keys()):
        aliases = OPTION_ALIASES.get(name, {})
        words = {word: label for label, text in aliases.items() for word in _SEPARATOR.split(text) if word}
        found[name] = Choice(OPTIONS[name], words, True)
    return found
