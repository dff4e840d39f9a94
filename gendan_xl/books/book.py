"""What every book can do, whatever holds it: a file, the live workbook, memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gendan_xl.edits import Edit
from gendan_xl.intake.sheet import RawSheet


class Book(Protocol):
    """A workbook that can be read as sheets and changed by edits, all or none."""

    @property
    def name(self) -> str:
        """How messages call it: the path as given, or the title of the live workbook."""

    def sheets(self) -> Sequence[RawSheet]:
        """Return its worksheets in order. GendanError when it cannot be read."""

    def apply(self, edits: Sequence[Edit]) -> None:
        """Apply edits, verifying old values. GendanError, and nothing changed, when one cannot be."""
