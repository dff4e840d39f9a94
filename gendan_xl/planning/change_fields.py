"""A row of 变更 taken apart: which cells of the ledger it changes, from what to what (requirements 23-26)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gendan_xl.domain.order_change import ADD, ENDS_ORDER
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Case
from gendan_xl.forms._notices import Notice
from gendan_xl.forms._rows import Row, same
from gendan_xl.intake.named import is_same, named_field, typed_words
from gendan_xl.schema.options import FIXED_OPTIONS, OPTIONS
from gendan_xl.words import show

CANCELLED = "已取消"
_PER_LINE = frozenset({"ordered_qty", "unit_price", "spec", "product_no", "product_name"})
"""Fields that are changed of one line, never of all lines of an order at once."""
_CANCEL_FIELDS = ("status", "cancel_reason", "cancel_approver", "cancelled_date")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One cell of the ledger: the order line, its field, what stands and what is to stand, and the row of 变更."""

    line: Row
    field: str
    old: Any
    new: Any
    change: Row

    @property
    def header(self) -> str:
        """The header of the field as the sheet words it."""
        return self.line.data.header(self.line.index, self.field)

    @property
    def place(self) -> tuple[str, int, int]:
        """The sheet, row and column of the cell; column 0 when the book has none."""
        return self.line.data.place(self.line.index, self.field)


@dataclass(slots=True)
class OrderChange:
    """One change: its rows of 变更, the cells that it changes, whom it concerns, or the reasons against it."""

    change_no: str
    rows: Sequence[Row]
    cells: list[FieldChange] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    blocks: list[Finding] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)  # in writing to the customer, where it is refused


