"""Filling a template: fixed pages stacked in one sheet, ready to print.

A template is laid out once for a paper; per form only its cells are written and one part is compressed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gendan_xl.cells import Value, a1
from gendan_xl.package.zip import PackedPart, assemble, pack
from gendan_xl.printing.filling import Slot, Total, is_special, text_xml
from gendan_xl.printing.fitting import fits
from gendan_xl.printing.frame import Frame
from gendan_xl.printing.geometry import Setup, measure
from gendan_xl.printing.looks import Looks
from gendan_xl.printing.sums import sum_over, summed
from gendan_xl.printing.template import Template
from gendan_xl.printing.template_sheet import Cell

_LEVEL = 1  # of compression: forms are small and many
_NO_LINE: Mapping[str, Value] = {}
_FILLED = frozenset({"value", "line"})
_Cell = Slot | Total


@dataclass(frozen=True, slots=True)
class Page:
    """What one page shows: the values of the form by name, and its lines (never more than the page has).

    Only the last page of a copy shows the rows that are limited to it.
    """

    values: Mapping[str, Value]
    lines: Sequence[Mapping[str, Value]]
    is_last: bool = True


class Printer:
    """A template ready to be filled; its layouts are kept, so that many forms of one kind are fast."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._layouts: dict[Setup, _Layout] = {}

    def fill(self, pages: Sequence[Page], setup: Setup) -> bytes:
        """Return the workbook with `pages` under each other, a page break between them.

        Text stays text (also 「=1+1」), numbers stay numbers in the template's format, dates become 2026-11-22,
        unused lines and empty values leave their cell blank with its borders. Text too long for its cell of the
        line row is wrapped there in a smaller font. Pictures stand on every page. Every other part of the template
        (styles, headers and footers) is kept, but for what `template_problems.DROPPED` names.
        """
        return self._layout(setup).build(pages)

    def too_long(self, pages: Sequence[Page], setup: Setup) -> list[str]:
        """Return the texts of lines that are too long to be read in their cells, each once."""
        return list(dict.fromkeys(self._layout(setup).too_long(pages)))

    def _layout(self, setup: Setup) -> _Layout:
        if setup not in self._layouts:
            self._layouts[setup] = _Layout(self.template, setup)
        return self._layouts[setup]


