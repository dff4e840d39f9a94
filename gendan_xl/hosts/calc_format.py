"""How cells of Calc look: fonts, colours, conditional formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_range import Range

BOLD, NORMAL = 150.0, 100.0  # com.sun.star.awt.FontWeight
_BY_FORMULA = 24  # com.sun.star.sheet.ConditionFormatOperator.EXPRESSION
_NO_COLOUR = -1

Rgb = tuple[int, int, int]


def number(value: Rgb | str | int | None) -> int:
    """Return a colour (RGB, "#rrggbb", Excel's number, None) as Calc's number."""
    if value is None:
        return _NO_COLOUR
    if isinstance(value, str):
        return int(value.removeprefix("#"), 16)
    if isinstance(value, int):  # Excel's has red in the lowest byte
        return (value & 255) << 16 | value & 255 << 8 | value >> 16
    red, green, blue = value
    return red << 16 | green << 8 | blue


def colour(value: int | None) -> Rgb | None:
    """Return Calc's number of a colour as RGB, None for none."""
    if value is None or value == _NO_COLOUR:
        return None
    return value >> 16 & 255, value >> 8 & 255, value & 255


class Font:
    """The letters of some cells."""

    def __init__(self, api: Any) -> None:
        self.api = api

    @property
    def bold(self) -> bool:
        """Whether they are bold."""
        return bool(self.api.CharWeight == BOLD)

    @bold.setter
    def bold(self, value: bool) -> None:
        self.api.CharWeight = self.api.CharWeightAsian = BOLD if value else NORMAL

    @property
    def color(self) -> Rgb | None:
        """Their colour, None for the automatic one."""
        return colour(self.api.CharColor)

    @color.setter
    def color(self, value: Any) -> None:
        self.api.CharColor = number(value)

    @property
    def size(self) -> float:
        """Their size in points."""
        return float(self.api.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        self.api.CharHeight = self.api.CharHeightAsian = value

    @property
    def name(self) -> str:
        """Their typeface."""
        return str(self.api.CharFontName)

    @name.setter
    def name(self, value: str) -> None:
        self.api.CharFontName = self.api.CharFontNameAsian = value


class ConditionalFormats:
    """The conditional formats that touch a range. A new one comes after those that are there.

    (Excel puts a new one first; there `rule.api.SetLastPriority()` makes the same order. Here it does nothing.)
    """

    def __init__(self, area: Range) -> None:
        self._range = area

    @property
    def api(self) -> Any:
        """The formats of the whole sheet (com.sun.star.sheet.XConditionalFormats)."""
        return self._range.sheet.api.ConditionalFormats

    def __iter__(self) -> Iterator[ConditionalFormat]:
        for group in self.api.getConditionalFormats():
            if any(_meet(self._range.api.RangeAddress, area) for area in group.Range.RangeAddresses):
                yield from (ConditionalFormat(self._range, group, i) for i in range(group.getCount()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, index: int) -> ConditionalFormat:
        return list(self)[index - 1]

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        """Add a format by formula, which is relative to the first cell of the range."""
        book = self._range.sheet.book
        group = self._group()
        group.createEntry(0, group.getCount())
        rule = ConditionalFormat(self._range, group, group.getCount() - 1)
        rule.api.Operator = _BY_FORMULA
        rule.api.Formula1 = book.formulas.calc(spec["formula"], self._range.cell_address)[1:]
        rule.api.StyleName = book.style(
            CellBackColor=number(spec.get("fill_color")),
            CharColor=number(spec.get("font_color")),
            CharWeight=BOLD if spec.get("font_bold") else NORMAL,
        )
        return rule

    def _group(self) -> Any:
        """Return the group over exactly this range, a new one where there is none."""
        here = self._range.api.RangeAddress
        for group in self.api.getConditionalFormats():
            areas = group.Range.RangeAddresses
            if len(areas) == 1 and areas[0] == here:
                return group
        ranges = self._range.sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddress(here, False)
        made = self.api.createByRange(ranges)
        return next(group for group in self.api.getConditionalFormats() if made == group.ID)

    def clear(self) -> None:
        """Take away all that touch the range."""
        for group in {rule.group.ID for rule in self}:
            self.api.removeByID(group)


class ConditionalFormat:
    """One rule of a group that shares an area."""

    stop_if_true = False

    def __init__(self, area: Range, group: Any, index: int) -> None:
        self._range, self.group, self._index = area, group, index

    @property
    def api(self) -> Any:
        """The UNO entry."""
        return self.group.getByIndex(self._index)

    @property
    def type(self) -> str:
        """`custom` for a rule by formula, else `unknown`."""
        entry = self.api
        return "custom" if entry.getType() == 0 and entry.Operator == _BY_FORMULA else "unknown"

    @property
    def formula(self) -> str | None:
        """The formula in Excel's form, relative to the first cell of the rule's area."""
        if self.type != "custom":
            return None
        first = self.group.Range.RangeAddresses[0]
        sheet = self._range.sheet
        return sheet.book.formulas.excel(f"={self.api.Formula1}", sheet.at(first).cell_address)

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
        return styles.getByName(self.api.StyleName)

    def delete(self) -> None:
        """Take the rule away."""
        self.group.removeByIndex(self._index)


def _meet(one: Any, other: Any) -> bool:
    """Tell whether two areas of a sheet have a cell in common."""
    return bool(
        one.StartRow <= other.EndRow
        and other.StartRow <= one.EndRow
        and one.StartColumn <= other.EndColumn
        and other.StartColumn <= one.EndColumn
    )
