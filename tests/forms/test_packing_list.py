"""装箱单: cartons, weights, numbers of cartons, one or two languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms.packing_list import FORM

DAY = dt.date(2026, 11, 22)
ORDER: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1, "customer_no": "C1", "customer_order_no": "PO-88", "product_no": "CZM04",
    "product_name": "双面执手(左)", "spec": "哑光黑", "unit": "套", "ordered_qty": 500.0, "unit_price": 6.85, "clerk": "王晓燕",
}  # fmt: skip
EXPORT = {"currency": "USD", "customer_product_name": "Lever handle", "label_terms": "NDH；C/NO. 1-UP"}
BATCH: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1, "batch_no": 1, "customer_no": "C1", "note_no": "SH1", "planned_date": DAY,
    "planned_qty": 500.0, "shipped_qty": 490.0, "product_no": "CZM04", "product_name": "双面执手(左)", "spec": "哑光黑",
    "unit": "套", "delivery_address": "杭州市纬五路288号", "transport_mode": "自送", "status": "已发货",
}  # fmt: skip
STORE = {
    "carton_qty": 3.0,
    "per_carton_qty": 200.0,
    "carton_no": "A1-A3",
    "net_weight": 99.5,
    "gross_weight": 104.0,
    "volume": 0.3,
}
PRODUCT = {
    "product_no": "CZM04",
    "per_carton_qty": 20.0,
    "unit_weight": 0.86,
    "carton_weight": 18.4,
    "carton_volume": 0.045,
}
CUSTOMER = {"customer_no": "C1", "full_name": "杭州临江门控有限公司", "short_name": "临江"}

CHINESE = """\
A1→J1 永康市恒锐五金制品有限公司
A2→J2 ·
A3→J3 装箱单
A6 收货单位 | B6→D6 杭州临江门控有限公司 | E6→F6 单号 | G6→J6 ZX1
A7 收货地址 | B7→D7 杭州市纬五路288号 | E7→F7 日期 | G7→J7 2026-11-22
A8 订单号 | B8→D8 SO1 | E8→F8 送货单号 | G8→J8 SH1
A9 客户订单 | B9→D9 PO-88 | E9→F9 运输方式 | G9→J9 自送
A15 箱号 | B15 产品编号 | C15 品名规格 | D15 数量 | E15 单位 | F15 箱数 | G15 每箱数量 | H15 净重kg | I15 毛重kg | J15 体积m³
A17 1-25 | B17 CZM04 | C17 双面执手(左) 哑光黑 | D17 490 | E17 套 | F17 25 | G17 20 | H17 421.4 | I17 460 | J17 1.125
C18 以下空白"""

Make = Callable[..., Case]
Printed = Callable[..., str]


@pytest.fixture
def case(make_case: Make) -> Make:
    def make(*batches: dict[str, Any], product: dict[str, Any] = PRODUCT, **more: Any) -> Case:
        orders = [ORDER | more, ORDER | {"line_no": 2} | more]
        rows = {"orders": orders, "deliveries": batches, "products": [product], "customers": [CUSTOMER]}
        return make_case(rows)

    return make


def test_a_list_at_home_cell_by_cell(case: Make, printed: Printed) -> None:
    there = case(BATCH)
    [draft] = FORM.gather(there, Asked(DAY))
    rows = [row for row in printed(FORM, there, draft, "ZX1").splitlines() if not row.endswith(" ·")]
    wanted = [row for row in CHINESE.splitlines() if not row.endswith(" ·")]
    assert rows[: len(wanted)] == wanted
    assert any(row.endswith("共 25 箱　净重 421.4 千克　毛重 460 千克　体积 1.125 立方米") for row in rows)
    assert not any("PACKING" in row or "唛头" in row for row in rows)
    assert "推算" in draft.notes[0].zh


def test_a_list_for_abroad_has_both_languages_and_the_marks(case: Make, printed: Printed) -> None:
    there = case(BATCH, BATCH | {"line_no": 2, "shipped_qty": 45.0}, **EXPORT)
    [draft] = FORM.gather(there, Asked(DAY))
    text = printed(FORM, there, draft)
    assert "PACKING LIST" in text and "箱号\nC/No." in text and "收货单位\nConsignee" in text
    assert "Lever handle\n双面执手(左) 哑光黑" in text and "NDH\nC/NO. 1-UP" in text
    assert "| E18 套 SETS | F18 3 |" in text and "A18 26-28 |" in text
    assert "SAY TOTAL TWENTY-EIGHT (28) CARTONS ONLY" in text


def test_what_the_store_wrote_wins(case: Make, printed: Printed) -> None:
    there = case(BATCH | STORE)
    [draft] = FORM.gather(there, Asked(DAY))
    row = "A17 A1-A3 | B17 CZM04 | C17 双面执手(左) 哑光黑 | D17 490 | E17 套 | F17 3 | G17 200 | H17 99.5 | I17 104 | J17 0.3"
    assert row in printed(FORM, there, draft) and not draft.notes


def test_unknown_measures_stay_blank_and_no_sum_is_too_small(case: Make, printed: Printed) -> None:
    there = case(BATCH | STORE, BATCH | {"line_no": 2}, product={"product_no": "CZM04"})
    [draft] = FORM.gather(there, Asked(DAY))
    assert draft.values["装箱合计"] == "" and "箱数、净重、毛重、体积" in draft.notes[0].zh
    text = printed(FORM, there, draft)
    assert "A17 A1-A3 |" in text and "B18 CZM04 | C18 双面执手(左) 哑光黑 | D18 490 | E18 套\n" in text


def test_void_batches_are_left_out(case: Make) -> None:
    there = case(
        BATCH, BATCH | {"line_no": 2, "status": "作废"}, BATCH | {"note_no": "SH2", "status": "作废"}
    )
    [draft] = FORM.gather(there, Asked(DAY, order_no="SO1"))
    assert [row["line_no"] for row in draft.rows] == [1]
    with pytest.raises(GendanError, match="GD087"):
        FORM.gather(there, Asked(DAY, keys=("SH2",)))


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (15, 1), (200, 14)])
def test_pages_carry_their_totals(case: Make, printed: Printed, count: int, pages: int) -> None:
    there = case(*(BATCH | {"batch_no": batch, "net_weight": 0.1} for batch in range(1, count + 1)))
    [draft] = FORM.gather(there, Asked(DAY))
    text = printed(FORM, there, draft)
    assert f"第 {pages} 页 共 {pages} 页" in text
    assert f"共 {count * 25} 箱　净重 {Decimal(count) / 10:f} 千克".replace(".0 ", " ") in text


def test_it_keeps_its_number_without_a_column_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "跟单.xlsx"
    rows = {"orders": [ORDER], "deliveries": [BATCH], "products": [PRODUCT], "customers": [CUSTOMER]}
    build_book(path, rows, today=DAY)
    call = ["form", "packing-list", str(path), "--order", "SO1", "--today", "2026-11-22"]
    assert main(call) == 0 and "ZX20261122001" in capsys.readouterr().out
    assert main(call) == 1 and "GD592" in capsys.readouterr().out
    assert main([*call, "--again"]) == 0 and "ZX20261122001" in capsys.readouterr().out


def test_what_we_note_on_a_customer_is_not_printed(make_case: Make, printed: Printed) -> None:
    customer = CUSTOMER | {"remark": "付款拖拉"}
    rows = {
        "orders": [ORDER | {"remark": "内部：先做"}],
        "deliveries": [BATCH],
        "products": [PRODUCT],
        "customers": [customer],
    }
    [draft] = FORM.gather(make_case(rows), Asked(DAY))
    assert "拖拉" not in printed(FORM, make_case(rows), draft) and "内部" not in printed(
        FORM, make_case(rows), draft
    )
