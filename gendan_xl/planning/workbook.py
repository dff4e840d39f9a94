"""The schedule of a book that keeps a 节点 table: missing rows made, dates, status and forecast brought up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.domain.progress import Status
from gendan_xl.domain.schedule import Route, RouteStep, make_route, step_numbers
from gendan_xl.edits import AppendRow, Edit, SetCell
from gendan_xl.errors import GendanError
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.planning.colors import own_colors
from gendan_xl.planning.line_findings import cannot_make, impossible, no_route, twice, unrecorded
from gendan_xl.planning.lines import LineState, Row, line_state
from gendan_xl.planning.order_rows import order_rows, transit_days
from gendan_xl.planning.result import Schedule
from gendan_xl.planning.routes import names_of, network, steps_of
from gendan_xl.rules import Context
from gendan_xl.schema.table import Table

Records = dict[int, tuple[int, dict[str, Any]]]
"""The milestones of one order line: seq → (row index, record)."""

Routes = Mapping[str, Sequence[RouteStep]]

STOCK_ROUTE = "库存直发"
CANCELLED, DONE = "已取消", "已完成"
AWAITS_DISPATCH = "待发货"
"""What 当前节点 shows when all milestones are done and the goods are still here."""
_SAID_DONE = frozenset({str(Status.DONE), str(Status.DONE_LATE)})
_RECORD_FIELDS = (
    "order_no", "line_no", "seq_no", "milestone_name", "department", "owner", "predecessors", "is_skipped",
    "lead_days", "buffer_days", "track_frequency", "planned_start_date", "planned_end_date",
    "first_planned_end_date", "locked_date", "actual_start_date", "actual_end_date", "status", "forecast_date",
    "days_late", "stalled_days", "updated_date",
)  # fmt: skip


def schedule_workbook(ledger: Ledger, context: Context) -> Schedule:
    """Return the edits that bring 节点 and 订单台账 up to date; idempotent on the same day."""
    orders, milestones = ledger.tables["orders"], ledger.tables["milestones"]
    routes, records = steps_of(ledger), records_of(milestones)
    result, seen = Schedule(), set()
    for index, order in order_rows(ledger, context.settings):
        key = (order["order_no"], order["line_no"])
        own = records.get(key, {})
        if order["order_no"] is None or _is_settled(order, own):
            continue
        if key in seen:
            result.findings.append(twice(orders, index))
            continue
        seen.add(key)
        try:
            _schedule_line(result, (orders, milestones), index, order, own, routes, context)
        except GendanError as problem:
            result.findings.append(impossible(orders, index, order, problem))
    added = sum(isinstance(edit, AppendRow) for edit in result.edits)
    result.edits.extend(own_colors(orders))
    result.edits.extend(own_colors(milestones, added))
    return result


def _schedule_line(
    result: Schedule,
    tables: tuple[TableData, TableData],
    index: int,
    order: Row,
    own: Records,
    routes: Routes,
    context: Context,
) -> None:
    """Add what one order line needs. GendanError, with nothing added, when its steps or dates make no plan."""
    orders, milestones = tables
    route = route_of(order, own, routes)
    if route is None:
        result.findings.append(no_route(orders, index, order, routes))
        return
    transit = dt.timedelta(days=transit_days(order))
    state = line_state(order, route, {seq: record for seq, (_, record) in own.items()}, context)
    expected = state.progress.forecast_due + transit if state.progress.forecast_due else None
    _line_edits(result, milestones, order, route, own, state)
    result.edits.extend(_order_edits(orders, index, order, state, expected))
    result.edits.extend(_days_late_edits(orders, index, order, expected, context.today))
    result.findings.extend(cannot_make(orders, index, state, transit))
    result.findings.extend(_unrecorded(milestones, own, state))
    result.count(str(state.progress.status))


def _is_settled(order: Row, own: Records) -> bool:
    """Tell whether there is nothing to plan: cancelled, or done without milestones that would show how."""
    if order["status"] == CANCELLED or order["close_mode"] == "取消":
        return True
    return (order["status"] == DONE or bool(order["close_mode"])) and not own


def records_of(milestones: TableData) -> dict[tuple[Any, Any], Records]:
    """Return (order, line) → seq → (row index, record)."""
    found: dict[tuple[Any, Any], Records] = {}
    for index, row in enumerate(zip(*(milestones.values(name) for name in _RECORD_FIELDS), strict=True)):
        record = dict(zip(_RECORD_FIELDS, row, strict=True))
        if record["seq_no"] is not None:
            key = (record["order_no"], record["line_no"])
            found.setdefault(key, {}).setdefault(int(record["seq_no"]), (index, record))
    return found


def route_of(order: Row, own: Records, routes: Routes) -> Route | None:
    """Return the network of a line: its own rows where it has some, else its route, else the stock route.

    GendanError when the steps make none: the lines of other routes are planned all the same.
    """
    name = order["route_name"] or (STOCK_ROUTE if order["supply_mode"] == "库存" else "")
    base = network(name, routes[name]) if name in routes else None
    if not own:
        return base
    usual = {step.seq: step for step in base.steps} if base else {}
    return make_route([_own_step(seq, record, usual.get(seq)) for seq, (_, record) in own.items()])


def _own_step(seq: int, record: Row, usual: RouteStep | None) -> RouteStep:
    lead, buffer = record["lead_days"], record["buffer_days"]
    return RouteStep(
        seq=seq,
        name=record["milestone_name"] or (usual.name if usual else ""),
        lead_days=int(lead) if lead is not None else usual.lead_days if usual else 1,
        rush_lead_days=usual.rush_lead_days if usual and lead is None else None,
        buffer_days=int(buffer) if buffer is not None else usual.buffer_days if usual else 0,
        predecessors=step_numbers(record["predecessors"]) or (usual.predecessors if usual else ()),
        due_soon_days=usual.due_soon_days if usual else None,
    )


def _line_edits(
    result: Schedule, milestones: TableData, order: Row, route: Route, own: Records, state: LineState
) -> None:
    if own:
        for seq, (index, record) in own.items():
            new = _computed(state, seq)
            if record["first_planned_end_date"] is not None:
                del new["first_planned_end_date"]
            result.edits.extend(set_cells(milestones, index, record, new))
    else:
        result.edits.extend(_new_rows(milestones, order, route, state))


def _unrecorded(milestones: TableData, own: Records, state: LineState) -> Iterator[Finding]:
    """Yield the milestones whose status says done while no day does: the status is about to be written over."""
    for seq, (index, record) in own.items():
        status = str(state.statuses[seq].status)
        if record["status"] in _SAID_DONE and status not in _SAID_DONE and not record["is_skipped"]:
            yield unrecorded(milestones, index, record["status"], status)


def _computed(state: LineState, seq: int) -> dict[str, Value]:
    record, status = state.milestones[seq], state.statuses[seq]
    expected = state.forecasts.get(seq)
    return {
        "planned_start_date": record.planned_start,
        "planned_end_date": record.planned_end,
        "first_planned_end_date": record.planned_end,
        "status": str(status.status),
        "forecast_date": expected.finish if expected else None,
        "days_late": float(status.days_late) or None,
        "stalled_days": float(state.stalled.get(seq, 0)) or None,
    }


def _new_rows(milestones: TableData, order: Row, route: Route, state: LineState) -> Iterator[Edit]:
    part = milestones.parts[-1]
    for step in route.steps:
        values: dict[str, Value] = {
            "order_no": order["order_no"],
            "line_no": order["line_no"],
            "seq_no": step.seq,
            "milestone_name": step.name,
            "customer_short_name": order["customer_short_name"],
            "product_name": order["product_name"],
            "spec": order["spec"],
            "ordered_qty": order["ordered_qty"],
            "confirmed_date": order["confirmed_date"],
            "route_name": order["route_name"],
            "department": step.department,
            "owner": step.owner,
            "predecessors": names_of(route, step.predecessors),
            "lead_days": step.lead_days,
            "buffer_days": step.buffer_days or None,
            "track_frequency": step.track,
            **_computed(state, step.seq),
        }
        headers = {
            milestones.table.header(name): value
            for name, value in values.items()
            if name in part.fields and value not in (None, "")
        }
        yield AppendRow(
            part.sheet, part.excel_table, headers, f"{order['order_no']}-{order['line_no']} {step.name}"
        )


def _order_edits(
    orders: TableData, index: int, order: Row, state: LineState, expected: dt.date | None
) -> Iterator[SetCell]:
    """Yield what the order line shows; `expected` is 预计交期, in the customer's terms (departure or arrival)."""
    progress, outlook, transit = state.progress, state.outlook, dt.timedelta(days=transit_days(order))
    waiting = AWAITS_DISPATCH if state.is_undelivered else None
    new: dict[str, Value] = {
        "current_milestone": progress.current or waiting,
        "done_rate": round(progress.done_ratio, 4),
        "progress_status": str(progress.status),
        "forecast_date": expected,
        "earliest_date": outlook.earliest_finish + transit if outlook and outlook.cannot_make else None,
        "slack_days": float(outlook.slack) if outlook else None,
    }
    if order["first_confirmed_date"] is None and order["confirmed_date"] is not None:
        new["first_confirmed_date"] = order["confirmed_date"]
    yield from set_cells(orders, index, {name: orders.get(index, name) for name in new}, new)


