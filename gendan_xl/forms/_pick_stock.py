"""What there is in stock for the batches of a pick list: what their order gets of it, and what is beyond."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gendan_xl.domain.allocation import Share, Supply
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._delivery_lines import VOID, note_of
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, same
from gendan_xl.forms._shortage import allocated, keeps_stock, stock
from gendan_xl.words import show

_NOTHING = Decimal(0)
_RELEASE = Message(
    "一定要备的，请主管填放行人和放行原因", "to pick it all the same, the manager enters 放行人 and 放行原因"
)


@dataclass(frozen=True, slots=True)
class Pull:
    """A batch that waits for goods of stock: its row, the share of its order line, and how much of that is left for it."""

    row: Row
    share: Share
    left: Decimal

    @property
    def qty(self) -> Decimal:
        """How much is to be picked."""
        return self.row.decimal("planned_qty") or _NOTHING


@dataclass(frozen=True)
class PickStock:
    """What is in stock, and what each order line gets of it by the priority matrix; nothing where no stock is kept."""

    case: Case

    @cached_property
    def supply(self) -> Mapping[str, Supply]:
        """Product, as numbers are compared → what there is of it."""
        return stock(self.case) if keeps_stock(self.case) else {}

    @cached_property
    def _shares(self) -> Mapping[str, Share]:
        return {one.row.key: one.share for one in allocated(self.case, self.supply)} if self.supply else {}

    @cached_property
    def _listed(self) -> Mapping[str, Decimal]:
        """Order line → what is on pick lists and has not left."""
        found: dict[str, Decimal] = {}
        for row in self.case.rows("deliveries"):
            number = row["pick_list_no"]
            is_waiting = (
                row["status"] != VOID and not row["shipped_date"] and not note_of(self.case.noted, row)
            )
            if number and number not in self.case.noted.voids and is_waiting:
                line = _line(row)
                found[line] = found.get(line, _NOTHING) + (row.decimal("planned_qty") or _NOTHING)
        return found

    def pulls(self, rows: Sequence[Row], *, is_release_heard: bool = True) -> Iterator[Pull]:
        """Yield the batches that take goods from stock, those of products that the stock knows; a batch that is laid
        ready, on a list or (where that is heard) released by name takes nothing more."""
        given: dict[str, Decimal] = {}
        for row in rows:
            order = self.case.order(row["order_no"], row["line_no"])
            share = self._shares.get(order.key) if order else None
            if share is None or share.demand.product_no not in self.supply or self._is_taken(row):
                continue
            if is_release_heard and row["releaser"] and row["release_reason"]:
                continue
            line = _line(row)
            left = max(share.from_stock - given.get(line, self._listed.get(line, _NOTHING)), _NOTHING)
            one = Pull(row, share, left)
            given[line] = given.get(line, self._listed.get(line, _NOTHING)) + one.qty
            yield one

    def _is_taken(self, row: Row) -> bool:
        number = row["pick_list_no"]
        return bool((number and number not in self.case.noted.voids) or row["picked_qty"])

    def has_nothing(self, rows: Sequence[Row]) -> bool:
        """Tell whether there is nothing at all for the batches of a list."""
        pulls = list(self.pulls(rows))
        return len(pulls) == len(rows) and not any(one.left for one in pulls)

    def blocks(self, rows: Sequence[Row]) -> Iterator[Finding]:
        """Yield why these batches may not be picked: nothing is there, or other orders come first for it."""
        is_nothing = self.has_nothing(rows)
        for one in self.pulls(rows):
            if is_nothing:
                yield _nothing(one)
            elif one.qty > one.left and self._is_contested(one):
                yield _beyond(one)

    def notes(self, rows: Sequence[Row]) -> Iterator[Message]:
        """Yield a remark for every batch that asks for more than there is, where nobody else waits for it."""
        for one in self.pulls(rows):
            if one.qty > one.left:
                yield _said(one)

    def unpicked(self, rows: Sequence[Row]) -> Iterator[Message]:
        """Yield a remark for every batch that is about to leave, was not picked and asks for more than there is."""
        waiting = [row for row in rows if not row["shipped_date"]]
        for one in self.pulls(waiting, is_release_heard=False):
            if one.qty > one.left:
                yield _unpicked(one)

    def _is_contested(self, one: Pull) -> bool:
        """Tell whether goods beyond the share lie there for others."""
        return self.supply[one.share.demand.product_no].free > one.share.from_stock


def _line(row: Row) -> str:
    return f"{same(row['order_no'])}-{same(row['line_no'])}"


def _said(one: Pull) -> Message:
    wanted, has, key = show(one.qty), show(one.left), one.share.demand.key
    return Message(
        f"{key} 要备 {wanted}，现货分得 {has}：{one.share.why.zh}",
        f"{key}: {wanted} to pick, {has} of the stock are its share: {one.share.why.en}",
    )


def _unpicked(one: Pull) -> Message:
    wanted, key = show(one.qty), one.share.demand.key
    return Message(
        f"{key} 没有备货记录（实备数量空），现货不够这次发的 {wanted}，请与仓库核对：{one.share.why.zh}",
        f"{key} was not picked (实备数量 is blank) and the stock does not cover {wanted}: {one.share.why.en}",
    )


def _nothing(one: Pull) -> Finding:
    said, why = one.share.demand.key, one.share.why
    return _finding(
        one, "GD641",
        Message(f"{said} 缺货，不开备货单：{why.zh}", f"{said}: nothing of it is in stock: {why.en}"),
        Message(f"等到货或入库后再出（货已做好的，先把入库数登记到库存表）；{_RELEASE.zh}",
                f"wait for the goods, or enter in 库存 what is finished; {_RELEASE.en}"),
    )  # fmt: skip


def _beyond(one: Pull) -> Finding:
    said, has = _said(one), show(one.left)
    how = (
        Message(f"把这一批的计划数量改成 {has}，余下的另登记一批", f"set 计划数量 to {has}, the rest is another batch")
        if one.left
        else Message("把这一行改到到货以后的日子", "plan this batch for when goods come")
    )  # fmt: skip
    return _finding(
        one, "GD640",
        Message(f"{said.zh}，多备会占用别的订单的货", f"{said.en}; more would be goods of other orders"),
        Message(f"{how.zh}；{_RELEASE.zh}", f"{how.en}; {_RELEASE.en}"),
    )  # fmt: skip


def _finding(one: Pull, code: str, message: Message, fix: Message) -> Finding:
    row = one.row
    sheet, line, col = row.data.place(row.index, "planned_qty")
    header = row.data.header(row.index, "planned_qty")
    return Finding(
        code, "error", message, fix, sheet, line, col, "deliveries", row.key, header, row["planned_qty"], "30"
    )
