"""What the number journal knows of delivery notes, which the workbook may not show yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

BATCHES, LINES, KEYS = "行/批 ", "行 ", "键 "
"""How the journal begins its remark of what is on a note."""


def lines_note(batches: Sequence[tuple[int, int]], lines: Sequence[tuple[str, Decimal]]) -> str:
    """Return what is on a note as the journal keeps it: its (line, batch) pairs 「行/批 1/1、2/1」, where the ledger
    keeps no batches its lines with their quantities 「行 1×70、2×5」."""
    if batches:
        return BATCHES + "、".join(f"{line}/{batch}" for line, batch in batches)
    return LINES + "、".join(f"{line}×{qty:f}" for line, qty in lines)


def keys_note(keys: Iterable[str]) -> str:
    """Return the rows that take a number as the journal keeps them: 「键 TS20261122001-1、TS20261122001-2」."""
    return KEYS + "、".join(keys)


@dataclass(frozen=True, slots=True)
class NotedLine:
    """What earlier notes say of an order line: their numbers with their days, and the quantity on them."""

    numbers: str
    qty: Decimal


@dataclass(frozen=True, slots=True)
class Noted:
    """Orders are named as `same` compares them.

    `batches`: (order, line, batch) → number of its note. `lines`: order → line → what is on notes, where the ledger
    keeps no batches. `orders`: order → its notes that hold, from every book of the folder. `voids`: void
    number, which the workbook may still show → when and why. `kinds`: number → the kind of its document.
    """

    batches: Mapping[tuple[str, int, int], str] = field(default_factory=dict)
    lines: Mapping[str, Mapping[str, NotedLine]] = field(default_factory=dict)
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    voids: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
