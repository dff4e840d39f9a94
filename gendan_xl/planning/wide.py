"""The schedule of a ledger with milestones in columns: blank plans filled, columns coloured, delays told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from gendan_xl.cells import col_name
from gendan_xl.domain.progress import MilestoneStatus, Status, milestone_status, order_status, worst_status
from gendan_xl.edits import Edit, SetCell
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import Ledger, Part, TableData
from gendan_xl.intake.wide import WideStep
from gendan_xl.planning.colors import column_colors
from gendan_xl.planning.lines import line_due
from gendan_xl.planning.result import Schedule
from gendan_xl.rules import Context
from gendan_xl.schema.milestones import Milestones

MIN_ROWS, USUAL_SHARE = 10, 0.8
"""A step's usual distance from the due date is learned from at least so many rows, of which so many have it."""


@dataclass(frozen=True, slots=True)
class WideLine:
    """An order line of a wide ledger: its due date and the days of its steps, None for blank cells.

    `unread` are the numbers of steps whose planned cell is filled with something that is no day.
    """

    index: int
    due: dt.date | None
    planned: tuple[dt.date | None, ...]
    actual: tuple[dt.date | None, ...]
    unread: frozenset[int]

    @property
    def last_done(self) -> int:
        """The number of the last step done, -1 while none is."""
        return max((number for number, day in enumerate(self.actual) if day), default=-1)


def schedule_wide(ledger: Ledger, context: Context) -> Schedule:
    """Return the edits for the milestone columns of every sheet that has them."""
    result = Schedule()
    steps_of: Mapping[str, Sequence[WideStep]] = ledger.notes["wide"]
    orders, milestones = ledger.tables["orders"], ledger.tables["milestones"]
    parts = {part.sheet: part for part in orders.parts}
    for part in milestones.parts:
        steps, home = steps_of[part.sheet], parts[part.sheet]
        lines = list(wide_lines(orders, home, milestones, part, steps))
        offsets = _usual_offsets(lines, steps, context)
        for line in lines:
            _judge(result, orders, line, steps, context)
            result.edits.extend(_blank_plans(orders, line, steps, offsets, context))
        result.edits.extend(_colors(part, steps, context))
        if offsets:
            result.notes.append(_offsets_note(steps, offsets))
    plan_only = [step.name for steps in steps_of.values() for step in steps if step.is_plan_only]
    if plan_only:
        result.notes.append(_plan_only_note(plan_only))
    return result


def wide_lines(
    orders: TableData, home: Part, milestones: TableData, part: Part, steps: Sequence[WideStep]
) -> Iterator[WideLine]:
    """Yield the order lines of a sheet (`home` in 订单, `part` in 节点) that keeps its milestones in columns."""
    width = len(steps)
    planned, actual = milestones.values("planned_end_date"), milestones.values("actual_end_date")
    dirty = milestones.columns["planned_end_date"].dirty
    for index in range(home.start, home.stop):
        start = part.start + (index - home.start) * width
        order = {name: orders.get(index, name) for name in ("confirmed_date", "pmc_date", "requested_date")}
        yield WideLine(
            index,
            line_due(order),
            tuple(planned[start : start + width]),
            tuple(actual[start : start + width]),
            frozenset(number for number in range(width) if start + number in dirty),
        )


# --- blank plans -----------------------------------------------------------------------------------------------


def _usual_offsets(lines: Sequence[WideLine], steps: Sequence[WideStep], context: Context) -> dict[int, int]:
    """Return step number → usual workdays before the due date, where the ledger itself shows a habit."""
    dated = [line for line in lines if line.due]
    found = {}
    for number in range(len(steps)):
        days = [
            context.calendar.workdays_between(planned, line.due)
            for line in dated
            if line.due and (planned := line.planned[number])
        ]
        if len(days) >= MIN_ROWS and len(days) >= USUAL_SHARE * len(dated):
            found[number] = median_low(days)
    return found


