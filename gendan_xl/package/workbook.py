"""An opened workbook package: its parts, how they refer to each other, its sheets and shared strings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from posixpath import join, normpath

from gendan_xl.errors import GendanError
from gendan_xl.package.scan import Document, mask, to_utf8
from gendan_xl.package.zip import Body, RawZip

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr"
)
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another. `kind` is the last word of its type, `target` a part name or a URL."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet's entry in the workbook."""

    name: str
    part: str
    sheet_id: str


class Workbook:
    """A workbook for editing. Raises GendanError GD050–GD053 when it cannot be edited safely."""

    def __init__(self, data: bytes) -> None:
        self.zip = RawZip(data)
        self._names = {name.lower(): name for name in self.zip.names()}
        self._documents: dict[str, Document] = {}
        self._relations: dict[str, list[Relation]] = {}
        if any("/revisions/" in name for name in self._names):
            raise GendanError(
                "GD053",
                "这是带修订记录的共享工作簿，不能安全修改：请在 Excel 中取消共享后再试",
                "A shared workbook with revisions cannot be edited safely: stop sharing it in Excel first",
            )
        self.part = self._workbook_part()
        root = self.document(self.part).root
        if root.name != "workbook" or root.space not in _MAIN:
            raise _no_workbook()
        properties = root.child("workbookPr")
        self.date1904 = properties is not None and properties.attrs.get("date1904") in ("1", "true")
        self.sheets = {sheet.name: sheet for sheet in self._sheets()}

    def _workbook_part(self) -> str:
        for part in self.related("", "officeDocument"):
            if part.lower().endswith(".bin"):
                raise GendanError(
                    "GD054",
                    "不能修改 .xlsb：请在 Excel 中另存为 .xlsx",
                    "Cannot edit .xlsb: save it as .xlsx in Excel",
                )
            return part
        raise _no_workbook()

    def _sheets(self) -> list[SheetPart]:
        targets = {r.id: r for r in self.relations(self.part) if r.kind == "worksheet"}
        found = []
        for sheet in self.document(self.part).root.grandchildren("sheets"):
            relation = next((v for k, v in sheet.attrs.items() if k.endswith("}id")), "")
            part = self.find(targets[relation].target) if relation in targets else None
            if part:
                found.append(SheetPart(sheet.attrs["name"], part, sheet.attrs.get("sheetId", "")))
        return found

    def find(self, name: str) -> str | None:
        """Return a part's name as the zip spells it (names are compared without case)."""
        return self._names.get(name.lower())

    def read(self, part: str) -> bytes:
        """Return a part in UTF-8."""
        return to_utf8(self.zip.read(part), part)

    def document(self, part: str) -> Document:
        """Return the part's tree; the same one each time, so that changes gather in it."""
        if part not in self._documents:
            self._documents[part] = Document(self.read(part), part)
        return self._documents[part]

    def relations(self, part: str) -> list[Relation]:
        """Return what a part refers to ("" is the package)."""
        if part not in self._relations:
            folder, _, file = part.rpartition("/")
            name = self.find(f"{folder}/_rels/{file}.rels".lstrip("/"))
            found = self.document(name).root.kids if name else []
            self._relations[part] = [_relation(folder, element.attrs) for element in found]
        return self._relations[part]

    def related(self, part: str, kind: str) -> list[str]:
        """Return the existing parts that `part` refers to as `kind`."""
        targets = [self.find(r.target) for r in self.relations(part) if r.kind == kind and not r.external]
        return [target for target in targets if target]

    @cached_property
    def is_signed(self) -> bool:
        """Whether the package carries a digital signature."""
        return any("_xmlsignatures/" in name for name in self._names)

    @cached_property
    def _strings(self) -> tuple[bytes, list[int]]:
        parts = self.related(self.part, "sharedStrings")
        xml = self.read(parts[0]) if parts else b""
        return xml, [m.start() for m in re.finditer(rb"<(?:[\w.-]+:)?si[\s/>]", mask(xml))] + [len(xml)]

    def shared_string(self, index: int) -> bytes:
        """Return the raw `<si>` of a shared string. IndexError when there is none."""
        xml, starts = self._strings
        if not 0 <= index < len(starts) - 1:
            raise IndexError(index)
        return xml[starts[index] : starts[index + 1]]

    def recalculate_on_load(self) -> None:
        """Have every formula computed when the workbook is opened, if it has any."""
        document = self.document(self.part)
        settings = document.root.child("calcPr")
        if settings and settings.attrs.get("fullCalcOnLoad") in ("1", "true"):
            return
        if not self._has_formulas():
            return
        if settings:
            document.set(settings, fullCalcOnLoad=1)
        else:
            document.insert(document.root, _ORDER, "calcPr", b'<calcPr fullCalcOnLoad="1"/>')

    def _has_formulas(self) -> bool:
        if self.related(self.part, "calcChain"):
            return True
        return any(_FORMULA.search(self.read(sheet.part)) for sheet in self.sheets.values())

    def add_to_calc_chain(self, sheet: SheetPart, cells: list[str]) -> None:
        """Name new formula cells in the calculation chain, where there is one."""
        for part in self.related(self.part, "calcChain"):
            chain = self.document(part)
            for cell in cells:
                chain.append(chain.root, f'<c r="{cell}" i="{sheet.sheet_id}"/>'.encode())

    def changed(self) -> dict[str, Body]:
        """Return the parts changed through their documents."""
        return {part: document.render() for part, document in self._documents.items() if document.touched}


def _relation(folder: str, attrs: dict[str, str]) -> Relation:
    target, external = attrs.get("Target", ""), attrs.get("TargetMode") == "External"
    if not external:
        target = normpath(target if target.startswith("/") else join(folder, target)).lstrip("/")
    return Relation(attrs.get("Id", ""), attrs.get("Type", "").rpartition("/")[2], target, external)


def _no_workbook() -> GendanError:
    return GendanError(
        "GD050",
        "文件里没有 Excel 工作簿：请确认是 .xlsx 或 .xlsm 文件",
        "There is no Excel workbook inside: make sure that it is an .xlsx or .xlsm file",
    )
