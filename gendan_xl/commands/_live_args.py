"""--live: a verb of the command line does its work in the workbook that is open."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from gendan_xl.commands._clock import moment
from gendan_xl.commands._paths import documents_folder
from gendan_xl.errors import GendanError

if TYPE_CHECKING:
    import xlwings as xw

    from gendan_xl.commands._action import Action


_UNSET: tuple[object, ...] = (None, False, "", [], "text")
"""What arguments are when nobody wrote them."""
_WRITTEN = {"first": "from", "last": "to"}
"""Options that are written otherwise than their argument is called."""


def live_argument(parser: ArgumentParser) -> None:
    """Add --live."""
    parser.add_argument(
        "--live",
        nargs="?",
        const="",
        metavar="工作簿名",
        help="在已打开的工作簿里做，不写名称就是当前的 · in the open workbook (the active one by default)",
    )


def on_live(action: Action, args: Namespace, *for_files: str) -> int:
    """Run the live half of an action on the workbook that --live names and return the exit code.

    `for_files` are the arguments that mean something for files only. GendanError GD908 when one of them is given.
    """
    _refuse(args, for_files)
    from gendan_xl.books.live import LiveBook
    from gendan_xl.commands._live import Session, run

    session = Session(action, LiveBook(_in_front(args.live)), moment(args), args.lang, print)
    run(session)
    return session.code


def _in_front(name: str) -> xw.Book:
    """Return the workbook of that name, else the active one, in front so that its selection holds.

    A document that was made from another open workbook gives way to that one: making it out brings it to the front.
    """
    from gendan_xl.hosts.connect import active_book, explained

    with explained():
        book = active_book(name)
        folder = _file(book).parent.parent
        sources = [] if name else [one for one in book.app.books if documents_folder(_file(one)) == folder]
        if len(sources) == 1:
            [book] = sources
        book.activate()
    return book


def _file(book: xw.Book) -> Path:
    """Return the file of an open workbook, its name alone while it is in none on this computer."""
    try:
        return Path(book.fullname)
    except Exception:  # xlwings refuses addresses of a web drive that it cannot find on the disk
        return Path(book.name)


def _refuse(args: Namespace, for_files: Iterable[str]) -> None:
    given = {name: value for name in for_files if (value := getattr(args, name)) not in _UNSET}
    positional = [given.pop(name) for name in ("kind", "file", "files", "keys") if name in given]
    plain = [word for one in positional for word in (one if isinstance(one, list) else [one])]
    words = "、".join([*plain, *(f"--{_WRITTEN.get(name, name)}" for name in given)])
    if words:
        raise GendanError(
            "GD908", f"--live 按已打开的工作簿和选中的行做，不能再写 {words}；工作簿名写在 --live 后面",
            f"--live works on the open workbook and its selected rows: leave out {words}; name the workbook after --live",
        )  # fmt: skip