def _blank_plans(
    orders: TableData, line: WideLine, steps: Sequence[WideStep], offsets: Mapping[int, int], context: Context
) -> Iterator[SetCell]:
    """Yield the planned days of an order still to be made; a plan for days gone by helps nobody."""
    if line.due is None or line.due < context.today:
        return
    sheet, row, _ = orders.place(line.index)
    for number, offset in offsets.items():
        step = steps[number]
        if line.planned[number] or number in line.unread or line.actual[number] or not step.planned_col:
            continue
        day = context.calendar.add_workdays(line.due, -offset)
        if day < context.today:
            continue
        label = f"{orders.key(line.index)} {step.name}"
        yield SetCell(sheet, row, step.planned_col, None, day, label)


def _offsets_note(steps: Sequence[WideStep], offsets: Mapping[int, int]) -> Message:
    words = "、".join(f"{steps[number].name} {days}" for number, days in offsets.items())
    return Message(
        f"空白计划按本表习惯倒排（交期前工作日）：{words}",
        f"blank plans follow this ledger's habit (workdays before the due date): {words}",
    )


def _plan_only_note(names: Sequence[str]) -> Message:
    words = "、".join(dict.fromkeys(names))
    return Message(
        f"{words} 只有计划没有实际，看不出是否完成，不算超期",
        f"{words}: planned only, nothing records their completion, so they are never overdue",
    )


# --- where things stand ----------------------------------------------------------------------------------------


def _judge(
    result: Schedule, orders: TableData, line: WideLine, steps: Sequence[WideStep], context: Context
) -> None:
    """Count the order line and tell its overdue steps."""
    found = step_statuses(line, steps, context)
    result.count(str(line_status(line, found, context)))
    overdue = {number: status for number, status in found.items() if status.status is Status.OVERDUE}
    if overdue:
        result.findings.append(_overdue(orders, line, steps, overdue))


def step_statuses(line: WideLine, steps: Sequence[WideStep], context: Context) -> dict[int, MilestoneStatus]:
    """Return step number → status of the steps behind the last one done whose completion a cell records: the others
    are past, or never overdue."""
    return {
        number: milestone_status(
            line.planned[number], None, line.actual[number], context.today, context.calendar,
            context.settings.due_soon_days,
        )
        for number, step in enumerate(steps)
        if not step.is_plan_only and number > line.last_done
    }  # fmt: skip


def line_status(line: WideLine, statuses: Mapping[int, MilestoneStatus], context: Context) -> Status:
    """Return the status of the order line as a whole."""
    worst = worst_status([status.status for status in statuses.values()])
    if line.last_done >= 0 and not worst.is_open:
        worst = Status.IN_PROGRESS
    return order_status(worst, line.due, context.today, is_forecast_late=False)


def _overdue(
    orders: TableData, line: WideLine, steps: Sequence[WideStep], overdue: Mapping[int, MilestoneStatus]
) -> Finding:
    first, late = next(iter(overdue)), max(status.days_late for status in overdue.values())
    sheet, row, _ = orders.place(line.index)
    names, planned = "、".join(steps[number].name for number in overdue), line.planned[first]
    return Finding(
        "GD498", "warning",
        Message(
            f"{names}超期，最长 {late} 个工作日（{steps[first].name}计划 {planned}，没有实际日期）",
            f"{names} overdue, at most {late} workdays ({steps[first].name} planned {planned}, no actual day)",
        ),
        Message("完成了就补填实际日期，没完成就催办", "enter the actual day if it is done, chase it otherwise"),
        sheet, row, steps[first].planned_col, "milestones", orders.key(line.index),
        Milestones.header("planned_end_date"), planned,
    )  # fmt: skip


def _colors(part: Part, steps: Sequence[WideStep], context: Context) -> Iterator[Edit]:
    """Yield the colour rules of the planned columns; a later actual day tells that a step is done."""
    first, _ = part.locate(0, "")
    last, _ = part.locate(part.stop - part.start - 1, "")
    for number, step in enumerate(steps):
        if not step.planned_col:
            continue
        if step.is_plan_only:
            yield from column_colors(part.sheet, (first, last), step.planned_col, "", context)
        else:
            later = [other.actual_col for other in steps[number + 1 :] if other.actual_col]
            own = f"${col_name(step.actual_col)}{first}"
            is_passed = "".join(f"&${col_name(col)}{first}" for col in later)
            done = own if not later else f'IF(AND({own}="",""{is_passed}<>""),"-",{own})'
            yield from column_colors(part.sheet, (first, last), step.planned_col, done, context)
