"""The command line: whatever goes wrong comes out as one sentence with its code."""

from __future__ import annotations

from pathlib import Path

import pytest

from gendan_xl.cli import main
from gendan_xl.commands import new


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["new", ""], "GD944"),
        (["new", "."], "GD944"),
        (["new", "x" * 300], "GD957"),
        (["demo", "{file}/under"], "GD957"),
    ],
)
def test_places_that_cannot_be_are_told(
    tmp_path: Path, words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "文件").write_bytes(b"")
    assert main([word.replace("{file}", str(tmp_path / "文件")) for word in words]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and f"[{code}]" in said


@pytest.mark.parametrize("words", [[], ["calendar"], ["form"], ["check", "--format", "xml"]])
def test_a_command_line_that_is_wrong(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "命令没有写对" in said and "--help" in said and "[GD905]" in said


def test_an_error_nobody_foresaw_is_a_sentence_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(new, "moment", broken)
    assert main(["new", str(tmp_path / "跟单.xlsx")]) == 2
    assert "ZeroDivisionError: a bug" in capsys.readouterr().err
    monkeypatch.setenv("GENDAN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["new", str(tmp_path / "跟单.xlsx")])
