"""The ribbon as text: its XML and, for each button, the VBA procedure that it calls."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import quoteattr

from gendan_xl.addin.vba_text import hexadecimal

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
GROUPS = ("订单", "单据", "报表", "设置")
"""The ribbon's groups from left to right."""
MESSAGES = {
    "GENDAN_NO_WORKBOOK": "请先打开一本跟单工作簿。",
    "GENDAN_NO_PYTHON": "还没有安装好：请在命令行运行 gendan addin install，然后重新打开 Excel。",
    "GENDAN_BAD_NAME": "工作簿的文件名里有 $ ` | 引号或反斜杠，请改名后再试。",
}


_MENU_ICON = "TableExcelSpreadsheetInsert"
_ENABLED = {"always": None, "book": "GendanHasWorkbook", "orders": "GendanHasRange"}
"""When a button can be pressed → the VBA procedure that tells it to Excel."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button: the verb that it runs, its words, an imageMso name, when it can be pressed (a key of _ENABLED), and
    the menu that holds it."""

    verb: str
    group: str
    label: str
    tip: str
    icon: str
    enabled: str = "book"
    menu: str = ""


def procedure(verb: str) -> str:
    """Return the name of a button's VBA procedure: `delivery-note` is GendanDeliveryNote."""
    return "Gendan" + "".join(word.capitalize() for word in re.split(r"\W+", verb))


def in_order(buttons: Iterable[Button]) -> list[Button]:
    """Return the buttons group by group, else in the order given; those of other groups are not shown."""
    shown = [button for button in buttons if button.group in GROUPS]
    return sorted(shown, key=lambda button: GROUPS.index(button.group))


def ribbon_xml(buttons: Iterable[Button]) -> str:
    """Return customUI14.xml."""
    groups = groupby(in_order(buttons), key=lambda button: button.group)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<customUI xmlns="{NAMESPACE}" onLoad="GendanOnLoad">\n  <ribbon>\n    <tabs>\n'
        '      <tab id="tabGendan" label="跟单" insertAfterMso="TabHome">\n'
        + "".join(_group(name, members) for name, members in groups)
        + "      </tab>\n    </tabs>\n  </ribbon>\n</customUI>\n"
    )


def _group(name: str, members: Iterable[Button]) -> str:
    number = GROUPS.index(name) + 1
    every = list(members)
    menus = groupby((button for button in every if button.menu), key=lambda button: button.menu)
    return (
        f'        <group id="groupGendan{number}" label={quoteattr(name)}>\n'
        + "".join(_button(button) for button in every if not button.menu)
        + "".join(_menu(f"{number}{place}", menu, held) for place, (menu, held) in enumerate(menus))
        + "        </group>\n"
    )


def _menu(number: str, name: str, members: Iterable[Button]) -> str:
    head = f'id="menuGendan{number}" label={quoteattr(name)} imageMso="{_MENU_ICON}" size="large"'
    return f"          <menu {head}>\n" + "".join(map(_button, members)) + "          </menu>\n"


def _button(button: Button) -> str:
    name = procedure(button.verb)
    attributes = {
        "id": f"button{name}",
        "label": button.label,
        "size": "" if button.menu else "large",
        "imageMso": button.icon,
        "onAction": name,
        "getEnabled": _ENABLED[button.enabled],
        "screentip": button.label,
        "supertip": button.tip,
    }
    written = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"          <button {written}/>\n"


def ribbon_vba(buttons: Iterable[Button]) -> str:
    """Return GendanRibbon.bas: one procedure a button, and the sentences that VBA says itself in hexadecimal."""
    constants = "\n".join(
        f"Public Const {name} As String = {hexadecimal(text)}" for name, text in MESSAGES.items()
    )
    head = 'Attribute VB_Name = "GendanRibbon"\nOption Explicit\n' + "' Written by: gendan generate\n"
    return "\n".join((head, constants, *map(_procedure, in_order(buttons))))


def _procedure(button: Button) -> str:
    return (
        f"\nPublic Sub {procedure(button.verb)}(control As IRibbonControl)\n"
        f'    GendanPress "{button.verb}", {button.enabled != "always"}\nEnd Sub\n'
    )
