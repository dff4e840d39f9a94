"""Customers that the user names: one whom nobody knows is a slip of the pen, not one without documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import same

MOST = 5
"""Similar customers that are offered."""
_ALIKE = 0.5
"""Half of two characters: short names are often no longer."""
_NAMES = ("short_name", "customer_name", "full_name")
"""Fields that hold a customer's name, the one that stands in messages first."""


def is_customer(case: Case, number: object, wanted: str) -> bool:
    """Tell whether a customer is the one named by number, full name or short name."""
    row = case.customer(number)
    names = (number, row["full_name"], row["short_name"]) if row else (number,)
    return same(wanted) in {same(name) for name in names}


def named_customer(case: Case, wanted: str) -> tuple[str, Message | None]:
    """Return the customer that is named, with a remark where a part of the name of one and no other was enough.

    GendanError GD094, with the similar ones, for a name that no customer of the workbook bears.
    """
    known = _known(case) if wanted else {}
    if not wanted or same(wanted) in known:
        return wanted, None
    if meant := _only(case, known, same(wanted)):
        name, label = meant
        return name, Message(f"“{wanted}”按客户 {label}", f"{wanted!r} is taken for {label}")
    raise unknown_customer(case, wanted)


def unknown_customer(case: Case, wanted: str) -> GendanError:
    """Return the error GD094 that nobody is called so, with those who may be meant."""
    near = "、".join(similar(_known(case), same(wanted)))
    zh, en = (f"，是不是 {near}？", f"; did you mean {near}?") if near else ("：", ":")
    return GendanError(
        "GD094", f"没有叫“{wanted}”的客户{zh}请写客户编号、全称或简称",
        f"no customer is called {wanted!r}{en} write the number, the full name or the short name",
    )  # fmt: skip


def _only(case: Case, known: Mapping[str, str], part: str) -> tuple[str, str] | None:
    """Return the name and the label of the only customer with a name that has this part, None for none or several."""
    found = [name for name in known if part in name] if len(part) > 1 else []
    if not found or not set(found) <= names_of(case, found[0]):
        return None
    return next(name for names in _customers(case) for name in names if same(name) == found[0]), known[
        found[0]
    ]


def names_of(case: Case, wanted: str) -> frozenset[str]:
    """Return every number and name, as they are compared, of the customers that bear one; nothing for an unknown one."""
    groups = [{same(name) for name in names} for names in _customers(case)]
    named = frozenset().union(*(group for group in groups if same(wanted) in group))
    return named.union(*(group for group in groups if group & named))


def _known(case: Case) -> Mapping[str, str]:
    """Return every number and name of a customer, as they are compared → the customer as messages name it."""
    known: dict[str, str] = {}
    for names in _customers(case):
        label = names[0] if len(names) == 1 else f"{names[0]}（{names[-1]}）"
        for name in names:
            known.setdefault(same(name), label)
    return known


def _customers(case: Case) -> Iterator[list[str]]:
    """Yield the names, then the number of each customer: those of 客户, then those that only other records name."""
    for table in dict.fromkeys(("customers", *case.ledger.tables)):
        data = case.ledger.get(table)
        if data is not None and (table == "orders" or "customer_no" in data.columns):
            for values in dict.fromkeys(case.ledger.rows(table, (*_NAMES, "customer_no"))):
                if names := [str(value) for value in values if value]:
                    yield names


def similar(known: Mapping[str, str], wanted: str) -> list[str]:
    """Return the few of `known` (name as it is compared → as messages show it) that may be meant by another name."""
    parts = [name for name in known if wanted in name or (len(name) > 1 and name in wanted)]
    alike = get_close_matches(wanted, known, MOST, _ALIKE)
    return list(dict.fromkeys(known[name] for name in (*parts, *alike)))[:MOST]
