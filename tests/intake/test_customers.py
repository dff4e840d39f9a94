"""Whose an order is: a wrong number beside a known name, and names that differ in how they are written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.commands._open import Opened, open_file
from gendan_xl.intake.accounts import accounts
from gendan_xl.intake.customers import Customers
from gendan_xl.planning.standings import standings
from gendan_xl.planning.today import today_tasks

TODAY = dt.date(2026, 3, 16)
FULL = "郑州恒美木业有限公司"
CUSTOMER: dict[str, Any] = {"customer_no": "C006", "full_name": FULL, "short_name": "恒美木业"}
SENT: dict[str, Any] = {
    "line_no": 1,
    "shipped_date": TODAY,
    "shipped_qty": 2.0,
    "unit_price": 5.0,
    "status": "已发货",
}


def line(order_no: str, **more: Any) -> dict[str, Any]:
    due = TODAY - dt.timedelta(days=4)
    days = {"requested_date": due, "confirmed_date": due, "order_date": due}
    return {"order_no": order_no, "line_no": 1, "ordered_qty": 9.0, "open_qty": 7.0, **days, **more}


def opened(path: Path, **tables: Any) -> Opened:
    build_book(path / "跟单.xlsx", tables, today=TODAY)
    return open_file(path / "跟单.xlsx", dt.datetime.combine(TODAY, dt.time(12)))


@pytest.fixture
def mistaken(tmp_path: Path) -> Opened:
    """A customer with one order under a number that nobody has."""
    orders = [
        line("A", customer_no="C006", customer_name=FULL),
        line("B", customer_no="C600", customer_name=FULL),
    ]
    sent = [SENT | {"order_no": order} for order in "AB"]
    return opened(tmp_path, customers=[CUSTOMER], orders=orders, deliveries=sent)


def test_a_wrong_number_beside_a_known_name_is_that_customer(mistaken: Opened) -> None:
    ledger, context = mistaken.ledger, mistaken.context
    assert {one.customer for one in standings(ledger, context)} == {"恒美木业"}
    assert {one.customer for one in today_tasks(ledger, context) if one.customer} == {"恒美木业"}
    [account] = accounts(ledger, context.settings).values()
    assert (account.customer, len(account.movements)) == ("C006", 2)
    known = Customers(ledger)
    assert known.number("C600") == "C006", "as the orders show"
    assert (known.number("C7", "别家"), known.shown("C7", "别家"), known.shown("C7")) == ("C7", "别家", "C7")
    assert known.shown("c006 ", "别家") == "恒美木业", "a number that is known is believed"


@pytest.mark.parametrize("kind", ["on-time", "progress", "board"])
def test_reports_and_boards_follow(kind: str, mistaken: Opened, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert main(["report", kind, str(mistaken.path), "--today", TODAY.isoformat(), "--out", str(out)]) == 0
    shown = [
        cell
        for sheet in openpyxl.load_workbook(out)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert "恒美木业" in shown or f"致：{FULL}    日期：{TODAY}" in shown
    assert FULL not in shown
    assert len([one for one in shown if str(one).startswith("致：")]) == (kind == "progress")


@pytest.mark.parametrize("asked", ["恒美木业", FULL, "C006", "C600"])
def test_a_board_of_the_customer_has_all_orders(asked: str, mistaken: Opened, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    words = ["report", "board", str(mistaken.path), "--customer", asked, "--today", TODAY.isoformat()]
    assert main([*words, "--out", str(out)]) == 0
    shown = [row[0] for row in openpyxl.load_workbook(out)["看板"].iter_rows(min_row=6, values_only=True)]
    assert shown == ["A-1", "B-1"]


def test_names_that_differ_in_spaces_or_width_are_one_customer(tmp_path: Path) -> None:
    names = ("客户C", "客户 C", "客户　Ｃ", "客户D（北）", "客户D(北)")
    book = opened(tmp_path, orders=[line(str(place), customer_name=name) for place, name in enumerate(names)])
    assert {one.customer for one in standings(book.ledger, book.context)} == {"客户C", "客户D（北）"}
    assert {one.customer for one in today_tasks(book.ledger, book.context) if one.customer} == {
        "客户C",
        "客户D（北）",
    }
    assert Customers(book.ledger).shown(None, "Royal Hardware Ltd") == "Royal Hardware Ltd"
