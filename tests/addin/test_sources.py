"""xlwings' module: the one that was installed, and what an opened workbook can no longer do with it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from gendan_xl.addin import sources

xlwings = pytest.importorskip("xlwings")
excel = pytest.importorskip("pyopenvba.apps.excel")


def vendor(name: str) -> str:
    return (sources.macros() / "vendor" / name).read_bytes().decode("ascii").replace("\r\n", "\n")


@pytest.mark.parametrize("place", ["xlwings_custom_addin.bas", "addin/Dictionary.cls"])
def test_vendored_text_is_that_of_the_pinned_wheel(place: str) -> None:
    assert xlwings.__version__ == sources.XLWINGS
    original = Path(xlwings.__file__).parent / place
    assert (sources.macros() / "vendor" / original.name).read_bytes() == original.read_bytes()


def test_the_project_asks_for_that_version() -> None:
    text = (sources.macros().parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f"xlwings=={sources.XLWINGS}" in tomllib.loads(text)["project"]["optional-dependencies"]["live"]


def test_the_licence_stays_in_the_file() -> None:
    module = next(m for m in sources.modules(sources.macros()) if m.name == "xlwings")
    assert "BSD 3-clause" in module.text and "Zoomer Analytics" in module.text
    assert "Tim Hall" in next(m.text for m in sources.modules(sources.macros()) if m.name == "Dictionary")


def test_a_text_that_is_not_as_known_is_refused() -> None:
    with pytest.raises(ValueError, match="GetConfig"):
        sources.hardened(
            vendor("xlwings_custom_addin.bas").replace('source As String = ""', "source As String")
        )


MAILED = """
Public Sub Mailed()
    ActiveWorkbook.Worksheets(1).Name = "gendan.conf"
    ActiveWorkbook.Worksheets(1).Range("A1").Value = "{key}"
    ActiveWorkbook.Worksheets(1).Range("B1").Value = "evil"
End Sub
Public Function Answer()
    Answer = GetConfig("{key}", "ours")
End Function
"""


def answer(text: str, key: str) -> object:
    """Run xlwings' own GetConfig on a workbook that brings a sheet of settings."""
    for computer, harmless in (
        ("WScript.ExpandEnvironmentStrings(s)", "s"),
        ('Environ("USERPROFILE")', '"C:\\Users\\me"'),
        ("Attr = GetAttr(FileSpec)", "Err.Raise 53"),
    ):
        assert computer in text
        text = text.replace(computer, harmless)
    app = excel.ExcelApplication()
    app.add_workbook()
    app.add_module(re.sub(r"(?m)^(\s*#.*?)\s*'.*$", r"\1", text), name="xlwings")
    app.add_module(MAILED.format(key=key), name="Mail")
    app.run("Mailed")
    return app.run("Answer")


@pytest.mark.parametrize(
    "key", ["INTERPRETER_WIN", "INTERPRETER_MAC", "CONDA PATH", "PYTHONPATH", "TEMP DIR", "LICENSE_KEY"]
)
def test_an_opened_workbook_chooses_no_setting(key: str) -> None:
    original = vendor("xlwings_custom_addin.bas")
    as_shipped = original.replace('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "gendan"')
    assert answer(as_shipped, key) == "evil", "the danger is real"
    assert answer(sources.hardened(original), key) == "ours"


def test_what_python_is_told_holds_no_name_or_folder_of_a_workbook() -> None:
    text = sources.hardened(vendor("xlwings_custom_addin.bas"))
    given = re.findall(r"^\s*PYTHONPATH = (.*)$", text, re.MULTILINE)
    assert {value for value in given if not value.startswith("Replace(")} == {'"false"'}
    assert re.findall(r'GetConfig\("INTERPRETER", "(.*?)"\)', text) == ["", "", ""]
    assert text.count(" -B -P -c ") == 2 and " -B -c " not in text
    assert not re.search(r'GetConfig\("[^"]*", [^,()]*, ', text), "no call asks another source"
