"""What an action is: a verb of the command line now, a ribbon button later, declared once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from gendan_xl.errors import Message


def _no_arguments(parser: ArgumentParser) -> None:
    """Add nothing: the action has no arguments of its own."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the tool does. `run` returns the exit code: 0 clean, 1 findings, 2 could not do it.

    `group` and `icon` place the ribbon button (icon is an imageMso name). Modules of actions import only light
    things at the top, so that `gendan --help` stays fast; `run` imports what it needs.
    """

    verb: str
    label: str
    help: Message
    run: Callable[[Namespace], int]
    arguments: Callable[[ArgumentParser], None] = _no_arguments
    group: str = "订单"
    icon: str = ""
