"""样品寄送单: what stands on it, and that it needs its approval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._needs import missing
from gendan_xl.forms.sample_note import FORM

DAY = dt.date(2026, 11, 22)
SAMPLE: dict[str, Any] = {
    "sample_no": "YP1", "registered_date": DAY, "kind": "小样", "customer_no": "C1", "order_no": "SO1", "line_no": 1,
    "product_no": "CZM04", "product_name": "双面执手(左)", "spec": "哑光黑", "color": "黑", "sample_qty": 2.0,
    "customer_terms": "附色板", "is_charged": True, "fee_amount": 120.5, "requested_by": "王晓燕", "approver": "何倩",
}  # fmt: skip
CUSTOMER = {
    "customer_no": "C1", "full_name": "杭州临江门控有限公司", "default_address": "萧山纬五路288号", "contact": "李春梅",
    "phone": "0571-82886600", "default_consignee": "王师傅", "default_phone": "139-0000-0001",
}  # fmt: skip
PRODUCT = {"product_no": "CZM04", "unit": "套"}

GOLDEN = """\
A1→L1 永康市恒锐五金制品有限公司
A2 ·
A3→L3 样品寄送单
A4→H4 客户：杭州临江门控有限公司 | I4→L4 单号：YP1
A5→H5 跟单员：　业务员： | I5→L5 日期：2026-11-22
A6→L6 一、样品
A7 类型 | B7→L7 □样品　□展板　■小样　□产前样
A8 产品名称 | B8→F8 双面执手(左) | G8 产品编号 | H8→L8 CZM04
A9 规格 | B9→D9 哑光黑 | E9 颜色 | F9→H9 黑 | I9 数量 | J9→L9 2 套
A10 相关订单 | B10→D10 SO1 | E10 费用 | F10→H10 收费 120.5 元 | I10 要求完成
A11 客户要求 | B11→L11 附色板
A12 封样编号 | E12 存放位置 | I12 完成日期
A13→L13 二、寄送
A14 收件人 | B14→F14 王师傅 | G14 电话 | H14→L14 139-0000-0001
A15 收件地址 | B15→L15 萧山纬五路288号
A16 快递公司 | E16 快递单号 | I16 寄送日期
A17 应回访 | B17→D17 2026-11-29 | E17 回访人 | I17 归还日期
A18 备注
A19→L19 三、客户确认回执
A20 结论 | B20→L20 □合格　□修改后再批　□不合格
A21 客户意见
A22 确认人 | G22 确认日期
A23 客户盖章
A24→L24 收到样品后请核对并填写确认回执，签字盖章回传；大货按确认的样品生产。
A25→C25 申请人：王晓燕 | D25→F25 销售主管：何倩 | G25→I25 寄件人： | J25→L25 客户签收："""

Make = Callable[..., Case]


@pytest.fixture
def case(make_case: Make) -> Make:
    return lambda *rows: make_case({"samples": rows, "customers": [CUSTOMER], "products": [PRODUCT]})


def test_a_note_cell_by_cell(case: Make, printed: Callable[..., str]) -> None:
    there = case(SAMPLE, SAMPLE | {"sample_no": "YP2", "sent_date": DAY})
    [draft] = FORM.gather(there, Asked(DAY))  # what is not sent yet
    assert printed(FORM, there, draft).startswith(GOLDEN) and not list(missing(FORM, draft))
    assert "寄送日期" in draft.notes[0].zh


def test_follow_up_counts_from_the_day_it_was_sent(case: Make, printed: Callable[..., str]) -> None:
    there = case(
        SAMPLE | {"sent_date": dt.date(2026, 11, 2), "is_charged": False, "approval_outcome": "合格"}
    )
    [draft] = FORM.gather(there, Asked(DAY, keys=("YP1",)))
    text = printed(FORM, there, draft)
    assert "2026-11-09" in text and "免费" in text and "■合格" in text and not draft.notes


def test_without_approval_or_customer(case: Make, printed: Callable[..., str]) -> None:
    there = case({"sample_no": "YP1", "product_name": "=cmd|x"})
    [draft] = FORM.gather(there, Asked(DAY))
    assert [(one.code, one.column) for one in missing(FORM, draft)] == [("GD793", "审批人")]
    text = printed(FORM, there, draft)
    assert "=cmd|x" in text and "None" not in text and "□免费 □收费" in text


def test_name_and_number_are_of_one_person(case: Make) -> None:
    for recipient, phone in (("李春梅", "0571-82886600"), ("王师傅", "139-0000-0001"), ("沈立新", "")):
        [draft] = FORM.gather(case(SAMPLE | {"recipient": recipient}), Asked(DAY))
        assert (draft.values["收件人"], draft.values["收件电话"]) == (recipient, phone)
        assert any("电话" in note.zh for note in draft.notes) == (not phone)
