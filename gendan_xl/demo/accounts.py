"""The money of the story: what each delivery note is worth, who paid it and when, invoices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from gendan_xl.demo.choose import Story, copied
from gendan_xl.demo.master import CNY, RATE, Row, number
from gendan_xl.domain.account import Terms
from gendan_xl.domain.money import line_amount, split_tax
from gendan_xl.domain.receivable import age_band
from gendan_xl.domain.statement import Period, period

_FINANCE = "施雅琴"
_FIRST = ("现款", "款到发货")
"""Settlements where the money comes before the goods."""
_DEPOSITS = {"C004": 0.3, "C009": 0.5, "C019": 0.3}
_BANK = "宁川银行锦溪支行 尾号 0117"
_AGES = (30, 60, 90, 180)


@dataclass(slots=True)
class Note:
    """A delivery note: its rows, what it is worth, and what was paid for it."""

    rows: list[Row]
    amount: Decimal = Decimal(0)
    paid: list[tuple[dt.date, Decimal, str]] = field(default_factory=list)

    @property
    def first(self) -> Row:
        return self.rows[0]

    @property
    def shipped(self) -> dt.date:
        day = self.first["shipped_date"]
        assert isinstance(day, dt.date)
        return day

    @property
    def received(self) -> Decimal:
        return sum((amount for _, amount, _ in self.paid), Decimal(0))


@dataclass(frozen=True, slots=True)
class Carried:
    """What a customer owed before the book begins, how much of it came in during the first month stated, and since when
    the rest is overdue."""

    customer_no: str
    opening: Decimal
    received: Decimal
    overdue_workdays: int


CARRIED = (
    Carried("C001", Decimal("41200.00"), Decimal("41200.00"), 40),
    Carried("C006", Decimal("26480.50"), Decimal("20000.00"), 56),
    Carried("C014", Decimal("18930.00"), Decimal("12000.00"), 16),
)


def make_accounts(story: Story) -> dict[str, list[Row]]:
    """Return 收款, 应收 and 发票: they agree with 发货 to the cent."""
    notes = _notes(story.tables["deliveries"])
    lines = {(row["order_no"], row["line_no"]): row for row in story.tables["orders"]}
    for note in notes:
        _pay(story, note, lines[note.first["order_no"], note.first["line_no"]])
    _mark_paid(story, notes)
    month = month_before(story.today, 2)
    payments = _numbered(story, [*_carried_payments(story, month), *_payments(story, notes)])
    receivables = [*_carried_receivables(story, month), *(_receivable(story, note) for note in notes)]
    return {
        "payments": payments,
        "receivables": receivables,
        "invoices": _invoices(story, notes),
    }


def month_before(today: dt.date, months: int) -> Period:
    """Return the calendar month so many months before that of a day."""
    count = today.year * 12 + today.month - 1 - months
    return period(count // 12, count % 12 + 1)


def _notes(deliveries: Iterable[Row]) -> list[Note]:
    """Return the notes shipped, by the day of shipment."""
    found: dict[str, Note] = {}
    for row in deliveries:
        if row.get("note_no") and row.get("shipped_date"):
            note = found.setdefault(str(row["note_no"]), Note([]))
            note.rows.append(row)
            note.amount += line_amount(exact(row["shipped_qty"]), exact(row["unit_price"]))
    return sorted(found.values(), key=lambda note: str(note.first["note_no"]))


def exact(value: object) -> Decimal:
    """Return a number of a row as it is shown."""
    return Decimal(str(value))


# --- 收款 ------------------------------------------------------------------------------------------------------


def _pay(story: Story, note: Note, line: Row) -> None:
    """Settle a note as its customer does: before the goods leave, a deposit and the rest, or when it is closed."""
    calendar, before = story.master.calendar, story.master.calendar.add_workdays(note.shipped, -1)
    share = _DEPOSITS.get(str(note.first["customer_no"]))
    if line["settlement_mode"] in _FIRST:
        note.paid = [(before, note.amount, "货款")]
    elif share:
        deposit = (note.amount * exact(share)).quantize(Decimal("0.01"))
        ordered = line["order_date"]
        assert isinstance(ordered, dt.date)
        note.paid = [(calendar.add_workdays(ordered, 1), deposit, "预付款")]
        if note.first["customer_no"] != "C009" or line["paid_status"] == "已收清":
            note.paid.append((before, note.amount - deposit, "尾款"))
    elif line["paid_status"] == "已收清":
        closed = line["closed_date"]
        assert isinstance(closed, dt.date)
        note.paid = [(min(max(closed, note.shipped), story.workday(0)), note.amount, "货款")]


def _mark_paid(story: Story, notes: Iterable[Note]) -> None:
    """Write 收款状态 into the orders that were paid for, whole or in part."""
    open_of: dict[object, Decimal] = {}
    for note in notes:
        if note.paid:
            left = note.amount - note.received
            open_of[note.first["order_no"]] = open_of.get(note.first["order_no"], Decimal(0)) + left
    for line in story.tables["orders"]:
        if line["order_no"] in open_of:
            line["paid_status"] = "部分收款" if open_of[line["order_no"]] else "已收清"


def _payments(story: Story, notes: Iterable[Note]) -> Iterable[Row]:
    for note in notes:
        for day, amount, kind in note.paid:
            yield _payment(story, str(note.first["customer_no"]), day, amount, kind) | {
                "order_no": note.first["order_no"], "note_no": note.first["note_no"],
                "receivable_no": _receivable_no(note),
            }  # fmt: skip


def _payment(story: Story, customer_no: str, day: dt.date, amount: Decimal, kind: str) -> Row:
    customer = story.master.customers[customer_no]
    is_home = customer["currency"] == CNY
    return {
        "payment_line_no": 1, "payment_date": day, "customer_no": customer_no, "payer": customer["full_name"],
        "payment_kind": kind, "payment_mode": "银行转账", "currency": customer["currency"],
        "exchange_rate": None if is_home else RATE, "payment_amount": float(amount), "settled_amount": float(amount),
        "bank_no": f"B{day:%y%m%d}{int(amount) % 10000:04}", "bank_account": _BANK, "sales_person": customer["sales_person"],
        "papers_handed_date": day, "finance_confirmed_by": _FINANCE, "finance_confirmed_date": day, "status": "已确认",
    }  # fmt: skip


def _numbered(story: Story, rows: Iterable[Row]) -> list[Row]:
    """Return the payments by day, each with its number."""
    found = sorted(rows, key=lambda row: str(row["payment_date"]))
    for row in found:
        day = row["payment_date"]
        assert isinstance(day, dt.date)
        row["payment_no"] = story.number("SK", day)
    return found


# --- 应收 ------------------------------------------------------------------------------------------------------


def _receivable_no(note: Note) -> str:
    return f"YK{str(note.first['note_no'])[2:]}"


def _receivable(story: Story, note: Note) -> Row:
    customer = story.master.customers[str(note.first["customer_no"])]
    terms = Terms(str(customer["settlement_mode"]), credit_days=int(number(customer["credit_days"])))
    due = terms.due(note.shipped)
    return copied(note.first, "customer_no", "order_no") | {
        "receivable_no": _receivable_no(note), "source_kind": "送货单", "source_no": note.first["note_no"],
        "payment_kind": "货款", "currency": customer["currency"], **_owed(story, due, note.amount, note.received),
        "passed_to_sales_date": note.shipped,
    }  # fmt: skip


def _owed(story: Story, due: dt.date, amount: Decimal, received: Decimal) -> Row:
    is_open = received < amount
    overdue = (story.today - due).days if is_open else 0
    return {
        "due_date": due, "due_amount": float(amount), "received_amount": float(received),
        "age_band": age_band(overdue, _AGES) if is_open else None, "is_papers_complete": not is_open,
        "reminder_date": story.master.calendar.add_workdays(due, -1), "status": "办理中" if is_open else "已完成",
    }  # fmt: skip


def _carried_receivables(story: Story, month: Period) -> Iterable[Row]:
    for one in CARRIED:
        due = story.workday(-one.overdue_workdays)
        owed = _owed(story, due, one.opening, one.received)
        is_open = one.received < one.opening
        yield {
            "receivable_no": f"YK{month.start:%Y%m%d}{one.customer_no[1:]}", "customer_no": one.customer_no,
            "source_kind": "期初余额", "payment_kind": "货款", "currency": CNY, **owed,
            "reminded_date": story.workday(-8) if is_open else None,
            "reported_to_manager_date": story.workday(-8) if is_open else None,
            "reported_to_finance_date": story.workday(-8) if is_open else None,
            "reminder_note": "已电话催过一次，财务说月底安排" if is_open else None,
            "release_limit": "未清前新单须财务放行" if is_open else None,
        }  # fmt: skip


def _carried_payments(story: Story, month: Period) -> Iterable[Row]:
    day = story.master.calendar.next_workday(month.start + dt.timedelta(days=17))
    for one in CARRIED:
        yield _payment(story, one.customer_no, day, one.received, "货款") | {
            "receivable_no": f"YK{month.start:%Y%m%d}{one.customer_no[1:]}", "remark": "收以前月份货款",
        }  # fmt: skip


# --- 发票 ------------------------------------------------------------------------------------------------------


def _invoices(story: Story, notes: Iterable[Note]) -> list[Row]:
    """Return a note that was invoiced and one whose invoice was asked for."""
    unused = [
        note for note in notes
        if note.first["order_no"] not in story.used and story.master.customers[str(note.first["customer_no"])]["tax_no"]
    ]  # fmt: skip
    done, asked = unused[0], unused[1]
    return [
        _issued(story, done),
        _invoice(story, asked, story.workday(-1)) | {"status": "办理中", "approver": "钱正宏"},
    ]


def _invoice(story: Story, note: Note, day: dt.date) -> Row:
    customer = story.master.customers[str(note.first["customer_no"])]
    net, tax = split_tax(note.amount, Decimal("0.13"))
    return {
        "request_no": story.number("FP", day), "request_date": day,
        **copied(customer, "customer_no", "invoice_title", "tax_no", "invoice_type"),
        **copied(note.first, "note_no", "order_no"), "net_amount": float(net), "tax_rate": 0.13, "tax_amount": float(tax),
        "gross_amount": float(note.amount), "received_amount": float(note.received), "requested_by": "罗小芸",
    }  # fmt: skip


def _issued(story: Story, note: Note) -> Row:
    day = story.workday(-4)
    for row in note.rows:
        row["invoice_no"] = "26332000000418207"
    return _invoice(story, note, day) | {
        "approver": "钱正宏", "invoice_no": "26332000000418207", "invoice_date": day, "issued_by": _FINANCE,
        "sent_by": "电子邮件", "sent_date": day, "status": "已完成",
    }  # fmt: skip
