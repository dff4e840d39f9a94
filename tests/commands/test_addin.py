"""`gendan addin`: what is printed, what is written, which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from gendan_xl.addin import environment
from gendan_xl.addin.build import build
from gendan_xl.addin.environment import Environment
from gendan_xl.addin.sources import XLWINGS, macros
from gendan_xl.cli import main


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    python = tmp_path / "py" / "python.exe"
    fake = Environment("windows", tmp_path, tmp_path / "AppData", python, "gbk", XLWINGS, None, "EXCEL.EXE")
    monkeypatch.setattr(environment, "this_computer", lambda: fake)
    return fake


def test_build_writes_the_file(tmp_path: Path) -> None:
    assert main(["addin", "build", "--out", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new" / "gendan.xlam").read_bytes() == build(macros())
    assert main(["addin", "build", "--out", str(tmp_path / "no"), "--dry-run"]) == 0
    assert not (tmp_path / "no").exists()


def test_build_asks_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["addin", "build"]) == 2
    assert "--out" in capsys.readouterr().err


def test_a_life(env: Environment, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["addin", "status"]) == 1
    assert main(["addin", "install", "--dry-run"]) == 0
    assert not env.settings.exists()
    assert "以上是预览" in capsys.readouterr().out
    assert main(["addin", "install"]) == 0
    assert "重新打开 Excel" in capsys.readouterr().out
    assert main(["addin", "status", "--lang", "en"]) == 0
    assert "of this version" in capsys.readouterr().out
    assert main(["addin", "uninstall"]) == 0
    assert not env.settings.exists() and not list(env.addins.iterdir())
