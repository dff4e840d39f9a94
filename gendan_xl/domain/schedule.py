"""Routes as small networks, and the planned dates of an order line: backward from its due date, forward from its start.

Days are workdays of a `WorkCalendar`. A step of lead time 1 starts and finishes on the same day; its buffer follows
it, before the next step and before the due date after the last one. Skipped steps and lead time 0 take no time: their
date is the day on which what precedes them is through (requirement 15).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.errors import GendanError

ORDER_START = 0
"""The predecessor that stands for the order itself: a step with 前置节点序号 0 waits for no other step."""


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One step of a route, times in workdays.

    `predecessors` are the seq of the steps it waits for: empty means the step before it, (ORDER_START,) none.
    """

    seq: int
    name: str
    lead_days: int = 1
    rush_lead_days: int | None = None
    buffer_days: int = 0
    predecessors: tuple[int, ...] = ()
    department: str = ""
    owner: str = ""
    track: str = "每日"
    due_soon_days: int | None = None
    is_skippable: bool = False
    is_production_lock: bool = False

    def lead(self, is_rush: bool) -> int:
        """Return the lead time, the shorter one of rush orders where the route names it."""
        return self.rush_lead_days if is_rush and self.rush_lead_days is not None else self.lead_days


def step_numbers(text: object) -> tuple[int, ...]:
    """Return the numbers in a cell such as 「1、2」: the predecessors of a step."""
    if isinstance(text, float):
        return (int(text),)
    return tuple(map(int, re.findall(r"\d+", str(text or ""))))


@dataclass(frozen=True, slots=True)
class Route:
    """Steps by seq, for each the positions of the steps it waits for, and the positions in a possible order of work."""

    steps: tuple[RouteStep, ...]
    before: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]


def make_route(steps: Iterable[RouteStep]) -> Route:
    """Return the checked network of a route (cached: 10k orders share a handful).

    GendanError GD490 on a repeated number, an unknown predecessor or a negative time, GD491 when steps wait for each
    other in a circle; both name the steps.
    """
    return _make_route(tuple(sorted(steps, key=lambda step: step.seq)))


@lru_cache(maxsize=4096)
def _make_route(steps: tuple[RouteStep, ...]) -> Route:
    position = {step.seq: index for index, step in enumerate(steps)}
    if len(position) < len(steps):
        twice = next(step for index, step in enumerate(steps) if position[step.seq] != index)
        raise _bad_step(twice, f"的节点序号 {twice.seq} 重复", f"repeats number {twice.seq}")
    before = tuple(_waits_for(steps, index, position) for index in range(len(steps)))
    try:
        order = tuple(TopologicalSorter(dict(enumerate(before))).static_order())
    except CycleError as problem:
        names = "→".join(steps[index].name for index in problem.args[1])
        raise GendanError(
            "GD491",
            f"前置节点成了圈：{names}，请改其中一个“前置节点序号”",
            f"the steps wait for each other: {names}; change one of the predecessors",
        ) from problem
    return Route(steps, before, order)


def _waits_for(steps: Sequence[RouteStep], index: int, position: dict[int, int]) -> tuple[int, ...]:
    step = steps[index]
    if min(step.lead_days, step.rush_lead_days or 0, step.buffer_days) < 0:
        raise _bad_step(step, "的工期或缓冲天数是负数", "has a negative lead time or buffer")
    if not step.predecessors:
        return (index - 1,) if index else ()
    named = [seq for seq in step.predecessors if seq != ORDER_START]
    if unknown := [seq for seq in named if seq not in position]:
        raise _bad_step(
            step, f"的前置节点序号 {unknown[0]} 不存在", f"waits for step {unknown[0]}, which does not exist"
        )
    return tuple(position[seq] for seq in named)


