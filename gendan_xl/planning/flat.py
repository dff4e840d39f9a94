"""The schedule of a ledger without milestones: the due date itself is coloured and judged."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.cells import col_name
from gendan_xl.domain.progress import milestone_status
from gendan_xl.edits import AddFormat
from gendan_xl.intake.ledger import Ledger, Part
from gendan_xl.planning.colors import column_colors
from gendan_xl.planning.lines import line_due
from gendan_xl.planning.result import Schedule
from gendan_xl.rules import Context

_DUE_FIELDS = ("confirmed_date", "pmc_date", "requested_date")


def schedule_flat(ledger: Ledger, context: Context) -> Schedule:
    """Return colour rules for the date that was promised, and how the open order lines stand."""
    result, orders = Schedule(), ledger.tables["orders"]
    rows = zip(*(orders.values(name) for name in (*_DUE_FIELDS, "open_qty", "close_mode")), strict=True)
    for *dates, open_qty, close_mode in rows:
        if close_mode or open_qty == 0:
            continue
        due = line_due(dict(zip(_DUE_FIELDS, dates, strict=True)))
        soon = context.settings.due_soon_days
        status = milestone_status(due, None, None, context.today, context.calendar, soon)
        result.count(str(status.status))
    for part in orders.parts:
        result.edits.extend(_colors(part, context))
    return result


def _colors(part: Part, context: Context) -> Iterator[AddFormat]:
    """Yield the rules of the due column: overdue only where the sheet tells what is still open."""
    due = next((part.fields[name] for name in _DUE_FIELDS if name in part.fields), 0)
    if not due or part.start == part.stop:
        return
    first, last = part.locate(0, "")[0], part.locate(part.stop - part.start - 1, "")[0]
    done = ""
    if "open_qty" in part.fields:
        open_cell = f"${col_name(part.fields['open_qty'])}{first}"
        done = f'IF(N({open_cell})>0,"","-")'
    yield from column_colors(part.sheet, (first, last), due, done, context, statuses=("超期", "临期"))
