"""The reports: one module each, which declares its REPORT; being there is the whole registration."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gendan_xl.registry import modules

if TYPE_CHECKING:
    from gendan_xl.reports._report import Report


@cache
def all_reports() -> tuple[Report, ...]:
    """Return every report in the order of its button."""
    reports: list[Report] = [module.REPORT for module in modules("reports") if hasattr(module, "REPORT")]
    return tuple(sorted(reports, key=lambda report: report.order))
