"""Functions of money: amounts in words, net amounts, list prices."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from gendan_xl.domain.money import rmb_words, split_tax
from gendan_xl.rules.prices import list_price, price_lists
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.udfs._arrays import Cells, each, otherwise, read
from gendan_xl.udfs._declare import UdfError, udf
from gendan_xl.udfs._ranges import ledger_of

_USUAL = SettingsValues()


@udf({"=gd_rmb(1409.5)": "壹仟肆佰零玖元伍角", "=gd_rmb(A2:A500)": "一列大写金额"}, amount="金额，一格或一列")
def gd_rmb(amount: Cells) -> Cells:
    """人民币大写金额，按《支付结算办法》的写法。

    An amount in Chinese capitals.
    """
    return each(lambda value: rmb_words(Decimal(str(value))), read(amount, "number"))


@udf(
    {"=gd_net_amount(2058)": "1821.24", "=gd_net_amount(A2:A500,6%)": "一列不含税金额"},
    amount="含税金额，一格或一列", tax_rate="税率，如 13%；空 = 13%",
)  # fmt: skip
def gd_net_amount(amount: Cells, tax_rate: Cells = None) -> Cells:
    """含税金额里的不含税金额，到分；税额 = 含税金额 - 不含税金额。

    The net amount of a tax-inclusive one, in cents (requirement 13).
    """

    def net(gross: float, rate: float) -> Decimal:
        if not 0 <= rate < 1:
            raise UdfError("#税率?")
        return split_tax(Decimal(str(gross)), Decimal(str(rate)))[0]

    return each(net, read(amount, "number"), otherwise(read(tax_rate, "number"), _USUAL.tax_rate))


@udf(
    {"=gd_price(A2:A500,B2:B500,C2:C500,D2:D500,价格[#All])": "一列单价"},
    customer_no="客户编号，一格或一列，可空", product_no="产品编号，一格或一列", qty="数量", on_date="下单日期",
    price_range="价格区域（含表头）", currency_code="币种；空 = CNY",
)  # fmt: skip
def gd_price(
    customer_no: Cells, product_no: Cells, qty: Cells, on_date: Cells, price_range: Cells, currency_code: Cells = None
) -> Cells:  # fmt: skip
    """价格表上当天有效的单价：先看客户价，再看通用价；起订量够的取最高一档。没有价格为“#没有价格?”。

    The list price in force: the customer's before the general one, the largest step that the quantity reaches
    (requirement 10).
    """
    lists = price_lists(ledger_of(prices=price_range))

    def price(product: str, amount: float, day: dt.date, customer: str | None, money: str | None) -> float:
        found = list_price(lists, customer, product, money, amount, day, None)
        if found is None:
            raise UdfError("#没有价格?")
        return found

    return each(
        price, read(product_no, "code"), read(qty, "number"), read(on_date, "date"),
        read(customer_no, "code", optional=True), read(currency_code, "text", optional=True),
    )  # fmt: skip
