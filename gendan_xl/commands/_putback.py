"""Putting back what a button changed: only where its own values still stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gendan_xl.books.live import LiveBook
from gendan_xl.books.live_formats import drop_format
from gendan_xl.books.live_host import quiet
from gendan_xl.books.live_tables import find_table, shrink
from gendan_xl.cells import a1
from gendan_xl.commands._lists import remove_list
from gendan_xl.commands._marks import clear_all
from gendan_xl.commands._undo import Record, unpacked
from gendan_xl.edits import CellStyle, SetCell
from gendan_xl.package.cells import agrees

_SHOWN = 5


@dataclass(slots=True)
class PutBack:
    """What was put back, and the places that somebody changed since."""

    cells: int = 0
    rows: int = 0
    formats: int = 0
    sheet: str = ""
    left: list[str] = field(default_factory=list)

    def text(self, label: str, lang: str) -> str:
        """Return it as one message, without what there was none of."""
        parts = (
            (self.sheet, f"去掉了工作表“{self.sheet}”", f"sheet {self.sheet} removed"),
            (self.cells, f"改回单元格 {self.cells} 个", f"{self.cells} cells"),
            (self.rows, f"去掉新增的 {self.rows} 行", f"{self.rows} rows"),
            (self.formats, f"去掉着色规则 {self.formats} 条", f"{self.formats} colour rules"),
        )
        happened = [(zh, en) for number, zh, en in parts if number]
        if lang == "en":
            done = f"undone: {', '.join(en for _, en in happened) or 'nothing to put back'}."
            return done + (f" Changed since and left alone: {self._left()}." if self.left else "")
        done = f"已撤销“{label}”：{'，'.join(zh for zh, _ in happened) or '没有可放回的'}。"
        return done + (f"\n之后又有改动、没有动的：{self._left()}。" if self.left else "")

    def _left(self) -> str:
        more = len(self.left) - _SHOWN
        return "、".join(self.left[:_SHOWN]) + (f" … (+{more})" if more > 0 else "")


def put_back(book: LiveBook, record: Record) -> PutBack:
    """Put back what a record says. GendanError, and nothing changed, when the program refuses."""
    result = PutBack()
    grids = {sheet.name: sheet.rows for sheet in book.sheets()}
    whole = [block for block in record.rows if _stands(grids, block, result)]
    edits = list(_cells(grids, record, result))
    book.write(edits)
    result.cells = len(edits)
    with quiet(book.book.app):
        for block in reversed(whole):
            _shrink(book, block)
            result.rows += len(block["values"])
        for name, area, fill, color in record.formats:
            if name in grids:
                drop_format(book.book.sheets[name], area, CellStyle(fill, color))
                result.formats += 1
        if record.has_marks:
            clear_all(book.book)
        if record.list_sheet and remove_list(book.book, record.list_sheet, record.headers):
            result.sheet = record.list_sheet
    book.forget()
    return result


def _value(grids: Mapping[str, Sequence[Sequence[Any]]], sheet: str, row: int, col: int) -> Any:
    rows = grids.get(sheet, ())
    return rows[row - 1][col - 1] if row <= len(rows) and col <= len(rows[row - 1]) else None


def _cells(grids: Mapping[str, Any], record: Record, result: PutBack) -> list[SetCell]:
    """Return the edits for the cells that still hold what the button wrote."""
    edits = []
    for sheet, row, col, old, new in record.cells:
        edit = SetCell(sheet, row, col, unpacked(new), unpacked(old))
        if sheet in grids and agrees(_value(grids, sheet, row, col), edit.old, date1904=False):
            edits.append(edit)
        else:
            result.left.append(f"{sheet}!{edit.cell}")
    return edits


def _stands(grids: Mapping[str, Any], block: Mapping[str, Any], result: PutBack) -> bool:
    """Tell whether appended rows are still the last of their table and hold what the button wrote."""
    sheet, first, columns = block["sheet"], block["first"], block["columns"]
    changed = [
        f"{sheet}!{a1(row, columns[title])}"
        for row, values in enumerate(block["values"], first)
        for title, value in values.items()
        if value is not None
        and not agrees(_value(grids, sheet, row, columns[title]), unpacked(value), date1904=False)
    ]
    below = first + len(block["values"])
    changed += [
        f"{sheet}!{a1(below, col)}"
        for col in columns.values()
        if _value(grids, sheet, below, col) not in (None, "")
    ][:1]
    result.left.extend(changed)
    return not changed


def _shrink(book: LiveBook, block: Mapping[str, Any]) -> None:
    sheet = book.book.sheets[block["sheet"]]
    first = block["first"]
    shrink(sheet, find_table(sheet, block["table"]), first - 1 if block["is_longer"] else first, first)