def _days_late_edits(
    orders: TableData, index: int, order: Row, expected: dt.date | None, today: dt.date
) -> Iterator[SetCell]:
    """Yield the result that 延误天数, which follows 预计交期, will have once Excel calculates: other readers see it now."""
    sheet, row, col = orders.place(index, "days_late")
    late = _days_late(order, expected, today)
    if col and late != order["days_late"]:
        label = f"{orders.key(index)} {orders.table.header('days_late')}"
        yield SetCell(sheet, row, col, order["days_late"], late, label, is_cached=True)


def _days_late(order: Row, expected: dt.date | None, today: dt.date) -> float | None:
    """Return what the formula of 延误天数 gives, in calendar days."""
    due, shipped, still = order["confirmed_date"], order["last_shipped_date"], order["open_qty"]
    if due is None or order["ordered_qty"] is None:
        return None
    if order["close_mode"] or (still is not None and still <= 0):
        return float(max(0, (shipped - due).days)) if shipped else None
    return float(max(0, (expected - due).days if expected else 0, (today - due).days))


def set_cells(data: TableData, index: int, old: Row, new: Mapping[str, Value]) -> Iterator[SetCell]:
    """Yield the edits for fields whose value changes and that have a cell of their own (no formula there)."""
    part = data.part_of(index)
    for name, value in new.items():
        if old[name] == value or name not in part.fields or _is_formula(data.table, name):
            continue
        if index in data.columns[name].dirty:
            continue  # a cell that could not be read is the clerk's to mend: it has its own finding
        sheet, row, col = data.place(index, name)
        yield SetCell(sheet, row, col, old[name], value, f"{data.key(index)} {data.table.header(name)}")


def _is_formula(table: type[Table], name: str) -> bool:
    return bool(table.columns()[name].col.formula)
