"""A worksheet part: its rows found without building a tree, the rest as a small document, rewritten in one pass."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gendan_xl.cells import a1, area, col_name, col_number, parse_area
from gendan_xl.errors import GendanError
from gendan_xl.package.cells import CellWrite, date_code, is_filled, render
from gendan_xl.package.scan import ATTRIBUTES, Document, attributes, broken, mask, with_attributes
from gendan_xl.package.styles import Styles, no_styles

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""
Span = tuple[int, int, int, int]
"""Start of an element, end of its start tag, start of its end tag, end."""

_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])" + ATTRIBUTES + rb"/?>")
_ROW = rb"""(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["'](\d{1,7})["'])?""" + ATTRIBUTES + rb"/?>"
_CELL = (
    rb"""(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'])?""" + ATTRIBUTES + rb"(?:/>|>(.*?)</"
)
_KEPT_OF_ROW = (b"s", b"customFormat", b"ht", b"customHeight")
_NEAR = 500


@dataclass(slots=True)
class Row:
    """A row of the sheet. `found` holds the places of its cells by column: all of them when `is_read`."""

    number: int
    span: Span
    tag: bytes
    found: dict[int, Span] = field(default_factory=dict)
    is_read: bool = False


class Sheet:
    """One worksheet being edited: `document` is the part without its rows, `data_areas` the bodies of its tables.

    Raises GendanError GD052 when the part is no sound worksheet, GD056 when rows or cells carry no
    numbers or are out of order. Rows must be written in ascending order.
    """

    def __init__(self, xml: bytes, part: str, styles: Styles | None, *, date1904: bool = False) -> None:
        self.xml, self.part, self.date1904 = xml, part, date1904
        self._styles, self._masked = styles, mask(xml, part)
        self._locate()
        self.document = Document(xml[: self._start] + self._hole + xml[self._end :], part)
        if self.document.root.name != "worksheet":
            raise broken(part, self.document.root.name)
        self._numbers, self._starts = array("L"), array("Q")
        self._index()
        self.data_areas: list[Area] = []
        self._neighbours: dict[tuple[Area, int], int] = {}
        self._splices: list[tuple[int, int, bytes]] = []
        self._written: Area | None = None

    def _locate(self) -> None:
        """Find sheetData and make the patterns for its prefix."""
        found = _DATA.search(self._masked)
        if not found:
            raise broken(self.part, "sheetData")
        self.prefix, self._start = found[1], found.start()
        self._tag, self._body = self.xml[found.start() : found.end()], found.end()
        self._close = self._end = self._body
        if not self._tag.endswith(b"/>"):
            self._close = self._masked.rfind(b"</" + self.prefix + b"sheetData", self._body)
            self._end = self._masked.find(b">", self._close) + 1
        if self._close < 0 or _DATA.search(self._masked, self._end):
            raise broken(self.part, "sheetData")
        if self._masked.find(b":AlternateContent", self._body, self._close) >= 0:
            raise broken(self.part, "AlternateContent")
        prefix = re.escape(self.prefix)
        self._row_pattern = re.compile(b"<" + prefix + b"row" + _ROW)
        self._cell_pattern = re.compile(b"<" + prefix + b"c" + _CELL + prefix + rb"c\s*>)", re.S)
        self._formula_pattern = re.compile(b"<" + prefix + b"f(?=[\\s/>])" + ATTRIBUTES + b"/?>")
        self._hole = b"<" + self.prefix + b'sheetData rows-stand-here=""/>'

    def _index(self) -> None:
        """Note the number and place of every row."""
        last = 0
        for found in self._row_pattern.finditer(self._masked, self._body, self._close):
            number = int(found[1] or 0)
            if number <= last:
                raise _odd_rows(self.part)
            self._numbers.append(number)
            self._starts.append(found.start())
            last = number

    def row(self, number: int) -> Row | None:
        """Return a row, None when the part does not have it."""
        index = bisect_left(self._numbers, number)
        if index == len(self._numbers) or self._numbers[index] != number:
            return None
        start = self._starts[index]
        tag = self._row_pattern.match(self._masked, start)
        body = tag.end() if tag else start
        if self._masked[body - 2 : body] == b"/>":
            return Row(number, (start, body, body, body), self.xml[start:body], is_read=True)
        close = self._masked.find(b"</" + self.prefix + b"row", body, self._close)
        if close < 0:
            raise broken(self.part, f"row {number}")
        end = self._masked.find(b">", close) + 1
        return Row(number, (start, body, close, end), self.xml[start:body])

    def cells(self, row: Row) -> dict[int, Span]:
        """Return the places of all cells of a row, in order."""
        if not row.is_read:
            row.found, row.is_read = {}, True
            last = 0
            for found in self._cell_pattern.finditer(self._masked, row.span[1], row.span[2]):
                col = col_number(found[1].decode()) if found[1] else 0
                if col <= last or int(found[2]) != row.number:
                    raise _odd_rows(self.part)
                row.found[col] = _span(found)
                last = col
        return row.found

    def _find(self, row: Row, col: int) -> Span | None:
        """Return the place of one cell, by a search for its address that spares reading the whole row."""
        if col not in row.found and not row.is_read:
            address = a1(row.number, col).encode()
            at = self._masked.find(b'"' + address + b'"', row.span[1], row.span[2])
            start = self._masked.rfind(b"<", row.span[1], max(at, row.span[1]))
            found = self._cell_pattern.match(self._masked, start, row.span[2]) if start >= 0 else None
            if not found or found[1] != col_name(col).encode():
                return self.cells(row).get(col)
            row.found[col] = _span(found)
        return row.found.get(col)

    def cell(self, row: Row | None, col: int) -> tuple[bytes, bytes]:
        """Return a cell's start tag and content as written, both empty when it is not there."""
        span = self._find(row, col) if row else None
        return (self.xml[span[0] : span[1]], self.xml[span[1] : span[2]]) if span else (b"", b"")

    def rows_below(self, number: int) -> Iterator[Row]:
        """Yield the rows after a row number."""
        for below in self._numbers[bisect_right(self._numbers, number) :]:
            if row := self.row(below):
                yield row

    def areas(self, group: str) -> list[Area]:
        """Return the areas of the members of a group such as mergeCells."""
        members = self.document.root.grandchildren(group)
        return [found for member in members if (found := _readable(member.attrs.get("ref", "")))]

    @cached_property
    def array_areas(self) -> list[Area]:
        """The ranges of array formulas (spilled ones too) and what-if data tables."""
        if self._masked.find(b"ref", self._body, self._close) < 0:
            return []
        tags = self._formula_pattern.finditer(self._masked, self._body, self._close)
        formulas = [attributes(tag[0]) for tag in tags]
        refs = [f.get(b"ref", b"").decode() for f in formulas if f.get(b"t") in (b"array", b"dataTable")]
        return [found for ref in refs if (found := _readable(ref))]

    def write(
        self, number: int, row: Row | None, writes: Mapping[int, CellWrite], like: Row | None = None
    ) -> None:
        """Write cells of one row (column → write), of a row that there is or a new one of the height of `like`."""
        cols = sorted(writes)
        self._written = _union(self._written, (number, cols[0], number, cols[-1]))
        new = {col: self._render(number, row, col, writes[col]) for col in cols}
        if row is None:
            index = bisect_left(self._numbers, number)
            place = self._starts[index] if index < len(self._starts) else self._close
            self._splices.append((place, place, self._row_xml(_new_row_tag(self.prefix, number, like), new)))
        elif row.span[1] == row.span[3]:
            tag = _with_spans(row.tag, cols[0], cols[-1])
            self._splices.append((row.span[0], row.span[3], self._row_xml(tag[:-2].rstrip() + b">", new)))
        else:
            self._write_into(row, new)

    def _row_xml(self, tag: bytes, cells: Mapping[int, bytes]) -> bytes:
        return tag + b"".join(cells.values()) + b"</" + self.prefix + b"row>"

    def _write_into(self, row: Row, new: Mapping[int, bytes]) -> None:
        start, body, close, _ = row.span
        added = [col for col in new if not self._find(row, col)]
        tag = _with_spans(row.tag, added[0], added[-1]) if added else row.tag
        if tag != row.tag:
            self._splices.append((start, body, tag))
        for col, xml in new.items():
            if old := row.found.get(col):
                self._splices.append((old[0], old[3], xml))
            else:
                place = next((span[0] for other, span in row.found.items() if other > col), close)
                self._splices.append((place, place, xml))

    def _render(self, number: int, row: Row | None, col: int, write: CellWrite) -> bytes:
        tag = self.cell(row, col)[0]
        attrs = attributes(tag) if tag else {b"r": a1(number, col).encode()}
        style = write.style
        if style is None:
            style = self._own_style(number, col, attrs) if tag else self._new_style(number, row, col)
        code = date_code(write.value)
        if code and self._styles is None:
            raise no_styles()
        if code and self._styles and not self._styles.is_date(style):
            style = self._styles.dated(style, code)
        return render(attrs, self.prefix, style, write, date1904=self.date1904)

    def _own_style(self, number: int, col: int, attrs: dict[bytes, bytes]) -> int:
        """Return the format of a cell, or of its table column where it has none."""
        return int(attrs.get(b"s", 0)) or self._neighbour_style(number, col)

    def _new_style(self, number: int, row: Row | None, col: int) -> int:
        """Return the format that a new cell gets from its row, its table column or its column."""
        of_row = attributes(row.tag) if row else {}
        if of_row.get(b"customFormat") in (b"1", b"true"):
            return int(of_row.get(b"s", 0))
        return self._neighbour_style(number, col) or self._column_style(col)

    @cached_property
    def _column_styles(self) -> list[tuple[int, int, int]]:
        """First column, last column and format of the columns that have one."""
        columns = [element.attrs for element in self.document.root.grandchildren("cols")]
        return [(int(c["min"]), int(c["max"]), int(c["style"])) for c in columns if "style" in c]

    def _column_style(self, col: int) -> int:
        return next((style for first, last, style in self._column_styles if first <= col <= last), 0)

    def _neighbour_style(self, number: int, col: int) -> int:
        """Return the format of the nearest filled cell of the same table column, looked for once a column."""
        for where in self.data_areas:
            top, left, bottom, right = where
            if top <= number <= bottom and left <= col <= right:
                if (where, col) not in self._neighbours:
                    above, below = range(number - 1, top - 1, -1), range(number + 1, bottom + 1)
                    found = self._first_filled(above, col) or self._first_filled(below, col)
                    self._neighbours[where, col] = found
                return self._neighbours[where, col]
        return 0

    def _first_filled(self, numbers: range, col: int) -> int:
        for number in numbers[:_NEAR]:
            tag, body = self.cell(self.row(number), col)
            if is_filled(body):
                return int(attributes(tag).get(b"s", 0))
        return 0

    @property
    def touched(self) -> bool:
        """Whether anything of the part was changed."""
        return bool(self._splices) or self.document.touched

    def finish(self) -> list[bytes | memoryview]:
        """Return the part with all changes, in pieces."""
        dimension = self.document.root.child("dimension")
        if dimension and self._written:
            old = _readable(dimension.attrs.get("ref", "")) if self._numbers else None
            self.document.set(dimension, ref=area(*_union(old, self._written)))
        head, _, tail = self.document.render().partition(self._hole)
        is_empty = self._tag.endswith(b"/>") and self._splices
        if is_empty:
            head, tail = head + self._tag[:-2].rstrip() + b">", b"</" + self.prefix + b"sheetData>" + tail
        else:
            head += self._tag
        view, position = memoryview(self.xml), self._body
        pieces: list[bytes | memoryview] = [head]
        for start, end, new in self._splices:
            pieces += [view[position:start], new]
            position = end
        return [*pieces, view[position : self._end], tail]


def _span(found: re.Match[bytes]) -> Span:
    start, end = found.span()
    inner = found.span(3) if found[3] is not None else (end, end)
    return start, *inner, end


def _odd_rows(part: str) -> GendanError:
    return GendanError(
        "GD056",
        f"工作表的行或单元格没有编号或次序颠倒（{part}）：请用 Excel 打开后另存为新文件",
        f"Rows or cells without numbers or out of order ({part}): open the file in Excel and save it as a new one",
    )


def _union(old: Area | None, new: Area) -> Area:
    if old is None:
        return new
    return min(old[0], new[0]), min(old[1], new[1]), max(old[2], new[2]), max(old[3], new[3])


def _readable(ref: str) -> Area | None:
    """Return an area as noted in the file, None when it says nothing."""
    try:
        return parse_area(ref)
    except ValueError:
        return None


def _with_spans(tag: bytes, left: int, right: int) -> bytes:
    """Return a row's start tag with its `spans`, where it has one, wide enough."""
    first, _, last = attributes(tag).get(b"spans", b"").partition(b":")
    if not (first.isdigit() and last.isdigit()) or int(first) <= left and right <= int(last):
        return tag
    return with_attributes(tag, spans=f"{min(left, int(first))}:{max(right, int(last))}")


def _new_row_tag(prefix: bytes, number: int, like: Row | None) -> bytes:
    kept = (
        {name: value for name, value in attributes(like.tag).items() if name in _KEPT_OF_ROW} if like else {}
    )
    return b'<%brow r="%d"' % (prefix, number) + b"".join(b' %b="%b"' % item for item in kept.items()) + b">"
