"""The button 作废单据: the documents of the selected rows of 单据 are voided, for the reason written there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gendan_xl.commands._voids import void
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from gendan_xl.books.live import Area
    from gendan_xl.commands._live import Session
    from gendan_xl.commands._open import Opened
    from gendan_xl.intake.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Wrong:
    """A document to void: its number, why, and who says so."""

    number: str
    reason: str
    who: str


def void_live(session: Session) -> None:
    """Void the documents of the selected rows. GendanError GD906 when a row says no reason, GD991 without rows."""
    opened = session.opened()
    chosen = _chosen(opened.ledger, *session.book.selection())
    if not session.ask(_question(chosen)):
        return
    said, done = [], list[str]()
    for one in chosen:
        session.status(Message(f"正在作废 {one.number}…", f"voiding {one.number}…"))
        said.append(_void(opened, one, done, session.lang))
        opened = session.opened()
    if done:
        session.remember(refusal=f"上一步是作废 {'、'.join(done)}：单号已经停用，不能撤销；要送货请重新出单")
    session.tell("\n\n".join(said))


def _void(opened: Opened, one: Wrong, done: list[str], lang: str) -> str:
    """Void one document, note its number in `done`, and return what came of it."""
    try:
        messages = void(opened, one.number, one.reason, one.who)
    except GendanError as problem:
        return f"✗ {one.number}：{problem.text(lang)}"
    done.append(one.number)
    return "\n".join(["✓ " + messages[0].text(lang), *(message.text(lang) for message in messages[1:])])


def _chosen(ledger: Ledger, sheet: str, areas: list[Area]) -> list[Wrong]:
    """Return the documents of which a cell is selected, in the order of 单据."""
    documents, chosen = ledger.get("documents"), list[Wrong]()
    fields = ("document_no", "void_reason", "voided_by")
    for index, (number, reason, who) in enumerate(ledger.rows("documents", fields)):
        place = documents.place(index, "document_no") if documents else ("", 0, 0)
        is_selected = place[0] == sheet and any(top <= place[1] <= last for top, _, last, _ in areas)
        if is_selected and number and not reason:
            raise GendanError(
                "GD906", f"{place[0]} 第 {place[1]} 行没有作废原因：请先在“作废原因”里写上为什么，再选中这一行按一次",
                f"{place[0]} row {place[1]} has no 作废原因: write why, then select the row and press again",
            )  # fmt: skip
        if is_selected and number:
            chosen.append(Wrong(number, reason, who or ""))
    if not chosen:
        raise GendanError(
            "GD991", "没有选中单据：请在“单据”里选中要作废的行，再按一次",
            "no document is selected: select the rows to void in 单据 and press again",
        )  # fmt: skip
    return chosen


def _question(chosen: list[Wrong]) -> Message:
    listed = "\n".join(f"{one.number}：{one.reason}" for one in chosen)
    return Message(
        f"将作废下面的单据，单号以后不再用，不能撤销：\n{listed}",
        f"Void these documents? Their numbers stay used, and this cannot be undone.\n{listed}",
    )
