"""The workbooks named on the command line, and where their documents go."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable
from pathlib import Path

from gendan_xl.books.nearby import is_lock, workbooks_in
from gendan_xl.errors import GendanError, Message
from gendan_xl.package.own import is_own_product

_WILDCARDS = frozenset("*?[")


def documents_folder(book: Path) -> Path:
    """Return where the documents of a workbook are put unless told: a folder beside it."""
    return book.parent / "单据"


def named(file: str | None) -> Path:
    """Return the workbook named on the command line. GendanError GD903 when there is neither a file nor --live."""
    if not file or not file.strip():
        raise GendanError(
            "GD903", "请写上工作簿的文件名，或用 --live 指已打开的工作簿",
            "name a workbook file, or use --live for the open one",
        )  # fmt: skip
    return Path(file)


def workbooks(names: Iterable[str], lang: str) -> list[Path]:
    """Return the paths named, without doubles: a folder gives its workbooks, wildcards (which cmd.exe leaves)
    what they match, both without owner-lock files and without our own reports; how many of these there are is said on
    stderr.

    A name that matches nothing is kept, so that the command can say that it is missing. GendanError GD903 for a blank
    one, GD909 for one that means nothing but our reports.
    """
    found: dict[Path, None] = {}
    left_out: dict[Path, None] = {}
    for name in names:
        path = named(name)
        matches = _matches(path, name)
        own = list(filter(is_own_product, matches))
        if own and own == matches:
            raise only_reports(name)
        left_out |= dict.fromkeys(own)
        found |= dict.fromkeys([match for match in matches if match not in own] or [path])
    if left_out:
        count = Message(
            f"跳过了 {len(left_out)} 个本程序出的报表，不当台账读", f"{len(left_out)} reports made by this program are left out"
        )  # fmt: skip
        print(count.text(lang), file=sys.stderr)
    return list(found)


def only_reports(name: str) -> GendanError:
    """Return what to say where a ledger is needed and only reports of ours are named."""
    return GendanError(
        "GD909", f"{name} 是本程序出的报表，不是台账：请指定跟单工作簿，或写文件夹（会跳过报表）",
        f"{name} is a report made by this program, not a ledger: name a workbook of orders, or a folder (reports are left out)",
    )  # fmt: skip


def _matches(path: Path, name: str) -> list[Path]:
    """Return what a folder or a name with wildcards stands for, nothing for another name."""
    if path.is_dir():
        return workbooks_in(path)
    if _WILDCARDS & set(name) and not path.exists():
        paths = map(Path, glob.glob(name))  # noqa: PTH207 - Path.glob takes no absolute pattern
        return sorted(path for path in paths if not is_lock(path))
    return []
