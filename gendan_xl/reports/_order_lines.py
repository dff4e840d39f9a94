"""The order lines of all workbooks, each judged: on time against both promises, in full (requirements 15, 18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from gendan_xl.domain.on_time import UNDECIDED, Batch, Fulfilment, Judgement, Terms, fulfilment, judge
from gendan_xl.errors import Message
from gendan_xl.intake.customers import Customers
from gendan_xl.intake.ledger import TableData
from gendan_xl.reports._line_facts import BY_ARRIVAL, batches, customer_terms, returned
from gendan_xl.reports._report import Case, Once, Origin, Told
from gendan_xl.reports._words import CANCELLED, NOT_DUE, OUTSIDE
from gendan_xl.reports.pivot import year_month

_GONE = frozenset({"已发货", "已签收", "已完成"})
_FIELDS = (
    "order_no", "line_no", "customer_no", "customer_name", "sales_person", "product_name", "product_no", "ordered_qty",
    "first_confirmed_date", "confirmed_date", "pmc_date", "requested_date", "status", "close_mode", "due_basis",
    "over_rate", "short_rate", "delivered_qty", "open_qty", "last_shipped_date", "delay_reason", "responsible_party",
)  # fmt: skip
_DUE = ("confirmed_date", "pmc_date", "requested_date")
READS = {
    "orders": (
        *_DUE,
        "first_confirmed_date",
        "ordered_qty",
        "delivered_qty",
        "open_qty",
        "last_shipped_date",
        "line_no",
    ),
    "deliveries": ("order_no", "line_no", "shipped_qty", "shipped_date", "arrived_date", "signed_date"),
    "returns": ("order_no", "line_no", "received_qty"),
    "customers": ("early_tolerance_days", "late_tolerance_days", "transit_days", "over_rate", "short_rate"),
}
"""The fields whose unreadable cells make the judgement of lines doubtful, by table."""
_SAME_NUMBER = Message(
    "几本工作簿里同号同行的订单，客户或产品不同，当作两张订单各算一次（列在“未计入”，标为存疑）",
    "Order lines with one number in several workbooks, of different customers or products, each counted as an order of "
    "its own (listed in “Not counted” as doubtful)",
)
_AFTER_TODAY = Message(
    "有发货日期晚于截至日期，那一批按还没有发货算",
    "A dispatch after the day of this report counts as not yet made",
)
_NO_FIRST = Message(
    "没有首次确认交期，首次承诺按现在的交期算",
    "Without a first confirmed date, the present promise taken for the first",
)
_ESTIMATED = Message(
    "没有记录到货日期，按发货日期加运输天数推算",
    "Without a day of arrival, reckoned from the dispatch and the days of transport",
)
_ONLY_OPEN = Message(
    "台账里只有没有交齐的订单行（像“未交订单”导出），达成率、延误率说明不了什么。",
    "The ledger holds nothing but order lines that are still open (like an export of open orders): the rates mean nothing.",
)
_PAUSED = Message("暂停", "paused")
_RECORDS = ("delivered_qty", "open_qty", "last_shipped_date", "status")


class OrderLine(NamedTuple):
    """A judged order line. Months are those of the promises; a judgement outside the period is undecided."""

    source: str
    customer: str | None
    sales_person: str | None
    order_no: Any
    line_no: Any
    product: str | None
    ordered_qty: float
    first_due: dt.date
    due: dt.date
    fulfilled: Fulfilment
    first_month: str | None
    month: str | None
    first: Judgement
    last: Judgement
    delay_reason: str | None
    responsible_party: str | None


class _Doubt(NamedTuple):
    """Why a line cannot be judged, and the field at fault; a repeat counts in another workbook."""

    field: str
    reason: Message
    is_repeat: bool = False


class _Order(NamedTuple):
    """The columns of 订单台账 that are looked at, in the order of _FIELDS."""

    order_no: Any
    line_no: Any
    customer_no: str | None
    customer_name: str | None
    sales_person: str | None
    product_name: str | None
    product_no: str | None
    ordered_qty: float | None
    first_confirmed_date: dt.date | None
    confirmed_date: dt.date | None
    pmc_date: dt.date | None
    requested_date: dt.date | None
    status: str | None
    close_mode: str | None
    due_basis: str | None
    over_rate: float | None
    short_rate: float | None
    delivered_qty: float | None
    open_qty: float | None
    last_shipped_date: dt.date | None
    delay_reason: str | None
    responsible_party: str | None

    @property
    def due(self) -> dt.date | None:
        """The last promise: 确认交期, else 预交日期, else 客户要求交期."""
        return self.confirmed_date or self.pmc_date or self.requested_date

    @property
    def is_closed(self) -> bool:
        """Whether nothing more will be delivered."""
        return self.close_mode is not None or self.status == "已完成"


def order_lines(case: Case, told: Told) -> list[OrderLine]:
    """Return the order lines that can be judged; the others are counted or listed in `told`.

    A line that stands in several workbooks counts once: in the one that was saved last.
    """
    lines: list[OrderLine] = []
    once, numbers = Once(), Once()
    for origin in case.newest_first:
        orders = origin.table("orders")
        if orders is None:
            continue
        reader = _Reader(case, origin, orders, told)
        lines += reader.lines(once, numbers)
    return lines


def only_open(judged: Sequence[OrderLine]) -> list[Message]:
    """Return the caution that belongs before the rates of lines of which none was delivered; nothing when one was."""
    return [_ONLY_OPEN] if judged and all(line.fulfilled.day is None for line in judged) else []


class _Reader:
    """Judges the lines of one workbook."""

    def __init__(self, case: Case, origin: Origin, orders: TableData, told: Told) -> None:
        self._case, self._origin, self._orders, self._told = case, origin, orders, told
        self._today = case.today
        self._terms = customer_terms(origin)
        self._customers = Customers(origin.ledger)
        self._batches, self._unknown = batches(origin)
        self._returned = returned(origin)
        self._is_recorded = self._batches is not None or any(name in orders.columns for name in _RECORDS)
        self._made: dict[tuple[Any, ...], Terms] = {}

    def lines(self, once: Once, numbers: Once) -> Iterator[OrderLine]:
        """Yield the judged lines; `once` holds those of newer workbooks, `numbers` their numbers alone."""
        columns = zip(*map(self._orders.values, _FIELDS), strict=True)
        is_alone = len(self._case.origins) == 1
        for index, order in enumerate(map(_Order._make, columns)):
            if self._is_outside(order):
                self._told.passed[OUTSIDE] += 1
                continue
            found = (not is_alone and self._twice(index, order, once, numbers)) or self._judged(index, order)
            if isinstance(found, OrderLine):
                yield found
            elif isinstance(found, Message):
                self._told.passed[found] += 1
            elif found.is_repeat:
                self._told.repeat(self._origin, self._orders, index, found.field, found.reason)
            else:
                self._told.leave_out(self._origin, self._orders, index, found.field, found.reason)

    def _is_outside(self, order: _Order) -> bool:
        """Return whether both promises of a line are known and lie outside the period."""
        first = order.first_confirmed_date or order.due
        return self._case.is_outside(order.due) and self._case.is_outside(first)

    def _twice(self, index: int, order: _Order, once: Once, numbers: Once) -> _Doubt | None:
        """Return why a line does not count again; one of another customer or product does, and is listed."""
        if order.order_no is None:
            return None
        number = (order.order_no, order.line_no)
        key = (*number, order.customer_name or order.customer_no, order.product_no)
        if elsewhere := once.elsewhere(key, self._origin):
            return _Doubt("order_no", elsewhere, is_repeat=True)
        if there := numbers.name(number, self._origin):
            self._told.remarks[_SAME_NUMBER] += 1
            reason = Message(
                f"“{there}”里有同号同行的订单，客户或产品不同，当作两张订单各算一次",
                f"“{there}” has an order line of this number for another customer or product: each counts by itself",
            )
            self._told.doubt(self._origin, self._orders, index, "order_no", reason)
        return None

    def _judged(self, index: int, order: _Order) -> OrderLine | Message | _Doubt:
        """Return a line with its judgement, why it rightly has none, or what is doubtful about it."""
        if not self._is_recorded:
            reason = Message(
                "台账没有记录发货，无法判断是否准时",
                "the ledger records no deliveries: nobody can tell whether it was on time",
            )
            return _Doubt("order_no", reason)
        if order.status == "已取消" or order.close_mode == "取消":
            return CANCELLED
        if order.status == "暂停":
            return _PAUSED
        due, qty, sent = order.due, order.ordered_qty, self._sent(order)
        if due is None:
            reason = Message(
                "没有交期：确认交期、预交日期、客户要求交期都是空的或看不懂",
                "no due date: those confirmed, planned and requested are all blank or unreadable",
            )
            return _Doubt(self._unread(index, _DUE), reason)
        if not qty or qty < 0:
            return _Doubt(
                "ordered_qty", Message("没有订购数量，或看不懂", "the quantity is blank or unreadable")
            )
        if sent is None:
            reason = Message(
                "发货表里有一批没有发货数量，或看不懂", "the quantity of a delivery is blank or unreadable"
            )
            return _Doubt("order_no", reason)
        return self._delivered(order, qty, due, sent)

    def _delivered(
        self, order: _Order, qty: float, due: dt.date, sent: Sequence[Batch]
    ) -> OrderLine | Message | _Doubt:
        terms, came_back = self._terms_of(order), self._returned.get((order.order_no, order.line_no), 0.0)
        done = fulfilment(qty, sent, terms, self._today, returned_qty=came_back, is_closed=order.is_closed)
        if done.is_undated:
            return _Doubt("last_shipped_date", Message("已发货，没有写发货日期", "delivered, without a day"))
        if done.day is None and not sent and (order.is_closed or order.status in _GONE):
            state = order.close_mode or order.status
            return _Doubt(
                "status", Message(f"状态是{state}，没有发货记录", f"is “{state}” without any delivery")
            )
        if any(batch.shipped and batch.shipped > self._today for batch in sent):
            self._told.remarks[_AFTER_TODAY] += 1
        return self._line(order, qty, due, done, terms)

    def _line(
        self, order: _Order, qty: float, due: dt.date, done: Fulfilment, terms: Terms
    ) -> OrderLine | Message:
        today, first_due = self._today, order.first_confirmed_date or due
        last, first = judge(done.day, due, today, terms), judge(done.day, first_due, today, terms)
        month, first_month = year_month(due), year_month(first_due)
        if last.verdict is None and (first.verdict is None or not self._case.covers(first_month)):
            return NOT_DUE if self._case.covers(month) else OUTSIDE
        last = last if self._case.covers(month) else UNDECIDED
        first = first if self._case.covers(first_month) else UNDECIDED
        if last.verdict is None and first.verdict is None:
            return OUTSIDE
        self._told.remarks[_NO_FIRST] += order.first_confirmed_date is None
        self._told.remarks[_ESTIMATED] += done.is_estimated
        return OrderLine(
            self._origin.name, self._customers.shown(order.customer_no, order.customer_name), order.sales_person,
            order.order_no, order.line_no, order.product_name, qty, first_due, due, done,
            first_month, month, first, last, order.delay_reason, order.responsible_party,
        )  # fmt: skip

    def _unread(self, index: int, fields: Iterable[str]) -> str:
        """Return the field whose cell could not be read, else the first that the book has."""
        known = [name for name in fields if name in self._orders.columns]
        dirty = (name for name in known if index in self._orders.columns[name].dirty)
        return next(dirty, known[0] if known else "order_no")

    def _sent(self, order: _Order) -> Sequence[Batch] | None:
        """Return the batches of a line; None when it cannot be told how much left."""
        if self._batches is not None:
            key = (order.order_no, order.line_no)
            return None if key in self._unknown else self._batches.get(key, ())
        qty = order.delivered_qty
        if qty is None and order.open_qty is not None and order.ordered_qty is not None:
            qty = order.ordered_qty - order.open_qty
        if qty is None:
            is_gone = order.last_shipped_date is not None or order.status in _GONE
            qty = order.ordered_qty if is_gone else None
        return [Batch(qty, order.last_shipped_date)] if qty and qty > 0 else ()

    def _terms_of(self, order: _Order) -> Terms:
        wanted = (order.customer_no, order.over_rate, order.short_rate, order.due_basis)
        if wanted not in self._made:
            agreed = self._terms(order.customer_no)
            self._made[wanted] = agreed._replace(
                over_rate=agreed.over_rate if order.over_rate is None else order.over_rate,
                short_rate=agreed.short_rate if order.short_rate is None else order.short_rate,
                is_by_arrival=agreed.is_by_arrival
                if order.due_basis is None
                else order.due_basis == BY_ARRIVAL,
            )
        return self._made[wanted]
