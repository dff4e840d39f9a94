"""Draws the default template of a form from its layout: what a company gets before it restyles it in Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, combinations, pairwise
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from gendan_xl.printing.layout import BILINGUAL, CHINESE, WIDTH, Band, Column, Layout
from gendan_xl.printing.placeholders import LAST_PAGE

_FONT = "宋体"
_HEADING = "#F2F2F2"  # behind the title of a section: light enough for a copy
_MILLIMETRE = 96 / 25.4
_SIDE, _TOP = 0.27, 0.2  # margins in inches
_PAINTED = dt.datetime(2026, 1, 1)  # a fixed moment: drawing again gives the same bytes
_GRID = (WIDTH / 12,) * 12
"""The columns of a form without lines."""


@dataclass(frozen=True, slots=True)
class _Box:
    """Some cells of a row as one: from column to column, their text, and how they look besides the font."""

    first: int
    last: int
    text: str
    look: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its height in points and its boxes."""

    height: float
    boxes: tuple[_Box, ...]


def draw(layout: Layout, title: str, path: Path | BinaryIO) -> None:
    """Write the template of a form to `path`; `title` names its sheet. The same layout gives the same bytes."""
    widths = tuple(column.width for column in layout.columns) or _GRID
    options = {"default_format_properties": {"font_name": _FONT, "font_size": 10}}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": title, "created": _PAINTED})
        sheet = book.add_worksheet(title)
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.set_margins(left=_SIDE, right=_SIDE, top=_TOP, bottom=_TOP)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        for col, width in enumerate(widths):
            sheet.set_column_pixels(col, col, round(width * _MILLIMETRE))
        for number, row in enumerate(_rows(layout, widths)):
            sheet.set_row(number, row.height)
            for box in row.boxes:
                _paint(book, sheet, number, box)


def _paint(book: Any, sheet: Any, row: int, box: _Box) -> None:
    common = {"font_name": _FONT, "font_scheme": "none", "font_size": 10, "valign": "vcenter"}
    long = {} if box.look.get("text_wrap") else {"shrink": True}
    look = book.add_format(common | long | box.look)
    if box.first == box.last:
        sheet.write(row, box.first, box.text or None, look)
    else:
        sheet.merge_range(row, box.first, row, box.last, box.text, look)


def _rows(layout: Layout, widths: tuple[float, ...]) -> Iterator[_Row]:
    last = len(widths) - 1
    yield from _title(last)
    yield from (_band(band, widths) for band in layout.head)
    if layout.columns:
        yield _Row(
            10.5,
            (
                _Box(
                    0,
                    last,
                    "{{承前页}}{{本行仅限:多页}}{{本行仅限:高纸}}",
                    {"font_size": 8, "align": "right"},
                ),
            ),
        )
        yield from _headings(layout.columns)
        yield _line(layout.columns)
        yield from _totals(layout)
    yield from (_band(band, widths) for band in layout.body)
    yield from _foot(layout, widths)
    yield from (_band(band, widths, LAST_PAGE) for band in layout.slip)


def _title(last: int) -> Iterator[_Row]:
    centre = {"align": "center"}
    yield _Row(20.25, (_Box(0, last, "{{公司名称}}", {**centre, "font_size": 16, "bold": True}),))
    yield _Row(11.25, (_Box(0, last, "{{公司信息}}{{本行仅限:高纸}}", {**centre, "font_size": 8}),))
    yield _Row(24, (_Box(0, last, "{{标题}}", {**centre, "font_size": 18, "bold": True, "underline": 33}),))


def _band(band: Band, widths: tuple[float, ...], limit: str = "") -> _Row:
    """Return a band with its boxes on the columns nearest to their shares of the page, limited to a flag."""
    weights = band.weights or (1.0,) * len(band.texts)
    places = _places(widths, weights)
    texts = list(band.texts)
    looks = [_look(band, text) for text in texts]
    texts[-1] += "".join(f"{{{{本行仅限:{flag}}}}}" for flag in (band.only, limit) if flag)
    boxes = (_Box(*place, text, look) for place, text, look in zip(places, texts, looks, strict=True))
    return _Row(band.height, tuple(boxes))


def _look(band: Band, text: str) -> dict[str, Any]:
    look: dict[str, Any] = {"font_size": band.size, "align": band.align}
    if not band.is_boxed:
        return look | ({"text_wrap": True} if band.height > 30 else {})
    if "{{" not in text:
        heading = {"bg_color": _HEADING} if len(band.texts) == 1 else {}
        wraps = {"text_wrap": True} if band.height > 26 else {}
        return look | {"border": 1, "align": "center", "bold": True} | wraps | heading
    if band.number_format:
        return look | {"border": 1, "align": "right", "num_format": band.number_format}
    tall = {"valign": "top"} if band.height > 30 else {}
    room = {"indent": 1} if band.align == "left" else {}
    return look | {"border": 1, "text_wrap": True} | tall | room


