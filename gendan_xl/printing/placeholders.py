"""Placeholders: how a clerk writes in a template what is to be filled in.

A placeholder is a name in double braces: {{客户名称}}. The row with {{行.产品名称}} is repeated for the lines.
Marks print nothing: {{本行仅限:带价}}, {{本列仅限:带价}} and {{本列加宽}} steer a row or a column, {{纸张:A4}} and
{{每页行数:12}} the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from os.path import commonprefix
from typing import Literal

from gendan_xl.text import clean, header_key

LAST_PAGE = "末页"
"""Rows limited to it stay blank on every page but the last."""
MarkKind = Literal["value", "line", "row_only", "column_only", "wider", "paper", "page_lines"]

_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.S)
_BRACES = str.maketrans("｛｝", "{}")
_STEERING: dict[str, MarkKind] = {
    "本行仅限": "row_only",
    "本列仅限": "column_only",
    "本列加宽": "wider",
    "纸张": "paper",
    "每页行数": "page_lines",
}
_PAGE = frozenset({"paper", "page_lines"})
_LINE_PREFIX = re.compile(r"行\s*[.．。·、]\s*")

_SAME_FRONT, _ALIKE = 2, 0.75
"""So many first characters of a name and of a slip of it are the same, and so much of both in all."""
_THINGS = frozenset("号价量额期人址话间率数")


@dataclass(frozen=True, slots=True)
class Mark:
    """A placeholder: what kind and which name."""

    kind: MarkKind
    name: str


Parts = tuple[str | Mark, ...]
"""The text of a cell: literal pieces and placeholders in order."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a form knows: of the form, of its lines, and of what a row or column may be limited to.

    `synonyms`: what others call a name → that name.
    """

    fields: frozenset[str]
    line_fields: frozenset[str]
    flags: frozenset[str]
    synonyms: Mapping[str, str] = field(default_factory=dict)

    def names(self, kind: MarkKind) -> frozenset[str]:
        """Return the names allowed in a mark of this kind."""
        known = {"value": self.fields, "line": self.line_fields, "wider": frozenset({""})}
        return known.get(kind, self.flags)

    def nearest(self, mark: Mark) -> Mark | None:
        """Return the known placeholder that an unknown one means: another word for it, else a slip of the pen."""
        names = sorted(name for name in self.names(mark.kind) if name)
        known = self.synonyms.get(mark.name, "")
        if known in names:
            return Mark(mark.kind, known)
        if mark.kind in ("value", "line"):
            meant = _slip(mark.name, names)
        else:
            meant = next(iter(get_close_matches(mark.name, names, n=1, cutoff=0.3)), None)
        return Mark(mark.kind, meant) if meant else None


def _slip(name: str, names: Sequence[str]) -> str | None:
    """Return the one name of which another is a slip: other order, cut short, a wrong character towards its end.

    The front of a Chinese name tells whose it is (收货, 发货) and its last character what (号, 价, 人): one that differs
    there is another thing.
    """
    if len(name) < _SAME_FRONT:
        return None
    turned = [one for one in names if sorted(one) == sorted(name)]
    longer = [one for one in names if one.startswith(name)]
    alike = [
        one
        for one in get_close_matches(name, names, n=5, cutoff=_ALIKE)
        if one[:_SAME_FRONT] == name[:_SAME_FRONT] and not _are_other_things(one, name)
    ]
    alike.sort(key=lambda one: -len(commonprefix([one, name])))
    return next((found[0] for found in (turned, longer, alike[:1]) if len(found) == 1), None)


def _are_other_things(one: str, other: str) -> bool:
    return one[-1] != other[-1] and {one[-1], other[-1]} <= _THINGS


def parse(text: str) -> Parts:
    """Split the text of a cell into literal pieces and placeholders; () when it has neither brace."""
    pieces: list[str | Mark] = []
    for index, piece in enumerate(_PLACEHOLDER.split(text.translate(_BRACES))):
        if index % 2:
            pieces.append(_mark(piece))
        elif piece:
            pieces.append(piece)
    return tuple(pieces)


def spell(mark: Mark) -> str:
    """Return a placeholder as a clerk writes it."""
    if mark.kind == "line":
        return f"{{{{行.{mark.name}}}}}"
    word = next((word for word, kind in _STEERING.items() if kind == mark.kind), "")
    return f"{{{{{word}{':' if word and mark.name else ''}{mark.name}}}}}"


def _mark(inside: str) -> Mark:
    word, _, name = inside.replace("：", ":").partition(":")
    kind = _STEERING.get(header_key(word))
    if kind and (name or kind not in _PAGE):
        return Mark(kind, clean(name) if kind in _PAGE else header_key(name))
    line = _LINE_PREFIX.match(inside.strip())
    if line:
        return Mark("line", header_key(inside.strip()[line.end() :]))
    return Mark("value", header_key(inside))
