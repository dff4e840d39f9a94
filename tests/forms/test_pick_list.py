"""备货单: which batches are on it, what stands in its cells, what blocks it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._needs import missing
from gendan_xl.forms._noted import Noted
from gendan_xl.forms._pages import Document
from gendan_xl.forms._vocabulary import vocabulary
from gendan_xl.forms.pick_list import FORM
from gendan_xl.printing.render import Printer
from gendan_xl.printing.template import Template

REPO = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 22)
ORDER: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1.0, "customer_no": "C1", "customer_name": "杭州永信门业有限公司",
    "customer_order_no": "PO-88", "product_no": "3085A", "product_name": "锁体", "spec": "85 边距", "unit": "把",
    "ordered_qty": 50.0, "open_qty": 50.0, "unit_price": 33.21, "status": "已入库", "confirmed_date": DAY,
    "delivery_place": "杭州市纬五路 288 号", "packing_terms": "10 把一箱",
}  # fmt: skip
BATCH: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1.0, "batch_no": 1.0, "planned_date": DAY, "time_slot": "下午", "planned_qty": 30.0,
    "pick_price_approver": "郑敏", "status": "计划", "transport_mode": "自送",
}  # fmt: skip
CUSTOMER = {"customer_no": "C1", "full_name": "杭州永信门业有限公司", "grade": "A", "profit_class": "高"}
STOCK = {"product_no": "3085A", "warehouse": "成品仓", "stock_qty": 20.0}
Rows = Sequence[Mapping[str, Any]]


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Callable[..., Case]:
    def make(batches: Rows = (BATCH,), orders: Rows = (ORDER,), stock: Rows = ()) -> Case:
        more = {"stock": stock} if stock else {}
        return make_case({"orders": orders, "deliveries": batches, "customers": [CUSTOMER], **more})

    return make


def asked(**more: Any) -> Asked:
    return Asked(DAY, **more)


def cells(case: Case, shown: Callable[[bytes], str], **more: Any) -> str:
    [draft] = FORM.gather(case, asked(**more))
    document = Document(FORM, case, asked(**more), draft, "BH20261122001")
    data = (REPO / "xlsx_templates" / FORM.template).read_bytes()
    printer = Printer(Template(data, FORM.template, vocabulary(FORM)))
    return shown(printer.fill(document.pages(), document.setup))


GOLDEN = """\
A1→M1 永康市恒锐五金制品有限公司
A2 ·
A3→M3 备货单
A4→H4 客户：杭州永信门业有限公司 | I4→M4 备货单号：BH20261122001
A5→H5 订单号：SO1　客户订单号：PO-88 | I5→M5 日期：2026-11-22
A6→H6 交货地点：杭州市纬五路 288 号　自送 | I6→M6 计划发货：2026-11-22 下午"""


def test_a_typical_list(case: Callable[..., Case], shown: Callable[[bytes], str]) -> None:
    text = cells(case(stock=[STOCK]), shown, order_no="SO1")
    rows = text.splitlines()
    assert (
        "1 | B9 3085A | C9 锁体 | D9 85 边距 | E9 把 | F9 30 | G9 20 | H9 成品仓 | I9 33.21 | J9 996.3"
        in text
    )
    assert any("以下空白" in row for row in rows)
    assert any("包装要求" in row and "10 把一箱" in row for row in rows)
    assert any("销管员：郑敏" in row and "备货人：" in row for row in rows)
    assert rows[:6] == GOLDEN.splitlines()


def test_short_stock_is_a_note_with_the_reason(case: Callable[..., Case]) -> None:
    [draft] = FORM.gather(case(stock=[STOCK]), asked(order_no="SO1"))
    [note] = draft.notes
    assert note.zh.startswith("SO1-1 要备 30，现货分得 20：A 级客户×利润高＝12 分")
    assert not FORM.gather(case(stock=[STOCK | {"stock_qty": 50.0}]), asked(order_no="SO1"))[0].notes
    assert not FORM.gather(case(), asked(order_no="SO1"))[0].notes  # no stock kept: nothing to say


OTHER = ORDER | {"order_no": "SO2", "customer_no": "C2"}


def test_nothing_is_picked_beyond_the_share_of_the_order(case: Callable[..., Case]) -> None:
    """Of 40, SO1 of the A customer gets all 40; SO2 comes after it and gets none: there is nothing for it."""
    batches = [BATCH, BATCH | {"order_no": "SO2", "planned_qty": 5.0}]
    there = case(batches, (ORDER, OTHER), [STOCK | {"stock_qty": 40.0}])
    [first] = FORM.gather(there, asked(order_no="SO1"))
    assert not first.blocks and not first.notes
    [second] = FORM.gather(there, asked(order_no="SO2"))
    [block] = second.blocks
    assert block.code == "GD641" and block.place == "发货!Q4" and "前面 SO1-1 得 40" in block.message.zh
    drafts = FORM.gather(there, asked())
    assert [draft.key for draft in drafts] == ["SO1", ""] and drafts[1].left_out
    assert drafts[1].left_out.zh.startswith("缺货，不开备货单：SO2（共 1 张")
    there = case(batches, (ORDER, OTHER), [STOCK | {"stock_qty": 53.0}])
    [second] = FORM.gather(there, asked(order_no="SO2"))
    [block] = second.blocks
    assert block.code == "GD640" and "要备 5，现货分得 3" in block.message.zh
    assert block.fix.zh.startswith("把这一批的计划数量改成 3")
    released = BATCH | {"order_no": "SO2", "releaser": "汤敏", "release_reason": "客户停线"}
    assert not FORM.gather(case([released], (ORDER, OTHER), [STOCK]), asked(order_no="SO2"))[0].blocks


def test_what_is_on_a_list_counts_against_the_share(case: Callable[..., Case]) -> None:
    batches = [BATCH | {"pick_list_no": "BH1"}, BATCH | {"batch_no": 2.0, "planned_qty": 20.0}]
    there = case(batches, (ORDER, OTHER), [STOCK | {"stock_qty": 60.0}])
    assert not FORM.gather(there, asked(order_no="SO1"))[0].blocks
    [draft] = FORM.gather(case(batches, (ORDER, OTHER), [STOCK | {"stock_qty": 40.0}]), asked(order_no="SO1"))
    assert "要备 20，现货分得 10" in draft.notes[0].zh and not draft.blocks  # nobody else has a share of it


def test_price_approval_and_the_state_of_the_order_block(case: Callable[..., Case]) -> None:
    bare = BATCH | {"pick_price_approver": None}
    [draft] = FORM.gather(case([bare]), asked(order_no="SO1"))
    assert [finding.code for finding in missing(FORM, draft)] == ["GD793"]
    [free] = FORM.gather(case([bare | {"delivery_type": "补货"}]), asked(order_no="SO1"))
    assert not list(missing(FORM, free))
    for status, codes in (("待评审", ["GD791"]), ("已取消", ["GD791"]), ("已入库", [])):
        [draft] = FORM.gather(case(orders=[ORDER | {"status": status}]), asked(order_no="SO1"))
        assert [finding.code for finding in draft.blocks] == codes
    [draft] = FORM.gather(case([BATCH | {"planned_qty": None}]), asked(order_no="SO1"))
    assert [(one.code, one.place) for one in draft.blocks] == [("GD591", "发货!Q3")]


def test_a_day_takes_what_is_planned_for_it_and_on_no_list(case: Callable[..., Case]) -> None:
    tomorrow = DAY + dt.timedelta(1)
    batches = [
        BATCH,
        BATCH | {"batch_no": 2.0, "planned_date": tomorrow},
        BATCH | {"order_no": "SO2", "planned_date": tomorrow, "pick_list_no": "BH1"},
        BATCH | {"order_no": "SO3", "planned_date": tomorrow, "status": "作废"},
        BATCH | {"order_no": "SO4", "planned_date": tomorrow, "note_no": "SH1"},
        BATCH | {"order_no": "SO5", "planned_date": tomorrow, "pick_list_no": "BH2"},
    ]
    there = replace(case(batches), noted=Noted(voids={"BH2": "2026-11-20"}))
    found = FORM.gather(there, asked(day=tomorrow))
    assert [(draft.key, [row["batch_no"] for row in draft.rows]) for draft in found] == [
        ("SO1", [2]),
        ("SO5", [1]),
    ]
    [again] = FORM.gather(
        there, asked(order_no="SO2")
    )  # named: the contract says that it is made out already
    assert again.rows[0]["pick_list_no"] == "BH1"
    with pytest.raises(GendanError, match="GD597"):
        FORM.gather(there, asked(order_no="SO4"))
    with pytest.raises(GendanError, match="GD087"):
        FORM.gather(there, asked(order_no="SO9"))


def test_selected_batches_only(case: Callable[..., Case]) -> None:
    batches = [BATCH, BATCH | {"batch_no": 2.0}]
    orders = [ORDER, ORDER | {"line_no": 2.0}]
    [draft] = FORM.gather(case(batches), asked(selected={"deliveries": [1]}))
    assert [row["batch_no"] for row in draft.rows] == [2]
    lines = [BATCH, BATCH | {"line_no": 2.0}]
    [draft] = FORM.gather(case(lines, orders), asked(selected={"orders": [1]}))
    assert [row["line_no"] for row in draft.rows] == [2]


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (8, 1), (9, 2), (200, 25)])
def test_many_lines_go_on_pages_with_carried_totals(
    case: Callable[..., Case], count: int, pages: int
) -> None:
    batches = [BATCH | {"line_no": float(line)} for line in range(1, count + 1)]
    orders = [
        ORDER | {"line_no": float(line), "product_name": f"=锁体{line}\n<加长 & 特长>"}
        for line in range(1, count + 1)
    ]
    there = case(batches, orders)
    [draft] = FORM.gather(there, asked(order_no="SO1"))
    made = Document(FORM, there, asked(), draft, "BH1").pages()
    assert len(made) == pages
    assert made[-1].values["合计金额"] == Decimal("996.30") * count
    assert (made[-1].values["承前金额"] or 0) == Decimal("996.30") * 8 * (pages - 1)


def test_what_is_missing_is_blank(case: Callable[..., Case], shown: Callable[[bytes], str]) -> None:
    bare = {"order_no": "SO1", "line_no": 1.0, "batch_no": 1.0, "planned_qty": 5.0}
    text = cells(
        case([bare], [{"order_no": "SO1", "line_no": 1.0, "unit_price": 0.0}]), shown, order_no="SO1"
    )
    assert "None" not in text
    assert "计划发货：" in text
