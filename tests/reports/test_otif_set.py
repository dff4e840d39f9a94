"""Our OTIF report over 31,729 orders of others, against SQL over the same file and against the customers' targets."""

from __future__ import annotations

import csv
import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.reports.book import ReportBook
from gendan_xl.reports.otif import IN_FULL, LINES, ON_TIME, OTIF, draw
from gendan_xl.reports.pivot import year_month

NOW = dt.datetime(2026, 3, 31, 9)
FLAGS = ("on_time", "in_full", "otif")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def orders(shared_data: Path) -> list[dict[str, str]]:
    return read(shared_data / "otif" / "fact_orders_aggregate.csv")


@pytest.fixture(scope="module")
def sql(shared_data: Path, orders: list[dict[str, str]]) -> sqlite3.Connection:
    """The file as a table; a month is cut out of the text by SQL itself."""
    base = sqlite3.connect(":memory:")
    base.execute("create table orders (customer, placed, on_time real, in_full real, otif real)")
    names = ("customer_id", "order_placement_date", *FLAGS)
    base.executemany(
        "insert into orders values (?,?,?,?,?)", ([row[name] for name in names] for row in orders)
    )
    base.execute("create table months (word, number)")
    words = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    base.executemany("insert into months values (?,?)", [(w, f"{n:02}") for n, w in enumerate(words, 1)])
    base.execute("""create view monthly as select customer, '20' || substr(placed, 8, 2) || '-' || number as month,
        on_time, in_full, otif from orders join months on substr(placed, 4, 3) = word""")
    base.execute("create table targets (customer, on_time real, in_full real, otif real)")
    targets = (tuple(row.values()) for row in read(shared_data / "otif" / "dim_targets_orders.csv"))
    base.executemany("insert into targets values (?,?,?,?)", targets)
    return base


@pytest.fixture(scope="module")
def book(orders: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Any:
    rows = []
    for row in orders:
        placed = dt.datetime.strptime(row["order_placement_date"], "%d-%b-%y").date()
        flags = [int(row[name]) for name in FLAGS]
        rows.append(
            ("otif", row["customer_id"], None, row["order_id"], 1, year_month(placed), *flags, None, None)
        )
    made, path = ReportBook("OTIF", NOW), tmp_path_factory.mktemp("otif") / "otif.xlsx"
    draw(made, rows)
    made.save(path)
    return openpyxl.load_workbook(path, read_only=True)  # its pivot cache takes half a minute otherwise


def table(book: Any, sheet: str, corner: str) -> tuple[list[str], dict[str, tuple[Any, ...]]]:
    """Return the captions and the rows by label of the pivot whose row caption is `corner`."""
    rows = list(book[sheet].iter_rows(values_only=True))
    last = max(place for place, row in enumerate(rows) if row[0] == corner)
    return list(rows[last][1:]), {str(row[0]): row[1:] for row in rows[last + 1 :] if row[0] is not None}


def test_customer_by_month_as_sql_has_it(book: Any, sql: sqlite3.Connection) -> None:
    months, shown = table(book, "客户×月份", "客户")
    expected = sql.execute("select customer, month, avg(otif) from monthly group by 1, 2").fetchall()
    assert len(expected) > 100
    for customer, month, rate in expected:
        assert shown[customer][months.index(month)] == pytest.approx(rate, abs=1e-12), (customer, month)
    for month, rate in sql.execute("select month, avg(otif) from monthly group by 1"):
        assert shown["总计"][months.index(month)] == pytest.approx(rate, abs=1e-12)


def test_rates_of_customers_and_the_gap_to_their_targets(book: Any, sql: sqlite3.Connection) -> None:
    captions, shown = table(book, "按客户", "客户")
    places = [captions.index(caption) for caption in (LINES, ON_TIME, IN_FULL, OTIF)]
    query = """select o.customer, count(*), avg(o.on_time), avg(o.in_full), avg(o.otif), t.on_time, t.in_full, t.otif
        from orders o join targets t using (customer) group by 1"""
    missed = 0
    for customer, *figures in sql.execute(query):
        ours = [shown[customer][place] for place in places]
        assert ours == pytest.approx(figures[:4], abs=1e-12), customer
        missed += ours[3] * 100 < figures[6]
    [(by_sql,)] = sql.execute("""select count(*) from (select avg(o.otif) * 100 as rate, t.otif as target
        from orders o join targets t using (customer) group by o.customer) where rate < target""")
    assert missed == by_sql == 35  # nobody gets what was agreed


def test_the_known_figures_of_the_set(book: Any) -> None:
    captions, shown = table(book, "按月", "月份")
    lines, *rates = (shown["总计"][captions.index(caption)] for caption in (LINES, ON_TIME, IN_FULL, OTIF))
    assert lines == 31_729
    assert [round(rate, 4) for rate in rates] == [0.5903, 0.5278, 0.2902]
