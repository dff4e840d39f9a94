"""Rules about quotations: reviews, validity, and the orders that refer to them (GD616–GD618, GD637)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gendan_xl.errors import Message
from gendan_xl.intake.ledger import Ledger
from gendan_xl.rules._lookups import kept
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.rules.prices import SMALL
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.prices import Prices
from gendan_xl.schema.quotations import Quotations

VOID = "作废"


class Quoted(NamedTuple):
    """One line of a quotation."""

    product_no: str | None
    price: float | None
    until: dt.date | None
    is_reviewed: bool
    is_confirmed: bool


@lookup
def quoted(ledger: Ledger) -> Mapping[str, Sequence[Quoted]]:
    """The lines of every quotation that is not void."""
    kept(ledger, "quotations", "quotation_no", "quoted_price")
    fields = (
        "quotation_no", "product_no", "quoted_price", "valid_until_date", "finance_reviewer", "gm_reviewer",
        "customer_confirmed_date", "status",
    )  # fmt: skip
    found: dict[str, list[Quoted]] = defaultdict(list)
    for number, product, price, until, finance, gm, confirmed, status in ledger.rows("quotations", fields):
        if number and status != VOID:
            found[number].append(Quoted(product, price, until, bool(finance and gm), confirmed is not None))
    return dict(found)


@rule("GD616", table=Orders, level="error", at="quotation_no", source="10, 11",
      zh="订单 {order_no} 按报价单 {quotation_no} 定价，但{problem}",
      en="The price of order {order_no} refers to quotation {quotation_no}, but {problem}",
      fix="核对报价单号和单价；没审、没确认的先办完", fix_en="Check number and price, and complete reviews and confirmation")  # fmt: skip
def order_not_as_quoted(
    quotation_no: str, unit_price: float, order_date: dt.date, quoted: Mapping[str, Sequence[Quoted]],
    product_no: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """订单填了报价单号的：报价单要在报价表里，有这个产品，财务和总经理审过，客户确认过，下单日在有效期内，单价相同。

    An order that refers to a quotation needs one that is there, has the product, was reviewed by finance and GM and
    confirmed by the customer, held on the order date, and has the same price.

    报价:
    | 报价单号 | 行号 | 产品编号 | 报价单价 | 有效期至 | 财务审核人 | 总经理审核人 | 客户确认日期 |
    |---|---|---|---|---|---|---|---|
    | BJ1 | 1 | P-100 | 46 | 2026-06-30 | 施雅琴 | 周总 | 2026-02-20 |
    | BJ2 | 1 | P-100 | 45 | 2026-06-30 | 施雅琴 |  | 2026-02-20 |
    | BJ3 | 1 | P-100 | 45 | 2026-06-30 | 施雅琴 | 周总 |  |

    错:
    | 订单号 | 下单日期 | 产品编号 | 单价 | 报价单号 |
    |---|---|---|---|---|
    | SO1 | 2026-03-02 | P-100 | 44 | BJ1 |
    | SO2 | 2026-07-02 | P-100 | 46 | BJ1 |
    | SO3 | 2026-03-02 | P-200 | 46 | BJ1 |
    | SO4 | 2026-03-02 | P-100 | 45 | BJ2 |
    | SO5 | 2026-03-02 | P-100 | 45 | BJ3 |
    | SO6 | 2026-03-02 | P-100 | 45 | BJ9 |

    对:
    | 订单号 | 下单日期 | 产品编号 | 单价 | 报价单号 |
    |---|---|---|---|---|
    | SO1 | 2026-03-02 | P-100 | 46 | BJ1 |
    | SO2 | 2026-03-02 | P-100 | 50 |  |
    """
    if quotation_no not in quoted:
        return _problem("报价表里没有这张报价单", "there is no such quotation")
    lines = [line for line in quoted[quotation_no] if product_no in (None, line.product_no)]
    if not lines:
        return _problem("报价单上没有这个产品", "it does not quote this product")
    line = next(
        (line for line in lines if line.price is not None and abs(line.price - unit_price) <= SMALL), lines[0]
    )
    if line.price is not None and abs(line.price - unit_price) > SMALL:
        return _problem(f"报的是 {line.price:g}", f"quotes {line.price:g}")
    if line.until and order_date > line.until:
        return _problem(f"有效期只到 {line.until}", f"it held until {line.until}")
    if not line.is_reviewed:
        return _problem("财务、总经理没有审完", "finance and GM have not both reviewed it")
    return None if line.is_confirmed else _problem("客户还没有确认", "the customer has not confirmed it")


def _problem(zh: str, en: str) -> Mapping[str, Any]:
    return {"problem": Message(zh, en)}


@rule("GD617", table=Quotations, level="error", at="sent_date", source="11",
      zh="报价单 {quotation_no} 已于 {sent_date} 发出，{missing}没有审",
      en="Quotation {quotation_no} was sent on {sent_date} without review by {missing}",
      fix="报价先由财务、总经理审核", fix_en="Finance and the general manager review it first")  # fmt: skip
def quotation_sent_unreviewed(
    sent_date: dt.date, finance_reviewer: str | None, gm_reviewer: str | None
) -> Mapping[str, Any] | None:
    """报价单发给客户之前，要由财务和总经理审核。

    Finance and the general manager review a quotation before it goes to the customer.

    错:
    | 报价单号 | 发出日期 | 财务审核人 | 总经理审核人 |
    |---|---|---|---|
    | BJ1 | 2026-03-02 | 施雅琴 |  |

    对:
    | 报价单号 | 发出日期 | 财务审核人 | 总经理审核人 |
    |---|---|---|---|
    | BJ1 | 2026-03-02 | 施雅琴 | 周总 |
    | BJ2 |  |  |  |
    """
    reviews = {"财务": finance_reviewer, "总经理": gm_reviewer}
    missing = [role for role, name in reviews.items() if name is None]
    return {"missing": "、".join(missing)} if missing else None


@rule("GD618", table=Prices, level="error", at="gm_reviewer", source="11",
      zh="产品 {product_no} 用新材料，价格没有总经理审核", en="Product {product_no} is of a new material, and its price was not reviewed by the GM",
      fix="请总经理定价，填总经理审核人", fix_en="Have the general manager decide the price")  # fmt: skip
def new_material_without_gm(is_new_material: bool, gm_reviewer: str | None) -> bool:
    """新材料的价格要请示总经理；不是新材料的沿用旧报价。

    The price of a new material is asked of the general manager; otherwise the old quotation stands.

    错:
    | 产品编号 | 是否新材料 | 总经理审核人 |
    |---|---|---|
    | P-100 | 是 |  |

    对:
    | 产品编号 | 是否新材料 | 总经理审核人 |
    |---|---|---|
    | P-100 | 是 | 周总 |
    | P-200 | 否 |  |
    """
    return is_new_material and gm_reviewer is None


@rule("GD637", table=Quotations, level="info", at="valid_until_date", source="11",
      zh="报价单 {quotation_no} 的有效期到 {valid_until_date}，已经过期，客户没有确认",
      en="Quotation {quotation_no} was valid until {valid_until_date} and was not confirmed",
      fix="重新核价、改有效期至，或作废", fix_en="Review the prices and renew the date, or void it")  # fmt: skip
def quotation_expired(
    valid_until_date: dt.date,
    today: dt.date,
    customer_confirmed_date: dt.date | None = None,
    status: str | None = None,
) -> bool:
    """过了有效期、客户没有确认的报价，不能再发出。

    An offer that has expired unconfirmed is not sent any more.

    错:
    | 今天 | 报价单号 | 有效期至 | 客户确认日期 |
    |---|---|---|---|
    | 2026-03-16 | BJ1 | 2026-03-15 |  |

    对:
    | 今天 | 报价单号 | 有效期至 | 客户确认日期 |
    |---|---|---|---|
    | 2026-03-16 | BJ1 | 2026-03-16 |  |
    | 2026-03-16 | BJ2 | 2026-03-15 | 2026-03-10 |
    """
    return valid_until_date < today and customer_confirmed_date is None and status != VOID
