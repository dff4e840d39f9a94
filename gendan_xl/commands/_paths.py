"""The workbooks named on the command line, and where their documents go."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

from gendan_xl.books.nearby import is_lock, workbooks_in
from gendan_xl.errors import GendanError

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


def workbooks(names: Iterable[str]) -> list[Path]:
    """Return the paths named, without doubles: a folder gives its workbooks, wildcards (which cmd.exe leaves)
    what they match, both without owner-lock files.

    A name that matches nothing is kept, so that the command can say that it is missing. GendanError GD903 for a blank
    one.
    """
    found: dict[Path, None] = {}
    for name in names:
        path = named(name)
        if path.is_dir():
            matches = workbooks_in(path)
        elif _WILDCARDS & set(name) and not path.exists():
            paths = map(Path, glob.glob(name))  # noqa: PTH207 - Path.glob takes no absolute pattern
            matches = sorted(path for path in paths if not is_lock(path))
        else:
            matches = []
        for match in matches or [path]:
            found[match] = None
    return list(found)
