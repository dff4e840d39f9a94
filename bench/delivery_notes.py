"""Delivery notes of 8 lines: filling our template, and openpyxl's load, fill, save of the same page."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from gendan_xl.forms.delivery_note import TEMPLATE, VOCABULARY, DeliveryNote, Line, build_pages
from gendan_xl.printing.render import Form
from gendan_xl.printing.template import Template

LINES = 8
TEMPLATE_BYTES = (Path(__file__).resolve().parent.parent / "xlsx_templates" / TEMPLATE).read_bytes()
HEAD = {"A4": "客户名称", "E4": "单据号", "E5": "日期", "E6": "订单号", "H18": "合计金额", "A20": "大写金额"}
COLUMNS = ("序号", "产品编号", "产品名称", "规格", "单位", "数量", "单价", "金额", "箱数", "备注")


def notes(count: int) -> Iterator[DeliveryNote]:
    """Yield notes that differ from each other."""
    for number in range(count):
        lines = [
            Line(
                f"双面执手{number}-{line}",
                Decimal(50 + line),
                "CZM04",
                "哑光黑 左开",
                "套",
                Decimal("12.5") + line,
            )
            for line in range(LINES)
        ]
        name = f"SH20261122{number:03}"
        yield DeliveryNote(
            name, dt.date(2026, 11, 22), "杭州临江门控有限公司", lines, ["SO1"], is_priced=True
        )


def ours(count: int) -> list[bytes]:
    """Read the template once and fill it."""
    form = Form(Template(TEMPLATE_BYTES, TEMPLATE, VOCABULARY))
    return [form.fill(build_pages(note), note.setup) for note in notes(count)]


def with_openpyxl(count: int) -> list[bytes]:
    """Load a page with its eight line rows ready, set the cells, save; for each note."""
    page_ready = ours(1)[0]
    return [_fill(page_ready, note) for note in notes(count)]


def _fill(page_ready: bytes, note: DeliveryNote) -> bytes:
    import openpyxl

    page = build_pages(note)[0]
    book = openpyxl.load_workbook(io.BytesIO(page_ready))
    sheet = book.worksheets[0]
    for address, field in HEAD.items():
        sheet[address].value = page.values[field]
    for row, line in enumerate(page.lines, 9):
        for col, field in enumerate(COLUMNS, 1):
            sheet.cell(row, col).value = line.get(field)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
