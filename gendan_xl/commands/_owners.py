"""Persons that the user names: one whom no workbook knows is a slip of the pen, not one with nothing to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gendan_xl.errors import GendanError
from gendan_xl.forms._customers import similar
from gendan_xl.intake.ledger import Ledger
from gendan_xl.text import header_key

_REFERENCE = "staff.name"
_ALSO = frozenset({"department", "storekeeper", "driver", "approver"})
"""Fields of those who have something to do, beside the ones that refer to 人员."""


def require_owner(ledgers: Sequence[Ledger], wanted: str) -> None:
    """Refuse a person or department that no workbook names. GendanError GD096, with the similar ones."""
    known = {header_key(name): name for ledger in ledgers for name in _people(ledger)} if wanted else {}
    if not wanted or header_key(wanted) in known:
        return
    near = "、".join(similar(known, header_key(wanted)))
    zh, en = (f"，是不是 {near}？", f"; did you mean {near}?") if near else ("：", ": ")
    raise GendanError(
        "GD096", f"没有叫“{wanted}”的责任人{zh}请写人员表或台账里的姓名、部门",
        f"nobody is called {wanted!r}{en}write a name or department as the workbook has it",
    )  # fmt: skip


def _people(ledger: Ledger) -> Iterator[str]:
    """Yield the names in every column of persons and departments."""
    for table, data in ledger.tables.items():
        for field, column in data.table.columns().items():
            if field in data.columns and (
                column.col.refers == _REFERENCE or field in _ALSO or f"{table}.{field}" == _REFERENCE
            ):
                yield from (str(name) for name in dict.fromkeys(data.values(field)) if name)
