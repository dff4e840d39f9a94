"""gendan.toml: what is saved is found again, and what the user edits wins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.books.memory import raw_sheet
from gendan_xl.errors import GendanError
from gendan_xl.intake.mapping import BookMapping, ColumnMapping, SheetMapping, load, load_for, meaning, save
from gendan_xl.intake.propose import propose
from gendan_xl.intake.read import read_book
from gendan_xl.schema.orders import Orders

ROWS: list[list[Any]] = [["单号", "品名", "数量", "结束", "计划交货日期"], ["A1", "门", 5, "未结束", ""]]


def adopt(folder: Path, rows: list[list[Any]] = ROWS) -> Path:
    path = folder / "gendan.toml"
    save(path, propose([raw_sheet("订单", rows)]))
    return path


def test_next_month_is_recognised_from_a_parent_folder(tmp_path: Path) -> None:
    adopt(tmp_path)
    (tmp_path / "四月").mkdir()
    saved = load_for(tmp_path / "四月" / "订单.xlsx")
    assert saved
    april = [["某公司"], ["单号 ", "品 名", "数量", "结束", "计划交货日期"], ["B1", "窗", 1, "未结束", ""]]
    (sheet,) = propose([raw_sheet("4月", april)], saved).sheets
    assert (sheet.is_saved, sheet.header_row, sheet.values) == (True, 2, {"close_mode": {"未结束": ""}})
    assert read_book([raw_sheet("4月", april)], saved)[1] == []  # nothing left to ask


def test_saving_twice_changes_nothing_and_edits_stay(tmp_path: Path) -> None:
    path = adopt(tmp_path)
    text = path.read_text(encoding="utf-8")
    edited = text.replace('"计划交货日期" = "客户要求交期"', '"计划交货日期" = "确认交期"') + "# 我的注释\n"
    path.write_text(edited, encoding="utf-8")
    assert not save(path, propose([raw_sheet("订单", ROWS)]))
    assert path.read_text(encoding="utf-8") == edited
    assert save(path, propose([raw_sheet("订单", [["单号", "品名", "数量", "颜色"], ["A1", "门", 5, "红"]])]))
    assert path.read_text(encoding="utf-8").startswith(edited.rstrip("\n"))
    ledger, _ = read_book([raw_sheet("订单", ROWS)], load(path))
    assert "confirmed_date" in ledger.tables["orders"].columns


def test_changed_headers_are_proposed_anew(tmp_path: Path) -> None:
    saved = load(adopt(tmp_path))
    (sheet,) = propose([raw_sheet("订单", [[*ROWS[0], "颜色"], [*ROWS[1], "红"]])], saved).sheets
    assert not sheet.is_saved
    assert "color" in sheet.fields


def test_settings_of_the_file_and_of_the_layout(tmp_path: Path) -> None:
    path = adopt(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        '[settings]\n"税率" = "9%"\n"休息制度" = "双休"\n'
        + text
        + '\n[ledger.settings]\n"休息制度" = "无休"\n',
        encoding="utf-8",
    )
    ledger, _ = read_book([raw_sheet("订单", ROWS)], load(path))
    assert ledger.notes["settings"] == {"税率": "9%", "休息制度": "无休"}


@pytest.mark.parametrize(
    "text", ["not toml [", "[[ledger]]\nfingerprint='x'\n", "ledger = 3", "settings = 3"]
)
def test_a_broken_file_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "gendan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(GendanError, match="GD007"):
        load(tmp_path / "gendan.toml")


def test_a_word_that_means_nothing_is_said(tmp_path: Path) -> None:
    path = adopt(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"产品名称"', '"产品名"'), encoding="utf-8")
    with pytest.raises(GendanError, match=r"“产品名”.*GD007"):
        propose([raw_sheet("订单", ROWS)], load(path))


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=6))
def test_any_header_survives_the_file(headers: list[str]) -> None:
    import tomllib

    from gendan_xl.intake.mapping import column_names, to_save

    columns = tuple(ColumnMapping(n, h, "order_no" if n == 1 else "") for n, h in enumerate(headers, 1))
    text = to_save(BookMapping((SheetMapping("表", Orders, 1, columns, "abc"),)), None)
    (entry,) = tomllib.loads(text)["ledger"]
    assert list(entry["columns"].items()) == [
        (name, meaning(column, Orders)) for name, column in zip(column_names(columns), columns, strict=True)
    ]
