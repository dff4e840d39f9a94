"""Texts with gaps: what is known is filled in, optional words go with what they lack, nothing is half said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.domain.phrase import fill, names, nearest

KNOWN = {"客户": "东港", "数量": "50", "空": "", "注入": "{客户}[{空}]"}


def look(name: str) -> str:
    return KNOWN.get(name, "")


@pytest.mark.parametrize(
    ("template", "text", "missing"),
    [
        ("{客户}，您好", "东港，您好", ()),
        ("｛ 客户 ｝您好", "东港您好", ()),
        ("订单[ {数量} 件][（{空}）]。", "订单 50 件。", ()),
        ("数量 {空} 和 {空}，{没有}", "数量  和 ，", ("空", "没有")),
        ("一\n[{空}]\n\n二", "一\n\n二", ()),
        ("{注入}[ {注入}]", "{客户}[{空}] {客户}[{空}]", ()),
        ("[不带空格的方括号]", "不带空格的方括号", ()),
    ],
)
def test_gaps(template: str, text: str, missing: tuple[str, ...]) -> None:
    filled = fill(template, look)
    assert (filled.text, filled.missing) == (text, missing)


@given(st.text(alphabet="{}[]客户空\n a", max_size=40))
def test_any_template_is_filled_without_an_error(template: str) -> None:
    assert set(fill(template, look).missing) <= set(names(template))


def test_the_nearest_names() -> None:
    assert nearest("新交货期", frozenset({"新交期", "订单号", "原交期"})) == ["新交期", "原交期"]
