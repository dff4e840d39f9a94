"""`gendan schedule` on a company's own layouts: blank plans, colours, what is never overdue."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from gendan_xl.cli import main

HEADERS = [
    "排产日期",
    "计划交货日期",
    "客户",
    "项目号",
    "产品",
    "数量",
    "选料",
    "下料要求",
    "下料实际",
    "包装",
    "备注",
]
TODAY = dt.date(2026, 4, 13)  # a Monday
ROWS = 14
OWN_COLOR = {"type": "cell", "criteria": "<", "value": "TODAY()"}


def day(number: int) -> dt.date:
    return dt.date(2026, 4, 1) + dt.timedelta(days=number)


def wide_book(path: Path, gaps: dict[tuple[int, str], Any]) -> Path:
    """Write a wide ledger: row r is due on 8 April + r, 选料 five days before, 下料 three, 包装 one."""
    with xlsxwriter.Workbook(path) as book:
        sheet, dates = book.add_worksheet("2026年进度"), book.add_format({"num_format": "m/d"})
        sheet.merge_range(0, 0, 0, len(HEADERS) - 1, "订单进度表（2026年）")
        sheet.write_row(1, 0, HEADERS)
        for r in range(ROWS):
            due = 7 + r
            cells: list[Any] = [
                day(r),
                day(due),
                "客户A",
                f"XM{r:03}",
                "井架",
                1,
                day(due - 5),
                day(due - 3),
                None,
                day(due - 1),
                None,
            ]
            for c, value in enumerate(cells):
                value = gaps.get((r, HEADERS[c]), value)
                if isinstance(value, dt.date):
                    sheet.write_datetime(r + 2, c, dt.datetime(value.year, value.month, value.day), dates)
                elif value is not None:
                    sheet.write(r + 2, c, value)
        sheet.write(ROWS + 3, 0, "合计")
        sheet.conditional_format(
            2, 9, ROWS + 1, 9, OWN_COLOR | {"format": book.add_format({"bg_color": "#FFFF00"})}
        )
    return path


def schedule(path: Path, *more: str) -> int:
    return main(["schedule", str(path), "--today", TODAY.isoformat(), *more])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    gaps = {
        (0, "选料"): None,  # due 8 April: gone by, a plan would help nobody
        (13, "选料"): None,  # due 21 April
        (13, "包装"): "看客户",  # filled with something that is no day
        (1, "下料实际"): day(4),
    }
    (tmp_path / "gendan.toml").write_text("", encoding="utf-8")
    return wide_book(tmp_path / "进度.xlsx", gaps)


def test_only_blank_plans_to_come_are_filled(book: Path, clean: Callable[[Path], None]) -> None:
    before = openpyxl.load_workbook(book).active
    assert schedule(book) == 0
    after = openpyxl.load_workbook(book).active
    changed = {
        cell.coordinate: cell.value.date()
        for row in after.iter_rows()
        for cell in row
        if cell.value != before[cell.coordinate].value
    }
    assert changed == {"G16": dt.date(2026, 4, 16)}  # 5 days before 21 April, by the habit of the other rows
    clean(book)


def test_plan_only_steps_are_never_overdue(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schedule(book, "--all")
    said = capsys.readouterr().out
    overdue = [line for line in said.splitlines() if "GD498" in line]
    # 下料 of the orders due by 15 April is past and unrecorded, but for the one that was recorded
    assert [line.split("（")[-1][:5] for line in overdue] == [f"XM{r:03}" for r in (0, 2, 3, 4, 5, 6, 7)]
    assert not any("选料" in line or "包装" in line for line in overdue)


def test_a_preview_names_the_columns_that_are_coloured(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schedule(book, "--dry-run")
    said = capsys.readouterr().out
    assert "2026年进度!H3:H16  下料要求 着色：超期、临期、超期完成、按期完成\n" in said
    assert "2026年进度!G3:G16  选料 着色：临期\n" in said
    assert "选料、包装 只有计划没有实际，看不出是否完成，不算超期" in said


def test_colours_come_after_those_of_the_file(book: Path) -> None:
    schedule(book)
    sheet = openpyxl.load_workbook(book).active
    rules = {str(area.sqref): [rule.priority for rule in area.rules] for area in sheet.conditional_formatting}
    assert (
        rules["J3:J16"][0] == 1 and min(p for area, ps in rules.items() for p in ps if area != "J3:J16") > 1
    )
    formulas = [
        r.formula[0]
        for area in sheet.conditional_formatting
        for r in area.rules
        if str(area.sqref) == "G3:G16"
    ]
    assert len(formulas) == 1 and "<=TODAY()+2" in formulas[0]  # due soon only; Sundays are worked here


def test_colours_follow_calc(book: Path, soffice: Any) -> None:
    """LibreOffice paints what the rules say: red where 下料 is past and unrecorded (today is long after)."""
    schedule(book)
    assert b"#ff7c80" in _html(soffice, book).lower()


def _html(soffice: Any, path: Path) -> bytes:
    return soffice.convert(path, "html").read_bytes()


def test_a_list_of_orders_is_coloured_by_its_due_date(tmp_path: Path) -> None:
    path = tmp_path / "未交.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("未交")
        sheet.write_row(0, 0, ["单号", "品号", "品名", "回复客户交期", "订单数量", "未交订单数量"])
        for r in range(1, 6):
            sheet.write_row(
                r, 0, [f"S{r}", "P1", "合页", dt.datetime(2026, 4, 9 + 2 * r), 10, 0 if r == 1 else 5]
            )
    assert schedule(path) == 0
    rules = [
        rule for area in openpyxl.load_workbook(path).active.conditional_formatting for rule in area.rules
    ]
    assert [("<TODAY()" in r.formula[0], "N($F2)>0" in r.formula[0]) for r in rules] == [
        (True, True),
        (False, True),
    ]


@pytest.mark.parametrize("name", ["lift_orders_wide.xlsx", "open_orders_electronics.xlsx"])
def test_real_ledgers_change_only_in_the_named_parts(
    shared_data: Path,
    tmp_path: Path,
    name: str,
    clean: Callable[[Path], None],
    sdk_errors: Callable[..., list[str]],
) -> None:
    path = tmp_path / name
    shutil.copyfile(shared_data / name, path)
    before, faults = _parts(path), sdk_errors(path)
    assert schedule(path) == 0
    after = _parts(path)
    changed = {part for part in before if before[part] != after[part]}
    assert before.keys() == after.keys()
    assert changed <= {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
    }
    assert set(sdk_errors(path)) <= set(faults)


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
