"""Whom a change concerns, and a ready text for each department (requirement 26)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gendan_xl.domain.order_change import ADD, ENDS_ORDER, REFUSED
from gendan_xl.forms._changes import ends_order, joined, new_date, standing
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, same
from gendan_xl.schema.options import OPTIONS
from gendan_xl.words import show

_WHOLE = ("PMC", "采购", "生产", "品质", "仓库", "财务")
_BY_TYPE: Mapping[str, Sequence[str]] = {
    "数量": ("PMC", "采购", "生产", "仓库", "财务"),
    "加单": ("PMC", "采购", "生产", "仓库", "财务"),
    "交期": ("PMC", "采购", "生产", "仓库"),
    "规格": ("PMC", "技术", "采购", "生产", "品质", "仓库"),
    "颜色": ("PMC", "采购", "生产", "品质", "仓库"),
    "单价": ("销管", "打单", "财务"),
    "包装": ("采购", "生产", "品质", "仓库"),
    "地址": ("仓库", "打单"),
    "取消": _WHOLE,
    "重新下单": _WHOLE,
}
"""变更类型 → the departments that it always concerns."""

_PRODUCTION = frozenset({"数量", "加单", "交期", "规格", "颜色", "包装", *ENDS_ORDER})
"""变更类型 that concern the departments of the open milestones, and the open purchases."""

_TASKS: Mapping[str, str] = {
    "PMC": "请按新要求重排计划并通知车间，今天内回复是否影响其他订单",
    "技术": "请更新图纸和用料清单，收回旧版",
    "采购": "请核对已下的采购和库存，需要增减或改期的今天内与供应商确认",
    "生产": "请停止按旧要求投料和生产，已做的清点数量、单独存放，等 PMC 的新计划",
    "外协": "请通知外协厂按新要求做，已做的清点数量",
    "品质": "请按新要求更新检验标准，旧要求的在制品单独判定",
    "仓库": "请按新要求备料、备货和标识，旧要求的单独存放",
    "销管": "请按新单价审价",
    "打单": "请按新内容打单，没有送出的旧单作废",
    "财务": "请核对金额、预收款和费用",
    "客服计划": "请更新计划",
}
_TASKS_BY_TYPE: Mapping[str, Mapping[str, str]] = {
    "数量": {
        "PMC": "请按新数量重排计划并通知车间，今天内回复是否影响其他订单",
        "采购": "请按新数量核对已下的采购和库存，需要增减的今天内与供应商确认",
        "生产": "请按新数量投料和生产，多做的清点数量、单独存放",
        "外协": "请通知外协厂按新数量做，已做的清点数量",
        "品质": "请按新数量安排检验",
        "仓库": "请按新数量备料、备货，多领的退回",
    },
    "交期": {
        "PMC": "请按新交期重排计划并通知车间，今天内回复是否影响其他订单",
        "采购": "请核对在途的到货日期，需要提前或推后的今天内与供应商确认",
        "生产": "请按 PMC 的新计划安排生产",
        "外协": "请与外协厂确认新的交货日期",
        "品质": "请按新计划安排检验",
        "仓库": "请按新交期安排备料、备货和发货",
    },
    "地址": {"仓库": "请按新地址发货，已写的箱唛和货运单换掉", "打单": "请按新地址打单，没有送出的旧单作废"},
}
"""变更类型 → what a department does, where it is not the usual; 加单 is 数量."""

_TASKS_AT_END: Mapping[str, str] = {
    "PMC": "请取消排产，通知车间停止投料和生产",
    "采购": "请停止未下的采购，已下的今天内与供应商商量取消或改用，回复损失",
    "生产": "请立即停止生产，在制品和半成品清点数量、单独存放",
    "外协": "请通知外协厂停止，清点已做的数量",
    "品质": "请检验并判定已完工的能否转用",
    "仓库": "请停止发料和备货，已备的退回库位，成品单独存放",
    "财务": "请核对预收款、已发生的费用和违约金",
}
_OURS = frozenset({None, "跟单", "业务"})
"""The departments that write the change; they need not be told."""
_DONE = frozenset({"已到货", "已取消"})


_SHIPPING = frozenset({"仓库", "销管", "打单"})
_STILL_HERE = frozenset({"计划", "备货中", "待审价", "待放行", "已打单"})
"""发货状态 of goods that have not left."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a department is told of a change."""

    department: str
    text: str


