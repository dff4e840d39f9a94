"""What an action is: a verb of the command line and a ribbon button, declared once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gendan_xl.errors import Message

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session

Enabled = Literal["always", "book", "orders"]
"""When a button can be pressed: always, with a workbook open, with rows of orders selected."""


def _no_arguments(parser: ArgumentParser) -> None:
    """Add nothing: the action has no arguments of its own."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the tool does. `run` returns the exit code: 0 clean, 1 findings, 2 could not do it.

    An action with `live` is a ribbon button: `group`, `icon` (an imageMso name), `screentip` and `enabled` are the
    button's, `order` its place in the group; with `menu` it stands in the menu of that name there. Modules of actions import only light things at the top, so that
    `gendan --help` stays fast; `run` and `live` import what they need.
    """

    verb: str
    label: str
    help: Message
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = _no_arguments
    group: str = "订单"
    icon: str = ""
    live: Callable[[Session], None] | None = None
    screentip: Message | None = None
    enabled: Enabled = "book"
    order: int = 0
    menu: str = ""
