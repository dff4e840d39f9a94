"""Boxes to tick: the values of a drop-down with the one that is given ticked, or all open for a pen."""

from __future__ import annotations

from collections.abc import Iterable

from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import same
from gendan_xl.schema.options import OPTIONS

TICKED, OPEN = "■", "□"
"""Signs that every Chinese printer has."""
_FEW = 2


def choice(case: Case, name: str, *values: object) -> str:
    """Return the values of a list of 选项 as boxes: 「■现场　□线上」; values of the clerk's own stand behind them."""
    own = [
        str(row["label"])
        for row in case.rows("options")
        if row["list_name"] == name and row["label"] and not row["is_disabled"]
    ]
    return boxes(own or OPTIONS[name], *values)


def boxes(choices: Iterable[str], *values: object) -> str:
    """Return choices as boxes, those among `values` ticked."""
    given = {same(value): str(value) for value in values if value}
    known = {same(one): one for one in choices}
    every = known | {key: value for key, value in given.items() if key not in known}
    gap = "　" if len(every) > _FEW else " "  # few boxes stand in narrow cells
    return gap.join((TICKED if key in given else OPEN) + one for key, one in every.items())


def yes_no(value: bool | None, yes: str = "是", no: str = "否") -> str:
    """Return two boxes; both open where nothing is said."""
    return boxes((yes, no), None if value is None else yes if value else no)
