"""Every button in a real LibreOffice Calc, against what the command line makes of the same file, cell by cell."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.books.journal import journal_of
from gendan_xl.books.live import read_sheet
from gendan_xl.books.live_host import add_notes
from gendan_xl.cli import main
from gendan_xl.commands._buttons import live_actions
from gendan_xl.commands._live import press
from gendan_xl.commands._live_check import problem_row
from gendan_xl.commands._live_today import task_row
from gendan_xl.commands._marks import PREFIX
from gendan_xl.commands._open import open_file
from gendan_xl.commands._report import check_file
from gendan_xl.commands._undo import STEPS, Record, keep, records
from gendan_xl.demo.book import Demo
from gendan_xl.planning.today import today_tasks

NOW = dt.datetime(2026, 3, 16, 12)
DEMO = tuple[Path, Demo]


def rows_of(book: Any, sheet: str) -> list[list[Any]]:
    """Return the rows of a list sheet below its header, blanks as None."""
    return [blank_as_none(row) for row in read_sheet(book.sheets[sheet]).rows[2:]]


def blank_as_none(row: list[Any]) -> list[Any]:
    return [None if value == "" else value for value in row]


def grids(book: Any) -> dict[str, Any]:
    """Return the cells of the sheets that buttons write to, and the names of all sheets."""
    written = ("订单台账", "节点", "发货", "单据")
    return {s.name: read_sheet(s).rows if s.name in written else None for s in book.sheets}


# --- 校验 ------------------------------------------------------------------------------------------------------


def test_check_lists_colours_and_notes_what_the_command_line_finds(demo_desk: Any) -> None:
    at = demo_desk
    findings = check_file(at.path, NOW).findings
    own = next(f for f in findings if f.level == "error")
    add_notes(at.book.sheets[own.sheet], {(own.row, own.col): "我自己的备注"})
    before = grids(at.book)
    for _ in range(2):  # the second run replaces what the first one wrote
        assert at.press("check")
        listed = rows_of(at.book, "问题清单")
        assert [row[:2] + row[3:7] for row in listed] == [
            blank_as_none(problem_row(f, "zh")[:2] + problem_row(f, "zh")[3:]) for f in findings
        ]
        assert [(row[2], row[7]) for row in listed] == [
            (f"{f.sheet}!{f.cell}", f"'{f.sheet}'!{f.cell}") for f in findings
        ]
        assert at.book.sheets["问题清单"].range("C3").formula.startswith('=IF(H3="","",HYPERLINK("#"&H3')
        assert f"错误 {sum(f.level == 'error' for f in findings)}" in at.said
        noted = {note.location.sheet.name + "!" + note.location.address.replace("$", ""): note.text
                 for sheet in at.book.sheets for note in sheet.notes}  # fmt: skip
        serious = {f.place for f in findings if f.level != "info"}
        assert noted.pop(own.place) == "我自己的备注"
        assert set(noted) == serious - {own.place}
        for finding in findings:
            if finding.place in noted:
                assert noted[finding.place].startswith(PREFIX) and finding.message.zh in noted[finding.place]
            cell = at.book.sheets[finding.sheet].range(finding.cell)
            fills = [rule.fill_color for rule in cell.conditional_formats if "跟单" in (rule.formula or "")]
            assert len(fills) == (finding.level != "info"), finding
            assert not fills or cell.api.ConditionalFormat.Count, "listed, but not shown"
    assert at.press("undo")
    assert "去掉了工作表“问题清单”" in at.said
    assert grids(at.book) == before
    assert [note.text for sheet in at.book.sheets for note in sheet.notes] == ["我自己的备注"]


def test_check_exits_as_on_a_file(desk: Callable[..., Any], demo_file: DEMO, tmp_path: Path) -> None:
    empty = tmp_path / "空.xlsx"
    build_book(empty, {}, today=NOW.date())
    for path, code in ((demo_file[0], 1), (empty, 0)):
        at = desk(path)
        for words in ([str(path)], ["--live", at.path.name]):
            assert main(["check", *words, "--now", NOW.isoformat()]) == code


# --- 排期 ------------------------------------------------------------------------------------------------------

LINE: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "order_date": NOW.date(), "customer_no": "C1", "customer_name": "海曙五金有限公司",
    "product_no": "P1", "product_name": "合页", "spec": "4寸", "ordered_qty": 100.0, "requested_date": dt.date(2026, 4, 3),
    "confirmed_date": dt.date(2026, 4, 3), "status": "已确认", "route_name": "通用", "supply_mode": "自制",
}  # fmt: skip


def new_book(folder: Path) -> Path:
    """Two order lines without milestones."""
    path = folder / "新.xlsx"
    build_book(path, {"orders": [LINE, LINE | {"order_no": "0012"}]}, today=NOW.date())
    return path


@pytest.mark.parametrize("which", ["demo", "new"])
def test_schedule_writes_what_the_command_line_writes(
    which: str, desk: Callable[..., Any], demo_file: DEMO, tmp_path: Path
) -> None:
    source = demo_file[0] if which == "demo" else new_book(tmp_path)
    at = desk(source)
    before = grids(at.book)
    patched = tmp_path / "patched.xlsx"
    shutil.copy(source, patched)
    assert main(["schedule", str(patched), "--now", NOW.isoformat()]) == 0
    assert at.press("schedule")
    assert before != grids(at.book) == grids(desk(patched, "headless").book)
    assert at.book.sheets["订单台账"]["A3"].api.ConditionalFormat.Count, "coloured"
    assert at.press("schedule") and "已是最新" in at.said
    assert at.press("undo")
    assert grids(at.book) == before


def test_undo_leaves_what_was_changed_since(desk: Callable[..., Any], tmp_path: Path) -> None:
    at = desk(new_book(tmp_path))
    at.press("schedule")
    steps = at.book.sheets["节点"]
    changed = steps.range((3, steps.range("A3:AP3").value.index("排产") + 1))
    changed.value = "排产（改）"
    assert at.press("undo")
    assert f"没有动的：节点!{changed.address.replace('$', '')}" in at.said
    assert len([value for value in steps.range("A3:A20").value if value]) == 12
    assert at.press("undo") is False and "GD994" in at.said


def test_undo_goes_further_back_each_time(desk: Callable[..., Any], tmp_path: Path) -> None:
    at = desk(new_book(tmp_path))
    blank = grids(at.book)
    assert at.press("schedule")
    scheduled = grids(at.book)
    assert at.press("check") and at.press("check")  # the second list takes the place of the first: one step
    assert at.press("undo") and "再按一次，撤销更早的“排期”" in at.said
    assert grids(at.book) == scheduled
    assert at.press("undo") and "再按一次" not in at.said
    assert grids(at.book) == blank
    assert at.press("undo") is False and "GD994" in at.said


def test_so_many_steps_are_kept(own_folder: Path) -> None:
    for number in range(STEPS + 2):
        keep(Record("schedule", "排期", "/a.xlsx", str(number), list_sheet="" if number else "问题清单"))
    assert [record.at for record in records("/a.xlsx")] == [str(number) for number in range(2, STEPS + 2)]
    assert records("/b.xlsx") == []


# --- 今日 ------------------------------------------------------------------------------------------------------


def test_today_lists_what_the_command_line_lists(demo_desk: Any) -> None:
    at = demo_desk
    opened = open_file(at.path, NOW)
    tasks = today_tasks(opened.ledger, opened.context)
    assert at.press("today")
    listed = rows_of(at.book, "今日要做")
    assert [row[:7] for row in listed] == [blank_as_none(task_row(task, "zh")[:7]) for task in tasks]
    view, page = at.book.api.CurrentController, at.book.sheets["今日要做"].api
    assert (view.SplitRow, view.hasFrozenPanes()) == (2, True)
    assert page.TitleRows.EndRow == 1 and page.PrintTitleRows
    style = at.book.api.StyleFamilies.getByName("PageStyles").getByName(page.PageStyle)
    assert style.IsLandscape and style.Width > style.Height and style.ScaleToPagesX == 1
    assert at.press("undo") and "今日要做" not in grids(at.book)
    assert len({task.group for task in tasks}) >= 5
    for row, task in list(zip(listed, tasks, strict=True))[::7]:
        sheet, cell = row[9].replace("'", "").split("!")
        value = at.book.sheets[sheet].range(cell).value
        assert task.due is None or task.group == "receipt" or value.date() == task.due


# --- 送货单 ----------------------------------------------------------------------------------------------------


def contents(path: Path) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]


def test_form_makes_the_note_of_the_selected_rows(
    desk: Callable[..., Any], demo_file: DEMO, tmp_path: Path
) -> None:
    source, demo = demo_file
    patched = tmp_path / "headless" / "文件.xlsx"
    patched.parent.mkdir()
    shutil.copy(source, patched)
    words = ["form", "delivery-note", str(patched), "--order", demo.ready_order, "--now", NOW.isoformat()]
    assert main(words) == 0
    at = desk(source)
    orders = at.book.sheets["发货"].range("A1:A200").value
    rows = [number for number, order in enumerate(orders, 1) if order == demo.ready_order]
    at.select("发货", f"A{rows[0]}:C{rows[-1]}")
    assert at.press("delivery-note"), at.said
    [note] = (at.path.parent / "单据").rglob("*.xlsx")
    [wanted] = (patched.parent / "单据").rglob("*.xlsx")
    assert note.name == wanted.name and contents(note) == contents(wanted)
    assert note.name in [book.name for book in at.book.app.books]
    registered, got = desk(patched, "other").book, at.book
    paths = {str(note), str(wanted)}
    for sheet in ("单据", "发货"):
        ours, theirs = (read_sheet(book.sheets[sheet]).rows for book in (got, registered))
        assert len(ours) == len(theirs) and note.name in str(read_sheet(got.sheets["单据"]).rows[-1])
        for row, other in zip(ours, theirs, strict=True):
            assert all(a == b or {a, b} == paths for a, b in zip(row, other, strict=True))
    assert at.press("undo") is False and "不能撤销" in at.said


# --- 作废单据 --------------------------------------------------------------------------------------------------


def test_void_voids_the_documents_of_the_selected_rows(
    desk: Callable[..., Any], demo_file: DEMO, tmp_path: Path
) -> None:
    source, demo = demo_file
    at = desk(source)
    before = grids(at.book)
    orders = at.book.sheets["发货"].range("A1:A200").value
    at.select("发货", f"A{orders.index(demo.ready_order) + 1}")
    assert at.press("delivery-note"), at.said
    register = at.book.sheets["单据"]
    headers = register.range("A2:AZ2").value
    row = register.used_range.last_cell.row
    number = register.range((row, headers.index("单据号") + 1)).value
    at.select("单据", f"A{row}")
    assert at.press("void") is False
    assert f"第 {row} 行没有作废原因" in at.said
    register.range((row, headers.index("作废原因") + 1)).value = "数量开错"
    at.select("单据", f"A{row}")
    assert at.press("void"), at.said
    assert f"{number} 已作废" in at.said and "gendan form" not in at.said
    shown = dict(zip(headers, register.range(f"A{row}:AZ{row}").value, strict=True))
    assert (shown["状态"], shown["作废原因"], shown["作废日期"]) == (
        "作废",
        "数量开错",
        dt.datetime(2026, 3, 16),
    )
    assert grids(at.book)["发货"] == before["发货"]
    assert journal_of(at.path).current()[number].state == "作废"
    assert at.press("undo") is False and "不能撤销" in at.said
    at.select("发货", f"A{orders.index(demo.ready_order) + 1}")
    assert at.press("delivery-note") and f"送货单 {number}" not in at.said


# --- what cannot be done ---------------------------------------------------------------------------------------


def test_nothing_selected(demo_desk: Any) -> None:
    at = demo_desk
    at.select("说明", "A1")
    assert at.press("delivery-note") is False
    assert "没有选中" in at.said and not (at.path.parent / "单据").exists()


def test_protected_sheet(desk: Callable[..., Any], tmp_path: Path) -> None:
    at = desk(new_book(tmp_path))
    at.book.sheets["节点"].api.protect("")
    before = grids(at.book)
    assert at.press("schedule") is False
    assert "工作表「节点」有保护，没有写入" in at.said and "GD061" in at.said
    assert grids(at.book) == before


def test_book_that_was_never_saved(calc_app: Any, desk: Callable[..., Any]) -> None:
    """`desk` closes it."""
    book = calc_app.books.add()
    calc_app.impl.alerts.clear()
    assert press(live_actions()["check"], book, now=NOW) is False
    assert "请先保存" in calc_app.impl.alerts[0] and "GD990" in calc_app.impl.alerts[0]


def test_a_fault_of_ours_is_one_sentence_and_a_log(
    demo_desk: Any, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = demo_desk
    monkeypatch.setattr("gendan_xl.commands._live_today.today_tasks", None)
    assert at.press("today") is False
    log = own_folder / "gendan.log"
    assert "程序内部出错" in at.said and str(log) in at.said and "Traceback" not in at.said
    assert "TypeError" in log.read_text(encoding="utf-8")
    assert at.book.app.status_bar is False and at.book.app.screen_updating


def test_a_workbook_that_was_closed_meanwhile(desk: Callable[..., Any], tmp_path: Path) -> None:
    at = desk(new_book(tmp_path))
    at.book.app.impl.alerts.clear()
    at.book.api.close(True)
    assert press(live_actions()["check"], at.book, now=NOW) is False
    assert "没有回应" in at.said and "GD983" in at.said


@pytest.mark.parametrize("verb", ["settings", "guide"])
def test_buttons_that_lead_somewhere(verb: str, demo_desk: Any) -> None:
    at = demo_desk
    assert at.press(verb)
    assert at.book.sheets.active.name == {"settings": "设置", "guide": "说明"}[verb]
