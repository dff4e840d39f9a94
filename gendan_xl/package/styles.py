"""The styles part: which cell formats show dates, and the few formats that edits add."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gendan_xl.edits import CellStyle
from gendan_xl.errors import GendanError
from gendan_xl.package.scan import Document, Element, quote, with_attributes

_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
_DATE_IDS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.I)
_MAX_FORMATS = 65_000


def is_date_code(code: str) -> bool:
    """Return whether a number format code shows a date or a time."""
    bare = _NOT_CODE.sub("", code.split(";")[0])
    return "general" not in bare.lower() and bool(re.search("[ymdhs]", bare, re.I))


class Styles:
    """The cell formats (by index, as cells name them) and the differential ones of conditional formats."""

    def __init__(self, document: Document) -> None:
        self._document = document
        root = document.root
        self._formats = root.grandchildren("cellXfs")
        self._codes = {
            e.attrs.get("numFmtId"): e.attrs.get("formatCode", "") for e in root.grandchildren("numFmts")
        }
        self._fonts = root.grandchildren("fonts")
        self._borders = root.grandchildren("borders")
        self._new: dict[str, list[bytes]] = {"numFmts": [], "fonts": [], "cellXfs": [], "dxfs": []}
        self._dates: dict[int, bool] = {}
        self._dated: dict[tuple[int, str], int] = {}
        self._looks = [_look(e) for e in root.grandchildren("dxfs")]

    def is_date(self, index: int) -> bool:
        """Return whether cells of this format show dates."""
        if index not in self._dates:
            number = self._number_format(index)
            self._dates[index] = number in _DATE_IDS or is_date_code(self._codes.get(str(number), "General"))
        return self._dates[index]

    def _number_format(self, index: int) -> int:
        known = self._formats[index].attrs.get("numFmtId", "0") if index < len(self._formats) else "0"
        return int(known) if known.isdigit() else 0

    def dated(self, index: int, code: str) -> int:
        """Return the format that is like `index` but shows dates by `code`; added when there is none."""
        if (index, code) not in self._dated:
            self._dated[index, code] = self._clone(index, code)
            self._dates[self._dated[index, code]] = True
        return self._dated[index, code]

    def _clone(self, index: int, code: str) -> int:
        if not self._formats:
            raise no_styles()
        source = self._formats[index if index < len(self._formats) else 0]
        tag = self._document.raw(source)[: source.body - source.start]
        new = with_attributes(tag, numFmtId=self._number_format_of(code), applyNumberFormat=1)
        return self._format(new + self._document.raw(source)[len(tag) :])

    def _format(self, body: bytes) -> int:
        """Return the format that is written so; added when there is none."""
        for known, element in enumerate(self._formats):
            if self._document.raw(element) == body:
                return known
        added = len(self._formats) + len(self._new["cellXfs"])
        if added >= _MAX_FORMATS:
            raise GendanError(
                "GD055",
                "工作簿的单元格格式已达上限：请先清理多余样式",
                "The workbook has too many cell formats: remove unused styles",
            )
        self._new["cellXfs"].append(body)
        return added

    def _number_format_of(self, code: str) -> int:
        known = next((int(key) for key, value in self._codes.items() if key and value == code), None)
        if known is not None:
            return known
        new = max([163, *(int(key) for key in self._codes if key and key.isdigit())]) + 1
        self._codes[str(new)] = code
        self._new["numFmts"].append(b'<numFmt numFmtId="%d" formatCode=%s/>' % (new, quote(code)))
        return new

    def alignment(self, index: int) -> Mapping[str, str]:
        """Return the attributes of a format's alignment; none for an unknown format."""
        found = self._formats[index].child("alignment") if index < len(self._formats) else None
        return found.attrs if found else {}

    def font_size(self, index: int) -> float | None:
        """Return the size in points of a format's font, None when it has none."""
        font = self._font(index)
        size = font.child("sz") if font else None
        return float(size.attrs["val"]) if size else None

    def has_border(self, index: int) -> bool:
        """Return whether a format draws a line on any side of its cells."""
        number = self._formats[index].attrs.get("borderId", "0") if index < len(self._formats) else ""
        if not number.isdigit() or int(number) >= len(self._borders):
            return False
        return any(side.attrs.get("style", "none") != "none" for side in self._borders[int(number)].kids)

    def _font(self, index: int) -> Element | None:
        number = self._formats[index].attrs.get("fontId", "0") if index < len(self._formats) else ""
        return self._fonts[int(number)] if number.isdigit() and int(number) < len(self._fonts) else None

    def wrapped(self, index: int, size: float) -> int:
        """Return the format that is like `index`, which has a font size, but wraps text in a font of `size` points.

        It does not shrink text; it is added when there is none.
        """
        source, raw = self._formats[index], self._document.raw
        aligned = source.child("alignment")
        look = raw(aligned)[: aligned.body - aligned.start] if aligned else b"<alignment/>"
        look = with_attributes(look, wrapText=1, shrinkToFit=None)
        kids = [_closed(look), *(raw(kid) for kid in source.kids if kid is not aligned)]
        tag = raw(source)[: source.body - source.start]
        tag = with_attributes(tag, fontId=self._sized(index, size), applyFont=1, applyAlignment=1)
        close = b"</" + source.prefix + b"xf>"
        return self._format(b"".join([tag.removesuffix(b">").removesuffix(b"/"), b">", *kids, close]))

    def _sized(self, index: int, size: float) -> int:
        """Return the font like that of a format in another size; added when it was not yet."""
        font = self._font(index)
        old = font.child("sz") if font else None
        if not font or not old:
            raise ValueError(f"format {index} has no font size")
        raw, at = self._document.raw(font), old.start - font.start
        tag = raw[at : old.body - font.start]
        body = raw[:at] + with_attributes(tag, val=f"{size:g}") + raw[at + len(tag) :]
        if body not in self._new["fonts"]:
            self._new["fonts"].append(body)
        return len(self._fonts) + self._new["fonts"].index(body)

    def differential(self, style: CellStyle) -> int:
        """Return the index of the differential format with this look (colours in capitals); added when there is none."""
        if style not in self._looks:
            self._looks.append(style)
            self._new["dxfs"].append(b"<dxf>" + _dxf(style) + b"</dxf>")
        return self._looks.index(style)

    def look(self, index: int) -> CellStyle | None:
        """Return the look of a differential format when a CellStyle says all of it, else None."""
        return self._looks[index] if index < len(self._looks) else None

    def finish(self) -> None:
        """Write what was added into the part's document; to be called once, after the last edit."""
        for group, added in self._new.items():
            parent = self._document.root.child(group)
            if parent and added:
                self._document.set(parent, count=len(parent.kids) + len(added))
                self._document.append(parent, b"".join(added))
            elif added:
                xml = b'<%b count="%d">%b</%b>' % (
                    group.encode(),
                    len(added),
                    b"".join(added),
                    group.encode(),
                )
                self._document.insert(self._document.root, _ORDER, group, xml)


