"""异常处理单: the four parts, and no promise without an exact hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms.incident_report import FORM

DAY = dt.date(2026, 11, 22)
INCIDENT: dict[str, Any] = {
    "incident_no": "YC1", "found_time": dt.datetime(2026, 11, 21, 9), "order_no": "SO1", "line_no": 1.0,
    "incident_type": "设备故障", "grade": "重大", "is_line_stopped": True, "problem": "油缸漏油停机", "department": "生产",
    "owner": "刘铁军", "solution": "转 2 号机赶工，分批先发", "promised_time": dt.datetime(2026, 11, 23, 18), "status": "处理中",
}  # fmt: skip
ORDER = {
    "order_no": "SO1",
    "line_no": 1.0,
    "product_name": "闭门器",
    "confirmed_date": DAY,
    "responsible_party": "客户",
}
PLAN = {"plan_no": "YA-02", "risk_type": "设备故障", "response": "转备用产线"}


@pytest.fixture
def draft(make_case: Callable[..., Case]) -> Callable[..., Any]:
    def make(unclean: bool = False, **more: Any) -> Any:
        case = make_case({"incidents": [INCIDENT | more], "orders": [ORDER], "risk_plans": [PLAN]})
        if unclean:
            case.ledger.tables["incidents"].columns["promised_time"].dirty.add(0)
        [one] = FORM.gather(case, Asked(DAY))
        return case, one

    return make


def test_the_four_parts(draft: Callable[..., Any], printed: Callable[..., str]) -> None:
    case, one = draft()
    assert not one.blocks
    text = printed(FORM, case, one)
    for row in (
        "C5→D5 2026-11-21 09:00", "问题描述 | C11→L11 油缸漏油停机", "C13→D13 生产 | E13→F13 责任人 | G13→H13 刘铁军",
        "■赶工　□备用产线　□加急补货　■分批　□延期补偿　□上报最高层", "推荐预案 | C20→L20 YA-02 转备用产线",
        "承诺完成 | C22→F22 2026-11-23 18:00 前", "□供应商　□运输方　□生产环节　□客户　□我方其他",
    ):  # fmt: skip
        assert row in text
    assert "None" not in text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"promised_time": None}, "是空的"),
        ({"promised_time": dt.datetime(2026, 11, 23)}, "只写到 11-23，没有写到几点"),
        ({"promised_time": None, "unclean": True}, "不是确切的日期和时间"),  # 尽快
    ],
)
def test_no_promise_without_an_hour(draft: Callable[..., Any], more: dict[str, Any], said: str) -> None:
    _, one = draft(**more)
    [finding] = one.blocks
    assert finding.code == "GD798" and said in finding.message.zh and finding.place == "异常!Y3"


@pytest.mark.parametrize("field", ["problem", "department", "owner", "solution"])
def test_no_part_is_missing(draft: Callable[..., Any], field: str) -> None:
    _, one = draft(**{field: None})
    assert [finding.code for finding in one.blocks] == ["GD798"]
