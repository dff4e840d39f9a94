"""A vbaProject.bin from text ([MS-OVBA]): Excel compiles the modules when it opens the file.

Nothing in it depends on the machine or the hour, so the same text gives the same bytes everywhere. All text is ASCII:
it is stored in a Windows code page, and only ASCII reads the same in each.
"""

from __future__ import annotations

import re
import struct
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from gendan_xl.addin.compound import compound_file
from gendan_xl.addin.compression import compress

_CODE_PAGE, _ENGLISH, _WIN32 = 1252, 0x409, 1
_VB_BASE = {
    "workbook": "0{00020819-0000-0000-C000-000000000046}",
    "sheet": "0{00020820-0000-0000-C000-000000000046}",
    "class": "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}",
}
_LISTED_AS = {
    "standard": "Module={}",
    "class": "Class={}",
    "workbook": "Document={}/&H00000000",
    "sheet": "Document={}/&H00000000",
}
_LIBRARIES = {
    "stdole": r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    "Office": r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
    r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
}
_COMPILE_FROM_SOURCE = bytes.fromhex("CC61FFFF000000")
_SEED = 0x0E
_EXPORTED_CLASS = re.compile(r"\AVERSION [^\n]*CLASS\nBEGIN\n.*?\nEND\n", re.DOTALL)
_ATTRIBUTES = re.compile(r"\A(?:Attribute VB_\w+ = [^\n]*\n)+")


@dataclass(frozen=True, slots=True)
class Module:
    """One module of a project; `kind` is standard, class, workbook or sheet, `text` what its editor window shows."""

    name: str
    kind: str = "standard"
    text: str = ""

    def source(self) -> str:
        """Return the text as a project stores it: attributes first, lines ended as on Windows."""
        lines = [*self._attributes(), *without_attributes(self.text).splitlines()]
        return "".join(f"{line}\r\n" for line in lines)

    def _attributes(self) -> list[str]:
        name = f'Attribute VB_Name = "{self.name}"'
        if self.kind == "standard":
            return [name]
        is_document = self.kind != "class"
        return [
            name,
            f'Attribute VB_Base = "{_VB_BASE[self.kind]}"',
            "Attribute VB_GlobalNameSpace = False",
            "Attribute VB_Creatable = False",
            f"Attribute VB_PredeclaredId = {is_document}",
            f"Attribute VB_Exposed = {is_document}",
            "Attribute VB_TemplateDerived = False",
            f"Attribute VB_Customizable = {is_document}",
        ]


def without_attributes(text: str) -> str:
    """Return the text of an exported .bas or .cls file without what the VBA editor puts on top of it."""
    text = _EXPORTED_CLASS.sub("", text.replace("\r\n", "\n"))
    return _ATTRIBUTES.sub("", text)


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """Return vbaProject.bin. ValueError when names clash or a text is not ASCII (UnicodeEncodeError)."""
    names = [name.upper(), *(module.name.upper() for module in modules)]
    if len(set(names)) != len(names):
        raise ValueError(f"project and modules need names of their own: {names}")
    streams = {module.name: compress(_ascii(module.source())) for module in modules}
    streams["dir"] = compress(_dir(name, modules))
    streams["_VBA_PROJECT"] = _COMPILE_FROM_SOURCE
    wide_names = (_ascii(module.name) + b"\0" + _wide(module.name) + b"\0\0" for module in modules)
    return compound_file({
        "VBA": streams,
        "PROJECT": _project(name, modules),
        "PROJECTwm": b"".join(wide_names) + b"\0\0",
    })  # fmt: skip


def _ascii(text: str) -> bytes:
    return text.encode("ascii")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _number(value: int) -> bytes:
    return struct.pack("<I", value)


def _dir(name: str, modules: Sequence[Module]) -> bytes:
    """Return the stream `dir` ([MS-OVBA] 2.3.4.2): the project, its libraries, its modules."""
    project = [
        _record(0x01, _number(_WIN32)), _record(0x02, _number(_ENGLISH)), _record(0x14, _number(_ENGLISH)),
        _record(0x03, struct.pack("<H", _CODE_PAGE)), _record(0x04, _ascii(name)),
        _record(0x05), _record(0x40), _record(0x06), _record(0x3D), _record(0x07, bytes(4)), _record(0x08, bytes(4)),
        struct.pack("<HIIH", 0x09, 4, 1, 1),  # the version; its size does not count the minor number
        _record(0x0C), _record(0x3C),
    ]  # fmt: skip
    libraries = [_library(title, _ascii(address)) for title, address in _LIBRARIES.items()]
    count = [_record(0x0F, struct.pack("<H", len(modules))), _record(0x13, b"\xff\xff")]
    return b"".join((*project, *libraries, *count, *map(_dir_module, modules), _record(0x10)))


def _library(title: str, address: bytes) -> bytes:
    registered = _number(len(address)) + address + bytes(6)
    return _record(0x16, _ascii(title)) + _record(0x3E, _wide(title)) + _record(0x0D, registered)


def _dir_module(module: Module) -> bytes:
    name, wide = _ascii(module.name), _wide(module.name)
    kind = 0x21 if module.kind == "standard" else 0x22
    return b"".join((
        _record(0x19, name), _record(0x47, wide), _record(0x1A, name), _record(0x32, wide),
        _record(0x1C), _record(0x48), _record(0x31, bytes(4)), _record(0x1E, bytes(4)), _record(0x2C, b"\xff\xff"),
        _record(kind), _record(0x2B),
    ))  # fmt: skip


def _project(name: str, modules: Sequence[Module]) -> bytes:
    """Return the stream PROJECT ([MS-OVBA] 2.3.1): an open project, not locked for viewing."""
    identity = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"gendan-xl/{name}")).upper() + "}"
    protection, password, visible = bytes(4), bytes(1), b"\xff"
    lines = [
        f'ID="{identity}"',
        *(_LISTED_AS[module.kind].format(module.name) for module in modules),
        f'Name="{name}"', 'HelpContextID="0"', 'VersionCompatible32="393222000"',
        f'CMG="{_encrypted(protection, identity)}"',
        f'DPB="{_encrypted(password, identity)}"',
        f'GC="{_encrypted(visible, identity)}"',
        "", "[Host Extender Info]", "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "", "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]  # fmt: skip
    return _ascii("".join(f"{line}\r\n" for line in lines))


def _encrypted(data: bytes, identity: str) -> str:
    """Return a value as PROJECT hides it ([MS-OVBA] 2.4.3.2), with a fixed seed."""
    key = sum(_ascii(identity)) & 0xFF
    out = [_SEED, _SEED ^ 2, _SEED ^ key]
    last_plain, last, before = key, out[2], out[1]
    filler = bytes((_SEED & 6) >> 1)
    for byte in filler + _number(len(data)) + data:
        cipher = byte ^ ((before + last_plain) & 0xFF)
        out.append(cipher)
        before, last, last_plain = last, cipher, byte
    return bytes(out).hex().upper()
