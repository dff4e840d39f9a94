"""The first of the two price approvals of a delivery; the second is GD506 (requirement 12)."""

from __future__ import annotations

from gendan_xl.rules._rule import rule
from gendan_xl.rules._status import is_released
from gendan_xl.schema.deliveries import Deliveries

CHARGED = (None, "正常")


@rule("GD619", table=Deliveries, level="error", at="pick_price_approver", source="12",
      zh="送货 {order_no} 的备货单 {pick_list_no} 没有审价，已到{status}",
      en="The prices of pick list {pick_list_no} of {order_no} were not approved, yet the delivery is {status}",
      fix="请销管员核对备货单价格，填备货审价人", fix_en="Have sales administration approve the prices and enter who did")  # fmt: skip
def picked_without_price_approval(
    pick_list_no: str, status: str, pick_price_approver: str | None, delivery_type: str | None = None
) -> bool:
    """备货单的价格由销管员先审一次，打发货单前再审一次（发货审价人）。补货、换货、样品、备品不查。

    Sales administration approves the prices on the pick list, and once more before release. Replacements, samples and
    spares are left alone.

    错:
    | 订单号 | 发货类型 | 备货单号 | 备货审价人 | 状态 |
    |---|---|---|---|---|
    | SO2603-014 | 正常 | BH1 |  | 已打单 |

    对:
    | 订单号 | 发货类型 | 备货单号 | 备货审价人 | 状态 |
    |---|---|---|---|---|
    | SO2603-014 | 正常 | BH1 | 董秀兰 | 已发货 |
    | SO2603-015 | 正常 | BH2 |  | 备货中 |
    | SO2603-016 | 补货 | BH3 |  | 已发货 |
    | SO2603-017 | 正常 |  |  | 已发货 |
    """
    return pick_price_approver is None and delivery_type in CHARGED and is_released(status)
