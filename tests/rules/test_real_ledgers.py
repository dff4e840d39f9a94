"""The rules on two ledgers that companies really keep: every finding has its cause, none comes from the layout."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from gendan_xl.books.file import FileBook
from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.intake.mapping import load_for
from gendan_xl.intake.read import read_book
from gendan_xl.rules import Context, Result, all_rules, run
from gendan_xl.schema.settings import SettingsValues


@pytest.fixture
def check(shared_data: Path, plain_calendar: WorkCalendar):
    """Run all rules over one of the ledgers as of a day."""

    def run_rules(name: str, day: str) -> Result:
        path = shared_data / name
        book = FileBook(path)
        ledger, _ = read_book(book.sheets(), load_for(path), name=book.name)
        now = dt.datetime.fromisoformat(f"{day}T12:00")
        return run(ledger, Context(now, SettingsValues(), plain_calendar), all_rules())

    return run_rules


def test_open_orders_of_an_electronics_trader(check) -> None:
    result = check("open_orders_electronics.xlsx", "2025-07-02")
    assert Counter(f.code for f in result.findings) == {
        "GD202": 4,  # lines without a sales person
        "GD215": 1,  # one product number under another product's name
        "GD401": 1,  # requested three days before the order
        "GD413": 25,  # confirmed for Sundays and the National Day
        "GD415": 156,  # past their confirmed date: it is a list of what is open
        "GD801": 1,  # the one line without a confirmed date
    }
    places = {f.code: f.cell for f in result.findings}
    assert (places["GD215"], places["GD401"], places["GD801"]) == ("I183", "L93", "M424")


def test_progress_sheet_of_a_lift_workshop(check) -> None:
    result = check("lift_orders_wide.xlsx", "2026-04-25")
    assert Counter(f.code for f in result.findings) == {
        "GD202": 15,  # lines without a date of delivery
        "GD421": 7,  # slips of the month: 包装 24 February between 21 and 25 March
    }
    wrong = {f.cell: f.message.zh for f in result.findings if f.code == "GD421"}
    assert wrong.keys() == {"R62", "R135", "Q135", "R140", "R143", "S144", "Q158"}
    assert wrong["R62"].endswith("可能应为 2026-01-29")
    assert wrong["S144"].endswith("可能应为 2026-03-27")
    assert all("可能应为" in message for message in wrong.values())
