"""Decide what each column of a company's ledger means: its header first, then its values."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gendan_xl.errors import Message
from gendan_xl.intake.cells import read_text_number
from gendan_xl.intake.dates import MonthDay, read_number, read_text
from gendan_xl.intake.headers import STRIPPED, UNSURE, Match, alternatives, match
from gendan_xl.intake.mapping import ColumnMapping, SheetMapping
from gendan_xl.intake.parsed import is_blank
from gendan_xl.intake.sheet import RawSheet
from gendan_xl.intake.wide import is_known_step, step_of
from gendan_xl.schema.column import Column
from gendan_xl.schema.table import Table
from gendan_xl.text import header_key

_SAMPLE = 1000
_MOSTLY = 0.8
_SLACK_DAYS = 7
_NEVER_DATES = ("text", "number", "whole", "flag")


@dataclass(frozen=True, slots=True)
class Profile:
    """What the first thousand values of a column are: shares of the filled cells, and the filled share itself."""

    values: Sequence[Any]
    dates: float
    numbers: float
    filled: float

    @property
    def is_dates(self) -> bool:
        """Whether nearly all filled cells are dates, typed well or badly."""
        return self.dates >= _MOSTLY

    @property
    def is_words(self) -> bool:
        """Whether nearly all filled cells are neither dates nor numbers."""
        return self.filled > 0 and self.dates + self.numbers <= 1 - _MOSTLY


def map_columns(sheet: RawSheet, table: type[Table], header_row: int, headers: Sequence[str]) -> SheetMapping:
    """Return the mapping of a sheet whose header row is known."""
    rows = [row for row in sheet.rows[header_row : header_row + _SAMPLE] if not all(map(is_blank, row))]
    profiles = {c: profile([row[c - 1] for row in rows]) for c, title in enumerate(headers, 1) if title}
    columns, doubles = _match_all(table, headers, profiles)
    if table.meta.name == "orders":
        columns = _decide_unsure(table, columns)
        columns = _decide_line_no(columns, profiles)
        columns = _find_steps(columns, profiles)
    values = {c.field: pairs for c in columns if c.field and (pairs := _value_map(c.field, profiles[c.col]))}
    fields = {column.field for column in columns}
    return SheetMapping(
        sheet.name, table, header_row, tuple(columns), values=values, constants=_constants(columns, fields),
        missing=tuple(n for n, c in table.columns().items() if is_important(c) and n not in fields),
        doubles=tuple(doubles),
    )  # fmt: skip


def is_important(column: Column) -> bool:
    """Tell whether a table without this column is worth a word: keys and what a clerk must fill in the open."""
    return bool(column.col.key or (column.col.required and column.col.show == "shown"))


def profile(values: Sequence[Any]) -> Profile:
    """Describe the values of a column."""
    filled = [value for value in values if not is_blank(value)]
    sure = sum(map(_is_day, filled))
    dates = sure + (sum(map(_may_be_day, filled)) if sure * 3 >= len(filled) else 0)
    numbers, count = sum(map(_is_number, filled)), max(len(filled), 1)
    return Profile(values, dates / count, numbers / count, len(filled) / max(len(values), 1))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) or (isinstance(value, str) and read_text_number(value) is not None)


def _is_day(value: Any) -> bool:
    return isinstance(value, dt.date) or (isinstance(value, str) and read_text(value) is not None)


def _may_be_day(value: Any) -> bool:
    """Tell whether a number may be month.day: among dates it is one, among prices it is not."""
    return isinstance(value, float) and isinstance(read_number(value), MonthDay)


# --- by header -------------------------------------------------------------------------------------------------


def _match_all(
    table: type[Table], headers: Sequence[str], profiles: Mapping[int, Profile]
) -> tuple[list[ColumnMapping], list[tuple[ColumnMapping, ColumnMapping]]]:
    """Match every header; of several for one field the surest is used, the first among equals."""
    found = {c: _fitting(table, headers[c - 1], p) for c, p in profiles.items()}
    best: dict[str, int] = {}
    for col, one in found.items():
        if one and one.confidence > max(UNSURE, _confidence(found.get(best.get(one.field, 0)))):
            best[one.field] = col
    columns = {c: _column(table, headers, c, found[c], best) for c in profiles}
    doubles = [
        (columns[best[one.field]], columns[c])
        for c, one in found.items()
        if one
        and (used := best.get(one.field, c)) != c
        and header_key(headers[c - 1]) == header_key(headers[used - 1])
    ]
    return list(columns.values()), doubles


def _confidence(one: Match | None) -> float:
    return one.confidence if one else 0.0


def _fitting(table: type[Table], header: str, values: Profile) -> Match | None:
    """Return the match of a header unless its values are of another kind: 包装 full of dates is a step, 已发货
    full of √ is no quantity.
    """
    one = match(table, header)
    kind = table.columns()[one.field].kind if one else None
    if kind and (values.is_dates and kind.name in _NEVER_DATES or values.is_words and kind.is_number):
        return None
    return one


def _column(
    table: type[Table], headers: Sequence[str], col: int, one: Match | None, best: Mapping[str, int]
) -> ColumnMapping:
    header = headers[col - 1]
    if one is None:
        return ColumnMapping(col, header)
    if one.confidence > UNSURE and best[one.field] != col:
        name, other = table.header(one.field), headers[best[one.field] - 1]
        return ColumnMapping(
            col, header, reason=Message(f"「{name}」已取自「{other}」列", f"{name} is taken from {other}")
        )
    return ColumnMapping(
        col,
        header,
        one.field,
        confidence=one.confidence,
        reason=one.reason,
        is_question=one.confidence <= UNSURE,
    )


def _decide_unsure(table: type[Table], columns: list[ColumnMapping]) -> list[ColumnMapping]:
    """Give a header of several meanings the first one that no sure column has."""
    sure = {column.field for column in columns if not column.is_question}
    out = []
    for column in columns:
        if column.is_question:
            free = [name for name in alternatives(column.header) if name not in sure] or [""]
            others = "、".join(
                f"「{table.header(name)}」" for name in alternatives(column.header) if name != free[0]
            )
            reason = Message(f"也可能是{others}，请确认", f"it may also be {others}: please confirm")
            column = replace(column, field=free[0], reason=reason, is_question=bool(free[0]))
            sure.add(free[0])
        out.append(column)
    return out


# --- by values -------------------------------------------------------------------------------------------------


def _decide_line_no(columns: list[ColumnMapping], profiles: Mapping[int, Profile]) -> list[ColumnMapping]:
    """序号 is the line number only where it counts within orders; a running number of the sheet is left alone."""
    order = next((column.col for column in columns if column.field == "order_no"), 0)
    out = []
    for column in columns:
        if column.field == "line_no" and column.confidence <= STRIPPED:
            if order and _counts_within(profiles[order].values, profiles[column.col].values):
                reason = Message("在同一订单内从小到大编号，不重复", "it counts within each order")
                column = replace(column, confidence=STRIPPED, reason=reason, is_question=False)
            else:
                reason = Message("只是表内流水序号，不用", "it only numbers the rows of the sheet")
                column = ColumnMapping(column.col, column.header, reason=reason)
        out.append(column)
    return out


def _counts_within(orders: Sequence[Any], numbers: Sequence[Any]) -> bool:
    pairs = [
        (o, n)
        for o, n in zip(orders, numbers, strict=True)
        if not is_blank(o) and isinstance(n, (int, float))
    ]
    with_first = {o for o, n in pairs if n == 1}
    is_unique = len(set(pairs)) == len(pairs)
    repeats = len({n for _, n in pairs}) < len(pairs)
    return bool(pairs) and is_unique and repeats and len(with_first) * 2 >= len({o for o, _ in pairs})


def _find_steps(columns: list[ColumnMapping], profiles: Mapping[int, Profile]) -> list[ColumnMapping]:
    """Take columns without a field for milestones: by their names, or as dates between order and delivery."""
    span = _span(columns, profiles)
    named = [c if c.field else _as_step(c, profiles[c.col], span) for c in columns]
    recorded = {c.milestone for c in named if c.role == "actual"}
    return [_with_role(c, profiles[c.col], recorded) if c.milestone and not c.role else c for c in named]


_START = ("order_date", "schedule_date", "planned_start_date")
_END = ("confirmed_date", "requested_date", "pmc_date", "planned_ship_date")
Span = list[tuple[dt.date, dt.date] | None]


def _span(columns: Sequence[ColumnMapping], profiles: Mapping[int, Profile]) -> Span:
    """Return (start, end) of each row's order, None where either is unknown."""
    by_field = {column.field: profiles[column.col].values for column in columns}
    start = next((by_field[name] for name in _START if name in by_field), ())
    end = next((by_field[name] for name in _END if name in by_field), ())
    ends = zip(map(_day, start), map(_day, end))  # noqa: B905
    return [(first, last) if first and last else None for first, last in ends]


