"""Text that is too long for its cell: a form may not grow, so it is wrapped in a smaller font.

Widths are counted in half characters of the font, as Chinese fonts have them: a Chinese character is two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gendan_xl.package.styles import Styles
from gendan_xl.printing.geometry import Geometry
from gendan_xl.printing.looks import style_index
from gendan_xl.printing.template_sheet import Cell, TemplateSheet
from gendan_xl.text import width

LEAST_SIZE = 6.5
"""The smallest font in points that a carbon copy still shows."""

_NEAR = 0.8  # text shrunk to this part of its size needs no second look
_PITCH, _NARROW_PITCH, _TIGHT_PITCH = 1.4, 1.25, 1.16
"""From line to line in font sizes: with air, for what is hard to read anyway, and what 宋体 has (1.14; others more)."""
_MOST_LINES = 3  # of a line of the form, in a font that is no smaller than the least
_NO_LIMIT = 999
_STEP = 0.5
_LAST_SIZE = 4.0  # hard to read, but less so than the same text in one line
_PADDING = 1.0  # what a cell keeps free beside its text, in digits of the workbook's font
_INDENT = 3.0
_PIXEL_POINTS = 0.75
_WIDE = "WFA"
_WORDS = re.compile(r"[!-\u10ff]+|.", re.S)  # what is not Chinese stays together: 75×45×Φ12
_BROAD, _BROADER = re.compile("[mwMW%@&]"), 0.5
_PIECES = re.compile(
    r"[^/-]*[/-]+|[^/-]+"
)  # of a word longer than its line: Excel breaks anywhere, LibreOffice here first


@dataclass(frozen=True)
class Fit:
    """How text stands in one cell of the line row: the room in points, and what its style does with long text.

    `size` is that of the style's font.
    """

    style: str
    room: float
    height: float
    size: float
    wraps: bool
    shrinks: bool
    most_lines: int = _MOST_LINES

    @cached_property
    def sizes(self) -> tuple[float, ...]:
        """The font sizes for wrapped text, those below the least as a last resort; text that may shrink has no use
        for one line."""
        steps = range(int((self.size - _LAST_SIZE) // _STEP), -1, -1)
        sizes = (_LAST_SIZE + step * _STEP for step in steps)
        return tuple(size for size in sizes if self.wraps or self._lines(size) > 1)

    @cached_property
    def safe_length(self) -> int:
        """The length up to which text fits whatever its characters."""
        return int(self._columns(self.size) / 2)

    def wrapped_size(self, text: str) -> float | None:
        """Return the font size in which text is better wrapped; None when the cell's own look is as good."""
        if len(text) <= self.safe_length and "\n" not in text:
            return None
        own = self._own_size(text)
        if own >= self.size * _NEAR:
            return None
        least = self.sizes[-1] if self.wraps and self.sizes else None  # of what is cut off, the most is seen
        return next((size for size in self.sizes if size > own and self._holds(text, size)), least)

    def is_readable(self, text: str) -> bool:
        """Return whether text can be read in the look that it gets."""
        size = self.wrapped_size(text)
        return (size if size and self._holds(text, size) else self._own_size(text)) >= min(
            LEAST_SIZE, self.size
        )

    def _own_size(self, text: str) -> float:
        """Return the font size that text has in the cell's own look, 0 when that shows it in part."""
        if self.wraps:
            return self.size if self._holds(text, self.size) else 0
        share = self._columns(self.size) / max(width(text, _WIDE), 1)
        return self.size * min(share, 1) if self.shrinks or share >= 1 else 0

    def _columns(self, size: float) -> float:
        return self.room / (size / 2)

    def _holds(self, text: str, size: float) -> bool:
        return _count_lines(text, self._columns(size)) <= self._lines(size)

    def _lines(self, size: float) -> int:
        """Return how many lines the cell holds; rather two tight ones than a font below the least."""
        if size < LEAST_SIZE:
            return max(int(self.height / (size * _NARROW_PITCH)), 1)
        least = 2 if size == LEAST_SIZE and self.height >= 2 * size * _TIGHT_PITCH else 1
        return max(least, min(int(self.height / (size * _PITCH)), self.most_lines))


Cells = dict[tuple[int, int], Fit]
"""(row, column) of the template → how text stands there."""


def fits(template: TemplateSheet, geometry: Geometry, styles: Styles) -> Cells:
    """Return the fit of every cell that may be filled with long text: those of the line row, and those that wrap.

    Left out are hidden cells, and those whose style turns text or has no font size.
    """
    ends = {(top, left): (bottom, right) for top, left, bottom, right in template.merges}
    found: Cells = {}
    for cell in template.cells:
        end = ends.get((cell.row, cell.col), (cell.row, cell.col))
        fit = _fit(template, geometry, styles, cell, end) if cell.parts else None
        if fit:
            found[cell.row, cell.col] = fit
    return found


def _fit(
    template: TemplateSheet, geometry: Geometry, styles: Styles, cell: Cell, end: tuple[int, int]
) -> Fit | None:
    is_line, index = cell.row in template.line_rows, style_index(cell.style)
    look, size = styles.alignment(index), styles.font_size(index)
    wraps, shrinks = (look.get(name) in ("1", "true") for name in ("wrapText", "shrinkToFit"))
    if not size or not (is_line or wraps) or look.get("textRotation", "0") != "0":
        return None
    columns = (geometry.columns[col] for col in range(cell.col, end[1] + 1))
    digits = sum(column.width for column in columns if not column.is_hidden)
    room = (digits - _PADDING - _INDENT * int(look.get("indent", 0))) * _digit_points(styles)
    rows = range(cell.row, end[0] + 1)
    tall = (geometry.line_height if row in template.line_rows else template.row(row).height for row in rows)
    most = _MOST_LINES if is_line else _NO_LIMIT
    return Fit(cell.style, room, sum(tall), size, wraps, shrinks, most) if room > 0 else None


def _digit_points(styles: Styles) -> float:
    """Return how wide a digit of the workbook's own font is, in which column widths are given."""
    size = styles.font_size(0) or 11
    return round(size * 0.5 / _PIXEL_POINTS) * _PIXEL_POINTS


def _count_lines(text: str, columns: float) -> int:
    """Return on how many lines text stands when broken between words, and between any two Chinese characters."""
    lines = 0
    for paragraph in text.split("\n"):
        lines, left = lines + 1, columns
        for word in _words(paragraph, columns):
            wanted = _breadth(word)
            if columns > left < wanted and not word.isspace():
                lines, left = lines + 1, columns
            while wanted > left:
                lines, wanted, left = lines + 1, wanted - max(int(left), 1), columns
            left -= wanted
    return lines


def _words(text: str, columns: float) -> Iterator[str]:
    """Yield what stays together on a line of so many columns, or is broken anywhere when it is longer itself."""
    for word in _WORDS.findall(text):
        yield from [word] if _breadth(word) <= columns else _PIECES.findall(word)


def _breadth(word: str) -> float:
    """Return how wide a word is in fonts other than 宋体 too: their broad letters take more than half."""
    return width(word, _WIDE) + _BROADER * len(_BROAD.findall(word))
