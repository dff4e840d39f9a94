"""定额发料单: how much of each material an order takes, and what the store lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Asked, Case, Draft
from gendan_xl.forms._pages import Document
from gendan_xl.forms._vocabulary import vocabulary
from gendan_xl.forms.material_issue import FORM
from gendan_xl.printing.render import Printer
from gendan_xl.printing.template import Template

REPO = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 22)
LINE: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1.0, "product_no": "CZM04", "product_name": "双面执手(左)", "spec": "Φ52",
    "unit": "套", "ordered_qty": 50.0, "supply_mode": "自制", "status": "已排产", "production_no": "SC1",
}  # fmt: skip
BOM: list[dict[str, Any]] = [
    {"product_no": "CZM04", "material_no": "M1", "material_name": "螺丝", "spec": "M5×75", "unit": "个",
     "unit_usage_qty": 3.0, "waste_rate": 0.05, "issue_milestone": "领料出库"},
    {"product_no": "CZM04", "material_no": "M2", "material_name": "冷轧板", "unit": "千克", "unit_usage_qty": 0.356, "waste_rate": 0.04},
    {"product_no": "KB08", "material_no": "M1", "unit_usage_qty": 1.0},
]  # fmt: skip
STOCK = [
    {
        "product_no": "M1",
        "available_qty": 100.0,
        "in_transit_qty": 40.0,
        "expected_arrival_date": dt.date(2026, 11, 30),
    }
]


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Callable[..., Case]:
    def make(*orders: dict[str, Any], **more: Any) -> Case:
        return make_case({"orders": orders or [LINE], "bom": BOM, "stock": STOCK} | more)

    return make


def drafts(case: Case, **more: Any) -> Sequence[Draft]:
    return FORM.gather(case, Asked(DAY, order_no="SO1", **more))


def test_usage_with_waste_is_summed_by_material_and_rounded_up_once(case: Callable[..., Case]) -> None:
    [draft] = drafts(case(LINE, LINE | {"line_no": 2.0, "product_no": "KB08", "ordered_qty": 7.0}))
    screws, plate = draft.lines or []
    assert screws == {
        "定额数量": 165,
        "库存": 100,
        "在途": 40,
        "缺料": 65,
        "用于": "CZM04、KB08",
    }  # 157.5 + 7
    assert (plate["定额数量"], plate["库存"], plate["缺料"]) == (Decimal("18.512"), 0, Decimal("18.512"))
    assert [note.zh for note in draft.notes] == [
        "M1 螺丝 缺 65，在途 40（2026-11-30）", "M2 冷轧板 缺 18.512，没有在途，请采购",
    ]  # fmt: skip


def test_a_typical_issue(case: Callable[..., Case], shown: Callable[[bytes], str]) -> None:
    there = case()
    [draft] = drafts(there)
    document = Document(FORM, there, Asked(DAY), draft, "FL20261122001")
    data = (REPO / "xlsx_templates" / FORM.template).read_bytes()
    printer = Printer(Template(data, FORM.template, vocabulary(FORM)))
    rows = shown(printer.fill(document.pages()[:1], document.setup)).splitlines()
    assert (
        "\n".join(rows[2:9])
        == """\
A3→K3 定额发料单
A4→G4 发料单号：FL20261122001 | H4→K4 日期：2026-11-22
A5→B5 订单号 | C5 SO1 | D5 生产单号 | E5→F5 SC1 | G5→H5 生产单位
A6→B6 产品 | C6→K6 CZM04 双面执手(左) Φ52 × 50 套
A8 序号 | B8 物料编号 | C8 物料名称 | D8 规格 | E8 单位 | F8 定额数量 | G8 库存 | H8 在途 | I8 缺料 | J8 实发数量 | K8 领用节点
A9 1 | B9 M1 | C9 螺丝 | D9 M5×75 | E9 个 | F9 158 | G9 100 | H9 40 | I9 58 | K9 领料出库
A10 2 | B10 M2 | C10 冷轧板 | E10 千克 | F10 18.512 | G10 0 | I10 18.512"""
    )
    assert any("领料人：" in row for row in rows)


def test_without_stock_nothing_is_said_of_it(case: Callable[..., Case]) -> None:
    [draft] = drafts(case(stock=[]))
    assert (draft.lines or [])[0] | {"用于": ""} == {
        "定额数量": 158,
        "库存": None,
        "在途": None,
        "缺料": None,
        "用于": "",
    }
    assert not draft.notes


def test_products_without_usage_are_named(case: Callable[..., Case]) -> None:
    [draft] = drafts(case(LINE, LINE | {"line_no": 2.0, "product_no": "X9"}))
    assert draft.notes[0].zh == "X9 没有用料定额，不在这张单上"
    for there in (case(LINE | {"product_no": "X9"}), case(LINE | {"supply_mode": "外购"}), case(bom=[])):
        with pytest.raises(GendanError, match="GD597"):
            drafts(there)


def test_an_order_is_issued_once(case: Callable[..., Case]) -> None:
    earlier = [{"document_no": "FL1", "kind": "定额发料单", "order_no": "SO1", "status": "已打印"}]
    [draft] = drafts(case(documents=earlier))
    assert [finding.code for finding in draft.blocks] == ["GD592"]
    [again] = drafts(case(documents=earlier), is_again=True)
    assert (again.number, again.blocks) == ("FL1", [])
    [void] = drafts(case(documents=[earlier[0] | {"status": "作废"}]))
    assert not void.blocks


def test_an_order_that_is_not_confirmed_takes_no_material(case: Callable[..., Case]) -> None:
    [draft] = drafts(case(LINE | {"status": "待评审"}))
    assert [finding.code for finding in draft.blocks] == ["GD791"]


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (25, 1), (26, 2), (200, 8)])
def test_many_materials_go_on_pages(case: Callable[..., Case], count: int, pages: int) -> None:
    bom = [BOM[0] | {"material_no": f"M{place}", "material_name": "=名称<&>" * 8} for place in range(count)]
    there = case(bom=bom)
    [draft] = drafts(there)
    document = Document(FORM, there, Asked(DAY), draft, "FL1")
    assert len(document.pages()) == pages * len(document.copies)
