"""Planned days of orders along their routes, each combination planned once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.schedule import Plan, PlannedStep, Route, plan_backward, plan_forward
from gendan_xl.planning.lines import RUSH
from gendan_xl.udfs._arrays import Cells, Column, answers, filled, shape
from gendan_xl.udfs._declare import UdfError

Steps = tuple[tuple[PlannedStep, bool], ...]
"""The steps of a planned order, each with whether it is skipped."""

Planner = Callable[[str, dt.date | None, dt.date | None, str | None, str | None], Steps | None]
"""(route name, due date, start, skipped steps, urgency) → steps; None without any date."""

_PIECE = re.compile(r"[、，,;；/\s]+")


def planner(routes: Mapping[str, Route], calendar: WorkCalendar) -> Planner:
    """Return the planning of order lines: backward from the due date, forward from the start without one."""

    @cache
    def steps(
        name: str, due: dt.date | None, start: dt.date | None, skipped: str | None, urgency: str | None
    ) -> Steps | None:
        if name not in routes:
            raise UdfError(f"#没有工艺路线「{name}」?")
        if due is None and start is None:
            return None
        route, is_rush = routes[name], urgency in RUSH
        left_out = _skipped(route, skipped)
        plan: Plan
        if due is None and start is not None:
            plan = plan_forward(route, start, calendar, skipped=left_out, is_rush=is_rush)
        else:
            last = due or dt.date.max
            plan = plan_backward(route, last, calendar, start or last, skipped=left_out, is_rush=is_rush)
        return tuple((step, step.seq in left_out) for step in plan.steps)

    return steps


def _skipped(route: Route, words: str | None) -> frozenset[int]:
    """Return the numbers of the steps named, by number or name, in a cell such as 「3、外协」."""
    numbers = {key: step.seq for step in route.steps for key in (str(step.seq), step.name)}
    pieces = [piece for piece in _PIECE.split(words or "") if piece]
    if any(piece not in numbers for piece in pieces):
        raise UdfError("#跳过节点?")
    return frozenset(numbers[piece] for piece in pieces)


def step_of(steps: Steps, milestone: str) -> PlannedStep | None:
    """Return the step of a name or number, None when it is skipped. UdfError when the route has none."""
    for step, is_skipped in steps:
        if milestone in (step.name, str(step.seq)):
            return None if is_skipped else step
    raise UdfError("#没有这个节点?")


def whole_routes(plan: Planner, *columns: Column) -> Cells:
    """Return for one order its steps (name, start, finish) below each other, for several a row of finish days each.

    UdfError when ranges differ in length. Orders side by side give their finish days in columns.
    """
    rows, cols = shape(columns)
    if rows > 1 and cols > 1:
        raise UdfError("#区域大小?")
    orders = answers(plan, *columns)
    if len(orders) == 1:
        return filled(_listing(orders[0]))
    lines = filled([_finishes(order) for order in orders])
    return lines if cols == 1 else [list(line) for line in zip(*lines, strict=True)]


def _listing(order: Steps | str | None) -> list[list[Any]]:
    if order is None or isinstance(order, str):
        return [[order]]
    return [[step.name] if is_skipped else [step.name, step.start, step.finish] for step, is_skipped in order]


def _finishes(order: Steps | str | None) -> list[Any]:
    if order is None or isinstance(order, str):
        return [order]
    return [None if is_skipped else step.finish for step, is_skipped in order]
