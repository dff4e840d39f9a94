"""Rules about price lists, special prices and credit (GD61x, GD62x)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from gendan_xl.intake.ledger import Ledger
from gendan_xl.rules._lookups import Rows, kept
from gendan_xl.rules._missing import Hit
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.rules._status import has_reached, is_closed
from gendan_xl.schema.customers import Customers
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.prices import Prices

SMALL = 5e-5
"""Prices closer than this are the same: four decimals are kept."""


class Listed(NamedTuple):
    """One price of a list."""

    start: dt.date
    end: dt.date
    min_qty: float
    price: float
    is_tax_included: bool | None
    tax_rate: float


PriceLists = Mapping[tuple[str | None, str, str], Sequence[Listed]]
"""(customer_no or None for everyone, product_no, currency) → prices, the latest and largest step first."""


@lookup
def price_lists(ledger: Ledger) -> PriceLists:
    """The prices in force by customer, product and currency."""
    kept(ledger, "prices", "product_no", "unit_price")
    fields = (
        "customer_no", "product_no", "currency", "start_date", "end_date", "min_qty", "unit_price", "is_tax_included",
        "tax_rate", "is_disabled",
    )  # fmt: skip
    out: dict[tuple[str | None, str, str], list[Listed]] = defaultdict(list)
    for customer, product, currency, start, end, min_qty, price, included, rate, disabled in ledger.rows(
        "prices", fields
    ):
        if product and price is not None and not disabled:
            listed = Listed(
                start or dt.date.min, end or dt.date.max, min_qty or 0, price, included, rate or 0
            )
            out[customer, product, currency or "CNY"].append(listed)
    for prices in out.values():
        prices.sort(key=lambda one: (one.start, one.min_qty), reverse=True)
    return dict(out)


@rule("GD611", table=Orders, level="error", at="unit_price", source="10",
      zh="订单 {order_no} 单价 {unit_price} 低于价格表 {expected}", en="The price {unit_price} of order {order_no} is below the list price {expected}",
      fix="改单价；特批的填审批人，按报价的填报价单号", fix_en="Correct it; enter who approved a special price, or the quotation")  # fmt: skip
def price_below_list(
    product_no: str, unit_price: float, ordered_qty: float, order_date: dt.date, price_lists: PriceLists,
    customer_numbers: frozenset[str], customer_no: str | None = None, currency: str | None = None,
    is_tax_included: bool | None = None,
    special_price_approver: str | None = None, quotation_no: str | None = None, order_type: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """单价低于下单日有效的价格表（先看客户价，再看通用价；起订量够的取最高一档），又没有特批价审批人或报价单。
    样品、补单、换货、返工不查。

    The price is below the list in force on the order date (the customer's price before the general one, the largest
    step that the quantity reaches), without an approved special price or a quotation. Samples, replacements and rework
    are left alone.

    价格:
    | 客户编号 | 产品编号 | 币种 | 起订数量 | 生效日期 | 失效日期 | 单价 |
    |---|---|---|---|---|---|---|
    |  | P-100 | CNY | 1 | 2026-01-01 |  | 49 |
    |  | P-100 | CNY | 100 | 2026-01-01 |  | 45 |
    | C002 | P-100 | CNY | 1 | 2026-01-01 | 2026-06-30 | 44 |

    错:
    | 订单号 | 下单日期 | 客户编号 | 产品编号 | 订购数量 | 单价 |
    |---|---|---|---|---|---|
    | SO2603-014 | 2026-03-02 | C001 | P-100 | 50 | 46 |

    对:
    | 订单号 | 下单日期 | 客户编号 | 产品编号 | 订购数量 | 单价 | 特批价审批人 |
    |---|---|---|---|---|---|---|
    | SO2603-014 | 2026-03-02 | C001 | P-100 | 50 | 46 | 王总 |
    | SO2603-015 | 2026-03-02 | C001 | P-100 | 200 | 45 |  |
    | SO2603-016 | 2026-03-02 | C002 | P-100 | 50 | 44 |  |
    | SO2603-017 | 2025-12-01 | C001 | P-100 | 50 | 40 |  |
    """
    if special_price_approver or quotation_no or order_type not in (None, "正常", "备库", "试产"):
        return None
    listed = list_price(
        price_lists, customer_no, product_no, currency, ordered_qty, order_date, is_tax_included
    )
    return {"expected": round(listed, 4)} if listed is not None and unit_price < listed - SMALL else None


@rule("GD612", table=Orders, level="warning", at="unit_price", source="10",
      zh="订单 {order_no} 单价 {unit_price} 高于价格表 {expected}", en="The price {unit_price} of order {order_no} is above the list price {expected}",
      fix="核对价格表是否过期；按报价的填报价单号", fix_en="See whether the list is out of date; enter the quotation where there is one")  # fmt: skip
def price_above_list(
    product_no: str, unit_price: float, ordered_qty: float, order_date: dt.date, price_lists: PriceLists,
    customer_numbers: frozenset[str], customer_no: str | None = None, currency: str | None = None,
    is_tax_included: bool | None = None,
    special_price_approver: str | None = None, quotation_no: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """单价高于下单日有效的价格表，又没有特批或报价单：可能打错，也可能价格表过期。

    The price is above the list in force on the order date, without approval or quotation: a slip, or an old list.

    价格:
    | 产品编号 | 币种 | 起订数量 | 生效日期 | 单价 |
    |---|---|---|---|---|
    | P-100 | CNY | 1 | 2026-01-01 | 49 |

    错:
    | 订单号 | 下单日期 | 产品编号 | 订购数量 | 单价 |
    |---|---|---|---|---|
    | SO2603-014 | 2026-03-02 | P-100 | 50 | 94 |

    对:
    | 订单号 | 下单日期 | 产品编号 | 订购数量 | 单价 | 报价单号 |
    |---|---|---|---|---|---|
    | SO2603-014 | 2026-03-02 | P-100 | 50 | 49 |  |
    | SO2603-015 | 2026-03-02 | P-100 | 50 | 52 | BJ260203 |
    """
    if special_price_approver or quotation_no:
        return None
    listed = list_price(
        price_lists, customer_no, product_no, currency, ordered_qty, order_date, is_tax_included
    )
    return {"expected": round(listed, 4)} if listed is not None and unit_price > listed + SMALL else None


def list_price(
    lists: PriceLists, customer_no: str | None, product_no: str, currency: str | None, qty: float, day: dt.date,
    is_tax_included: bool | None,
) -> float | None:  # fmt: skip
    """Return the list price for an order line, with or without tax as the line's own price is; None without one."""
    for customer in (customer_no, None):
        for one in lists.get((customer, product_no, currency or "CNY"), ()):
            if one.start <= day <= one.end and one.min_qty <= qty:
                return _as_taxed(one, is_tax_included)
    return None


