"""Which actions have a ribbon button: those with a live half, in one of the ribbon's groups."""

from __future__ import annotations

from gendan_xl.addin.ribbon import Button
from gendan_xl.commands._action import Action
from gendan_xl.registry import modules


def buttons() -> list[Button]:
    """Return the buttons of all actions in their order."""
    actions: list[Action] = [module.ACTION for module in modules("commands")]
    shown = sorted((action for action in actions if action.live), key=lambda action: action.order)
    return [Button(a.verb, a.group, a.label, (a.screentip or a.help).zh, a.icon, a.enabled) for a in shown]
