"""A cheap look at a zipped workbook before it is read: refuses what would exhaust or kill the reader.

Only the central directory and the first kilobytes of the parts that reserve memory are read; small sheets, where it
costs nothing, are looked through for cells far outside the area that they declare.
"""

from __future__ import annotations

import re
import zipfile

from gendan_xl.cells import MAX_COL, MAX_ROW, col_number
from gendan_xl.errors import GendanError

MAX_PARTS, MAX_SHEETS, MAX_TOTAL = 20_000, 1_000, 2 << 30
MAX_RATIO, RATIO_FROM = 250, 32 << 20
MAX_AREA = 40_000_000
"""Cells in the bounding area of one sheet: the reader allocates all of them."""

_HEAD, _SMALL = 8192, 1 << 20
_REF = re.compile(rb"""[<:]c [^>]*?\br=["']([A-Z]+)([0-9]+)["']""")
_ROW = re.compile(rb"""[<:]row [^>]*?\br=["']([0-9]+)["']""")
_DIMENSION = re.compile(rb"""[<:]dimension [^>]*?\bref=["'](?:[A-Z]+[0-9]+:)?([A-Z]+)([0-9]+)["']""")
_UNIQUE = re.compile(rb"""\b(?:uniqueCount|count)=["']([0-9]+)["']""")


def prescan(archive: zipfile.ZipFile) -> None:
    """Look at an open .xlsx, .xlsm, .xlsb or .ods. GendanError GD917 when it is made (or grown) to harm."""
    infos = archive.infolist()
    _check_sizes(infos)
    for info in infos:
        name = info.filename.lower()
        if name.endswith((".xml", ".rels")):
            _check_part(archive, info, name)


def _refused(zh: str, en: str) -> GendanError:
    return GendanError(
        "GD917",
        f"文件异常，没有读取：{zh}。请用 Excel 打开，删掉多余的空白行列后另存为新文件",
        f"The file was not read: {en}. Open it in Excel, delete unused rows and columns, save as a new file",
    )


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse by numbers of the directory alone: parts, names, sizes and ratios."""
    names = [info.filename.lower() for info in infos]
    if len(names) > MAX_PARTS or sum("worksheets/sheet" in name for name in names) > MAX_SHEETS:
        raise _refused("内部部件或工作表过多", "too many parts or sheets")
    if len(set(names)) != len(names):
        raise _refused("内部部件重名", "parts of the same name")
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        raise _refused("解压后超过 2 GB", "it unpacks to more than 2 GB")
    for info in infos:
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise _refused(
                f"{info.filename} 压缩比异常", f"{info.filename} unpacks more than {MAX_RATIO}-fold"
            )


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    is_sheet = "worksheets/" in name and "_rels" not in name
    with archive.open(info) as part:
        data = part.read() if is_sheet and info.file_size <= _SMALL else part.read(_HEAD)
    if b"<!DOCTYPE" in data[:_HEAD]:
        raise _refused(f"{info.filename} 含 DOCTYPE", f"{info.filename} has a DOCTYPE")
    if is_sheet:
        _check_area(info, data)
    elif name.endswith("sharedstrings.xml"):
        _check_count(info, data)


def _check_area(info: zipfile.ZipInfo, data: bytes) -> None:
    """Refuse a sheet whose cells span an area that no memory holds, by its dimension and by its cells."""
    refs = {(letters, row) for letters, row in _DIMENSION.findall(data[:_HEAD])}
    rows = [int(row) for _, row in refs]
    cols = [col_number(letters.decode()) for letters, _ in refs]
    if info.file_size <= _SMALL:
        cells = _REF.findall(data)
        rows = [int(row) for _, row in cells] + [int(row) for row in _ROW.findall(data)]
        cols = [col_number(letters.decode()) for letters in {letters for letters, _ in cells}]
    bottom, right = max(rows, default=1), max(cols, default=1)
    if bottom > MAX_ROW or right > MAX_COL:
        raise _refused(
            f"{info.filename} 有超出表格范围的单元格", f"{info.filename} has cells outside the sheet"
        )
    if bottom * right > MAX_AREA:
        raise _refused(
            f"{info.filename} 的已用区域有 {bottom} 行 × {right} 列",
            f"the used area of {info.filename} is {bottom} rows × {right} columns",
        )


def _check_count(info: zipfile.ZipInfo, data: bytes) -> None:
    """Refuse a shared-string table that announces more strings than its bytes can hold."""
    start = data.find(b"sst")
    counts = _UNIQUE.findall(data[start : data.find(b">", start)]) if start >= 0 else []
    unique = int(counts[-1]) if counts else 0
    if unique > info.file_size:
        raise _refused("共享字符串数量不实", "the number of shared strings is a lie")
