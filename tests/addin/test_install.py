"""Installing into fake computers: Windows, macOS, and what stands in the way on each."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from gendan_xl.addin.build import addin
from gendan_xl.addin.environment import Environment, System, this_computer
from gendan_xl.addin.install import install_plan, status, uninstall_plan
from gendan_xl.addin.plan import Step, carry_out
from gendan_xl.addin.sources import XLWINGS
from gendan_xl.errors import GendanError

EXCEL = r'"C:\Program Files\Microsoft Office\Root\Office16\EXCEL.EXE" /automation'


def computer(folder: Path, system: System) -> Environment:
    """A home folder with a virtual environment, xlwings and Excel, all in order."""
    home = folder / "home"
    windows = system == "windows"
    python = home / "venv" / ("Scripts/python.exe" if windows else "bin/python")
    package = home / "venv" / "xlwings"
    for path in (
        python,
        *(home / "venv" / f"xlwings{bits}-{XLWINGS}.dll" for bits in (64, 32) if windows),
        package / f"xlwings-{XLWINGS}.applescript",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"VbaHandler")
    return Environment(
        system, home, home / "AppData" / "Roaming", python, "gbk" if windows else "ascii", XLWINGS, package,
        EXCEL if windows else "",
    )  # fmt: skip


@pytest.fixture(params=["windows", "mac"])
def env(request: pytest.FixtureRequest, tmp_path: Path) -> Environment:
    return computer(tmp_path, request.param)


@pytest.fixture
def windows(tmp_path: Path) -> Environment:
    return computer(tmp_path, "windows")


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def said(steps: list[Step], kind: str) -> str:
    return "\n".join(step.text("zh") for step in steps if step.kind == kind)


def test_files_land_where_excel_looks_and_go_again(env: Environment) -> None:
    before = files(env.home)
    carry_out(install_plan(env))
    new = {
        path.relative_to(env.home).as_posix(): data
        for path, data in files(env.home).items()
        if path not in before
    }
    if env.system == "windows":
        assert new == {
            "AppData/Roaming/Microsoft/Excel/XLSTART/gendan.xlam": addin(),
            ".gendan/gendan.conf": f'"INTERPRETER_WIN","{env.python}"\r\n'.encode(),
        }
    else:
        startup = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
        scripts = "Library/Application Scripts/com.microsoft.Excel"
        assert new == {
            f"{startup}/gendan.xlam": addin(),
            "Library/Containers/com.microsoft.Excel/Data/gendan.conf": f'"INTERPRETER_MAC","{env.python}"\n'.encode(),
            f"{scripts}/xlwings-{XLWINGS}.applescript": b"VbaHandler",
        }
    assert {step.kind for step in status(env)} == {"fine"}
    assert {step.kind for step in install_plan(env)} == {"fine"}, "a second time there is nothing to do"
    carry_out(uninstall_plan(env))
    left = set(files(env.home)) - set(before)
    assert {path.suffix for path in left} <= {".applescript"}, "which other add-ins of xlwings may use"
    assert "没有安装过" in said(uninstall_plan(env), "fine")


def test_a_plan_touches_nothing(env: Environment) -> None:
    before = files(env.home)
    steps = install_plan(env) + status(env) + uninstall_plan(env)
    assert files(env.home) == before
    assert str(env.settings) in said(steps, "write") and "gendan addin install" in said(steps, "obstacle")


def test_excel_must_be_closed_first(env: Environment) -> None:
    carry_out(install_plan(env))
    (env.addins / "~$gendan.xlam").write_bytes(b"\x04test" + b" " * 50)
    before = files(env.home)
    for plan in (install_plan(env), uninstall_plan(env)):
        with pytest.raises(GendanError, match=r"正在使用 gendan\.xlam.*GD997"):
            carry_out(plan)
    assert files(env.home) == before


def test_a_file_that_cannot_be_written_is_named(windows: Environment) -> None:
    (windows.addins / "gendan.xlam").mkdir(parents=True)
    with pytest.raises(GendanError, match=r"无法写入 .*gendan\.xlam.*GD998"):
        carry_out(install_plan(windows))
    assert not windows.settings.exists() and len(list(windows.addins.iterdir())) == 1


def test_an_old_version_and_another_python_are_told(windows: Environment) -> None:
    carry_out(install_plan(windows))
    (windows.addins / "gendan.xlam").write_bytes(b"older")
    moved = replace(windows, python=windows.home / "other" / "python.exe")
    found = said(status(moved), "obstacle")
    assert found.count("请重新运行 gendan addin install") == 2


def test_other_settings_of_the_user_are_kept(windows: Environment) -> None:
    windows.settings.parent.mkdir()
    windows.settings.write_bytes(
        '"USE UDF SERVER","True"\r\n\r\n"interpreter_win","C:\\旧"\r\n'.encode("gbk")
    )
    carry_out(install_plan(windows))
    lines = windows.settings.read_bytes().decode("gbk").splitlines()
    assert lines == [f'"INTERPRETER_WIN","{windows.python}"', '"USE UDF SERVER","True"']


@pytest.mark.parametrize(("version", "words"), [("", "没有安装 xlwings"), ("0.30.0", f"xlwings=={XLWINGS}")])
def test_only_the_one_version_of_xlwings_will_do(env: Environment, version: str, words: str) -> None:
    plan = install_plan(replace(env, xlwings=version))
    assert words in said(plan, "obstacle")
    with pytest.raises(GendanError, match="没有改动任何文件"):
        carry_out(plan)


def test_a_missing_or_other_dll_is_told_for_each_kind_of_excel(windows: Environment) -> None:
    dll = windows.home / "venv" / f"xlwings64-{XLWINGS}.dll"
    dll.rename(dll.with_name("xlwings64-0.30.0.dll"))
    plan = install_plan(windows)
    assert f"没有 xlwings64-{XLWINGS}.dll" in said(plan, "warning")
    assert "32 位 Excel 的单元格函数" in said(plan, "fine")
    carry_out(plan)


def test_an_incomplete_xlwings_on_mac_is_told(tmp_path: Path) -> None:
    env = computer(tmp_path, "mac")
    next((env.home / "venv" / "xlwings").iterdir()).unlink()
    assert "AppleScript" in said(install_plan(env), "obstacle")


@pytest.mark.parametrize(
    ("server", "words"),
    [
        (r"C:\Users\me\AppData\Local\Kingsoft\WPS Office\12.1\office6\et.exe /Automation", "WPS 占用"),
        (r'"D:\Office\et.exe" /automation', "WPS 占用"),
        (r"C:\Program Files\WindowsApps\Microsoft.Office.Desktop\EXCEL.EXE", "Microsoft Store"),
        ("", "没有找到 Excel"),
    ],
)
def test_who_answers_for_excel_is_told(windows: Environment, server: str, words: str) -> None:
    assert words in said(install_plan(replace(windows, excel_server=server)), "warning")


def test_the_path_of_python_is_judged(windows: Environment) -> None:
    def at(*parts: str, **changes: object) -> list[Step]:
        return install_plan(replace(windows, python=windows.home.joinpath(*parts), **changes))  # type: ignore[arg-type]

    assert "含中文" in said(at("跟单", "python.exe"), "warning")
    assert "读不出" in said(at("跟单", "python.exe", code_page="cp1252"), "obstacle")
    assert "OneDrive" in said(at("OneDrive", "python.exe", cloud=(windows.home / "OneDrive",)), "warning")
    assert "--user" in said(at("venv", "Scripts", "python.exe", is_user_site=True), "warning")


@pytest.mark.skipif(sys.platform != "linux", reason="what is said where there is no Excel")
def test_linux_is_shown_the_way_to_libreoffice() -> None:
    with pytest.raises(GendanError, match=r"docs/libreoffice\.md.*GD996"):
        this_computer()
