"""Rules about returned goods (GD53x)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gendan_xl.rules._lookups import Key, Rows, Shipped
from gendan_xl.rules._missing import Hit
from gendan_xl.rules._rule import rule
from gendan_xl.schema.returns import Returns

APPROVED = frozenset({"同意", "特批"})
REFUSED = frozenset({"已拒绝", "拒收"})


@rule("GD531", table=Returns, level="error", by=("order_no", "line_no"), complete=True, at="requested_qty", source="37",
      zh="订单行 {order_no}-{line_no} 退货合计 {returned}，超过已发 {delivered}",
      en="{returned} of {order_no}-{line_no} are to be returned, only {delivered} were delivered",
      fix="核对送货单，改退货数量或拒收多出的", fix_en="Compare with the delivery note; correct the quantity or refuse the excess")  # fmt: skip
def returned_more_than_shipped(
    order_no: Sequence[str], line_no: Sequence[float], requested_qty: Sequence[float], orders: Rows,
    shipped_if_kept: Mapping[Key, Shipped] | None, received_qty: Sequence[float | None] = (),
    status: Sequence[str | None] = (),
) -> list[Hit]:  # fmt: skip
    """一个订单行退回的合计不能超过发出的（实收了按实收，否则按申请；拒绝的不算）。

    No more can come back of an order line than was delivered (received quantities, else requested ones; refused
    returns do not count).

    订单台账:
    | 订单号 | 行号 | 已发数量 |
    |---|---|---|
    | SO2603-014 | 1 | 20 |

    错:
    | 退货申请号 | 订单号 | 行号 | 申请数量 | 实收数量 | 状态 | 报 |
    |---|---|---|---|---|---|---|
    | TH260301 | SO2603-014 | 1 | 15 | 15 | 已入账 |  |
    | TH260309 | SO2603-014 | 1 | 10 |  | 待审批 | ✗ |

    对:
    | 退货申请号 | 订单号 | 行号 | 申请数量 | 实收数量 | 状态 |
    |---|---|---|---|---|---|
    | TH260301 | SO2603-014 | 1 | 15 | 12 | 已入账 |
    | TH260309 | SO2603-014 | 1 | 8 |  | 待审批 |
    | TH260310 | SO2603-014 | 1 | 8 |  | 已拒绝 |
    """
    key = order_no[0], line_no[0]
    if shipped_if_kept is None:
        delivered, is_known = orders.get(key, "delivered_qty"), True
    else:
        line = shipped_if_kept.get(key) or Shipped()
        delivered, is_known = line.normal + line.resupply, line.is_known
    counted = [row for row, state in enumerate(status) if state not in REFUSED]
    returned = sum(_returned(requested_qty[row], received_qty[row]) for row in counted)
    if delivered is None or returned <= delivered or not is_known:
        return []
    return [(counted[-1], {"returned": returned, "delivered": delivered})]


def _returned(requested: float, received: float | None) -> float:
    return requested if received is None else received


@rule("GD532", table=Returns, level="error", at="received_qty", source="37",
      zh="退货 {request_no} 已收 {received_qty}，申请还没有批准", en="{received_qty} of return {request_no} were received without approval",
      fix="补领导审批；没有批准的应拒收", fix_en="Have it approved; goods without approval are refused")  # fmt: skip
def received_without_approval(request_no: str, received_qty: float, approval_result: str | None) -> bool:
    """没有批准的退货不能收（没有申请一律拒收）。

    Returned goods are not received without an approved request.

    错:
    | 退货申请号 | 实收数量 | 审批结论 |
    |---|---|---|
    | TH260301 | 15 |  |
    | TH260302 | 15 | 不同意 |

    对:
    | 退货申请号 | 实收数量 | 审批结论 |
    |---|---|---|
    | TH260301 | 15 | 同意 |
    | TH260302 | 0 | 不同意 |
    """
    return received_qty > 0 and approval_result not in APPROVED


@rule("GD533", table=Returns, level="warning", at="disposition", source="37",
      zh="退货 {request_no} 已批准，领导没有写处理办法", en="Return {request_no} is approved, but what to do with the goods is not said",
      fix="请领导写明处理办法（返修、换货、折让、报废……）", fix_en="Have the leader state it (repair, replace, allowance, scrap …)")  # fmt: skip
def approved_without_disposition(request_no: str, approval_result: str, disposition: str | None) -> bool:
    """批准退货时，领导必须写明怎么处理。

    Whoever approves a return must state what is to be done with the goods.

    错:
    | 退货申请号 | 审批结论 | 处理办法 |
    |---|---|---|
    | TH260301 | 同意 |  |

    对:
    | 退货申请号 | 审批结论 | 处理办法 |
    |---|---|---|
    | TH260301 | 同意 | 换货 |
    | TH260302 | 不同意 |  |
    """
    return disposition is None and approval_result in APPROVED


@rule("GD534", table=Returns, level="error", at="remelt_approver", source="37",
      zh="退货 {request_no} 处理办法是回炉，没有总经理批准", en="Return {request_no} is to be remelted without the general manager's approval",
      fix="请总经理或以上批准，填回炉审批人", fix_en="Have the general manager approve it")  # fmt: skip
def remelted_without_approval(request_no: str, disposition: str, remelt_approver: str | None) -> bool:
    """回炉要总经理或以上批准。

    Remelting needs the general manager's approval or higher.

    错:
    | 退货申请号 | 处理办法 | 回炉审批人 |
    |---|---|---|
    | TH260301 | 回炉 |  |

    对:
    | 退货申请号 | 处理办法 | 回炉审批人 |
    |---|---|---|
    | TH260301 | 回炉 | 王总 |
    | TH260302 | 返修 |  |
    """
    return disposition == "回炉" and remelt_approver is None


@rule("GD535", table=Returns, level="warning", at="complaint_no", source="37",
      zh="退货 {request_no} 是我方质量问题，没有投诉处理报告", en="Return {request_no} is our quality fault and has no complaint report",
      fix="先登记投诉，填投诉单号", fix_en="Enter the complaint first, then its number")  # fmt: skip
def quality_return_without_complaint(
    request_no: str, return_type: str, fault_party: str, complaint_no: str | None
) -> bool:
    """我方质量问题的退货要有产品投诉处理报告。

    A return for our own quality fault needs the complaint report.

    错:
    | 退货申请号 | 退货类型 | 责任归属 | 投诉单号 |
    |---|---|---|---|
    | TH260301 | 质量 | 我方 |  |

    对:
    | 退货申请号 | 退货类型 | 责任归属 | 投诉单号 |
    |---|---|---|---|
    | TH260301 | 质量 | 我方 | TS260301 |
    | TH260302 | 错发 | 我方 |  |
    """
    return return_type == "质量" and fault_party == "我方" and complaint_no is None


@rule("GD536", table=Returns, level="error", at="special_approval_note", source="37",
      zh="退货 {request_no} 是客户责任，没有领导特批说明", en="Return {request_no} is the customer's fault and has no special approval",
      fix="请领导特批并写说明，否则拒绝退货", fix_en="Have the leader approve it specially, else refuse the return")  # fmt: skip
def customer_fault_without_special_approval(
    request_no: str, fault_party: str, approval_result: str, special_approval_note: str | None
) -> bool:
    """客户责任的退货一律拒绝，除非领导特批并写明理由。

    A return that is the customer's own fault is refused unless the leader approves it specially, with a note.

    错:
    | 退货申请号 | 责任归属 | 审批结论 | 特批说明 |
    |---|---|---|---|
    | TH260301 | 客户 | 同意 |  |

    对:
    | 退货申请号 | 责任归属 | 审批结论 | 特批说明 |
    |---|---|---|---|
    | TH260301 | 客户 | 特批 | 老客户，收 20% 折旧 |
    | TH260302 | 客户 | 不同意 |  |
    """
    return fault_party == "客户" and approval_result in APPROVED and special_approval_note is None
