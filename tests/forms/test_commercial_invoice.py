"""商业发票: what customs and bank read on it, and what stops it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms.commercial_invoice import FORM

DAY = dt.date(2026, 11, 22)
ORDER: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1, "customer_no": "C9", "customer_order_no": "PO-88120", "product_no": "CZM04",
    "product_name": "双面执手(左)", "spec": "哑光黑", "unit": "SET", "unit_price": 6.85, "currency": "USD", "clerk": "王晓燕",
    "customer_product_name": "Lever handle", "trade_terms": "FOB NINGBO", "payment_terms": "L/C at sight",
}  # fmt: skip
BATCH: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1, "batch_no": 1, "customer_no": "C9", "note_no": "SH1", "planned_date": DAY,
    "planned_qty": 500.0, "shipped_qty": 500.0, "product_no": "CZM04", "unit": "SET", "unit_price": 6.85,
    "delivery_address": "Copenhagen", "transport_mode": "海运", "status": "已发货",
}  # fmt: skip
CUSTOMER = {
    "customer_no": "C9", "full_name": "Nordic Hardware ApS", "country": "丹麦", "label_terms": "NDH",
    "address": "Vesterbrogade 149, Copenhagen",
}  # fmt: skip
PRODUCT = {"product_no": "CZM04", "customs_code": "8302410000"}

GOLDEN = """\
A1→H1 Hengrui Co.
A2→H2 地址：九铃东路 3211 号
A3→H3 商业发票
A4→H4 COMMERCIAL INVOICE
A5→B5 卖方
Seller | C5→H5 Hengrui Co.　永康市恒锐五金制品有限公司
九铃东路 3211 号
A6→B6 买方
Buyer | C6→H6 Nordic Hardware ApS
Vesterbrogade 149, Copenhagen
A7→B7 发票号
Invoice No. | C7 CI1 | D7 日期
Date | E7→H7 2026-11-22
A8→B8 订单号
S/C No. | C8 SO1 | D8 客户订单
P/O No. | E8→H8 PO-88120
A9→B9 贸易条款
Terms | C9 FOB NINGBO | D9 付款条件
Payment | E9→H9 L/C at sight
A10→B10 目的国
Country | C10 丹麦 DENMARK | D10 运输方式
Shipped by | E10→H10 海运 BY SEA
A11→B11 交货地点
Destination | C11 Copenhagen | D11 币种
Currency | E11→H11 USD"""

Make = Callable[..., Case]
Printed = Callable[..., str]


@pytest.fixture
def case(make_case: Make) -> Make:
    def make(*batches: dict[str, Any], customer: dict[str, Any] = CUSTOMER, **more: Any) -> Case:
        orders = [ORDER | more, ORDER | {"order_no": "SO2", "currency": "EUR"}]
        rows = {"orders": orders, "deliveries": batches, "products": [PRODUCT], "customers": [customer]}
        return make_case(rows, company_address="九铃东路 3211 号", company_english_name="Hengrui Co.")

    return make


def test_an_invoice_cell_by_cell(case: Make, printed: Printed) -> None:
    there = case(BATCH, BATCH | {"batch_no": 2, "shipped_qty": 1.0, "unit_price": 0.005})
    [draft] = FORM.gather(there, Asked(DAY))
    text = "\n".join(row for row in printed(FORM, there, draft, "CI1").splitlines() if not row.endswith(" ·"))
    assert GOLDEN in text and not draft.blocks and not draft.notes
    for words in (
        "以下空白 End",
        "制单 Prepared by：王晓燕",
        "销售主管 Sales Manager：",
        "第二联 客户 Customer",
        "Page 1/1",
    ):
        assert words in text
    row = "| D15 8302410000 | E15 500 | F15 SET | G15 6.85 | H15 3425"
    assert "A15 1 | B15 CZM04 | C15 Lever handle\n双面执手(左) 哑光黑 " + row in text
    assert "SAY US DOLLARS THREE THOUSAND FOUR HUNDRED TWENTY-FIVE AND CENTS ONE ONLY" in text
    assert "合　　计 TOTAL | E26 501 | H26 3425.01" in text and "NDH" in text
    assert (draft.amount, draft.currency) == (Decimal("3425.01"), "USD")


def test_at_home_only_when_named_and_in_chinese_capitals_too(case: Make, printed: Printed) -> None:
    there = case(BATCH, customer=CUSTOMER | {"country": "中国"}, currency="CNY")
    with pytest.raises(GendanError, match="GD087"):
        FORM.gather(there, Asked(DAY))
    [draft] = FORM.gather(there, Asked(DAY, keys=("SH1",)))
    text = printed(FORM, there, draft)
    assert "人民币叁仟肆佰贰拾伍元整\nSAY CHINESE YUAN THREE THOUSAND FOUR HUNDRED TWENTY-FIVE ONLY" in text


def test_what_stops_it(case: Make) -> None:
    [draft] = FORM.gather(case(BATCH | {"unit_price": None}, unit_price=None), Asked(DAY))
    assert [one.code for one in draft.blocks] == ["GD594"]
    [draft] = FORM.gather(case(BATCH, BATCH | {"order_no": "SO2"}), Asked(DAY))
    assert [one.code for one in draft.blocks] == ["GD595"] and "USD、EUR" in draft.blocks[0].text()


def test_what_is_missing_is_said(case: Make, printed: Printed) -> None:
    there = case(BATCH | {"product_no": "X1", "unit_price": 0.0}, trade_terms=None, product_no="X1")
    [draft] = FORM.gather(there, Asked(DAY))
    text = "".join(note.zh for note in draft.notes)
    assert "SO1-1-1" in text and "海关编码，发票上留空：X1" in text and "贸易条款" in text
    assert "None" not in printed(FORM, there, draft)


def test_goods_in_chinese_alone_are_named_with_the_cell_to_fill(case: Make, printed: Printed) -> None:
    there = case(BATCH, customer_product_name=None)
    [draft] = FORM.gather(there, Asked(DAY))
    [note] = draft.notes
    assert "SH1 没有英文品名，只印了中文：CZM04（产品!" in note.zh and " 英文品名）" in note.zh
    there.product("CZM04").data.columns["english_name"].values[0] = "Door lever"  # type: ignore[union-attr]
    [draft] = FORM.gather(there, Asked(DAY))
    assert not draft.notes and "Door lever\n双面执手(左) 哑光黑" in printed(FORM, there, draft)


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (11, 2), (200, 20)])
def test_pages_and_the_words_on_the_last(case: Make, printed: Printed, count: int, pages: int) -> None:
    there = case(*(BATCH | {"batch_no": batch} for batch in range(1, count + 1)))
    [draft] = FORM.gather(there, Asked(DAY))
    text = printed(FORM, there, draft)
    copies = 2
    assert text.count(" ONLY") == copies and text.count("（接下页）") == 2 * copies * (pages - 1)
    assert f"第 {pages} 页 共 {pages} 页" in text and f"{3425 * count}" in text
