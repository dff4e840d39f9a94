"""What the user should know of a delivery note that is made: nothing of it stands in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gendan_xl.cells import Value, a1
from gendan_xl.errors import Message
from gendan_xl.forms._batches import left_out
from gendan_xl.forms._delivery_lines import Wanted, is_charged
from gendan_xl.forms._delivery_source import Source
from gendan_xl.forms._form import Case
from gendan_xl.forms._pick_stock import PickStock
from gendan_xl.words import show


def remarks(
    case: Case, source: Source, one: Wanted, lines: Sequence[Mapping[str, Value]], there: PickStock
) -> Iterator[Message]:
    """Yield them: lines left out, earlier notes, goods that nobody picked, a price where none is asked as a rule."""
    yield from _left_out(source, one)
    yield from map(left_out, source.gaps)
    yield from _earlier(case, source, one)
    if not one.note_no:
        yield from _charged(source, lines)
        yield from there.unpicked([pick.row for pick in source.picks if pick.row])


def _left_out(source: Source, one: Wanted) -> Iterator[Message]:
    left = "、".join(line for line in one.lines if line not in {pick.line_no for pick in source.picks})
    if left:
        yield Message(
            f"第 {left} 行不在这张单上：没有要发的数量、计划在别的日子，或已出过单",
            f"line {left} is not on it: nothing to send, planned for another day, or on a note already",
        )


def _earlier(case: Case, source: Source, one: Wanted) -> Iterator[Message]:
    numbers = "、".join(case.noted.orders.get(one.key, ())) if not source.batches else ""
    if numbers:
        yield Message(
            f"这张订单以前出过送货单：{numbers}，请核对数量没有重复",
            f"earlier notes of this order: {numbers}; make sure nothing is delivered twice",
        )


def _charged(source: Source, lines: Sequence[Mapping[str, Value]]) -> Iterator[Message]:
    """Name what is a replacement, a sample or a spare and has a price (requirement 28)."""
    for pick, line in zip(source.picks, lines, strict=True):
        price, row = line["单价"], pick.row
        if row is None or is_charged(row) or not price:
            continue
        sheet, number, col = row.data.place(row.index, "unit_price")
        kind, place = row["delivery_type"], f"{sheet}!{a1(number, col)}" if col else sheet
        yield Message(
            f"{row.key} {kind}带价 {show(price)}，确认要收钱吗（不收钱在 {place} 填单价 0）",
            f"{row.key} is {kind} with a price of {show(price)}: is it charged? (if not, enter 单价 0 at {place})",
        )
