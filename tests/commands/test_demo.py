"""The demo: every planted mistake is found and nothing else is wrong; its formulas hold what LibreOffice computes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import FIRST_ROW, HEADER_ROW
from gendan_xl.cli import main
from gendan_xl.commands._allocate import allocation
from gendan_xl.commands._open import open_file
from gendan_xl.commands._report import check_file
from gendan_xl.demo.book import Demo, build_demo, make_demo
from gendan_xl.demo.mistakes import Planted
from gendan_xl.domain.account import month_period
from gendan_xl.domain.money import exact
from gendan_xl.findings import Finding
from gendan_xl.intake.accounts import accounts
from gendan_xl.schema.table import table

TODAY = dt.date(2026, 11, 20)
ANY_DAY = {
    "weekday": TODAY,
    "Spring Festival": dt.date(2026, 2, 18),
    "Sunday": dt.date(2026, 3, 15),
    "unpublished year": dt.date(2027, 6, 10),
}


def checked(path: Path, today: dt.date) -> tuple[Demo, list[Finding]]:
    demo = make_demo(today)
    build_demo(path, demo, today)
    report = check_file(path, dt.datetime.combine(today, dt.time(12)))
    assert report.error is None
    return demo, report.findings


@pytest.mark.parametrize("today", ANY_DAY.values(), ids=ANY_DAY)
def test_every_mistake_is_found_and_no_other(tmp_path: Path, today: dt.date) -> None:
    demo, findings = checked(tmp_path / "demo.xlsx", today)
    said = [(finding.code, finding.text()) for finding in findings]
    missed = [
        item.mistake.what
        for item in demo.planted
        if not any(code == item.mistake.code and named(item) in text for code, text in said)
    ]
    assert missed == []
    planted = {named(item) for item in demo.planted}
    errors = [finding for finding in findings if finding.level == "error"]
    assert [finding.text() for finding in errors if not planted & orders_in(finding)] == []


def named(item: Planted) -> str:
    """Return how a finding names the row of a mistake: by its key, a line of an order by the order."""
    keys = {"incidents": "incident_no", "complaints": "complaint_no", "customers": "customer_no"}
    return str(item.row[keys.get(item.mistake.table, "order_no")])


def orders_in(finding: Finding) -> set[str]:
    text = finding.text()
    return {text[at : at + 13] for at in range(len(text)) if text.startswith("XS20", at)}


def test_it_is_a_ledger_of_some_size() -> None:
    tables = make_demo(TODAY).tables
    assert len({row["order_no"] for row in tables["orders"]}) >= 60
    assert len(tables["orders"]) > 100
    statuses = {row["status"] for row in tables["orders"]}
    assert {"待评审", "已确认", "已排产", "生产中", "已入库", "已发货", "已签收", "已完成"} <= statuses


@pytest.mark.parametrize("today", ANY_DAY.values(), ids=ANY_DAY)
def test_its_accounts_agree_to_the_cent(tmp_path: Path, today: dt.date) -> None:
    path = tmp_path / "demo.xlsx"
    demo = make_demo(today)
    build_demo(path, demo, today)
    opened = open_file(path, dt.datetime.combine(today, dt.time(12)))
    there = accounts(opened.ledger, opened.context.settings)
    stated = {(row["customer_no"], row["statement_month"]): row for row in demo.tables["statements"]}
    assert len(stated) > 5
    for (customer, month), row in stated.items():
        wanted = month_period(month, None)
        assert wanted
        made = there[str(customer), "CNY"].statement(wanted)
        assert (made.opening, made.closing) == (exact(row["opening_amount"]), exact(row["closing_amount"]))
    returned = {
        row["customer_no"] for row in demo.tables["returns"]
    }  # what came back is set against 应收 later
    owed = {row["customer_no"] for row in demo.tables["receivables"] if row["open_amount"]}
    assert owed - returned == {one.customer for one in there.values() if one.receivables()[0]} - returned


def test_its_stock_shows_every_kind_of_share(tmp_path: Path) -> None:
    path = tmp_path / "demo.xlsx"
    build_demo(path, make_demo(TODAY), TODAY)
    shares = [
        one.share
        for one in allocation(open_file(path, dt.datetime.combine(TODAY, dt.time(12))), everything=True)
    ]
    contested = [share for share in shares if share.count > 1]
    assert any(not share.shortage for share in contested) and any(share.shortage for share in contested)
    assert any(0 < share.qty < share.demand.qty for share in contested)
    assert any(not share.qty for share in shares) and any(share.later_date for share in shares)


def test_the_same_day_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        build_demo(tmp_path / name, make_demo(TODAY), TODAY)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def formula_values(path: Path) -> dict[tuple[str, str], list[Any]]:
    """Return the values of every formula column of the demo's tables, as the file has them."""
    book = openpyxl.load_workbook(path, data_only=True)
    found = {}
    for name, rows in make_demo(dt.date.today()).tables.items():
        formulas = {c.header for c in table(name).columns().values() if c.col.formula}
        sheet = book[table(name).meta.sheet]
        for cell in sheet[HEADER_ROW]:
            if cell.value in formulas:
                last = FIRST_ROW + len(rows) - 1
                cells = sheet.iter_rows(FIRST_ROW, last, cell.column, cell.column, values_only=True)
                found[name, cell.value] = [plain(row[0]) for row in cells]
    return found


def plain(value: Any) -> Any:
    return "" if value is None else round(value, 6) if isinstance(value, float | int) else value


def test_formulas_hold_what_a_spreadsheet_computes(
    tmp_path: Path, soffice: Any, clean: Callable[[Path], None]
) -> None:
    path, today = tmp_path / "demo.xlsx", dt.date.today()
    build_demo(path, make_demo(today), today)
    clean(path)
    kept, computed = formula_values(path), formula_values(soffice.convert(path, "xlsx"))
    assert len(kept) > 20
    wrong = {
        column: differing
        for column, values in kept.items()
        if (differing := [pair for pair in zip(values, computed[column], strict=True) if not same(*pair)])
    }
    assert wrong == {}


def same(left: Any, right: Any) -> bool:
    if isinstance(left, float | int) and isinstance(right, float | int):
        return math.isclose(left, right, abs_tol=1e-6)
    return bool(left == right)


def test_the_command_tells_its_story_and_leaves_other_files_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], clean: Callable[[Path], None]
) -> None:
    folder = tmp_path / "demo"
    assert main(["demo", str(folder), "--today", str(TODAY)]) == 0
    story = capsys.readouterr().out
    assert "64 张订单" in story and "处差错，会牵连报出更多" in story
    assert "GD221" in (folder / "校验结果.txt").read_text(encoding="utf-8")
    (note,) = folder.rglob("*送货单*.xlsx")
    clean(note)
    clean(folder / "跟单工作簿.xlsx")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert main(["demo", str(folder), "--today", str(TODAY)]) == 0
    assert f"{folder} 里已有文件，没有动它，这次放在 {folder}-2。" in capsys.readouterr().out
    assert (tmp_path / "demo-2" / "跟单工作簿.xlsx").is_file()
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
