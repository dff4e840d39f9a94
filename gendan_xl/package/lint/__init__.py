"""Faults of an xlsx package that make Excel repair a file and that schema validators do not see.

Run on everything the tests write, and before and after on everything they patch. It shares no code with what reads
and writes packages, so that a fault there cannot hide here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from gendan_xl.package.lint import grid, parts, pivot_caches, pivots, sheets, tables, workbook
from gendan_xl.package.lint.model import Book, Fault, Package, Problem

__all__ = ["Problem", "lint"]


def lint(book: bytes | Path) -> list[Problem]:
    """Return every fault of a workbook (.xlsx, .xlsm, .xltx); an empty list is a clean bill."""
    data = book if isinstance(book, bytes) else book.read_bytes()
    try:
        package = Package(zipfile.ZipFile(BytesIO(data)))
    except zipfile.BadZipFile as error:
        return [Problem("", "", "package", f"is no zip file: {error}")]
    return [
        Problem(part, fault.where, fault.rule, fault.sentence)
        for part, faults in _checks(package)
        for fault in faults
    ]


def _checks(package: Package) -> Iterator[tuple[str, Iterable[Fault]]]:
    yield "[Content_Types].xml", parts.content_types(package)
    for part in package.names:
        yield part, parts.part(package, part)
    main = package.main_part()
    if package.tree(main) is None:
        yield main, [Fault("package", "", "the package has no readable workbook")]
        return
    book = Book(package, main)
    yield main, workbook.workbook(book)
    yield book.styles_part, workbook.styles(book)
    yield book.strings_part, workbook.strings(book)
    for sheet in book.sheets:
        yield sheet.part, grid.grid(book, sheet)
        yield sheet.part, sheets.sheet(book, sheet)
        for table in sheet.tables:
            yield table.part, tables.table(book, sheet, table)
        yield sheet.part, pivots.sheet_pivots(book, sheet)
        for part in pivots.pivot_parts(book, sheet):
            yield part, pivots.pivot(book, part)
    yield main, pivot_caches.pivot_caches(book)
    for part in pivot_caches.cache_parts(book).values():
        yield part, pivot_caches.pivot_cache(book, part)
    yield book.calc_chain_part, workbook.calc_chain(book)
