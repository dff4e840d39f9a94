"""The reports about money against SQL over the exported tables: every month of every customer, to the cent."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.demo.book import build_demo, make_demo

TODAY = dt.date(2026, 6, 10)
Key = tuple[str, str, str]
"""(customer, currency, month)."""

ACCOUNT = """
WITH o AS (SELECT * FROM orders GROUP BY order_no, line_no HAVING rowid = min(rowid)),
i AS (SELECT note_no, min(invoice_date) AS day FROM invoices GROUP BY note_no),
raw AS (
  SELECT coalesce(d.customer_no, o.customer_no) AS who, o.currency AS cur, '发货' AS kind,
    CASE k.credit_start WHEN '签收日' THEN d.signed_date WHEN '开票日' THEN i.day WHEN '验收日' THEN d.accepted_date
      ELSE d.shipped_date END AS day,
    CASE WHEN d.delivery_type IN ('样品', '备品') THEN 0
      ELSE coalesce(d.amount, d.shipped_qty * coalesce(d.unit_price, o.unit_price)) END AS amount,
    coalesce(o.is_tax_included, k.is_tax_included, 1) AS taxed, coalesce(o.tax_rate, k.tax_rate, 0.13) AS rate
  FROM deliveries d LEFT JOIN o USING (order_no, line_no)
  LEFT JOIN customers k ON k.customer_no = coalesce(d.customer_no, o.customer_no) LEFT JOIN i ON i.note_no = d.note_no
  WHERE d.shipped_date IS NOT NULL AND d.shipped_qty IS NOT NULL AND coalesce(d.status, '') <> '作废'
  UNION ALL
  SELECT coalesce(r.customer_no, o.customer_no), o.currency, '退货',
    coalesce(r.return_note_date, c.document_date),
    -coalesce(r.return_amount, r.received_qty * coalesce(r.unit_price, o.unit_price)),
    coalesce(o.is_tax_included, k.is_tax_included, 1), coalesce(o.tax_rate, k.tax_rate, 0.13)
  FROM returns r LEFT JOIN o USING (order_no, line_no) LEFT JOIN documents c ON c.document_no = r.return_note_no
  LEFT JOIN customers k ON k.customer_no = coalesce(r.customer_no, o.customer_no)
  WHERE coalesce(r.status, '') NOT IN ('拒收', '已拒绝') AND coalesce(r.approval_result, '') <> '不同意' AND r.received_qty > 0
  UNION ALL
  SELECT coalesce(r.customer_no, o.customer_no), o.currency, '折让',
    coalesce(r.finished_date, r.return_note_date, r.approved_date), -r.allowance_amount,
    coalesce(o.is_tax_included, k.is_tax_included, 1), coalesce(o.tax_rate, k.tax_rate, 0.13)
  FROM returns r LEFT JOIN o USING (order_no, line_no)
  LEFT JOIN customers k ON k.customer_no = coalesce(r.customer_no, o.customer_no)
  WHERE coalesce(r.status, '') NOT IN ('拒收', '已拒绝') AND coalesce(r.approval_result, '') <> '不同意'
    AND r.allowance_amount > 0
  UNION ALL
  SELECT customer_no, currency, '收款', payment_date, -payment_amount, 1, 0 FROM payments
  WHERE coalesce(status, '') NOT IN ('作废', '待确认')
)
SELECT coalesce(k.short_name, who), coalesce(cur, k.currency, 'CNY') AS cur,
  CASE WHEN k.statement_day IS NULL OR strftime('%d', day) + 0 <= k.statement_day THEN substr(day, 1, 7)
    ELSE strftime('%Y-%m', day, 'start of month', '+1 month') END, kind,
  CASE WHEN taxed = 0 AND coalesce(cur, k.currency, 'CNY') = 'CNY' AND coalesce(k.invoice_type, '') <> '不开票'
    THEN round(round(amount * 100) * (1 + rate) + 1e-6) ELSE round(amount * 100 + sign(amount) * 1e-6) END,
  day, who
