"""What a clerk may write in a template, and how mistakes are named."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import xlsxwriter

from gendan_xl.errors import GendanError
from gendan_xl.printing.placeholders import Mark, Parts, Vocabulary, parse
from gendan_xl.printing.sums import summed
from gendan_xl.printing.template import Template

WORDS = Vocabulary(
    frozenset({"客户名称", "单据号", "合计金额"}),
    frozenset({"产品名称", "数量"}),
    frozenset({"带价", "不带价"}),
)
Draw = Callable[[xlsxwriter.Workbook, "xlsxwriter.worksheet.Worksheet"], None]


def template(draw: Draw, words: Vocabulary = WORDS) -> Template:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        draw(book, book.add_worksheet("送货单"))
    return Template(buffer.getvalue(), "我的送货单.xlsx", words)


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

    with pytest.raises(GendanError) as caught:
        template(draw)
    assert caught.value.code == "GD080"
    said = caught.value.message.zh
    for words in (
        "模板 我的送货单.xlsx 有 5 处要改",
        "送货单!A1 不认识占位符 {{客户名}}，请改成 {{客户名称}}",
        "送货单!B2 不认识占位符 {{行.产品品名}}，请改成 {{行.产品名称}}",
        "送货单!C2 不认识占位符 {{本列仅限:有价}}，请改成 {{本列仅限:",
        "送货单!A3 大括号不成对",
        "送货单!D4 是公式",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("rows", "words"),
    [((), "（现在：没有）"), ((3, 5), "（现在：4、6）"), ((3, 4), "送货单!A5 {{行.数量}} 上一行已经有了")],
)
def test_a_line_is_drawn_once(rows: tuple[int, ...], words: str) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write("A1", "{{客户名称}}")
        for row in rows:
            sheet.write(row, 0, "{{行.数量}}")

    with pytest.raises(GendanError) as caught:
        template(draw)
    assert words in caught.value.message.zh


def test_a_value_in_the_line_that_lacks_its_prefix_is_named() -> None:
    """It would show the goods of the first line on every one; a value of the whole document may stand there."""
    words = replace(WORDS, fields=WORDS.fields | {"产品名称"})

    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write("A1", "{{产品名称}}等")
        sheet.write_row("A9", ["{{行.数量}}", "{{产品名称}}", "{{单据号}}"])

    with pytest.raises(GendanError) as caught:
        template(draw, words)
    said = caught.value.message.zh
    assert "有 1 处要改" in said
    assert "送货单!B9 明细行里的 {{产品名称}} 少了“行.”，请改成 {{行.产品名称}}" in said


def test_a_line_may_have_two_rows_and_blank_ones_below() -> None:
    """Its merged cells reach the second row; the bordered blank rows of the printed form are folded away."""

    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        boxed = book.add_format({"border": 1})
        sheet.merge_range("A2:A3", "{{行.数量}}", boxed)
        sheet.write("B2", "{{行.产品名称}}", boxed)
        sheet.write("B3", "", boxed)
        for row in range(3, 8):  # two more lines, and one row too many
            sheet.write_row(row, 0, ["", ""], boxed)
        sheet.write("A10", "{{单据号}}")

    made = template(draw)
    assert (made.line_rows, made.spare_rows) == (range(2, 4), range(4, 8))


FORMATS = (
    {"font_size": 9, "font_name": "宋体"},
    {"align": "center", "text_wrap": True},
    {"num_format": "#,##0.00"},
    {"bottom": 2},
)


@pytest.mark.parametrize("other", FORMATS)
def test_blank_rows_of_another_format_are_spare_lines_up_to_the_next_content(other: dict[str, Any]) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(1, 0, ["{{行.数量}}", "{{行.产品名称}}"], book.add_format({"border": 1, **other}))
        for row in (2, 3):
            sheet.write_row(row, 0, ["", ""], book.add_format({"border": 1}))
        sheet.write_formula("A5", "=SUM(A2:A4)", book.add_format({"border": 1}))

    made = template(draw)
    assert made.spare_rows == range(3, 5)
    assert [summed(made, cell) for cell in made.cells if cell.formula] == [("数量",)]


def test_a_box_below_the_lines_is_none_and_rows_that_are_summed_are() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        boxed = book.add_format({"border": 1})
        sheet.write("A2", "{{行.数量}}", boxed)
        sheet.write_row(2, 0, ["", ""], boxed)  # bordered otherwise, but summed
        sheet.write_formula("A6", "=SUM(A2:A4)")
        sheet.set_row(4, 60)
        sheet.write("A5", "", boxed)

    assert template(draw).spare_rows == range(3, 5)


@pytest.mark.parametrize("area", ["B1:B2", "A1:A2"])
def test_a_merge_may_not_come_into_the_line_from_above(area: str) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        boxed = book.add_format({"border": 1})
        sheet.write_row(1, 0, ["", "", "{{行.数量}}"], boxed)
        sheet.merge_range(area, "序号", boxed)
        sheet.write("A3", "{{单据号}}")

    with pytest.raises(GendanError, match=f"送货单!{area[:2]} 明细行里的合并单元格从上面跨进了明细行"):
        template(draw)


def test_a_merge_may_not_leave_the_line() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write("A2", "{{行.数量}}")
        sheet.merge_range("B2:B3", "盖章")
        sheet.write("A3", "{{单据号}}")

    with pytest.raises(GendanError, match="送货单!B2 明细行里的合并单元格跨出了明细行"):
        template(draw)


@pytest.mark.parametrize(
    ("formula", "names"),
    [
        ("=SUM(A2:A4)", ("数量",)),
        ("=sum($A$2)", ("数量",)),
        ("=SUM(B2:B4)", None),  # no figure of the line
        ("=SUM(A2:A9)", None),  # beyond the lines
        ("=SUM(A1:A2)", None),
        ("=SUM(A2:B4)", None),
        ("=A2*2", None),
    ],
)
def test_only_sums_of_the_lines_are_formulas(formula: str, names: tuple[str, ...] | None) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        boxed = book.add_format({"border": 1})
        sheet.write_row(1, 0, ["{{行.数量}}", "共{{行.数量}}件"], boxed)
        for row in (2, 3):
            sheet.write_row(row, 0, ["", ""], boxed)
        sheet.write_formula("C6", formula)

    if names is None:
        with pytest.raises(GendanError, match="送货单!C6 是公式"):
            template(draw)
    else:
        made = template(draw)
        assert [summed(made, cell) for cell in made.cells if cell.formula] == [names]


def test_a_page_may_say_its_paper_and_lines() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write("A1", "{{客户名称}}{{纸张：a4}}{{每页行数:12}}")
        sheet.write("A2", "{{行.数量}}")

    made = template(draw)
    assert (made.told("paper"), made.told("page_lines")) == ("a4", "12")


def test_a_paper_that_is_none_is_named() -> None:
    def draw(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write("A1", "{{纸张:B5}}")
        sheet.write("A2", "{{行.数量}}{{每页行数:多}}")

    with pytest.raises(GendanError, match="A1 不认识纸张“B5”.*A2 {{每页行数:多}} 看不懂"):
        template(draw)
