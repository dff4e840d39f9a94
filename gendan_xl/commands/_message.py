"""The texts for people that a workbook gives: which of them, and how they are shown."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gendan_xl.commands._asked import own_order_no
from gendan_xl.commands._clock import moment_of
from gendan_xl.commands._kinds import find_kind, is_book
from gendan_xl.commands._typed import typed
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._customers import named_customer
from gendan_xl.forms._form import Case
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


@dataclass(frozen=True, slots=True)
class TextKind:
    """A kind of text: its name on the command line, its Chinese one, and what writes it."""

    verb: str
    label: str
    texts: Callable[[Case, Wish], list[Words]]


KINDS = (
    TextKind("four-part", "卡点四段式", _four_part),
    TextKind("delay", "延期通知", _delay),
    TextKind("progress", "客户周报", _progress),
)


def kind_of(name: str) -> TextKind:
    """Return a kind by its English or Chinese name. GendanError GD924 for an unknown one."""
    if kind := find_kind(name, KINDS):
        return kind
    known = "、".join(f"{kind.label}（{kind.verb}）" for kind in KINDS)
    if not name or is_book(name):
        raise GendanError("GD924", f"请先写上哪种话术：{known}", f"name the kind of text first: {known}")
    raise GendanError("GD924", f"没有“{name}”这种话术，有：{known}", f"no text {name!r}; there are: {known}")


def settled(case: Case, wish: Wish) -> tuple[Wish, list[Message]]:
    """Return what is asked for by our own numbers and names, and what to tell of them.

    GendanError GD094 for an unknown customer, GD095 for a number of several orders.
    """
    customer, meant = named_customer(case, wish.customer)
    order_no, _ = own_order_no(case, wish.order_no)
    return replace(wish, customer=customer, order_no=order_no), [meant] if meant else []


def write(case: Case, kind: TextKind, wish: Wish) -> list[Words]:
    """Return the texts of a kind.

    GendanError GD924 when there is nothing to write about.
    """
    found = kind.texts(case, wish)
    if not found:
        raise GendanError(
            "GD924", f"没有要写的{kind.label}：没有卡住、延期或未完成的订单", f"nothing to write: {kind.verb}"
        )
    return found


def moment_given(text: str, today: dt.date) -> dt.date | None:
    """Return the day or moment of --until, seen from today. GendanError GD901 when it is none."""
    if not text:
        return None
    when = moment_of(text, "--until", today)
    return when if ":" in typed(text) else when.date()


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
