"""Sheets that buttons write: a title, headers, rows with links to the cells they speak of (问题清单, 今日要做)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gendan_xl.books.live_host import keep_header, put_block, quiet
from gendan_xl.cells import a1
from gendan_xl.errors import GendanError

if TYPE_CHECKING:
    import xlwings as xw

    from gendan_xl.cells import Value

HEADER_ROW = 2
_HEAD_FILL, _HEAD_FONT, _LINK = "#1F4E79", "#FFFFFF", "#0563C1"


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list to write. `place` is the number (from 0) of the column that links to `places`: (sheet, row, col) each,
    col 0 for a whole row, row 0 for a whole sheet, sheet "" for no place."""

    name: str
    title: str
    headers: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[Value]]
    place: int
    places: Sequence[tuple[str, int, int]]


def write_list(book: xw.Book, content: ListSheet) -> xw.Sheet:
    """Write the list at the end of the workbook in place of the one that is there, and show it.

    GendanError GD993 when a sheet of that name is the clerk's own.
    """
    with quiet(book.app):
        remove_list(book, content.name, content.headers)
        sheet = book.sheets.add(name=content.name, after=book.sheets[-1])
        _fill(sheet, content)
    sheet.activate()
    keep_header(sheet, HEADER_ROW)
    return sheet


def remove_list(book: xw.Book, name: str, headers: Sequence[str]) -> bool:
    """Delete a list that was written before; return whether there was one. GendanError GD993 when it is not ours."""
    old = next((sheet for sheet in book.sheets if sheet.name == name), None)
    if old is None:
        return False
    if old.range((HEADER_ROW, 1), (HEADER_ROW, len(headers))).options(ndim=1).value != list(headers):
        raise GendanError(
            "GD993", f"已有一张您自己的工作表「{name}」：请改成别的名称，再按一次",
            f"there is a sheet {name} of your own: give it another name and press again",
        )  # fmt: skip
    old.delete()
    return True


def _fill(sheet: xw.Sheet, content: ListSheet) -> None:
    width, last = len(content.headers), HEADER_ROW + max(len(content.rows), 1)
    sheet.range((1, 1)).value = content.title
    sheet.range((1, 1)).font.bold = True
    head = sheet.range((HEADER_ROW, 1), (HEADER_ROW, width))
    head.value = [list(content.headers)]
    head.color, head.font.color, head.font.bold = _HEAD_FILL, _HEAD_FONT, True
    if content.rows:
        put_block(sheet.range((HEADER_ROW + 1, 1), (last, width)), [list(row) for row in content.rows])
        _link(sheet, content, last)
    for number, columns in enumerate(content.widths, 1):
        sheet.range((1, number), (last, number)).column_width = columns
    sheet.tables.add(sheet.range((HEADER_ROW, 1), (last, width)), name=content.name)


def _link(sheet: xw.Sheet, content: ListSheet, last: int) -> None:
    """Let the column of places lead to their cells: one formula over a hidden column of targets."""
    place, hidden = content.place + 1, len(content.headers) + 1
    targets = sheet.range((HEADER_ROW + 1, hidden), (last, hidden))
    put_block(targets, [[target(*where)] for where in content.places])
    cell = a1(HEADER_ROW + 1, hidden)
    links = sheet.range((HEADER_ROW + 1, place), (last, place))
    links.formula = f'=IF({cell}="","",HYPERLINK("#"&{cell},SUBSTITUTE({cell},"\'","")))'
    links.font.color = _LINK
    targets.column_width = 0


def target(sheet: str, row: int, col: int) -> str:
    """Return what a link leads to: '订单台账'!H37; '' without a place."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{a1(row or 1, col or 1)}" if sheet else ""
