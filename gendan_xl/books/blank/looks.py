"""The cell formats of the workbook, made once each."""

from __future__ import annotations

from typing import Any

from gendan_xl.edits import CellStyle
from gendan_xl.schema.column import Column

FONT = "Microsoft YaHei"
BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "font_scheme": "none", "valign": "vcenter"}
"""The look of every cell; without a scheme, or Excel would take the font of its theme instead."""
_LINE = {"bottom": 1, "bottom_color": "#D9D9D9"}
_HEADER: dict[str, Any] = {
    "bold": True, "text_wrap": True, "align": "center", "valign": "top", "border": 1, "border_color": "#FFFFFF",
}  # fmt: skip
"""Text at the top: the filter buttons sit at the bottom."""
_BANDS = ("#DDEBF7", "#EDEDED")


class Looks:
    """The formats of one XlsxWriter workbook by their properties; equal ones are shared."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def make(self, **properties: Any) -> Any:
        """Return the format with these properties over the base font."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(BASE | properties)
        return self._made[key]

    def header(self, column: Column) -> Any:
        """Dark for what must be filled in, blue for the rest, grey italic for what the program fills."""
        if column.col.computed:
            return self.make(**_HEADER, bg_color="#D9D9D9", font_color="#595959", italic=True)
        is_needed = column.col.required or column.col.key
        return self.make(**_HEADER, bg_color="#1F4E79" if is_needed else "#5B9BD5", font_color="#FFFFFF")

    def band(self, number: int) -> Any:
        """The row of group names, two shades by turns."""
        return self.make(bg_color=_BANDS[number % 2], font_color="#1F4E79", bold=True)

    def cell(self, column: Column, *, lined: bool = True, number_format: str = "") -> Any:
        """The format of a column's cells; `lined` for the rows of the table."""
        looks = {"num_format": number_format or column.number_format} | (_LINE if lined else {})
        if column.width >= 24 and column.kind.is_text:
            looks |= {"text_wrap": True, "valign": "top"}  # a low row still shows the first line
        if column.kind.is_text:
            looks["indent"] = 1
        if column.kind.is_date or column.kind.name in ("flag", "time", "whole"):
            looks["align"] = "center"
        if column.col.computed:
            looks["font_color"] = "#404040"
        if "HYPERLINK(" in column.col.formula:
            looks |= {"font_color": "#0563C1", "underline": 1}
        return self.make(**looks)

    def differential(self, style: CellStyle) -> Any:
        """The format that a conditional format lays over a cell."""
        looks: dict[str, Any] = {}
        if style.fill:
            looks["bg_color"] = f"#{style.fill}"
        if style.color:
            looks["font_color"] = f"#{style.color}"
        if style.bold:
            looks["bold"] = True
        if style.strike:
            looks["font_strikeout"] = True
        return self._workbook.add_format(looks)