def _as_taxed(listed: Listed, is_tax_included: bool | None) -> float:
    if listed.is_tax_included is None or is_tax_included in (None, listed.is_tax_included):
        return listed.price
    factor = 1 + listed.tax_rate
    return listed.price * factor if is_tax_included else listed.price / factor


@rule("GD613", table=Prices, level="warning", by=("product_no", "customer_no", "currency", "min_qty"), least=2, at="start_date",
      source="10",
      zh="产品 {product_no} 的价格有效期重叠：{start_date} 在前一条 {other_start} ～ {other_end} 之内",
      en="Prices of product {product_no} overlap: {start_date} lies within {other_start} to {other_end}",
      fix="改生效、失效日期，或停用旧价", fix_en="Correct the dates, or disable the old price")  # fmt: skip
def prices_overlap(
    product_no: Sequence[str], start_date: Sequence[dt.date], unit_price: Sequence[float],
    end_date: Sequence[dt.date | None] = (), is_disabled: Sequence[bool | None] = (),
) -> Iterator[Hit]:  # fmt: skip
    """同一客户、产品、币种、起订量的两条价格有效期重叠，或同一天生效。失效日期空着的，到下一条生效为止。

    Two prices for the same customer, product, currency and quantity are in force at once. A price without an end
    holds until the next one starts.

    错:
    | 客户编号 | 产品编号 | 币种 | 起订数量 | 生效日期 | 失效日期 | 单价 | 报 |
    |---|---|---|---|---|---|---|---|
    | C001 | P-100 | CNY | 1 | 2026-01-01 | 2026-06-30 | 49 |  |
    | C001 | P-100 | CNY | 1 | 2026-05-01 |  | 52 | ✗ |

    对:
    | 客户编号 | 产品编号 | 币种 | 起订数量 | 生效日期 | 失效日期 | 单价 |
    |---|---|---|---|---|---|---|
    | C001 | P-100 | CNY | 1 | 2026-01-01 |  | 49 |
    | C001 | P-100 | CNY | 1 | 2026-05-01 |  | 52 |
    | C001 | P-100 | CNY | 100 | 2026-05-01 |  | 50 |
    """
    rows = sorted(
        (row for row in range(len(start_date)) if not is_disabled[row]), key=lambda row: start_date[row]
    )
    for before, row in zip(rows, rows[1:], strict=False):
        end = end_date[before]
        if start_date[row] == start_date[before] or (end and start_date[row] <= end):
            yield row, {"other_start": start_date[before], "other_end": end or "…"}


