"""生产通知书: which lines make one, what the workshop reads, what blocks it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Asked, Case, Draft
from gendan_xl.forms._pages import Document
from gendan_xl.forms._vocabulary import vocabulary
from gendan_xl.forms.production_order import FORM
from gendan_xl.printing.render import Printer
from gendan_xl.printing.template import Template

REPO = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 22)
LINE: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1.0, "customer_no": "C1", "customer_name": "杭州永信门业", "product_no": "CZM04",
    "product_name": "双面执手(左)", "spec": "Φ52", "drawing_no": "T-104", "drawing_version": "B", "color": "哑黑",
    "material": "锌合金", "technical_data": "盐雾 72 小时", "packing_terms": "10 套一箱", "label_terms": "中性标",
    "special_terms": "按封样做", "unit": "套", "ordered_qty": 50.0, "pmc_date": dt.date(2026, 12, 5),
    "confirmed_date": dt.date(2026, 12, 8), "urgency": "急单", "supply_mode": "自制", "route_name": "通用",
    "status": "已确认", "clerk": "王晓燕",
}  # fmt: skip
PRODUCTS = [{"product_no": "CZM04", "drawing_no": "OLD"}]
CUSTOMERS = [{"customer_no": "C1", "short_name": "永信"}]


def step(seq: int, name: str, department: str, day: int, **more: Any) -> dict[str, Any]:
    at = dt.date(2026, 11, day)
    return {
        "order_no": "SO1", "line_no": 1.0, "seq_no": float(seq), "milestone_name": name, "department": department,
        "planned_start_date": at, "planned_end_date": at + dt.timedelta(1), **more,
    }  # fmt: skip


STEPS = [
    step(1, "排产", "PMC", 23),
    step(2, "领料出库", "仓库", 24),
    step(3, "外协", "外协", 25, is_skipped=True),
]


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Callable[..., Case]:
    def make(orders: Sequence[Mapping[str, Any]] = (LINE,), **more: Any) -> Case:
        tables = {"orders": orders, "milestones": STEPS, "products": PRODUCTS, "customers": CUSTOMERS}
        return make_case(tables | more)

    return make


def drafts(case: Case, **more: Any) -> Sequence[Draft]:
    return FORM.gather(case, Asked(DAY, **(more or {"order_no": "SO1"})))


def cells(case: Case, shown: Callable[[bytes], str]) -> list[str]:
    [draft] = drafts(case)
    document = Document(FORM, case, Asked(DAY), draft, "SC20261122001")
    data = (REPO / "xlsx_templates" / FORM.template).read_bytes()
    printer = Printer(Template(data, FORM.template, vocabulary(FORM)))
    return shown(printer.fill(document.pages()[:1], document.setup)).splitlines()


GOLDEN = """\
A3→I3 生产通知书（制造命令单）
A4→D4 通知单号：SC20261122001 | E4→F4 PMC 预交：12-05 | G4→I4 下达日期：2026-11-22
A5→B5 订单号 | C5 SO1 | D5 客户 | E5 永信 | F5 紧急程度 | G5→I5 急单
A6→B6 生产单位 | D6 工艺路线 | E6 通用 | F6 跟单员 | G6→I6 王晓燕
A8 序号 | B8 产品编号 | C8 产品名称 | D8 规格 | E8 图号／版本 | F8 颜色／材质 | G8 单位 | H8 数量 | I8 确认交期
A9 1 | B9 CZM04 | C9 双面执手(左) | D9 Φ52 | E9 T-104 B | F9 哑黑 锌合金 | G9 套 | H9 50 | I9 2026-12-08
C10 以下空白"""
BODY = """\
A20→G20 合　　计 | H20 50
A21→B21 技术参数与图纸要求 | C21→I21 盐雾 72 小时
A22→B22 包装要求 | C22→D22 10 套一箱 | E22 标识要求 | F22→I22 中性标
A23→B23 检验要求
A24→B24 特殊要求 | C24→I24 按封样做
A25→B25 工艺路线 | C25 责任部门 | D25 计划开始 | E25 计划完成 | F25 实际完成 | G25→H25 完成数量 | I25 签字
A26→B26 1. 排产 | C26 PMC | D26 11-23 | E26 11-24
A27→B27 2. 领料出库 | C27 仓库 | D27 11-24 | E27 11-25"""


def test_a_typical_order(case: Callable[..., Case], shown: Callable[[bytes], str]) -> None:
    rows = cells(case(), shown)
    assert "\n".join(rows[2:9]) == GOLDEN
    at = next(place for place, row in enumerate(rows) if "合　　计" in row)
    assert "\n".join(rows[at : at + 8]) == BODY
    assert any("跟单员：王晓燕" in row and "品质：" in row for row in rows)


def test_lines_of_another_route_make_another_order_and_bought_ones_none(case: Callable[..., Case]) -> None:
    orders = [
        LINE,
        LINE | {"line_no": 2.0, "route_name": "机械"},
        LINE | {"line_no": 3.0, "supply_mode": "库存"},
        LINE | {"line_no": 4.0, "special_terms": "加厚"},
    ]
    made = drafts(case(orders))
    assert [(draft.key, len(draft.rows)) for draft in made] == [("SO1 通用", 2), ("SO1 机械", 1)]
    assert made[0].values["特殊说明"] == "第 1 项：按封样做；第 2 项：加厚"
    with pytest.raises(GendanError, match="GD597"):
        drafts(case([LINE | {"supply_mode": "外购"}]))


def test_everything_due_is_what_is_confirmed_and_has_no_number(case: Callable[..., Case]) -> None:
    orders = [
        LINE,
        LINE | {"order_no": "SO2", "production_no": "SC1"},
        LINE | {"order_no": "SO3", "status": "待评审"},
        LINE | {"order_no": "SO4", "status": "已排产"},
    ]
    assert [draft.key for draft in FORM.gather(case(orders), Asked(DAY))] == ["SO1", "SO4"]


REVIEW: dict[str, Any] = {"order_no": "SO1", "review_item": "物料", "round_no": 1.0}


@pytest.mark.parametrize(
    ("order", "more", "code"),
    [
        ({"status": "待评审"}, {}, "GD791"),
        ({"status": "暂停"}, {}, "GD791"),
        ({"status": "已取消"}, {}, "GD791"),
        ({"review_result": "不通过"}, {}, "GD598"),
        ({}, {"reviews": [REVIEW]}, "GD598"),
        ({}, {"reviews": [REVIEW | {"result": "不通过"}, REVIEW | {"round_no": 2.0, "result": "有条件通过"}]}, ""),
        ({"is_special": True}, {}, "GD599"),
        ({"is_special": True, "technical_confirmed_date": DAY}, {}, ""),
        ({"is_special": True}, {"technical_confirms": [{"order_no": "SO1", "technical_confirmed_date": DAY}]}, ""),
        ({"is_special": True}, {"technical_confirms": [{"order_no": "SO1", "line_no": 2.0, "technical_confirmed_date": DAY}]}, "GD599"),
    ],
)  # fmt: skip
def test_what_blocks_it(
    case: Callable[..., Case], order: dict[str, Any], more: dict[str, Any], code: str
) -> None:
    [draft] = drafts(case([LINE | order], **more))
    assert [finding.code for finding in draft.blocks] == ([code] if code else [])
    assert all(finding.cell and "发货" not in finding.fix.zh for finding in draft.blocks)


def test_without_milestones_the_route_is_blank_and_said_to_be(case: Callable[..., Case]) -> None:
    [draft] = drafts(case(milestones=[]))
    assert "先用 gendan schedule 排期" in draft.notes[0].zh
    many = [step(seq, f"工序{seq}", "生产", 23) for seq in range(1, 13)]
    [draft] = drafts(case(milestones=many))
    assert (draft.values["节点10"], draft.notes[0].zh) == ("10. 工序10", "SO1 有 12 个节点，只印前 10 个")


def test_a_sample_that_is_not_approved_is_said(case: Callable[..., Case]) -> None:
    sample = LINE | {"sample_terms": "先寄 2 套"}
    [note] = drafts(case([sample]))[0].notes
    assert "还没有批板" in note.zh
    assert not drafts(case([sample | {"sample_approved_date": DAY}]))[0].notes


CHANGE: dict[str, Any] = {
    "change_no": "BG1", "change_line_no": 1.0, "order_no": "SO1", "line_no": 1.0, "change_type": "数量",
    "changed_field": "订购数量", "old_value": "50", "new_value": "80", "status": "已批准",
}  # fmt: skip


def test_an_approved_change_is_carried_out_first_and_one_asked_for_is_said(case: Callable[..., Case]) -> None:
    [draft] = drafts(case(changes=[CHANGE]))
    [block] = draft.blocks
    assert (
        block.code == "GD596" and "订购数量：50 → 80" in block.message.zh and "gendan change" in block.fix.zh
    )
    [draft] = drafts(case(changes=[CHANGE | {"status": "待审批"}]))
    assert not draft.blocks and "BG1" in draft.notes[0].zh and "变更前" in draft.notes[0].zh
    for beside in ({"status": "已执行"}, {"change_type": "单价"}, {"line_no": 2.0}):
        [draft] = drafts(case(changes=[CHANGE | beside]))
        assert not draft.blocks and not draft.notes


def test_a_day_that_is_not_confirmed_says_what_it_is(case: Callable[..., Case]) -> None:
    for without, shown in (("confirmed_date", "预交 12-05"), ("pmc_date", "要求 12-09")):
        line = LINE | {"requested_date": dt.date(2026, 12, 9), "confirmed_date": None, without: None}
        [draft] = drafts(case([line]))
        assert draft.lines and draft.lines[0]["交期"] == shown


def test_dates_that_differ_between_lines_are_a_range(case: Callable[..., Case]) -> None:
    steps = [STEPS[0], STEPS[0] | {"line_no": 2.0, "planned_end_date": dt.date(2026, 11, 30)}]
    [draft] = drafts(case([LINE, LINE | {"line_no": 2.0}], milestones=steps))
    assert (draft.values["开始1"], draft.values["完成1"]) == ("11-23", "11-24～30")


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (10, 1), (11, 2), (200, 20)])
def test_many_lines_go_on_pages(case: Callable[..., Case], count: int, pages: int) -> None:
    there = case([LINE | {"line_no": float(line)} for line in range(1, count + 1)])
    [draft] = drafts(there)
    document = Document(FORM, there, Asked(DAY), draft, "SC1")
    assert len(document.pages()) == pages * len(document.copies)
