"""What intake can say: one entry per code with its level, its sentence and its remedy in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gendan_xl.errors import Message
from gendan_xl.findings import Finding, Level


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding; sentences are templates over the words given to `finding`."""

    level: Level
    message: Message
    fix: Message


CODES: dict[str, Code] = {
    "GD001": Code(
        "error",
        Message("整本工作簿里没有认出跟单台账", "no order ledger was recognised in this workbook"),
        Message(
            "确认表头行含订单号（或项目号）和产品、数量等列，或用 gendan adopt 查看识别结果",
            "make sure a header row names order (or project), product and quantity, or see gendan adopt",
        ),
    ),
    "GD002": Code(
        "error",
        Message("「{sheet}」表缺少关键列「{header}」", "table {sheet} lacks its key column {header}"),
        Message("补上这一列或改正表头", "add the column or correct its header"),
    ),
    "GD003": Code(
        "warning",
        Message("「{header}」和「{other}」都像「{name}」，只用了前者", "{header} and {other} both look like {name}; only the first is used"),
        Message("改一个表头，或用 gendan adopt --save 后在 gendan.toml 里指定", "rename one, or choose in gendan.toml"),
    ),
    "GD004": Code(
        "warning",
        Message("「{sheet}」表里找不到列「{header}」，可能是表头被改了", "table {sheet} has no column {header}; was its header changed?"),
        Message("把表头改回「{header}」", "change the header back to {header}"),
    ),
    "GD005": Code(
        "info",
        Message("「{header}」暂按「{name}」理解：{reason}", "{header} is taken for {name}: {reason_en}"),
        Message("用 gendan adopt --save 保存后在 gendan.toml 里确认或改正", "save with gendan adopt --save and confirm it in gendan.toml"),
    ),
    "GD006": Code(
        "info",
        Message("这种文件格式读不出错误值（#N/A 等），没有检查", "error cells (#N/A …) cannot be told in this file format and were not checked"),
        Message("需要检查错误值时另存为 .xlsx", "save as .xlsx to have them checked"),
    ),
    "GD010": Code(
        "error",
        Message("「{sheet}」的公式还没有计算结果", "the formulas of {sheet} have no results yet"),
        Message(
            "请用 Excel、WPS 或 LibreOffice 打开保存一次再来",
            "open and save it in Excel, WPS or LibreOffice, then try again",
        ),
    ),
    "GD101": Code(
        "error",
        Message("「{header}」是错误值 {value}", "{header} is the error value {value}"),
        Message("改正公式或直接填入值", "correct the formula or enter the value"),
    ),
    "GD102": Code(
        "error",
        Message("「{header}」应为日期，却是“{value}”", "{header} should be a date but is {value!r}"),
        Message("填成日期，如 2026-04-20", "enter a date such as 2026-04-20"),
    ),
    "GD103": Code(
        "error",
        Message("「{header}」应为数字，却是“{value}”", "{header} should be a number but is {value!r}"),
        Message("只填数字，单位和说明写到别的列", "enter only the number, units and notes elsewhere"),
    ),
    "GD104": Code(
        "warning",
        Message("「{header}」是文本“{value}”，按 {date} 理解", "{header} is the text {value!r}, taken for {date}"),
        Message("改成真正的日期 {date}", "make it the date {date}"),
    ),
    "GD105": Code(
        "warning",
        Message("「{header}」是没有年份的文本“{value}”，按前后日期应为 {date}", "{header} is the text {value!r} without year; its neighbours say {date}"),
        Message("改成真正的日期 {date}", "make it the date {date}"),
    ),
    "GD106": Code(
        "warning",
        Message("「{header}」把日期打成了数字 {value}，按前后日期应为 {date}", "{header} is a date typed as the number {value}; its neighbours say {date}"),
        Message("改成真正的日期 {date}", "make it the date {date}"),
    ),
    "GD107": Code(
        "error",
        Message("「{header}」的“{value}”看不出是哪一天（可能是 {dates}）", "{header} {value!r} may be {dates_en}: which day cannot be told"),
        Message("填成完整日期", "enter the full date"),
    ),
    "GD108": Code(
        "info",
        Message("「{header}」的数字 {value} 是没有日期格式的日期 {date}", "{header} {value} is the date {date} without a date format"),
        Message("设成日期格式", "give the cell a date format"),
    ),
    "GD109": Code(
        "warning",
        Message("「{header}」的数字 {number} 存成了文本“{value}”", "{header}: the number {number} is stored as the text {value!r}"),
        Message("改成数字 {number}", "make it the number {number}"),
    ),
    "GD110": Code(
        "warning",
        Message("「{header}」的“{value}”不在可选值里{times}", "{header} {value!r} is not one of the choices{times_en}"),
        Message("改成其中之一：{choices}；或在选项表里加上它", "choose one of {choices}, or add it to the options"),
    ),
    "GD111": Code(
        "info",
        Message("「{header}」里有多余的空格、换行或不可见字符", "{header} holds stray spaces, line breaks or invisible characters"),
        Message("改成“{clean}”", "make it {clean!r}"),
    ),
    "GD112": Code(
        "warning",
        Message("「{header}」应为是或否，却是“{value}”", "{header} should be yes or no but is {value!r}"),
        Message("填“是”或“否”", "enter 是 or 否"),
    ),
    "GD113": Code(
        "error",
        Message("「{header}」应为整数，却是 {value}", "{header} should be a whole number but is {value}"),
        Message("填整数", "enter a whole number"),
    ),
    "GD114": Code(
        "info",
        Message("这一行是合计行，没有当作订单{note}", "this is a total row and was left out{note_en}"),
        Message("不用处理；合计建议用公式放在表外", "nothing to do; totals are best kept outside the table"),
    ),
    "GD115": Code(
        "warning",
        Message("「{header}」应为编号或文字，却是日期 {date}（Excel 会把 3-1 自动变成日期）", "{header} should be a code but is the date {date} (Excel turns 3-1 into a date)"),
        Message("先把单元格设成文本格式再重新输入", "format the cell as text and type it again"),
    ),
    "GD116": Code(
        "error",
        Message("「{header}」应为时间，却是“{value}”", "{header} should be a time but is {value!r}"),
        Message("填成时间，如 14:30", "enter a time such as 14:30"),
    ),
}  # fmt: skip


def finding(code: str, *, words: dict[str, Any], **place: Any) -> Finding:
    """Return the finding of a code; `place` are the fields of Finding (sheet, row, col, table, key, column, value)."""
    entry = CODES[code]
    message, fix = (Message(m.zh.format(**words), m.en.format(**words)) for m in (entry.message, entry.fix))
    return Finding(code, entry.level, message, fix, **place)
