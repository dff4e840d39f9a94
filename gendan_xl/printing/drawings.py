"""The pictures of a template: the company's logo and seal stand on every page."""

from __future__ import annotations

from gendan_xl.package.scan import Document
from gendan_xl.printing.geometry import Geometry

_CLEAR = 12_700
"""How far, in a picture's units (a point), one stays below the page break: LibreOffice rounds heights."""
_MORE_IDS = 10_000
"""What is added to the numbers of the pictures of each further page, which must differ."""


def repeated(drawing: bytes, geometry: Geometry, pages: int) -> bytes:
    """Return a drawing part with its pictures on each of `pages`, those below the lines moved down with them.

    A picture that is placed on the page and not at a cell stays on the first.
    """
    root = Document(drawing).root
    copies = (_on_page(drawing, geometry, page) for page in range(pages))
    return drawing[: root.body] + b"".join(copies) + drawing[root.close :]


def _on_page(drawing: bytes, geometry: Geometry, page: int) -> bytes:
    """Return the pictures of one page."""
    document = Document(drawing)
    for element in document.root.walk("row"):
        row = int(document.text(element)) + 1
        moved = row if row in geometry.line_rows else geometry.moved(row)
        document.set_text(element, str(page * geometry.page_rows + moved - 1))
    for start in document.root.walk("from"):
        for offset in start.children("rowOff"):
            document.set_text(offset, str(max(int(document.text(offset)), _CLEAR if page else 0)))
    for element in document.root.walk("cNvPr"):
        document.set(element, id=int(element.attrs.get("id", 0)) + page * _MORE_IDS)
    shown = Document(document.render())
    anchors = (kid for kid in shown.root.kids if page == 0 or any(kid.walk("row")))
    return b"".join(shown.raw(kid) for kid in anchors)
