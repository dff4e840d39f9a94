"""The error cells (#N/A, #REF! …) of a sheet: python-calamine reads them as blanks, so the sheet's XML is asked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO

from gendan_xl.cells import parse_a1

_CELL = re.compile(
    rb"""<(?:[\w.-]+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]+[0-9]+)["'][^>]*>"""
    rb"""(.*?)</(?:[\w.-]+:)?c\s*>""",
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v\s*>([^<]*)<")
_ANY_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")


_PIECE, _OVERLAP = 1 << 20, 1 << 16
"""Bytes that are looked at at a time, and how many of them again with the next ones: more than any error cell has."""


def error_cells(path: Path, sheet: str) -> Mapping[tuple[int, int], str]:
    """Return (row, col) → error text of one sheet of an .xlsx or .xlsm file, which is never in memory whole."""
    found: dict[tuple[int, int], str] = {}
    with zipfile.ZipFile(path) as archive:
        if part := _sheet_part(archive, sheet):
            with archive.open(part) as file:
                for piece in _pieces(file):
                    if _may_hold(piece):
                        found.update(_errors(piece))
    return found


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file in pieces that overlap, one in UTF-16 as a whole."""
    piece = file.read(_PIECE)
    if piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield (piece + file.read()).decode("utf-16").encode()
        return
    while piece:
        yield piece
        more = file.read(_PIECE)
        piece = piece[-_OVERLAP:] + more if more else b""


def _may_hold(data: bytes) -> bool:
    """Tell quickly: every program writes t="e" like this or with the quotes and spaces of the slow search."""
    if b't="e"' in data:
        return True
    usual = b' r="A' in data or b"<sheetData/>" in data
    return not usual and bool(_ANY_ERROR.search(data))


def _errors(data: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _CELL.finditer(data):
        value = _VALUE.search(match[2])
        yield parse_a1(match[1].decode()), value[1].decode() if value else "#?"


def _sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a sheet, '' when the package does not say."""
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}

    def tree(name: str) -> list[Mapping[str, str]]:
        from xml.etree import ElementTree

        part = names.get(name.lower())
        return [e.attrib for e in ElementTree.fromstring(archive.read(part)).iter()] if part else []

    book = _targets(tree("_rels/.rels"), "/officeDocument")
    workbook = PurePosixPath(next(iter(book.values()), "xl/workbook.xml").lstrip("/"))
    sheets = _targets(tree(f"{workbook.parent}/_rels/{workbook.name}.rels"), "/worksheet")
    for attributes in tree(str(workbook)):
        target = next((sheets[value] for value in attributes.values() if value in sheets), "")
        if target and attributes.get("name") == sheet:
            full = target.lstrip("/") if target.startswith("/") else str(workbook.parent / target)
            return names.get(full.lower(), "")
    return ""


def _targets(relations: list[Mapping[str, str]], kind: str) -> dict[str, str]:
    return {r["Id"]: r["Target"] for r in relations if r.get("Type", "").endswith(kind)}
