"""Scheduling a book: which way depends on where it keeps its milestones."""

from __future__ import annotations

from gendan_xl.errors import GendanError
from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.planning.flat import schedule_flat
from gendan_xl.planning.result import Schedule
from gendan_xl.planning.wide import schedule_wide
from gendan_xl.planning.workbook import schedule_workbook
from gendan_xl.rules import Context

__all__ = ["Schedule", "schedule"]


def schedule(ledger: Ledger, context: Context) -> Schedule:
    """Return what scheduling wants changed: a 节点 table, milestones in columns, or order lines alone.

    GendanError GD001 when the book has no orders, GD002 when they have no numbers, GD010 when its formulas have no
    results.
    """
    require_results(ledger)
    if "orders" not in ledger.tables:
        raise GendanError(
            "GD001",
            f"{ledger.name} 里没有认出跟单台账，没法排期：用 gendan adopt 查看识别结果",
            f"no order ledger was recognised in {ledger.name}: see gendan adopt",
        )
    if "order_no" not in ledger.tables["orders"].columns:
        raise GendanError(
            "GD002",
            f"{ledger.name} 的订单台账没有“订单号”列，没法排期：补上这一列或改正表头",
            f"the orders of {ledger.name} have no column 订单号: add it or correct its header",
        )
    if ledger.notes.get("wide"):
        return schedule_wide(ledger, context)
    if "milestones" in ledger.tables:
        return schedule_workbook(ledger, context)
    return schedule_flat(ledger, context)
