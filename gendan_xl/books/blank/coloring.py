"""The conditional formats of our own workbook: the colours of due dates (requirement 20), stray list values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gendan_xl.books.blank.layout import FIRST_ROW, HEADER_ROW, Sheet
from gendan_xl.cells import area
from gendan_xl.edits import CellStyle
from gendan_xl.schema.colors import STATUS_STYLES, Deadline


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
    "order_no", "line_no", "confirmed_date", "status", "current_milestone", "progress_status", "forecast_date", "days_late",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coloring:
    """One conditional format: the areas it paints, its formula for their first row, its look."""

    areas: tuple[str, ...]
    formula: str
    style: CellStyle


def colorings(sheet: Sheet) -> Iterator[Coloring]:
    """Yield the conditional formats of a table's sheet in order of priority."""
    name = sheet.table.meta.name
    if name == "orders":
        deadline, painted = _order_deadline(sheet), _ORDER_PAINTED
    elif name in _TRACKED:
        fields = _TRACKED[name]
        deadline, painted = _deadline(sheet, fields), fields.painted
    else:
        if name == "options":
            yield _stray_option(sheet)
        return
    areas = tuple(_area(sheet, field) for field in painted)
    for status, formula in deadline.formulas():
        yield Coloring(areas, f"={formula}", STATUS_STYLES[status])


def _stray_option(sheet: Sheet) -> Coloring:
    """A value that does not stand with the other rows of its list, so that the drop-down would miss it."""
    first = sheet.ref("list_name")
    letter = first.strip("$0123456789")
    above, whole = f"${letter}${FIRST_ROW}:{first}", sheet.whole("list_name")
    formula = f'=AND({first}<>"",COUNTIF({above},{first})<>ROW()-{HEADER_ROW}-MATCH({first},{whole},0)+1)'
    return Coloring((_area(sheet, "list_name"), _area(sheet, "label")), formula, STATUS_STYLES["超期"])


def _area(sheet: Sheet, field: str) -> str:
    col = sheet.positions[field]
    return area(FIRST_ROW, col, sheet.last_ready_row, col)


def _deadline(sheet: Sheet, fields: _Tracked) -> Deadline:
    done = sheet.ref(fields.done)
    if sheet.table.meta.name == "milestones":
        done = f'IF({sheet.ref("is_skipped")}="是","-",{done})'
    if sheet.table.meta.name == "deliveries":
        done = f'IF({sheet.ref("status")}="作废","-",{done})'
    return Deadline(sheet.ref(fields.due), done, sheet.ref(fields.forecast) if fields.forecast else "")


def _order_deadline(sheet: Sheet) -> Deadline:
    """The due date promised, else PMC's, else the customer's; done when nothing is open or the order is closed."""
    confirmed, pmc, requested = map(sheet.ref, ("confirmed_date", "pmc_date", "requested_date"))
    status, shipped, open_qty = map(sheet.ref, ("status", "last_shipped_date", "open_qty"))
    due = f"IF(ISNUMBER({confirmed}),{confirmed},IF(ISNUMBER({pmc}),{pmc},{requested}))"
    closed = ",".join(f'{status}="{name}"' for name in ("已发货", "已签收", "已完成", "已取消"))
    is_done = f'OR({closed},{sheet.ref("close_mode")}<>"",AND(ISNUMBER({open_qty}),{open_qty}<=0))'
    day = f'IF(AND({status}<>"已取消",ISNUMBER({shipped})),{shipped},"-")'
    return Deadline(due, f'IF({is_done},{day},"")', sheet.ref("forecast_date"))
