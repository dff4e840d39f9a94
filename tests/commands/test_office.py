"""`gendan office` from installation to removal, in a home folder of the test."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("xlwings")

REPO = Path(__file__).parents[2]
Gendan = Callable[..., tuple[int, str]]


@pytest.fixture
def gendan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gendan:
    """Run a command in a process of its own, as a clerk does, and return its exit code and what it said.

    LibreOffice keeps its profile in the test's folder.
    """
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GENDAN_HOME", str(tmp_path / "gendan"))
    monkeypatch.setenv("GENDAN_PIPE", f"gendan_{uuid.uuid4().hex[:8]}")

    def run(*words: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "gendan_xl", "office", *words]
        done = subprocess.run(command, cwd=REPO, capture_output=True, encoding="utf-8", timeout=200)
        return done.returncode, (done.stdout + done.stderr).strip()

    return run


@pytest.mark.usefixtures("calc_app")  # asks for LibreOffice
def test_install_status_uninstall(gendan: Gendan) -> None:
    assert gendan("install") == (0, "装好了：请重新打开 LibreOffice Calc，菜单里会多出“跟单”。")
    assert "按钮已安装" in gendan("status")[1]
    assert gendan("uninstall") == (0, "已卸载，工作簿没有改动。")


@pytest.mark.usefixtures("calc_app")
def test_where_nothing_is_installed(gendan: Gendan) -> None:
    assert gendan("status") == (1, "还没有安装按钮：请运行 gendan office install")


def test_what_cannot_be_done_says_so(gendan: Gendan) -> None:
    assert gendan("start", "没有.xlsx") == (2, "找不到文件 没有.xlsx：请检查文件名和文件夹[GD910]")
    assert "check" in gendan("press", "nothing")[1]