@rule("GD614", table=Orders, level="error", at="special_price_approver", source="10",
      zh="订单 {order_no} 的特批价由 {special_price_approver} 批准，人员表没有给他特批价权限",
      en="The special price of order {order_no} was approved by {special_price_approver}, who has no right to it",
      fix="请副总或总经理审批；权限写在人员表", fix_en="Have the deputy or general manager approve it; rights are in the table of staff")  # fmt: skip
def special_price_by_wrong_person(
    special_price_approver: str, special_price_approvers: frozenset[str]
) -> bool:
    """特批价只能由人员表里有特批价权限的人（副总、总经理）批准。

    A special price may only be approved by those to whom the table of staff gives that right (deputy GM, GM).

    人员:
    | 姓名 | 角色 | 特批价权限 |
    |---|---|---|
    | 王总 | 总经理 | 是 |
    | 赵工 | 业务员 |  |

    错:
    | 订单号 | 特批价审批人 |
    |---|---|
    | SO2603-014 | 赵工 |

    对:
    | 订单号 | 特批价审批人 |
    |---|---|
    | SO2603-014 | 王总 |
    """
    return special_price_approver not in special_price_approvers


@lookup
def special_price_approvers(ledger: Ledger) -> frozenset[str]:
    """The names of those who may approve special prices."""
    kept(ledger, "staff", "name", "has_special_price_right")
    return frozenset(
        name for name, right in ledger.rows("staff", ("name", "has_special_price_right")) if right
    )


@rule("GD615", table=Orders, level="error", at="price_source", source="10",
      zh="订单 {order_no} 价格来源是特批，没有审批人", en="The price of order {order_no} is a special one without approver",
      fix="请副总或总经理审批，填审批人和日期", fix_en="Have it approved and enter who and when")  # fmt: skip
def special_price_without_approver(price_source: str, special_price_approver: str | None) -> bool:
    """特批价要有审批人。

    A special price needs its approver.

    错:
    | 订单号 | 价格来源 | 特批价审批人 |
    |---|---|---|
    | SO2603-014 | 特批 |  |

    对:
    | 订单号 | 价格来源 | 特批价审批人 |
    |---|---|---|
    | SO2603-014 | 特批 | 王总 |
    | SO2603-015 | 价格表 |  |
    """
    return price_source == "特批" and special_price_approver is None


@rule("GD621", table=Customers, level="warning", at="receivable_amount", source="28",
      zh="客户 {short_name} 应收 {receivable_amount} 超过信用额度 {credit_limit_amount}",
      en="Customer {short_name} owes {receivable_amount}, beyond the credit limit {credit_limit_amount}",
      fix="催款；发货前由销售主管或财务放行", fix_en="Collect; deliveries need a release by sales manager or finance")  # fmt: skip
def over_credit(customer_no: str, receivable_amount: float, credit_limit_amount: float) -> bool:
    """客户的应收余额超过信用额度（额度为 0 表示不限）。

    What a customer owes is beyond the credit limit (0 means none is set).

    错:
    | 客户编号 | 客户简称 | 应收余额 | 信用额度 |
    |---|---|---|---|
    | C001 | 永信门业 | 120000 | 100000 |

    对:
    | 客户编号 | 客户简称 | 应收余额 | 信用额度 |
    |---|---|---|---|
    | C001 | 永信门业 | 80000 | 100000 |
    | C002 | 永兴门业 | 80000 | 0 |
    """
    return 0 < credit_limit_amount < receivable_amount


@rule("GD622", table=Orders, level="warning", at="customer_no", source="28",
      zh="订单 {order_no} 的客户已停止供货", en="Supply to the customer of order {order_no} is stopped",
      fix="先向销售主管和财务确认再排产", fix_en="Ask sales manager and finance before it is planned")  # fmt: skip
def order_of_stopped_customer(
    customer_no: str, customers: Rows, status: str | None = None, close_mode: str | None = None
) -> bool:
    """停止供货的客户还有没发完的订单，排产、发货前要先问清。

    A customer whose supply is stopped has open orders: ask before they are planned or delivered.

    客户:
    | 客户编号 | 客户全称 | 是否停止供货 |
    |---|---|---|
    | C001 | 杭州永信门业有限公司 | 是 |

    错:
    | 订单号 | 客户编号 | 状态 |
    |---|---|---|
    | SO2603-014 | C001 | 已确认 |

    对:
    | 订单号 | 客户编号 | 状态 |
    |---|---|---|
    | SO2603-014 | C001 | 已发货 |
    | SO2603-015 | C002 | 已确认 |
    """
    stopped = customers.get(customer_no, "is_stopped")
    return bool(stopped) and not has_reached(status, "已发货") and not is_closed(status, close_mode)
