"""gendan.xlam: a workbook of one sheet with our VBA project and ribbon, the same bytes on every system."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from gendan_xl import __version__
from gendan_xl.addin.sources import PROJECT, SHEET, macros, modules
from gendan_xl.addin.vba_project import vba_project

NAME = "gendan.xlam"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RIBBON = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CONTENT_TYPE = {
    "xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
    "xl/worksheets/sheet1.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "xl/styles.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_BEGINNING = (1980, 1, 1, 0, 0, 0)


def packaged() -> Path:
    """Return where a wheel carries the built add-in."""
    return Path(__file__).with_name(NAME)


def addin() -> bytes:
    """Return the add-in: the one that this installation carries, or built from macros/ in a checkout (GD999)."""
    carried = packaged()
    return carried.read_bytes() if carried.is_file() else build(macros())


def build(folder: Path) -> bytes:
    """Return gendan.xlam made from the VBA text and ribbon XML in `folder`."""
    parts: dict[str, bytes | str] = {
        "_rels/.rels": _relationships({
            "xl/workbook.xml": f"{_OFFICE}/officeDocument",
            "docProps/core.xml": _CORE,
            "customUI/customUI14.xml": _RIBBON,
        }),
        "docProps/core.xml": _properties(),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relationships({
            "worksheets/sheet1.xml": f"{_OFFICE}/worksheet",
            "styles.xml": f"{_OFFICE}/styles",
            "vbaProject.bin": _VBA,
        }),
        "xl/worksheets/sheet1.xml": _sheet(),
        "xl/styles.xml": _styles(),
        "xl/vbaProject.bin": vba_project(PROJECT, modules(folder)),
        "customUI/customUI14.xml": (folder / "customUI14.xml").read_text(encoding="utf-8"),
    }  # fmt: skip
    return _zip({"[Content_Types].xml": _content_types()} | parts)


def _zip(parts: Mapping[str, bytes | str]) -> bytes:
    """Return the package, stored: what deflate makes differs between builds of zlib."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, body in parts.items():
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.create_system = 0
            package.writestr(info, body)
    return out.getvalue()


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _CONTENT_TYPE.items()
    )
    return (
        f'{_XML}<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f"{overrides}</Types>"
    )


def _relationships(targets: Mapping[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'


def _properties() -> str:
    """Return what Excel's list of add-ins shows."""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>gendan-xl 跟单</dc:title>"
        f"<dc:description>跟单工作簿工具 {__version__}：校验、排期、着色、出单。内含 xlwings (BSD-3)。</dc:description>"
        "</cp:coreProperties>"
    )


def _workbook() -> str:
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr codeName="ThisWorkbook"/>'
        f'<sheets><sheet name="{PROJECT}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet() -> str:
    text = f"gendan-xl {__version__}"
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr codeName="{SHEET}"/><dimension ref="A1"/>'
        f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData></worksheet>'
    )


def _styles() -> str:
    no_format = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1">{no_format}/></cellStyleXfs><cellXfs count="1">{no_format} xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
