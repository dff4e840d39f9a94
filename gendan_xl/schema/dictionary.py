"""The data dictionary as Markdown: every table and column, written from the schema alone."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.schema.column import Column, KindName, Show
from gendan_xl.schema.options import FIXED_OPTIONS, OPTION_ALIASES, OPTIONS
from gendan_xl.schema.settings import SettingsValues, all_settings, setting_text
from gendan_xl.schema.table import Table, all_tables

_KINDS: dict[KindName, str] = {
    "text": "文字", "prose": "文字", "code": "编号", "date": "日期", "datetime": "日期时间", "time": "时间", "number": "数字",
    "whole": "整数", "flag": "是/否",
}  # fmt: skip
_SHOWS: dict[Show, str] = {"shown": "显示", "grouped": "收起", "known": "可识别"}
_PRESENT = {"core": "必有", "start": "默认有", "request": "按需添加（gendan new --with）"}


def render() -> str:
    """Return the whole document."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    tables = all_tables()
    yield from (
        "# 数据字典",
        "",
        "本文件由 `gendan generate` 从 `gendan_xl/schema` 生成，请勿手工修改。",
        "",
        "标记：＊ 关键字段 · ！ 录入必填 · ＝ 公式或程序填写 · 订 整张订单各行一致。",
        "列：显示 = 新工作簿可见；收起 = 在分组里；可识别 = 公司自己的台账里有时识别并检查，`gendan new --full` 会加上。",
        "",
        "| 表 | 标识 | 何时有 | 用途 | 列数 |",
        "|---|---|---|---|---|",
    )
    for name, table in tables.items():
        meta = table.meta
        yield f"| {meta.sheet} | `{name}` | {_PRESENT[meta.present]} | {meta.help} | {len(table.columns())} |"
    for table in tables.values():
        yield from _table(table)
    yield from _options()
    yield from _settings()


def _table(table: type[Table]) -> Iterator[str]:
    meta = table.meta
    yield from ("", f"## {meta.sheet} `{meta.name}`", "", meta.help + "。")
    if meta.aliases:
        yield f"表名也认：{'、'.join(meta.aliases)}。"
    if meta.source:
        yield f"依据：需求 {meta.source}。"
    yield from (
        "",
        "| 列 | 字段 | 类型 | 标记 | 显示 | 清单 / 取自 | 列名也认 | 说明 | 公式 | 需求 |",
        "|" + "---|" * 10,
    )
    group = ""
    for column in table.columns().values():
        if column.col.group != group:
            group = column.col.group
            yield f"| **【{group}】** |" + " |" * 9
        yield "| " + " | ".join(_cells(column)) + " |"


def _cells(column: Column) -> Iterator[str]:
    col = column.col
    marks = ((col.key, "＊"), (col.required, "！"), (col.computed, "＝"), (col.level == "order", "订"))
    yield column.header
    yield f"`{column.field}`"
    yield _KINDS[column.kind.name]
    yield "".join(mark for is_set, mark in marks if is_set)
    yield _SHOWS[col.show]
    yield col.choices or (f"`{col.refers}`" if col.refers else "、".join(col.roles))
    yield _escape("、".join(col.aliases))
    yield _escape(col.help)
    yield f"`{col.formula}`" if col.formula else ""
    yield col.source


def _escape(text: str) -> str:
    return text.replace("|", r"\|").replace("*", r"\*").replace("\n", "<br>")


def _options() -> Iterator[str]:
    yield from (
        "",
        "## 下拉清单的默认值",
        "",
        "固定的清单由程序判断，不能随意改值；其余公司可在“选项”表里增减。",
    )
    yield from ("", "| 清单 | 值（括号内为也认的写法） | 固定 |", "|---|---|---|")
    for name, values in OPTIONS.items():
        aliases = OPTION_ALIASES.get(name, {})
        shown = "、".join(value + (f"（{aliases[value]}）" if value in aliases else "") for value in values)
        yield f"| {name} | {_escape(shown)} | {'是' if name in FIXED_OPTIONS else ''} |"


def _settings() -> Iterator[str]:
    yield from (
        "",
        "## 设置的默认值",
        "",
        "| 分组 | 参数 | 字段 | 默认值 | 单位 | 可选值 | 说明 | 需求 |",
        "|" + "---|" * 8,
    )
    defaults = SettingsValues()
    for field, setting in all_settings().items():
        default = _escape(setting_text(getattr(defaults, field)))
        choices = "、".join(setting.choices)
        yield (
            f"| {setting.group} | {setting.name} | `{field}` | {default} | {setting.unit} | {choices} "
            f"| {setting.help} | {setting.source} |"
        )