def _closed(tag: bytes) -> bytes:
    """Return a start tag as an element without content."""
    return tag if tag.endswith(b"/>") else tag[:-1] + b"/>"


def no_styles() -> GendanError:
    """Return the error for a workbook without cell formats, which no common program writes."""
    return GendanError(
        "GD055",
        "工作簿缺少样式部分：请用 Excel 打开后另存为新文件",
        "The workbook has no styles: open it in Excel and save it as a new file",
    )


def _dxf(style: CellStyle) -> bytes:
    """Return the content of a differential format: font, then fill, as Excel writes them."""
    font = b"".join(
        [
            b"<b/>" if style.bold else b"",
            b"<strike/>" if style.strike else b"",
            b'<color rgb="FF%s"/>' % style.color.encode() if style.color else b"",
        ]
    )
    fill = (
        b'<fill><patternFill><bgColor rgb="FF%s"/></patternFill></fill>' % style.fill.encode()
        if style.fill
        else b""
    )
    return (b"<font>" + font + b"</font>" if font else b"") + fill


def _look(dxf: Element) -> CellStyle | None:
    """Return the look of a differential format when a CellStyle says all of it, else None."""
    look: dict[str, str | bool] = {}
    for element in [leaf for kid in dxf.kids for leaf in _leaves(kid)]:
        on = element.attrs.get("val", "1") in ("1", "true")
        colour = element.attrs.get("rgb", "")[2:].upper()
        if element.name in ("b", "strike"):
            look["bold" if element.name == "b" else "strike"] = on
        elif colour and element.name in ("color", "bgColor"):
            look["color" if element.name == "color" else "fill"] = colour
        elif element.name != "i" or on:
            return None
    return CellStyle(**look)  # type: ignore[arg-type]


def _leaves(element: Element) -> list[Element]:
    """Return the elements below that have no children."""
    return [leaf for kid in element.kids for leaf in _leaves(kid)] if element.kids else [element]
