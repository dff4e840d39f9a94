"""The rows of a source on its sheet, written as text: ten times faster than cell by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from gendan_xl.cells import col_name, to_serial
from gendan_xl.package.scan import encode_escapes, escape
from gendan_xl.reports._source import Field, Item, Source, digits

_CHUNK = 4096


class Texts:
    """The shared strings of a workbook that are added: text → place, counted on from `start`."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        """Return the place of a text, a new one at the end."""
        return self._start + self._places.setdefault(text, len(self._places))

    @property
    def end(self) -> int:
        """The number of shared strings, old and new."""
        return self._start + len(self._places)

    def xml(self) -> Iterator[bytes]:
        """Yield the new entries."""
        for text in self._places:
            keep = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
            safe = text.encode() if text.isalnum() else escape(encode_escapes(text))
            yield b"<si><t" + keep + b">" + safe + b"</t></si>"


def rows_xml(source: Source, styles: Mapping[int, int], texts: Texts) -> Iterator[bytes]:
    """Yield the rows below the header in pieces; `styles` are the cell styles by column (from 1)."""
    columns = [
        (field.values, _tails(field, styles.get(col, 0), texts)) for col, field in enumerate(source.fields, 1)
    ]
    cells = "".join(f'<c r="{col_name(col)}%s%s' for col in range(1, len(columns) + 1))
    row = f'<row r="%s">{cells}</row>'
    for start in range(0, source.size, _CHUNK):
        numbers = [str(number) for number in range(start + 2, min(start + _CHUNK, source.size) + 2)]
        parts: list[Iterable[str]] = [numbers]
        for values, tails in columns:
            parts += [numbers, map(tails.__getitem__, values[start : start + _CHUNK])]
        yield "".join(map(row.__mod__, zip(*parts, strict=True))).encode()


def _tails(field: Field, style: int, texts: Texts) -> dict[Item, str]:
    """Return what follows the address of a cell for each different value."""
    look = f'" s="{style}"' if style else '"'
    return {
        value: look + ("/>" if value is None else _content(value, texts))
        for value in dict.fromkeys(field.values)
    }


def _content(value: str | float | dt.date, texts: Texts) -> str:
    if isinstance(value, str):
        return f' t="s"><v>{texts.place(value)}</v></c>'
    number = to_serial(value) if isinstance(value, dt.date) else value
    return f"><v>{digits(number)}</v></c>"