def _as_step(column: ColumnMapping, values: Profile, span: Span) -> ColumnMapping:
    step = step_of(column.header)
    if step and (values.is_dates or (not values.filled and step[1] and is_known_step(step[0]))):
        reason = Message("表头是工序名，内容是日期", "named like a step, filled with dates")
        return replace(
            column,
            milestone=step[0],
            role=step[1],
            confidence=0.9 if is_known_step(step[0]) else 0.8,
            reason=reason,
        )
    if values.is_dates and _inside(values.values, span) >= _MOSTLY:
        reason = Message(
            "内容都是介于下单与交货之间的日期，可能是工序", "dates between order and delivery: perhaps a step"
        )
        return replace(column, milestone=column.header, confidence=UNSURE, reason=reason, is_question=True)
    return column


def _inside(values: Sequence[Any], span: Span) -> float:
    pairs = [(day, ends) for day, ends in zip(map(_day, values), span) if day and ends]  # noqa: B905
    inside = sum((s[0] - v).days <= _SLACK_DAYS and (v - s[1]).days <= _SLACK_DAYS for v, s in pairs)
    return inside / len(pairs) if len(pairs) >= 3 else 0.0


def _day(value: Any) -> dt.date | None:
    """Return the day of a cell that holds a date, with or without a time."""
    return value.date() if isinstance(value, dt.datetime) else value if isinstance(value, dt.date) else None


