"""What may be typed into a column: drop-downs, dates and numbers, with input help and error text in Chinese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gendan_xl.books.blank.layout import FIRST_ROW, Sheet
from gendan_xl.books.blank.names import LIST, ROLLS, roll_name
from gendan_xl.cells import col_name
from gendan_xl.schema.column import Column
from gendan_xl.schema.options import FIXED_OPTIONS

_FIRST_DAY, _LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
_MAX_NUMBER = 1e12


def validation(column: Column, sheet: Sheet, book: Mapping[str, Sheet]) -> dict[str, Any] | None:
    """Return the XlsxWriter options of a column's data validation, None where anything goes without a word."""
    rule = {} if column.col.computed else _rule(column, sheet, book)
    if not rule and not column.col.help:
        return None
    rule.setdefault("validate", "any")
    rule["ignore_blank"] = True
    if column.col.help:
        rule |= {"input_title": column.header[:32], "input_message": column.col.help[:255]}
    if rule["validate"] != "any":
        rule.setdefault("error_title", column.header[:32])
    return rule


def _rule(column: Column, sheet: Sheet, book: Mapping[str, Sheet]) -> dict[str, Any]:
    if column.col.choices:
        return _choice(column.col.choices)
    if column.kind.name == "flag":
        return {"validate": "list", "source": ["是", "否"], "error_message": "请选“是”或“否”。"}
    if column.col.refers in ROLLS:
        return {
            "validate": "list",
            "source": f"={roll_name(column.col.refers, book)}",
            "error_type": "warning",
            "error_message": f"“{_roll_sheet(column, book)}”表里没有这一项。仍要这样填吗？",
        }
    if column.col.refers == "orders.order_no":
        orders = book["订单台账"].whole("order_no")
        cell = f"{col_name(sheet.positions[column.field])}{FIRST_ROW}"
        return {
            "validate": "custom",
            "value": f"=COUNTIF({orders},{cell})>0",
            "error_type": "warning",
            "error_message": "订单台账里没有这个订单号。仍要这样填吗？",
        }
    return _type_rule(column)


def _choice(name: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"validate": "list", "source": f"={LIST}{name}"}
    if name in FIXED_OPTIONS:
        return rule | {"error_message": f"请从下拉清单“{name}”里选；程序按这些值判断。"}
    return rule | {
        "error_type": "warning",
        "error_message": f"清单“{name}”里没有这个值，可在“选项”表里增加。仍要这样填吗？",
    }


def _type_rule(column: Column) -> dict[str, Any]:
    between: dict[str, Any] = {"criteria": "between"}
    match column.kind.name:
        case "date" | "datetime":
            example = "2026-03-16" if column.kind.name == "date" else "2026-03-16 18:00"
            text = f"请输入日期，如 {example}。不要写 4.20 或 4月20。"
            limits = {"minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            return between | {"validate": "date", "error_message": text} | limits
        case "time":
            limits_of_day = {"minimum": dt.time(0, 0), "maximum": dt.time(23, 59, 59)}
            return between | {"validate": "time", "error_message": "请输入时间，如 9:30。"} | limits_of_day
        case "number" | "whole":
            kind = "integer" if column.kind.name == "whole" else "decimal"
            text = "请输入整数。" if kind == "integer" else "请输入数字，不要带单位。"
            return between | {
                "validate": kind,
                "minimum": -_MAX_NUMBER,
                "maximum": _MAX_NUMBER,
                "error_message": text,
            }
        case _:
            return {}


def _roll_sheet(column: Column, book: Mapping[str, Sheet]) -> str:
    name = column.col.refers.split(".")[0]
    return next(sheet.name for sheet in book.values() if sheet.table.meta.name == name)
