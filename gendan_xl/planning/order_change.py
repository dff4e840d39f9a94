"""Approved changes carried into the ledger: the edits, the record of every field, the schedule that follows (24-26)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gendan_xl.edits import AddFormat, Edit, SetCell
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Case
from gendan_xl.forms._notices import notices, refusals
from gendan_xl.forms._rows import Row, same
from gendan_xl.intake.ledger import ColumnData, Ledger
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.planning.change_edits import set_field, touched, write
from gendan_xl.planning.change_fields import FieldChange, NotApplicableError, OrderChange, field_changes
from gendan_xl.planning.change_results import results
from gendan_xl.planning.schedule import schedule
from gendan_xl.rules import Context, all_rules, run

APPROVED = "已批准"
COPIED = frozenset({"product_name", "spec", "ordered_qty", "confirmed_date", "route_name"})
"""What 节点 repeats of the order line."""


@dataclass(slots=True)
class ChangePlan:
    """What carrying changes out comes to. `edits` are those of the ledger, of 变更 and 修改记录, `schedule` what the
    schedule of the changed order lines becomes, `findings` what is to be told of it."""

    changes: list[OrderChange] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    schedule: list[Edit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def all_edits(self) -> list[Edit]:
        """Everything that is to be written."""
        return [*self.edits, *self.schedule]

    @property
    def is_blocked(self) -> bool:
        """Whether a change that was asked for is not carried out."""
        return any(change.blocks for change in self.changes)


def plan_changes(ledger: Ledger, context: Context, numbers: Iterable[str], by: str = "") -> ChangePlan:
    """Return the plan for the changes of these numbers; without numbers for every approved one.

    Each change is carried out whole or not at all. GendanError GD919 when there is none, GD920 when the book does not
    keep 变更 or 修改记录.
    """
    _require_tables(ledger)
    require_results(ledger)
    case = Case(ledger, context.settings, context.calendar, context.now)
    plan = ChangePlan([_change(case, number, rows) for number, rows in _asked(case, list(numbers)).items()])
    _gates(case, context, plan)
    for change in plan.changes:
        if not change.blocks:
            _take_apart(case, change, plan)
    done = [change for change in plan.changes if not change.blocks]
    if done:
        plan.edits.extend(write(case, done, by))
        _reschedule(case, context, plan, [cell for change in done for cell in change.cells])
    return plan


def _require_tables(ledger: Ledger) -> None:
    for name, title in (("changes", "变更"), ("change_log", "修改记录"), ("orders", "订单台账")):
        data = ledger.get(name)
        parts = data.parts if data is not None else []
        if not parts or (name == "change_log" and not parts[-1].excel_table):
            raise GendanError(
                "GD920", f"{ledger.name} 里没有「{title}」表，变更不能执行：每一次修改都要留下记录，请用 gendan new 新建的工作簿",
                f"{ledger.name} has no table {title}: changes are carried out only where their record is kept",
            )  # fmt: skip


def _asked(case: Case, numbers: Sequence[str]) -> Mapping[str, list[Row]]:
    """Return change number → its rows."""
    wanted = {same(number) for number in numbers}
    found: dict[str, list[Row]] = {}
    for row in case.rows("changes"):
        is_asked = same(row["change_no"]) in wanted if wanted else row["status"] == APPROVED
        if row["change_no"] and is_asked:
            found.setdefault(str(row["change_no"]), []).append(row)
    missing = wanted - {same(number) for number in found}
    if missing:
        said = "、".join(number for number in numbers if same(number) in missing)
        raise GendanError("GD919", f"“变更”里没有 {said}：请核对变更单号", f"there is no change {said}")
    if not found:
        raise GendanError(
            "GD919", "没有可以执行的变更：没有状态是“已批准”的变更", "nothing to carry out: no change is approved (已批准)"
        )  # fmt: skip
    return found


def _change(case: Case, number: str, rows: list[Row]) -> OrderChange:
    return OrderChange(number, rows, notices=notices(case, rows), answers=refusals(case, rows))


def _gates(case: Case, context: Context, plan: ChangePlan) -> None:
    """Note what is against each change: its state, and every error that the rules find in its rows."""
    rules = [rule for rule in all_rules() if rule.table.meta.name == "changes" and rule.level == "error"]
    found = run(case.ledger, context, rules).findings
    for change in plan.changes:
        places = {row.data.place(row.index)[:2] for row in change.rows}
        change.blocks += [_not_approved(row) for row in change.rows if row["status"] != APPROVED]
        change.blocks += [finding for finding in found if (finding.sheet, finding.row) in places]


def _not_approved(row: Row) -> Finding:
    sheet, at, col = row.data.place(row.index, "status")
    header, status = row.data.header(row.index, "status"), row["status"] or "空"
    return Finding(
        "GD797", "error",
        Message(f"变更 {row.key} 的状态是{status}，没有执行", f"change {row.key} is {status}: not carried out"),
        Message("批准以后（状态 已批准）才能执行；执行过的不用再执行", "only approved changes (已批准) are carried out, once"),
        sheet, at, col, "changes", row.key, header, row["status"],
    )  # fmt: skip


def _take_apart(case: Case, change: OrderChange, plan: ChangePlan) -> None:
    """Find the cells of a change; two rows, or two changes, that set one cell differently are refused."""
    taken = {cell.place: cell for other in plan.changes for cell in other.cells}
    for row in change.rows:
        try:
            found = field_changes(case, row, case.today)
        except NotApplicableError as problem:
            change.blocks.append(problem.finding)
            continue
        for cell in found:
            before = taken.setdefault(cell.place, cell)
            if before is cell:
                change.cells.append(cell)
            elif before.new != cell.new:
                change.blocks.append(_twice(cell, before))
    if change.blocks:
        change.cells.clear()


def _twice(cell: FieldChange, before: FieldChange) -> Finding:
    sheet, row, col = cell.place
    return Finding(
        "GD797", "error",
        Message(
            f"变更 {cell.change.key} 和 {before.change.key} 都要改 {cell.line.key} 的「{cell.header}」，没有执行",
            f"changes {cell.change.key} and {before.change.key} both set {cell.header} of {cell.line.key}",
        ),
        Message("先执行一个，另一个按新的值重写变更前再批准", "carry one out first, then correct 变更前 of the other"),
        sheet, row, col, "orders", cell.line.key, cell.header, cell.old,
    )  # fmt: skip


# --- what follows ------------------------------------------------------------------------------------------------


def _reschedule(case: Case, context: Context, plan: ChangePlan, cells: Sequence[FieldChange]) -> None:
    """Add the results that formulas will show, and the schedule of the changed lines as it is after the change."""
    ledger = _changed(case.ledger, plan.edits, cells)
    lines = [Row(ledger.tables["orders"], index) for index in touched(cells)]
    plan.schedule.extend(edit for line in lines for edit in results(line, case.ledger.tables["orders"]))
    plan.schedule.extend(edit for cell in cells for edit in _copies(case, cell))
    after = schedule(ledger, context)
    keys = {(line["order_no"], line["line_no"]) for line in lines}
    places = _places(ledger, keys)
    plan.schedule.extend(edit for edit in after.edits if _is_about(edit, places, lines))
    plan.findings.extend(found for found in after.findings if (found.sheet, found.row) in places)


def _copies(case: Case, cell: FieldChange) -> Iterator[SetCell]:
    """Yield the milestones that repeat the changed field of their order line."""
    for step in case.rows("milestones"):
        is_own = (step["order_no"], step["line_no"]) == (cell.line["order_no"], cell.line["line_no"])
        if is_own and cell.field in COPIED and step[cell.field] != cell.new:
            yield from set_field(step, cell.field, cell.new)


def _changed(ledger: Ledger, edits: Sequence[Edit], cells: Sequence[FieldChange]) -> Ledger:
    """Return the ledger as it is after the change; the one that was read stays."""
    orders = ledger.tables["orders"]
    columns = {
        name: ColumnData(list(column.values), set(column.dirty)) for name, column in orders.columns.items()
    }
    for cell in cells:
        columns[cell.field].values[cell.line.index] = cell.new
        if cell.field == "ordered_qty" and "open_qty" in columns and cell.line["open_qty"] is not None:
            columns["open_qty"].values[cell.line.index] = cell.line["open_qty"] + cell.new - (cell.old or 0)
        if cell.field == "confirmed_date" and "first_confirmed_date" in columns:
            first = cell.line["first_confirmed_date"] or cell.old
            columns["first_confirmed_date"].values[cell.line.index] = first
    return replace(ledger, tables={**ledger.tables, "orders": replace(orders, columns=columns)})


def _places(ledger: Ledger, keys: set[tuple[Any, Any]]) -> set[tuple[str, int]]:
    """Return (sheet, row) of the order lines of these keys and of their milestones."""
    found = set()
    for name in ("orders", "milestones"):
        data = ledger.get(name)
        if data is None:
            continue
        pairs = zip(data.values("order_no"), data.values("line_no"), strict=True)
        found |= {data.place(index)[:2] for index, key in enumerate(pairs) if key in keys}
    return found


def _is_about(edit: Edit, places: set[tuple[str, int]], lines: Sequence[Row]) -> bool:
    """Tell whether an edit of the schedule belongs to a changed line; colours are left to the next schedule."""
    if isinstance(edit, AddFormat):
        return False
    if isinstance(edit, SetCell):
        return (edit.sheet, edit.row) in places
    return any(edit.label.startswith(f"{line['order_no']}-{line['line_no']} ") for line in lines)
