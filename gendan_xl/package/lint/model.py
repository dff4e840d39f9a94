"""What the lint looks at: a package as plain trees, whatever its prefixes and its dialect (transitional, strict)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gendan_xl.cells import parse_area

Area = tuple[int, int, int, int]


class Fault(NamedTuple):
    """A rule broken: its id, the place inside the part, the sentence."""

    rule: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of a workbook: the part, the place in it, the rule and a sentence."""

    part: str
    where: str
    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.part} {self.where}: {self.sentence} [{self.rule}]"


class Rel(NamedTuple):
    """A relationship: last word of its type, target part (or address when outside)."""

    id: str
    type: str
    target: str
    is_external: bool


_PREFIXES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r_",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r_",
    "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main": "x14_",
    "http://schemas.microsoft.com/office/excel/2006/main": "xm_",
    "http://www.w3.org/XML/1998/namespace": "xml_",
}


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """Return `{namespace}local` as `local` (SpreadsheetML), `r_id`, `x14_cfRule` …"""
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    return _PREFIXES[space] + local if space in _PREFIXES else name


def parse(data: bytes) -> Element:
    """Return a part's tree with plain names. ElementTree.ParseError when it is no XML."""
    root = ElementTree.fromstring(data)
    for element in root.iter():
        element.tag = _plain(element.tag)
        for name in [name for name in element.attrib if name[0] == "{"]:
            element.attrib[_plain(name)] = element.attrib.pop(name)
    return root


def integer(text: str | None, default: int = -1) -> int:
    """Return a whole number ≥ 0 of an attribute, `default` when it is missing or none."""
    return int(text) if text and text.isascii() and text.isdigit() else default


def area_of(ref: str | None) -> Area | None:
    """Return the area of a reference such as A1:H5, None when it is none (whole rows and columns are none too)."""
    try:
        return parse_area(ref or "")
    except ValueError:
        return None


def meet(one: Area, other: Area) -> bool:
    """Tell whether two areas share a cell."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def overlaps(areas: Iterable[Area]) -> Iterator[tuple[Area, Area]]:
    """Yield the pairs of areas that share a cell, found by a sweep down the rows."""
    open_areas: list[Area] = []
    for area in sorted(areas):
        open_areas = [above for above in open_areas if above[2] >= area[0]]
        yield from ((above, area) for above in open_areas if meet(above, area))
        open_areas.append(area)


def repeated(values: Iterable[str]) -> list[str]:
    """Return the values that occur more than once."""
    return [value for value, times in Counter(values).items() if times > 1]


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Return text without the `_x000A_` escapes of SpreadsheetML."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def rich_text(holder: Element) -> str:
    """Return the text of an `si` or `is`: its own or its runs', without phonetic guides."""
    texts = [*holder.findall("t"), *holder.findall("r/t")]
    return "".join(text.text or "" for text in texts)


class Package:
    """A zip of parts and their relationships; part names compare without case, as Excel does."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = [info.filename for info in archive.infolist() if not info.is_dir()]
        self._by_key = {name.lower(): name for name in self.names}
        self._trees: dict[str, Element | str] = {}
        self._rels: dict[str, list[Rel]] = {}

    def name(self, part: str) -> str:
        """Return the part's name as it stands in the zip, '' when it is not there."""
        return self._by_key.get(part.lower(), "")

    def tree(self, part: str) -> Element | None:
        """Return the part's tree; None when it is missing or no XML."""
        found = self._load(part)
        return None if isinstance(found, str) else found

    def broken(self, part: str) -> str:
        """Return what is wrong with the part's XML, '' when nothing is."""
        found = self._load(part)
        return found if isinstance(found, str) else ""

    def _load(self, part: str) -> Element | str:
        if part not in self._trees:
            name = self.name(part)
            try:
                self._trees[part] = parse(self._archive.read(name)) if name else "is missing"
            except (ElementTree.ParseError, LookupError, ValueError, zipfile.BadZipFile) as error:
                self._trees[part] = f"cannot be read: {error}"
        return self._trees[part]

    def rels(self, part: str) -> list[Rel]:
        """Return the relationships of a part ('' is the package itself)."""
        if part not in self._rels:
            folder, name = posixpath.split(part)
            root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
            self._rels[part] = [] if root is None else [_rel(folder, element) for element in root]
        return self._rels[part]

    def related(self, part: str, rel_type: str) -> str:
        """Return the first part of that type which `part` points to, '' when there is none."""
        targets = (rel.target for rel in self.rels(part) if rel.type == rel_type and not rel.is_external)
        return next((self.name(target) for target in targets), "")

    def main_part(self) -> str:
        """Return the workbook part."""
        return self.related("", "officeDocument")


