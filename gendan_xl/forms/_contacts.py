"""Whom to write to or call: a name and a number that belong together, never those of two people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gendan_xl.forms._rows import Row, same

CONTACTS = (
    ("default_consignee", "default_phone"),
    ("contact", "phone"),
    ("contact", "mobile"),
    ("statement_contact", "statement_phone"),
)
"""The fields of 客户 that name a person and its number."""
CONSIGNEE = (("consignee", "consignee_phone"),)
"""Those of a batch and of an order; 客户地址 has `ADDRESSEE`."""
ADDRESSEE = (("consignee", "phone"),)


class Person(NamedTuple):
    """A name and its phone number; '' for what nobody knows."""

    name: str
    phone: str


def people(*places: tuple[Row | None, Sequence[tuple[str, str]]]) -> Iterator[Person]:
    """Yield the people that some rows name, each row with its fields of name and number."""
    for row, pairs in places:
        for name, phone in pairs if row else ():
            if row and (row[name] or row[phone]):
                yield Person(str(row[name] or ""), str(row[phone] or ""))


def phone_of(name: object, known: Iterable[Person]) -> str:
    """Return the number that one of these people has under a name, else one without a name; '' where there is none."""
    numbers = {same(one.name): one.phone for one in reversed(list(known)) if one.phone}
    return numbers.get(same(name)) or numbers.get("", "")


def first(known: Iterable[Person], others: Iterable[Person] = ()) -> Person:
    """Return the first of these people; a number that it lacks is the one under its name, of `others` too."""
    everyone = list(known)
    if not everyone:
        return Person("", "")
    name, phone = everyone[0]
    return Person(name, phone or phone_of(name, [*everyone, *others]))
