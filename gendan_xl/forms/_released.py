"""What forbids work on an order: it is stopped, its review is not passed, its technical papers are not confirmed, or an
approved change is not in the ledger yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gendan_xl.domain.order_change import BESIDE_PRODUCTION, ENDS_ORDER
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._delivery_blocks import DeliveryCheck, blocks
from gendan_xl.forms._delivery_lines import plain
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, same
from gendan_xl.words import show

_NOT_PASSED = "不通过"
_APPROVED = "已批准"
_OVER = frozenset({_APPROVED, "已执行", "已拒绝", "已撤回"})
"""变更状态 of changes about which nothing is to be decided any more."""


def work_blocks(case: Case, rows: Sequence[Row]) -> list[Finding]:
    """Return why lines of an order may not go to the workshop (requirements 5, 7, 8, 26); [] when they may."""
    found = blocks([_check(row) for row in rows])
    for row in rows:
        found += [*_review(case, row), *_technical(case, row)]
    return [*found, *(_not_carried_out(one) for one in _changes(case, rows) if one["status"] == _APPROVED)]


def asked_changes(case: Case, rows: Sequence[Row]) -> Iterator[Message]:
    """Yield what to tell of changes of an order that are asked for and not decided: the paper shows what stands."""
    for one in _changes(case, rows):
        if one["status"] not in _OVER:
            yield Message(
                f"客户要求变更 {one['change_no']}（{_words(one)}），{one['status'] or '还没有批准'}：现在印的是变更前的内容",
                f"change {one['change_no']} is asked for and not decided: this shows what stood before",
            )


def _check(row: Row) -> DeliveryCheck:
    sheet, line, col = row.data.place(row.index, "status")
    qty, number = row.decimal("ordered_qty") or Decimal(0), plain(row["line_no"])
    return DeliveryCheck(
        str(row["order_no"]), number, qty, status=row["status"], sheet=sheet, row=line, col=col
    )


def _review(case: Case, row: Row) -> Iterator[Finding]:
    """Yield GD598 when the review says no, or an item of 评审 has no answer in its last round."""
    if row["review_result"] == _NOT_PASSED:
        yield _finding(
            "GD598", row, "review_result",
            Message(f"{row.key} 评审不通过", f"{row.key} failed its review"),
            Message("按评审意见延期、简化或外采，改评审结论后再出", "settle it with customer or departments, then enter the new result"),
        )  # fmt: skip
        return
    last: dict[str, Row] = {}
    for one in case.rows_of("reviews", "order_no", row["order_no"]):
        item = str(one["review_item"])
        if _round(one) >= _round(last.get(item)):
            last[item] = one
    for item, one in last.items():
        if one["result"] in (None, _NOT_PASSED):
            said = one["result"] or "还没有结论"
            yield _finding(
                "GD598", one, "result",
                Message(f"{row['order_no']} 的{item}评审{said}", f"review {item} of {row['order_no']} is not passed"),
                Message("请评审部门写明结论，或按替代方案处理后再审", "have the department decide, or review again after the remedy"),
            )  # fmt: skip


def _changes(case: Case, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the changes of these lines of an order that touch what is made."""
    lines = {same(row["line_no"]) for row in rows}
    for one in case.rows_of("changes", "order_no", rows[0]["order_no"]):
        is_beside = one["change_type"] in BESIDE_PRODUCTION - ENDS_ORDER
        if one["change_no"] and not is_beside and (not one["line_no"] or same(one["line_no"]) in lines):
            yield one


def _not_carried_out(row: Row) -> Finding:
    """Return GD596: a change is approved, and the ledger still shows what stood before (requirement 26)."""
    return _finding(
        "GD596", row, "status",
        Message(f"{row['order_no']} 的变更 {row['change_no']} 已批准，台账还没有改（{_words(row)}）",
                f"change {row['change_no']} of {row['order_no']} is approved and not carried out"),
        Message(f"先执行变更：gendan change 文件 {row['change_no']}，再出单", "carry it out first: gendan change"),
    )  # fmt: skip


def _words(row: Row) -> str:
    if row["change_type"] in ENDS_ORDER:
        return str(row["change_type"])
    return f"{row['changed_field']}：{show(row['old_value'])} → {show(row['new_value'])}"


def _round(row: Row | None) -> int:
    return int(row["round_no"] or 1) if row else 0


def _technical(case: Case, row: Row) -> Iterator[Finding]:
    """Yield GD599 for a special order that engineering has not confirmed."""
    if row["is_special"] and not row["technical_confirmed_date"] and not _is_confirmed(case, row):
        yield _finding(
            "GD599", row, "technical_confirmed_date",
            Message(f"特殊订单 {row.key} 还没有技术确认", f"special order {row.key} lacks technical confirmation"),
            Message("请技术支持确认图纸、用料并归档，填技术确认日期", "have engineering confirm drawing and material and enter the day"),
        )  # fmt: skip


def _is_confirmed(case: Case, row: Row) -> bool:
    """Tell whether 技术确认 has the day for an order line."""
    return any(
        one["technical_confirmed_date"] and same(one["line_no"]) in ("", same(row["line_no"]))
        for one in case.rows_of("technical_confirms", "order_no", row["order_no"])
    )


def _finding(code: str, row: Row, field: str, message: Message, fix: Message) -> Finding:
    sheet, line, col = row.data.place(row.index, field)
    header = row.data.header(row.index, field)
    return Finding(
        code, "error", message, fix, sheet, line, col, key=row.key, table=row.data.table.meta.name, column=header
    )  # fmt: skip
