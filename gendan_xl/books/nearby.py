"""Names that lead to no workbook: a missing file, or a folder; what stands beside it may have been meant."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from gendan_xl.errors import GendanError

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
"""The workbooks that can be read."""
_LOCK_PREFIXES = ("~$", ".~")
_ALIKE = 0.8


def workbooks_in(folder: Path) -> list[Path]:
    """Return the workbooks of a folder in name order, without the owner-lock files of open ones."""
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and not is_lock(file))


def is_lock(path: Path) -> bool:
    """Return whether a file is the note of a program that has a workbook open."""
    return path.name.startswith(_LOCK_PREFIXES)


def missing(path: Path) -> GendanError:
    """Return what to say of a file that is not there, with the name that was meant where one is near."""
    if not path.parent.is_dir():
        return GendanError(
            "GD910",
            f"找不到文件 {path}：没有文件夹 {path.parent}，请检查文件夹",
            f"{path} not found: there is no folder {path.parent}, check it",
        )
    if near := _near(path.name, [file.name for file in workbooks_in(path.parent)]):
        return GendanError(
            "GD910",
            f"找不到文件 {path}，是不是 {path.with_name(near)}？",
            f"{path} not found; did you mean {path.with_name(near)}?",
        )
    return GendanError(
        "GD910", f"找不到文件 {path}：请检查文件名和文件夹", f"{path} not found: check name and folder"
    )


def is_folder(path: Path) -> GendanError:
    """Return what to say of a folder where a workbook is needed."""
    if workbooks_in(path):
        return GendanError(
            "GD911", f"{path} 是文件夹，不是工作簿：请指定里面的一个文件", f"{path} is a folder: name a workbook in it"
        )  # fmt: skip
    known = " ".join(SUFFIXES)
    return GendanError(
        "GD911", f"文件夹 {path} 里没有工作簿（{known}）", f"there is no workbook ({known}) in the folder {path}"
    )  # fmt: skip


def _near(name: str, names: Sequence[str]) -> str:
    """Return the one of `names` that is this one but for its suffix, blanks, case or a character; '' without one."""
    plain = {_plain(Path(one).stem): one for one in names} | {_plain(one): one for one in names}
    close = get_close_matches(_plain(name), plain, n=1, cutoff=_ALIKE)
    return plain[close[0]] if close else ""


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
