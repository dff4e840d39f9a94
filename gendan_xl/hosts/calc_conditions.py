"""Conditional formats of Calc."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gendan_xl.hosts.calc_values import BOLD, Bounds, bounds_of, colour, number, translated

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_range import Range

_BY_FORMULA = 24  # com.sun.star.sheet.ConditionFormatOperator.EXPRESSION
_NOTHING = "gendan"
_CONDITION = 0  # com.sun.star.sheet.ConditionEntryType: neither a scale of colours nor bars nor icons


class ConditionalFormats:
    """The rules by formula that touch a range, those that win first: in Calc the older ones. A new one is last."""

    def __init__(self, area: Range) -> None:
        self._range, self.doc, self.api = area, area.sheet.book.api, area.sheet.api.ConditionalFormats

    def groups(self) -> list[Any]:
        """Return the groups of rules of any kind that touch the range, those that win first."""
        every = (
            (group, [*map(bounds_of, group.Range.RangeAddresses)]) for group in self.api.ConditionalFormats
        )
        here = self._range.areas
        return [group for group, areas in every if any(_meet(one, own) for one in areas for own in here)]

    def __iter__(self) -> Iterator[ConditionalFormat]:
        for group in self.groups():
            for entry in map(group.getByIndex, range(group.getCount())):
                if entry.getType() == _CONDITION and entry.Operator == _BY_FORMULA:
                    yield ConditionalFormat(self, group, entry)

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        """Add a rule by formula, which is relative to the first cell of the range."""
        group = new_group(self.api, self._range.ranges)
        style = _style(
            self.doc,
            number(spec.get("fill_color")),
            number(spec.get("font_color")),
            bool(spec.get("font_bold")),
        )
        formula = translated(self.doc, spec["formula"], to_calc=True)[1:]
        return ConditionalFormat(self, group, _add_entry(group, formula, style))

    def show(self) -> None:
        """Let the cells of the sheet take up the groups, which Calc lists without showing them: cleared cells do that
        when an undo gives them their attributes anew, here of an action that changes nothing.

        On a sheet with bars, icons or colour scales, which cannot be made anew, they show when it is opened next.
        """
        groups = [(group.Range, _entries(group)) for group in self.api.ConditionalFormats]
        if any(entry.getType() != _CONDITION for _, entries in groups for entry in entries):
            return
        kept = [(ranges, [*map(_words, entries)]) for ranges, entries in groups]
        sheet, self.doc.IsAdjustHeightEnabled = self._range.sheet.api, False
        nothing = sheet.ConditionalFormat
        nothing.clear()
        sheet.ConditionalFormat = nothing
        for ranges, entries in kept:
            group = new_group(self.api, ranges)
            for words in entries:
                _add_entry(group, *words)
        _undo_nothing(self.doc.UndoManager, sheet)
        self.doc.IsAdjustHeightEnabled = True


class ConditionalFormat:
    """A rule by formula. `api` has what Excel's FormatCondition can and Calc's entry cannot."""

    type = "custom"

    def __init__(self, formats: ConditionalFormats, group: Any, entry: Any) -> None:
        self._formats, self._group, self._entry, self.api = formats, group, entry, self

    @property
    def formula(self) -> str:
        """The formula in Excel's form, relative to the first cell of the rule's area."""
        return translated(self._formats.doc, f"={self._entry.Formula1}")

    fill_color = property(lambda self: colour(self._style.CellBackColor), doc="The fill.")
    font_color = property(lambda self: colour(self._style.CharColor), doc="The colour of the letters.")

    @property
    def _style(self) -> Any:
        return self._formats.doc.StyleFamilies.getByName("CellStyles").getByName(self._entry.StyleName)

    def delete(self) -> None:
        """Take the rule away, and its group with the last one."""
        entries = _entries(self._group)
        if len(entries) > 1:
            self._group.removeByIndex(entries.index(self._entry))
        else:
            self._formats.api.removeByID(self._group.ID)

    def SetFirstPriority(self) -> None:  # noqa: N802 (Excel's name)
        """Let this one win: the others that touch its range are made anew behind it."""
        for group in self._formats.groups():
            if group.ID != self._group.ID:
                _renew(self._formats.api, group)


def _meet(one: Bounds, other: Bounds) -> bool:
    """Tell whether two areas of a sheet have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


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


def new_group(formats: Any, ranges: Any) -> Any:
    """Return a new group of rules over UNO ranges, the last of its sheet."""
    made = formats.createByRange(ranges)
    return next(group for group in reversed(formats.ConditionalFormats) if made == group.ID)


def _add_entry(group: Any, formula: str, style: str, operator: int = _BY_FORMULA, second: str = "") -> Any:
    group.createEntry(_CONDITION, group.getCount())
    entry = group.getByIndex(group.getCount() - 1)
    entry.Operator, entry.Formula1, entry.Formula2, entry.StyleName = operator, formula, second, style
    return entry


def _entries(group: Any) -> list[Any]:
    return [group.getByIndex(index) for index in range(group.getCount())]


def _words(entry: Any) -> tuple[str, str, int, str]:
    """Return what makes an entry, as `_add_entry` takes it."""
    return entry.Formula1, entry.StyleName, entry.Operator, entry.Formula2


def _undo_nothing(history: Any, sheet: Any) -> None:
    history.enterUndoContext(_NOTHING)
    sheet.AsianVerticalMode = False
    history.leaveUndoContext()
    if history.isUndoPossible() and history.getCurrentUndoActionTitle() == _NOTHING:
        history.undo()
        history.clearRedo()


def _renew(formats: Any, group: Any) -> None:
    """Make a group anew, and so the last; one with bars or icons stays, for its colours do not compete."""
    entries = _entries(group)
    if all(entry.getType() == _CONDITION for entry in entries):
        new = new_group(formats, group.Range)
        for entry in entries:
            _add_entry(new, *_words(entry))
        formats.removeByID(group.ID)
