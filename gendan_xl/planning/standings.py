"""Where every open order line stands, step by step, whatever the layout of its ledger: what boards and charts show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gendan_xl.domain.progress import MilestoneStatus, Status, milestone_status
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._rows import Row
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.intake.wide import WideStep
from gendan_xl.planning.lines import LineState, line_due, line_state
from gendan_xl.planning.order_rows import order_rows, transit_days
from gendan_xl.planning.routes import steps_of
from gendan_xl.planning.tasks import records_delivery
from gendan_xl.planning.wide import WideLine, line_status, step_statuses, wide_lines
from gendan_xl.planning.words import is_open
from gendan_xl.planning.workbook import records_of, route_of
from gendan_xl.rules import Context

DELIVERY = "交货"
"""The one step of a ledger that keeps no milestones."""


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One step of a line. `start` to `planned` is its plan, `actual` the day it was done, `forecast` the day it is
    expected to be. `days_late` are workdays. `is_past`: a later step is done, so this one is over without a record."""

    name: str
    status: Status
    start: dt.date | None = None
    planned: dt.date | None = None
    actual: dt.date | None = None
    forecast: dt.date | None = None
    days_late: int = 0
    who: str = ""
    is_past: bool = False

    @property
    def is_forecast_late(self) -> bool:
        """Whether it is open and will miss its plan."""
        return self.status.is_open and bool(self.planned and self.forecast and self.forecast > self.planned)


@dataclass(frozen=True, slots=True)
class LineStanding:
    """An open order line. `due` is the day the customer expects, `forecast` the one that is to be expected now.

    `index` is its row in 订单, `remark` says why it has no steps. `may_be_gone`: its day has passed, nothing is known to
    be overdue, and the ledger does not record deliveries.
    """

    index: int
    order_no: str
    line_no: str
    customer: str
    product: str
    quantity: float | None
    due: dt.date | None
    status: Status
    state: str = ""
    forecast: dt.date | None = None
    current: str = ""
    steps: Sequence[StepStanding] = field(default=())
    remark: Message = Message("", "")
    may_be_gone: bool = False

    @property
    def key(self) -> str:
        """Order and line: SO2603-014-1."""
        return f"{self.order_no}-{self.line_no}" if self.line_no else self.order_no


def standings(ledger: Ledger, context: Context) -> list[LineStanding]:
    """Return the open order lines, the earliest due first, lines without a day last. A book without orders has none.

    GendanError GD010 when the formulas of the book have no results.
    """
    require_results(ledger)
    orders = ledger.get("orders")
    if orders is None:
        return []
    if ledger.notes.get("wide"):
        lines = _of_wide(ledger, orders, context)
    elif "milestones" in ledger.tables:
        lines = _of_workbook(ledger, orders, context)
    else:
        lines = _of_flat(ledger, orders, context)
    if not records_delivery(orders):
        lines = (replace(line, may_be_gone=_may_be_gone(line, context.today)) for line in lines)
    return sorted(lines, key=lambda line: (line.due or dt.date.max, line.key))


def gone_remark(count: int, name: str = "") -> Message:
    """Return what is said of lines that may be gone and are not shown; `name` is the file of their ledger."""
    return Message(
        f"{name or '这本台账'}没有记录交货的列，看不出哪些订单已交：过了交期、又没有超期节点的 {count} 行没有列出",
        f"no column of {name or 'this ledger'} records deliveries: {count} lines past their date, none of whose milestones "
        "is known to be overdue, are left out",
    )


def _may_be_gone(line: LineStanding, today: dt.date) -> bool:
    is_known = any(step.status is Status.OVERDUE and step.name != DELIVERY for step in line.steps)
    return line.due is not None and line.due < today and not is_known


def _open_rows(ledger: Ledger, orders: TableData, context: Context) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, order in order_rows(ledger, context.settings):
        if order["order_no"] is not None and is_open(Row(orders, index)):
            yield index, order


def _line(index: int, order: dict[str, Any], status: Status, **more: Any) -> LineStanding:
    due = order["confirmed_date"] or order["pmc_date"] or order["requested_date"]
    line_no = order["line_no"]
    return LineStanding(
        index, str(order["order_no"]), "" if line_no is None else f"{line_no:g}", order["customer_short_name"] or "",
        order["product_name"] or "", order["ordered_qty"], due, status, order["status"] or "", **more,
    )  # fmt: skip


