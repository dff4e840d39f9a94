"""The cells of a form: what stands in them once the values are known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.forms.placeholders import Mark, Parts
from gendan_xl.package.scan import encode_escapes

MAX_TEXT = 32_767

_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell to be filled: its start, its text, and which line of the page it belongs to (None: the form itself).

    `prefix` is that of the sheet's elements ("x:" or "").
    """

    start: str
    parts: Parts
    line: int | None
    prefix: str

    def xml(self, values: Mapping[str, Value]) -> str:
        """Return the whole cell: a lone placeholder keeps its type, a sentence is text.

        A cell of a line none of whose values is given stays blank.
        """
        if len(self.parts) == 1 and isinstance(self.parts[0], Mark):
            return self.start + _value_xml(values.get(self.parts[0].name), self.prefix)
        found = [values.get(part.name) for part in self.parts if isinstance(part, Mark)]
        if self.line is not None and all(value is None or value == "" for value in found):
            return self.start + "/>"
        texts = [part if isinstance(part, str) else _text(values.get(part.name)) for part in self.parts]
        return self.start + text_xml("".join(texts).rstrip(), self.prefix)


def text_xml(text: str, prefix: str) -> str:
    """Return what follows the start of a cell that holds text, whatever it looks like."""
    if not text:
        return "/>"
    safe = encode_escapes(text[:MAX_TEXT]).translate(_ESCAPED)
    return f' t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{safe}</{prefix}t></{prefix}is></{prefix}c>'


def _value_xml(value: Value, prefix: str) -> str:
    if isinstance(value, (Decimal, int, float)) and not isinstance(value, bool):
        return f"><{prefix}v>{_number(value)}</{prefix}v></{prefix}c>"
    return text_xml(_text(value), prefix)


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
