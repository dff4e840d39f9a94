"""Rules about what is kept of changes: answers in writing, the record, the ledger that follows (GD715–GD729)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gendan_xl.domain.order_change import ENDS_ORDER, REFUSED
from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.named import is_same, named_field, typed_words
from gendan_xl.rules._changes import ENDED
from gendan_xl.rules._lookups import Rows
from gendan_xl.rules._rule import rule
from gendan_xl.schema.changes import Changes


@rule("GD715", table=Changes, level="warning", at="pmc_note", source="24",
      zh="变更 {change_no} PMC 答复「已在生产」，没有写明答复人和原因", en="PMC refused change {change_no} without a name and a reason in writing",
      fix="补 PMC 答复人和 PMC 说明（做到哪一步、已投料多少），书面答复客户", fix_en="Enter who answered and why, and answer the customer in writing")  # fmt: skip
def refusal_without_reason(pmc_answer: str, pmc_note: str | None, pmc_answered_by: str | None = "") -> bool:
    """PMC 不同意变更的，要书面答复：谁答复的、为什么。

    PMC refuses a change in writing: who says so, and why.

    错:
    | 变更单号 | PMC答复 | PMC答复人 | PMC说明 |
    |---|---|---|---|
    | BG260301 | A已在生产不可变更 | 魏东 |  |
    | BG260302 | A已在生产不可变更 |  | 已领料 100 |

    对:
    | 变更单号 | PMC答复 | PMC答复人 | PMC说明 |
    |---|---|---|---|
    | BG260301 | A已在生产不可变更 | 魏东 | 已领料，焊接开工 |
    | BG260302 | B可变更 | 魏东 |  |
    """
    return pmc_answer.startswith(REFUSED) and not (pmc_note and pmc_answered_by is not None)


@rule("GD716", table=Changes, level="error", at="changed_field", source="26",
      zh="变更 {change_no} 的变更字段「{changed_field}」不是订单台账的列名", en="Change {change_no} names {changed_field}, which is no column of the ledger",
      fix="写台账的列名，如 订购数量、确认交期、交货地点", fix_en="Write a header of the ledger, such as 订购数量 or 确认交期")  # fmt: skip
def unknown_changed_field(
    changed_field: str, ledger: Ledger, status: str | None = None, change_type: str | None = None
) -> bool:
    """变更字段要写订单台账的列名（或常用别名），批准后才能改到台账里。取消、重新下单的不用写。

    变更字段 names a column of the ledger, so that the approved change can be carried into it. Cancelled and
    re-placed orders need none.

    订单台账:
    | 订单号 | 订购数量 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 50 | 2026-04-01 |

    错:
    | 变更单号 | 变更字段 | 状态 |
    |---|---|---|
    | BG260301 | 数量改一下 | 待审批 |

    对:
    | 变更单号 | 变更字段 | 状态 | 变更类型 |
    |---|---|---|---|
    | BG260301 | 订购数量 | 待审批 | 数量 |
    | BG260302 | 数量 | 已批准 | 数量 |
    | BG260303 | 整单 | 待审批 | 取消 |
    | BG260304 | 改颜色 | 已撤回 | 颜色 |
    """
    orders = ledger.get("orders")
    if orders is None or status in ENDED or change_type in ENDS_ORDER:
        return False
    return named_field(orders, changed_field) is None


@rule("GD717", table=Changes, level="warning", at="notified_date", source="26",
      zh="变更 {change_no} 已执行，通知还没有得到全部部门确认", en="Change {change_no} is carried out, but not all departments have confirmed",
      fix="催没有确认的部门（见未确认部门），全部确认后填通知完成日期", fix_en="Press the departments that have not confirmed, then enter 通知完成日期")  # fmt: skip
def executed_without_confirmation(
    status: str, notified_date: dt.date | None, departments_pending: str | None = None
) -> bool:
    """变更执行后，相关部门都要确认收到，填通知完成日期。

    All departments confirm that they know of a change that was carried out.

    错:
    | 变更单号 | 状态 | 通知完成日期 | 未确认部门 |
    |---|---|---|---|
    | BG260301 | 已执行 |  | 采购 |
    | BG260302 | 已执行 | 2026-03-12 | 品质 |

    对:
    | 变更单号 | 状态 | 通知完成日期 | 未确认部门 |
    |---|---|---|---|
    | BG260301 | 已执行 | 2026-03-12 |  |
    | BG260302 | 已批准 |  | 采购 |
    """
    return status == "已执行" and (notified_date is None or departments_pending is not None)


@rule("GD728", table=Changes, level="warning", at="ledger_updated_time", source="26",
      zh="变更 {change_no} 已执行，没有留下修改记录（{missing}）", en="Change {change_no} is carried out without a record ({missing})",
      fix="用「变更执行」改台账，记录自动留下；手工改过的补变更前、台账更新时间、更新人", fix_en="Carry changes out by 变更执行, which keeps the record, or enter what is missing")  # fmt: skip
def executed_without_record(
    status: str,
    old_value: str | None,
    ledger_updated_time: dt.datetime | None,
    change_type: str | None = None,
) -> Mapping[str, Any] | None:
    """执行过的变更要留下记录：改之前是什么、什么时候改的台账。

    A change that was carried out keeps its record: what stood before, and when the ledger was changed.

    错:
    | 变更单号 | 状态 | 变更前 | 台账更新时间 |
    |---|---|---|---|
    | BG260301 | 已执行 |  | 2026-03-12T09:00 |
    | BG260302 | 已执行 | 100 |  |

    对:
    | 变更单号 | 状态 | 变更前 | 台账更新时间 |
    |---|---|---|---|
    | BG260301 | 已执行 | 100 | 2026-03-12T09:00 |
    | BG260302 | 已批准 |  |  |
    """
    if status != "已执行":
        return None
    lacks = {"old_value": old_value is None, "ledger_updated_time": ledger_updated_time is None}
    blank = [name for name, is_blank in lacks.items() if is_blank]
    return {"missing": "、".join(map(Changes.header, blank)), "at": blank[0]} if blank else None


@rule("GD729", table=Changes, level="warning", at="new_value", source="26",
      zh="变更 {change_no} 已执行，台账 {order_no} 的「{changed_field}」却是 {standing}，不是 {new_value}",
      en="Change {change_no} is carried out, yet {changed_field} of {order_no} is {standing}, not {new_value}",
      fix="台账只按批准的变更改：改回来，或另开变更单", fix_en="The ledger follows approved changes only: put it back, or write another change")  # fmt: skip
def ledger_without_change(
    change_no: str, change_line_no: float, order_no: str, line_no: float, changed_field: str, new_value: str, status: str,
    orders: Rows, last_changes: Mapping[tuple[Any, Any, Any], tuple[Any, Any]], change_type: str | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """执行过的变更，台账上应是变更后的值（同一字段以最后一次为准）。台账按批准的变更改，不能反过来。

    The ledger shows what the last carried-out change of a field says. It follows approved changes, never the other way.

    订单台账:
    | 订单号 | 行号 | 订购数量 |
    |---|---|---|
    | SO2603-014 | 1 | 90 |

    错:
    | 变更单号 | 变更行号 | 订单号 | 行号 | 变更字段 | 变更后 | 状态 |
    |---|---|---|---|---|---|---|
    | BG260301 | 1 | SO2603-014 | 1 | 订购数量 | 80 | 已执行 |

    对:
    | 变更单号 | 变更行号 | 订单号 | 行号 | 变更字段 | 变更后 | 状态 |
    |---|---|---|---|---|---|---|
    | BG260301 | 1 | SO2603-014 | 1 | 订购数量 | 80 | 已执行 |
    | BG260302 | 1 | SO2603-014 | 1 | 数量 | 90 | 已执行 |
    | BG260303 | 1 | SO2603-014 | 1 | 订购数量 | 70 | 待审批 |
    """
    field = named_field(orders.data, changed_field)
    key = order_no, line_no
    if status != "已执行" or change_type in ENDS_ORDER or not field or key not in orders:
        return None
    if last_changes.get((*key, field)) != (change_no, change_line_no):
        return None
    standing = orders.get(key, field)
    try:
        new = typed_words(orders.data.table.columns()[field], new_value)
    except ValueError:
        return None
    return None if is_same(standing, new) else {"standing": standing}
