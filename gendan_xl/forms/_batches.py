"""What is the matter with rows of 发货 themselves: no quantity that can be read, a number that another row has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gendan_xl.cells import a1
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._delivery_lines import QTYS, VOID
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row


def gap(case: Case, row: Row) -> Finding:
    """Return why a batch has no quantity: a cell that could not be read, as check says it, else one that is blank."""
    for name in QTYS:
        unclean = case.unclean(row, name)
        if unclean:
            return unclean
    sheet, line, col = row.data.place(row.index, "planned_qty")
    header = row.data.header(row.index, "planned_qty")
    return Finding(
        "GD591", "error",
        Message(f"{row.key} 没有数量：「{header}」是空的", f"{row.key} has no quantity: {header} is blank"),
        Message("填这一批要发的数量", "enter how much this batch is"),
        sheet, line, col, "deliveries", row.key, header,
    )  # fmt: skip


def refused(found: Finding) -> GendanError:
    """Return a finding as the error that stops a document."""
    return GendanError(
        found.code,
        f"{found.place} {found.message.zh}（{found.key}）：{found.fix.zh}",
        f"{found.place} {found.message.en} ({found.key}): {found.fix.en}",
    )


def left_out(found: Finding) -> Message:
    """Return what is said of a batch that is not on a document for what is found in it."""
    return Message(
        f"没有带上 {found.key}：{found.place} {found.message.zh}，{found.fix.zh}",
        f"{found.key} is not on it: {found.place} {found.message.en}; {found.fix.en}",
    )


def twice(case: Case, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield the batches whose number another row of their order line has: both would take the number of the paper."""
    for row in rows:
        others = [
            other
            for other in case.rows_of("deliveries", "order_no", row["order_no"])
            if other.key == row.key and other.index != row.index and other["status"] != VOID
        ]
        if others and row["batch_no"] is not None and (row.index < others[0].index or others[0] not in rows):
            yield _twice([row, *others])


def _twice(rows: Sequence[Row]) -> Finding:
    first = rows[0]
    sheet, line, col = first.data.place(first.index, "batch_no")
    places = [
        f"{row.data.place(row.index)[0]}!{a1(*row.data.place(row.index, 'batch_no')[1:])}" for row in rows[1:]
    ]
    zh, en = "、".join(places), ", ".join(places)
    return Finding(
        "GD512", "error",
        Message(f"{first.key} 的批次号与 {zh} 相同", f"{first.key} has the batch number of {en}"),
        Message("改其中一行的批次号，或删除重复的行", "change the batch number of one, or delete the second row"),
        sheet, line, col, "deliveries", first.key, "批次", first["batch_no"], "29",
    )  # fmt: skip
