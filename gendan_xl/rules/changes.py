"""Rules about what a change needs before it is carried out: answer, assessment, fee, approval (GD718–GD727)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gendan_xl.domain.order_change import BESIDE_PRODUCTION, ENDS_ORDER, REFUSED, REORDER, Line, lock_of
from gendan_xl.errors import Message
from gendan_xl.intake.ledger import Ledger
from gendan_xl.rules._changes import ENDED, Locks, Windows, is_late
from gendan_xl.rules._rule import rule
from gendan_xl.schema.changes import Changes
from gendan_xl.schema.settings import SettingsValues

AGREED = frozenset({"已批准", "已执行"})


@rule("GD718", table=Changes, level="error", at="loss_amount", source="23",
      zh="变更 {change_no} 要{change_type}订单，没有{missing}", en="Change {change_no} ends the order ({change_type}) without {missing}",
      fix="先做损失评估-方案备选-决策建议，由领导决策（没有损失的写 0）", fix_en="Assess the loss (0 where there is none), name alternatives and advice, and have it decided")  # fmt: skip
def cancelled_without_assessment(
    status: str, change_type: str, loss_amount: float | None, alternatives: str | None = "",
    recommendation: str | None = "", decided_by: str | None = "",
) -> Mapping[str, Any] | None:  # fmt: skip
    """取消订单（含取消后重新下单）批准前，要有损失金额、备选方案、决策建议和决策人。

    Before an order is cancelled its loss, the alternatives and a recommendation are written down, and somebody decides.

    错:
    | 变更单号 | 变更类型 | 状态 | 损失金额 | 备选方案 | 决策建议 | 决策人 |
    |---|---|---|---|---|---|---|
    | BG260301 | 取消 | 已批准 |  | 转给别的客户 | 同意取消 | 钱正宏 |
    | BG260302 | 重新下单 | 已执行 | 1200 |  | 同意取消 | 钱正宏 |

    对:
    | 变更单号 | 变更类型 | 状态 | 损失金额 | 备选方案 | 决策建议 | 决策人 |
    |---|---|---|---|---|---|---|
    | BG260301 | 取消 | 已批准 | 0 | 转给别的客户 | 同意取消 | 钱正宏 |
    | BG260302 | 取消 | 待评估 |  |  |  |  |
    | BG260303 | 数量 | 已批准 |  |  |  |  |
    """
    if status not in AGREED or change_type not in ENDS_ORDER:
        return None
    fields = {
        "loss_amount": loss_amount,
        "alternatives": alternatives,
        "recommendation": recommendation,
        "decided_by": decided_by,
    }
    blank = [name for name, value in fields.items() if value is None]
    return {"missing": "、".join(map(Changes.header, blank)), "at": blank[0]} if blank else None


@rule("GD719", table=Changes, level="error", at="new_order_no", source="25",
      zh="变更 {change_no} 是重新下单，{problem}", en="Change {change_no} places the order anew: {problem}",
      fix="按新订单录入台账，原订单号写 {order_no}，再把它的订单号填到新订单号", fix_en="Enter the new order with 原订单号 {order_no}, and its number in 新订单号")  # fmt: skip
def reorder_without_new_order(
    order_no: str, status: str, change_type: str, new_order_no: str | None, ledger: Ledger
) -> Mapping[str, Any] | None:
    """已投产的订单要改，只能取消原单、另下新单：新订单号要填，新订单要在台账里并写明原订单号。

    Where production has begun the way out is a new order linked to the cancelled one: its number is given, and it
    stands in the ledger with 原订单号.

    订单台账:
    | 订单号 | 原订单号 |
    |---|---|
    | SO2603-014 |  |
    | SO2603-080 | SO2603-014 |
    | SO2603-081 |  |

    错:
    | 变更单号 | 订单号 | 变更类型 | 状态 | 新订单号 |
    |---|---|---|---|---|
    | BG260301 | SO2603-014 | 重新下单 | 已批准 |  |
    | BG260302 | SO2603-014 | 重新下单 | 已批准 | SO2603-099 |
    | BG260303 | SO2603-014 | 重新下单 | 已批准 | SO2603-081 |

    对:
    | 变更单号 | 订单号 | 变更类型 | 状态 | 新订单号 |
    |---|---|---|---|---|
    | BG260301 | SO2603-014 | 重新下单 | 已批准 | SO2603-080 |
    | BG260302 | SO2603-014 | 重新下单 | 待审批 |  |
    """
    if change_type != REORDER or status not in AGREED:
        return None
    if new_order_no is None:
        return {"problem": Message("没有新订单号", "no new order number")}
    lines = ledger.rows("orders", ("order_no", "source_order_no"))
    if new_order_no not in {order for order, _ in lines}:
        zh, en = f"新订单 {new_order_no} 不在台账里", f"{new_order_no} is not in the ledger"
        return {"problem": Message(zh, en)}
    if (new_order_no, order_no) not in lines:
        zh, en = (
            f"新订单 {new_order_no} 的原订单号不是 {order_no}",
            f"{new_order_no} is not linked to {order_no}",
        )
        return {"problem": Message(zh, en)}
    return None


@rule("GD721", table=Changes, level="error", at="status", source="24",
      zh="变更 {change_no} PMC 答复「已在生产」，状态却是{status}", en="PMC refused change {change_no} (in production), yet it is {status}",
      fix="改成已拒绝；要改的取消原单另下新单", fix_en="Set it to refused; cancel the order and place a new one instead")  # fmt: skip
def refused_change_agreed(status: str, pmc_answer: str, change_type: str | None = None) -> bool:
    """PMC 答复已在生产、不可变更的，不能再批准或执行；只能取消原单、另下新单。

    A change that PMC refused because production has begun cannot be approved or carried out; the order can only be
    cancelled and placed anew.

    错:
    | 变更单号 | PMC答复 | 状态 | 变更类型 |
    |---|---|---|---|
    | BG260301 | A已在生产不可变更 | 已批准 | 数量 |

    对:
    | 变更单号 | PMC答复 | 状态 | 变更类型 |
    |---|---|---|---|
    | BG260301 | A已在生产不可变更 | 已拒绝 | 数量 |
    | BG260302 | B可变更 | 已批准 | 数量 |
    | BG260303 | A已在生产不可变更 | 已批准 | 重新下单 |
    """
    return pmc_answer.startswith(REFUSED) and status in AGREED and change_type not in ENDS_ORDER


@rule("GD722", table=Changes, level="error", at="approver", source="24, 26",
      zh="变更 {change_no} 已是{status}，没有审批人", en="Change {change_no} is {status} without an approver",
      fix="补审批人和日期；没批的退回待审批", fix_en="Enter approver and date, or set it back")  # fmt: skip
def change_without_approver(status: str, approver: str | None) -> bool:
    """批准、执行的变更要有审批人。

    An approved change needs its approver.

    错:
    | 变更单号 | 状态 | 审批人 |
    |---|---|---|
    | BG260301 | 已执行 |  |

    对:
    | 变更单号 | 状态 | 审批人 |
    |---|---|---|
    | BG260301 | 已执行 | 王总 |
    | BG260302 | 待审批 |  |
    """
    return approver is None and status in AGREED


@rule("GD723", table=Changes, level="error", at="assessment_no", source="25",
      zh="变更 {change_no} 超过免费期，没有变更评估", en="Change {change_no} came after the free days and was not assessed",
      fix="评估对交期、成本的影响和费用，出变更评估报告", fix_en="Assess its effect on date, cost and fee, and write the report")  # fmt: skip
def late_change_without_assessment(
    status: str, assessment_no: str | None, change_windows: Windows, settings: SettingsValues,
    order_no: str | None = None, requested_time: dt.datetime | None = None, is_free_period: bool | None = None,
) -> bool:  # fmt: skip
    """下单后过了免费变更期（缺省 3 天，含当天；客户表另有约定的按约定）的变更，批准前要做变更评估。

    A change after the free days (3 by default, the order day included, or as agreed with the customer) is assessed
    before it is approved.

    订单台账:
    | 订单号 | 下单日期 | 客户编号 |
    |---|---|---|
    | SO2603-014 | 2026-03-09 | C1 |
    | SO2603-015 | 2026-03-09 | C2 |

    客户:
    | 客户编号 | 免费变更天数 |
    |---|---|
    | C1 |  |
    | C2 | 5 |

    错:
    | 变更单号 | 状态 | 订单号 | 提出时间 | 是否免费期内 | 评估报告号 |
    |---|---|---|---|---|---|
    | BG260301 | 已批准 |  |  | 否 |  |
    | BG260302 | 已批准 | SO2603-014 | 2026-03-12T09:00 |  |  |

    对:
    | 变更单号 | 状态 | 订单号 | 提出时间 | 是否免费期内 | 评估报告号 |
    |---|---|---|---|---|---|
    | BG260301 | 已批准 |  |  | 否 | PG260301 |
    | BG260302 | 已批准 |  |  | 是 |  |
    | BG260303 | 待评估 |  |  | 否 |  |
    | BG260304 | 已批准 | SO2603-014 | 2026-03-11T17:00 |  |  |
    | BG260305 | 已批准 | SO2603-015 | 2026-03-12T09:00 |  |  |
    """
    if assessment_no is not None or status not in AGREED:
        return False
    return is_late(order_no, requested_time, is_free_period, change_windows, settings)


@rule("GD724", table=Changes, level="error", at="pmc_answer", source="24",
      zh="变更 {change_no} 已是{status}，PMC 还没有答复", en="Change {change_no} is {status} without an answer of PMC",
      fix="先请 PMC 答复能不能变更", fix_en="Have PMC answer first whether it can be changed")  # fmt: skip
def change_without_pmc_answer(status: str, pmc_answer: str | None) -> bool:
    """变更要先由 PMC 答复（A 已在生产不可变更 / B 可变更），再评估、批准。

    PMC answers first whether the order can be changed; then the change is assessed and approved.

    错:
    | 变更单号 | PMC答复 | 状态 |
    |---|---|---|
    | BG260301 |  | 已批准 |

    对:
    | 变更单号 | PMC答复 | 状态 |
    |---|---|---|
    | BG260301 | B可变更 | 已批准 |
    | BG260302 |  | 待PMC答复 |
    """
    return pmc_answer is None and status in AGREED


@rule("GD725", table=Changes, level="error", at="status", source="24, 26",
      zh="变更 {change_no} 审批结论是不同意，状态却是{status}", en="Change {change_no} was not approved, yet it is {status}",
      fix="改成已拒绝，答复客户", fix_en="Set it to refused and answer the customer")  # fmt: skip
def disapproved_change_agreed(status: str, approval_result: str) -> bool:
    """审批不同意的变更不能批准、执行。

    A change that was not approved cannot be agreed or carried out.

    错:
    | 变更单号 | 审批结论 | 状态 |
    |---|---|---|
    | BG260301 | 不同意 | 已批准 |

    对:
    | 变更单号 | 审批结论 | 状态 |
    |---|---|---|
    | BG260301 | 不同意 | 已拒绝 |
    | BG260302 | 特批 | 已批准 |
    """
    return approval_result == "不同意" and status in AGREED


@rule("GD726", table=Changes, level="error", at="status", source="25",
      zh="变更 {change_no}：订单 {order_no} 已过投产锁定点（{why}），不能再改{change_type}",
      en="Change {change_no} ({change_type}): order {order_no} is locked by production ({why})",
      fix="改成已拒绝并书面答复客户；一定要改的，变更类型写重新下单：取消原单、另下新单",
      fix_en="Refuse it in writing; where it must be, cancel the order and place a linked new one (重新下单)")  # fmt: skip
def change_after_production_start(
    order_no: str, change_type: str, status: str, change_locks: Locks, settings: SettingsValues,
    line_no: float | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """投产锁定点（工艺路线里标记的节点，没有标记的按设置）开工后不再受理变更；只能取消原单、另下新单。单价、地址不影响生产，不受限制。
    没有节点记录的订单，看状态是否已到生产中。

    Once the milestone that locks the order has begun nothing that is being made can be changed; the way out is to
    cancel the order and place a new one. Price and address do not touch production. Without milestones the status tells.

    订单台账:
    | 订单号 | 行号 | 状态 | 工艺路线 |
    |---|---|---|---|
    | SO2603-014 | 1 | 生产中 | 通用 |
    | SO2603-015 | 1 | 已排产 | 通用 |
    | SO2603-016 | 1 | 生产中 | 通用 |

    节点:
    | 订单号 | 行号 | 节点名称 | 实际开始日期 | 实际完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 领料出库 |  | 2026-03-06 |
    | SO2603-015 | 1 | 排产 |  | 2026-03-05 |
    | SO2603-015 | 1 | 领料出库 |  |  |

    错:
    | 变更单号 | 订单号 | 行号 | 变更类型 | 状态 |
    |---|---|---|---|---|
    | BG260301 | SO2603-014 | 1 | 数量 | 已批准 |
    | BG260302 | SO2603-016 |  | 规格 | 待审批 |

    对:
    | 变更单号 | 订单号 | 行号 | 变更类型 | 状态 |
    |---|---|---|---|---|
    | BG260301 | SO2603-014 | 1 | 数量 | 已执行 |
    | BG260302 | SO2603-014 | 1 | 重新下单 | 待审批 |
    | BG260303 | SO2603-014 | 1 | 地址 | 已批准 |
    | BG260304 | SO2603-015 | 1 | 数量 | 已批准 |
    """
    if status in ENDED or change_type in BESIDE_PRODUCTION:
        return None
    locked: Mapping[Line, str] = change_locks(settings.production_lock_milestone)
    why = lock_of(locked, order_no, line_no)
    return {"why": why} if why else None


@rule("GD727", table=Changes, level="error", at="fee_amount", source="25",
      zh="变更 {change_no} 超过免费期，没有{missing}", en="Change {change_no} came after the free days without {missing}",
      fix="写明变更费用（不收的写 0）、由谁承担，请客户书面接受交期和费用后填客户接受日期",
      fix_en="State the fee (0 for none) and who bears it, and enter when the customer accepted date and fee")  # fmt: skip
def late_change_without_fee(
    status: str, change_windows: Windows, settings: SettingsValues, fee_amount: float | None,
    fee_payer: str | None = "", customer_accepted_date: dt.date | None = None, order_no: str | None = None,
    requested_time: dt.datetime | None = None, is_free_period: bool | None = None, change_type: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """过了免费变更期的变更，要写明费用和承担方，并由客户接受。取消、重新下单的看损失评估，不查。

    After the free days the fee and who bears it are stated, and the customer accepts. Orders that are cancelled have
    their own assessment.

    错:
    | 变更单号 | 状态 | 是否免费期内 | 变更费用 | 费用承担方 | 客户接受日期 |
    |---|---|---|---|---|---|
    | BG260301 | 已批准 | 否 |  | 客户 | 2026-03-12 |
    | BG260302 | 已批准 | 否 | 300 |  | 2026-03-12 |
    | BG260303 | 已批准 | 否 | 300 | 客户 |  |

    对:
    | 变更单号 | 状态 | 是否免费期内 | 变更费用 | 费用承担方 | 客户接受日期 |
    |---|---|---|---|---|---|
    | BG260301 | 已批准 | 否 | 300 | 客户 | 2026-03-12 |
    | BG260302 | 已批准 | 否 | 0 |  | 2026-03-12 |
    | BG260303 | 已批准 | 是 |  |  |  |
    | BG260304 | 待评估 | 否 |  |  |  |
    """
    is_due = is_late(order_no, requested_time, is_free_period, change_windows, settings)
    if status not in AGREED or change_type in ENDS_ORDER or not is_due:
        return None
    lacks = {
        "fee_amount": fee_amount is None,
        "fee_payer": bool(fee_amount) and fee_payer is None,
        "customer_accepted_date": customer_accepted_date is None,
    }
    blank = [name for name, is_blank in lacks.items() if is_blank]
    return {"missing": "、".join(map(Changes.header, blank)), "at": blank[0]} if blank else None
