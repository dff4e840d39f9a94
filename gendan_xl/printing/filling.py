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
is_special = re.compile("[^ -%'-;=?-^`-~\u00a0-\ud7ff\ue000-\ufffd]").search
"""What may have to be written differently in XML."""
_TEXT_BEGIN, _TEXT_END = ' t="inlineStr"><{0}is><{0}t xml:space="preserve">', "</{0}t></{0}is></{0}c>"
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(slots=True)
class Slot:
    """A cell to be filled: its start, its style attribute, its text, and its source: the line of the page from 1, or 0
    for the form itself.

    `prefix` is that of the sheet's elements ("x:" or ""); `fit` says how long text stands in the cell. `blank` is the
    cell with nothing in it; `name` is that of a lone placeholder, "" in a sentence; text up to `short` fits whatever
    its characters, and plain text stands between `begin` and `end`.
    """

    start: str
    style: str
    parts: Parts
    source: int
    prefix: str
    fit: Fit | None = None
    blank: str = field(init=False)
    name: str = field(init=False)
    short: int = field(init=False)
    _names: tuple[str, ...] = field(init=False)  # of the placeholders in a sentence
    _format: str = field(init=False)  # the sentence with %s for each
    begin: str = field(init=False)
    end: str = field(init=False)
    _number: tuple[str, str] = field(init=False)  # what stands around a number

    def __post_init__(self) -> None:
        self._names = tuple(part.name for part in self.parts if isinstance(part, Mark))
        self._format = "".join(
            part.replace("%", "%%") if isinstance(part, str) else "%s" for part in self.parts
        )
        self.name = self._names[0] if self._format == "%s" else ""
        self.short = self.fit.safe_length if self.fit else MAX_TEXT
        begin, p = self.start + self.style, self.prefix
        self.blank = begin + "/>"
        self.begin, self.end = begin + _TEXT_BEGIN.format(p), _TEXT_END.format(p)
        self._number = f"{begin}><{p}v>", f"</{p}v></{p}c>"

    def value(self, values: Mapping[str, Value]) -> Value:
        """Return what the cell holds: a lone placeholder keeps its type, a sentence is text.

        A cell of a line none of whose values is given stays blank.
        """
        if self.name:
            return values.get(self.name)
        found = [values.get(name) for name in self._names]
        if self.source and all(value is None or value == "" for value in found):
            return None
        return (self._format % tuple([v if isinstance(v, str) else text_of(v) for v in found])).rstrip()

    def wrapped_size(self, value: Value) -> float | None:
        """Return the font size in which the value is to be wrapped, None where the cell's own look does."""
        return self.fit.wrapped_size(value) if self.fit and isinstance(value, str) else None

    def is_readable(self, text: str) -> bool:
        """Return whether text can be read in the look that it gets."""
        return not self.fit or self.fit.is_readable(text)

    def xml(self, value: Value) -> str:
        """Return the whole cell with its value in its own look."""
        if isinstance(value, str):
            return f"{self.begin}{escaped(value)}{self.end}" if value else self.blank
        if value is None:
            return self.blank
        if type(value) in _NUMBERS:
            begin, end = self._number
            return begin + _number_text(value) + end  # type: ignore[arg-type]
        return self.xml(text_of(value))

    def wrapped(self, text: str, style: str) -> str:
        """Return the whole cell with long text in a style made for it."""
        return self.start + style + text_xml(text, self.prefix)


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
        return (
            f"{self.start}{self.style}><{p}f>{self.formula}</{p}f><{p}v>{_number_text(total)}</{p}v></{p}c>"
        )


def text_xml(text: str, prefix: str) -> str:
    """Return what follows the start of a cell that holds text, whatever it looks like."""
    return f"{_TEXT_BEGIN.format(prefix)}{escaped(text)}{_TEXT_END.format(prefix)}" if text else "/>"


def escaped(text: str) -> str:
    """Return text as it stands in XML, cut to what a cell holds."""
    return encode_escapes(text[:MAX_TEXT]).translate(_ESCAPED)


def text_of(value: Value) -> str:
    """Return a value as a reader expects it inside a sentence."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (Decimal, int, float)):
        return _number_text(value)
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, dt.datetime) else value.isoformat()


def _number_text(value: Decimal | float) -> str:
    text = str(value)
    if "E" in text:
        text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if text[-1] == "0" and "." in text and "e" not in text else text
