"""Which orders get delivery notes: the one named, those of selected rows, or all whose batches are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gendan_xl.errors import GendanError
from gendan_xl.forms._customers import is_customer
from gendan_xl.forms._delivery_lines import VOID, Wanted, note_of, plain
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._given import some, stranger
from gendan_xl.forms._rows import Row, same

_NEAR = 3
TABLES = ("orders", "deliveries", "milestones")
"""Tables whose rows name an order when they are selected."""


def wanted(case: Case, asked: Asked) -> list[Wanted]:
    """Return the orders to deliver, or the notes to print once more. GendanError GD991 when no order is selected, GD086
    when nothing is due or a number named is not that of an order."""
    if asked.selected:
        return list(_selected(case, asked))
    _refuse_voids(case, asked)
    if asked.is_again and _keeps_notes(case) and (again := _notes_again(case, asked)):
        return again
    _refuse_others(case, asked.keys)
    named = _named(asked)
    if named and not asked.day:
        return [Wanted(one, asked.lines, asked.batch_no, is_again=asked.is_again) for one in named.values()]
    orders = dict.fromkeys(str(row["order_no"]) for row in _due(case, asked))
    if not orders:
        raise _none_due(case, asked)
    return [Wanted(order, asked.lines, asked.batch_no, asked.day, asked.is_again) for order in orders]


def _none_due(case: Case, asked: Asked) -> GendanError:
    """Return the error that nothing is planned for the day, with the next days that have something."""
    day = asked.day or case.today
    days: dict[dt.date, dict[str, None]] = {}
    for row in _open(case, asked):
        if row["planned_date"]:
            days.setdefault(row["planned_date"], {})[str(row["order_no"])] = None
    near = [one for one in sorted(days) if one > day or asked.day][:_NEAR]
    who = f"{asked.customer} " if asked.customer else ""
    when, until = (f"{day} ", f"{day}") if asked.day else (f"到 {day} 为止", f"until {day}")
    if not near:
        return GendanError(
            "GD086", f"{who}在发货表里{when}没有计划要发而还没有出单的批次：请先在发货表登记",
            f"发货 has no batch {who}planned {until} that is on no note: enter it first",
        )  # fmt: skip
    zh = "、".join(f"{one} 有 {'、'.join(some(days[one], _NEAR))}" for one in near)
    en = "; ".join(f"{', '.join(some(days[one], _NEAR))} on {one}" for one in near)
    return GendanError(
        "GD086", f"{who}{when}没有要发而还没有出单的批次；{zh}：要出那一天的请加 --day {near[0]}",
        f"no batch {who}planned {until} is on no note; there are {en}: add --day {near[0]}",
    )  # fmt: skip


def _refuse_voids(case: Case, asked: Asked) -> None:
    """Refuse the number of a note that is void: it is not printed again. GendanError GD086."""
    voids = {same(number): number for number in case.noted.voids}
    for number in (voids[key] for key in _named(asked) if key in voids):
        order = next((row["order_no"] for row in case.rows_of("documents", "document_no", number)), None)
        again = f"gendan form 送货单 --order {order}" if order else "gendan form 送货单 --order 订单号"
        raise GendanError(
            "GD086", f"送货单 {number} 已作废（{case.noted.voids[number]}），不能再打；货还要发的，重新出一张：{again}",
            f"delivery note {number} is void ({case.noted.voids[number]}); for the goods make out a new one: {again}",
        )  # fmt: skip


def _named(asked: Asked) -> dict[str, str]:
    """Return the orders that are named, by the form in which numbers are compared."""
    return {same(number): number for number in (asked.order_no, *asked.keys) if number}


def _keeps_notes(case: Case) -> bool:
    return case.ledger.get("deliveries") is not None and not case.ledger.adopted


def _notes_again(case: Case, asked: Asked) -> list[Wanted]:
    """Return the notes that are made out for what is named: orders, notes by their number, a day, a customer; of those
    of an order the ones whose goods have not left, where there are any. [] for orders without one.

    GendanError GD086 when there is none and no order is named.
    """
    named = {same(number) for number in (asked.order_no, *asked.keys) if number}
    found: dict[tuple[str, str], list[Row]] = {}
    for row in case.rows("deliveries"):
        note = note_of(case.noted, row)
        is_named = not named or not named.isdisjoint((same(row["order_no"]), same(note)))
        is_day = not asked.day or row["planned_date"] == asked.day
        is_batch = asked.batch_no is None or row["batch_no"] == asked.batch_no
        if (
            note
            and row["status"] != VOID
            and is_named
            and is_day
            and is_batch
            and _is_customers(case, asked, row)
        ):
            found.setdefault((str(row["order_no"]), note), []).append(row)
    waiting = [key for key, rows in found.items() if not all(row["shipped_date"] for row in rows)]
    exact = [key for key in found if same(key[1]) in named]
    is_loose = not exact and not asked.day and (waiting or not named)
    chosen = waiting if is_loose else exact or list(found)
    if not chosen and not named:
        raise _no_note(asked)
    return [Wanted(order, batch_no=asked.batch_no, is_again=True, note_no=note) for order, note in chosen]


def _no_note(asked: Asked) -> GendanError:
    """Return the error that there is nothing to print once more."""
    day = f"{asked.day:%Y-%m-%d}" if asked.day else ""
    names = "、".join(filter(None, (asked.customer, day))) or "现在待发的"
    return GendanError(
        "GD086", f"{names} 还没有出过送货单，没有可以补打的：第一次出单不用 --again",
        f"no delivery note of {names} to print once more: leave out --again for the first one",
    )  # fmt: skip


def _refuse_others(case: Case, keys: Sequence[str]) -> None:
    """Refuse numbers that no order bears: a note is made out for an order. GendanError GD086."""
    for key in keys:
        if case.order(key):
            continue
        note = next(iter(case.rows_of("deliveries", "note_no", key)), None)
        if note:
            order = note["order_no"]
            raise GendanError(
                "GD086", f"“{key}”是送货单号：送货单按订单出，请写订单号 {order}；要按原号补打请加 --again",
                f"{key!r} is the number of a delivery note: name its order {order}, or print it once more by --again",
            )  # fmt: skip
        said = stranger(case, key, (row["order_no"] for row in case.rows("orders")))
        raise GendanError(
            "GD086", f"送货单按订单号出：{said.zh}", f"a delivery note is made out for an order: {said.en}"
        )


def _due(case: Case, asked: Asked) -> Iterator[Row]:
    """Yield the batches that are planned for the day asked for, else until today, and are on no note."""
    for row in _open(case, asked):
        planned = row["planned_date"]
        if planned is not None and (planned == asked.day if asked.day else planned <= case.today):
            yield row


def _open(case: Case, asked: Asked) -> Iterator[Row]:
    """Yield the batches asked for that have not left and are on no note, of every day."""
    named = _named(asked)
    for row in case.rows("deliveries"):
        is_open = row["status"] != VOID and not row["shipped_date"] and not note_of(case.noted, row)
        is_order = not named or same(row["order_no"]) in named
        if is_open and is_order and _is_customers(case, asked, row):
            yield row


def _is_customers(case: Case, asked: Asked, row: Row) -> bool:
    if not asked.customer:
        return True
    order = case.order(row["order_no"])
    number = row["customer_no"] or (order["customer_no"] if order else None)
    return is_customer(case, number, asked.customer)


def _selected(case: Case, asked: Asked) -> Iterator[Wanted]:
    """Yield the orders of which rows are selected: their lines, and the batch where rows of one are."""
    found: dict[str, tuple[str, dict[str, Decimal | None], set[int]]] = {}
    for row in _rows(case, asked.selected):
        number = str(row["order_no"])
        _, lines, batches = found.setdefault(same(number), (number, {}, set()))
        if row["line_no"] is not None:
            lines[plain(row["line_no"])] = None
        if row["batch_no"] is not None:
            batches.add(int(row["batch_no"]))
    if not found:
        raise GendanError(
            "GD991", "没有选中订单：请在“订单台账”或“发货”里选中要送货的行，再按一次",
            "no order is selected: select the rows to deliver in 订单台账 or 发货 and press again",
        )  # fmt: skip
    for number, lines, batches in found.values():
        batch = batches.pop() if len(batches) == 1 else None
        yield Wanted(number, lines, batch, is_again=asked.is_again)


def _rows(case: Case, selected: Mapping[str, Sequence[int]]) -> Iterator[Row]:
    for name in TABLES:
        data = case.ledger.get(name)
        if data is not None:
            rows = (Row(data, index) for index in selected.get(name, ()))
            yield from (row for row in rows if row["order_no"])
