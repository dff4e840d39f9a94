"""Conditional formats of Calc."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gendan_xl.hosts.cell_values import BOLD, Bounds, bounds_of, colour, number, translated

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_range import Range

_BY_FORMULA = 24  # com.sun.star.sheet.ConditionFormatOperator.EXPRESSION
_CONDITION = 0  # com.sun.star.sheet.ConditionEntryType: neither a scale of colours nor bars nor icons


class ConditionalFormats:
    """The rules by formula that touch a range, those that win first: in Calc the older ones. A new one is last."""

    def __init__(self, area: Range) -> None:
        self.range, self.doc, self.api = area, area.doc, area.sheet.api.ConditionalFormats

    def __iter__(self) -> Iterator[ConditionalFormat]:
        for group in self.api.ConditionalFormats:
            if _meet(self.range.areas, group.Range.RangeAddresses):
                rules = (ConditionalFormat(self, group, index) for index in range(group.getCount()))
                yield from (rule for rule in rules if rule.is_by_formula)

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        """Add a rule by formula, which is relative to the first cell of the range."""
        fill, letters, bold = (spec.get(key) for key in ("fill_color", "font_color", "font_bold"))
        style = _style(self.doc, number(fill), number(letters), bool(bold))
        formula = translated(self.doc, spec["formula"], to_calc=True)
        made = self.api.createByRange(self.range.ranges)
        group = next(group for group in reversed(self.api.ConditionalFormats) if made == group.ID)
        group.createEntry(_CONDITION, 0)
        rule = ConditionalFormat(self, group, 0)
        rule.api.Formula1, rule.api.StyleName, rule.api.Operator = formula[1:], style, _BY_FORMULA
        return rule


class ConditionalFormat:
    """One rule of a group that shares an area."""

    type = "custom"
    fill_color = property(lambda self: colour(self._style.CellBackColor), doc="The fill.")
    font_color = property(lambda self: colour(self._style.CharColor), doc="The colour of the letters.")

    def __init__(self, formats: ConditionalFormats, group: Any, index: int) -> None:
        self._formats, self._group, self._index, self.api = formats, group, index, group.getByIndex(index)
        self.is_by_formula = self.api.getType() == _CONDITION and self.api.Operator == _BY_FORMULA

    @property
    def formula(self) -> str:
        """The formula in Excel's form, relative to the first cell of the rule's area."""
        return translated(self._formats.doc, f"={self.api.Formula1}")

    @cached_property
    def _style(self) -> Any:
        return self._formats.doc.StyleFamilies.getByName("CellStyles").getByName(self.api.StyleName)

    def delete(self) -> None:
        """Take the rule away, and its group with the last one."""
        if self._group.getCount() > 1:
            self._group.removeByIndex(self._index)
        else:
            self._formats.api.removeByID(self._group.ID)


def _meet(areas: tuple[Bounds, ...], addresses: Any) -> bool:
    """Tell whether areas and UNO addresses of a sheet have a cell in common."""
    others = [bounds_of(address) for address in addresses]
    return any(a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3] for a in areas for b in others)


def _style(doc: Any, fill: int, letters: int, bold: bool) -> str:
    """Return the name of the cell style with just these looks, made when first asked for."""
    name = f"gendan_{fill:x}_{letters:x}_{bold:d}"
    styles = doc.StyleFamilies.getByName("CellStyles")
    if not styles.hasByName(name):
        style = doc.createInstance("com.sun.star.style.CellStyle")
        styles.insertByName(name, style)
        style.ParentStyle, style.CellBackColor = "Default", fill
        if letters >= 0:  # Calc saves the automatic colour as white
            style.CharColor = letters
        if bold:
            style.CharWeight = style.CharWeightAsian = BOLD
    return name