def notices(case: Case, rows: Sequence[Row]) -> list[Notice]:
    """Return a notice for every department that the rows of one change concern, in the order of the list 部门."""
    named = (part for row in rows for part in _names(row["departments_to_notify"]))
    concerned = {*named, *_usual(rows), *_working(case, rows), *_paying(rows)}
    bought = list(open_purchases(case, rows)) if _touches_production(rows) else []
    concerned |= {"外协" if row["kind"] == "外协" else "采购" for row in bought}
    ordered = [name for name in OPTIONS["部门"] if name in concerned]
    others = sorted(concerned - set(ordered))
    return [Notice(name, _text(case, rows, name, bought)) for name in [*ordered, *others]]


def refusals(case: Case, rows: Sequence[Row]) -> list[str]:
    """Return the answer in writing to the customer where PMC refused a change; [] where it did not."""
    refused = [row for row in rows if str(row["pmc_answer"] or "").startswith(REFUSED)]
    if not refused or ends_order(rows):
        return []
    first, order = refused[0], case.order(rows[0]["order_no"], rows[0]["line_no"])
    due = order["confirmed_date"] if order else None
    wanted = "；".join(_changed(case, row) for row in refused)
    reason = joined(refused, "pmc_note") or "已投料生产"
    lines = [
        "【答复客户】您好！",
        f"{_order(case, first)}的变更要求（{wanted}）收到。订单已在生产（{reason}），无法变更，将按原要求交货"
        f"{f'，交期 {due}' if due else ''}。",
        "如必须变更，需取消原订单、另下新订单，已发生的损失由我们列出后双方确认。给您带来不便，敬请谅解。",
    ]
    return ["\n".join(lines)]


def departments(told: Iterable[Notice]) -> str:
    """Return the departments of notices in words."""
    return "、".join(notice.department for notice in told)


def _names(text: object) -> list[str]:
    return [name for name in str(text or "").replace("，", "、").replace(",", "、").split("、") if name]


def _touches_production(rows: Sequence[Row]) -> bool:
    return any(row["change_type"] in _PRODUCTION for row in rows)


