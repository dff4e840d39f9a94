"""Which columns of our own tables show a deadline, and the rules that colour them (requirement 20)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gendan_xl.cells import area, col_name
from gendan_xl.edits import CellStyle
from gendan_xl.schema.colors import LATE_TOLERANCE, STATUS_STYLES, Deadline


@dataclass(frozen=True, slots=True)
class _Tracked:
    """The fields of a table that hold a deadline, and those that show its colour."""

    due: str
    done: str
    forecast: str
    painted: tuple[str, ...]


_TRACKED = {
    "milestones": _Tracked(
        "planned_end_date", "actual_end_date", "forecast_date",
        ("milestone_name", "planned_end_date", "actual_end_date", "status", "forecast_date", "days_late"),
    ),
    "deliveries": _Tracked("planned_date", "shipped_date", "", ("planned_date", "shipped_date", "status")),
    "purchases": _Tracked(
        "needed_date", "received_date", "expected_date", ("needed_date", "expected_date", "days_late", "received_date")
    ),
    "commitments": _Tracked(
        "promised_time", "finished_time", "", ("promised_time", "finished_time", "is_kept", "overdue_days")
    ),
    "incidents": _Tracked("promised_time", "finished_time", "", ("promised_time", "finished_time", "is_late")),
}  # fmt: skip
_ORDER_PAINTED: tuple[str, ...] = (
    "order_no", "line_no", "confirmed_date", "status", "forecast_date", "days_late",
)  # fmt: skip
_PROGRESS_PAINTED: tuple[str, ...] = ("current_milestone", "progress_status")


@dataclass(frozen=True, slots=True)
class Coloring:
    """One conditional format: the areas it paints, its formula for their first row, its look."""

    areas: tuple[str, ...]
    formula: str
    style: CellStyle
    status: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table's columns stand on its sheet: field → column from 1, the first row and the last one to colour."""

    table: str
    positions: Mapping[str, int]
    first_row: int
    last_row: int

    def ref(self, field: str) -> str:
        """Return the reference of a field in the first row: $L3."""
        return f"${col_name(self.positions[field])}{self.first_row}"

    def area(self, field: str) -> str:
        """Return the cells of a field: L3:L99."""
        col = self.positions[field]
        return area(self.first_row, col, self.last_row, col)


def colorings(placed: Placed) -> Iterator[Coloring]:
    """Yield the conditional formats of a table in order of priority; none when a column that they need is missing."""
    try:
        deadline, painted = _deadline(placed)
    except KeyError:
        return
    for status, formula in deadline.formulas():
        yield from _coloring(placed, painted, formula, status)
    if placed.table == "orders" and "progress_status" in placed.positions:
        for status in STATUS_STYLES:  # these two speak of the milestones, the others of the due date
            yield from _coloring(
                placed, _PROGRESS_PAINTED, f'{placed.ref("progress_status")}="{status}"', status
            )


def _coloring(placed: Placed, painted: tuple[str, ...], formula: str, status: str) -> Iterator[Coloring]:
    areas = tuple(placed.area(field) for field in painted if field in placed.positions)
    if areas:
        yield Coloring(areas, formula, STATUS_STYLES[status], status)


def _deadline(placed: Placed) -> tuple[Deadline, tuple[str, ...]]:
    if placed.table == "orders":
        return _order_deadline(placed), _ORDER_PAINTED
    fields = _TRACKED[placed.table]
    done = placed.ref(fields.done)
    if placed.table == "milestones":
        done = f'IF({placed.ref("is_skipped")}="是","-",{done})'
    if placed.table == "deliveries":
        done = f'IF({placed.ref("status")}="作废","-",{done})'
    return Deadline(
        placed.ref(fields.due), done, placed.ref(fields.forecast) if fields.forecast else ""
    ), fields.painted


def _order_deadline(placed: Placed) -> Deadline:
    """The due date promised, else PMC's, else the customer's; done when nothing is open or the order is closed.

    Late is what 进度状态 calls late: by more than the tolerance of the settings (requirement 18).
    """
    confirmed, pmc, requested = map(placed.ref, ("confirmed_date", "pmc_date", "requested_date"))
    status, shipped, open_qty = map(placed.ref, ("status", "last_shipped_date", "open_qty"))
    due = f"IF(ISNUMBER({confirmed}),{confirmed},IF(ISNUMBER({pmc}),{pmc},{requested}))"
    closed = ",".join(f'{status}="{name}"' for name in ("已发货", "已签收", "已完成", "已取消"))
    is_done = f'OR({closed},{placed.ref("close_mode")}<>"",AND(ISNUMBER({open_qty}),{open_qty}<=0))'
    day = f'IF(AND({status}<>"已取消",ISNUMBER({shipped})),{shipped}-{LATE_TOLERANCE},"-")'
    return Deadline(due, f'IF({is_done},{day},"")', placed.ref("forecast_date"))