class _Layout:
    """A template laid out for one setup: everything that is the same for every form is made once."""

    def __init__(self, template: Template, setup: Setup) -> None:
        self.template, self.setup = template, setup
        self.geometry = measure(template, setup)
        self.prefix = template.document.root.prefix.decode()
        self._looks = Looks(template.workbook)
        self._fits = fits(template, self.geometry, template.styles)
        self._pages: dict[tuple[int, bool], list[str | _Cell]] = {}
        self._frame = Frame(template, setup, self.geometry)

    def build(self, pages: Sequence[Page]) -> bytes:
        """Return the workbook of these pages."""
        before, after, parts = self._frame.of(len(pages))
        cells, styles = self._fill(pages)
        part = self.template.sheet.part
        fresh = parts | {part: pack(part, [before, "".join(cells).encode(), after], _LEVEL)}
        if styles:
            fresh[self._looks.part] = styles
        return assemble(fresh.get(name) or packed for name, packed in self._parts.items())

    def too_long(self, pages: Sequence[Page]) -> list[str]:
        """Return the texts that cannot be read in their cells."""
        _, long = self._rows(pages)
        return [text for _, slot, text in long if not slot.is_readable(text)]

    # the rows

    def _fill(self, pages: Sequence[Page]) -> tuple[list[str], PackedPart | None]:
        """Return the rows of the pages, and the styles part where some cells have a second look for long text."""
        xml, long = self._rows(pages)
        wanted = ((place, slot, text, slot.wrapped_size(text)) for place, slot, text in long)
        wrapped = [(place, slot, text, (slot.style, size)) for place, slot, text, size in wanted if size]
        if not wrapped:
            return xml, None
        looks, styles = self._looks.wrapped(frozenset(look for *_, look in wrapped))
        for place, slot, text, look in wrapped:
            xml[place] = slot.wrapped(text, looks[look])
        return xml, styles

    def _rows(self, pages: Sequence[Page]) -> tuple[list[str], list[tuple[int, Slot, str]]]:
        """Return the rows of the pages in pieces, and the texts among them that may be too long for their cells."""
        xml: list[str] = []
        long: list[tuple[int, Slot, str]] = []
        add = xml.append
        for number, page in enumerate(pages):
            sources = [page.values, *page.lines, *[_NO_LINE] * (self.setup.lines - len(page.lines))]
            for piece in self._page(number, page.is_last):
                if not isinstance(piece, Slot):
                    add(piece if isinstance(piece, str) else piece.xml(page.lines))
                    continue
                values = sources[piece.source]
                value = values.get(piece.name) if piece.name else piece.value(values)
                if not value or not isinstance(value, str):
                    add(piece.xml(value))
                elif len(value) <= piece.short and not is_special(value):
                    add(f"{piece.begin}{value}{piece.end}")
                else:
                    long.append((len(xml), piece, value))
                    add(piece.xml(value))
        return xml, long

    def _page(self, number: int, is_last: bool) -> list[str | _Cell]:
        """Return page `number`, the last of a copy or not; each is made once."""
        if (number, is_last) not in self._pages:
            self._pages[number, is_last] = [*self._pieces(number, is_last)]
        return self._pages[number, is_last]

    def _pieces(self, number: int, is_last: bool) -> Iterator[str | _Cell]:
        """Yield the cells of page `number` that are to be filled, each beginning with the fixed text before it, and
        the text behind the last."""
        blank = frozenset[int]() if is_last else self.template.last_page_rows
        offset = number * self.geometry.page_rows
        fixed: list[str] = []
        for row, (source, line) in enumerate(self._sources(), offset + 1):
            fixed.append(self._row_start(source, row))
            for cell in [] if source in blank else self.template.cells_of(source):
                fixed.append(f'<{self.prefix}c r="{a1(row, cell.col)}"')
                if cell.formula or cell.kinds & _FILLED:
                    yield self._cell(cell, "".join(fixed), line, offset)
                    fixed = []
                else:
                    fixed.append(cell.style + self._body(cell))
            fixed.append(f"</{self.prefix}row>")
        yield "".join(fixed)

    def _sources(self) -> Iterator[tuple[int, int]]:
        """Yield for each row of a page the row of the template that it comes from, and its line."""
        lines, spare = self.geometry.line_rows, self.geometry.spare_rows
        for row in range(1, self.geometry.last_row + 1):
            if row == lines.start:
                yield from ((source, line) for line in range(self.setup.lines) for source in lines)
            elif row not in lines and row not in spare:
                yield row, 0

    def _row_start(self, source: int, row: int) -> str:
        look, geometry = self.template.row(source), self.geometry
        height = geometry.line_height if source in geometry.line_rows else look.height
        hidden = ' hidden="1"' if source in geometry.hidden_rows else ""
        return f'<{self.prefix}row r="{row}"{look.style} ht="{height:g}" customHeight="1"{hidden}>'

    def _body(self, cell: Cell) -> str:
        """Return what stands behind the style of a cell that is the same on every form; marks print nothing."""
        if not cell.parts:
            return cell.raw
        return text_xml("".join(part for part in cell.parts if isinstance(part, str)), self.prefix)

    def _cell(self, cell: Cell, start: str, line: int, offset: int) -> _Cell:
        """Return a cell to be filled, on the page that begins below row `offset`."""
        if cell.formula:
            return self._total(cell, start, offset)
        printed = tuple(part for part in cell.parts if isinstance(part, str) or part.kind in _FILLED)
        source = line + 1 if "line" in cell.kinds else 0
        return Slot(start, cell.style, printed, source, self.prefix, self._fits.get((cell.row, cell.col)))

    def _total(self, cell: Cell, start: str, offset: int) -> Total:
        """Return the sum over the lines of the page that begins below row `offset`."""
        template, geometry = self.template, self.geometry
        rows = offset + geometry.line_rows.start, offset + geometry.last_line_row
        formula, names = sum_over(cell, *rows), summed(template, cell)
        return Total(start, cell.style, formula, names, self.prefix)

    @cached_property
    def _parts(self) -> dict[str, PackedPart]:
        """The template's own parts."""
        package = self.template.workbook.zip
        return {name: package.packed(name) for name in package.names()}