def _usual(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        yield from _BY_TYPE.get(row["change_type"] or "", ("PMC",))


def _paying(rows: Sequence[Row]) -> Iterator[str]:
    if any(row["fee_amount"] or row["penalty_amount"] for row in rows):
        yield "财务"


def _working(case: Case, rows: Sequence[Row]) -> Iterator[str]:
    """Yield the departments whose milestones on the changed lines are still open; the clerk need not be told."""
    if not _touches_production(rows):
        return
    for step in case.rows("milestones"):
        is_open = step["actual_end_date"] is None and not step["is_skipped"]
        is_told = step["department"] not in _OURS
        if is_open and is_told and _is_about(step["order_no"], step["line_no"], rows):
            yield str(step["department"])


def open_purchases(case: Case, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield what was bought for the changed lines and has not come."""
    for row in case.rows("purchases"):
        is_open = row["received_date"] is None and row["status"] not in _DONE
        if is_open and _is_about(row["order_no"], row["order_line_no"], rows):
            yield row


def _is_about(order: object, line: object, rows: Sequence[Row]) -> bool:
    return any(
        same(order) == same(row["order_no"])
        and (not row["line_no"] or not line or same(line) == same(row["line_no"]))
        for row in rows
    )


def _text(case: Case, rows: Sequence[Row], department: str, bought: Sequence[Row]) -> str:
    """Return what a department is told: which order, what changes, what to do, by whom."""
    first = rows[0]
    paper = first["order_change_no"]
    number = f"变更单 {first['change_no']}" + (f"、客户合同修改单 {paper}" if paper else "")
    lines = [f"【{department}】{_order(case, first)}有变更（{number}）："]
    lines += [f"· {_changed(case, row)}" for row in rows]
    if day := new_date(rows):
        lines.append(f"· 新确认交期 {day}")
    if department in ("采购", "外协"):
        kind = department == "外协"
        lines += [f"· 在途：{purchase_words(row)}" for row in bought if (row["kind"] == "外协") == kind]
    if department == "财务":
        lines += _money_lines(rows)
    if department in _SHIPPING:
        lines += [f"· 未发的发货计划：{_delivery(row)}" for row in _planned(case, rows)]
    clerk = (order := case.order(first["order_no"])) and order["clerk"]
    return "\n".join([*lines, f"{_task(rows, department)}。收到请回复{f' {clerk}' if clerk else ''}。"])


def _task(rows: Sequence[Row], department: str) -> str:
    """Return what a department is to do."""
    usual = _TASKS.get(department, "请按新要求执行")
    if ends_order(rows):
        return _TASKS_AT_END.get(department, usual)
    kinds = dict.fromkeys(
        "数量" if row["change_type"] == ADD else str(row["change_type"] or "") for row in rows
    )
    tasks = [_TASKS_BY_TYPE.get(kind, {}).get(department, usual) for kind in kinds]
    return "；".join(dict.fromkeys(tasks))


def _planned(case: Case, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the planned deliveries of the changed lines that have not left."""
    for row in case.rows("deliveries"):
        if row["status"] in _STILL_HERE and _is_about(row["order_no"], row["line_no"], rows):
            yield row


def _delivery(row: Row) -> str:
    qty = f" {show(row['planned_qty'])}{row['unit'] or ''}" if row["planned_qty"] else ""
    day = f" {row['planned_date']}" if row["planned_date"] else ""
    number = f"，{row['note_no']}" if row["note_no"] else ""
    return f"第 {show(row['line_no'])} 行{day}{qty}（{row['status']}{number}）"


def _order(case: Case, row: Row) -> str:
    order = case.order(row["order_no"], row["line_no"])
    if order is None:
        return f"订单 {row['order_no']}"
    customer = case.customer(order["customer_no"])
    short = (customer["short_name"] if customer else None) or order["customer_name"]
    about = "，".join(str(part) for part in (short, order["product_name"]) if part)
    return f"订单 {order['order_no']}（{about}）"


def _changed(case: Case, row: Row) -> str:
    line = f"第 {show(row['line_no'])} 行 " if row["line_no"] else ""
    if row["change_type"] in ENDS_ORDER:
        new = f"，改下新订单 {row['new_order_no']}" if row["new_order_no"] else ""
        what = f"订单取消{new}"
    else:
        what = f"{row['changed_field']}：{standing(case, row) or '空'} → {show(row['new_value'])}"
    reason = f"（{row['change_reason']}）" if row["change_reason"] else ""
    return line + what + reason


def purchase_words(row: Row) -> str:
    """Return a purchase in words: CG001 锁体 100支，供应商."""
    qty = f" {show(row['purchased_qty'])}{row['unit'] or ''}" if row["purchased_qty"] else ""
    supplier = f"，{row['supplier_name']}" if row["supplier_name"] else ""
    return f"{row['purchase_no']} {row['material_name'] or ''}{qty}{supplier}"


def _money_lines(rows: Sequence[Row]) -> Iterator[str]:
    for field in ("fee_amount", "penalty_amount", "loss_amount"):
        if said := joined([row for row in rows if row[field]], field):
            yield f"· {rows[0].data.table.header(field)} {said} 元"