def _places(widths: tuple[float, ...], weights: tuple[float, ...]) -> list[tuple[int, int]]:
    """Return (first, last) column of each box, one column at least for each."""
    ends = list(accumulate(widths))
    shares = [share / sum(weights) * ends[-1] for share in accumulate(weights)]
    first, places = 0, []
    for number, share in enumerate(shares):
        left = len(shares) - number - 1  # boxes that still need a column
        choices = range(first, len(widths) - left)
        last = min(choices, key=lambda col: abs(ends[col] - share)) if left else len(widths) - 1
        places.append((first, last))
        first = last + 1
    return places


def _signatures(layout: Layout, widths: tuple[float, ...]) -> list[tuple[int, int]]:
    """Return (first, last) column of each signature: as wide as can be, also where columns are left out."""
    flags = {"", *(column.only for column in layout.columns)}
    looks = [_shown(layout.columns, flag) for flag in sorted(flags)] if layout.columns else [widths]

    def badness(ends: tuple[int, ...]) -> tuple[float, float]:
        places = pairwise((0, *ends, len(widths)))
        sizes = [sum(look[first:end]) for first, end in places for look in looks]
        return -min(sizes), sum(size * size for size in sizes)

    best = min(combinations(range(1, len(widths)), layout.signers - 1), key=badness)
    return [(first, end - 1) for first, end in pairwise((0, *best, len(widths)))]


def _shown(columns: tuple[Column, ...], flag: str) -> list[float]:
    """Return the widths of the columns where a flag is set: of those left out nothing is left but their room."""
    left_out = sum(column.width for column in columns if column.only not in ("", flag))
    more = left_out / max(sum(column.is_wide for column in columns), 1)
    return [
        (column.width + more * column.is_wide) if column.only in ("", flag) else 0.0 for column in columns
    ]


def _headings(columns: tuple[Column, ...]) -> Iterator[_Row]:
    """Yield the row of headings, or one for each language."""
    look = {"border": 1, "align": "center", "bold": True}
    titles = [_heading(column) for column in columns]
    if not any(column.english for column in columns):
        yield _Row(15, tuple(_Box(at, at, title, look) for at, title in enumerate(titles)))
        return
    both = [f"{title}\n{column.english}" for title, column in zip(titles, columns, strict=True)]
    for language, height, texts in ((CHINESE, 15, titles), (BILINGUAL, 27, both)):
        texts = [texts[0] + f"{{{{本行仅限:{language}}}}}", *texts[1:]]
        yield _Row(height, tuple(_Box(at, at, text, look | _lines(text)) for at, text in enumerate(texts)))


def _lines(text: str) -> dict[str, Any]:
    return {"text_wrap": True, "font_size": 9} if "\n" in text else {}


def _heading(column: Column) -> str:
    limit = f"{{{{本列仅限:{column.only}}}}}" if column.only else ""
    return (column.title or column.name) + limit + ("{{本列加宽}}" if column.is_wide else "")


def _line(columns: tuple[Column, ...]) -> _Row:
    boxes = (
        _Box(at, at, f"{{{{行.{c.name}}}}}", {"border": 1, "align": c.align} | _format(c.number_format))
        for at, c in enumerate(columns)
    )
    return _Row(18, tuple(boxes))


def _format(code: str) -> dict[str, str]:
    return {"num_format": code} if code else {}


def _totals(layout: Layout) -> Iterator[_Row]:
    if layout.totals:
        yield _total(layout.columns, "本页小计{{本行仅限:多页}}{{本行仅限:高纸}}", "本页")
        english = " TOTAL" if any(column.english for column in layout.columns) else ""
        yield _total(layout.columns, f"合　　计{english}{{{{接页说明}}}}", "合计")


def _total(columns: tuple[Column, ...], label: str, what: str) -> _Row:
    look: dict[str, Any] = {"border": 1, "bold": True}
    first = next(at for at, column in enumerate(columns) if column.is_total)
    boxes = [_Box(0, first - 1, label, {**look, "align": "center"})]
    for at, column in enumerate(columns[first:], first):
        text = f"{{{{{what}{column.name}}}}}" if column.is_total else ""
        boxes.append(_Box(at, at, text, {**look, "align": "right"} | _format(column.number_format)))
    return _Row(14.25, tuple(boxes))


def _foot(layout: Layout, widths: tuple[float, ...]) -> Iterator[_Row]:
    small = {"font_size": 8}
    last = len(widths) - 1
    yield _Row(11.25, (_Box(0, last, "{{条款}}{{本行仅限:高纸}}", small),))
    places = _signatures(layout, widths)
    yield _Row(22.5, tuple(_Box(*place, f"{{{{签核{n}}}}}") for n, place in enumerate(places, 1)))
    split = _places(widths, (2, 1))
    pages = "第 {{页码}} 页 共 {{总页数}} 页"
    if any(column.english for column in layout.columns):
        pages += " Page {{页码}}/{{总页数}}"
    yield _Row(
        11.25, (_Box(*split[0], "{{联次}}", small), _Box(*split[1], pages, {**small, "align": "right"}))
    )
