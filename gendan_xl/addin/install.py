"""Where the add-in's files go: plans to install, to remove, and to see what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gendan_xl.addin.build import NAME, addin
from gendan_xl.addin.checks import excel, held, package, python_path
from gendan_xl.addin.environment import Environment
from gendan_xl.addin.plan import Step
from gendan_xl.addin.sources import XLWINGS


def install_plan(env: Environment) -> list[Step]:
    """Return what `gendan addin install` does on this computer."""
    return [*held(env), *package(env), *python_path(env), *excel(env), *_writes(env)]


def uninstall_plan(env: Environment) -> list[Step]:
    """Return what `gendan addin uninstall` does: the add-in and its settings go, shared scripts of xlwings stay."""
    ours = [path for path in (env.addins / NAME, env.settings) if path.exists()]
    removals = [Step("remove", f"删除 {path}", f"remove {path}", path) for path in ours]
    return [*held(env), *removals] or [
        Step("fine", "没有安装过，没有要删除的", "not installed, nothing to remove")
    ]


def status(env: Environment) -> list[Step]:
    """Return what is installed, whether it is this version, and what would keep it from working."""
    files = dict(_files(env))
    return [
        *(_found(path, data) for path, data in files.items()),
        *package(env),
        *python_path(env),
        *excel(env),
    ]


def _files(env: Environment) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of an installation with what belongs into them."""
    yield env.addins / NAME, addin()
    yield env.settings, _settings(env)
    if env.system == "mac" and env.xlwings_folder:
        script = env.xlwings_folder / f"xlwings-{XLWINGS}.applescript"
        if script.is_file():
            yield env.scripts / script.name, script.read_bytes()


def _settings(env: Environment) -> bytes:
    """Return gendan.conf as VBA reads it (pairs in quotes, the system's code page, no blank line); other keys are kept."""
    key = "INTERPRETER_WIN" if env.system == "windows" else "INTERPRETER_MAC"
    python = f'"{key}","{env.python}"'.encode(env.code_page, "replace")
    before = env.settings.read_bytes().splitlines() if env.settings.is_file() else []
    kept = [line for line in before if line.strip() and not line.upper().startswith(b'"INTERPRETER')]
    end = b"\r\n" if env.system == "windows" else b"\n"
    return b"".join(line + end for line in (python, *kept))


def _writes(env: Environment) -> Iterator[Step]:
    for path, data in _files(env):
        if path.is_file() and path.read_bytes() == data:
            yield Step("fine", f"{path} 已是最新", f"{path} is up to date")
        else:
            yield Step("write", f"写入 {path}", f"write {path}", path, data)


def _found(path: Path, data: bytes) -> Step:
    if not path.is_file():
        return Step(
            "obstacle",
            f"没有 {path}：请运行 gendan addin install",
            f"{path} is missing: run gendan addin install",
        )
    if path.read_bytes() != data:
        return Step(
            "obstacle",
            f"{path} 是另一个版本或指向另一个 Python：请重新运行 gendan addin install",
            f"{path} is of another version or Python: run gendan addin install again",
        )
    return Step("fine", f"{path} 已安装，版本一致", f"{path} is installed and of this version")
