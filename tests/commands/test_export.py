"""`gendan export`: what other programs read back is what the ledger holds."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import json
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from openpyxl import Workbook

from gendan_xl.cells import a1
from gendan_xl.cli import main
from gendan_xl.commands._open import open_file
from gendan_xl.demo.book import build_demo, make_demo
from gendan_xl.exports._model import named
from gendan_xl.exports.write import FORMATS, Exported, Names, export_tables
from gendan_xl.intake.ledger import Ledger

TODAY = dt.date(2026, 3, 16)
NOON = dt.datetime(2026, 3, 16, 12)
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration with texts that break bad writers, and a day that cannot be read."""
    path = tmp_path_factory.mktemp("demo") / "跟单.xlsx"
    demo = make_demo(TODAY)
    demo.tables["orders"][0]["remark"] = '急单,"左开"\n第二行;制表\t完'
    demo.tables["orders"][1]["remark"] = "=1+1"
    demo.tables["orders"][2]["remark"] = "NULL"
    demo.tables["orders"][3]["customer_order_no"] = "00123"
    demo.tables["milestones"][2]["actual_end_date"] = "下周再说"
    build_demo(path, demo, TODAY)
    return path


@pytest.fixture(scope="module")
def ledger(book: Path) -> Ledger:
    return open_file(book, NOON).ledger


def export(*words: str | Path) -> int:
    return main(["export", *map(str, words), "--today", TODAY.isoformat()])


def held(ledger: Ledger, table: str) -> Rows:
    """Return the rows of a table as the ledger has them, in the order of its schema."""
    data = ledger.tables[table]
    return ledger.rows(table, [name for name in data.table.columns() if name in data.columns])


# --- one reader a format: (where, name of the table) → typed rows ----------------------------------------------


def read_sqlite(out: Path, table: str) -> Rows:
    with contextlib.closing(sqlite3.connect(out)) as database:
        found = database.execute(f'SELECT * FROM "{table}"').fetchall()
        types = [row[2] for row in database.execute(f'PRAGMA table_info("{table}")')]
    return [tuple(map(_from_sqlite, types, row)) for row in found]


def _from_sqlite(kind: str, value: Any) -> Any:
    known: dict[str, Callable[[Any], Any]] = {
        "DATE": dt.date.fromisoformat, "TIMESTAMP": dt.datetime.fromisoformat, "TIME": dt.time.fromisoformat, "BOOLEAN": bool,
    }  # fmt: skip
    return None if value is None else known.get(kind, lambda same: same)(value)


def read_csv(out: Path, table: str) -> Rows:
    schema = json.loads((out / "schema.json").read_text(encoding="utf-8"))
    described = next(one for one in schema["tables"] if one["name"] == table)
    with (out / described["file"]).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == [column["name"] for column in described["columns"]]
    kinds = [column["type"] for column in described["columns"]]
    return [tuple(map(_from_csv, kinds, row)) for row in rows]


def _from_csv(kind: str, text: str) -> Any:
    known: dict[str, Callable[[str], Any]] = {
        "date": dt.date.fromisoformat, "datetime": dt.datetime.fromisoformat, "time": dt.time.fromisoformat,
        "number": float, "whole": int, "flag": "true".__eq__, "text": str,
    }  # fmt: skip
    return known[kind](text) if text else None


def read_duckdb(out: Path, table: str) -> Rows:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(out), read_only=True) as database:
        return database.execute(f'SELECT * FROM "{table}"').fetchall()  # type: ignore[no-any-return]


def read_parquet(out: Path, table: str) -> Rows:
    duckdb = pytest.importorskip("duckdb")
    return duckdb.execute(f"SELECT * FROM '{out / table}.parquet'").fetchall()  # type: ignore[no-any-return]


READERS: dict[str, Callable[[Path, str], Rows]] = {
    "csv": read_csv, "sqlite": read_sqlite, "duckdb": read_duckdb, "parquet": read_parquet,
}  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_every_table_reads_back_as_the_ledger_has_it(
    form: str, book: Path, ledger: Ledger, tmp_path: Path
) -> None:
    if form in ("duckdb", "parquet"):
        pytest.importorskip("duckdb")
    out = tmp_path / "out"
    assert export(book, "--to", form, "--out", out) == 0
    for name, data in ledger.tables.items():
        assert READERS[form](out, data.table.meta.sheet) == held(ledger, name), name
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "nothing half written stays behind"


