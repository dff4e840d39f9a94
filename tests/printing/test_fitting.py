"""Long text in a line: wrapped in a smaller font while that can be read, whatever the template looks like."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.cell import Cell

from gendan_xl.printing.fitting import Fit
from gendan_xl.printing.geometry import Setup
from gendan_xl.printing.paper import find_paper
from gendan_xl.printing.placeholders import Vocabulary
from gendan_xl.printing.render import Page, Printer
from gendan_xl.printing.template import Template

WORDS = Vocabulary(frozenset(), frozenset({"名称", "规格", "数量"}), frozenset({"带价"}))
SHRINK = {"shrink": True, "border": 1, "font_name": "宋体", "font_size": 10, "font_color": "red"}
SETUP = Setup(find_paper("A4"), 29)  # lines of 24 points


def form(look: dict[str, Any], draw: Callable[[Any, Any], None] = lambda book, sheet: None) -> Printer:
    """A template with a name over two columns of 10, then 规格 and a number."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"default_format_properties": {"font_name": "宋体", "font_size": 10}}
    ) as book:
        sheet = book.add_worksheet("单")
        cell = book.add_format(look)
        sheet.set_column(0, 3, 10)
        sheet.merge_range("A2:B2", "{{行.名称}}", cell)
        sheet.write("C2", "{{行.规格}}", cell)
        sheet.write("D2", "{{行.数量}}", cell)
        sheet.write("A3", "{{本行仅限:带价}}")
        draw(book, sheet)
    return Printer(Template(buffer.getvalue(), "模板.xlsx", WORDS))


def pages(name: str, spec: str = "") -> list[Page]:
    return [Page({}, [{"名称": name, "规格": spec, "数量": Decimal(2)}])]


def written(form: Printer, name: str, spec: str = "", cell: str = "A2") -> Cell:
    found = openpyxl.load_workbook(io.BytesIO(form.fill(pages(name, spec), SETUP))).worksheets[0][cell]
    assert isinstance(found, Cell)
    return found


def look(cell: Cell) -> tuple[float, bool, bool]:
    return cell.font.size, bool(cell.alignment.wrap_text), bool(cell.alignment.shrink_to_fit)


@pytest.mark.parametrize(
    ("length", "expected", "is_readable"),
    [
        (9, (10, False, True), True),
        (12, (10, False, True), True),  # shrunk to four fifths
        (20, (8.5, True, False), True),
        (28, (7.5, True, False), True),
        (45, (6, True, False), False),
        (400, (10, False, True), False),  # hopeless: as the template has it
    ],
)
def test_the_longer_the_smaller(length: int, expected: tuple[float, bool, bool], is_readable: bool) -> None:
    made, name = form(SHRINK), "锁" * length
    cell = written(made, name)
    assert (look(cell), cell.value) == (expected, name)
    assert made.too_long(pages(name), SETUP) == ([] if is_readable else [name])
    assert (cell.font.name, cell.font.color.rgb, cell.border.left.style) == ("宋体", "FFFF0000", "thin")


def test_only_the_cell_that_needs_it_changes() -> None:
    made = form(SHRINK)
    assert look(written(made, "锁" * 20, "短", "C2")) == (10, False, True)
    assert look(written(made, "锁" * 20, "短", "D2")) == (10, False, True)
    assert look(written(made, "锁" * 20, "长" * 10, "C2")) == (8.5, True, False)


def test_styles_are_added_for_long_text_only_and_the_same_each_time() -> None:
    made = form(SHRINK)
    short, long = made.fill(pages("锁"), SETUP), made.fill(pages("锁" * 20), SETUP)
    own = made.template.workbook.zip.read("xl/styles.xml")
    styles = [zipfile.ZipFile(io.BytesIO(book)).read("xl/styles.xml") for book in (short, long)]
    assert styles[0] == own and styles[1] != own
    assert made.fill(pages("锁"), SETUP) == short
    assert made.fill(pages("长" * 40), SETUP) and made.fill(pages("锁" * 20), SETUP) == long


def test_a_company_s_plain_and_wrapping_cells() -> None:
    assert look(written(form({"font_size": 10}), "锁" * 12)) == (8.5, True, False)
    wrapping = form({"font_size": 9, "text_wrap": True})
    assert look(written(wrapping, "锁" * 20)) == (8.5, True, False)
    assert look(written(wrapping, "锁" * 28)) == (7.5, True, False)


def test_turned_text_is_left_alone() -> None:
    assert look(written(form({**SHRINK, "rotation": 90}), "锁" * 30)) == (10, False, True)


def test_what_is_not_chinese_breaks_between_words_only() -> None:
    fit = Fit("", room=50, height=24, size=10, wraps=False, shrinks=True)
    assert fit.wrapped_size("锁锁锁锁锁锁锁锁锁锁") == 8.5
    assert fit.wrapped_size("锁锁 75×45×20锁") == 8
    assert fit.wrapped_size("A\nB\nC") is None
    assert replace(fit, wraps=True).wrapped_size("A\nB\nC") == 6


def test_what_never_fits_is_seen_as_far_as_it_goes() -> None:
    fit = Fit("", room=50, height=18, size=10, wraps=True, shrinks=False)
    assert fit.wrapped_size("锁" * 90) == 4 and not fit.is_readable(
        "锁" * 90
    )  # three lines of twelve, not one of five


def test_broad_letters_of_other_fonts_need_room() -> None:
    fit = Fit("", room=50, height=28, size=10, wraps=True, shrinks=False)
    assert fit.wrapped_size("45iiiiiiii 45iiiiiiii") is None
    assert fit.wrapped_size("45mmmmmmmm 45mmmmmmmm") == 7


def test_what_is_written_is_sound(tmp_path: Path, clean: Callable[[Path], None]) -> None:
    path = tmp_path / "long.xlsx"
    path.write_bytes(form(SHRINK).fill(pages("锁" * 20, "长" * 30), SETUP))
    clean(path)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("ZS04", 4, 1),
        ("ZS04L", 4, 2),  # broken anywhere, and begun on the first line
        ("锁ZS04L", 4, 3),
        ("ZS04-LST3085A", 6, 3),  # as LibreOffice has it: ZS04- LST308 5A
        ("ZS04-L 锁", 6, 2),  # fits a line of its own
        ("ABCDEFGH", 3.9, 3),
        ("锁锁锁", 5, 2),
    ],
)
def test_a_word_longer_than_its_line_is_broken(text: str, columns: float, lines: int) -> None:
    fits = [rows for rows in range(1, 6) if _holds(text, columns, rows)]
    assert fits[0] == lines


def _holds(text: str, columns: float, rows: int) -> bool:
    fit = Fit("", room=columns * 5, height=rows * 14, size=10, wraps=True, shrinks=False, most_lines=9)
    return fit.is_readable(text) and fit.wrapped_size(text) is None
