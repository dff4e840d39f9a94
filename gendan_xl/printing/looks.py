"""The styles of a template, and the second looks that long text needs beside them."""

from __future__ import annotations

from gendan_xl.package.scan import Document
from gendan_xl.package.styles import Styles
from gendan_xl.package.workbook import Workbook
from gendan_xl.package.zip import PackedPart, pack

Wrapped = tuple[str, float]
"""A look of wrapped text: the style attribute that it comes from, and its font size in points."""


class Looks:
    """The styles part (`part`, "" without one) with the looks asked for; each set of looks is made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.part = next(iter(workbook.related(workbook.part, "styles")), "")
        self._made: dict[frozenset[Wrapped], tuple[dict[Wrapped, str], PackedPart]] = {}

    def document(self) -> Document:
        """Return the styles part as the template has it."""
        return Document(self._workbook.read(self.part) if self.part else b"<styleSheet/>", self.part)

    def wrapped(self, wanted: frozenset[Wrapped]) -> tuple[dict[Wrapped, str], PackedPart]:
        """Return the style attribute of every wanted look, and the styles part with them."""
        if wanted not in self._made:
            document = self.document()
            styles = Styles(document)
            looks = {
                (style, size): f' s="{styles.wrapped(style_index(style), size)}"'
                for style, size in sorted(wanted)
            }
            styles.finish()
            self._made[wanted] = looks, pack(self.part, document.render())
        return self._made[wanted]


def style_index(style: str) -> int:
    """Return the index of the format that a cell's style attribute names; that of none is 0."""
    return int(style.partition('"')[2].rstrip('"') or 0)
