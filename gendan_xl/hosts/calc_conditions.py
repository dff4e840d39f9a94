"""Conditional formats of Calc."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gendan_xl.hosts.calc_format import BOLD, NORMAL, Rgb, colour, number

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_range import Range

_BY_FORMULA = 24  # com.sun.star.sheet.ConditionFormatOperator.EXPRESSION
_ENTRY = 0  # com.sun.star.sheet.ConditionEntryType.CONDITION


class ConditionalFormats:
    """The conditional formats that touch a range, those that win first.

    A new one comes last. (Excel puts it first; on both programs `rule.api` has SetFirstPriority, SetLastPriority.)
    """

    def __init__(self, area: Range) -> None:
        self._range = area

    @property
    def api(self) -> Any:
        """The formats of the whole sheet (com.sun.star.sheet.XConditionalFormats)."""
        return self._range.sheet.api.ConditionalFormats

    def groups(self) -> list[Any]:
        """Return the groups of rules that touch the range, those that win first."""
        here = self._range.addresses
        every = self.api.getConditionalFormats()
        return [g for g in every if any(_meet(one, area) for area in g.Range.RangeAddresses for one in here)]

    def __iter__(self) -> Iterator[ConditionalFormat]:
        for group in self.groups():
            yield from (ConditionalFormat(self._range, group, i) for i in range(group.getCount()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, index: int) -> ConditionalFormat:
        return list(self)[index - 1]

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        """Add a rule by formula, which is relative to the first cell of the range."""
        book = self._range.sheet.book
        style = book.style(
            CellBackColor=number(spec.get("fill_color")),
            CharColor=number(spec.get("font_color")),
            CharWeight=BOLD if spec.get("font_bold") else NORMAL,
        )
        group = _new_group(self.api, self._range.ranges)
        _add_entry(group, book.formulas.calc(spec["formula"])[1:], style)
        return ConditionalFormat(self._range, group, 0)

    def clear(self) -> None:
        """Take away all that touch the range."""
        for group in self.groups():
            self.api.removeByID(group.ID)


class ConditionalFormat:
    """One rule of a group that shares an area."""

    stop_if_true = False

    def __init__(self, area: Range, group: Any, index: int) -> None:
        self._range, self.group, self.index = area, group, index

    @property
    def entry(self) -> Any:
        """The UNO entry."""
        return self.group.getByIndex(self.index)

    @property
    def api(self) -> Priority:
        """What Excel's FormatCondition can and Calc's entry cannot."""
        return Priority(self, ConditionalFormats(self._range))

    @property
    def type(self) -> str:
        """`custom` for a rule by formula, else `unknown`."""
        entry = self.entry
        return "custom" if entry.getType() == _ENTRY and entry.Operator == _BY_FORMULA else "unknown"

    @property
    def formula(self) -> str | None:
        """The formula in Excel's form, relative to the first cell of the rule's area; None for other rules."""
        entry = self.entry
        if entry.getType() != _ENTRY or entry.Operator != _BY_FORMULA:
            return None
        return self._range.sheet.book.formulas.excel(f"={entry.Formula1}")

    @property
    def fill_color(self) -> Rgb | None:
        """The fill."""
        return colour(self._style.CellBackColor)

    @property
    def font_color(self) -> Rgb | None:
        """The colour of the letters."""
        return colour(self._style.CharColor)

    @property
    def font_bold(self) -> bool:
        """Whether the letters are bold."""
        return bool(self._style.CharWeight == BOLD)

    @property
    def _style(self) -> Any:
        styles = self._range.sheet.book.api.StyleFamilies.getByName("CellStyles")
        return styles.getByName(self.entry.StyleName)

    def delete(self) -> None:
        """Take the rule away, and its group with the last one."""
        if self.group.getCount() > 1:
            self.group.removeByIndex(self.index)
        else:
            self._range.sheet.api.ConditionalFormats.removeByID(self.group.ID)


class Priority:
    """The order of a rule's group among the others that touch its range: in Calc the older one wins."""

    def __init__(self, rule: ConditionalFormat, formats: ConditionalFormats) -> None:
        self._rule, self._formats = rule, formats

    def SetLastPriority(self) -> None:  # noqa: N802 (Excel's name)
        """Let all others win; a new rule is last already."""
        groups = self._formats.groups()
        if groups and self._rule.group.ID != groups[-1].ID:
            self._rule.group = _renew(self._formats.api, self._rule.group)

    def SetFirstPriority(self) -> None:  # noqa: N802 (Excel's name)
        """Let this one win: the others by formula are made anew behind it."""
        for group in self._formats.groups():
            if self._rule.group.ID != group.ID:
                _renew(self._formats.api, group)


def _renew(formats: Any, group: Any) -> Any:
    """Make a group anew, and so the last; one with bars or icons stays, for its colours do not compete."""
    entries = [group.getByIndex(index) for index in range(group.getCount())]
    if any(entry.getType() != _ENTRY for entry in entries):
        return group
    new = _new_group(formats, group.Range)
    for entry in entries:
        _add_entry(new, entry.Formula1, entry.StyleName, entry.Operator, entry.Formula2)
    formats.removeByID(group.ID)
    return new


def _new_group(formats: Any, ranges: Any) -> Any:
    """Return a new group of rules over UNO ranges, the last of its sheet."""
    made = formats.createByRange(ranges)
    return next(group for group in reversed(formats.getConditionalFormats()) if made == group.ID)


def _add_entry(group: Any, formula: str, style: str, operator: int = _BY_FORMULA, second: str = "") -> None:
    group.createEntry(_ENTRY, group.getCount())
    entry = group.getByIndex(group.getCount() - 1)
    entry.Operator, entry.Formula1, entry.StyleName = operator, formula, style
    if second:
        entry.Formula2 = second


def _meet(one: Any, other: Any) -> bool:
    """Tell whether two areas of a sheet have a cell in common."""
    return bool(
        one.StartRow <= other.EndRow
        and other.StartRow <= one.EndRow
        and one.StartColumn <= other.EndColumn
        and other.StartColumn <= one.EndColumn
    )
