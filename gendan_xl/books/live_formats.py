"""Conditional formats of an open workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gendan_xl.books.live_host import is_calc
from gendan_xl.edits import AddFormat, CellStyle

if TYPE_CHECKING:
    import xlwings as xw

_ADDRESS, _MANY = 240, 1_000_000
"""Longest address that Excel takes for a range of several areas; Calc has no limit."""


def add_format(sheet: xw.Sheet, edit: AddFormat) -> bool:
    """Install a format after those that are there; False where it is not wanted."""
    if not lacks_format(sheet, edit):
        return False
    target = sheet.range(edit.area.replace(" ", ","))
    with _at(target):
        _place(_add(target, edit.formula, edit.style), "Last")
    return True


def lacks_format(sheet: xw.Sheet, edit: AddFormat) -> bool:
    """Tell whether a format is still to be installed.

    False when its area begins with one of the same look already, and on a hidden sheet, where no cell can be active.
    """
    first = sheet.range(edit.area.replace(" ", ","))(1, 1)
    return sheet.visible and not any(_looks_like(rule, edit.style) for rule in first.conditional_formats)


def drop_format(sheet: xw.Sheet, area: str, style: CellStyle) -> None:
    """Delete the format that `add_format` installed."""
    _drop(rule for rule in sheet.range(area.split()[0])(1, 1).conditional_formats if _looks_like(rule, style))


def drop_marks(sheet: xw.Sheet, formulas: Iterable[str]) -> None:
    """Delete the formats of a sheet that have one of these formulas."""
    wanted = set(formulas)
    _drop(rule for rule in sheet.used_range.conditional_formats if _formula(rule) in wanted)


def _drop(rules: Iterable[xw.main.ConditionalFormat]) -> None:
    for rule in reversed(list(rules)):
        rule.delete()


def mark_cells(sheet: xw.Sheet, addresses: Iterable[str], formula: str, style: CellStyle) -> None:
    """Colour cells by a format whose formula is always true, before other formats: the cells' own look stays."""
    for address in _joined(addresses, _MANY if is_calc(sheet.book.app) else _ADDRESS):
        _place(_add(sheet.range(address), formula, style), "First")


def _add(target: xw.Range, formula: str, style: CellStyle) -> xw.main.ConditionalFormat:
    return target.conditional_formats.add_custom(
        f"={formula}",
        fill_color=f"#{style.fill}" if style.fill else None,
        font_color=f"#{style.color}" if style.color else None,
        font_bold=style.bold or None,
    )


def _looks_like(rule: xw.main.ConditionalFormat, style: CellStyle) -> bool:
    """Tell whether a rule by formula colours as `style` does: programs read formulas back in other words."""
    return rule.type == "custom" and (_hex(rule.fill_color), _hex(rule.font_color)) == (
        style.fill,
        style.color,
    )


def _hex(color: tuple[int, int, int] | None) -> str:
    return "{:02X}{:02X}{:02X}".format(*color) if color else ""


def _formula(rule: xw.main.ConditionalFormat) -> str:
    return str(rule.formula or "").removeprefix("=")


def _place(rule: xw.main.ConditionalFormat, order: str) -> None:
    """Put a new rule before or behind the others ("First", "Last"): programs differ in where they put it."""
    api = rule.impl.api
    if hasattr(api, f"Set{order}Priority"):
        getattr(api, f"Set{order}Priority")()


@contextmanager
def _at(target: xw.Range) -> Iterator[None]:
    """Stand on the first cell of a range: Excel reads relative references of formats from the active cell."""
    app = target.sheet.book.app
    if is_calc(app):
        yield
        return
    sheet, before = target.sheet.book.sheets.active, app.selection
    target.sheet.activate()
    target(1, 1).select()
    try:
        yield
    finally:
        sheet.activate()
        if before is not None:
            before.select()


def _joined(addresses: Iterable[str], limit: int) -> Iterator[str]:
    """Yield addresses joined by commas, each not longer than `limit`."""
    joined = ""
    for address in addresses:
        if joined and len(joined) + len(address) >= limit:
            yield joined
            joined = ""
        joined = f"{joined},{address}" if joined else address
    if joined:
        yield joined
