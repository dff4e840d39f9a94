"""The ribbon: what a pressed button runs. The add-in's VBA calls `run("check")`, LibreOffice's buttons do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw


def run(verb: str, book: xw.Book | None = None) -> bool:
    """Press the button of a verb in the calling workbook (or in `book`); return whether it was done.

    Every problem is told in a message box and written to the log. KeyError for a verb that is no button.
    """
    import xlwings as xw

    from gendan_xl.commands._buttons import live_actions
    from gendan_xl.commands._live import press

    return press(live_actions()[verb], book or xw.Book.caller())
