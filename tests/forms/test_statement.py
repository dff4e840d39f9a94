"""对账单 and 月结单: what counts, what chains, what is kept, what stands against them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gendan_xl.edits import AppendRow, SetCell
from gendan_xl.errors import GendanError
from gendan_xl.forms import monthly_statement, statement
from gendan_xl.forms._form import Asked, Case

DAY = dt.date(2026, 11, 22)
ASKED = Asked(DAY, month="2026-10", by="罗小芸")
CUSTOMER: dict[str, Any] = {
    "customer_no": "C1", "full_name": "杭州永信门业有限公司", "short_name": "永信门业", "settlement_mode": "月结",
    "credit_days": 30.0, "statement_day": 25, "statement_contact": "郑会计",
}  # fmt: skip
ORDER: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1.0, "customer_no": "C1", "product_no": "P1", "product_name": "锁体", "spec": "85 中心距",
    "unit": "套", "unit_price": 49.0, "is_tax_included": True, "tax_rate": 0.13,
}  # fmt: skip


def delivery(day: str, qty: float, note: str, **more: Any) -> dict[str, Any]:
    shipped = dt.date.fromisoformat(day)
    own = {
        "order_no": "SO1",
        "line_no": 1.0,
        "batch_no": 1.0,
        "customer_no": "C1",
        "note_no": note,
        "status": "已发货",
    }
    return own | {"shipped_date": shipped, "shipped_qty": qty, "unit_price": 49.0} | more


ROWS: dict[str, Any] = {
    "customers": [CUSTOMER],
    "orders": [ORDER],
    "deliveries": [
        delivery("2026-09-20", 10, "SH1"),
        delivery("2026-09-26", 42, "SH2"),
        delivery("2026-10-25", 100, "SH3"),
        delivery("2026-10-26", 7, "SH4"),
        delivery("2026-10-10", 5, "SH5", status="作废"),
        delivery("2026-10-11", 2, "SH6", delivery_type="样品"),
    ],
    "returns": [
        {"request_no": "TS1", "request_line_no": 1.0, "customer_no": "C1", "order_no": "SO1", "line_no": 1.0, "note_no": "SH2",
         "received_qty": 2.0, "unit_price": 49.0, "return_note_no": "TH1", "return_note_date": dt.date(2026, 10, 12),
         "status": "已入账"},
        {"request_no": "TS2", "request_line_no": 1.0, "customer_no": "C1", "order_no": "SO1", "line_no": 1.0,
         "allowance_amount": 33.33, "return_reason": "划伤", "finished_date": dt.date(2026, 10, 13), "status": "已关闭"},
        {"request_no": "TS3", "request_line_no": 1.0, "customer_no": "C1", "order_no": "SO1", "line_no": 1.0,
         "received_qty": 9.0, "unit_price": 49.0, "arrived_date": dt.date(2026, 10, 14), "status": "拒收"},
    ],
    "payments": [
        {"payment_no": "SK1", "payment_line_no": 1.0, "payment_date": dt.date(2026, 10, 20), "customer_no": "C1", "order_no": "SO1",
         "payment_mode": "银行转账", "payment_kind": "货款", "payment_amount": 3000.0, "status": "已确认"},
        {"payment_no": "SK2", "payment_line_no": 1.0, "payment_date": dt.date(2026, 10, 21), "customer_no": "C1",
         "payment_amount": 500.0, "status": "待确认"},
    ],
}  # fmt: skip


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Callable[..., Case]:
    return lambda **more: make_case(ROWS | more)


GOLDEN = """\
A3→J3 2026年10月对账单
A4→F4 客户：杭州永信门业有限公司 | G4→J4 单号：DZ20261122001
A5→F5 对账联系人：郑会计 | G5→J5 账期：2026-09-26 至 2026-10-25
A6→F6 结算方式：月结，账期 30 天 | G6→J6 日期：2026-11-22　币种：CNY
A7→C7 期初余额 | D7 加：本期发货 | E7 减：本期退货 | F7 减：折让扣款 | G7→H7 减：本期收款 | I7→J7 期末余额
A8→C8 490 | D8 6958 | E8 98 | F8 33.33 | G8→H8 3000 | I8→J8 4316.67
A9 ·
A11 序号 | B11 日期 | C11 类别 | D11 单号 | E11 订单号 | F11 产品名称、规格 | G11 数量 | H11 含税单价 | I11 金额 | J11 收款
A12 1 | B12 2026-09-26 | C12 发货 | D12 SH2 | E12 SO1 | F12 锁体 85 中心距 | G12 42 | H12 49 | I12 2058
A13 2 | B13 2026-10-11 | C13 发货 | D13 SH6 | E13 SO1 | F13 锁体 85 中心距 | G13 2 | H13 0 | I13 0
A14 3 | B14 2026-10-12 | C14 退货 | D14 TH1 | E14 SO1 | F14 锁体 85 中心距 | G14 -2 | H14 49 | I14 -98
A15 4 | B15 2026-10-13 | C15 折让 | D15 TS2 | E15 SO1 | F15 折让 划伤 | I15 -33.33
A16 5 | B16 2026-10-20 | C16 收款 | D16 SK1 | E16 SO1 | F16 银行转账 货款 | J16 3000
A17 6 | B17 2026-10-25 | C17 发货 | D17 SH3 | E17 SO1 | F17 锁体 85 中心距 | G17 100 | H17 49 | I17 4900
F18 以下空白"""


def test_a_statement_cell_by_cell(case: Callable[..., Case], printed: Callable[..., str]) -> None:
    there = case()
    [draft] = statement.FORM.gather(there, ASKED)
    text = printed(statement.FORM, there, draft, "DZ20261122001")
    assert GOLDEN in text
    assert "人民币肆仟叁佰壹拾陆元陆角柒分" in text and "收款待财务确认 1 笔共 500.00 未计入" in text
    assert "请核对、签章后于 2026-11-27 前回传" in text
    assert "截至 2026-10-25，我公司应付贵公司货款 CNY 4,316.67" in text
    assert not draft.blocks and draft.amount == Decimal("4316.67")


def test_months_chain_and_the_next_opens_with_the_closing(case: Callable[..., Case]) -> None:
    there = case()
    made = {
        month: statement.FORM.gather(there, Asked(DAY, month=month))
        for month in ("2026-09", "2026-10", "2026-11")
    }
    amounts = [draft.amount for drafts in made.values() for draft in drafts]
    assert amounts == [Decimal(490), Decimal("4316.67"), Decimal("4316.67") + 7 * 49]
    assert [block.code for block in made["2026-11"][0].blocks] == ["GD740"]  # it ends on the 25th


def test_the_last_period_that_is_over_is_meant_without_a_month(case: Callable[..., Case]) -> None:
    [draft] = statement.FORM.gather(case(), Asked(DAY))
    assert draft.key == "永信门业-2026-10"


def test_a_selected_row_of_the_register_says_the_month(case: Callable[..., Case]) -> None:
    rows = [{"statement_no": "DZ1", "customer_no": "C1", "statement_month": "202609", "opening_amount": 0.0}]
    [draft] = statement.FORM.gather(case(statements=rows), Asked(DAY, selected={"statements": [0]}))
    assert draft.key == "永信门业-2026-09"


def test_a_delivery_counts_from_the_day_agreed(case: Callable[..., Case]) -> None:
    signed = [
        delivery("2026-10-20", 1, "SH1", signed_date=dt.date(2026, 10, 26)),
        delivery("2026-10-21", 2, "SH2", signed_date=dt.date(2026, 10, 24)),
        delivery("2026-10-22", 3, "SH3"),
    ]
    there = case(
        deliveries=signed, returns=[], payments=[], customers=[CUSTOMER | {"credit_start": "签收日"}]
    )
    [draft] = statement.FORM.gather(there, ASKED)
    assert draft.amount == Decimal(98)
    assert draft.values["未计入"] == "已发货未到签收日 1 笔共 147.00 未计入"


def test_prices_without_tax_are_charged_with_it(
    case: Callable[..., Case], printed: Callable[..., str]
) -> None:
    net = {"is_tax_included": False}
    there = case(
        orders=[ORDER | net],
        deliveries=[delivery("2026-10-20", 3, "SH1", unit_price=43.36)],
        returns=[],
        payments=[],
    )
    [draft] = statement.FORM.gather(there, ASKED)
    assert draft.amount == Decimal("146.99")  # 130.08 × 1.13
    assert "G12 3 | H12 48.9967 | I12 146.99" in printed(statement.FORM, there, draft)


def test_what_was_overpaid_is_said_and_written_as_negative(
    case: Callable[..., Case], printed: Callable[..., str]
) -> None:
    there = case(deliveries=[], returns=[])
    [draft] = statement.FORM.gather(there, ASKED)
    text = printed(statement.FORM, there, draft)
    assert (
        draft.amount == -3000
        and "人民币负叁仟元整" in text
        and "我公司多付（预付）贵公司货款 CNY 3,000.00" in text
    )


def test_a_balance_without_movements_is_stated(
    case: Callable[..., Case], printed: Callable[..., str]
) -> None:
    there = case()
    [draft] = statement.FORM.gather(there, Asked(dt.date(2026, 9, 30), month="2026-09", customer="永信门业"))
    assert draft.amount == 490
    there = case(deliveries=[delivery("2026-08-01", 1, "SH1")], returns=[], payments=[])
    [draft] = statement.FORM.gather(there, ASKED)
    assert "A12 1 | F12 本期无往来\nF13 以下空白" in printed(statement.FORM, there, draft)


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (20, 1), (21, 2), (200, 10)])
def test_pages_carry_their_totals(
    case: Callable[..., Case], printed: Callable[..., str], count: int, pages: int
) -> None:
    rows = [delivery("2026-10-01", 1, f"SH{n:03}") for n in range(count)]
    there = case(deliveries=rows, returns=[], payments=[])
    [draft] = statement.FORM.gather(there, ASKED)
    text = printed(statement.FORM, there, draft)
    assert len(re.findall("第 1 页 共", text)) == 2 and f"第 {pages} 页 共 {pages} 页" in text  # two copies
    assert draft.amount == 49 * count
    if pages == 2:
        assert "承前页：货款 980" in text and "本页小计 | I32 980" in text


def test_odd_names_and_missing_data(case: Callable[..., Case], printed: Callable[..., str]) -> None:
    customer = CUSTOMER | {
        "full_name": "=永信（𠮷）&<门业>" + "很长的名字" * 12,
        "short_name": "永/信:*",
        "statement_contact": None,
    }
    odd = ORDER | {"product_name": "+把手\n(左)", "spec": None}
    there = case(customers=[customer], orders=[odd])
    [draft] = statement.FORM.gather(there, ASKED)
    text = printed(statement.FORM, there, draft)
    assert "客户：=永信（𠮷）&<门业>" in text and "+把手" in text and "None" not in text


def test_two_currencies_are_two_accounts(case: Callable[..., Case]) -> None:
    other = ORDER | {"order_no": "SO2", "currency": "USD", "is_tax_included": False}
    rows = [delivery("2026-10-01", 1, "SH1"), delivery("2026-10-02", 2, "SH2", order_no="SO2")]
    there = case(orders=[ORDER, other], deliveries=rows, returns=[], payments=[])
    made = statement.FORM.gather(there, ASKED)
    assert [(draft.key, draft.amount, draft.currency) for draft in made] == [
        ("永信门业-2026-10", 49, "CNY"),
        ("永信门业-2026-10-USD", 98, "USD"),
    ]


# --- 对账 ------------------------------------------------------------------------------------------------------


def test_the_statement_is_kept_and_its_deliveries_take_its_number(case: Callable[..., Case]) -> None:
    there = case(statements=[])
    [draft] = statement.FORM.gather(there, ASKED)
    kept, *numbered = draft.entries("DZ1")
    assert isinstance(kept, AppendRow)
    wanted = {"对账单号": "DZ1", "客户编号": "C1", "对账月份": "202610", "期初余额": 490, "期末余额": Decimal("4316.67"),
              "应回传日期": dt.date(2026, 11, 27), "付款到期日": dt.date(2026, 11, 24)}  # fmt: skip
    assert wanted.items() <= kept.values.items()
    assert [(edit.row, edit.new) for edit in numbered if isinstance(edit, SetCell)] == [
        (4, "DZ1"),
        (8, "DZ1"),
        (5, "DZ1"),
    ]


def test_a_row_that_is_kept_is_brought_up_to_date(case: Callable[..., Case]) -> None:
    row = {
        "statement_no": "DZ1",
        "customer_no": "C1",
        "statement_month": "202610",
        "opening_amount": 490.0,
        "closing_amount": 4000.0,
    }
    there = case(statements=[row])
    [draft] = statement.FORM.gather(there, ASKED)
    edits = {
        edit.label: edit
        for edit in draft.entries("DZ1")
        if isinstance(edit, SetCell) and edit.sheet == "对账"
    }
    assert edits["DZ1 期末余额"].new == Decimal("4316.67") and edits["DZ1 期末余额"].is_cached
    assert "DZ1 期初余额" not in edits


def test_a_gap_to_the_month_before_stops_it(case: Callable[..., Case]) -> None:
    row = {
        "statement_no": "DZ0",
        "customer_no": "C1",
        "statement_month": "2026-09",
        "opening_amount": 0.0,
        "closing_amount": 480.0,
    }
    [draft] = statement.FORM.gather(case(statements=[row]), ASKED)
    [block] = draft.blocks
    assert (block.code, block.cell) == ("GD742", "L3") and "差 10" in block.fix.zh


def test_what_was_owed_before_the_records_is_carried_in(case: Callable[..., Case]) -> None:
    row = {
        "statement_no": "DZ0",
        "customer_no": "C1",
        "statement_month": "2026-09",
        "opening_amount": 1000.5,
        "closing_amount": 1490.5,
    }
    [draft] = statement.FORM.gather(case(statements=[row]), ASKED)
    assert draft.amount == Decimal("5317.17") and not draft.blocks


def test_what_the_customer_confirmed_does_not_change_silently(case: Callable[..., Case]) -> None:
    row = {
        "statement_no": "DZ1",
        "customer_no": "C1",
        "statement_month": "2026-10",
        "confirmed_amount": 4316.0,
    }
    [draft] = statement.FORM.gather(case(statements=[row]), ASKED)
    assert [block.code for block in draft.blocks] == ["GD743"]


def test_a_delivery_without_price_stops_it(case: Callable[..., Case]) -> None:
    there = case(
        orders=[ORDER | {"unit_price": None}], deliveries=[delivery("2026-10-01", 1, "SH1", unit_price=None)]
    )
    [draft] = statement.FORM.gather(there, ASKED)
    assert [(block.code, block.sheet) for block in draft.blocks] == [("GD741", "发货")]


def test_nothing_to_state(case: Callable[..., Case]) -> None:
    with pytest.raises(GendanError) as caught:
        statement.FORM.gather(case(), Asked(DAY, month="2026-01"))
    assert caught.value.code == "GD691"
    with pytest.raises(GendanError) as caught:
        statement.FORM.gather(case(), Asked(DAY, month="十月"))
    assert caught.value.code == "GD692"


def test_a_book_without_deliveries_has_no_statements(make_case: Callable[..., Case]) -> None:
    with pytest.raises(GendanError, match="没有「发货」表"):
        statement.FORM.gather(make_case({"orders": [ORDER]}), ASKED)


# --- 月结单 ----------------------------------------------------------------------------------------------------


def test_a_monthly_statement_goes_by_document_with_tax(
    case: Callable[..., Case], printed: Callable[..., str]
) -> None:
    two = [delivery("2026-10-01", 42, "SH1"), delivery("2026-10-01", 1, "SH1", line_no=2.0)]
    there = case(deliveries=two, returns=[], payments=[])
    [draft] = monthly_statement.FORM.gather(there, ASKED)
    text = printed(monthly_statement.FORM, there, draft, "YJ1")
    assert "2026年10月月结单" in text
    assert "D12 SH1 | E12 SO1 | F12 1864.6 | G12 242.4 | H12 2107 | J12 2026-11-24" in text
    assert draft.values["付款到期日"] == dt.date(2026, 11, 24)  # every line and the whole on one day: 月结
    assert "未到期 2,107.00" in text


def test_only_customers_who_pay_monthly_get_one(case: Callable[..., Case]) -> None:
    there = case(customers=[CUSTOMER | {"settlement_mode": "款到发货"}])
    with pytest.raises(GendanError):
        monthly_statement.FORM.gather(there, ASKED)
    [draft] = monthly_statement.FORM.gather(there, Asked(DAY, month="2026-10", customer="C1"))
    assert [block.code for block in draft.blocks] == ["GD744"]


def test_money_for_an_order_shows_nothing_of_its_goods(
    case: Callable[..., Case], printed: Callable[..., str]
) -> None:
    money = ROWS["payments"][0] | {
        "order_no": "SO1",
        "payment_no": "SK9",
        "payment_date": dt.date(2026, 10, 2),
    }
    there = case(deliveries=[delivery("2026-10-01", 42, "SH1")], returns=[], payments=[money])
    for form, name in ((monthly_statement.FORM, "YJ1"), (statement.FORM, "DZ1")):
        [draft] = form.gather(there, ASKED)
        line = next(line for line in printed(form, there, draft, name).splitlines() if "SK9" in line)
        texts = [cell.split(" ", 1)[1] for cell in line.split(" | ")]
        assert texts[-1] == "3000"
        assert not {"49", "2058", "1821.24"} & set(texts)
