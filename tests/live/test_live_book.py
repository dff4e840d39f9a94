"""The open workbook as a book: read as files are read, written by edits all or none, in a real LibreOffice Calc."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from gendan_xl.books.live import LiveBook, read_sheet
from gendan_xl.cli import main
from gendan_xl.commands._open import open_book
from gendan_xl.commands._report import check_file, checked
from gendan_xl.edits import AddFormat, AppendRow, CellStyle, SetCell
from gendan_xl.errors import GendanError

NOW = dt.datetime(2026, 3, 16, 12)
DAY = dt.date(2026, 3, 20)


@pytest.fixture
def small(desk: Callable[..., Any], tmp_path: Path) -> LiveBook:
    """A sheet with every kind of value, a merged cell, and a table with a calculated column."""
    path = tmp_path / "小.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet("表"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range("A1:C1", "标题")
        rows = [["甲", 2, DAY], ["乙", 3.5, DAY]]
        columns = [{"header": "名"}, {"header": "数"}, {"header": "日", "format": day},
                   {"header": "倍", "formula": "=明细[[#This Row],[数]]*2"}]  # fmt: skip
        sheet.add_table("A3:D5", {"name": "明细", "data": rows, "columns": columns})
        sheet.write_column("F3", ["左", 0.5, 0.75], book.add_format({"num_format": "hh:mm"}))
        sheet.write_formula("G3", "=1/0", None, "#DIV/0!")
        book.add_worksheet("藏").hide()
    return LiveBook(desk(path).book)


def test_values_are_read_as_from_a_file(small: LiveBook) -> None:
    sheet, hidden = small.sheets()
    assert sheet.rows[3] == ["甲", 2.0, DAY, 4.0, None, dt.time(12), None]
    assert sheet.rows[2][6] is None and sheet.errors() == {(3, 7): "#DIV/0!"}
    assert sheet.merged == [(1, 1, 1, 3)]
    assert (sheet.hidden, hidden.hidden) == (False, True)


def test_unsaved_changes_are_seen_and_several_areas_selected(small: LiveBook) -> None:
    sheet = small.book.sheets["表"]
    sheet.range("A4").value = "改了"
    assert small.sheets()[0].rows[3][0] == "改了"
    small.book.activate()
    small.book.api.CurrentController.select(sheet.range("A4:B4,C9").api)
    assert small.selection() == ("表", [(4, 1, 4, 2), (9, 3, 9, 3)])


def test_edits_are_written_with_their_kind(small: LiveBook) -> None:
    later = dt.date(2026, 4, 1)
    edits = [
        SetCell("表", 4, 1, "甲", "=不是公式"), SetCell("表", 5, 1, "乙", "0012"), SetCell("表", 4, 3, DAY, later),
        SetCell("表", 5, 3, DAY, None), SetCell("表", 4, 4, 4.0, 9.0, is_cached=True),
        AppendRow("表", "明细", {"名": "丙", "数": 7, "日": later}), AppendRow("表", "明细", {"名": "丁", "数": 8}),
    ]  # fmt: skip
    small.book.sheets["表"].range("D1").column_width = 0  # formulas grow in hidden columns, too
    done = small.write(edits)
    assert (len(done.cells), done.rows[0].first, len(done.rows[0].values)) == (4, 6, 2)
    assert [row[:4] for row in small.sheets()[0].rows[3:]] == [
        ["=不是公式", 2.0, later, 4.0], ["0012", 3.5, None, 7.0], ["丙", 7.0, later, 14.0], ["丁", 8.0, None, 16.0],
    ]  # fmt: skip
    [table] = small.book.sheets["表"].tables
    assert (table.name, table.range.address) == ("明细", "$A$3:$D$7")


@pytest.mark.parametrize(
    ("edit", "code", "words"),
    [
        (SetCell("表", 5, 2, 3.0, 4.0), "GD060", "表!B5 应为「3」，现为「3.5」"),
        (SetCell("表", 4, 4, 4.0, 5.0), "GD061", "表!D4 是公式"),
        (SetCell("没有", 1, 1, None, 1.0), "GD065", "没有工作表「没有」"),
        (AppendRow("表", "明细", {"名": "丙", "价": 1}), "GD063", "没有列「价」"),
        (AppendRow("表", "别的", {"名": "丙"}), "GD063", "没有表「别的」"),
        (AddFormat("表", "A4:A9", "TRUE", CellStyle("FF0000")), "GD992", "表格程序拒绝了写入"),
    ],
)
def test_nothing_is_written_when_one_edit_cannot_be(
    edit: Any, code: str, words: str, small: LiveBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last of these fails when the rest is written already: it is taken back."""
    monkeypatch.setattr("gendan_xl.books.live_write.add_format", None)
    before = [sheet.rows for sheet in small.sheets()]
    fine = [SetCell("表", 4, 1, "甲", "改"), AppendRow("表", "明细", {"名": "丙"})]
    with pytest.raises(GendanError) as problem:
        small.apply([*fine, edit])
    assert problem.value.code.startswith(code) and words in problem.value.message.zh
    assert [read_sheet(sheet).rows for sheet in small.book.sheets] == before
    app = small.book.app
    assert app.screen_updating and app.calculation == "automatic"


