"""Delivery notes of 8 lines: filling our template; openpyxl's load, fill, save of the same page; XlsxWriter's page from
scratch; and the mere writing of the finished bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from gendan_xl.domain.calendar import RestPattern, WorkCalendar
from gendan_xl.domain.money import line_amount
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.forms._form import Asked, Case, Draft
from gendan_xl.forms._pages import Document
from gendan_xl.forms._vocabulary import vocabulary
from gendan_xl.forms.delivery_note import FORM
from gendan_xl.intake.ledger import Ledger
from gendan_xl.package.files import write_atomic
from gendan_xl.printing.draw import _rows
from gendan_xl.printing.layout import Layout
from gendan_xl.printing.render import Printer
from gendan_xl.printing.template import Template
from gendan_xl.schema.settings import SettingsValues

LINES = 8
_MARK = re.compile(r"\{\{(?:行\.)?([^{}:：]*)\}\}|\{\{[^{}]*\}\}")


def page_boxes(
    layout: Layout,
) -> Iterator[tuple[float, list[tuple[int, int, list[str], str, dict[str, Any]]], bool]]:
    """Yield the rows of a layout with the names to be filled taken out of their texts."""
    common = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "shrink": True}
    for row in _rows(layout, tuple(column.width for column in layout.columns)):
        boxes = []
        for box in row.boxes:
            names = [name for name in _MARK.findall(box.text) if name and name != "本列加宽"]
            text = _MARK.sub(lambda m: "{}" if m[1] and m[1] != "本列加宽" else "", box.text)
            boxes.append((box.first, box.last, names, text, common | box.look))
        yield row.height, boxes, any("{{行." in box.text for box in row.boxes)


WORDS = vocabulary(FORM)
TEMPLATE_BYTES = (Path(__file__).resolve().parent.parent / "xlsx_templates" / FORM.template).read_bytes()
HEAD = {"A4": "客户名称", "E4": "单据号", "E5": "日期", "E6": "订单号", "H19": "合计金额", "A20": "大写金额"}
COLUMNS = ("序号", "产品编号", "产品名称", "规格", "单位", "数量", "单价", "金额", "箱数", "备注")
DAY = dt.date(2026, 11, 22)
CASE = Case(
    Ledger("bench"),
    SettingsValues(),
    WorkCalendar(load_official(None), RestPattern("单休"), None, []),
    dt.datetime(2026, 11, 22),
)
"""The ledger, read before: like the drafts of the notes, for us and the peers alike no part of filling pages."""
WIDTHS = [column.width for column in FORM.layout.columns]
BOXES = [*page_boxes(FORM.layout)]
"""The page as a script of one's own would hold it: rows of (height, boxes, is the line row)."""


def make_notes(count: int) -> Iterator[Document]:
    """Yield notes that differ from each other."""
    for number in range(count):
        lines = [_line(number, line) for line in range(LINES)]
        total = sum(
            (line_amount(Decimal(50 + line), Decimal("12.5") + line) for line in range(LINES)), Decimal(0)
        )
        draft = Draft(
            "SO1", lines=lines, values={"客户名称": "杭州临江门控有限公司"}, is_priced=True, amount=total
        )
        yield Document(FORM, CASE, Asked(DAY), draft, f"SH20261122{number:03}")


def _line(number: int, line: int) -> dict[str, object]:
    qty, price = Decimal(50 + line), Decimal("12.5") + line
    return {
        "产品名称": f"双面执手{number}-{line}", "产品编号": "CZM04", "规格": "哑光黑 左开", "单位": "套",
        "数量": qty, "单价": price, "金额": line_amount(qty, price),
    }  # fmt: skip


def ours(notes: Iterable[Document]) -> list[bytes]:
    """Read the template once and fill it."""
    printer = Printer(Template(TEMPLATE_BYTES, FORM.template, WORDS))
    return [printer.fill(note.pages(), note.setup) for note in notes]


def finished(made: list[bytes]) -> None:
    """Write the finished bytes as the product does, which nothing can be faster than."""
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(made):
            write_atomic(Path(folder) / f"{number}.xlsx", data)


def with_openpyxl(notes: Iterable[Document]) -> list[bytes]:
    """Load a page with its eight line rows ready, set the cells, save; for each note."""
    page_ready = ours(make_notes(1))[0]
    return [_fill(page_ready, note) for note in notes]


def _fill(page_ready: bytes, note: Document) -> bytes:
    import openpyxl

    page = note.pages()[0]
    book = openpyxl.load_workbook(io.BytesIO(page_ready))
    sheet = book.worksheets[0]
    for address, field in HEAD.items():
        sheet[address].value = page.values.get(field)
    for row, line in enumerate(page.lines, 10):
        for col, field in enumerate(COLUMNS, 1):
            sheet.cell(row, col).value = line.get(field)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_xlsxwriter(notes: Iterable[Document]) -> list[bytes]:
    """Write the same page from scratch, box by box with its fonts, borders, merges and page set-up."""
    return [_write(note) for note in notes]


def _write(note: Document) -> bytes:
    import xlsxwriter

    page, out = note.pages()[0], io.BytesIO()
    blank = [{}] * (LINES - len(page.lines))
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(FORM.label)
        sheet.hide_gridlines(2)
        sheet.set_margins(0.27, 0.27, 0.2, 0.2)
        for col, width in enumerate(WIDTHS):
            sheet.set_column_pixels(col, col, round(width * 3.78))
        row = 0
        styles = [[book.add_format(look) for *_, look in boxes] for _, boxes, _ in BOXES]
        for (height, boxes, is_line), formats in zip(BOXES, styles, strict=True):
            for values in [*page.lines, *blank] if is_line else [page.values]:
                sheet.set_row(row, height)
                for (first, last, names, text, _), style in zip(boxes, formats, strict=True):
                    value = (
                        values.get(names[0])
                        if text == "{}"
                        else text.format(*(values.get(n) or "" for n in names))
                    )
                    if first == last:
                        sheet.write(row, first, value, style)
                    else:
                        sheet.merge_range(row, first, row, last, value, style)
                row += 1
        sheet.print_area(0, 0, row - 1, len(WIDTHS) - 1)
    return out.getvalue()
