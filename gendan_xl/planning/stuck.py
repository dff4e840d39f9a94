"""卡点四段式: what is stuck, who answers for it, what is done, until which hour (requirement 21)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, same
from gendan_xl.planning.words import (
    Facts,
    Kind,
    Language,
    Words,
    compose,
    customer_of,
    exact,
    lacking,
    order_lines,
    product_name,
    short_name,
)  # fmt: skip
from gendan_xl.rules._status import PAUSED, is_closed

TITLE = "卡点四段式"
KIND = Kind(
    "four_part_text",
    ("orders", "customers", "products", "incidents", "commitments", "milestones"),
    frozenset({"问题", "责任", "方案", "时间", "品名", "今天", "公司名称"}),
    is_letter=False,
)
_OVER = frozenset({"已关闭", "已完成", "已取消"})


@dataclass(frozen=True, slots=True)
class _Point:
    """A stuck point: its row, and the fields of its four parts."""

    row: Row
    problem: str
    what: tuple[str, str, str]  # the fields of problem, plan and time


def four_part(
    case: Case, order_no: str = "", lines: Sequence[str] = (), language: Language = "zh"
) -> list[Words]:
    """Return the texts of the stuck points of an order (of all): open incidents, open promises, late milestones.

    GendanError GD924 when there is no such order.
    """
    wanted = {_key(row) for row in order_lines(case, order_no)}
    points = (*_incidents(case), *_commitments(case), *_milestones(case))
    found, seen = [], set()
    for point in points:
        row = point.row
        is_wanted = not order_no or (same(row["order_no"]) == same(order_no) and _is_line(row, wanted, lines))
        about = (_key(row), same(row["milestone_name"]))
        if is_wanted and not (about[1] and about in seen):
            found.append(_words(case, point, language))
        seen.add(about)
    return found


def _key(row: Row) -> tuple[str, str]:
    return same(row["order_no"]), same(row["line_no"])


def _is_line(row: Row, wanted: set[tuple[str, str]], lines: Sequence[str]) -> bool:
    line = same(row["line_no"])
    return not line or (_key(row) in wanted and (not lines or line in lines))


def _incidents(case: Case) -> Iterator[_Point]:
    for row in case.rows("incidents"):
        if row["finished_time"] is None and row["status"] not in _OVER:
            yield _Point(row, str(row["problem"] or ""), ("problem", "solution", "promised_time"))


def _commitments(case: Case) -> Iterator[_Point]:
    known = {same(row["incident_no"]) for row in case.rows("incidents")}
    for row in case.rows("commitments"):
        is_told = row["incident_no"] and same(row["incident_no"]) in known
        if row["finished_time"] is None and row["status"] not in _OVER and not is_told:
            plan = "solution" if row["solution"] or not row["promise"] else "promise"
            yield _Point(row, str(row["problem"] or ""), ("problem", plan, "promised_time"))


def _milestones(case: Case) -> Iterator[_Point]:
    """Yield the first late milestone of every line that is worked on: what waits for it is not stuck by itself."""
    late: dict[tuple[str, str], Row] = {}
    for row in case.rows("milestones"):
        planned = row["planned_end_date"]
        is_open = (
            row["actual_end_date"] is None and not row["is_skipped"] and "promised_time" in row.data.columns
        )
        if planned and planned < case.today and is_open and _is_worked_on(case, row):
            first = late.setdefault(_key(row), row)
            if (row["seq_no"] or 0) < (first["seq_no"] or 0):
                late[_key(row)] = row
    for row in late.values():
        yield _Point(row, _lateness(case, row), ("delay_reason", "action", "promised_time"))


def _is_worked_on(case: Case, row: Row) -> bool:
    order = case.order(row["order_no"], row["line_no"])
    if order is None:
        return False
    return not (is_closed(order["status"], order["close_mode"]) or order["status"] == PAUSED)


def _lateness(case: Case, row: Row) -> str:
    planned = row["planned_end_date"]
    days = max(case.calendar.workdays_between(planned, case.today), 1)
    reason = f"，原因：{row['delay_reason']}" if row["delay_reason"] else ""
    return f"节点“{row['milestone_name']}”应 {planned:%m-%d} 完成，已超期 {days} 个工作日{reason}"


def _words(case: Case, point: _Point, language: Language) -> Words:
    row = point.row
    order = case.order(row["order_no"], row["line_no"])
    about = Words(TITLE, row.key, short_name(case, order), place=row.data.place(row.index, point.what[0]))
    facts = _facts(case, point, order, language)
    promised = facts.values["时间"]
    if isinstance(promised, dt.datetime) and promised < case.now:
        fix = Message(
            f"承诺的 {promised:%m-%d %H:%M} 已经过了，与责任人重新约定，写到几点",
            f"the promised {promised:%m-%d %H:%M} is past: agree upon a new time",
        )
        return replace(about, lacks=(lacking(about, facts, "时间", fix),))
    return compose(case, KIND, facts, about, language)


def _facts(case: Case, point: _Point, order: Row | None, language: Language) -> Facts:
    row, (problem, plan, time) = point.row, point.what
    who = " ".join(str(one) for one in (row["department"], row["owner"]) if one)
    promised: dt.datetime | None = None
    notes: tuple[Message, ...] = ()
    if row[time]:
        promised, notes = exact(case.settings, row[time])
    values: dict[str, Value] = {
        "问题": point.problem,
        "责任": who,
        "方案": row[plan],
        "时间": promised,
        "品名": (product_name(case, order, language) if order else None) or row["product_name"],
        "客户简称": short_name(case, order),
        "今天": case.today,
        "公司名称": case.settings.company_name,
    }
    sources = {"问题": (row, problem), "责任": (row, "owner"), "方案": (row, plan), "时间": (row, time)}
    rows = tuple(one for one in (row, order, customer_of(case, order)) if one)
    return Facts(rows, values, sources, notes)
