"""What 编号规则 says of a kind of document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from gendan_xl.cells import Value
from gendan_xl.forms._form import Case
from gendan_xl.schema.numbering import DEFAULT_NUMBERING

_DEFAULTS = {row["kind"]: row for row in DEFAULT_NUMBERING}
_BETWEEN = re.compile(r"[、,，;；\n]")


def numbering(case: Case, label: str) -> Mapping[str, Value]:
    """Return the row of 编号规则 of a kind of document: the workbook's own, else the default."""
    found = next((row for row in case.rows("numbering") if row["kind"] == label), None)
    default = _DEFAULTS[label]
    if found is None:
        return default
    return {name: default[name] if found[name] is None else found[name] for name in default}


def copies(case: Case, label: str) -> Sequence[str]:
    """Return the names of the copies of a kind of document."""
    return names(numbering(case, label).get("copies"))


@cache
def names(text: Value) -> tuple[str, ...]:
    """Return the names of a list such as 存根、客户."""
    return tuple(name.strip() for name in _BETWEEN.split(str(text or "")) if name.strip())
