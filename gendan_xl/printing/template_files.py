"""Where templates are: the company's own beside its workbook first, ours otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gendan_xl.errors import GendanError

FOLDER = "xlsx_templates"
_ELSEWHERE = frozenset("/\\:")
"""What a name in the customers' table could lead out of the folder with."""


def find_template(name: str, book: Path) -> Path:
    """Return a template by file name: from xlsx_templates beside the book or in a folder above it, else ours.

    GendanError GD085 when there is none of that name.
    """
    folders = (*_own_folders(book), *_our_folders()) if _ELSEWHERE.isdisjoint(name) else ()
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise GendanError(
        "GD085",
        f"找不到模板“{name}”：请放到工作簿旁边的 {FOLDER} 文件夹，或改正客户表里的送货单模板",
        f"there is no template {name!r}: put it into {FOLDER} beside the workbook, or correct its name",
    )


def is_own(template: Path) -> bool:
    """Tell whether a template is the company's own."""
    return template.parent not in _our_folders()


def _own_folders(book: Path) -> Iterable[Path]:
    home = book.resolve().parent
    return (place / FOLDER for place in (home, *home.parents))


def _our_folders() -> Iterable[Path]:
    """Yield the templates of the installed package, and those of the checkout it runs from."""
    package = Path(__file__).resolve().parent.parent
    return (package / FOLDER, package.parent / FOLDER)
