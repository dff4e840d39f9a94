"""The workbooks named on the command line."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_WILDCARDS = frozenset("*?[")
_LOCK_PREFIXES = ("~$", ".~")


def workbooks(names: Iterable[str]) -> list[Path]:
    """Return the paths named, without doubles: a folder gives its workbooks, wildcards (which cmd.exe leaves)
    what they match, both without owner-lock files.

    A name that matches nothing is kept, so that the command can say that it is missing.
    """
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        if path.is_dir():
            matches = sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES)
        elif _WILDCARDS & set(name) and not path.exists():
            matches = sorted(map(Path, glob.glob(name)))  # noqa: PTH207 - Path.glob takes no absolute pattern
        else:
            matches = []
        for match in [m for m in matches if not m.name.startswith(_LOCK_PREFIXES)] or [path]:
            found[match] = None
    return list(found)