def _with_role(column: ColumnMapping, values: Profile, recorded: set[str]) -> ColumnMapping:
    """Decide whether a step's single date is a plan or a record: records are missing at the young end."""
    if column.milestone in recorded:
        return replace(column, role="planned")
    if _young_are_blank(values.values):
        reason = Message("较新的订单空着，像是完成日期", "blank for young orders: dates of completion")
        return replace(column, role="actual", confidence=UNSURE, reason=reason, is_question=True)
    reason = Message(
        "只有一列日期，新订单也已填：是计划，没有完成记录", "one date, filled for young orders too: a plan"
    )
    return replace(column, role="plan_only", reason=reason)


def _young_are_blank(values: Sequence[Any]) -> bool:
    """Tell whether the last fifth of the rows is (nearly) blank while the rows before are (nearly) filled."""
    filled = [not is_blank(value) for value in values]
    cut = len(filled) * 4 // 5
    old, young = filled[: cut // 2], filled[cut:]
    return len(young) >= 3 and sum(young) <= 0.2 * len(young) and sum(old) >= 0.7 * len(old)


_VALUE_WORDS: dict[str, dict[str, str]] = {
    "close_mode": {
        **dict.fromkeys(("未结束", "未结案", "未关闭", "未完成", "否", "N", "n", "open", "Open"), ""),
        **dict.fromkeys(
            ("已结束", "已结案", "已关闭", "自动结束", "正常结束", "是", "Y", "y", "closed", "Closed"), "正常"
        ),
    },
}
"""Values under which other ledgers keep ours: field → {their word: our value, '' for blank}."""


def _value_map(name: str, values: Profile) -> dict[str, str]:
    """Return the words of a column that stand for a value of ours."""
    words = _VALUE_WORDS.get(name)
    if not words:
        return {}
    present = Counter(v.strip() for v in values.values if isinstance(v, str))
    return {word: words[word] for word, _ in present.most_common() if word in words}


def _constants(columns: Sequence[ColumnMapping], fields: set[str]) -> dict[str, Any]:
    """Return what headers say of every row: 含税单价 sets 是否含税."""
    if "is_tax_included" in fields:
        return {}
    price = next((header_key(column.header) for column in columns if column.field == "unit_price"), "")
    if any(word in price for word in ("不含税", "未税", "无税")):
        return {"is_tax_included": False}
    return {"is_tax_included": True} if "含税" in price else {}
