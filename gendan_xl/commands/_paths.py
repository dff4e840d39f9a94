"""The workbooks named on the command line."""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

_WILDCARDS = frozenset("*?[")
_LOCK_PREFIXES = ("~$", ".~")


def workbooks(names: Iterable[str]) -> list[Path]:
    """Return the paths named, wildcards expanded (cmd.exe leaves them), without doubles and owner-lock files.

    A name that matches nothing is kept, so that the command can say that it is missing.
    """
    found: dict[Path, None] = {}
    for name in names:
        wild = _WILDCARDS & set(name) and not Path(name).exists()
        matches = sorted(glob.glob(name)) if wild else []  # noqa: PTH207 - Path.glob takes no absolute pattern
        for path in matches or [name]:
            if not (matches and Path(path).name.startswith(_LOCK_PREFIXES)):
                found[Path(path)] = None
    return list(found)