def test_what_cannot_be_read_is_null_and_listed(book: Path, ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert export(book, "--to", "csv", "--out", out, "--names", "en") == 0
    problems = read_csv(out, "problems")
    listed = {(row[3], row[4]): row[8] for row in problems}
    dirty = [
        (data, index, field)
        for data in ledger.tables.values()
        for field, column in data.columns.items()
        for index in column.dirty
    ]
    assert [(data.table.meta.name, data.get(index, field)) for data, index, field in dirty] == [
        ("milestones", None)
    ]
    [(data, index, field)] = dirty
    sheet, row, col = data.place(index, field)
    assert listed[sheet, a1(row, col)] == "下周再说"


def test_english_names_are_identifiers_with_the_headers_in_the_schema(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.sqlite"
    assert export(book, "--to", "sqlite", "--out", out, "--names", "en") == 0
    with contextlib.closing(sqlite3.connect(out)) as database:
        [(column, header, kind)] = database.execute(
            "SELECT \"column\", header, type FROM _schema WHERE \"table\" = 'orders' AND identifier = 'confirmed_date'"
        )
        assert (column, header, kind) == ("confirmed_date", "确认交期", "date")
        described = database.execute('SELECT "table", "column" FROM _schema').fetchall()
        for table in {table for table, _ in described}:
            columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
            assert columns == [column for owner, column in described if owner == table]


@pytest.mark.parametrize("names", get_args(Names))
@pytest.mark.parametrize("form", FORMATS)
def test_several_books_say_where_a_row_is_from(
    form: str, names: Names, book: Path, ledger: Ledger, tmp_path: Path
) -> None:
    if form in ("duckdb", "parquet"):
        pytest.importorskip("duckdb")
    other = tmp_path / "sub" / book.name
    other.parent.mkdir()
    other.write_bytes(book.read_bytes())
    out = tmp_path / "out"
    assert export(book, other, "--to", form, "--out", out, "--names", names) == 0
    for name, data in ledger.tables.items():
        rows = READERS[form](out, named(name, data.table.meta.sheet, names))
        assert rows == [(path.as_posix(), *row) for path in (book, other) for row in held(ledger, name)]


def test_an_empty_workbook_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "空.xlsx"
    Workbook().save(book)
    assert export(book, "--to", "csv") == 0
    assert "没有数据" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["lift_orders_wide.xlsx", "open_orders_electronics.xlsx"])
def test_a_ledger_of_another_layout_goes_through_its_mapping(
    name: str, shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(shared_data / name, "--to", "sqlite", "--out", tmp_path / "out") == 0
    said = capsys.readouterr().out
    opened = open_file(shared_data / name, NOON)
    for table, data in opened.ledger.tables.items():
        assert read_sqlite(tmp_path / "out", data.table.meta.sheet) == held(opened.ledger, table)
    left_out = [column for sheet in opened.ledger.notes["mapping"].sheets for column in sheet.unmapped]
    assert ("没有对应" in said) == bool(left_out)


def test_nothing_is_overwritten(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.write_text("mine")
    for form in FORMATS:
        assert export(book, "--to", form, "--out", out) == 2
        assert "[GD975]" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_without_duckdb_it_says_how_to_get_it(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    for form in ("parquet", "duckdb"):
        assert export(book, "--to", form, "--out", tmp_path / "out") == 2
        assert "gendan-xl[export]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_books_with_different_columns_make_one_table(ledger: Ledger) -> None:
    def tables(*ledgers: Ledger) -> Sequence[Any]:
        return export_tables([Exported(str(n), one, []) for n, one in enumerate(ledgers)], "en")

    data = ledger.tables["orders"]
    few = Ledger(
        "few", {"orders": type(data)(data.table, {"order_no": data.columns["order_no"]}, data.parts)}
    )
    [orders, problems] = [one for one in tables(few, ledger) if one.name in ("orders", "problems")]
    full = [name for name in data.table.columns() if name in data.columns]
    assert [column.name for column in orders.columns] == ["workbook", *full]
    assert len(orders.rows) == 2 * len(data)
    assert orders.rows[0] == ("0", data.values("order_no")[0], *[None] * (len(full) - 1))
    assert problems.rows == []
