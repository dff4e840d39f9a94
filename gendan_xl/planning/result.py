"""What scheduling returns, whatever the layout of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field

from gendan_xl.edits import Edit
from gendan_xl.errors import Message
from gendan_xl.findings import Finding


@dataclass(slots=True)
class Schedule:
    """The edits wanted, the findings to tell, how the order lines stand, and remarks on how it was done."""

    edits: list[Edit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)  # progress status → order lines
    notes: list[Message] = field(default_factory=list)

    def count(self, status: str) -> None:
        """Count one order line of a status."""
        self.statuses[status] = self.statuses.get(status, 0) + 1
