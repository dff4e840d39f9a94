"""Rules about amounts, tax and currency (GD60x)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gendan_xl.domain.money import amount_tolerance, round_money
from gendan_xl.rules._rule import rule
from gendan_xl.schema.deliveries import Deliveries
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.returns import Returns
from gendan_xl.schema.settings import SettingsValues

TAX_RATES = frozenset({0.13, 0.09, 0.06, 0.03, 0.01, 0.0})
"""The value-added tax rates in force. Source: 增值税法, 小规模纳税人征收率."""

FREE_TYPES = frozenset({"样品", "补单", "换货", "返工"})
"""订单类型 that may be free of charge."""


@rule("GD601", table=Orders, level="error", at="amount", source="13",
      zh="订单 {order_no} 金额 {amount} 不等于 {ordered_qty} × {unit_price} = {expected}",
      en="The amount {amount} of order {order_no} is not {ordered_qty} × {unit_price} = {expected}",
      fix="核对数量、单价和金额", fix_en="Check quantity, price and amount")  # fmt: skip
def amount_wrong(
    ordered_qty: float, unit_price: float, amount: float, settings: SettingsValues,
    is_tax_included: bool | None = None, tax_rate: float | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """金额应等于数量 × 单价。单价常是四舍五入过的，容许误差 = 0.005 + 数量 × 单价末位的一半。
    单价不含税（或没说明）时，金额是含税的也算对。

    The amount must be quantity × unit price, within 0.005 + quantity × half the last digit of the price (rounded unit
    prices are normal). Where the price is without tax, or that is not said, an amount with tax is right too.

    错:
    | 订单号 | 订购数量 | 单价 | 金额 | 是否含税 |
    |---|---|---|---|---|
    | SO2603-014 | 42 | 49 | 2085 | 是 |
    | SO2603-015 | 100 | 10 | 1130 | 是 |

    对:
    | 订单号 | 订购数量 | 单价 | 金额 | 是否含税 |
    |---|---|---|---|---|
    | SO2603-014 | 42 | 49 | 2058 | 是 |
    | SO2603-015 | 42 | 43.36 | 1821.24 | 否 |
    | SO2603-016 | 100 | 10 | 1130 | 否 |
    """
    product = ordered_qty * unit_price
    if abs(amount - product) <= 0.005 or _fits(ordered_qty, unit_price, amount):
        return None
    if not is_tax_included:
        rate = settings.tax_rate if tax_rate is None else tax_rate
        if rate > -1 and _fits(ordered_qty, unit_price, amount / (1 + rate)):
            return None
    return {"expected": round_money(_decimal(ordered_qty) * _decimal(unit_price))}


@rule("GD602", table=Orders, level="warning", at="open_amount", source="13",
      zh="订单 {order_no} 未交金额 {open_amount} 不等于 {open_qty} × {unit_price} = {expected}",
      en="The open amount {open_amount} of order {order_no} is not {open_qty} × {unit_price} = {expected}",
      fix="核对未交数量和未交金额", fix_en="Check the open quantity and amount")  # fmt: skip
def open_amount_wrong(
    open_qty: float, unit_price: float, open_amount: float, settings: SettingsValues,
    is_tax_included: bool | None = None, tax_rate: float | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """未交金额应等于未交数量 × 单价，容许误差同金额，另加尾差（分批开票的零头，设置，缺省 0.01）。

    The open amount must be open quantity × unit price, with the tolerance of the amount and the rounding gap of the
    settings (0.01 by default).

    错:
    | 订单号 | 未交数量 | 单价 | 未交金额 |
    |---|---|---|---|
    | SO2603-014 | 20 | 49 | 2058 |

    对:
    | 订单号 | 未交数量 | 单价 | 未交金额 |
    |---|---|---|---|
    | SO2603-014 | 20 | 49 | 980 |
    """
    if abs(open_amount - open_qty * unit_price) <= 0.005 + settings.rounding_gap:
        return None
    return amount_wrong(open_qty, unit_price, open_amount, settings, is_tax_included, tax_rate)


@rule("GD603", table=Orders, level="warning", at="net_amount", source="13",
      zh="订单 {order_no} 不含税金额 {net_amount} 与金额 {amount}、税率 {rate} 不符，应为 {expected}",
      en="The net amount {net_amount} of order {order_no} does not fit amount {amount} at {rate} tax: {expected} expected",
      fix="以含税行金额为准，重算不含税金额", fix_en="Compute it from the line's amount with tax")  # fmt: skip
def net_amount_wrong(
    amount: float,
    net_amount: float,
    tax_rate: float,
    settings: SettingsValues,
    is_tax_included: bool | None = None,
) -> Mapping[str, Any] | None:
    """含税的行金额为准：不含税金额 = 金额 ÷ (1 + 税率)（42×49=2058.00，13 % → 1821.24，不是 42×43.36）。
    单价不含税的，两个金额相等也对。

    The tax-inclusive line amount is authoritative: net = amount ÷ (1 + rate). With prices without tax both may be
    equal.

    错:
    | 订单号 | 金额 | 不含税金额 | 税率 | 是否含税 |
    |---|---|---|---|---|
    | SO2603-014 | 2058 | 1821.12 | 0.13 | 是 |

    对:
    | 订单号 | 金额 | 不含税金额 | 税率 | 是否含税 |
    |---|---|---|---|---|
    | SO2603-014 | 2058 | 1821.24 | 0.13 | 是 |
    | SO2603-015 | 2058 | 2058 | 0.13 | 否 |
    """
    if tax_rate <= -1:
        return None  # no rate at all: said by the rule on tax rates
    expected = amount / (1 + tax_rate)
    tolerance = settings.rounding_gap + 1e-6
    if abs(net_amount - expected) <= tolerance or (
        not is_tax_included and abs(net_amount - amount) <= tolerance
    ):
        return None
    return {
        "rate": f"{100 * tax_rate:g}%",
        "expected": round_money(_decimal(amount) / (1 + _decimal(tax_rate))),
    }


@rule("GD604", table=Orders, level="warning", at="tax_rate", source="13",
      zh="订单 {order_no} 税率 {rate} 不是现行税率", en="The tax rate {rate} of order {order_no} is not in force",
      fix="改成 13%、9%、6%、3%、1% 或 0%", fix_en="Use 13, 9, 6, 3, 1 or 0 %")  # fmt: skip
def unknown_tax_rate(tax_rate: float) -> Mapping[str, Any] | None:
    """税率只有 13 %、9 %、6 %、3 %、1 %、0。

    The rates in force are 13, 9, 6, 3, 1 and 0 %.

    错:
    | 订单号 | 税率 |
    |---|---|
    | SO2603-014 | 0.17 |
    | SO2603-015 | 13 |

    对:
    | 订单号 | 税率 |
    |---|---|
    | SO2603-014 | 0.13 |
    | SO2603-015 | 0 |
    """
    return None if tax_rate in TAX_RATES else {"rate": f"{100 * tax_rate:g}%"}


@rule("GD605", table=Orders, level="error", at="unit_price", source="2, 28",
      zh="订单 {order_no} 单价是 {unit_price}", en="The price of order {order_no} is {unit_price}",
      fix="填单价；样品、补单等免费的选对订单类型", fix_en="Enter the price; for samples and replacements choose that order type")  # fmt: skip
def price_not_positive(unit_price: float, order_type: str | None = None) -> bool:
    """正常订单的单价要大于零；样品、补单、换货、返工可以免费。

    The price of a normal order must be positive; samples, replacements and rework may be free.

    错:
    | 订单号 | 单价 | 订单类型 |
    |---|---|---|
    | SO2603-014 | 0 | 正常 |
    | SO2603-015 | -5 | 样品 |

    对:
    | 订单号 | 单价 | 订单类型 |
    |---|---|---|
    | SO2603-014 | 49 | 正常 |
    | SO2603-015 | 0 | 样品 |
    """
    return unit_price < 0 or (unit_price == 0 and order_type not in FREE_TYPES)


@rule("GD606", table=Orders, level="error", at="ordered_qty", source="2",
      zh="订单 {order_no} 订购数量是 {ordered_qty}", en="The quantity of order {order_no} is {ordered_qty}",
      fix="填正确数量；退货、取消不用负数记", fix_en="Enter the quantity; returns and cancellations are not negative orders")  # fmt: skip
def quantity_not_positive(ordered_qty: float) -> bool:
    """订购数量要大于零：退货记在退货表，取消改状态。

    The ordered quantity must be positive: returns have their table, cancellations their status.

    错:
    | 订单号 | 订购数量 |
    |---|---|
    | SO2603-014 | 0 |

    对:
    | 订单号 | 订购数量 |
    |---|---|
    | SO2603-014 | 50 |
    """
    return ordered_qty <= 0


@rule("GD607", table=Orders, level="warning", at="exchange_rate", source="10",
      zh="订单 {order_no} 币种是 {currency}，没有汇率", en="Order {order_no} is in {currency} without an exchange rate",
      fix="填下单日的汇率", fix_en="Enter the rate of the order date")  # fmt: skip
def foreign_currency_without_rate(currency: str, exchange_rate: float | None) -> bool:
    """外币订单要有汇率，否则汇总不成人民币。

    An order in foreign currency needs its exchange rate, or it cannot be added up in CNY.

    错:
    | 订单号 | 币种 | 汇率 |
    |---|---|---|
    | SO2603-014 | USD |  |

    对:
    | 订单号 | 币种 | 汇率 |
    |---|---|---|
    | SO2603-014 | USD | 7.05 |
    | SO2603-015 | CNY |  |
    """
    return exchange_rate is None and currency != "CNY"


@rule("GD623", table=Deliveries, level="error", at="amount", source="13",
      zh="送货 {order_no} 金额 {amount} 不等于 {shipped_qty} × {unit_price} = {expected}",
      en="The amount {amount} of the delivery of {order_no} is not {shipped_qty} × {unit_price} = {expected}",
      fix="核对发货数量、单价和金额：对账单以这个金额为准", fix_en="Check quantity, price and amount: statements go by this amount")  # fmt: skip
def delivered_amount_wrong(shipped_qty: float, unit_price: float, amount: float) -> Mapping[str, Any] | None:
    """送货的金额应等于发货数量 × 单价，容许误差同订单金额；对账、开票都以它为准。

    The amount of a delivery is quantity × unit price with the tolerance of orders: statements and invoices go by it.

    错:
    | 订单号 | 发货数量 | 单价 | 金额 |
    |---|---|---|---|
    | SO2603-014 | 42 | 49 | 2085 |

    对:
    | 订单号 | 发货数量 | 单价 | 金额 |
    |---|---|---|---|
    | SO2603-014 | 42 | 49 | 2058 |
    | SO2603-015 | 42 | 43.36 | 1821.24 |
    """
    return _wrong(shipped_qty, unit_price, amount)


@rule("GD624", table=Returns, level="error", at="return_amount", source="13",
      zh="退货 {request_no} 金额 {return_amount} 不等于 {received_qty} × {unit_price} = {expected}",
      en="The amount {return_amount} of return {request_no} is not {received_qty} × {unit_price} = {expected}",
      fix="核对实收数量、单价和退货金额；扣款填折让金额", fix_en="Check quantity, price and amount; deductions are allowances")  # fmt: skip
def returned_amount_wrong(
    received_qty: float, unit_price: float, return_amount: float
) -> Mapping[str, Any] | None:
    """退货金额应等于实收数量 × 单价；少退多退的差额记折让金额。

    The amount of a return is quantity × unit price; what is settled beside it is an allowance.

    错:
    | 退货申请号 | 实收数量 | 单价 | 退货金额 |
    |---|---|---|---|
    | TS1 | 2 | 49 | 89 |

    对:
    | 退货申请号 | 实收数量 | 单价 | 退货金额 |
    |---|---|---|---|
    | TS1 | 2 | 49 | 98 |
    """
    return _wrong(received_qty, unit_price, return_amount)


def _wrong(qty: float, price: float, amount: float) -> Mapping[str, Any] | None:
    """Return the amount expected where another stands."""
    return None if _fits(qty, price, amount) else {"expected": round_money(_decimal(qty) * _decimal(price))}


def _fits(qty: float, price: float, amount: float) -> bool:
    """Return whether an amount is quantity × price within the tolerance of requirement 13."""
    exact_qty, exact_price = _decimal(qty), _decimal(price)
    return abs(_decimal(amount) - exact_qty * exact_price) <= amount_tolerance(exact_qty, exact_price)


def _decimal(value: float) -> Decimal:
    """Return the decimal a cell shows for a float."""
    return Decimal(repr(float(value)))
