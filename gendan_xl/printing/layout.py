"""What a form looks like before anybody restyles it: the description from which its template is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gendan_xl.printing.placeholders import Mark, parse

WIDTH = 191.0
"""The width of the page in millimetres: it fits A4 and 241 mm paper."""
Align = Literal["left", "center", "right"]
BILINGUAL, CHINESE = "中英文", "中文"
"""Flags of forms that customers abroad get in two languages."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the lines: what {{行.name}} fills, `width` millimetres wide, headed `title` (its name unless given).

    `only` limits it to a flag such as 带价; a wide one takes the room of columns left out. `is_total` sums it at the
    foot of the page. `english` stands below the title where the form is flagged 中英文 (forms with such columns are
    flagged 中英文 or 中文).
    """

    name: str
    width: float
    title: str = ""
    english: str = ""
    align: Align = "left"
    number_format: str = ""
    only: str = ""
    is_wide: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A row of boxes across the page, `height` points tall, `weights` their relative widths (equal unless given).

    In a boxed band texts without a placeholder are labels, the others wrap, as do those of a tall band without boxes. `only` limits it to a flag. With a
    `number_format` its numbers are shown like that, to the right.
    """

    texts: tuple[str, ...]
    height: float = 13.5
    weights: tuple[float, ...] = ()
    is_boxed: bool = False
    only: str = ""
    size: float = 10
    align: Align = "left"
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A page of a form from top to bottom: its head, its lines, its body; title, totals, terms and signatures are
    drawn for every form, then comes a `slip` to be cut off and sent back. Without columns it has no lines."""

    head: tuple[Band, ...]
    columns: tuple[Column, ...] = ()
    body: tuple[Band, ...] = ()
    signers: int = 5
    slip: tuple[Band, ...] = ()

    @property
    def totals(self) -> tuple[str, ...]:
        """The columns that are summed."""
        return tuple(column.name for column in self.columns if column.is_total)

    def marks(self) -> list[Mark]:
        """Return the placeholders written in the bands."""
        texts = (text for band in (*self.head, *self.body, *self.slip) for text in band.texts)
        return [part for text in texts for part in parse(text) if isinstance(part, Mark)]


def boxed(*texts: str, height: float = 18, weights: tuple[float, ...] = (), only: str = "") -> Band:
    """Return a band with borders: label and value in turn, the values twice as wide unless weights are given."""
    return Band(texts, height, weights or _weights(texts), is_boxed=True, only=only)


def _weights(texts: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(2.0 if "{{" in text else 1.0 for text in texts)
