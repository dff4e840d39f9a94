"""The trade's usual mistakes, planted in a clean book: what each is, and the code of the finding that must name it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gendan_xl.demo.derived import Tables
from gendan_xl.demo.dispatch import SPLIT_FROM
from gendan_xl.demo.master import Master, Row, number
from gendan_xl.demo.orders import Order, Phase
from gendan_xl.demo.stated import NOT_STATED

Wanted = Callable[[Row], bool]


@dataclass(slots=True)
class Ledger:
    """The book while mistakes are put into it: every order gets one mistake at most, the one to be shipped none."""

    tables: Tables
    orders: Sequence[Order]
    master: Master
    today: dt.date
    used: set[str] = field(default_factory=set)

    def line(
        self, phases: Sequence[Phase], wanted: Wanted = lambda row: True, lines: range = range(1, 9)
    ) -> Row:
        """Return the first line of an unused order of these phases and this many lines; its order is used now."""
        for order in self.orders:
            if order.phase in phases and order.no not in self.used and len(order.lines) in lines:
                for row in order.lines:
                    if wanted(row):
                        self.used.add(order.no)
                        return row
        raise LookupError("the demo has no order left for this mistake")

    def of(self, table: str, line: Row, wanted: Wanted = lambda row: True) -> Row:
        """Return the first row of a table that belongs to an order line."""
        rows = self.tables[table]
        key = (line["order_no"], line["line_no"])
        return next(row for row in rows if (row["order_no"], row["line_no"]) == key and wanted(row))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A kind of mistake: the code it must be found under, its name, and how to make it. `make` returns the row."""

    code: str
    table: str
    what: str
    make: Callable[[Ledger], Row]


@dataclass(frozen=True, slots=True)
class Planted:
    """A mistake that was made, and the row it is in."""

    mistake: Mistake
    row: Row


def plant(ledger: Ledger, mistakes: Sequence[Mistake]) -> list[Planted]:
    """Put mistakes into the rows; return where they are."""
    return [Planted(mistake, mistake.make(ledger)) for mistake in mistakes]


_RUNNING = (Phase.WORKING,)
_GONE = (Phase.SHIPPED, Phase.SIGNED, Phase.DONE)


def _kit_short(ledger: Ledger) -> Row:
    """Requirement 3: 50 handles, 50 lock bodies, 50 strikes, 30 cylinders."""
    line = ledger.line(_RUNNING, lambda row: row["product_no"] == "XS75D")
    for row in ledger.tables["orders"]:
        if row["order_no"] == line["order_no"]:
            _set_quantity(ledger, row, 30.0 if row is line else 50.0)
    return line


def _set_quantity(ledger: Ledger, line: Row, qty: float) -> None:
    line["ordered_qty"] = qty
    for row in ledger.tables["milestones"]:
        if (row["order_no"], row["line_no"]) == (line["order_no"], line["line_no"]):
            row["ordered_qty"] = qty
            for done in {"done_qty", "good_qty"} & row.keys():
                row[done] = qty


def _other_hand(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING, lambda row: row["product_no"] == "TJ04-L")
    line["product_no"] = "TJ04-R"
    return line


def _copied(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING)
    line["source_order_no"] = ledger.orders[4].no
    return line


def _short_of_date(ledger: Ledger) -> Row:
    line = ledger.line((Phase.CONFIRMED,))
    line["confirmed_date"] = None
    return line


def _last_year(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING)
    line["requested_date"] = _year_before(line["requested_date"])
    return line


def _milestone_year(ledger: Ledger) -> Row:
    line = ledger.line(_GONE, lambda row: row["route_name"] == "通用")
    row = ledger.of("milestones", line, lambda row: row["milestone_name"] == "成品检验")
    row["actual_end_date"] = _year_before(row["actual_end_date"])
    return row


def _year_before(day: object) -> dt.date:
    assert isinstance(day, dt.date)
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def _done_without_day(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING, lambda row: row["route_name"] == "通用" and not row.get("delay_reason"))
    row = ledger.of("milestones", line, lambda row: row.get("actual_end_date") is None)
    row |= {"status": "按期完成", "done_qty": line["ordered_qty"]}
    return row


def _text_number(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING, lambda row: number(row["ordered_qty"]) < 1000, range(1, 2))
    line["ordered_qty"] = f"{number(line['ordered_qty']):.0f}"
    return line


def _stray_space(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING, lines=range(1, 2))
    line["customer_name"] = f"{line['customer_name']} "
    return line


def _typed_date(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING)
    day = line["planned_ship_date"]
    assert isinstance(day, dt.date)
    line["planned_ship_date"] = f"{day.year}.{day.month}.{day.day}"
    return line


def _entered_twice(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING, lines=range(2, 4))
    rows = ledger.tables["orders"]
    again = dict(line)
    rows.insert(max(i for i, row in enumerate(rows) if row["order_no"] == line["order_no"]) + 1, again)
    return again


