"""The workbook whose cell asks, where the program tells: Excel for Windows, through the wrappers of the add-in."""

from __future__ import annotations

import sys
from pathlib import Path


def calling_folder() -> Path | None:
    """Return the folder of the calling workbook, None where nobody tells or it is in no file of this computer."""
    xlwings = sys.modules.get("xlwings")
    if xlwings is None:
        return None
    try:
        path = Path(xlwings.Book.caller().fullname)
    except Exception:  # called from elsewhere, or an address of a web drive
        return None
    return path.parent if path.is_absolute() else None
