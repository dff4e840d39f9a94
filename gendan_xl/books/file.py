"""A workbook on disk: read by python-calamine, written by patching."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import python_calamine as calamine

from gendan_xl.books.error_cells import error_cells
from gendan_xl.books.nearby import SUFFIXES, is_folder, missing
from gendan_xl.books.prescan import prescan
from gendan_xl.edits import Edit
from gendan_xl.errors import GendanError
from gendan_xl.intake.sheet import RawSheet

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN_PARTS = {"xl/workbook.xml": ".xlsx", "xl/workbook.bin": ".xlsb", "content.xml": ".ods"}
_MAX_FILE = 512 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, EOFError, RuntimeError, OSError)


class FileBook:
    """A .xlsx, .xlsm, .xlsb, .xls or .ods file. All trouble with it is a GendanError GD910–GD918."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._sheets: list[RawSheet] | None = None

    @property
    def name(self) -> str:
        """The path as given."""
        return str(self.path)

    def sheets(self) -> Sequence[RawSheet]:
        """Return its worksheets in order, read once."""
        if self._sheets is None:
            self._sheets = _read(self.path)
        return self._sheets

    def apply(self, edits: Sequence[Edit]) -> None:
        """Apply edits to the file itself, all or none."""
        from gendan_xl.books.patch import apply

        apply(self.path, edits)
        self._sheets = None


def _read(path: Path) -> list[RawSheet]:
    _check_file(path)
    with _explained(path), calamine.load_workbook(str(path)) as book:
        return [_sheet(path, book, meta) for meta in book.sheets_metadata if _is_grid(meta)]


def _is_grid(meta: calamine.SheetMetadata) -> bool:
    return meta.typ == calamine.SheetTypeEnum.WorkSheet


def _sheet(path: Path, book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata) -> RawSheet:
    sheet = book.get_sheet_by_name(meta.name)
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    knows = path.suffix.lower() in (".xlsx", ".xlsm")
    find = partial(_errors, path, meta.name) if knows and rows else _no_errors
    merged = [(r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ()]
    hidden = meta.visible != calamine.SheetVisibleEnum.Visible
    return RawSheet(meta.name, rows, find, knows, hidden, merged)


def _errors(path: Path, sheet: str) -> Mapping[tuple[int, int], str]:
    with _explained(path):
        return error_cells(path, sheet)


def _no_errors() -> Mapping[tuple[int, int], str]:
    return {}


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn whatever the reader raises into one sentence; its panic is a BaseException of its own."""
    try:
        yield
    except calamine.PasswordError as error:
        raise _encrypted(path) from error
    except (calamine.CalamineError, SyntaxError, *_BROKEN) as error:
        raise _corrupt(path) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _corrupt(path) from None


def _check_file(path: Path) -> None:
    """Raise the clear error for everything that can be told before reading."""
    head, tail_of_ole = _first_bytes(path)
    suffix = path.suffix.lower()
    if head.startswith(_OLE) and _ENCRYPTED in tail_of_ole:
        raise _encrypted(path)
    real = _real_suffix(path, head)
    if suffix not in SUFFIXES or suffix != real and {suffix, real} != {".xlsx", ".xlsm"}:
        raise _wrong_type(path, real)
    if head.startswith(_ZIP):
        try:
            with zipfile.ZipFile(path) as archive:
                prescan(archive)
        except (
            zipfile.BadZipFile,
            ValueError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            raise _corrupt(path) from error


def _first_bytes(path: Path) -> tuple[bytes, bytes]:
    """Return the first eight bytes, and all of an OLE file (where encryption shows)."""
    try:
        if path.is_dir():
            raise is_folder(path)
        size = path.stat().st_size
        if size > _MAX_FILE:
            raise GendanError(
                "GD917",
                f"{path} 有 {size >> 20} MB，太大了：请拆分后再检查",
                f"{path} has {size >> 20} MB, too large: split it",
            )
        with path.open("rb") as file:
            head = file.read(8)
            rest = head + file.read() if head.startswith(_OLE) else b""
    except FileNotFoundError:
        raise missing(path) from None
    except OSError as error:
        raise GendanError(
            "GD916",
            f"打不开 {path}（没有权限或被别的程序独占）：请关闭占用它的程序后重试",
            f"{path} cannot be opened (no permission, or locked by another program): close it and try again",
        ) from error
    if not head:
        raise GendanError(
            "GD912", f"{path} 是空文件（0 字节）：请重新取得这个文件", f"{path} is empty: get the file again"
        )
    return head, rest


def _real_suffix(path: Path, head: bytes) -> str:
    """Return the suffix that the content deserves, that of the file where the content does not tell, '' for others."""
    if head.startswith(_OLE):
        return ".xls"
    if not head.startswith(_ZIP):
        return ""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except _BROKEN:
        return path.suffix.lower()  # damaged: that is told elsewhere
    return next((suffix for part, suffix in _MAIN_PARTS.items() if part in names), path.suffix.lower())


def _wrong_type(path: Path, real: str) -> GendanError:
    if not real and path.suffix.lower() in SUFFIXES:
        return GendanError(
            "GD913",
            f"{path} 的内容不是 Excel 工作簿（可能是网页或文本改了扩展名，或已损坏）：请用 Excel 打开后另存为 .xlsx",
            f"{path} does not hold a workbook (renamed text or web page, or damaged): save it as .xlsx in Excel",
        )
    if path.suffix.lower() in SUFFIXES:
        return GendanError(
            "GD913",
            f"{path} 其实是 {real[1:]}，请把扩展名改成 {real}",
            f"{path} is really {real[1:]}: change its extension to {real}",
        )
    known = "、".join(SUFFIXES)
    return GendanError(
        "GD913",
        f"{path} 不是 Excel 工作簿：只能读 {known}，请用 Excel 另存为 .xlsx",
        f"{path} is not a workbook: {known} can be read; save it as .xlsx in Excel",
    )


def _encrypted(path: Path) -> GendanError:
    return GendanError(
        "GD914",
        f"{path} 有打开密码，无法读取：请在 Excel 中去掉密码后另存",
        f"{path} is encrypted: remove its password in Excel and save it",
    )


def _corrupt(path: Path) -> GendanError:
    return GendanError(
        "GD915",
        f"{path} 已损坏或不完整，无法读取：请重新取得文件，或用 Excel 打开修复后另存",
        f"{path} is damaged or incomplete: get it again, or let Excel repair and save it",
    )
