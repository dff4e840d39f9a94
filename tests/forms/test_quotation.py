"""报价单: what the customer sees of it and what it never sees, its reviews, its validity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from gendan_xl.errors import GendanError
from gendan_xl.forms import quotation
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._needs import missing
from gendan_xl.forms._pages import Document

DAY = dt.date(2026, 11, 22)
LINE: dict[str, Any] = {
    "quotation_no": "BJ1", "line_no": 1, "quotation_date": DAY, "customer_no": "C1", "product_no": "P1", "product_name": "锁体",
    "spec": "85 中心距", "unit": "套", "quoted_qty": 100.0, "quoted_price": 12.355, "is_tax_included": True, "tax_rate": 0.13,
    "valid_until_date": dt.date(2026, 12, 31), "payment_terms": "月结 30 天", "lead_days": 20.0, "cost_price": 7.77,
    "margin_rate": 0.371, "old_price": 11.11, "prepared_by": "罗小芸", "finance_reviewer": "施雅琴", "gm_reviewer": "周总",
}  # fmt: skip
CUSTOMER = {
    "customer_no": "C1",
    "full_name": "杭州永信门业有限公司",
    "contact": "李春梅",
    "phone": "0571-82886600",
}
GOLDEN = """\
A4→E4 致：杭州永信门业有限公司 | F4→J4 报价单号：BJ1
A5→E5 联系人：李春梅　电话：0571-82886600 | F5→J5 报价日期：2026-11-22
A6→E6 地址： | F6→J6 有效期至：2026-12-31　版本：
A7→J7 承蒙询价，现将产品价格报送如下，请审阅：
A9 序号 | B9 产品编号 | C9 产品名称 | D9 规格 | E9 单位 | F9 数量 | G9 单价 | H9 金额 | I9 交期 | J9 备注
A10 1 | B10 P1 | C10 锁体 | D10 85 中心距 | E10 套 | F10 100 | G10 12.355 | H10 1235.5 | I10 20 天
C11 以下空白"""


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Callable[..., Case]:
    return lambda *lines: make_case({"quotations": lines, "customers": [CUSTOMER]})


def test_a_quotation_cell_by_cell(case: Callable[..., Case], printed: Callable[..., str]) -> None:
    there = case(LINE)
    [draft] = quotation.FORM.gather(there, Asked(DAY))
    text = printed(quotation.FORM, there, draft)
    assert GOLDEN in text
    for words in (
        "人民币壹仟贰佰叁拾伍元伍角",
        "单价含 13% 增值税",
        "月结 30 天",
        "编制人：罗小芸",
        "财务：施雅琴",
        "总经理：周总",
    ):
        assert words in text
    assert not list(missing(quotation.FORM, draft)) and "None" not in text


def test_cost_margin_and_old_price_are_not_for_the_customer(case: Callable[..., Case]) -> None:
    there = case(LINE)
    [draft] = quotation.FORM.gather(there, Asked(DAY))
    for page in Document(quotation.FORM, there, Asked(DAY), draft, "BJ1").pages():
        for values in (page.values, page.lines[0]):
            assert [values[name] for name in ("成本价", "毛利率", "原单价")] == [None, None, None]


def test_finance_and_the_general_manager_must_have_reviewed_it(case: Callable[..., Case]) -> None:
    [draft] = quotation.FORM.gather(case(LINE | {"finance_reviewer": None, "gm_reviewer": None}), Asked(DAY))
    assert [(found.code, found.column) for found in missing(quotation.FORM, draft)] == [
        ("GD793", "财务审核人"),
        ("GD793", "总经理审核人"),
    ]


def test_prices_without_quantities_have_no_total(
    case: Callable[..., Case], printed: Callable[..., str]
) -> None:
    there = case(
        LINE | {"quoted_qty": None}, LINE | {"line_no": 2, "product_name": "=把手", "is_tax_included": False}
    )
    [draft] = quotation.FORM.gather(there, Asked(DAY, keys=("BJ1",)))
    text = printed(quotation.FORM, there, draft)
    assert (
        draft.amount is None
        and "单价含 13% 增值税；单价不含税" in text
        and "=把手" in text
        and "人民币" not in text
    )


@pytest.mark.parametrize(("count", "pages"), [(18, 1), (19, 2), (200, 12)])
def test_pages(case: Callable[..., Case], count: int, pages: int) -> None:
    there = case(*(LINE | {"line_no": line} for line in range(1, count + 1)))
    [draft] = quotation.FORM.gather(there, Asked(DAY))
    made = Document(quotation.FORM, there, Asked(DAY), draft, "BJ1").pages()
    assert made[-1].values["总页数"] == pages and draft.amount == Decimal("1235.50") * count


def test_what_was_sent_is_made_out_only_when_named(case: Callable[..., Case]) -> None:
    there = case(LINE | {"sent_date": DAY})
    with pytest.raises(GendanError, match="没有要出的单据"):
        quotation.FORM.gather(there, Asked(DAY))
    assert len(quotation.FORM.gather(there, Asked(DAY, customer="C1"))) == 1
