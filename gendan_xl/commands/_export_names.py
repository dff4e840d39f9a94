"""How workbooks are told apart where several are put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def source_names(paths: Sequence[Path]) -> list[str]:
    """Return how each workbook is called in 来源: its file name, its path where two have the same name."""
    names = [path.name for path in paths]
    return [path.name if names.count(path.name) == 1 else path.as_posix() for path in paths]
