"""Rules about the papers that travel with the goods (GD515, requirement 32)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from gendan_xl.intake.ledger import Ledger
from gendan_xl.rules._lookups import Key, kept
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.rules._status import is_released
from gendan_xl.schema.deliveries import Deliveries
from gendan_xl.text import header_key

_BETWEEN = re.compile(r"[、，,；;/\n+＋]")


@lookup
def required_papers(ledger: Ledger) -> Mapping[Key, Mapping[str, str]]:
    """Return (order_no, line_no) → the papers asked for (normal form → as written): by the order, its product and its customer."""
    by_product = dict(ledger.rows("products", ("product_no", "papers")))
    by_customer = dict(ledger.rows("customers", ("customer_no", "papers")))
    rows = ledger.rows("orders", ("order_no", "line_no", "papers", "product_no", "customer_no"))
    return {
        (order_no, line_no): _names(own, by_product.get(product), by_customer.get(customer))
        for order_no, line_no, own, product, customer in rows
    }


def _names(*texts: str | None) -> dict[str, str]:
    names = (name.strip() for text in texts if text for name in _BETWEEN.split(text))
    return {header_key(name): name for name in names if header_key(name)}


@lookup
def ready_papers(ledger: Ledger) -> Mapping[tuple[Any, Any, Any], frozenset[str]]:
    """Return (order_no, line_no, batch_no) → the papers that 随货资料 has ready; None stands for all lines or batches."""
    kept(ledger, "shipment_papers", "order_no", "paper_name")
    found: dict[tuple[Any, Any, Any], frozenset[str]] = defaultdict(frozenset)
    fields = ("order_no", "line_no", "batch_no", "paper_name", "collected_date", "sent_date", "status")
    for order_no, line_no, batch_no, name, collected, sent, status in ledger.rows("shipment_papers", fields):
        if name and (collected or sent or status == "已完成"):
            found[order_no, line_no, batch_no] |= {header_key(name)}
    return found


@rule("GD515", table=Deliveries, level="warning", at="status", source="32",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 已到{status}，随货资料还缺：{missing}",
      en="Delivery {order_no}-{line_no} batch {batch_no} is {status}, papers that go with it are missing: {missing}",
      fix="补齐资料，在随货资料表填领取日期或寄出日期", fix_en="Get the papers and enter in 随货资料 when they were collected or sent")  # fmt: skip
def papers_missing(
    order_no: str, line_no: float | None, status: str, required_papers: Mapping[Key, Mapping[str, str]],
    ready_papers: Mapping[tuple[Any, Any, Any], frozenset[str]], batch_no: float | None = None,
    delivery_type: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """打单之后，订单、产品、客户要求的随货资料（质检报告、合格证、说明书等）要在随货资料表里都办好。样品、备品不查。

    Of a billed delivery the papers that the order, the product or the customer asks for must be ready in 随货资料.
    Samples and spares are left alone.

    客户:
    | 客户编号 | 客户全称 | 随货资料 |
    |---|---|---|
    | C001 | 杭州永信门业有限公司 | 装箱单 |

    产品:
    | 产品编号 | 产品名称 | 随货资料 |
    |---|---|---|
    | 3085A | 锁体 | 合格证、质检报告 |

    订单台账:
    | 订单号 | 行号 | 客户编号 | 产品编号 |
    |---|---|---|---|
    | SO2603-014 | 1 | C001 | 3085A |
    | SO2603-015 | 1 | C001 | 3085A |
    | SO2603-016 | 1 | C009 | 9999 |

    随货资料:
    | 订单号 | 行号 | 批次 | 资料名称 | 领取日期 | 状态 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 合格证 | 2026-03-12 |  |
    | SO2603-014 | 1 | 1 | 装箱单 |  | 待办 |
    | SO2603-015 | 1 | 1 | 合格证 |  | 已完成 |
    | SO2603-015 | 1 | 1 | 质检报告 |  | 已完成 |
    | SO2603-015 | 1 | 1 | 装箱单 | 2026-03-12 |  |

    错:
    | 订单号 | 行号 | 批次 | 状态 |
    |---|---|---|---|
    | SO2603-014 | 1 | 1 | 已打单 |
    | SO2603-015 | 1 | 2 | 已发货 |

    对:
    | 订单号 | 行号 | 批次 | 发货类型 | 状态 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 2 | 正常 | 计划 |
    | SO2603-015 | 1 | 1 | 正常 | 已发货 |
    | SO2603-016 | 1 | 1 | 正常 | 已发货 |
    | SO2603-014 | 1 | 1 | 备品 | 已打单 |
    """
    if delivery_type in ("样品", "备品") or not is_released(status):
        return None
    required = required_papers.get((order_no, line_no), {})
    places = ((line_no, batch_no), (line_no, None), (None, None))
    ready = frozenset().union(*(ready_papers.get((order_no, *place), frozenset()) for place in places))
    missing = [name for key, name in required.items() if key not in ready]
    return {"missing": "、".join(missing)} if missing else None
