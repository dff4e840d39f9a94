"""The five colours of due dates: their look, their legend and the formulas that decide them (requirement 20).

The formulas are conditional-format formulas over cell references such as "$L3"; `今日` is the named day of our own
workbook, which `today` replaces elsewhere. They overlap: the order of STATUS_STYLES is the order of priority.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gendan_xl.edits import CellStyle

TODAY, SOON = "今日", "临期截止"
"""Names in our own workbook: the day the colours follow, and the last day that counts as due soon."""
LATE_TOLERANCE = "参数_延迟容差"
"""Its name for the calendar days by which a delivery may be late."""

STATUS_STYLES: dict[str, CellStyle] = {
    "超期": CellStyle(fill="FF7C80", color="5A0000", bold=True),
    "节点超期": CellStyle(fill="FF7C80", color="5A0000", bold=True),
    "预计延误": CellStyle(fill="CDB5E8", color="3F1F69", bold=True),
    "临期": CellStyle(fill="FFD966", color="3F2D00"),
    "超期完成": CellStyle(fill="D9B8B8", color="6B2B2B"),
    "按期完成": CellStyle(fill="B5D99C", color="1E4620"),
}
"""Status → solid fill with dark text, readable in greyscale print."""

LEGEND: dict[str, str] = {
    "超期": "红：计划日期已过，还没有完成",
    "节点超期": "红：订单交期还没到，但有节点已过计划日期还没有完成",
    "预计延误": "紫：还没到期，但预计会晚于交期或计划",
    "临期": "黄：临近计划日期（天数见设置“临期天数”）",
    "超期完成": "灰红：已完成，比计划晚",
    "按期完成": "绿：已按期完成",
}
"""Status → one sentence for the legend."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The references that tell how a deadline stands: `due` and `done` hold days.

    `forecast` may be ''. So may `done`, where no cell records it: such a deadline is only ever due soon.
    """

    due: str
    done: str
    forecast: str = ""

    def formulas(self, today: str = TODAY, soon: str = SOON) -> Iterator[tuple[str, str]]:
        """Yield (status, formula) in order of priority; `soon` is the last day that counts as due soon."""
        due, done = self.due, self.done
        if not done:
            yield "临期", f"AND(ISNUMBER({due}),{due}>={today},{due}<={soon})"
            return
        is_open = f'ISNUMBER({due}),{done}=""'
        yield "超期", f"AND({is_open},{due}<{today})"
        if self.forecast:
            yield "预计延误", f"AND({is_open},ISNUMBER({self.forecast}),{self.forecast}>{due})"
        yield "临期", f"AND({is_open},{due}>={today},{due}<={soon})"
        yield "超期完成", f"AND(ISNUMBER({due}),ISNUMBER({done}),INT({done})>{due})"
        yield "按期完成", f"AND(ISNUMBER({due}),ISNUMBER({done}),INT({done})<={due})"
