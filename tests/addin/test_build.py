"""The built add-in: the same bytes each time, a valid package, and a ribbon that Office's schema accepts."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gendan_xl.addin.build import build
from gendan_xl.addin.sources import macros
from gendan_xl.package.lint import lint

BUILD = "import sys; from gendan_xl.addin.build import addin; sys.stdout.buffer.write(addin())"


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai"])
def test_another_process_builds_the_same_bytes(zone: str) -> None:
    other = {**os.environ, "TZ": zone, "PYTHONHASHSEED": zone.isupper() and "1" or "2"}
    done = subprocess.run(
        [sys.executable, "-c", BUILD], env=other, cwd=macros().parent, capture_output=True, check=True
    )
    assert done.stdout == build(macros())


def test_windows_line_ends_of_a_checkout_change_nothing(tmp_path: Path) -> None:
    for path in macros().rglob("*.*"):
        copy = tmp_path / path.relative_to(macros())
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert build(tmp_path) == build(macros())


def test_the_package_is_without_fault(sdk_errors: Callable[..., list[str]]) -> None:
    file = build(macros())
    assert lint(file) == []
    assert sdk_errors(file, suffix=".xlam") == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [('size="large"', 'size="huge"'), ("<tabs>", "<tabs><button/>"), ("onAction=", "onPress=")],
    ids=["value", "element", "attribute"],
)
def test_the_schema_of_the_ribbon_is_really_applied(
    good: str, bad: str, tmp_path: Path, sdk_errors: Callable[..., list[str]]
) -> None:
    for path in macros().rglob("*.*"):
        copy = tmp_path / path.relative_to(macros())
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    ribbon = tmp_path / "customUI14.xml"
    text = ribbon.read_text(encoding="utf-8")
    assert good in text
    ribbon.write_text(text.replace(good, bad), encoding="utf-8")
    assert any("customUI" in error for error in sdk_errors(build(tmp_path), suffix=".xlam"))


def test_nothing_in_the_package_is_compressed_or_dated(tmp_path: Path) -> None:
    path = tmp_path / "gendan.xlam"
    path.write_bytes(build(macros()))
    members = zipfile.ZipFile(path).infolist()
    assert {(m.compress_type, m.date_time[0], m.create_system) for m in members} == {
        (zipfile.ZIP_STORED, 1980, 0)
    }
