"""客户合同修改单 and 变更评估报告: what stands on them, what stops them, whom they concern (requirements 23-26)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gendan_xl.edits import SetCell
from gendan_xl.forms import change_assessment, order_change
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._needs import missing
from gendan_xl.forms._notices import departments, notices

DAY = dt.date(2026, 11, 22)
Make = Callable[..., Case]
ROW: dict[str, Any] = {
    "change_no": "BG1", "change_line_no": 1, "order_no": "SO1", "line_no": 1, "product_name": "双面执手(左)",
    "requested_time": dt.datetime(2026, 11, 22, 9), "requesting_party": "客户", "requested_by": "李春梅",
    "written_basis": "微信 09:12", "change_type": "数量", "changed_field": "订购数量", "new_value": "80",
    "change_reason": "少一个楼栋", "pmc_answer": "B可变更", "pmc_answered_by": "魏东", "pmc_note": "未领料",
    "pmc_answered_time": dt.datetime(2026, 11, 22, 10), "issued_qty": 0.0, "finished_qty": 20.0, "delay_days": 0.0,
    "cost_effect_amount": 260.0, "fee_amount": 1200.5, "fee_payer": "客户", "material_effect": "锁体多订 20",
    "approver": "董秀兰", "approved_date": DAY, "approval_result": "同意", "status": "已批准",
}  # fmt: skip
LOSS = {
    "change_type": "取消", "changed_field": None, "new_value": None, "loss_amount": 12800.0, "penalty_amount": 2000.0,
    "alternatives": "转给同规格的订单", "recommendation": "同意取消", "decided_by": "钱正宏", "decided_date": DAY,
}  # fmt: skip
ORDER = {
    "order_no": "SO1", "line_no": 1, "customer_no": "C1", "order_date": dt.date(2026, 11, 20), "ordered_qty": 100.0,
    "unit_price": 38.5, "unit": "套", "product_name": "双面执手(左)", "confirmed_date": dt.date(2026, 12, 10),
    "customer_order_no": "PO-88120", "clerk": "王晓燕", "status": "已确认", "route_name": "通用",
}  # fmt: skip
CUSTOMER = {"customer_no": "C1", "full_name": "杭州临江门控有限公司", "short_name": "临江门控"}

CHANGED = """\
A1→G1 永康市恒锐五金制品有限公司
A2 ·
A3→G3 客户合同修改单
A4→E4 变更单号：BG1 | F4→G4 修改单号：HX20261122001
A5→B5 客户 | C5→E5 杭州临江门控有限公司 | F5 日期 | G5 2026-11-22
A6→B6 订单号 | C6 SO1 | D6 合同号 | F6 客户订单号 | G6 PO-88120
A7→B7 变更类型 | C7 数量 | D7 提出 | E7 客户　李春梅 | F7 提出时间 | G7 2026-11-22 09:00
A8→B8 书面依据 | C8→E8 微信 09:12 | F8 下单日期 | G8 2026-11-20
A10 序号 | B10 行号 | C10 产品名称 | D10 变更字段 | E10 变更前 | F10 变更后 | G10 变更原因
A11 1 | B11 1 | C11 双面执手(左) | D11 订购数量 | E11 100 | F11 80 | G11 少一个楼栋
C12 以下空白
"""
CHANGED_FOOT = """\
A18→B18 PMC答复 | C18 B可变更 | D18 答复人 | E18 魏东 | F18 答复时间 | G18 2026-11-22 10:00
A19→B19 PMC说明 | C19→E19 未领料 | F19 已投料 / 已完工 | G19 0 / 20
A20→B20 免费期内 | C20→E20 是，3 天内（含下单当天） | F20 变更评估报告号
A21→B21 交期影响 | C21 不影响 | D21 原交期 | E21 2026-12-10 | F21 新确认交期
A22→B22 成本影响 | C22 260.00 元 | D22 承担方 | E22 客户 | F22 变更费用 | G22 1,200.50 元
A23→B23 物料影响 | C23→E23 锁体多订 20 | F23 客户接受日期
"""


@pytest.fixture
def case(make_case: Make) -> Make:
    def make(*rows: dict[str, Any], **more: Any) -> Case:
        tables = {"changes": rows, "orders": [ORDER], "customers": [CUSTOMER]}
        return make_case(tables | more)

    return make


def test_a_change_cell_by_cell(case: Make, printed: Callable[..., str]) -> None:
    there = case(ROW)
    [draft] = order_change.FORM.gather(there, Asked(DAY))
    assert not draft.blocks and not list(missing(order_change.FORM, draft))
    assert draft.amount == Decimal("1200.5")
    text = printed(order_change.FORM, there, draft, "HX20261122001")
    assert CHANGED in text and CHANGED_FOOT in text
    assert "A28→B28 通知部门 | C28→G28 PMC、采购、生产、仓库、财务" in text
    assert "客户签字（盖章）" in text and "PMC：魏东" in text and "客服计划员：董秀兰" in text
    assert "损失金额" not in text, "only a cancellation shows the loss"


def test_what_the_program_knows_is_written_down(case: Make) -> None:
    [draft] = order_change.FORM.gather(case(ROW), Asked(DAY))
    written = {edit.label: edit.new for edit in draft.edits if isinstance(edit, SetCell)}
    assert written == {
        "BG1-1 变更前": "100",
        "BG1-1 是否免费期内": "是",
        "BG1-1 提出时订单状态": "已确认",
        "BG1-1 通知部门": "PMC、采购、生产、仓库、财务",
    }


LATE = {"requested_time": dt.datetime(2026, 11, 23, 9)}
LOCKED = {
    "milestones": [{"order_no": "SO1", "line_no": 1, "milestone_name": "领料出库", "actual_start_date": DAY}]
}


@pytest.mark.parametrize(
    ("change", "more", "codes"),
    [
        ({"pmc_answer": "A已在生产不可变更"}, {}, ["GD721"]),
        ({"pmc_answer": None}, {}, ["GD724"]),
        ({"status": "已撤回"}, {}, ["GD797"]),
        ({"approval_result": "不同意"}, {}, ["GD725"]),
        (LATE, {}, ["GD723"]),
        (LATE | {"assessment_no": "PG1"}, {}, []),
        (LATE, {"customers": [CUSTOMER | {"free_change_days": 5.0}]}, []),
        ({}, LOCKED, ["GD726"]),
        ({"change_type": "地址"}, LOCKED, []),
        (LOSS, LOCKED, ["GD723"]),
        (LOSS | {"pmc_answer": "A已在生产不可变更", "assessment_no": "PG1"}, LOCKED, []),
        ({"order_no": "SO9", "is_free_period": False}, {}, ["GD723"]),
    ],
)
def test_what_stops_it(case: Make, change: dict[str, Any], more: dict[str, Any], codes: list[str]) -> None:
    [draft] = order_change.FORM.gather(case(ROW | change, **more), Asked(DAY, keys=("BG1",)))
    assert [finding.code for finding in draft.blocks] == codes
    assert all(finding.cell and "要求 2" in finding.text() for finding in draft.blocks)
    if draft.blocks:  # no department is told of what is not made out; the customer gets the refusal
        answers = ["【答复客户】您好！"] if codes == ["GD721"] else []
        assert [note.zh.splitlines()[0] for note in draft.notes] == answers


def test_whose_name_is_missing(case: Make) -> None:
    [draft] = order_change.FORM.gather(case(ROW | {"approver": None, "pmc_answered_by": None}), Asked(DAY))
    assert [finding.column for finding in missing(order_change.FORM, draft)] == ["PMC答复人", "审批人"]


def test_an_assessment_shows_effects_and_the_open_purchases(case: Make, printed: Callable[..., str]) -> None:
    bought = {
        "purchase_no": "CG1",
        "order_no": "SO1",
        "order_line_no": 1,
        "material_name": "锁体",
        "purchased_qty": 200.0,
        "status": "在途",
    }
    there = case(ROW | LATE | {"status": "待评估"}, purchases=[bought])
    [draft] = change_assessment.FORM.gather(there, Asked(DAY))
    assert not draft.blocks and not draft.notes
    text = printed(change_assessment.FORM, there, draft, "PG20261122001")
    for said in (
        "否，超过 3 天（含下单当天）",
        "未到投产锁定点",
        "770.00 元",
        "1,200.50 元　客户",
        "CG1 锁体 200",
        "财务：",
        "□ 同意",
    ):
        assert said in text, said
    assert "违约金" not in text


def test_a_cancellation_is_assessed_as_loss_alternatives_and_advice(
    case: Make, printed: Callable[..., str]
) -> None:
    there = case(
        ROW | LOSS | {"status": "待评估", "pmc_answer": "A已在生产不可变更", "alternatives": None}, **LOCKED
    )
    [draft] = change_assessment.FORM.gather(there, Asked(DAY))
    assert not draft.blocks and [note.zh for note in draft.notes] == [
        "备选方案还没有填，请在纸上评估后补到“变更”表"
    ]
    text = printed(change_assessment.FORM, there, draft, "PG20261122001")
    for said in (
        "变更评估报告（取消订单）",
        "12,800.00 元",
        "2,000.00 元",
        "同意取消",
        "「领料出库」已开工",
        "钱正宏",
    ):
        assert said in text, said
    assert "交期影响" not in text


def test_what_is_locked_is_not_assessed(case: Make) -> None:
    [draft] = change_assessment.FORM.gather(case(ROW | LATE, **LOCKED), Asked(DAY))
    assert [finding.code for finding in draft.blocks] == ["GD726"]


@pytest.mark.parametrize("count", [1, 7, 8, 20])
def test_many_changed_fields_go_on_to_further_pages(
    count: int, case: Make, printed: Callable[..., str]
) -> None:
    name = "=cmd|' /C calc'!A0 特长的品名" * 3
    rows = [
        ROW | {"change_line_no": n, "changed_field": "备注", "new_value": name} for n in range(1, count + 1)
    ]
    [draft] = order_change.FORM.gather(case(*rows), Asked(DAY))
    text = printed(order_change.FORM, case(*rows), draft, "HX1")
    assert f"第 1 页 共 {-(-count // 7)} 页" in text
    assert text.count(f" {name}") == 3 * count, "three copies"


def test_a_refusal_is_answered_in_writing(case: Make) -> None:
    [draft] = order_change.FORM.gather(
        case(ROW | {"pmc_answer": "A已在生产不可变更", "pmc_note": "锁体已装配"}), Asked(DAY)
    )
    said = draft.notes[0].zh
    assert "订购数量：100 → 80" in said and "已在生产（锁体已装配）" in said and "交期 2026-12-10" in said


# --- whom it concerns --------------------------------------------------------------------------------------------


def told(case: Case) -> dict[str, str]:
    return {notice.department: notice.text for notice in notices(case, list(case.rows("changes")))}


@pytest.mark.parametrize(
    ("kind", "concerned"),
    [
        ("数量", "PMC、采购、生产、仓库、财务"),
        ("规格", "PMC、技术、采购、生产、品质、仓库、财务"),
        ("单价", "销管、打单、财务"),
        ("地址", "仓库、打单、财务"),
        ("取消", "PMC、采购、生产、品质、仓库、财务"),
    ],
)
def test_departments_follow_the_kind_of_change(kind: str, concerned: str, case: Make) -> None:
    there = case(ROW | {"change_type": kind})  # 财务 hears of it wherever there is a fee
    assert departments(notices(there, list(there.rows("changes")))) == concerned


def test_open_milestones_and_purchases_add_departments(case: Make) -> None:
    steps = [
        {"order_no": "SO1", "line_no": 1, "department": "技术"},
        {"order_no": "SO1", "line_no": 1, "department": "跟单"},
        {"order_no": "SO1", "line_no": 1, "department": "管理", "actual_end_date": DAY},
        {"order_no": "SO1", "line_no": 2, "department": "法务"},
    ]
    bought = [
        {
            "purchase_no": "WX1",
            "order_no": "SO1",
            "order_line_no": 1,
            "kind": "外协",
            "material_name": "电镀",
            "status": "在途",
        },
        {
            "purchase_no": "CG2",
            "order_no": "SO1",
            "order_line_no": 1,
            "kind": "采购",
            "material_name": "锁体",
            "received_date": DAY,
        },
    ]
    texts = told(case(ROW, milestones=steps, purchases=bought))
    assert "技术" in texts and "外协" in texts and not {"跟单", "管理", "法务"} & set(texts)
    assert "· 在途：WX1 电镀" in texts["外协"] and "CG2" not in texts["采购"]


def test_a_text_says_what_changes_what_to_do_and_whom_to_answer(case: Make) -> None:
    planned = {
        "order_no": "SO1",
        "line_no": 1,
        "status": "计划",
        "planned_date": dt.date(2026, 12, 1),
        "planned_qty": 60.0,
        "unit": "套",
    }
    texts = told(case(ROW | {"order_change_no": "HX1"}, deliveries=[planned]))
    assert texts["仓库"] == (
        "【仓库】订单 SO1（临江门控，双面执手(左)）有变更（变更单 BG1、客户合同修改单 HX1）：\n"
        "· 第 1 行 订购数量：100 → 80（少一个楼栋）\n"
        "· 未发的发货计划：第 1 行 2026-12-01 60套（计划）\n"
        "请按新数量备料、备货，多领的退回。收到请回复 王晓燕。"
    )
    assert "· 变更费用 1200.5 元" in texts["财务"]
