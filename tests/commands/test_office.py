"""`gendan office` from installation to removal, in a home folder of the test."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import openpyxl
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
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "gendan_xl", "office", *words]
        done = subprocess.run(command, cwd=REPO, capture_output=True, encoding="utf-8", timeout=200)
        return done.returncode, (done.stdout + done.stderr).strip()

    return run


def _left_running() -> list[str]:
    """Return the programs that were started for our pipe and still run."""
    words = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    return [word.decode() for word in words if os.environ["GENDAN_PIPE"].encode() in word]


@pytest.mark.usefixtures("calc_app")  # asks for LibreOffice
def test_install_status_uninstall(gendan: Gendan) -> None:
    """Without a display and with a fresh profile; nothing is left running."""
    assert gendan("install") == (0, "装好了：请重新打开 LibreOffice Calc，菜单里会多出“跟单”。")
    assert "按钮已安装" in gendan("status")[1]
    assert gendan("uninstall") == (0, "已卸载，工作簿没有改动。")
    assert gendan("status") == (1, "还没有安装按钮：请运行 gendan office install")
    assert not _left_running()


@pytest.mark.usefixtures("calc_app")
@pytest.mark.skipif(sys.platform != "linux", reason="Linux's folder of settings")
def test_settings_that_cannot_be_written_are_named(gendan: Gendan, tmp_path: Path) -> None:
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "libreoffice").touch()
    code, said = gendan("install")
    assert code == 2
    assert f"{tmp_path}/.config/libreoffice 不是您能写的文件夹" in said
    assert not _left_running()


@pytest.mark.usefixtures("calc_app")
@pytest.mark.skipif(sys.platform != "linux", reason="LibreOffice without a display")
def test_the_open_office_of_the_user_takes_the_buttons_and_a_press_is_told(
    gendan: Gendan, tmp_path: Path
) -> None:
    book = tmp_path / "空.xlsx"
    openpyxl.Workbook().save(book)
    user = subprocess.Popen(["soffice", "--nologo", str(book)], stderr=subprocess.DEVNULL)
    try:
        while not (tmp_path / ".~lock.空.xlsx#").exists():  # it is open, and does not listen to us
            assert user.poll() is None
            time.sleep(0.1)
        assert gendan("install")[0] == 0
        code, said = gendan("press", "check")
        assert (code, said[:3]) == (2, "校验：") and "GD001" in said
        assert user.poll() is None
    finally:
        user.terminate()
        user.wait(20)


def test_what_cannot_be_done_says_so(gendan: Gendan) -> None:
    assert gendan("start", "没有.xlsx") == (2, "找不到文件 没有.xlsx：请检查文件名和文件夹[GD910]")
    assert "check" in gendan("press", "nothing")[1]
