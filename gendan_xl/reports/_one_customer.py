"""A workbook with the rows of one customer only; what belongs to nobody in particular stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gendan_xl.intake.customers import Customers
from gendan_xl.intake.ledger import ColumnData, Ledger, Part, TableData
from gendan_xl.reports._report import Origin
from gendan_xl.text import header_key

_NUMBER, _NAMES = "customer_no", ("customer_name", "customer_short_name", "short_name", "full_name")


def of_customer(origin: Origin, names: frozenset[str]) -> tuple[Origin, int]:
    """Return a workbook with the rows of the customer who bears these names (as `header_key` writes them), and how many rows
    were left aside because nobody can tell whose they are."""
    chooser = _Chooser(origin.ledger, {header_key(name) for name in names})
    tables, gone, unknown = {}, set(), 0
    for name, data in origin.ledger.tables.items():
        answers = chooser.answers(data)
        kept = [index for index, answer in enumerate(answers) if answer]
        unknown += sum(answer is None for answer in answers)
        gone |= {data.place(index)[:2] for index, answer in enumerate(answers) if not answer}
        tables[name] = data if len(kept) == len(answers) else _subset(data, kept)
    doubts = [one for one in origin.doubts if (one.sheet, one.row) not in gone]
    return replace(origin, ledger=replace(origin.ledger, tables=tables), doubts=doubts), unknown


class _Chooser:
    """Tells whose rows are."""

    def __init__(self, ledger: Ledger, names: set[str]) -> None:
        self._customers, self._names = Customers(ledger), names
        rows = ledger.rows("orders", ("order_no", _NUMBER, "customer_name"))
        self._orders = {order: self._is_his(number, (name,)) for order, number, name in rows if order}

    def answers(self, data: TableData) -> list[bool | None]:
        """Return for every row whether it stays; None where nobody can tell whose it is."""
        fields = data.table.columns()
        by_order, by_name = "order_no" in fields, _NUMBER in fields
        if not by_order and not by_name:
            return [True] * len(data)
        columns = zip(*map(data.values, (_NUMBER, "order_no", *_NAMES)), strict=True)
        return [self._answer(number, order, named, by_order) for number, order, *named in columns]

    def _answer(self, number: Any, order: Any, named: Sequence[Any], by_order: bool) -> bool | None:
        if number or any(named):
            return self._is_his(number, named)
        return self._orders.get(order) if by_order else True

    def _is_his(self, number: Any, named: Sequence[Any]) -> bool:
        name = next((name for name in named if name), None)
        meant = self._customers.number(number, name)
        return any(header_key(str(one)) in self._names for one in (meant, *(() if number else named)) if one)


def _subset(data: TableData, kept: Sequence[int]) -> TableData:
    places = {old: new for new, old in enumerate(kept)}
    columns = {
        name: ColumnData(
            [column.values[index] for index in kept],
            {places[index] for index in column.dirty & places.keys()},
        )
        for name, column in data.columns.items()
    }
    parts = [made for part in data.parts if (made := _part(part, kept, places)).stop > made.start]
    return TableData(data.table, columns, parts)


def _part(part: Part, kept: Sequence[int], places: dict[int, int]) -> Part:
    """Return what is kept of a stretch of rows; each row still knows its cell."""
    own = [index for index in kept if part.start <= index < part.stop]
    start = places[own[0]] if own else 0

    def locate(index: int, name: str) -> tuple[int, int]:
        return part.locate(own[index] - part.start, name)

    return replace(part, start=start, stop=start + len(own), locate=locate)