FROM raw LEFT JOIN customers k ON k.customer_no = who
WHERE day <= :today AND amount IS NOT NULL
"""


def customers() -> list[dict[str, Any]]:
    terms: list[dict[str, Any]] = [
        {"credit_start": "送货日", "credit_days": 30},
        {"credit_start": "签收日", "credit_days": 45, "statement_day": 25},
        {"credit_start": "对账截止日", "credit_days": 30, "statement_day": 20, "payment_day": 10},
        {"credit_start": "开票日", "credit_days": 0},
        {"credit_start": "送货日", "credit_days": 60, "currency": "USD"},
        {
            "credit_start": "验收日",
            "is_tax_included": False,
            "tax_rate": 0.13,
            "invoice_type": "增值税专用发票",
        },
    ]
    return [
        {"customer_no": f"C{n}", "full_name": f"客户{n}公司", "short_name": f"客户{n}", "settlement_mode": "月结"} | one
        for n, one in enumerate(terms)
    ]  # fmt: skip


def ledger(seed: int) -> dict[str, list[dict[str, Any]]]:
    """Return tables with everything that moves an account, and everything that must not."""
    some = random.Random(seed)

    def day(first: int = 0, last: int = 170) -> dt.date:
        return dt.date(2026, 1, 1) + dt.timedelta(days=some.randint(first, last))

    def maybe(value: Any, share: float) -> Any:
        return value if some.random() < share else None

    orders: list[dict[str, Any]] = [
        {
            "order_no": f"A{n}", "line_no": line, "customer_no": f"C{n % 6}", "customer_name": f"客户{n % 6}", "order_date": day(0, 5),
            "product_no": f"P{line}", "product_name": "合页", "unit": "副", "ordered_qty": 500.0,
            "unit_price": maybe(some.randint(100, 9999) / 100, 0.9), "status": "部分发货",
            "is_tax_included": maybe(some.random() < 0.5, 0.2), "currency": "USD" if n % 6 == 4 else maybe("CNY", 0.5),
        }
        for n in range(12) for line in (1, 2)
    ]  # fmt: skip
    deliveries = []
    for n in range(120):
        order, shipped = some.choice(orders), day()
        signed = maybe(shipped + dt.timedelta(days=some.randint(0, 9)), 0.8)
        deliveries.append({
            "order_no": order["order_no"], "line_no": order["line_no"], "batch_no": n, "note_no": f"N{n // 2}",
            "delivery_type": some.choice(["正常"] * 8 + ["补货", "样品"]), "shipped_date": maybe(shipped, 0.95),
            "shipped_qty": maybe(float(some.randint(1, 90)), 0.95), "unit_price": maybe(some.randint(100, 9999) / 100, 0.2),
            "amount": maybe(some.randint(100, 999999) / 100, 0.1), "signed_date": signed, "accepted_date": signed,
            "status": some.choice(["已发货"] * 5 + ["已签收"] * 3 + ["作废", "计划", None]),
        })  # fmt: skip
    returns = [
        {
            "request_no": f"T{n}", "request_line_no": 1, "order_no": order["order_no"], "line_no": order["line_no"],
            "received_qty": maybe(float(some.randint(1, 9)), 0.8), "return_note_no": f"H{n}", "return_note_date": maybe(day(), 0.8),
            "allowance_amount": maybe(some.randint(100, 9999) / 100, 0.4), "finished_date": maybe(day(), 0.5),
            "status": some.choice(["已入账"] * 6 + ["拒收", "已拒绝", "待核收"]), "approval_result": some.choice(["同意"] * 5 + ["不同意"]),
        }
        for n, order in enumerate(one for one in some.choices(orders, k=30) if one["customer_no"] not in ("C0", "C2"))
    ]  # fmt: skip
    payments = [
        {
            "payment_no": f"R{n}", "payment_line_no": 1, "payment_kind": "货款", "payment_mode": "转账", "payment_date": maybe(day(), 0.95),
            "customer_no": f"C{n % 6}", "currency": "USD" if n % 6 == 4 else "CNY", "payment_amount": maybe(some.randint(10000, 900000) / 100, 0.95),
            "order_no": maybe(f"A{n % 6}", 0.5) if n % 6 not in (0, 2) else None,
            "status": some.choice(["已确认"] * 5 + ["待确认", "作废", None]),
        }
        for n in range(48)
    ]  # fmt: skip
    invoices = [
        {"invoice_no": f"F{n}", "invoice_line_no": 1, "note_no": f"N{n}", "invoice_date": day()}
        for n in range(0, 60, 2)
    ]
    return {
        "customers": customers(), "orders": orders, "deliveries": deliveries, "returns": returns, "payments": payments,
        "invoices": invoices,
    }  # fmt: skip


def cents(value: Any) -> int:
    return round((value or 0) * 100)


@pytest.fixture(scope="module", params=["demo", 1, 2])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dt.date]:
    """A workbook with its export and its four reports beside it."""
    folder, today = tmp_path_factory.mktemp("money"), TODAY
    book = folder / "跟单.xlsx"
    if request.param == "demo":
        today = dt.date(2026, 3, 16)
        build_demo(book, make_demo(today), today)
    else:
        build_book(book, ledger(request.param), today=today)
    common = [str(book), "--out"]
    assert main(["export", *common, str(folder / "all.sqlite"), "--to", "sqlite", "--names", "en"]) == 0
    for kind in ("statement-summary", "shipments", "sales-summary", "ageing"):
        assert main(["report", kind, *common, str(folder / f"{kind}.xlsx"), "--today", str(today)]) == 0
    return folder, today


def moved(folder: Path, today: dt.date) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / "all.sqlite") as base:
        base.create_function(
            "sign", 1, lambda amount: (amount > 0) - (amount < 0) if amount is not None else None
        )
        return base.execute(ACCOUNT, {"today": str(today)}).fetchall()


def rows(folder: Path, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the rows behind the pivots of a report by header."""
    header, *found = openpyxl.load_workbook(folder / f"{kind}.xlsx")["明细"].iter_rows(values_only=True)
    return (dict(zip(header, row, strict=True)) for row in found)


