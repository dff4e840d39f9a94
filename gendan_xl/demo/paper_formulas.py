"""What the workbook's formulas give for the papers of the story: names, days and amounts beside what was entered."""

from __future__ import annotations

import datetime as dt

from gendan_xl.cells import Value
from gendan_xl.demo.derived import Tables, fill
from gendan_xl.demo.master import Master, Row
from gendan_xl.schema.settings import SettingsValues

_BY_CUSTOMER = ("samples", "quotations", "receivables", "payments", "invoices", "statements")
_BY_ORDER = ("changes", "incidents", "technical_confirms")
_SAMPLE_DAYS = SettingsValues().sample_follow_up_days


def fill_papers(tables: Tables, master: Master, today: dt.date) -> None:
    """Add the value of every formula column to the rows of the papers."""
    _names(tables, master)
    for row in tables["changes"]:
        asked, ordered = row["requested_time"], row["ordered_time"]
        assert isinstance(asked, dt.datetime) and isinstance(ordered, dt.date)
        fill(row, days_since_order=(asked.date() - ordered).days)
    for row in tables["incidents"]:
        fill(row, is_late=_is_late(row, today))
    for row in tables["samples"]:
        sent = row.get("sent_date")
        fill(row, follow_up_due_date=_after(sent) if isinstance(sent, dt.date) else None)
    for row in tables["quotations"]:
        fill(row, margin_rate=1 - _of(row, "cost_price") / _of(row, "quoted_price"))
    for row in tables["stock"]:
        fill(row, available_qty=_of(row, "stock_qty") - _of(row, "allocated_qty") - _of(row, "sealed_qty"))
    _money(tables, today)


def _after(sent: dt.date) -> dt.date:
    return sent + dt.timedelta(days=_SAMPLE_DAYS)


def _names(tables: Tables, master: Master) -> None:
    heads = {row["order_no"]: row for row in reversed(tables["orders"])}
    lines = {(row["order_no"], row["line_no"]): row for row in reversed(tables["orders"])}
    short = {no: row["short_name"] for no, row in master.customers.items()}
    for table in _BY_CUSTOMER:
        for row in tables[table]:
            fill(row, customer_short_name=short[str(row["customer_no"])])
    for table in _BY_ORDER:
        for row in tables[table]:
            head = heads[row["order_no"]]
            fill(row, customer_short_name=short.get(str(head["customer_no"]), head["customer_name"]))
    for row in (*tables["changes"], *tables["incidents"]):
        fill(row, product_name=lines[row["order_no"], row["line_no"]]["product_name"])
    for row in tables["changes"]:
        fill(row, ordered_time=heads[row["order_no"]]["order_date"])
    for row in (*tables["bom"], *tables["stock"]):
        fill(row, product_name=master.products[str(row["product_no"])]["product_name"])


def _is_late(row: Row, today: dt.date) -> Value:
    """Return 是否超时 as the formula counts it: an open incident by the start of today."""
    promised = row["promised_time"]
    done = row.get("finished_time") or dt.datetime.combine(today, dt.time())
    assert isinstance(promised, dt.datetime) and isinstance(done, dt.datetime)
    return done > promised


def _money(tables: Tables, today: dt.date) -> None:
    for row in tables["receivables"]:
        open_amount, due = round(_of(row, "due_amount") - _of(row, "received_amount"), 2), row["due_date"]
        assert isinstance(due, dt.date)
        fill(row, open_amount=open_amount, overdue_days=max(0, (today - due).days) if open_amount > 0 else 0)
    for row in tables["payments"]:
        fill(row, unsettled_amount=_of(row, "payment_amount") - _of(row, "settled_amount"))
    for row in tables["statements"]:
        fill(row, gap_amount=_of(row, "closing_amount") - _of(row, "confirmed_amount"))


def _of(row: Row, name: str) -> float:
    """Return a number of a row, 0 for a blank one."""
    value = row.get(name)
    return float(value) if isinstance(value, int | float) else 0.0
