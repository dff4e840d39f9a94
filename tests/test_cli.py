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


WRONG = [
    ([], "缺少 命令", "gendan"),
    (["chekc"], "没有“chekc”这个命令，是不是 check？", "gendan"),
    (["帮助"], "是不是 gendan --help？", "gendan"),
    (["CHEC"], "是不是 check？", "gendan"),
    (["校验", "a.xlsx"], "没有“校验”这个命令，是不是 check？", "gendan"),
    (["送貨單", "a.xlsx"], "是不是 gendan form 送货单？", "gendan"),
    (["产能负荷", "a.xlsx"], "是不是 gendan report 产能负荷？", "gendan"),
    (["template", "chek", "a.xlsx"], "没有“chek”这个动作，是不是 check？", "gendan template"),
    (["template"], "缺少 动作", "gendan template"),
    (["calendar"], "可选：", "gendan"),
    (["form", "delivery-note", "--oder", "A1"], "没有选项 --oder，是不是 --order？", "gendan form"),
    (["check", "a.xlsx", "--tody=2026-3-1"], "没有选项 --tody，是不是 --today？", "gendan check"),
    (["check", "--format", "xml"], "--format 没有“xml”，可选：text、json", "gendan check"),
    (["check", "--now"], "--now 后面缺少内容", "gendan check"),
    (["check", "--now", "9", "--today", "9"], "只能写一个", "gendan check"),
    (["form", "delivery-note", "--batch", "一"], "--batch 要写数字，不能是“一”", "gendan form"),
    (["check", "--all=3"], "--all 后面不能带内容“3”", "gendan check"),
    (["check", "--l", "en"], "--l 写得不全", "gendan check"),
    (["new", "a", "b"], "多写了“b”", "gendan new"),
    (["check", "a.xlsx", "—today", "2026-3-1"], "选项要用两个英文减号 --，不是 —", "gendan"),
    (["chekc", "－－all"], "选项要用两个英文减号 --，不是 －", "gendan"),
]


@pytest.mark.parametrize(("words", "said", "where"), WRONG)
def test_a_command_line_that_is_wrong(
    words: list[str], said: str, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    chinese, english = capsys.readouterr().err.splitlines()
    assert said in chinese and chinese.endswith(f"（写法见 {where} --help）[GD905]")
    assert english.endswith("[GD905]") and not set(english) & set("命令动作文件选项")
    assert "argument" not in chinese + english  # argparse's own words


@pytest.mark.parametrize("words", [["--lang", "en", "check"], ["check", "--lang", "en"]])
def test_the_language_may_stand_before_or_after_the_verb(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "none.xlsx"]) == 2
    assert "not found" in capsys.readouterr().out


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
