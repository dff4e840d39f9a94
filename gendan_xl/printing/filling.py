"""The cells of a form: what stands in them once the values are known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.package.scan import encode_escapes
from gendan_xl.printing.fitting import Fit
from gendan_xl.printing.placeholders import Mark, Parts

MAX_TEXT = 32_767

_NUMBERS = frozenset({int, float, Decimal})
_SPECIAL = re.compile("[^ -%'-;=?-^`-~\u00a0-\ud7ff\ue000-\ufffd]")
"""What may have to be written differently in XML."""
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(slots=True)
class Slot:
    """A cell to be filled: its start, its style attribute, its text, and which line of the page it belongs to
    (None: the form itself).

    `prefix` is that of the sheet's elements ("x:" or ""); `fit` says how long text stands in the cell. `blank` is the
    cell with nothing in it.
    """

    start: str
    style: str
    parts: Parts
    line: int | None
    prefix: str
    fit: Fit | None = None
    blank: str = field(init=False)
    _name: str = field(init=False)  # of a lone placeholder, "" in a sentence

    def __post_init__(self) -> None:
        lone = self.parts[0] if len(self.parts) == 1 else ""
        self._name = lone.name if isinstance(lone, Mark) else ""
        self.blank = f"{self.start}{self.style}/>"

    def value(self, values: Mapping[str, Value]) -> Value:
        """Return what the cell holds: a lone placeholder keeps its type, a sentence is text.

        A cell of a line none of whose values is given stays blank.
        """
        return values.get(self._name) if self._name else self._sentence(values)

    def _sentence(self, values: Mapping[str, Value]) -> Value:
        found = [values.get(part.name) for part in self.parts if isinstance(part, Mark)]
        if self.line is not None and all(value is None or value == "" for value in found):
            return None
        texts = [part if isinstance(part, str) else _text(values.get(part.name)) for part in self.parts]
        return "".join(texts).rstrip()

    def wrapped_size(self, value: Value) -> float | None:
        """Return the font size in which the value is to be wrapped, None where the cell's own look does."""
        return self.fit.wrapped_size(value) if self.fit and isinstance(value, str) else None

    def is_readable(self, text: str) -> bool:
        """Return whether text can be read in the look that it gets."""
        return not self.fit or self.fit.is_readable(text)

    def xml(self, value: Value, style: str) -> str:
        """Return the whole cell with its value in a style."""
        if type(value) in _NUMBERS:
            p = self.prefix
            return f"{self.start}{style}><{p}v>{_number(value)}</{p}v></{p}c>"  # type: ignore[arg-type]
        return self.start + style + text_xml(value if type(value) is str else _text(value), self.prefix)


@dataclass(frozen=True, slots=True)
class Total:
    """A cell with the sum of some placeholders over the lines of its page, as a formula with its result."""

    start: str
    style: str
    formula: str
    names: tuple[str, ...]
    prefix: str

    def xml(self, lines: Sequence[Mapping[str, Value]]) -> str:
        """Return the whole cell for the lines of a page."""
        found = (line.get(name) for line in lines for name in self.names)
        numbers = (value for value in found if isinstance(value, (Decimal, int, float)))
        total = sum((Decimal(str(number)) for number in numbers), Decimal(0))
        p = self.prefix
        return f"{self.start}{self.style}><{p}f>{self.formula}</{p}f><{p}v>{_number(total)}</{p}v></{p}c>"


def text_xml(text: str, prefix: str) -> str:
    """Return what follows the start of a cell that holds text, whatever it looks like."""
    if not text:
        return "/>"
    if _SPECIAL.search(text) or len(text) > MAX_TEXT:
        text = encode_escapes(text[:MAX_TEXT]).translate(_ESCAPED)
    return f' t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is></{prefix}c>'


def _text(value: Value) -> str:
    """Return a value as a reader expects it inside a sentence."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (Decimal, int, float)):
        return _number(value)
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, dt.datetime) else value.isoformat()


def _number(value: Decimal | float) -> str:
    text = f"{value:f}" if isinstance(value, Decimal) else repr(value)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