def _unknown_customer(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING, lines=range(1, 2))
    line["customer_no"] = "C" + str(line["customer_no"])[:0:-1]
    return line


def _other_terms(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING, lambda row: row["line_no"] == 2)
    line["payment_terms"] = "款到发货"
    return line


def _no_phone(ledger: Ledger) -> Row:
    line = ledger.line((Phase.PLANNED, *_RUNNING))
    line["consignee_phone"] = None
    return line


def _no_reply(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING, lines=range(1, 2))
    line["replied_time"] = line["reply_channel"] = None
    return line


def _no_reason(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING, lambda row: bool(row.get("delay_reason")))
    line["delay_reason"] = line["responsible_party"] = None
    return line


def _too_many(ledger: Ledger) -> Row:
    line = ledger.line(_GONE, lambda row: not row["over_rate"])
    row = ledger.of("deliveries", line)
    row["shipped_qty"] = row["picked_qty"] = row["signed_qty"] = number(row["shipped_qty"]) * 1.25 // 1
    row["gap_reason"] = "客户口头加单"
    return line


def _returned_too_many(ledger: Ledger) -> Row:
    row = ledger.tables["returns"][0]
    ledger.used.add(str(row["order_no"]))
    line = next(
        r
        for r in ledger.tables["orders"]
        if (r["order_no"], r["line_no"]) == (row["order_no"], row["line_no"])
    )
    row["requested_qty"] = row["received_qty"] = number(line["ordered_qty"]) + 20
    return row


def _cheap(ledger: Ledger) -> Row:
    line = ledger.line(_RUNNING)
    line["unit_price"] = round(number(line["unit_price"]) * 0.8, 2)
    return line


def _batches_short(ledger: Ledger) -> Row:
    line = ledger.line(_GONE, lambda row: number(row["ordered_qty"]) >= SPLIT_FROM)
    row = ledger.of("deliveries", line)
    row |= {"planned_qty": number(row["planned_qty"]) - 100, "gap_reason": "按装车数"}
    return row


def _status_ahead(ledger: Ledger) -> Row:
    line = ledger.line((Phase.READY,))
    line["status"] = "已发货"
    return line


# The choosiest come first: each takes an order of its own.
MISTAKES = (
    Mistake("GD416", "orders", "超期没写原因", _no_reason),
    Mistake("GD221", "orders", "配套数量 30 对 50", _kit_short),
    Mistake("GD312", "orders", "产品编号是右开，名称写左开", _other_hand),
    Mistake("GD214", "orders", "复制旧单没有复核", _copied),
    Mistake("GD203", "orders", "已确认却没有确认交期", _short_of_date),
    Mistake("GD401", "orders", "交期写成去年", _last_year),
    Mistake("GD422", "milestones", "完成日期写成去年", _milestone_year),
    Mistake("GD431", "milestones", "写了按期完成，没写日期", _done_without_day),
    Mistake("GD109", "orders", "数量存成文本", _text_number),
    Mistake("GD111", "orders", "名称后面有空格", _stray_space),
    Mistake("GD104", "orders", "日期写成文本", _typed_date),
    Mistake("GD211", "orders", "同一行录了两次", _entered_twice),
    Mistake("GD301", "orders", "客户编号写错", _unknown_customer),
    Mistake("GD213", "orders", "同一订单付款条件不一致", _other_terms),
    Mistake("GD202", "orders", "没有联系电话", _no_phone),
    Mistake("GD801", "orders", "没有回复客户", _no_reply),
    Mistake("GD503", "orders", "发货超过订购数量", _too_many),
    Mistake("GD531", "returns", "退货多于发货", _returned_too_many),
    Mistake("GD611", "orders", "单价低于价格表", _cheap),
    Mistake("GD504", "deliveries", "分批合计与订购不符", _batches_short),
    Mistake("GD701", "orders", "没发货却写已发货", _status_ahead),
)


def _promise_by_day(ledger: Ledger) -> Row:
    row = ledger.tables["incidents"][-1]
    promised = row["promised_time"]
    assert isinstance(promised, dt.datetime)
    row["promised_time"] = dt.datetime.combine(promised, dt.time())
    return row


def _answer_unsigned(ledger: Ledger) -> Row:
    row = ledger.tables["complaints"][-1]
    row["signed_by"] = row["signed_date"] = None
    return row


def _not_stated(ledger: Ledger) -> Row:
    return next(row for row in ledger.tables["customers"] if row["customer_no"] == NOT_STATED)


PAPER_MISTAKES = (
    Mistake("GD732", "incidents", "异常只承诺到天", _promise_by_day),
    Mistake("GD734", "complaints", "投诉答复没有领导签批", _answer_unsigned),
)
"""Mistakes in the papers, which are written when the ledger has its own."""
MONTH_MISTAKES = (Mistake("GD631", "customers", "上月的月结单没有出", _not_stated),)
"""What shows only once the statements of last month should be out."""
