"""Accounts from rows of 发货, 退货 and 收款: whatever the rows and the cut-off day, nothing is lost or counted twice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.domain.account import Account
from gendan_xl.domain.statement import Kind, period_of, statements
from gendan_xl.intake.accounts import accounts
from gendan_xl.intake.ledger import ColumnData, Ledger, Part, TableData
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.schema.table import table

DAY = dt.date(2026, 10, 10)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
maybe = st.none() | days
prices = st.integers(1, 10**6).map(lambda n: n / 10**4)
quantities = st.integers(1, 10**4).map(float)


def book(**rows: Sequence[Mapping[str, Any]]) -> Ledger:
    """Return a book with these rows."""
    made = {}
    for name, some in rows.items():
        model = table(name)
        columns = {field: ColumnData([row.get(field) for row in some]) for field in model.columns()}
        made[name] = TableData(
            model, columns, [Part(model.meta.sheet, 0, len(some), lambda row, field: (row + 3, 1))]
        )
    return Ledger("测试", made)


def only(**rows: Sequence[Mapping[str, Any]]) -> Account:
    """Return the one account of a book with these rows."""
    [account] = accounts(book(**rows), SettingsValues()).values()
    return account


def customer(**more: Any) -> dict[str, Any]:
    return {"customer_no": "C1", "currency": "CNY"} | more


def delivery(**more: Any) -> dict[str, Any]:
    own = {
        "order_no": "SO1",
        "line_no": 1,
        "customer_no": "C1",
        "note_no": "SH1",
        "shipped_date": DAY,
        "shipped_qty": 10.0,
    }
    return own | {"unit_price": 11.3} | more


deliveries = st.builds(
    lambda shipped, signed, qty, price, note: delivery(
        shipped_date=shipped, signed_date=signed, shipped_qty=qty, unit_price=price, note_no=note
    ),
    maybe, maybe, quantities, prices, st.sampled_from(["SH1", "SH2", None]),
)  # fmt: skip
returned = st.builds(
    lambda posted, qty, price, allowance, state: {
        "request_no": "TS1", "customer_no": "C1", "received_qty": qty, "unit_price": price, "return_note_date": posted,
        "allowance_amount": allowance, "finished_date": posted, "status": state,
    },
    maybe, quantities, prices, st.none() | prices, st.sampled_from(["已入账", "拒收", "已拒绝", None]),
)  # fmt: skip
receipts = st.builds(
    lambda day, amount, state: {"payment_no": "SK1", "customer_no": "C1", "payment_date": day, "payment_amount": amount, "status": state},
    days, prices, st.sampled_from(["已确认", "待确认", "作废", None]),
)  # fmt: skip


@given(
    st.lists(deliveries, max_size=12),
    st.lists(returned, max_size=6),
    st.lists(receipts, max_size=6),
    st.none() | st.integers(1, 31),
    st.sampled_from(["送货日", "签收日", "对账截止日", None]),
)
def test_every_row_is_in_one_statement_and_the_chain_ends_with_all_of_them(
    sent: list[Any], back: list[Any], paid: list[Any], cutoff: int | None, start: str | None
) -> None:
    one = customer(statement_day=cutoff, credit_start=start)
    found = accounts(book(customers=[one], deliveries=sent, returns=back, payments=paid), SettingsValues())
    if not found:
        return
    [account] = found.values()
    chain = list(statements(account.movements, period_of(dt.date(2026, 12, 31), cutoff), cutoff))
    seen = Counter((move.kind, move.table, move.row) for made in chain for move in made.movements)
    assert set(seen.values()) <= {1} and seen.total() == len(account.movements)
    counted = [row for row in sent if row["shipped_date"] and (start != "签收日" or row["signed_date"])]
    goods = sum((_cents(row["shipped_qty"], row["unit_price"]) for row in counted), Decimal(0))
    posted = [row for row in back if row["return_note_date"] and row["status"] not in ("拒收", "已拒绝")]
    less = sum((_cents(row["received_qty"], row["unit_price"]) for row in posted), Decimal(0))
    less += sum((_cents(1, row["allowance_amount"] or 0) for row in posted), Decimal(0))
    money = [row["payment_amount"] for row in paid if row["status"] in ("已确认", None)]
    expected = goods - less - sum((_cents(1, amount) for amount in money), Decimal(0))
    assert (chain[-1].closing if chain else Decimal(0)) == expected
    opened, rest = account.receivables()
    assert sum((item.open_amount for item in opened), Decimal(0)) - rest == expected


def _cents(qty: float, price: float) -> Decimal:
    """Multiply in whole ten-thousandths: a second way to the cent."""
    product = int(qty) * round(price * 10**4)
    return Decimal((product + 50) // 100) / 100


def test_the_amount_of_the_line_is_authoritative() -> None:
    account = only(deliveries=[delivery(amount=113.01)])
    assert [move.amount for move in account.movements] == [Decimal("113.01")]


def test_samples_are_free_and_what_is_void_or_not_shipped_does_not_count() -> None:
    rows = [
        delivery(delivery_type="备品"),
        delivery(status="作废"),
        delivery(shipped_date=None),
        delivery(shipped_qty=None),
    ]
    assert [move.amount for move in only(deliveries=rows).movements] == [Decimal(0)]


def test_deliveries_to_be_invoiced_first_count_from_their_invoice() -> None:
    rows = [delivery(invoice_no="F1"), delivery(note_no="SH2"), delivery(note_no="SH3")]
    issued = dt.date(2026, 11, 3)
    invoices = [
        {"request_no": "FP1", "invoice_no": "F1", "invoice_date": issued},
        {"request_no": "FP2", "note_no": "SH2", "invoice_date": issued},
    ]
    account = only(
        customers=[customer(credit_start="开票日", credit_days=30.0)], deliveries=rows, invoices=invoices
    )
    assert [(move.day, move.due) for move in account.movements] == [(issued, dt.date(2026, 12, 3))] * 2
    assert [move.number for move in account.waiting] == ["SH3"]


def test_due_dates_follow_the_order_then_the_customer() -> None:
    orders = [{"order_no": "SO1", "line_no": 1, "credit_days": 7.0}]
    rows = [delivery(), delivery(order_no="SO2")]
    terms = customer(credit_start="对账截止日", statement_day=25, credit_days=30.0, payment_day=28)
    account = only(customers=[terms], orders=orders, deliveries=rows)
    assert [str(move.due) for move in account.movements] == ["2026-11-28", "2026-11-28"]
    account = only(customers=[customer(credit_days=30.0)], orders=orders, deliveries=rows)
    assert [str(move.due) for move in account.movements] == ["2026-10-17", "2026-11-09"]


def test_a_return_counts_on_the_day_of_its_note_in_the_register() -> None:
    row = {
        "request_no": "TS1",
        "customer_no": "C1",
        "received_qty": 1.0,
        "unit_price": 5.0,
        "return_note_no": "TH1",
    }
    noted = [{"document_no": "TH1", "document_date": DAY}]
    assert [move.day for move in only(returns=[row], documents=noted).movements] == [DAY]
    assert [move.kind for move in only(returns=[row]).waiting] == [Kind.RETURN]


def test_customers_without_number_go_by_name() -> None:
    orders = [{"order_no": "SO1", "line_no": 1, "customer_name": "永信门业"}]
    account = only(orders=orders, deliveries=[delivery(customer_no=None)])
    assert account.customer == "永信门业"


def test_a_receipt_settles_the_note_it_names() -> None:
    rows = [delivery(), delivery(note_no="SH2", shipped_date=dt.date(2026, 10, 20))]
    paid = [
        {
            "payment_no": "SK1",
            "customer_no": "C1",
            "payment_date": DAY,
            "payment_amount": 100.0,
            "note_no": "SH2",
        }
    ]
    opened, _ = only(deliveries=rows, payments=paid).receivables()
    assert [(item.number, item.open_amount) for item in opened] == [
        ("SH1", Decimal(113)),
        ("SH2", Decimal(13)),
    ]
