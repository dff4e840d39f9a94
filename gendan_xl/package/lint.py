"""Faults of an xlsx package that make Excel repair a file and that schema validators do not see."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the part, the place in it, the rule and a sentence."""

    part: str
    where: str
    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.part} {self.where}: {self.sentence} [{self.rule}]"


def lint(book: bytes | Path) -> list[Problem]:
    """Return every fault of a workbook, in the order of its parts."""
    return []
