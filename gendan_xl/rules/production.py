"""Rules about what could be made together (GD516, requirement 35)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from gendan_xl.rules._missing import Hit
from gendan_xl.rules._rule import rule
from gendan_xl.rules._status import BOUGHT, is_closed
from gendan_xl.schema.orders import Orders

_RUNNING = frozenset({"已排产", "生产中"})
_WAITING = frozenset({"待评审", "已确认"})
_MOST = 3


@rule("GD516", table=Orders, level="info", by="product_no", least=2, at="product_no", source="35",
      zh="产品 {product_no} 有别的客户的订单还在生产（{running}），这行可以并单",
      en="Product {product_no} is being made for other customers ({running}): this line could go with it",
      fix="请 PMC 看能否并批生产，再定排产", fix_en="Ask PMC whether it can join that run before it is planned")  # fmt: skip
def could_join_a_run(
    order_no: Sequence[str], product_no: Sequence[str], customer_no: Sequence[str], status: Sequence[str],
    line_no: Sequence[float | None] = (), close_mode: Sequence[str | None] = (),
    supply_mode: Sequence[str | None] = (),
) -> Iterator[Hit]:  # fmt: skip
    """几个客户订了同一产品，前一批还没做完（已排产、生产中），还没排产的可以并单。供货方式是库存、外购的不查。

    Several customers ordered the same product and an earlier run is unfinished: what is not planned yet could join
    it. Lines from stock or suppliers are left alone.

    错:
    | 订单号 | 行号 | 客户编号 | 产品编号 | 状态 | 报 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | C001 | 3085A | 生产中 |  |
    | SO2603-015 | 1 | C002 | 3085A | 已确认 | ✗ |
    | SO2603-016 | 1 | C001 | 3085A | 已确认 |  |

    对:
    | 订单号 | 行号 | 客户编号 | 产品编号 | 供货方式 | 状态 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | C001 | 3085A | 自制 | 生产中 |
    | SO2603-015 | 1 | C002 | CZM04 | 自制 | 已确认 |
    | SO2603-016 | 1 | C002 | 3085A | 库存 | 已确认 |
    | SO2603-017 | 1 | C002 | 3085A | 自制 | 生产中 |
    """
    rows = range(len(status))
    made = [
        row for row in rows if supply_mode[row] not in BOUGHT and not is_closed(status[row], close_mode[row])
    ]
    running: dict[str, list[str]] = {}
    for row in made:
        if status[row] in _RUNNING:
            running.setdefault(customer_no[row], []).append(_name(order_no[row], line_no[row]))
    for row in made:
        others = (names for customer, names in running.items() if customer != customer_no[row])
        found = list(islice(chain.from_iterable(others), _MOST + 1)) if status[row] in _WAITING else []
        if found:
            yield row, {"running": "、".join(found[:_MOST]) + ("…" if len(found) > _MOST else "")}


def _name(order_no: str, line_no: float | None) -> str:
    return order_no if line_no is None else f"{order_no}-{line_no:g}"
