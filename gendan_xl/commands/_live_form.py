"""The button 送货单: the selected rows decide what is delivered; the note is filled, filed, opened and registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gendan_xl.books.live import Area
from gendan_xl.commands._deliver import FOLDER, Made, deliver
from gendan_xl.commands._userdir import live_log
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._delivery_lines import Wanted, plain
from gendan_xl.intake.ledger import Ledger, TableData

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session
    from gendan_xl.commands._open import Opened

TABLES = ("orders", "deliveries", "milestones")
"""Tables whose rows name an order when they are selected."""


@dataclass(slots=True)
class Chosen:
    """An order of which rows are selected: the lines, and the batches where rows of 发货 are."""

    order_no: str
    lines: list[str] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)


def delivery_note_live(session: Session) -> None:
    """Make out delivery notes for the selected rows, one an order."""
    opened = session.opened()
    chosen = chosen_orders(opened.ledger, *session.book.selection())
    if not chosen:
        raise GendanError(
            "GD991", "没有选中订单：请在“订单台账”或“发货”里选中要送货的行，再按一次",
            "no order is selected: select the rows to deliver in 订单台账 or 发货 and press again",
        )  # fmt: skip
    if not session.ask(_question(opened.ledger, chosen)):
        return
    said = []
    for one in chosen:
        session.status(Message(f"正在出 {one.order_no} 的送货单…", f"delivery note of {one.order_no}…"))
        said.append(_deliver(session, opened, one))
        opened = session.opened() if len(said) < len(chosen) else opened
    session.tell("\n\n".join(said))


def _deliver(session: Session, opened: Opened, one: Chosen) -> str:
    """Make out the note of one order and return what came of it."""
    batch = one.batches[0] if len(set(one.batches)) == 1 else None
    wanted = Wanted(one.order_no, session.now.date(), dict.fromkeys(one.lines), batch)
    try:
        made = deliver(opened, wanted, session.path.with_name(FOLDER))
    except GendanError as problem:
        return f"✗ {one.order_no}：{problem.text(session.lang)}"
    if made.files:
        _forbid_undo(session, made)
        _open(session, made)
    return _text(one, made, session.lang)


def _open(session: Session, made: Made) -> None:
    """Show the document; that it cannot be shown does not undo it."""
    try:
        session.app.books.open(str(made.files[0]))
    except Exception as error:
        live_log().warning("%s was made but not opened: %s", made.files[0], error)
        made.notes.append(
            Message("文件没有自动打开，请到上面的文件夹里打开", "not opened: open it from its folder")
        )


def _text(one: Chosen, made: Made, lang: str) -> str:
    if made.blocks:
        lines = [finding.text(lang) for finding in made.blocks]
        head = "没有出单，也没有占用单号：" if lang != "en" else "no document was made and no number used:"
        return "\n".join([f"✗ {one.order_no} {head}", *lines])
    done = (
        f"✓ {one.order_no} 送货单 {made.number}" if lang != "en" else f"✓ {one.order_no} note {made.number}"
    )
    return "\n".join([done, *map(str, made.files), *(note.text(lang) for note in made.notes)])


def _forbid_undo(session: Session, made: Made) -> None:
    label = session.action.label
    session.remember(
        refusal=f"上一步是出{label} {made.number}：单号已经登记，不能撤销；不要了请在“单据”里作废"
    )


def _question(ledger: Ledger, chosen: list[Chosen]) -> Message:
    orders = []
    for one in chosen:
        count = sum(order == one.order_no for (order,) in ledger.rows("orders", ("order_no",)))
        lines = f"第 {'、'.join(one.lines)} 行" if one.lines else "全部行"
        orders.append(f"{one.order_no}：{lines}（共 {count} 行）")
    listed = "\n".join(orders)
    return Message(
        f"将为下面的订单出送货单，单号用掉后不能收回：\n{listed}",
        f"Make out a delivery note for these orders? A number once used cannot be taken back.\n{listed}",
    )


def chosen_orders(ledger: Ledger, sheet: str, areas: list[Area]) -> list[Chosen]:
    """Return the orders of which rows are selected, in the order of the sheet; [] when none are."""
    found: dict[str, Chosen] = {}
    for name in TABLES:
        table = ledger.get(name)
        if table is not None:
            for index in _selected(table, sheet, areas):
                _take(found, table, index)
    return list(found.values())


def _selected(table: TableData, sheet: str, areas: list[Area]) -> Iterator[int]:
    """Yield the rows of a table that an area touches."""
    for part in table.parts:
        if part.sheet != sheet:
            continue
        for index in range(part.start, part.stop):
            row, _ = part.locate(index - part.start, "")
            if any(top <= row <= bottom for top, _, bottom, _ in areas):
                yield index


def _take(found: dict[str, Chosen], table: TableData, index: int) -> None:
    order_no: Any = table.get(index, "order_no")
    if order_no is None:
        return
    one = found.setdefault(order_no, Chosen(order_no))
    line, batch = table.get(index, "line_no"), table.get(index, "batch_no")
    if line is not None and plain(line) not in one.lines:
        one.lines.append(plain(line))
    if batch is not None:
        one.batches.append(int(batch))
