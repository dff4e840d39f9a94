"""`gendan settings` and `gendan undo` as a clerk types them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main


def test_settings_are_shown_as_the_sheet_shows_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "跟单.xlsx"
    build_book(path, {}, today=dt.date(2026, 3, 16))
    assert main(["settings", f"“{path}”"]) == 0
    shown = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert shown["大周基准日"] == "（空）" and shown["过单截止"] == "10:00" and shown["溢装率"] == "0"


def test_undo_of_a_file_says_that_it_is_for_an_open_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GENDAN_PIPE", "nobody-listens-here")
    path = tmp_path / "跟单.xlsx"
    assert main(["undo", str(path)]) == 2
    said = capsys.readouterr().err
    assert f"{path} 没有打开" in said and f"{path}.bak" in said and "[GD994]" in said
