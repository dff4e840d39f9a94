"""客户退货申请表: what stands on it, open or decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._needs import missing
from gendan_xl.forms.return_request import FORM

DAY = dt.date(2026, 11, 22)
ROW: dict[str, Any] = {
    "request_no": "TS1", "request_line_no": 1, "request_date": DAY, "customer_no": "C1", "customer_contact": "李春梅",
    "order_no": "SO1", "line_no": 1, "note_no": "SH1", "product_no": "CZM04", "product_name": "双面执手(左)",
    "spec": "哑光黑", "unit": "套", "delivered_qty": 100.0, "requested_qty": 12.0, "carton_qty": 1.0, "return_type": "质量",
    "return_reason": "起泡", "fault_party": "我方", "complaint_no": "KS1", "customer_demand": "返修后补发", "handler": "王晓燕",
    "status": "待审批",
}  # fmt: skip
CUSTOMER = {
    "customer_no": "C1",
    "full_name": "杭州临江门控有限公司",
    "phone": "0571-82886600",
    "freight_payer": "我方",
}
DECIDED = {"approver": "钱正宏", "approved_date": DAY, "approval_result": "同意", "disposition": "返修"}

GOLDEN = """\
A1→I1 永康市恒锐五金制品有限公司
A2 ·
A3→I3 客户退货申请表
A4→D4 客户：杭州临江门控有限公司 | E4→I4 申请号：TS1
A5→D5 联系人：李春梅　电话：0571-82886600 | E5→I5 申请日期：2026-11-22　打印日期：2026-11-22
A6→D6 订单号：SO1 | E6→I6 原送货单号：SH1、SH2
A8 序号 | B8 产品编号 | C8 产品名称 | D8 规格 | E8 单位 | F8 已发数量 | G8 申请数量 | H8 箱数 | I8 退货原因
A9 1 | B9 CZM04 | C9 双面执手(左) | D9 哑光黑 | E9 套 | F9 100 | G9 12 | H9 1 | I9 起泡
A10 2 | B10 CZM04 | C10 双面执手(左) | D10 哑光黑 | E10 套 | F10 100 | G10 3 | H10 1 | I10 =1+1
C11 以下空白"""
BODY = """\
A22→F22 合　　计 | G22 15 | H22 2
A23→B23 退货类型 | C23→I23 ■质量　□错发　□多发　■少配件　□运输损坏　□客户原因
A24→B24 客户诉求 | C24→I24 返修后补发
A25→B25 代办说明
A26→B26 客户签章 | G26→H26 签章日期
A27→I27 以下由本公司填写
A28→B28 责任归属 | C28→F28 ■我方　□客户　□供应商　□运输方 | G28→H28 投诉单号 | I28 KS1
A29→B29 审批结论 | C29→F29 □同意　□不同意　□特批 | G29→H29 审批日期
A30→B30 处理办法 | C30→I30 □说服接受　□返修　□补单重做　□折让　□换货　□退款　□回炉　□报废　□良品入库
A31→B31 特批说明
A32→B32 回炉审批 | G32→H32 审批日期
A33→B33 运费承担 | D33 预计到货 | G33→H33 回传客户
A34→I34 没有申请或申请未批准的退货，本公司一律拒收。批准后请先预告，随货附退货明细和货运单。
A35→D35 经办人：王晓燕 | E35→I35 销售领导："""

Make = Callable[..., Case]
Printed = Callable[..., str]


@pytest.fixture
def case(make_case: Make) -> Make:
    return lambda *rows: make_case({"returns": rows, "customers": [CUSTOMER]})


def test_an_open_request_cell_by_cell(case: Make, printed: Printed) -> None:
    more = {
        "request_line_no": 2,
        "requested_qty": 3.0,
        "note_no": "SH2",
        "return_type": "少配件",
        "return_reason": "=1+1",
    }
    there = case(ROW, ROW | more)
    [draft] = FORM.gather(there, Asked(DAY))
    rows = [
        row for row in printed(FORM, there, draft).splitlines() if not row.endswith("·") or row[:2] == "A2"
    ]
    text = "\n".join(rows)
    assert text.startswith(GOLDEN) and BODY in text


def test_a_decision_is_printed_with_its_leader_and_needs_one(case: Make, printed: Printed) -> None:
    there = case(ROW | DECIDED)
    [draft] = FORM.gather(there, Asked(DAY, keys=("TS1",)))
    text = printed(FORM, there, draft)
    assert "■同意" in text and "■返修" in text and "销售领导：钱正宏" in text
    assert not list(missing(FORM, draft))
    [unsigned] = FORM.gather(case(ROW | DECIDED | {"approver": None}), Asked(DAY, keys=("TS1",)))
    assert [(one.code, one.column) for one in missing(FORM, unsigned)] == [("GD793", "审批人")]


def test_a_bare_request_prints_blanks(case: Make, printed: Printed) -> None:
    there = case({"request_no": "TS9", "status": "申请"})
    [draft] = FORM.gather(there, Asked(DAY))
    text = printed(FORM, there, draft)
    assert "客户： | " in text and "None" not in text and "■" not in text


@pytest.mark.parametrize(("count", "pages"), [(12, 1), (13, 2), (200, 17)])
def test_pages(case: Make, printed: Printed, count: int, pages: int) -> None:
    there = case(*(ROW | {"request_line_no": line} for line in range(count)))
    [draft] = FORM.gather(there, Asked(DAY))
    text = printed(FORM, there, draft)
    assert text.count(f"第 {pages} 页 共 {pages} 页") == 2  # two copies
    assert f"{count * 12} | " in text.split("合　　计 | ")[-1]


def test_the_number_is_that_of_the_contact(make_case: Callable[..., Case]) -> None:
    customer = CUSTOMER | {"contact": "陆敏", "default_consignee": "收货组", "default_phone": "139"}
    for name, phone in (("收货组", "139"), ("陆敏", "0571-82886600"), ("别人", "")):
        case = make_case({"returns": [ROW | {"customer_contact": name}], "customers": [customer]})
        [draft] = FORM.gather(case, Asked(DAY))
        assert (draft.values["客户联系人"], draft.values["电话"]) == (name, phone)
