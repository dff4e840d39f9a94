"""The repository keeps its promises: light to import, every folder on its floor, commands explained, whole in a wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from gendan_xl.addin.build import build
from gendan_xl.cli import actions

REPO = Path(__file__).resolve().parent.parent
HEAVY = {"pandas", "numpy", "openpyxl", "xlwings", "pydantic", "python_calamine", "xlsxwriter", "dask"}


def modules_after(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after running `code`."""
    tell = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint('\\n' + ' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", tell], capture_output=True, cwd=REPO, check=True)
    return {name.split(".")[0] for name in done.stdout.decode().splitlines()[-1].split()}


@pytest.mark.parametrize(
    "code", ["import gendan_xl", "from gendan_xl.cli import main; main(['--help'])"], ids=["import", "help"]
)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str) -> None:
    loaded = modules_after(code)
    assert "gendan_xl" in loaded
    assert HEAVY & loaded == set()


def test_every_command_is_explained() -> None:
    known = actions()
    assert {"check", "schedule", "form", "new", "adopt", "demo", "generate"} <= {
        action.verb for action in known
    }
    assert len({action.verb for action in known}) == len(known)
    for action in known:
        assert action.label and action.help.zh and action.help.en, action.verb
        assert action.help.zh != action.help.en, action.verb


def test_every_folder_stands_on_a_floor() -> None:
    settings = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    floors = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {name.strip().removeprefix("gendan_xl.") for floor in floors for name in floor.split("|")}
    code = [
        path
        for path in (REPO / "gendan_xl").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    ]
    assert {path.stem for path in code} - {"__init__", "__main__"} == placed


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(REPO))
    return next(folder.glob("*.whl"))


def pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "-qq", *words]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL)
    said = done.stderr.decode(errors="replace")
    offline = "No matching distribution" in said or "Failed to establish" in said
    if done.returncode and offline and os.environ.get("GENDAN_REQUIRE_TOOLS") != "1":
        pytest.skip("pip cannot reach the package registry")
    assert done.returncode == 0, said


def test_the_wheel_carries_templates_and_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = ("xlsx_templates/**/*", "gendan_xl/data/*", "gendan_xl/demo/data/*")
    wanted = [path.relative_to(REPO) for pattern in tracked for path in REPO.glob(pattern) if path.is_file()]
    assert len(wanted) > 5
    missing = [str(path) for path in wanted if str(path) not in names and f"gendan_xl/{path}" not in names]
    assert missing == []
    assert not any(name.startswith("tests/") for name in names)


def test_the_wheel_carries_the_addin(wheel: Path) -> None:
    carried = zipfile.ZipFile(wheel).read("gendan_xl/addin/gendan.xlam")
    assert carried == build(REPO / "macros")


def test_the_demo_runs_from_the_wheel_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env")
    programs = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip("--python", str(programs / "python"), "install", "--no-compile", str(wheel))
    empty = tmp_path / "empty"
    empty.mkdir()
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [programs / "gendan", "demo"], cwd=empty, env=plain, capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    assert (empty / "demo" / "跟单工作簿.xlsx").is_file()
    assert list((empty / "demo").rglob("*送货单*.xlsx"))