def _rel(folder: str, element: Element) -> Rel:
    target, is_external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not is_external and not target.startswith("#"):
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Rel(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, is_external)


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table: its part and its tree."""

    part: str
    root: Element

    @property
    def area(self) -> Area | None:
        """The cells it takes, header and totals row included."""
        return area_of(self.root.get("ref"))


@dataclass(slots=True)
class Sheet:
    """A worksheet. The check of the grid fills `cells` ((row, col) → element) and `arrays` (areas of array formulas)."""

    name: str
    sheet_id: str
    part: str
    root: Element
    tables: list[Table]
    cells: dict[tuple[int, int], Element] = field(default_factory=dict)
    arrays: list[Area] = field(default_factory=list)

    def has_formula(self, address: str) -> bool:
        """Tell whether the cell at an address holds a formula or is part of an array's."""
        place = area_of(address)
        cell = self.cells.get(place[:2]) if place else None
        if cell is None or place is None:
            return False
        return cell.find("f") is not None or any(meet(place, array) for array in self.arrays)


class Book:
    """A workbook's parts as the rules need them."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part
        root = package.tree(part)
        self.root = Element("workbook") if root is None else root
        self.styles_part = package.related(part, "styles")
        self.strings_part = package.related(part, "sharedStrings")
        self.calc_chain_part = package.related(part, "calcChain")
        self.sheets = list(self._worksheets())

    def _worksheets(self) -> Iterator[Sheet]:
        targets = {rel.id: rel for rel in self.package.rels(self.part)}
        for entry in self.root.iterfind("sheets/sheet"):
            rel = targets.get(entry.get("r_id", ""))
            root = self.package.tree(rel.target) if rel and rel.type == "worksheet" else None
            if rel and root is not None:
                tables = list(self._tables(rel.target))
                yield Sheet(entry.get("name", ""), entry.get("sheetId", ""), rel.target, root, tables)

    def _tables(self, part: str) -> Iterator[Table]:
        for rel in self.package.rels(part):
            root = self.package.tree(rel.target) if rel.type == "table" else None
            if root is not None:
                yield Table(rel.target, root)

    @cached_property
    def sheet_names(self) -> set[str]:
        """The names of all sheets, chart sheets too, in lower case."""
        return {entry.get("name", "").lower() for entry in self.root.iterfind("sheets/sheet")}

    @cached_property
    def texts(self) -> list[str]:
        """The shared strings."""
        root = self.package.tree(self.strings_part)
        return [] if root is None else [unescape(rich_text(item)) for item in root.iterfind("si")]

    def text(self, sheet: Sheet, row: int, col: int) -> str | None:
        """Return the text of a cell, None when it holds something else or nothing."""
        cell = sheet.cells.get((row, col))
        kind, value = ("", None) if cell is None else (cell.get("t"), cell.findtext("v"))
        inline = None if cell is None else cell.find("is")
        if kind == "inlineStr" and inline is not None:
            return unescape(rich_text(inline))
        if kind == "s" and 0 <= integer(value) < len(self.texts):
            return self.texts[integer(value)]
        return unescape(value or "") if kind == "str" else None

    def styles_in(self, group: str) -> int:
        """Return how many entries a group of the styles has: cellXfs, dxfs, fonts …"""
        root = self.package.tree(self.styles_part)
        found = None if root is None else root.find(group)
        return 0 if found is None else len(found)

    @cached_property
    def cell_styles(self) -> int:
        """The number of cell styles; a book without styles has the one default."""
        return max(self.styles_in("cellXfs"), 1)

    @cached_property
    def dxfs(self) -> int:
        """The number of differential styles (conditional formats, tables)."""
        return self.styles_in("dxfs")
