"""The ribbon and its VBA belong together."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from gendan_xl.addin.ribbon import GROUPS, MESSAGES, NAMESPACE, Button, procedure, ribbon_vba, ribbon_xml
from gendan_xl.addin.sources import macros
from gendan_xl.commands._buttons import every_action, live_actions

SIGNATURES = {
    "onAction": r"\(control As IRibbonControl\)",
    "getEnabled": r"\(control As IRibbonControl, ByRef returnedVal\)",
    "onLoad": r"\(ribbon As IRibbonUI\)",
}


def shipped() -> list[ElementTree.Element]:
    return list(ElementTree.fromstring((macros() / "customUI14.xml").read_text(encoding="utf-8")).iter())


def buttons() -> list[ElementTree.Element]:
    return [element for element in shipped() if element.tag == f"{{{NAMESPACE}}}button"]


def test_every_callback_has_its_sub_with_the_right_signature() -> None:
    vba = "\n".join(path.read_text("ascii") for path in macros().glob("*.bas"))
    calls = {(n, e.attrib[n]) for e in shipped() for n in SIGNATURES if n in e.attrib}
    assert {attribute for attribute, _ in calls} == set(SIGNATURES)
    missing = [
        name
        for attribute, name in calls
        if not re.search(rf"(?m)^Public Sub {name}{SIGNATURES[attribute]}$", vba)
    ]
    assert missing == []


def test_every_button_has_a_known_icon_and_words() -> None:
    known = set((macros() / "imagemso.txt").read_text("ascii").splitlines())
    assert len(buttons()) >= 4
    assert [b.attrib["imageMso"] for b in buttons() if b.attrib["imageMso"] not in known] == []
    for button in buttons():
        assert button.attrib["label"] and button.attrib["screentip"] and button.attrib["supertip"]
        assert len(button.attrib["supertip"]) <= 1024
    identities = [element.attrib["id"] for element in shipped() if "id" in element.attrib]
    assert len(identities) == len(set(identities))


def test_buttons_stand_in_their_groups_in_order() -> None:
    made = [
        Button("pick-list", "单据", "备货", "出备货单", "FilePrint", "orders"),
        Button("today", "订单", "今日", "今天 <要> 做的", "WatchWindow"),
        Button("help", "设置", "帮助", "“怎么用”", "Help", "always"),
        Button("lost", "开发", "没有", "不在功能区", "Help"),
    ]
    tree = ElementTree.fromstring(ribbon_xml(made).encode())
    groups = [e.attrib["label"] for e in tree.iter() if e.tag.endswith("group")]
    assert groups == [name for name in GROUPS if name in {b.group for b in made}]
    shown = {e.attrib["onAction"]: e.attrib for e in tree.iter() if e.tag.endswith("button")}
    assert {name: attributes.get("getEnabled") for name, attributes in shown.items()} == {
        "GendanToday": "GendanHasWorkbook", "GendanPickList": "GendanHasRange", "GendanHelp": None,
    }  # fmt: skip
    assert shown["GendanToday"]["supertip"] == "今天 <要> 做的"
    vba = ribbon_vba(made)
    assert 'GendanPress "pick-list", True' in vba and 'GendanPress "help", False' in vba
    assert "lost" not in vba and vba.isascii()


@pytest.mark.parametrize("name", list(MESSAGES))
def test_sentences_of_vba_come_back(name: str) -> None:
    digits = re.search(rf'{name} As String = "([0-9A-F]+)"', (macros() / "GendanRibbon.bas").read_text())
    assert digits and bytes.fromhex(digits[1]).decode("utf-16-be") == MESSAGES[name]


def test_a_procedure_is_named_after_its_verb() -> None:
    assert procedure("delivery-note") == "GendanDeliveryNote"


def test_no_two_buttons_share_a_verb() -> None:
    verbs = [action.verb for action in every_action() if action.live]
    assert sorted(live_actions()) == sorted(verbs)
