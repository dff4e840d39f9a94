"""Draws the default templates: what a company gets before it restyles them in Excel."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

_FONT = "宋体"
_MILLIMETRE = 96 / 25.4
_SIDE, _TOP = 0.27, 0.2  # margins in inches
_PAINTED = dt.datetime(2026, 1, 1)  # a fixed moment: drawing again gives the same bytes


@dataclass(frozen=True, slots=True)
class _Box:
    """Some cells of a row as one: from column to column, their text, and how they look besides the font."""

    first: int
    last: int
    text: str
    look: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its height in points and its boxes."""

    height: float
    boxes: tuple[_Box, ...]


# 序号 产品编号 产品名称 规格 单位 数量 单价 金额 箱数 备注, in millimetres; together they fit A4 and 241 mm paper
_WIDTHS = (8, 24, 42, 32, 9, 17, 16, 20, 9, 14)
_LAST = len(_WIDTHS) - 1
_HEADS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("序号", "{{行.序号}}", {"align": "center"}),
    ("产品编号", "{{行.产品编号}}", {}),
    ("产品名称{{本列加宽}}", "{{行.产品名称}}", {}),
    ("规格", "{{行.规格}}", {}),
    ("单位", "{{行.单位}}", {"align": "center"}),
    ("数量", "{{行.数量}}", {"align": "right"}),
    ("单价{{本列仅限:带价}}", "{{行.单价}}", {"align": "right", "num_format": "#,##0.00##"}),
    ("金额{{本列仅限:带价}}", "{{行.金额}}", {"align": "right", "num_format": "#,##0.00"}),
    ("箱数", "{{行.箱数}}", {"align": "right"}),
    ("备注{{本列加宽}}", "{{行.备注}}", {}),
)


def draw_delivery_note(path: Path) -> None:
    """Write the template of the delivery note (送货单) to `path`."""
    rows = (*_head(), _titles(), _line(), *_totals(), *_foot())
    options = {"default_format_properties": {"font_name": _FONT, "font_size": 10}}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": "送货单", "created": _PAINTED})
        sheet = book.add_worksheet("送货单")
        sheet.hide_gridlines(2)
        sheet.set_portrait()
        sheet.set_margins(left=_SIDE, right=_SIDE, top=_TOP, bottom=_TOP)
        sheet.center_horizontally()
        for col, width in enumerate(_WIDTHS):
            sheet.set_column_pixels(col, col, round(width * _MILLIMETRE))
        for number, row in enumerate(rows):
            sheet.set_row(number, row.height)
            for box in row.boxes:
                _paint(book, sheet, number, box)


def _paint(book: Any, sheet: Any, row: int, box: _Box) -> None:
    look = book.add_format(
        {
            "font_name": _FONT,
            "font_scheme": "none",
            "font_size": 10,
            "valign": "vcenter",
            "shrink": True,
            **box.look,
        }
    )
    if box.first == box.last:
        sheet.write(row, box.first, box.text or None, look)
    else:
        sheet.merge_range(row, box.first, row, box.last, box.text, look)


def _head() -> tuple[_Row, ...]:
    centre = {"align": "center"}
    info = (
        ("客户：{{客户名称}}", "单号：{{单据号}}"),
        ("地址：{{收货地址}}", "日期：{{日期}}"),
        ("收货人：{{收货人}}　电话：{{收货电话}}", "订单号：{{订单号}}"),
        ("客户订单号：{{客户订单号}}", "运输：{{运输方式}}　{{车牌号}}"),
    )
    return (
        _Row(20.25, (_Box(0, _LAST, "{{公司名称}}", {**centre, "font_size": 16, "bold": True}),)),
        _Row(11.25, (_Box(0, _LAST, "{{公司信息}}", {**centre, "font_size": 8}),)),
        _Row(21, (_Box(0, _LAST, "{{标题}}", {**centre, "font_size": 18, "bold": True, "underline": 33}),)),
        *(_Row(13.5, (_Box(0, 3, left, {}), _Box(4, _LAST, right, {}))) for left, right in info),
    )


def _titles() -> _Row:
    look = {"border": 1, "align": "center", "bold": True}
    return _Row(15, tuple(_Box(col, col, title, look) for col, (title, _, _) in enumerate(_HEADS)))


def _line() -> _Row:
    boxes = (_Box(col, col, text, {"border": 1, **look}) for col, (_, text, look) in enumerate(_HEADS))
    return _Row(18, tuple(boxes))


def _totals() -> tuple[_Row, ...]:
    return (
        _total("本页小计{{本行仅限:多页}}", "本页"),
        _total("合　　计{{接页说明}}", "合计"),
        _Row(
            14.25, (_Box(0, _LAST, "金额大写：{{大写金额}}{{本行仅限:带价}}", {"border": 1, "bold": True}),)
        ),
        _Row(14.25, (_Box(0, _LAST, "备注：{{备注}}", {"border": 1}),)),
    )


def _total(label: str, what: str) -> _Row:
    look = {"border": 1, "bold": True}
    right = {**look, "align": "right"}
    boxes = (
        _Box(0, 4, label, {**look, "align": "center"}),
        _Box(5, 5, f"{{{{{what}数量}}}}", right),
        _Box(6, 6, "", look),
        _Box(7, 7, f"{{{{{what}金额}}}}", {**right, "num_format": "#,##0.00"}),
        _Box(8, 8, f"{{{{{what}箱数}}}}", right),
        _Box(9, 9, "", look),
    )
    return _Row(14.25, boxes)


def _foot() -> tuple[_Row, ...]:
    small = {"font_size": 8}
    places = ((0, 1), (2, 2), (3, 3), (4, 6), (7, _LAST))
    signers = (_Box(*place, f"{{{{签核{number}}}}}", {}) for number, place in enumerate(places, 1))
    return (
        _Row(11.25, (_Box(0, _LAST, "{{条款}}", small),)),
        _Row(22.5, tuple(signers)),
        _Row(
            11.25,
            (
                _Box(0, 6, "{{联次}}", small),
                _Box(7, _LAST, "第 {{页码}} 页 共 {{总页数}} 页", {**small, "align": "right"}),
            ),
        ),
    )
