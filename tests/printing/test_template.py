"""What a clerk may write in a template, and how mistakes are named."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from gendan_xl.errors import GendanError
from gendan_xl.printing.placeholders import Mark, Parts, Vocabulary, parse
from gendan_xl.printing.template import Template

WORDS = Vocabulary(
    frozenset({"客户名称", "单据号", "合计金额"}),
    frozenset({"产品名称", "数量"}),
    frozenset({"带价", "不带价"}),
)
Draw = Callable[[xlsxwriter.Workbook, "xlsxwriter.worksheet.Worksheet"], None]


def template(draw: Draw) -> Template:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        draw(book, book.add_worksheet("送货单"))
    return Template(buffer.getvalue(), "我的送货单.xlsx", WORDS)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("客户：{{客户名称}}", ("客户：", Mark("value", "客户名称"))),
        ("{{ 行．产品名称 }}{{数量}}", (Mark("line", "产品名称"), Mark("value", "数量"))),
        ("｛｛行。数量｝｝件", (Mark("line", "数量"), "件")),
        ("单价{{本列仅限：带价}}", ("单价", Mark("column_only", "带价"))),
        ("{{本行仅限:带 价}}{{本列加宽}}", (Mark("row_only", "带价"), Mark("wider", ""))),
        ("没有 {括号}", ("没有 {括号}",)),
    ],
)
def test_placeholders_as_clerks_type_them(text: str, parts: Parts) -> None:
    assert parse(text) == parts


def test_every_problem_is_named_at_once_with_its_cell() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write("A1", "客户：{{客户名}}")
        sheet.write("B2", "{{行.产品品名}}")
        sheet.write("C2", "单价{{本列仅限:有价}}")
        sheet.write("A3", "{{单据号")
        sheet.write_formula("D4", "=SUM(A1:A3)")
        sheet.conditional_format("A1:A3", {"type": "blanks", "format": book.add_format({"bold": True})})
        sheet.repeat_rows(0)

    with pytest.raises(GendanError) as caught:
        template(draw)
    assert caught.value.code == "GD080"
    said = caught.value.message.zh
    for words in (
        "模板 我的送货单.xlsx 有 7 处要改",
        "送货单!A1 不认识占位符 {{客户名}}，请改成 {{客户名称}}",
        "送货单!B2 不认识占位符 {{行.产品品名}}，请改成 {{行.产品名称}}",
        "送货单!C2 不认识占位符 {{本列仅限:有价}}，请改成 {{本列仅限:",
        "送货单!A3 大括号不成对",
        "送货单!D4 是公式",
        "条件格式",
        "打印标题行",
    ):
        assert words in said


@pytest.mark.parametrize("rows", [(), (3, 4)])
def test_there_is_one_line_row(rows: tuple[int, ...]) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write("A1", "{{客户名称}}")
        for row in rows:
            sheet.write(row, 0, "{{行.数量}}")

    with pytest.raises(GendanError, match="明细行应当正好一行"):
        template(draw)


def test_a_merge_may_not_leave_the_line_row() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range("A2:A3", "{{行.数量}}")

    with pytest.raises(GendanError, match="送货单!A2 明细行里的合并单元格跨了行"):
        template(draw)
