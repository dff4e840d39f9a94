"""Boards: what is hung on the wall or handed to a customer, drawn from what planning says."""

from __future__ import annotations

from gendan_xl.boards._board import Board
from gendan_xl.registry import modules


def all_boards() -> list[Board]:
    """Return every board, one for each module of this folder."""
    return [module.BOARD for module in modules("boards")]
