"""Rules about registers: numbers given once, records complete (GD34x)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gendan_xl.domain.schedule import RouteStep, make_route, step_numbers
from gendan_xl.errors import GendanError, Message
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.rules._missing import Hit, missing, required_fields
from gendan_xl.rules._rule import rule
from gendan_xl.schema.customers import Customers
from gendan_xl.schema.documents import Documents
from gendan_xl.schema.products import Products
from gendan_xl.schema.routes import Routes


@rule("GD332", table=Routes, level="error", by=("route_name", "version"), complete=True, at="predecessor_nos", source="14",
      zh="工艺路线「{route_name}」排不出来：{problem}", en="Route {route_name} makes no plan: {problem}",
      fix="改正节点序号或前置节点序号", fix_en="Correct the numbers of the steps or what they wait for")  # fmt: skip
def impossible_route(
    route_name: Sequence[str], seq_no: Sequence[float], milestone_name: Sequence[str],
    predecessor_nos: Sequence[str | None] = (),
) -> Mapping[str, Message] | None:  # fmt: skip
    """一条工艺路线的节点序号不能重复，前置节点要存在，也不能互相等成圈，否则用它的订单都排不了节点。

    The steps of a route need numbers of their own, existing predecessors and no circle, or its orders cannot be planned.

    错:
    | 路线名称 | 版本 | 节点序号 | 节点名称 | 前置节点序号 | 报 |
    |---|---|---|---|---|---|
    | 机械 | 1 | 1 | 焊接 | 2 | ✗ |
    | 机械 | 1 | 2 | 涂装 | 1 |  |
    | 家具 | 1 | 1 | 白茬 |  | ✗ |
    | 家具 | 1 | 2 | 外协 | 7 |  |

    对:
    | 路线名称 | 版本 | 节点序号 | 节点名称 | 前置节点序号 |
    |---|---|---|---|---|
    | 家具 | 1 | 1 | 物料采购 |  |
    | 家具 | 1 | 2 | 白茬 | 0 |
    | 家具 | 1 | 3 | 成品生产 | 1、2 |
    """
    rows = zip(seq_no, milestone_name, predecessor_nos, strict=True)
    try:
        make_route(RouteStep(int(seq), name, predecessors=step_numbers(nos)) for seq, name, nos in rows)
    except GendanError as error:
        return {"problem": error.message}
    return None


@rule("GD341", table=Documents, level="error", by=("document_no",), least=2, source="44",
      zh="单据号 {document_no} 用了 {count} 次", en="Document number {document_no} was used {count} times",
      fix="查清哪张作废；号码不能重用", fix_en="Find out which one is void; a number is never used again")  # fmt: skip
def duplicate_document(document_no: Sequence[str]) -> Iterator[Hit]:
    """单据号永不重用：作废的也保留原号。

    A document number is never used twice; voided documents keep theirs.

    错:
    | 单据号 | 单据类型 | 报 |
    |---|---|---|
    | SH20260302001 | 送货单 |  |
    | SH20260302001 | 送货单 | ✗ |

    对:
    | 单据号 | 单据类型 |
    |---|---|
    | SH20260302001 | 送货单 |
    | SH20260302002 | 送货单 |
    """
    return _repeated(document_no)


@rule("GD342", table=Customers, level="error", by=("customer_no",), least=2, source="44b",
      zh="客户编号 {customer_no} 登记了 {count} 次", en="Customer number {customer_no} is registered {count} times",
      fix="合并成一行，或改其中一个编号", fix_en="Join the rows, or change one of the numbers")  # fmt: skip
def duplicate_customer(customer_no: Sequence[str]) -> Iterator[Hit]:
    """一个客户编号只能登记一次，否则不知道按哪一行的价格和账期。

    A customer number may be registered only once.

    错:
    | 客户编号 | 客户全称 | 报 |
    |---|---|---|
    | C001 | 杭州永信门业有限公司 |  |
    | C001 | 杭州永兴门业有限公司 | ✗ |

    对:
    | 客户编号 | 客户全称 |
    |---|---|
    | C001 | 杭州永信门业有限公司 |
    | C002 | 杭州永兴门业有限公司 |
    """
    return _repeated(customer_no)


@rule("GD343", table=Products, level="error", by=("product_no",), least=2, source="3",
      zh="产品编号 {product_no} 建了 {count} 次", en="Product number {product_no} is there {count} times",
      fix="合并成一行，或改其中一个编号", fix_en="Join the rows, or change one of the numbers")  # fmt: skip
def duplicate_product(product_no: Sequence[str]) -> Iterator[Hit]:
    """一个产品编号只能有一行，否则名称、单位、配套都对不准。

    A product number may have only one row.

    错:
    | 产品编号 | 产品名称 | 报 |
    |---|---|---|
    | P-100 | 双面执手 |  |
    | P-100 | 单面执手 | ✗ |

    对:
    | 产品编号 | 产品名称 |
    |---|---|
    | P-100 | 双面执手 |
    | P-101 | 单面执手 |
    """
    return _repeated(product_no)


@rule("GD344", table=Customers, level="warning", by=(), at="customer_no", source="44b",
      zh="客户登记缺少{missing}", en="The customer's record lacks {missing}",
      fix="向业务员问清后补全", fix_en="Ask sales and complete it")  # fmt: skip
def customer_incomplete(ledger: Ledger, data: TableData) -> Iterator[Hit]:
    """客户登记要完整：全称、地址、联系人、电话、结算方式、等级等。

    A customer's record must be complete: full name, address, contact, telephone, settlement, grade …

    错:
    | 客户编号 | 客户全称 | 电话 |
    |---|---|---|
    | C001 | 杭州永信门业有限公司 |  |

    对:
    | 客户编号 | 客户全称 | 电话 |
    |---|---|---|
    | C001 | 杭州永信门业有限公司 | 0571-8800 |
    """
    return missing(ledger, data, required_fields(data))


def _repeated(keys: Sequence[str]) -> Iterator[Hit]:
    return ((row, {"count": len(keys)}) for row in range(1, len(keys)))
