"""The published reference of all rules, made from their registrations and docstrings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gendan_xl.errors import Message
from gendan_xl.findings import Level
from gendan_xl.rules import Rule, all_rules
from gendan_xl.rules._docs import Example, read_help

AREAS = {
    "GD2": Message("订单", "Orders"),
    "GD3": Message("引用", "References"),
    "GD4": Message("日期与节点", "Dates and milestones"),
    "GD5": Message("数量、发货、退货", "Quantities, deliveries, returns"),
    "GD6": Message("价格与金额", "Prices and money"),
    "GD7": Message("状态、评审、变更", "Status, reviews, changes"),
    "GD8": Message("时限", "Clocks"),
}
LEVELS: dict[Level, Message] = {
    "error": Message("错误", "error"),
    "warning": Message("警告", "warning"),
    "info": Message("提示", "info"),
}
_HEAD = """# 规则 · Rules

`gendan check` 的全部规则，由代码生成（`gendan generate`），例子就是测试。编号永不重用。
错误会挡住要用到这一行的单据，警告要处理，提示只供参考。台账没有的列，用到它的规则不运行，并列在「未运行」里。

All rules of `gendan check`, generated from the code; the examples are the tests. A code is never reused. An error
blocks the forms that need the row, a warning is to be dealt with, an info is for information. A rule whose columns
the ledger lacks is not run, and listed as such. The other codes: GD0xx shape of the workbook, GD1xx values of cells,
GD9xx environment.
"""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def render() -> str:
    """Return the reference as Markdown: rules by area, each with its words, remedy and examples."""
    rules = all_rules()
    parts = [_HEAD]
    for prefix, area in AREAS.items():
        mine = [rule for rule in rules if rule.code.startswith(prefix)]
        parts.append(f"## {area.zh} · {area.en}\n")
        parts.append("\n".join(_index(mine)) + "\n")
        parts.extend(_entry(rule) for rule in mine)
    return "\n".join(parts)


def _index(rules: list[Rule]) -> Iterator[str]:
    yield "| | | |\n|---|---|---|"
    for rule in rules:
        yield f"| [{rule.code}](#{rule.code.lower()}) | {LEVELS[rule.level].zh} | {_sentence(rule, 'zh')} |"


def _entry(rule: Rule) -> str:
    level, words = LEVELS[rule.level], read_help(rule)
    lines = [
        f'### <a id="{rule.code.lower()}"></a>{rule.code} {_sentence(rule, "zh")}\n',
        f"{level.zh} · {level.en} · 「{rule.table.meta.sheet}」 · `{rule.name}` · 依据 source: {rule.source}\n",
        f"{words.zh}\n",
        f"*{_sentence(rule, 'en')}.* {words.en}\n",
        f"**怎么办** {rule.fix.zh}。 **What to do** {rule.fix.en}.\n",
    ]
    return "\n".join([*lines, *(_table(example) for example in words.examples)])


def _sentence(rule: Rule, lang: str) -> str:
    """Return the message with the headers of its columns in place of values."""
    columns = rule.table.columns()

    def header(found: re.Match[str]) -> str:
        return f"〈{columns[found[1]].header}〉" if found[1] in columns else "…"

    return re.sub("…+", "…", _PLACEHOLDER.sub(header, rule.message.text(lang)))


def _table(example: Example) -> str:
    titles = {"错": "会报告 · reported", "对": "不报告 · not reported"}
    headers = list(example.rows[0])
    rows = [headers, ["---"] * len(headers), *(list(row.values()) for row in example.rows)]
    lines = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return f"{titles.get(example.title, f'「{example.title}」表 · table')}:\n\n{lines}\n"