def _bad_step(step: RouteStep, zh: str, en: str) -> GendanError:
    return GendanError(
        "GD490",
        f"节点 {step.seq}“{step.name}”{zh}，请改正",
        f"step {step.seq} {step.name} {en}; correct it",
    )


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """The planned dates of one step. `slack`: workdays it can start later without endangering the due date."""

    seq: int
    name: str
    start: dt.date
    finish: dt.date
    slack: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned order line: its steps by seq and what backward and forward planning say about each other.

    `slack` is in workdays, negative when the plan begins before the earliest possible day. `earliest_finish` is the
    first due date that could be promised, buffers included. `unpublished` names the years whose holidays are not
    published yet (requirement 16), `calendar` the calendar's version.
    """

    steps: tuple[PlannedStep, ...]
    due: dt.date
    slack: int
    earliest_finish: dt.date
    unpublished: tuple[int, ...]
    calendar: str

    @property
    def start(self) -> dt.date:
        """The first planned day."""
        return min((step.start for step in self.steps), default=self.due)

    @property
    def finish(self) -> dt.date:
        """The last planned day."""
        return max((step.finish for step in self.steps), default=self.due)

    @property
    def cannot_make(self) -> bool:
        """Whether work would have to begin in the past."""
        return self.slack < 0


def due_date(
    confirmed: dt.date | None, promised: dt.date | None, requested: dt.date | None, transport_days: int = 0
) -> dt.date | None:
    """Return the day the goods must leave: 确认交期, else 预交日期, else 客户要求交期.

    `transport_days` (calendar days) are taken off the customer's dates where they mean arrival (交期口径 到货日);
    预交日期 is the factory's own and means departure.
    """
    told = confirmed or (None if promised else requested)
    return told - dt.timedelta(days=transport_days) if told else promised


def plan_backward(
    route: Route,
    due: dt.date,
    calendar: WorkCalendar,
    earliest: dt.date,
    *,
    skipped: Collection[int] = (),
    worked: Mapping[int, int] | None = None,
    is_rush: bool = False,
) -> Plan:
    """Plan every step as late as the due date allows; `skipped` are seq.

    `worked` are the workdays already spent, by seq: they come off the lead time, of which one day is always left.

    A due date on a rest day counts as the last workday before it. `earliest` is the first day on which work can begin
    (the later of today and the order date); the plan is made in any case and says `cannot_make` when it begins before.
    """
    network = _Network(route, skipped, is_rush, worked or {})
    origin = calendar.add_workdays(calendar.previous_workday(due), 1 - network.total)
    possible = calendar.next_workday(earliest)
    slack = calendar.workdays_between(possible, origin)
    feasible = calendar.add_workdays(possible, network.total - 1)
    return network.plan(network.latest, origin, calendar, (due, slack, feasible))


def plan_forward(
    route: Route,
    start: dt.date,
    calendar: WorkCalendar,
    *,
    skipped: Collection[int] = (),
    is_rush: bool = False,
) -> Plan:
    """Plan every step as early as `start` allows; the plan's due date is the earliest that could be promised."""
    network = _Network(route, skipped, is_rush, {})
    origin = calendar.next_workday(start)
    finish = calendar.add_workdays(origin, network.total - 1)
    return network.plan(network.earliest, origin, calendar, (finish, 0, finish))


def _left(lead: int, worked: int) -> int:
    return max(lead - worked, min(lead, 1))


class _Network:
    """The route in whole workdays counted from its first day: earliest and latest start of every step."""

    def __init__(
        self, route: Route, skipped: Collection[int], is_rush: bool, worked: Mapping[int, int]
    ) -> None:
        self.route = route
        self.leads = [
            0 if step.seq in skipped else _left(step.lead(is_rush), worked.get(step.seq, 0))
            for step in route.steps
        ]
        lengths = [
            0 if step.seq in skipped else lead + step.buffer_days
            for step, lead in zip(route.steps, self.leads, strict=True)
        ]
        self.earliest = [0] * len(lengths)
        for index in route.order:
            ends = (self.earliest[other] + lengths[other] for other in route.before[index])
            self.earliest[index] = max(ends, default=0)
        self.total = max(
            (start + length for start, length in zip(self.earliest, lengths, strict=True)), default=0
        )
        self.total = max(self.total, 1)
        self.latest = [self.total - length for length in lengths]
        for index in reversed(route.order):
            for other in route.before[index]:
                self.latest[other] = min(self.latest[other], self.latest[index] - lengths[other])

    def plan(
        self, starts: list[int], origin: dt.date, calendar: WorkCalendar, frame: tuple[dt.date, int, dt.date]
    ) -> Plan:
        """Return the plan whose day 0 is `origin`; `frame` is (due date, slack of the whole, earliest finish)."""
        due, slack, feasible = frame
        steps = []
        for index, step in enumerate(self.route.steps):
            begin, lead = starts[index], self.leads[index]
            finish = calendar.add_workdays(origin, max(begin + lead - 1, 0))
            start = calendar.add_workdays(origin, begin) if lead else finish
            own_slack = slack + self.latest[index] - self.earliest[index]
            steps.append(PlannedStep(step.seq, step.name, start, finish, own_slack))
        years = calendar.unpublished([due, origin, *(step.finish for step in steps)])
        return Plan(tuple(steps), due, slack, feasible, years, calendar.version)