class NotApplicableError(Exception):
    """A row of 变更 that cannot be carried into the ledger."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def field_changes(case: Case, row: Row, today: dt.date) -> list[FieldChange]:
    """Return the cells that a row of 变更 changes. NotApplicableError tells why it cannot be carried out."""
    lines = _lines(case, row)
    if row["change_type"] in ENDS_ORDER:
        return [change for line in lines for change in _cancelled(row, line, today)]
    name = _field(row, lines)
    if name in _PER_LINE and len(lines) > 1:
        raise _problem(
            row, "line_no", f"没有写行号，订单有 {len(lines)} 行", f"no line number, the order has {len(lines)} lines",
            Message("写上要改的行号，一行一个变更行", "enter the line number, one row for each"),
        )  # fmt: skip
    new = _new_value(row, lines[0], name)
    return [*(_one(row, line, name, new) for line in lines), *_new_dates(row, lines, name)]


def _lines(case: Case, row: Row) -> list[Row]:
    """Return the order lines of a change: the one it names, else all of its order that are not cancelled."""
    own = [line for line in case.rows("orders") if same(line["order_no"]) == same(row["order_no"])]
    if row["line_no"] is not None:
        own = [line for line in own if same(line["line_no"]) == same(row["line_no"])]
    if not own:
        field = "line_no" if row["line_no"] is not None else "order_no"
        raise _problem(
            row, field, "台账里没有这个订单行", "no such order line in the ledger",
            Message("核对订单号和行号；加单要新增一行的，先在台账录入新行", "check number and line; enter an added line in the ledger first"),
        )  # fmt: skip
    return [line for line in own if line["status"] != CANCELLED] or own


def _field(row: Row, lines: Sequence[Row]) -> str:
    data = lines[0].data
    name = named_field(data, row["changed_field"] or "")
    col = data.table.columns()[name].col if name else None
    if name is None or col is None:
        raise _problem(
            row, "changed_field", f"「{row['changed_field'] or ''}」不是台账的列名", f"{row['changed_field']} is no column",
            Message("写台账的列名，如 订购数量、确认交期、交货地点", "write a header of the ledger"), "GD716",
        )  # fmt: skip
    if col.formula or col.key or name == "status":
        raise _problem(
            row, "changed_field", f"「{col.header}」不能由变更单直接改", f"{col.header} cannot be changed by a change order",
            Message("公式列改它的来源（如单价、订购数量）；取消用变更类型“取消”；换订单号用“重新下单”",
                    "change what the formula uses; cancel by the type 取消, re-place by 重新下单"),
        )  # fmt: skip
    return name


def _new_value(row: Row, line: Row, name: str) -> Any:
    """Return 变更后 as the ledger keeps it."""
    column = line.data.table.columns()[name]
    try:
        new = typed_words(column, row["new_value"])
    except ValueError:
        raise _problem(
            row, "new_value", f"变更后「{row['new_value']}」不是「{column.header}」能填的内容", f"{row['new_value']} does not fit {column.header}",
            Message("日期写全年月日，如 2026-04-10；数量、单价只写数字", "dates as 2026-04-10; quantities as plain numbers"),
        ) from None  # fmt: skip
    labels = OPTIONS.get(column.col.choices, ())
    if new is not None and column.col.choices in FIXED_OPTIONS and new not in labels:
        raise _problem(
            row, "new_value", f"变更后「{new}」不在「{column.header}」的清单里", f"{new} is not in the list of {column.header}",
            Message(f"填：{'、'.join(labels)}", f"one of {', '.join(labels)}"),
        )  # fmt: skip
    is_less = row["change_type"] == ADD and isinstance(new, (int, float)) and new < (line[name] or 0)
    if new is None or is_less:
        zh, en = (
            ("加单后的数量反而少了", "the added order is smaller")
            if is_less
            else ("没有变更后", "no new value")
        )
        raise _problem(
            row, "new_value", zh, en, Message("变更后写改完以后的值", "write what it is to be afterwards")
        )
    return new


def _one(row: Row, line: Row, name: str, new: Any) -> FieldChange:
    """Return the change of one cell after comparing 变更前 with what stands."""
    if line.index in line.data.columns[name].dirty:
        sheet, at, col = line.data.place(line.index, name)
        raise NotApplicableError(
            Finding(
                "GD797", "error",
                Message(f"{line.key} 的「{line.data.header(line.index, name)}」读不出来，变更 {row.key} 没有执行", f"unreadable, {row.key} was not carried out"),
                Message("先改正这个单元格", "correct this cell first"),
                sheet, at, col, "orders", line.key, line.data.header(line.index, name),
            )
        )  # fmt: skip
    _compare(row, line, name)
    return FieldChange(line, name, line[name], new, row)


def _compare(row: Row, line: Row, name: str) -> None:
    """Check that 变更前, where it is filled, is what stands in the ledger."""
    if row["old_value"] is None:
        return
    standing = line[name]
    try:
        if is_same(typed_words(line.data.table.columns()[name], row["old_value"]), standing):
            return
    except ValueError:
        pass
    sheet, at, col = line.data.place(line.index, name)
    header = line.data.header(line.index, name)
    raise NotApplicableError(
        Finding(
            "GD796", "error",
            Message(
                f"{line.key} 的「{header}」现在是 {show(standing)}，变更 {row.key} 的变更前写的是 {row['old_value']}，没有执行",
                f"{header} of {line.key} is {show(standing, 'en')}, change {row.key} says {row['old_value']}: not carried out",
            ),
            Message("核对是不是被别的变更或手工改过；变更单按现在的值重写变更前，重新批准", "find out who changed it; correct 变更前 and have it approved again"),
            sheet, at, col, "orders", line.key, header, standing,
        )
    )  # fmt: skip


def _new_dates(row: Row, lines: Sequence[Row], name: str) -> Iterator[FieldChange]:
    """Yield the confirmed dates that a change of something else moves (新确认交期)."""
    day = row["new_confirmed_date"]
    if day is None or name == "confirmed_date":
        return
    for line in lines:
        if line.data.place(line.index, "confirmed_date")[2] and line["confirmed_date"] != day:
            yield FieldChange(line, "confirmed_date", line["confirmed_date"], day, row)


def _cancelled(row: Row, line: Row, today: dt.date) -> Iterator[FieldChange]:
    """Yield what a cancelled order line says."""
    if line["status"] == CANCELLED:
        raise _problem(
            row, "order_no", f"{line.key} 已经取消", f"{line.key} is cancelled already",
            Message("把这个变更改成已撤回", "set this change to 已撤回"),
        )  # fmt: skip
    if line["delivered_qty"]:
        raise _problem(
            row, "order_no", f"{line.key} 已发 {show(line['delivered_qty'])}，不能整行取消", f"{line.key} was delivered in part",
            Message("已发的不变：把订购数量改成已发数量（变更类型写数量），或结案方式填短交", "reduce 订购数量 to what was delivered, or close it as 短交"),
        )  # fmt: skip
    if row["old_value"] is not None and named_field(line.data, row["changed_field"] or "") == "status":
        _compare(row, line, "status")
    known: Mapping[str, Any] = {
        "status": CANCELLED,
        "cancel_reason": _reason(row),
        "cancel_approver": row["approver"],
        "cancelled_date": row["approved_date"] or today,
    }
    for name in _CANCEL_FIELDS:
        if line.data.place(line.index, name)[2] and known[name] is not None:
            yield FieldChange(line, name, line[name], known[name], row)


def _reason(row: Row) -> str | None:
    reason = row["change_reason"]
    new = f"改下新订单 {row['new_order_no']}" if row["new_order_no"] else ""
    return "；".join(part for part in (reason, new) if part) or None


def _problem(row: Row, field: str, zh: str, en: str, fix: Message, code: str = "GD797") -> NotApplicableError:
    sheet, at, col = row.data.place(row.index, field)
    header = row.data.header(row.index, field)
    message = Message(f"变更 {row.key} 没有执行：{zh}", f"change {row.key} was not carried out: {en}")
    return NotApplicableError(
        Finding(code, "error", message, fix, sheet, at, col, "changes", row.key, header, row[field])
    )
