"""`gendan adopt`: what the user sees, and what next month's export finds."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from gendan_xl.cli import main
from gendan_xl.text import width

HEADERS = ["单号", "客户全称", "品名", "数量", "结束", "计划交货日期", "备注甲"]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return write(tmp_path / "三月.xlsx", "A1")


def write(path: Path, order: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("导出")
        sheet.write_row(0, 0, ["某某公司"])
        sheet.write_row(1, 0, HEADERS)
        sheet.write_row(2, 0, [order, "嘉兴鼎力", "门", 5, "未结束", "", "x"])
    return path


def test_the_proposal_is_shown_aligned_and_nothing_is_written(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["adopt", str(ledger)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "「导出」→ 订单台账，表头在第 2 行"
    table = [line for line in lines if line[:3].strip() in {"列", *"ABCDEFG"} and line.startswith("  ")]
    assert [line.split()[:3] for line in table[1:4]] == [
        ["A", "单号", "订单号"], ["B", "客户全称", "客户名称"], ["C", "品名", "产品名称"],
    ]  # fmt: skip
    starts = {
        width(line[: line.index(word)])
        for line, word in zip(table[1:4], ("订单号", "客户名称", "产品名称"), strict=True)
    }
    assert len(starts) == 1
    text = "\n".join(lines)
    for words in (
        "请确认（标？的列）：计划交货日期（不对就先 --save，再改 gendan.toml 里这一行）",
        "「结案方式」的值：未结束 → 空",
        "没有的列",
        "（不用）",
        "--save",
    ):
        assert words in text
    assert not (ledger.parent / "gendan.toml").exists()


def test_saved_once_it_holds_for_next_month(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adopt", str(ledger), "--save"]) == 0
    text = (ledger.parent / "gendan.toml").read_text(encoding="utf-8")
    april = write(ledger.parent / "四月.xlsx", "B1")
    capsys.readouterr()
    assert main(["adopt", str(april), "--save", "--lang", "en"]) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert (ledger.parent / "gendan.toml").read_text(encoding="utf-8") == text


def test_a_book_without_ledger_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with xlsxwriter.Workbook(tmp_path / "空.xlsx") as book:
        book.add_worksheet().write("A1", "你好")
    assert main(["adopt", str(tmp_path / "空.xlsx")]) == 2
    assert "GD001" in capsys.readouterr().err


def test_our_own_workbook_needs_one_paragraph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "跟单.xlsx"
    main(["new", str(book)])
    capsys.readouterr()
    assert main(["adopt", str(book), "--save"]) == 0
    said = capsys.readouterr().out
    assert said.count("\n") == 1 and "这是本工具的工作簿" in said and "订单台账" in said
    assert not (tmp_path / "gendan.toml").exists()


def test_both_real_ledgers_adopt_into_one_folder(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("lift_orders_wide.xlsx", "open_orders_electronics.xlsx"):
        (tmp_path / name).write_bytes((shared_data / name).read_bytes())
        assert main(["adopt", str(tmp_path / name), "--save"]) == 0
        assert "已写入" in capsys.readouterr().out
    text = (tmp_path / "gendan.toml").read_text(encoding="utf-8")
    assert text.count("[[ledger]]") == 2
    assert '"休息制度" = "无休"' in text