def test_what_was_written_is_one_step_of_the_programs_own_undo(small: LiveBook) -> None:
    before = small.sheets()[0].rows
    small.write([SetCell("表", 4, 1, "甲", "改"), SetCell("表", 5, 2, 3.5, 9.0)])
    assert small.sheets()[0].rows != before
    small.book.api.UndoManager.undo()
    small.forget()
    assert small.sheets()[0].rows == before


def test_rows_do_not_grow_over_what_stands_below(small: LiveBook) -> None:
    small.book.sheets["表"].range("B6").value = "合计"
    with pytest.raises(GendanError, match="下方还有内容"):
        small.apply([AppendRow("表", "明细", {"名": "丙"})])


@pytest.mark.parametrize("name", ["lift_orders_wide.xlsx", "open_orders_electronics.xlsx"])
def test_a_companys_own_ledger_live_is_what_it_is_as_a_file(
    name: str, shared_data: Path, desk: Callable[..., Any], tmp_path: Path
) -> None:
    at, untouched = desk(shared_data / name), tmp_path / f"原-{name}"
    shutil.copy(shared_data / name, untouched)
    file = tmp_path / f"文件-{name}"
    shutil.copy(shared_data / name, file)
    live = checked(open_book(LiveBook(at.book), file, NOW), "").findings
    assert [(f.code, f.place, f.message.zh) for f in live] == [
        (f.code, f.place, f.message.zh) for f in check_file(file, NOW).findings
    ]
    assert main(["schedule", str(file), "--now", NOW.isoformat()]) == 0
    assert at.press("schedule")
    wanted = LiveBook(desk(file, "headless").book)
    assert [s.rows for s in LiveBook(at.book).sheets()] == [s.rows for s in wanted.sheets()]
    counts = [sum(1 for _ in s.used_range.conditional_formats) for s in at.book.sheets]
    assert counts == [sum(1 for _ in s.used_range.conditional_formats) for s in wanted.book.sheets]
    assert at.press("schedule") and "已是最新" in at.said
    before = [sum(1 for _ in s.used_range.conditional_formats) for s in desk(untouched, "原").book.sheets]
    assert at.press("undo") and "没有动的" not in at.said
    assert [sum(1 for _ in s.used_range.conditional_formats) for s in at.book.sheets] == before != counts


def test_the_command_line_reaches_the_open_workbook(
    desk: Callable[..., Any], demo_file: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    at = desk(demo_file[0])
    at.book.activate()
    assert main(["today", "--live", at.book.name, "--now", NOW.isoformat()]) == 0
    assert "今天到期" in capsys.readouterr().out and "今日要做" in [sheet.name for sheet in at.book.sheets]
    assert main(["check", "--live", "没有.xlsx"]) == 2
    assert main(["schedule"]) == 2 and "GD903" in capsys.readouterr().err


def test_a_document_in_front_gives_way_to_its_ledger_and_is_never_written(
    desk: Callable[..., Any], demo_file: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    at, now = desk(demo_file[0]), ["--now", NOW.isoformat()]
    own = {book.name for book in at.book.app.books}
    at.select("报价", "A3")
    assert main(["form", "报价单", "--live", *now]) == 0
    [made] = [book for book in at.book.app.books if book.name not in own]
    for call in (["form", "报价单"], ["check"]):
        made.activate()
        main([*call, "--live", *now])
        told = capsys.readouterr()
        assert not told.err and ("BJ20260312001" in told.out or "检查完了" in told.out)
    assert "问题清单" in [sheet.name for sheet in at.book.sheets]
    for verb in ("check", "today"):
        assert main([verb, "--live", made.name, *now]) == 2 and "GD001" in capsys.readouterr().err
    assert len(made.sheets) == 1


def test_a_dry_run_in_the_open_workbook_only_tells(
    desk: Callable[..., Any], demo_file: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    at = desk(demo_file[0])
    before = [sheet.rows for sheet in LiveBook(at.book).sheets()]
    call = ["schedule", "--live", at.book.name, "--now", NOW.isoformat()]
    assert main([*call, "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert [sheet.rows for sheet in LiveBook(at.book).sheets()] == before
    assert main(["schedule", str(at.path), "--now", NOW.isoformat(), "--dry-run"]) == 0
    steps = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  节点!")]
    assert steps and [line for line in told.splitlines() if line.startswith("  节点!")] == steps
    assert "没有写入" in told
    assert main([*call, "--backup"]) == 2 and "--backup" in capsys.readouterr().err