# --- our own workbook ------------------------------------------------------------------------------------------


def _of_workbook(ledger: Ledger, orders: TableData, context: Context) -> Iterator[LineStanding]:
    routes, records, seen = steps_of(ledger), records_of(ledger.tables["milestones"]), set()
    for index, order in _open_rows(ledger, orders, context):
        key = (order["order_no"], order["line_no"])
        own = records.get(key, {})
        if key in seen:
            yield _unplanned(index, order, context, Message("行号重复", "line number repeated"))
            continue
        seen.add(key)
        try:
            route = route_of(order, own, routes)
            if route is None:
                yield _unplanned(index, order, context, Message("没有工艺路线", "no route"))
                continue
            state = line_state(order, route, {seq: record for seq, (_, record) in own.items()}, context)
            transit = dt.timedelta(days=transit_days(order))
        except GendanError as problem:
            yield _unplanned(index, order, context, problem.message)
            continue
        forecast = state.progress.forecast_due
        yield _line(
            index, order, state.progress.status, forecast=forecast + transit if forecast else None,
            current=state.progress.current, steps=tuple(_planned_steps(state, route.steps, own)),
        )  # fmt: skip


def _planned_steps(state: LineState, steps: Sequence[Any], own: Any) -> Iterator[StepStanding]:
    for step in steps:
        record, status = state.milestones[step.seq], state.statuses[step.seq]
        expected = state.forecasts.get(step.seq)
        written = own[step.seq][1] if step.seq in own else {}
        who = written.get("owner") or written.get("department") or step.owner or step.department
        yield StepStanding(
            step.name, status.status, record.planned_start, record.planned_end, record.actual_end,
            expected.finish if expected else None, status.days_late, who or "",
        )  # fmt: skip


def _unplanned(index: int, order: dict[str, Any], context: Context, why: Message) -> LineStanding:
    """Return a line that has no plan: its due date alone is judged."""
    return _line(index, order, _due_status(order, context).status, remark=why)


def _due_status(order: dict[str, Any], context: Context) -> MilestoneStatus:
    soon = context.settings.due_soon_days
    return milestone_status(line_due(order), None, None, context.today, context.calendar, soon)


# --- ledgers of a company's own --------------------------------------------------------------------------------


def _of_wide(ledger: Ledger, orders: TableData, context: Context) -> Iterator[LineStanding]:
    milestones, parts = ledger.tables["milestones"], {part.sheet: part for part in orders.parts}
    rows = dict(_open_rows(ledger, orders, context))
    planned = set()
    for part in milestones.parts:
        steps = ledger.notes["wide"][part.sheet]
        for line in wide_lines(orders, parts[part.sheet], milestones, part, steps):
            if line.index in rows:
                planned.add(line.index)
                yield _wide_line(rows[line.index], line, steps, context)
    for index in rows.keys() - planned:
        yield _unplanned(index, rows[index], context, Message("这张表没有节点", "no milestones here"))


def _wide_line(
    order: dict[str, Any], line: WideLine, steps: Sequence[WideStep], context: Context
) -> LineStanding:
    statuses = step_statuses(line, steps, context)
    shown = tuple(_wide_step(line, number, step, statuses.get(number)) for number, step in enumerate(steps))
    current = next((steps[number].name for number, one in statuses.items() if one.status.is_open), "")
    return _line(line.index, order, line_status(line, statuses, context), current=current, steps=shown)


def _wide_step(line: WideLine, number: int, step: WideStep, judged: MilestoneStatus | None) -> StepStanding:
    planned, actual = line.planned[number], line.actual[number]
    is_past = actual is None and number < line.last_done
    if judged:
        status, late = judged
    elif actual:
        late_done = planned is not None and actual > planned
        status, late = (Status.DONE_LATE if late_done else Status.DONE), 0
    else:
        status, late = Status.NOT_STARTED, 0
    return StepStanding(step.name, status, planned, planned, actual, None, late, is_past=is_past)


def _of_flat(ledger: Ledger, orders: TableData, context: Context) -> Iterator[LineStanding]:
    for index, order in _open_rows(ledger, orders, context):
        judged = _due_status(order, context)
        due = line_due(order)
        step = StepStanding(DELIVERY, judged.status, due, due, days_late=judged.days_late)
        yield _line(index, order, judged.status, steps=(step,))
