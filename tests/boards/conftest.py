"""What the tests of boards share: the demonstration, small books, and the cells of what was drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.boards import all_boards
from gendan_xl.boards._board import Origin, Wish
from gendan_xl.books.blank import build_book
from gendan_xl.commands._open import open_file
from gendan_xl.demo.book import build_demo, make_demo
from gendan_xl.errors import Message
from gendan_xl.reports.book import ReportBook

TODAY = dt.date(2026, 3, 16)  # a Monday
NOON = dt.datetime(2026, 3, 16, 12)

Drawn = tuple[Any, list[Message]]
Draw = Callable[..., Drawn]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """The demonstration."""
    path = tmp_path_factory.mktemp("demo") / "跟单.xlsx"
    build_demo(path, make_demo(TODAY), TODAY)
    return origin(path)


def origin(path: Path) -> Origin:
    opened = open_file(path, NOON)
    return Origin(path.name, opened.ledger, opened.context)


@pytest.fixture
def ours(tmp_path: Path) -> Callable[..., Origin]:
    """A workbook of ours with these order lines, and rows of other tables by name."""

    def build(orders: Sequence[dict[str, Any]], **more: Sequence[dict[str, Any]]) -> Origin:
        path = tmp_path / "跟单.xlsx"
        customers = [{"customer_no": "C1", "full_name": "海曙五金有限公司", "short_name": "海曙"}]
        build_book(path, {"orders": orders, "customers": customers, **more}, today=TODAY)
        return origin(path)

    return build


@pytest.fixture
def draw(tmp_path: Path, clean: Callable[[Path], None]) -> Draw:
    """Draw a board, find no fault in its file, and return it as openpyxl reads it with what was said."""

    def drawn(verb: str, *origins: Origin, wish: Wish | None = None) -> Drawn:
        board = next(one for one in all_boards() if one.verb == verb)
        book = ReportBook(board.label, NOON)
        said = board.build(origins, wish or Wish(), book)
        path = tmp_path / f"{verb}.xlsx"
        book.save(path)
        clean(path)
        return openpyxl.load_workbook(path), said

    return drawn
