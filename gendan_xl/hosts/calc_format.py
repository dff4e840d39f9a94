"""How cells of Calc look: letters and colours."""

from __future__ import annotations

from typing import Any

BOLD, NORMAL = 150.0, 100.0  # com.sun.star.awt.FontWeight
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
