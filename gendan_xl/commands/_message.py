"""The texts for people that a workbook gives: which of them, and how they are shown."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gendan_xl.commands._open import Opened
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._customers import require_customer
from gendan_xl.forms._form import Case
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.planning.delays import Given, delay_notices
from gendan_xl.planning.progress_letter import progress_letters
from gendan_xl.planning.stuck import four_part
from gendan_xl.planning.words import Words

MOST = 30
"""Remarks that are shown of many."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: an order with perhaps some of its lines, a customer, and what the user says himself."""

    order_no: str = ""
    lines: tuple[str, ...] = ()
    customer: str = ""
    given: Given = Given()


def _four_part(case: Case, wish: Wish) -> list[Words]:
    return four_part(case, wish.order_no, wish.lines, wish.given.language or "zh")


def _delay(case: Case, wish: Wish) -> list[Words]:
    return delay_notices(case, wish.order_no, wish.lines, wish.given)


def _progress(case: Case, wish: Wish) -> list[Words]:
    return progress_letters(case, wish.customer, wish.given.language)


KINDS: Mapping[str, tuple[str, Callable[[Case, Wish], list[Words]]]] = {
    "four-part": ("卡点四段式", _four_part),
    "delay": ("延期通知", _delay),
    "progress": ("客户周报", _progress),
}
"""Kind on the command line → its Chinese name and what writes it."""


def case_of(opened: Opened) -> Case:
    """Return a workbook as texts are written from it. GendanError GD010 when its formulas have no results."""
    require_results(opened.ledger)
    context = opened.context
    return Case(opened.ledger, context.settings, context.calendar, context.now)


def write(case: Case, kind: str, wish: Wish) -> list[Words]:
    """Return the texts of a kind (English or Chinese name).

    GendanError GD924 for an unknown kind, and when there is nothing to write about; GD094 for an unknown customer.
    """
    for verb, (label, texts) in KINDS.items():
        if kind in (verb, label):
            require_customer(case, wish.customer)
            found = texts(case, wish)
            if not found:
                raise GendanError(
                    "GD924", f"没有要写的{label}：没有卡住、延期或未完成的订单", f"nothing to write: {verb}"
                )
            return found
    known = "、".join(f"{label}（{verb}）" for verb, (label, _) in KINDS.items())
    raise GendanError("GD924", f"没有“{kind}”这种话术，有：{known}", f"no text {kind!r}; there are: {known}")


def moment_given(text: str) -> dt.date | None:
    """Return the day or moment of --until. GendanError GD902 when it is not understood."""
    if not text:
        return None
    try:
        return (
            dt.date.fromisoformat(text) if len(text) <= len("2026-03-20") else dt.datetime.fromisoformat(text)
        )
    except ValueError:
        raise GendanError(
            "GD902",
            f'--until 的“{text}”看不懂，请写成 "2026-03-20 18:00"',
            f'--until {text!r}: write "2026-03-20 18:00"',
        ) from None


def show(texts: Sequence[Words], lang: str) -> int:
    """Print the texts, remarks and what is lacking on stderr; return 1 when something is lacking."""
    ready = [one.text for one in texts if one.text]
    if ready:
        print("\n\n".join(ready))
    said = remarks(texts, lang)
    for remark in said[:MOST]:
        print(remark, file=sys.stderr)
    if len(said) > MOST:
        rest = len(said) - MOST
        more = Message(
            f"… 另有 {rest} 条，用 --order 或 --customer 一个一个写",
            f"… {rest} more: use --order or --customer",
        )
        print(more.text(lang), file=sys.stderr)
    return 1 if any(one.lacks for one in texts) else 0


def remarks(texts: Sequence[Words], lang: str) -> list[str]:
    """Return what the user is to know beside the texts, each once."""
    notes = [note.text(lang) for one in texts if one.text for note in one.notes]
    lacks = [finding.text(lang) for one in texts for finding in one.lacks]
    return [*(f"· {note}" for note in dict.fromkeys(notes)), *(f"✗ {lack}" for lack in dict.fromkeys(lacks))]
