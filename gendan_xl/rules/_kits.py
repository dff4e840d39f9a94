"""Kits: which line is a component of which, and how many of it one main item needs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.rules._lookups import kept
from gendan_xl.rules._rule import lookup


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part_qty` components for `base_qty` main items, spares on top up to `spare_rate`."""

    base_qty: float
    part_qty: float
    spare_rate: float

    def expected(self, main_qty: float) -> int:
        """Return how many components so many main items need, in whole pieces."""
        return math.ceil(main_qty / self.base_qty * self.part_qty - 1e-9)

    def allows(self, main_qty: float, qty: float) -> bool:
        """Return whether a quantity fits, spares included."""
        least = self.expected(main_qty)
        return least <= qty <= math.ceil(least * (1 + self.spare_rate) - 1e-9)


Ratios = Mapping[tuple[str | None, str | None], Ratio]
"""(main_no, part_no) → ratio."""


@lookup
def kit_ratios(ledger: Ledger) -> Ratios:
    """Return the ratios that are without condition: one row of 配套 for the pair; {} when the book keeps no kits."""
    fields = ("main_no", "part_no", "main_base_qty", "part_qty", "spare_rate", "kit_type")
    rows: dict[tuple[Any, Any], list[tuple[Any, ...]]] = {}
    for main_no, part_no, *ratio in ledger.rows("kits", fields):
        rows.setdefault((main_no, part_no), []).append(tuple(ratio))
    out = {}
    for pair, found in rows.items():
        base_qty, part_qty, spare_rate, kit_type = found[0]
        if len(found) == 1 and base_qty and part_qty and kit_type != "多选一":
            out[pair] = Ratio(base_qty, part_qty, spare_rate or 0)
    return out


@lookup
def kits(ledger: Ledger) -> Ratios:
    """Return `kit_ratios` of a book that keeps kits."""
    kept(ledger, "kits", "main_no", "part_no", "part_qty")
    return kit_ratios(ledger)


def kit_pairs(data: TableData) -> Iterator[tuple[int, int]]:
    """Yield (row of a component, row of its main item): by 主件行号, else the first line of its 配套组."""
    order_nos, mains, groups = (data.values(name) for name in ("order_no", "main_line_no", "kit_group"))
    if not any(mains) and not any(groups):
        return
    lines = {key: row for row, key in enumerate(zip(order_nos, data.values("line_no"), strict=True))}
    first: dict[tuple[Any, Any], int] = {}
    for row, (order_no, main, group) in enumerate(zip(order_nos, mains, groups, strict=True)):
        if group is not None:
            first.setdefault((order_no, group), row)
        target = lines.get((order_no, main)) if main is not None else first.get((order_no, group))
        if target is not None and target != row:
            yield row, target