def sums(folder: Path, today: dt.date) -> dict[tuple[Key, str], int]:
    found: dict[tuple[Key, str], int] = defaultdict(int)
    for name, currency, month, kind, amount, *_ in moved(folder, today):
        found[(name, currency, month), kind] += int(amount) * (1 if kind == "发货" else -1)
    return {key: amount for key, amount in found.items() if amount}


@pytest.mark.parametrize("kind", ["statement-summary", "shipments", "sales-summary"])
def test_every_month_of_every_customer(made: tuple[Path, dt.date], kind: str) -> None:
    shown: dict[tuple[Key, str], int] = defaultdict(int)
    kinds = ("发货", "退货", "折让") if kind == "shipments" else ("发货", "退货", "折让", "收款")
    for row in rows(made[0], kind):
        for name in kinds:
            shown[(row["客户"], row["币种"], row["月份"]), name] += cents(row[name])
    wanted = {key: amount for key, amount in sums(*made).items() if key[1] in kinds}
    assert {key: amount for key, amount in shown.items() if amount} == wanted
    assert len(wanted) > 10


def test_months_chain_and_close_with_what_is_open(made: tuple[Path, dt.date]) -> None:
    closing: dict[tuple[str, str], int] = {}
    for row in rows(made[0], "statement-summary"):
        account = row["客户"], row["币种"]
        parts = (cents(row[name]) for name in ("发货", "退货", "折让", "收款"))
        delivered, *less = parts
        assert account not in closing or cents(row["期初"]) == closing[account], row
        assert cents(row["期末"]) == cents(row["期初"]) + delivered - sum(less), row
        closing[account] = cents(row["期末"])
    opened: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows(made[0], "ageing"):
        opened[row["客户"], row["币种"]] += cents(row["未收"])
    assert dict(opened) == {
        account: amount for account, amount in closing.items() if amount or account in opened
    }


@pytest.mark.parametrize("made", [1, 2], indirect=True)
def test_what_is_overdue_where_receipts_name_no_document(made: tuple[Path, dt.date]) -> None:
    """Receipts settle what is due first: overdue is what fell due before today less all that was received."""
    folder, today = made
    due, received = 0, 0
    for name, _, _, kind, amount, day, _ in moved(folder, today):
        if name == "客户0":
            late = kind == "发货" and dt.date.fromisoformat(day) + dt.timedelta(days=30) < today
            due += int(amount) if late else 0
            received -= int(amount) if kind == "收款" else 0
    open_ = sum(
        cents(row["未收"])
        for row in rows(folder, "ageing")
        if row["客户"] == "客户0" and row["账龄"] not in ("未到期", "多收或预收")
    )
    assert open_ == max(0, due - received)
