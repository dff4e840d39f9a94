"""What forbids work on an order: it is stopped, its review is not passed, its technical papers are not confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._delivery_blocks import DeliveryCheck, blocks
from gendan_xl.forms._delivery_lines import plain
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, same

_NOT_PASSED = "不通过"


def work_blocks(case: Case, rows: Sequence[Row]) -> list[Finding]:
    """Return why lines of an order may not go to the workshop (requirements 5, 7, 8); [] when they may."""
    found = blocks([_check(row) for row in rows])
    for row in rows:
        found += [*_review(case, row), *_technical(case, row)]
    return found


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
