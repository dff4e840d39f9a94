"""Deliveries that left before the money came (GD746, requirement 28); GD745 stops the delivery note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.prepayments import prepayments
from gendan_xl.rules._lookups import kept
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.rules._status import is_released, unsigned
from gendan_xl.schema.deliveries import EXTRA_TYPES, Deliveries
from gendan_xl.schema.settings import SettingsValues


@lookup
def receipts_kept(ledger: Ledger) -> Ledger:
    """The book, where it keeps orders and what came in for them."""
    kept(ledger, "orders", "order_no")
    return ledger


@rule("GD746", table=Deliveries, level="error", by=(), at="releaser", source="28",
      zh="送货 {order_no}-{line_no} 批次 {batch_no} 已到{status}，按付款条件发货前应收 {due}，只收到 {received}，没有{missing}",
      en="Delivery {order_no}-{line_no} batch {batch_no} is {status}; {due} was to be paid before, {received} came in; {missing} is blank",
      fix="催收并在收款表登记；先发的由销售主管或财务写放行人和原因",
      fix_en="Collect and enter the receipt; what is sent first needs a release by sales manager or finance, with a reason")  # fmt: skip
def delivered_unpaid(
    order_no: Sequence[str | None], status: Sequence[str | None], releaser: Sequence[str | None],
    release_reason: Sequence[str | None], receipts_kept: Ledger, settings: SettingsValues,
    delivery_type: Sequence[str | None] = (),
) -> Iterator[tuple[int, Mapping[str, Any]]]:  # fmt: skip
    """款到发货的要先收够已发货物的钱，预付加尾款的要先收预付款（尾款写明发货前付清的要收齐）；没收够又要发的，要有放行人和放行原因。
    补货、换货、样品、备品不查。没有登记收款的台账不查。

    Where money comes before goods (款到发货) what has left must be paid, where a deposit was agreed the deposit; what
    leaves all the same needs a release with a reason. Replacements, samples and spares are left alone.

    订单台账:
    | 订单号 | 行号 | 订购数量 | 单价 | 结算方式 | 预付比例 |
    |---|---|---|---|---|---|
    | SO1 | 1 | 100 | 10 | 款到发货 |  |
    | SO2 | 1 | 100 | 10 | 预付加尾款 | 0.3 |
    | SO3 | 1 | 100 | 10 | 月结 |  |

    收款:
    | 收款单号 | 收款行号 | 收款金额 | 订单号 | 状态 |
    |---|---|---|---|---|
    | SK1 | 1 | 400 | SO1 | 已确认 |
    | SK2 | 1 | 300 | SO2 | 待确认 |

    错:
    | 订单号 | 行号 | 批次 | 发货数量 | 状态 | 放行人 | 放行原因 | 报 |
    |---|---|---|---|---|---|---|---|
    | SO1 | 1 | 1 | 40 | 已发货 |  |  |  |
    | SO1 | 1 | 2 | 60 | 已打单 | 王总 |  | ✗ |
    | SO2 | 1 | 1 | 40 | 已打单 |  |  | ✗ |
    | SO3 | 1 | 1 | 40 | 已发货 |  |  |  |

    对:
    | 订单号 | 行号 | 批次 | 发货数量 | 状态 | 放行人 | 放行原因 |
    |---|---|---|---|---|---|---|
    | SO1 | 1 | 1 | 40 | 已发货 |  |  |
    | SO1 | 1 | 2 | 60 | 待放行 |  |  |
    | SO2 | 1 | 1 | 40 | 已打单 | 王总 | 明天到款 |
    """
    kinds = delivery_type or [None] * len(order_no)
    found = prepayments(receipts_kept, settings)
    for row, (number, state, kind) in enumerate(zip(order_no, status, kinds, strict=True)):
        missing = unsigned(releaser[row], release_reason[row])
        one = found.get(str(number))
        if one and missing and is_released(state) and kind not in EXTRA_TYPES:
            due = one.due(rows=frozenset(later for later in one.billed if later > row))
            if one.received < due:
                yield row, {"due": due, "received": one.received, "missing": missing}
