"""Whose an order is, in one place: by the customer's number, else by a name that 客户 knows."""

from __future__ import annotations

from collections.abc import Mapping

from gendan_xl.intake.ledger import Ledger
from gendan_xl.text import clean, header_key, plain_name, split_names

_NAMES = ("full_name", "short_name", "former_name")


class Customers:
    """The customers of a book. A wrong number beside a known name is that customer's (GD301 tells of the number)."""

    def __init__(self, ledger: Ledger) -> None:
        rows = ledger.rows("customers", ("customer_no", *_NAMES))
        self._numbers = {_code(no): no for no, *_ in rows if no}
        self._shown = {no: short or full or "" for no, full, short, _ in rows if no}
        self._by_name: dict[str, str] = {}
        for no, *names in rows:
            for key in [key for name in names for key in split_names(name)] if no else ():
                self._by_name.setdefault(key, no)
        self._mistaken = self._read_mistaken(ledger)

    def _read_mistaken(self, ledger: Ledger) -> Mapping[str, str]:
        """Return the unknown numbers of 订单 that stand beside the names of one known customer → his number."""
        found: dict[str, set[str | None]] = {}
        for no, name in ledger.rows("orders", ("customer_no", "customer_name")) if self._shown else ():
            if no and _code(no) not in self._numbers:
                found.setdefault(_code(no), set()).add(self._named(name))
        one = {no: next(iter(meant)) for no, meant in found.items() if len(meant) == 1}
        return {no: meant for no, meant in one.items() if meant}

    def _named(self, name: str | None) -> str | None:
        return self._by_name.get(header_key(name)) if name else None

    def number(self, number: str | None, name: str | None = None) -> str | None:
        """Return the number of the customer that a number, else a name means; the number as it is for an unknown one."""
        code = _code(number)
        return self._numbers.get(code) or self._named(name) or self._mistaken.get(code, number)

    def shown(self, number: str | None, name: str | None = None) -> str:
        """Return how a customer is called: his short name, else the name that is given, else his number."""
        return self._shown.get(self.number(number, name) or "") or plain_name(name or number or "")

    def key(self, number: str | None, name: str | None = None) -> str:
        """Return what tells customers apart: the number, else the name in one way of writing."""
        return self.number(number, name) or plain_name(name or "")


def _code(number: str | None) -> str:
    return clean(number or "").replace(" ", "").upper()
