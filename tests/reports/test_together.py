"""Ledgers in memory together."""

from __future__ import annotations

import datetime as dt
from typing import Any

from gendan_xl.intake.ledger import ColumnData, Ledger, TableData
from gendan_xl.reports._together import Pool
from gendan_xl.schema.table import table


def ledger(number: str) -> Ledger:
    columns: dict[str, list[Any]] = {
        "order_no": [number, "-".join(("A", "1"))], "confirmed_date": [dt.date(2026, 3, 1), None],
        "line_no": [1, 1.0], "color": [None, None], "model": [None, None],
    }  # fmt: skip
    data = TableData(table("orders"), {name: ColumnData(values) for name, values in columns.items()}, [])
    return Ledger("", {"orders": data})


def test_equal_values_are_kept_once_and_none_changes() -> None:
    pool, one, other = Pool(), ledger("B1"), ledger("B2")
    for each in (one, other):
        pool.take(each)
    for mine, number in ((one, "B1"), (other, "B2")):
        columns = mine.tables["orders"].columns
        assert columns["order_no"].values == [number, "A-1"]
        assert [type(value) for value in columns["line_no"].values] == [int, float]
        assert columns["color"].values == [None, None]
        assert columns["confirmed_date"].values == [dt.date(2026, 3, 1), None]
    mine, theirs = (each.tables["orders"].columns for each in (one, other))
    assert mine["order_no"].values[1] is theirs["order_no"].values[1]
    assert mine["confirmed_date"].values[0] is theirs["confirmed_date"].values[0]
    assert mine["color"].values is mine["model"].values
