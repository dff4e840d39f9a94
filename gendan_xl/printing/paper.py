"""The papers that forms are printed on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gendan_xl.errors import GendanError
from gendan_xl.text import clean


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper as it lies in the printer, in millimetres, and the lines that a page of a form has on it.

    `code` is Excel's number of the paper; None where Excel has none: then the printer's own default counts.
    `is_carbon` paper makes all its copies in one print.
    """

    name: str
    width: float
    height: float
    lines: int
    code: int | None = None
    is_carbon: bool = False

    @property
    def flag(self) -> str:
        """What rows of a template may be limited to on it."""
        return ROOMY if self.height > _LOW else LOW


ROOMY, LOW = "高纸", "矮纸"
"""Flags: on a third of a 241 mm sheet there is no room for everything."""
_LOW = 100
PAPERS = (
    Paper("241×140", 241, 140, 8, is_carbon=True),
    Paper("241×280", 241, 280, 20, is_carbon=True),
    Paper("241×93", 241, 93.3, 3, is_carbon=True),
    Paper("A4", 210, 297, 25, code=9),
)


@cache
def find_paper(name: str) -> Paper:
    """Return a paper by its name; 241*140 and 241x140 mm are 241×140. GendanError GD081 for an unknown one."""
    wanted = _key(name)
    for paper in PAPERS:
        if _key(paper.name) == wanted:
            return paper
    known = "、".join(paper.name for paper in PAPERS)
    raise GendanError(
        "GD081",
        f"不认识纸张「{name}」，请在编号规则表里填：{known}",
        f"unknown paper {name!r}; use one of {known}",
    )


def _key(name: str) -> str:
    return clean(name).lower().replace(" ", "").replace("×", "x").replace("*", "x").removesuffix("mm")
