"""The sheet 说明: the day, three steps, what the colours and headers mean, what each sheet is for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from gendan_xl.books.blank.layout import HEADER_ROW, Sheet
from gendan_xl.books.blank.looks import Looks
from gendan_xl.cells import to_serial
from gendan_xl.intake.sheet import GUIDE_SHEET
from gendan_xl.schema.colors import LEGEND, STATUS_STYLES

TODAY_CELL = f"'{GUIDE_SHEET}'!$C$3"
_STEPS = (
    ("第 1 步", "建档：在“客户”“产品”“人员”登记常用资料；“设置”里核对休息制度、临期天数等参数。"),
    ("第 2 步", "接单：在“订单台账”一行填一个订单明细，深蓝表头必填，灰色表头由公式或程序填写。"),
    ("第 3 步", "跟单：排期后在“节点”填实际完成日期，发货填在“发货”；颜色随日期自动变化。"),
)
_KEYS = (
    ("Tab", "在表格最后一格按 Tab，新增一行（公式、下拉、格式自动带下）"),
    ("Alt + ↓", "打开下拉清单"),
    ("Ctrl + ;", "输入当天日期"),
    ("1 2 / ＋", "表格左上角的 1、2 或列上方的＋，收起、展开不常用的列"),
    ("筛选", "表头的箭头可以筛选、排序；整行一起移动，不会错行"),
)


def write_guide(page: Any, sheets: Sequence[Sheet], today: dt.date, looks: Looks) -> None:
    """Write the first sheet; the named cell 今日 is C3."""
    page.hide_gridlines(2)
    for col, width in ((0, 2), (1, 16), (2, 20), (3, 62)):
        page.set_column(col, col, width)
    page.set_row(0, 30)
    page.write_string(0, 1, "跟单工作簿", looks.make(font_size=18, bold=True, font_color="#1F4E79"))
    _today(page, today, looks)
    row = _pairs(page, 4, "怎么用", _STEPS, looks)
    row = _legend(page, row + 1, looks)
    row = _headers(page, row + 1, looks)
    row = _sheets(page, row + 1, sheets, looks)
    _pairs(page, row + 1, "好用的键", _KEYS, looks)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_tab_color("#C55A11")


def _today(page: Any, today: dt.date, looks: Looks) -> None:
    page.write_string(2, 1, "今日", looks.make(bold=True))
    look = looks.make(
        num_format="yyyy-mm-dd",
        bold=True,
        border=1,
        border_color="#BFBFBF",
        align="center",
        bg_color="#FFF2CC",
    )
    page.write_formula(2, 2, "=TODAY()", look, to_serial(today))
    page.write_string(
        2, 3, "全部颜色和延误天数按这一天计算；要看某一天的情况，可直接改成日期。", _note(looks)
    )


def _note(looks: Looks) -> Any:
    return looks.make(font_color="#595959", text_wrap=True)


def _title(page: Any, row: int, text: str, looks: Looks) -> int:
    page.set_row(row, 22)
    look = looks.make(bold=True, font_size=12, font_color="#1F4E79", bottom=2, bottom_color="#1F4E79")
    page.write_string(row, 1, text, look)
    for col in (2, 3):
        page.write_blank(row, col, None, look)
    return row + 1


def _pairs(page: Any, row: int, title: str, pairs: Sequence[tuple[str, str]], looks: Looks) -> int:
    """Write a title and its lines; return the row below."""
    row = _title(page, row, title, looks)
    for name, text in pairs:
        page.write_string(row, 1, name, looks.make(bold=True))
        page.write_string(row, 2, text, looks.make())
        row += 1
    return row


def _legend(page: Any, row: int, looks: Looks) -> int:
    row = _title(page, row, "颜色", looks)
    for status, style in STATUS_STYLES.items():
        look = looks.make(
            bg_color=f"#{style.fill}", font_color=f"#{style.color}", bold=style.bold, align="center"
        )
        page.write_string(row, 1, status, look)
        page.write_string(row, 2, LEGEND[status], looks.make())
        row += 1
    return row


def _headers(page: Any, row: int, looks: Looks) -> int:
    row = _title(page, row, "表头", looks)
    white = {"font_color": "#FFFFFF", "bold": True, "align": "center"}
    for text, look, note in (
        ("深蓝", looks.make(bg_color="#1F4E79", **white), "必填，或用来识别这一行"),
        ("浅蓝", looks.make(bg_color="#5B9BD5", **white), "按需要填"),
        (
            "灰色斜体",
            looks.make(bg_color="#D9D9D9", font_color="#595959", bold=True, italic=True, align="center"),
            "公式或程序填写，不用手填",
        ),
    ):
        page.write_string(row, 1, text, look)
        page.write_string(row, 2, note, looks.make())
        row += 1
    return row


def _sheets(page: Any, row: int, sheets: Sequence[Sheet], looks: Looks) -> int:
    row = _title(page, row, "各表", looks)
    link = looks.make(font_color="#0563C1", underline=1)
    for sheet in sheets:
        page.write_url(row, 1, f"internal:'{sheet.name}'!A{HEADER_ROW + 1}", link, sheet.name)
        page.write_string(row, 2, sheet.table.meta.help, looks.make())
        row += 1
    return row
