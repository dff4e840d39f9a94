"""What stands around the rows of a form: it depends on the number of pages only."""

from __future__ import annotations

from gendan_xl.cells import area
from gendan_xl.package.scan import Document, attributes, escape, prefixed, with_attributes
from gendan_xl.package.zip import PackedPart, pack
from gendan_xl.printing.drawings import repeated
from gendan_xl.printing.geometry import Geometry, Setup, is_landscape
from gendan_xl.printing.template import Template
from gendan_xl.printing.template_sheet import ColumnLook

_CUSTOM_PAPER = 119  # from here a code means a paper that the company defined in its printer
_SHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *(
        "sheetProtection",
        "protectedRanges",
        "scenarios",
        "mergeCells",
        "phoneticPr",
        "printOptions",
        "pageMargins",
    ),
    *(
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
    ),
    *("drawing", "legacyDrawing", "legacyDrawingHF", "picture", "webPublishItems"),
)
_UNWANTED_NAMES = frozenset({"_xlnm.Print_Titles", "_xlnm._FilterDatabase"})
_BEFORE_NAMES = "sheets functionGroups externalReferences definedNames"


class Frame:
    """A template laid out for one setup, without its rows; what was made for a number of pages is kept."""

    def __init__(self, template: Template, setup: Setup, geometry: Geometry) -> None:
        self._template, self._setup, self._geometry = template, setup, geometry
        self._prefix = template.document.root.prefix.decode()
        self._frames: dict[int, tuple[bytes, bytes, dict[str, PackedPart]]] = {}

    def of(self, pages: int) -> tuple[bytes, bytes, dict[str, PackedPart]]:
        """Return the sheet before its rows, the sheet behind them, and the other parts that depend on the pages."""
        if pages not in self._frames:
            workbook = self._template.workbook
            parts = {workbook.part: self._workbook_xml(pages)} | {
                drawing: repeated(workbook.read(drawing), self._geometry, pages)
                for drawing in workbook.related(self._template.sheet.part, "drawing")
            }
            packed = {name: pack(name, body) for name, body in parts.items()}
            self._frames[pages] = (*self._sheet_frame(pages), packed)
        return self._frames[pages]

    def _sheet_frame(self, pages: int) -> tuple[bytes, bytes]:
        document, prefix = self._template.document, self._prefix.encode()
        elements: dict[str, bytes] = {}
        for kid in document.root.kids:
            elements[kid.name] = elements.get(kid.name, b"") + document.raw(kid)
        own = self._own_elements(pages)
        elements |= {name: prefixed(xml.encode(), prefix) for name, xml in own.items()}
        elements["pageSetup"] = self._page_setup()
        split = _SHEET_ORDER.index("sheetData")
        pieces = [elements.get(name, b"") for name in _SHEET_ORDER]
        head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + document.tag(document.root)
        return (
            b"".join([head, *pieces[:split], b"<", prefix, b"sheetData>"]),
            b"".join([b"</", prefix, b"sheetData>", *pieces[split + 1 :], b"</", prefix, b"worksheet>"]),
        )

    def _own_elements(self, pages: int) -> dict[str, str]:
        """Return the elements of the sheet that we write anew; '' leaves one out."""
        geometry = self._geometry
        offsets = [page * geometry.page_rows for page in range(pages)]
        merges = [
            f'<mergeCell ref="{area(*merge)}"/>'
            for offset in offsets
            for merge in geometry.merges(self._template, offset)
        ]
        breaks = [f'<brk id="{offset}" max="16383" man="1"/>' for offset in offsets[1:]]
        return {
            "dimension": f'<dimension ref="{self._extent(pages)}"/>',
            "cols": f"<cols>{''.join(_column_xml(*item) for item in geometry.columns.items())}</cols>",
            "mergeCells": _counted("mergeCells", merges),
            "rowBreaks": _counted("rowBreaks", breaks, "manualBreakCount"),
        }

    def _extent(self, pages: int) -> str:
        return area(1, 1, pages * self._geometry.page_rows, self._geometry.last_col)

    def _page_setup(self) -> bytes:
        """Return the template's page set-up with our paper, one page wide; a paper of the company's own printer stays."""
        document, code = self._template.document, self._setup.paper.code
        element = document.root.child("pageSetup")
        tag = document.tag(element) if element else f"<{self._prefix}pageSetup/>".encode()
        known = {name.decode(): value.decode() for name, value in attributes(tag).items()}
        changes: dict[str, str | int | None] = {"paperSize": code}
        if code is None and int(known.get("paperSize", 0)) >= _CUSTOM_PAPER:
            changes = {}
        else:
            changes |= {name: None for name in known if name.endswith(":id")}  # the printer's own settings
        way = "landscape" if is_landscape(self._template, self._setup.paper) else "portrait"
        return with_attributes(tag, **changes, scale=None, fitToWidth=1, fitToHeight=0, orientation=way)

    def _workbook_xml(self, pages: int) -> bytes:
        """Return the workbook part with the print area of this many pages."""
        workbook, sheet = self._template.workbook, self._template.sheet
        document = Document(workbook.read(workbook.part), workbook.part)
        index = str(list(workbook.sheets).index(sheet.name))
        title = sheet.name.replace("'", "''")
        bottom_right = f"${self._extent(pages).partition(':')[2]}"
        letters = bottom_right.rstrip("0123456789")
        place = f"'{title}'!$A$1:{letters}${bottom_right[len(letters) :]}"
        names = document.root.child("definedNames")
        own = [name for name in (names.kids if names else ()) if name.attrs.get("localSheetId") == index]
        for name in own:
            if name.attrs.get("name") in _UNWANTED_NAMES:
                document.remove(name)
        area_name = next((name for name in own if name.attrs.get("name") == "_xlnm.Print_Area"), None)
        if area_name:
            document.set_text(area_name, place)
            return document.render()
        xml = b'<definedName name="_xlnm.Print_Area" localSheetId="%b">%b</definedName>'
        xml %= index.encode(), escape(place)
        if names:
            document.append(names, xml)
        else:
            xml = b"<definedNames>" + xml + b"</definedNames>"
            document.insert(document.root, _BEFORE_NAMES, "definedNames", xml)
        return document.render()


def _column_xml(col: int, look: ColumnLook) -> str:
    style = f' style="{look.style}"' if look.style else ""
    hidden = ' hidden="1"' if look.is_hidden else ""
    return f'<col min="{col}" max="{col}" width="{look.width:.6g}"{style}{hidden} customWidth="1"/>'


def _counted(name: str, items: list[str], *more_counts: str) -> str:
    """Return a list element with its count, '' when it has no items."""
    counts = "".join(f' {count}="{len(items)}"' for count in ("count", *more_counts))
    return f"<{name}{counts}>{''.join(items)}</{name}>" if items else ""
