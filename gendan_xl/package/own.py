"""The mark of the workbooks that this program makes of ledgers: they hold the columns of a ledger and are none."""

from __future__ import annotations

from pathlib import Path

MARK = "gendan-xl"
"""The custom document property that reports and boards bear; programs keep it when they save the file."""
_PART, _MOST = "docProps/custom.xml", 1 << 16


def is_own_product(path: Path) -> bool:
    """Tell whether a file is a report or board of ours. No sheet is read; a file that cannot be read is none."""
    import zipfile  # not needed to show the help

    try:
        with zipfile.ZipFile(path) as archive, archive.open(_PART) as part:
            return f'name="{MARK}"'.encode() in part.read(_MOST)
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile):
        return False
