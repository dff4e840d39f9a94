"""What scheduling tells of single order lines and milestones: one function per finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import TableData
from gendan_xl.planning.lines import LineState, Row


def cannot_make(orders: TableData, index: int, state: LineState, transit: dt.timedelta) -> Iterator[Finding]:
    """Yield that what is left of a line does not fit between today and its due date, buffers included."""
    outlook = state.outlook
    if outlook is None or not outlook.cannot_make or state.due is None:
        return
    sheet, row, col = orders.place(index, "confirmed_date")
    feasible, due, short = outlook.earliest_finish + transit, state.due + transit, -outlook.slack
    way = "剩下的节点" if state.is_begun else "按工艺路线倒排"
    travel = Message(f"（到货，含运输 {transit.days} 天）", f" (arrival after {transit.days} days)")
    zh, en = (travel.zh, travel.en) if transit else ("", "")
    yield Finding(
        "GD496", "warning",
        Message(
            f"来不及：{way}还差 {short} 个工作日，最早可交 {feasible}，交期是 {due}{zh}",
            f"cannot make it: {short} workdays short, earliest feasible {feasible}, due {due}{en}",
        ),
        Message("与客户商量改交期，或加急、外采、分批", "agree a later date, or rush, buy in or split"),
        sheet, row, col, "orders", orders.key(index), orders.table.header("confirmed_date"), due,
    )  # fmt: skip


def twice(orders: TableData, index: int) -> Finding:
    """Return that a line stands in the ledger twice: one of them is scheduled, or both would claim the same rows."""
    sheet, row, col = orders.place(index, "line_no")
    return Finding(
        "GD211", "error",
        Message("这个订单行出现了两次，只排了第一次", "this order line is there twice; only the first is scheduled"),
        Message("改行号，或删除重复的行", "change the line number or delete the duplicate"),
        sheet, row, col, "orders", orders.key(index), orders.table.header("line_no"), orders.get(index, "line_no"),
    )  # fmt: skip


def impossible(orders: TableData, index: int, order: Row, problem: GendanError) -> Finding:
    """Return why a line is not scheduled: its own steps or its dates make no plan; the other lines go on."""
    sheet, row, col = orders.place(index, "route_name")
    words = problem.message
    return Finding(
        problem.code, "warning", Message(f"没有排期：{words.zh}", f"not scheduled: {words.en}"),
        Message("改正节点表里这个订单行的工期、缓冲、前置节点，或订单的日期", "correct its steps in 节点 or its dates"),
        sheet, row, col, "orders", orders.key(index), orders.table.header("route_name"), order["route_name"],
    )  # fmt: skip


def no_route(orders: TableData, index: int, order: Row, routes: Iterable[str]) -> Finding:
    """Return that a line names no route of the book; `routes` are those it could name."""
    known = "、".join(routes)
    sheet, row, col = orders.place(index, "route_name")
    name = order["route_name"]
    zh = f"工艺路线“{name}”不在工艺路线表里，没有排期" if name else "没有工艺路线，没有排期"
    en = f"route {name!r} is not in the route table, not scheduled" if name else "no route, not scheduled"
    return Finding(
        "GD497", "warning", Message(zh, en),
        Message(
            f"填写工艺路线（可填：{known}），或在工艺路线表里加上它",
            f"fill in a route ({known}) or add it to the route table",
        ),
        sheet, row, col, "orders", orders.key(index), orders.table.header("route_name"), name,
    )  # fmt: skip


def unrecorded(milestones: TableData, index: int, written: str, status: str) -> Finding:
    """Return that a milestone was `written` down as done without a day, and shows its recorded `status` again."""
    sheet, row, col = milestones.place(index, "actual_end_date")
    return Finding(
        "GD495", "warning",
        Message(
            f"节点写了「{written}」，却没有实际完成日期，已按记录改为「{status}」",
            f"the milestone says {written} without an actual finish; shown as {status} by what is recorded",
        ),
        Message("补填实际完成日期", "enter the actual finish"),
        sheet, row, col, "milestones", milestones.key(index), milestones.table.header("actual_end_date"),
    )  # fmt: skip
