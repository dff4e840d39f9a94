"""Why a row of 发货, 退货 or 收款 is in no account: listed where it should count, counted where it rightly does not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from gendan_xl.domain.account import Account
from gendan_xl.domain.statement import Kind, Movement
from gendan_xl.errors import Message
from gendan_xl.intake.ledger import TableData
from gendan_xl.reports._line_facts import HAVE_LEFT, REFUSED
from gendan_xl.reports._report import Case, Origin, Told
from gendan_xl.reports._words import OUTSIDE

_POSTED = frozenset({"已入账", "处理中", "已关闭"})
"""退货状态 of goods that were taken back into the books."""
CANCELLED_DELIVERY = Message("作废的发货", "cancelled deliveries")
NOT_YET_SENT = Message("还没有发出的批次", "batches not yet sent")
_NOUNS = {
    Kind.DELIVERY: "a delivery", Kind.RETURN: "a return", Kind.ALLOWANCE: "an allowance", Kind.RECEIPT: "a payment",
}  # fmt: skip
_KINDS = {
    "deliveries": (Kind.DELIVERY,), "returns": (Kind.RETURN, Kind.ALLOWANCE), "payments": (Kind.RECEIPT,),
}  # fmt: skip


_DAYS = {
    "deliveries": ("shipped_date",), "returns": ("return_note_date", "arrived_date", "request_date"),
    "payments": ("payment_date",),
}  # fmt: skip
"""The day to which a row belongs, best first."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a row does not count; `field` is the one at fault, '' where none is."""

    reason: Message
    field: str = ""


def _why(zh: str, en: str, name: str = "") -> Why:
    return Why(Message(zh, en), name)


def tell_uncounted(
    case: Case, origin: Origin, read: Collection[Account], told: Told, kinds: Collection[Kind]
) -> None:
    """Note every row of the tables behind some kinds of movements that moves no balance yet; those whose day is outside the
    period are counted only."""
    known = {(one.table, one.row) for account in read for one in _every(account)}
    for name, own in _KINDS.items():
        data = origin.table(name)
        if data is None or not set(own) & set(kinds):
            continue
        for index in range(len(data)):
            if (name, index) not in known:
                _tell(case, origin, data, index, _WHY[name](data, index), told)
    for account in read:
        for one in account.unpriced:
            if one.kind in kinds and (data := origin.table(one.table)):
                why = _why(
                    f"{one.kind}没有单价，也没有金额",
                    f"{_NOUNS[one.kind]} without price or amount",
                    "unit_price",
                )
                _tell(case, origin, data, one.row, why, told)
        for one in account.waiting:
            if one.kind in kinds and (data := origin.table(one.table)):
                _tell(case, origin, data, one.row, _waiting(data, one, account.terms.credit_start), told)


def _every(account: Account) -> Iterable[Movement]:
    return (*account.movements, *account.waiting, *account.unpriced)


def _tell(case: Case, origin: Origin, data: TableData, index: int, why: Why, told: Told) -> None:
    days = (data.get(index, name) for name in _DAYS[data.table.meta.name])
    if case.is_outside(next((day for day in days if day), None)):
        told.passed[OUTSIDE] += 1
    elif why.field:
        told.leave_out(origin, data, index, why.field, why.reason)
    else:
        told.passed[why.reason] += 1


def _delivery(data: TableData, index: int) -> Why:
    status = data.get(index, "status")
    day, qty = data.get(index, "shipped_date"), data.get(index, "shipped_qty")
    if status == "作废":
        return Why(CANCELLED_DELIVERY)
    if status not in HAVE_LEFT and (status is not None or (day is None and qty is None)):
        return Why(NOT_YET_SENT)
    state, state_en = status or "状态空着", f"“{status}”" if status else "no status"
    if day is None:
        return _why(f"{state}，没有发货日期", f"{state_en}, without a day of dispatch", "shipped_date")
    return _why(f"{state}，没有发货数量", f"{state_en}, without a quantity", "shipped_qty")


def _return(data: TableData, index: int) -> Why:
    status = data.get(index, "status")
    if status in REFUSED or data.get(index, "approval_result") == "不同意":
        return _why("拒收或没有同意的退货", "returns that were refused or not agreed")
    if status in _POSTED or data.get(index, "return_note_date") is not None:
        state = f"“{status}”" if status else "with a note"
        return _why(
            f"退货{status or '已开单'}，没有实收数量，也没有折让金额",
            f"a return {state} without quantity received or allowance", "received_qty",
        )  # fmt: skip
    return _why("还没有收到的退货", "returns not yet received")


def _payment(data: TableData, index: int) -> Why:
    if data.get(index, "status") == "作废":
        return _why("作废的收款", "cancelled payments")
    if data.get(index, "payment_amount") is None:
        return _why("收款没有金额", "a payment without amount", "payment_amount")
    return _why(
        "收款没有客户，也没有订单台账里有的订单号", "a payment without customer or known order", "customer_no"
    )


_WHY: Mapping[str, Callable[[TableData, int], Why]] = {
    "deliveries": _delivery, "returns": _return, "payments": _payment,
}  # fmt: skip


def _waiting(data: TableData, one: Movement, credit_start: str) -> Why:
    """Return why a movement has no day from which it counts: not yet, or because nobody wrote it down."""
    status = data.get(one.row, "status")
    if one.kind is Kind.RECEIPT:
        is_open = status == "待确认"
        if is_open:
            return _why("收款还没有经财务确认", "payments not yet confirmed by finance")
        return _why("收款没有收款日期", "a payment without a day", "payment_date")
    if one.kind is not Kind.DELIVERY:
        what = _NOUNS[one.kind]
        if status in _POSTED:
            return _why(
                f"{one.kind}{status}，没有退货单日期",
                f"{what} “{status}” without a return note date",
                "return_note_date",
            )
        return _why(f"{one.kind}还没有开退货单", f"{what} without a return note yet")
    if credit_start == "签收日" and status in HAVE_LEFT - {"已发货"}:
        return _why(f"{status}，没有签收日期", f"“{status}”, without a day of signature", "signed_date")
    if credit_start == "验收日" and status == "已验收":
        return _why("已验收，没有验收日期", f"“{status}”, without a day of acceptance", "accepted_date")
    return _why(
        f"发货按{credit_start}起算，还没有{credit_start[:-1]}",
        f"credit runs from “{credit_start}”, which has not come yet",
    )
