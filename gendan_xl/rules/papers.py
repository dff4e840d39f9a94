"""Rules about the papers that travel with the goods (GD515, requirement 32); GD747 stops the delivery note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.papers import Papers, papers
from gendan_xl.rules._lookups import kept
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.rules._status import is_released
from gendan_xl.schema.deliveries import Deliveries


@lookup
def papers_kept(ledger: Ledger) -> Papers:
    """The papers of the book, where it keeps them."""
    kept(ledger, "shipment_papers", "order_no", "paper_name")
    found = papers(ledger)
    assert found is not None
    return found


@rule("GD515", table=Deliveries, level="warning", at="status", source="32",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 已到{status}，随货资料还缺：{missing}",
      en="Delivery {order_no}-{line_no} batch {batch_no} is {status}, papers that go with it are missing: {missing}",
      fix="补齐资料，在随货资料表填领取日期或寄出日期", fix_en="Get the papers and enter in 随货资料 when they were collected or sent")  # fmt: skip
def papers_missing(
    order_no: str, line_no: float | None, status: str, papers_kept: Papers, batch_no: float | None = None,
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
    if not is_released(status):
        return None
    missing = papers_kept.missing(order_no, line_no, batch_no, delivery_type)
    return {"missing": "、".join(missing)} if missing else None
