"""产品投诉处理报告: what stands on it, whether its clocks were kept, whose word it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.books.journal import journal_of
from gendan_xl.cli import main
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._needs import missing
from gendan_xl.forms.complaint_report import FORM

DAY = dt.date(2026, 11, 22)
CALLED = dt.datetime(2026, 11, 19, 9)  # a Thursday; now is Sunday 22 November, 09:00
COMPLAINT: dict[str, Any] = {
    "complaint_no": "KS1", "complaint_time": CALLED, "received_by": "罗小芸", "customer_no": "C1", "order_no": "SO1",
    "line_no": 1.0, "complaint_qty": 12.0, "complaint_type": "外观", "content": "电镀面起泡 =1+1 <b>&", "severity": "重大",
    "status": "分析中",
}  # fmt: skip
ORDER = {
    "order_no": "SO1", "line_no": 1.0, "product_name": "子母合页", "spec": "4寸", "unit": "副", "clerk": "邹海燕",
    "responsible_party": "客户", "remark": "内部备注",
}  # fmt: skip


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Callable[..., Case]:
    customer = {"customer_no": "C1", "full_name": "宁波东港进出口有限公司"}
    return lambda **more: make_case(
        {"complaints": [COMPLAINT | more], "orders": [ORDER], "customers": [customer]}
    )


def draft_of(case: Case) -> Any:
    [draft] = FORM.gather(case, Asked(DAY))
    return draft


def test_a_report_for_the_pen(case: Callable[..., Case], printed: Callable[..., str]) -> None:
    there = case()
    text = printed(FORM, there, draft_of(there))
    assert text.splitlines()[3:13] == [
        "A4→H4 投诉单号：KS1 | I4→L4 打印日期：2026-11-22",
        "A5→L5 一、投诉受理",
        "A6→B6 客户 | C6→F6 宁波东港进出口有限公司 | G6→H6 投诉时间 | I6→L6 2026-11-19 09:00",
        "A7→B7 投诉人 | E7→F7 电话 | I7→J7 受理人 | K7→L7 罗小芸",
        "A8→B8 订单号 | C8→D8 SO1 | E8→F8 送货单号 | I8→J8 发货日期",
        "A9→B9 产品 | C9→H9 子母合页　4寸 | I9→J9 生产批号",
        "A10→B10 投诉数量 | C10→D10 12 副 | E10→F10 问题样品 | G10→H10 □有 □无 | I10→J10 严重程度 | K10→L10 ■重大 □普通",
        "A11→B11 投诉类型 | C11→L11 □质量　□少件　□错货　■外观　□包装　□延误　□破损　□服务",
        "A12→B12 投诉内容 | C12→L12 电镀面起泡 =1+1 <b>&",
        "A13→B13 客户诉求",
    ]
    assert (
        "| C14→D14 2026-11-19 11:00 | E14→F14 响应时间 | I14→J14 是否超时 | K14→L14 已超时（未完成）" in text
    )
    assert "□供应商　□运输方　□生产环节　□客户　□我方其他" in text  # not that of the order's delay
    assert "None" not in text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"responded_time": CALLED + dt.timedelta(hours=1.5)}, ("按时", "已超时（未完成）")),
        ({"responded_time": CALLED + dt.timedelta(hours=3.5)}, ("超时 1.5 小时", "已超时（未完成）")),
        (
            {"severity": "普通", "first_contact_time": CALLED + dt.timedelta(hours=20)},
            ("按时", "已超时（未完成）"),
        ),
        ({"solution_time": CALLED + dt.timedelta(hours=24)}, ("已超时（未完成）", "按时")),
        ({"complaint_time": dt.datetime(2026, 11, 21, 23, 30)}, ("", "")),  # the Sunday does not count
        ({"complaint_time": None}, ("", "")),
    ],
)
def test_clocks(case: Callable[..., Case], more: dict[str, Any], said: tuple[str, str]) -> None:
    draft = draft_of(case(**more))
    assert (draft.values["响应结果"], draft.values["方案结果"]) == said
    written = {edit.label.rpartition(" ")[2]: edit.new for edit in draft.edits}
    assert written.get("是否超时") == (any("超时" in one for one in said) if any(said) else None)


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, []),  # it goes to the leader to be signed
        ({"replied_date": DAY}, ["GD793"]),
        ({"replied_date": DAY, "signed_by": "钱正宏", "compensation_amount": 50.0}, ["GD793"]),
        ({"replied_date": DAY, "signed_by": "钱正宏"}, []),
    ],
)
def test_no_answer_without_the_leader(
    case: Callable[..., Case], more: dict[str, Any], codes: list[str]
) -> None:
    assert [finding.code for finding in missing(FORM, draft_of(case(**more)))] == codes


def test_a_report_is_printed_again_as_it_grows(tmp_path: Path) -> None:
    path = tmp_path / "跟单.xlsx"
    build_book(path, {"orders": [ORDER], "complaints": [COMPLAINT]}, today=DAY)
    call = ["form", FORM.label, str(path), "KS1", "--today", f"{DAY}"]
    assert [main(call), main(call)] == [0, 0]
    assert [entry.number for entry in journal_of(path).current().values()] == ["KS1"]
