"""Rules about status and reviews (GD70x, GD711–GD714)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any

from gendan_xl.domain.order_change import ENDS_ORDER
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.rules._lookups import Key, kept
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.rules._status import BOUGHT, CANCELLED, has_reached, is_before
from gendan_xl.schema.orders import Orders


@rule("GD701", table=Orders, level="warning", at="status", source="7",
      zh="订单 {order_no} 状态是{status}，还有 {open_qty} 未交", en="Order {order_no} is {status}, yet {open_qty} are open",
      fix="改成部分发货；不再交的填结案方式「短交」", fix_en="Set it to 部分发货; where nothing more follows, close it as 短交")  # fmt: skip
def shipped_with_open_quantity(status: str, open_qty: float, close_mode: str | None = None) -> bool:
    """状态已到已发货、已签收或已完成，却还有未交数量，也没有按短交结案。

    The status says shipped, signed or completed, yet goods are open and the order was not closed short.

    错:
    | 订单号 | 状态 | 未交数量 | 结案方式 |
    |---|---|---|---|
    | SO2603-014 | 已发货 | 20 |  |

    对:
    | 订单号 | 状态 | 未交数量 | 结案方式 |
    |---|---|---|---|
    | SO2603-014 | 已发货 | 0 |  |
    | SO2603-015 | 部分发货 | 20 |  |
    | SO2603-016 | 已完成 | 20 | 短交 |
    """
    return open_qty > 0 and has_reached(status, "已发货") and close_mode != "短交"


@rule("GD702", table=Orders, level="warning", at="status", source="7",
      zh="订单 {order_no} 状态是{status}，已发 {delivered_qty}，应为{expected}",
      en="Order {order_no} is {status}, but {delivered_qty} are delivered: {expected} expected",
      fix="改状态，或核对发货记录", fix_en="Correct the status, or check the deliveries")  # fmt: skip
def delivered_with_early_status(
    status: str, delivered_qty: float, ordered_qty: float, open_qty: float | None = None
) -> Mapping[str, Any] | None:
    """已有发货，状态却还停在发货之前；全部发完的应是已发货。

    Goods were delivered while the status still stands before shipment; all delivered means 已发货.

    错:
    | 订单号 | 状态 | 已发数量 | 订购数量 |
    |---|---|---|---|
    | SO2603-014 | 待评审 | 20 | 50 |
    | SO2603-015 | 部分发货 | 50 | 50 |

    对:
    | 订单号 | 状态 | 已发数量 | 订购数量 |
    |---|---|---|---|
    | SO2603-014 | 部分发货 | 20 | 50 |
    | SO2603-015 | 已发货 | 50 | 50 |
    | SO2603-016 | 生产中 | 0 | 50 |
    """
    expected = "已发货" if delivered_qty >= ordered_qty and not open_qty else "部分发货"
    return {"expected": expected} if delivered_qty > 0 and is_before(status, expected) else None


@lookup
def open_milestones(ledger: Ledger) -> Mapping[Key, str]:
    """The first milestone of each order line that is neither finished nor skipped, by name."""
    data = kept(ledger, "milestones", "order_no", "actual_end_date")
    unclean = data.unclean("actual_end_date", "is_skipped")
    flags = zip(data.values("actual_end_date"), data.values("is_skipped"), strict=True)
    is_open = [actual is None and not skipped for actual, skipped in flags]
    for row in unclean:
        is_open[row] = False
    return _last_names(data, is_open, -1)


@lookup
def finished_milestones(ledger: Ledger) -> Mapping[Key, str]:
    """The last milestone of each order line that is finished, by name."""
    data = kept(ledger, "milestones", "order_no", "actual_end_date")
    return _last_names(data, data.values("actual_end_date"), 1)


def _last_names(data: TableData, wanted: Sequence[Any], step: int) -> Mapping[Key, str]:
    """Return the name of the last wanted milestone of each line; with step −1 of the first one."""
    order_nos, line_nos, names = (data.values(n)[::step] for n in ("order_no", "line_no", "milestone_name"))
    wanted = wanted[::step]
    keys = compress(zip(order_nos, line_nos, strict=True), wanted)
    return dict(zip(keys, compress(names, wanted), strict=True))


@rule("GD703", table=Orders, level="warning", at="status", source="7",
      zh="订单 {order_no} 状态是{status}，节点「{milestone}」还没有完成", en="Order {order_no} is {status}, but milestone {milestone} is not finished",
      fix="补填节点的实际完成日期，或改状态", fix_en="Enter the milestone's actual date, or correct the status")  # fmt: skip
def in_stock_with_open_milestone(
    order_no: str, status: str, open_milestones: Mapping[Key, str], line_no: float | None = None,
    supply_mode: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """状态已到已入库或更后面，却还有节点没完成（跳过的不算）。库存、外购的订单不走生产，不查。

    The status says in stock or further, yet a milestone is open (skipped ones do not count). Orders from stock or
    bought ones skip production.

    节点:
    | 订单号 | 行号 | 节点序号 | 节点名称 | 实际完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 排产 | 2026-03-04 |
    | SO2603-014 | 1 | 2 | 总装 |  |
    | SO2603-015 | 1 | 1 | 排产 | 2026-03-04 |

    错:
    | 订单号 | 行号 | 状态 |
    |---|---|---|
    | SO2603-014 | 1 | 已入库 |

    对:
    | 订单号 | 行号 | 状态 | 供货方式 |
    |---|---|---|---|
    | SO2603-014 | 1 | 生产中 | 自制 |
    | SO2603-014 | 1 | 已发货 | 库存 |
    | SO2603-015 | 1 | 已入库 | 自制 |
    """
    if supply_mode in BOUGHT or not has_reached(status, "已入库") or status == "部分发货":
        return None
    name = open_milestones.get((order_no, line_no))
    return {"milestone": name} if name else None


@rule("GD704", table=Orders, level="warning", at="status", source="7",
      zh="订单 {order_no} 状态还是{status}，节点「{milestone}」已经完成", en="Order {order_no} is still {status}, but milestone {milestone} is finished",
      fix="改状态；没评审就投产的补评审", fix_en="Correct the status; review the order where that was skipped")  # fmt: skip
def unreviewed_in_production(
    order_no: str, status: str, finished_milestones: Mapping[Key, str], line_no: float | None = None
) -> Mapping[str, Any] | None:
    """状态还是待评审，节点却已经在做。

    The status says that the order waits for its review, yet its milestones are being worked on.

    节点:
    | 订单号 | 行号 | 节点序号 | 节点名称 | 实际完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 排产 | 2026-03-04 |

    错:
    | 订单号 | 行号 | 状态 |
    |---|---|---|
    | SO2603-014 | 1 | 待评审 |

    对:
    | 订单号 | 行号 | 状态 |
    |---|---|---|
    | SO2603-014 | 1 | 已排产 |
    | SO2603-015 | 1 | 待评审 |
    """
    name = finished_milestones.get((order_no, line_no)) if status == "待评审" else None
    return {"milestone": name} if name else None


@rule("GD705", table=Orders, level="error", at="status", source="34",
      zh="订单 {order_no} 验收不合格，状态却是{status}", en="Order {order_no} failed its acceptance, yet it is {status}",
      fix="改成整改中，登记整改事项", fix_en="Set it to 整改中 and enter what is to be put right")  # fmt: skip
def completed_without_acceptance(status: str, acceptance_result: str) -> bool:
    """验收不合格的订单不能完成，要转整改。

    An order that failed its acceptance is not completed: it goes to rectification.

    错:
    | 订单号 | 状态 | 验收结果 |
    |---|---|---|
    | SO2603-014 | 已完成 | 不合格 |

    对:
    | 订单号 | 状态 | 验收结果 |
    |---|---|---|
    | SO2603-014 | 已完成 | 合格 |
    | SO2603-015 | 整改中 | 不合格 |
    """
    return status == "已完成" and acceptance_result == "不合格"


@rule("GD711", table=Orders, level="error", at="review_result", source="5",
      zh="订单 {order_no} 评审不通过，状态却是{status}", en="Order {order_no} failed its review, yet it is {status}",
      fix="先与客户谈延期或简化，或外采、加班，再重新评审", fix_en="Agree delay or simplification, buy outside or work overtime, then review again")  # fmt: skip
def confirmed_after_failed_review(status: str, review_result: str) -> bool:
    """评审不通过的订单不能确认：要有替代方案并重新评审，不能悄悄放行。

    An order that failed its review cannot be confirmed: it needs an alternative and another review.

    错:
    | 订单号 | 状态 | 评审结论 |
    |---|---|---|
    | SO2603-014 | 已确认 | 不通过 |

    对:
    | 订单号 | 状态 | 评审结论 |
    |---|---|---|
    | SO2603-014 | 待评审 | 不通过 |
    | SO2603-015 | 已确认 | 有条件通过 |
    """
    return review_result == "不通过" and has_reached(status, "已确认")


@rule("GD712", table=Orders, level="warning", at="written_confirmed_by", source="4",
      zh="订单 {order_no} 有疑问「{open_question}」，没有书面确认就到了{status}",
      en="Order {order_no} has the open question {open_question} and is {status} without written confirmation",
      fix="取得书面确认，填确认人和日期", fix_en="Get it in writing and enter who and when")  # fmt: skip
def question_without_confirmation(status: str, open_question: str, written_confirmed_by: str | None) -> bool:
    """录单时有疑问的，确认之前要有书面确认（谁、何时）。

    A question at intake must be confirmed in writing (who, when) before the order is confirmed.

    错:
    | 订单号 | 状态 | 疑问事项 | 书面确认人 |
    |---|---|---|---|
    | SO2603-014 | 已确认 | 锁芯 30 还是 50 |  |

    对:
    | 订单号 | 状态 | 疑问事项 | 书面确认人 |
    |---|---|---|---|
    | SO2603-014 | 已确认 | 锁芯 30 还是 50 | 客户李经理 |
    | SO2603-015 | 待评审 | 颜色不清 |  |
    """
    return written_confirmed_by is None and has_reached(status, "已确认")


@rule("GD713", table=Orders, level="error", at="technical_confirmed_date", source="8",
      zh="特殊订单 {order_no} 已到{status}，没有技术确认", en="Special order {order_no} is {status} without technical confirmation",
      fix="请技术支持确认图纸和用料，再转 PMC", fix_en="Have engineering confirm drawing and materials first")  # fmt: skip
def special_order_without_technical_confirm(
    status: str, is_special: bool, technical_confirmed_date: dt.date | None
) -> bool:
    """特殊订单的图纸、样板要先由技术支持确认并归档，才能排产。

    Drawings and samples of a special order are confirmed by engineering and archived before it is planned.

    错:
    | 订单号 | 状态 | 是否特殊订单 | 技术确认日期 |
    |---|---|---|---|
    | SO2603-014 | 已排产 | 是 |  |

    对:
    | 订单号 | 状态 | 是否特殊订单 | 技术确认日期 |
    |---|---|---|---|
    | SO2603-014 | 已排产 | 是 | 2026-03-05 |
    | SO2603-015 | 已确认 | 是 |  |
    | SO2603-016 | 已排产 | 否 |  |
    """
    return is_special and technical_confirmed_date is None and has_reached(status, "已排产")


@rule("GD714", table=Orders, level="warning", at="sample_approved_date", source="8",
      zh="订单 {order_no} 要求样品，客户还没批板就到了{status}", en="Order {order_no} asks for a sample and is {status} before the customer approved it",
      fix="等客户批板，填批板日期", fix_en="Wait for the customer's approval and enter its date")  # fmt: skip
def produced_before_sample_approval(
    status: str, sample_terms: str, sample_approved_date: dt.date | None
) -> bool:
    """有样品要求的订单，客户批板之后才能做大货。

    Where a sample is asked for, production waits for the customer's approval of it.

    错:
    | 订单号 | 状态 | 样品要求 | 批板日期 |
    |---|---|---|---|
    | SO2603-014 | 生产中 | 色板 2 块 |  |

    对:
    | 订单号 | 状态 | 样品要求 | 批板日期 |
    |---|---|---|---|
    | SO2603-014 | 生产中 | 色板 2 块 | 2026-03-08 |
    | SO2603-015 | 已排产 | 色板 2 块 |  |
    """
    return sample_approved_date is None and has_reached(status, "生产中")


@lookup
def ended_orders(ledger: Ledger) -> frozenset[str]:
    """The orders for which 变更 records that they are cancelled or placed anew."""
    kept(ledger, "changes", "order_no", "change_type")
    rows = ledger.rows("changes", ("order_no", "change_type"))
    return frozenset(order_no for order_no, change_type in rows if order_no and change_type in ENDS_ORDER)


@rule("GD739", table=Orders, level="warning", at="status", source="23",
      zh="订单 {order_no} 已取消，「变更」里没有取消的记录", en="Order {order_no} is cancelled, but 变更 does not record it",
      fix="在「变更」登记取消：损失评估、备选方案、决策建议和决策人", fix_en="Enter it in 变更: loss, alternatives, recommendation, who decided")  # fmt: skip
def cancelled_without_record(order_no: str, status: str, ended_orders: frozenset[str]) -> bool:
    """取消订单要走损失评估—方案备选—决策建议：在「变更」里有类型为取消（或重新下单）的记录。

    A cancelled order has its record in 变更 (取消 or 重新下单), where loss, alternatives and advice stand.

    变更:
    | 变更单号 | 变更行号 | 订单号 | 变更类型 |
    |---|---|---|---|
    | BG260301 | 1 | SO2603-015 | 取消 |

    错:
    | 订单号 | 状态 |
    |---|---|
    | SO2603-014 | 已取消 |

    对:
    | 订单号 | 状态 |
    |---|---|
    | SO2603-014 | 生产中 |
    | SO2603-015 | 已取消 |
    """
    return status == CANCELLED and order_no not in ended_orders
