"""Our VBA is sound: an analyser of VBA finds nothing, and real Calc compiles it, runs it and hands over the command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.addin import build
from gendan_xl.addin.ribbon import Button, procedure
from gendan_xl.addin.sources import PROJECT, macros, modules
from gendan_xl.addin.vba_project import Module
from gendan_xl.commands._buttons import buttons
from gendan_xl.errors import GendanError
from gendan_xl.hosts import office

THEIRS = {"xlwings", "Dictionary"}
OURS = [module for module in modules(macros()) if module.name not in THEIRS]
BROKEN = {
    "unclosed": "Public Sub Wrong()\n    If True Then\nEnd Sub\n",
    "undeclared": "Option Explicit\nPublic Sub Wrong()\n    missing = 1\nEnd Sub\n",
    "unknown": "Option Explicit\nPublic Sub Wrong()\n    GendanPres 1\nEnd Sub\n",
}


# --- the analyser -----------------------------------------------------------------------------------------------


def analysed_file(path: Path) -> dict[str, list[str]]:
    """Return what the analyser says of each module of an add-in."""
    analyser = pytest.importorskip("pyvbaanalysis")
    return {
        name: [f"{p.severity.value} {p.code}: {p.message}" for p in problems]
        for name, problems in analyser.analyze_office_file(str(path)).items()
    }


def xlam(folder: Path, extra: str = "") -> Path:
    """Return the add-in with one more module."""
    project = [*modules(macros()), *([Module("Extra", text=extra)] if extra else [])]
    return packed(folder / "gendan.xlam", project)


def packed(path: Path, project: list[Module], kind: str = "addin") -> Path:
    """Return the package of build() around another project; a `sheet` opens in Calc without an explicit filter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "modules", lambda folder: project)
        types = {
            part: name.replace("addin.macro", f"{kind}.macro") for part, name in build._CONTENT_TYPE.items()
        }
        patch.setattr(build, "_CONTENT_TYPE", types)
        path.write_bytes(build.build(macros()))
    return path


def test_the_analyser_finds_nothing_in_ours_and_no_error_in_theirs(tmp_path: Path) -> None:
    found = analysed_file(xlam(tmp_path))
    assert {name: problems for name, problems in found.items() if problems and name not in THEIRS} == {}
    assert [
        problem for problems in found.values() for problem in problems if problem.startswith("error")
    ] == []


@pytest.mark.parametrize("fault", ["undeclared", "unknown"])
def test_the_analyser_is_awake(fault: str, tmp_path: Path) -> None:
    assert any(
        problem.startswith("error") for problem in analysed_file(xlam(tmp_path, BROKEN[fault]))["Extra"]
    )


# --- Calc -------------------------------------------------------------------------------------------------------

STUB = Module(
    "xlwings",
    text="""
Public Function RunPython(PythonCommand As String)
    ActiveWorkbook.Worksheets(1).Range("B1").Value = PythonCommand
End Function
Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    GetConfig = ActiveWorkbook.Worksheets(1).Range("C1").Value
End Function
""",
)
PROBE = "\nPublic Function Probe{}()\n    Probe{} = 42\nEnd Function\n"


@pytest.fixture(scope="module")
def calc() -> Iterator[office.Office]:
    """LibreOffice with macros allowed, for this file only."""
    try:
        running = office.start(macros=True)
    except GendanError as error:
        pytest.skip(str(error))
    yield running
    running.stop()


@contextmanager
def opened(calc: office.Office, folder: Path, *extra: Module) -> Iterator[Any]:
    """Open a workbook with our project and the modules given, the stub in place of xlwings."""
    path = packed(folder / "twin.xlsm", [*probed(), STUB, *extra], "sheet")
    arguments = office.properties(Hidden=True, MacroExecutionMode=4)
    document = calc.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, arguments)
    yield document
    document.close(True)


def probed() -> list[Module]:
    """Return our modules, each with a function that answers only when its whole module compiles."""
    return [
        Module(m.name, m.kind, m.text + PROBE.format(m.name, m.name)) if m.kind == "standard" else m
        for m in OURS
    ]


def call(document: Any, procedure: str, *arguments: Any) -> Any:
    """Call a procedure of the document's project and return (its value, what it set by reference)."""
    script = f"vnd.sun.star.script:{PROJECT}.{procedure}?language=Basic&location=document"
    value, _, changed = document.getScriptProvider().getScript(script).invoke(arguments, (), ())
    return value, changed


@pytest.fixture(scope="module")
def workbook(calc: office.Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with opened(calc, tmp_path_factory.mktemp("twin")) as document:
        yield document


@pytest.mark.parametrize("name", [m.name for m in OURS if m.kind == "standard"])
def test_calc_compiles_every_module(workbook: Any, name: str) -> None:
    assert call(workbook, f"{name}.Probe{name}")[0] == 42


@pytest.mark.parametrize("button", buttons(), ids=lambda button: button.verb)
def test_a_button_hands_its_command_to_python(workbook: Any, button: Button) -> None:
    sheet = workbook.Sheets.getByIndex(0)
    sheet.getCellRangeByName("C1").String = r"C:\gendan\python.exe"
    sheet.getCellRangeByName("B1").String = ""
    call(workbook, f"GendanRibbon.{procedure(button.verb)}", sheet)
    wanted = f"import gendan_xl.ribbon; gendan_xl.ribbon.run('{button.verb}')"
    assert sheet.getCellRangeByName("B1").String == wanted


def test_without_an_installation_no_python_is_started(workbook: Any) -> None:
    sheet = workbook.Sheets.getByIndex(0)
    for address in ("B1", "C1"):
        sheet.getCellRangeByName(address).String = ""
    call(workbook, "GendanRun.GendanPress", "check", True)
    assert sheet.getCellRangeByName("B1").String == ""


def test_enabling_rules_answer(workbook: Any) -> None:
    control = workbook.Sheets.getByIndex(0)
    assert call(workbook, "GendanRun.GendanHasWorkbook", control, False)[1][-1] is True
    workbook.CurrentController.select(control.getCellRangeByName("A1:B2"))
    assert call(workbook, "GendanRun.GendanHasRange", control, False)[1][-1] is True


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("跟单 2026 (1)&50%.xlsx", True),
        ("a$(touch x).xlsx", False),
        ("a`b`.xlsx", False),
        ('a"b.xlsx', False),
    ],
)
def test_names_that_a_shell_would_act_on_are_refused(workbook: Any, name: str, plain: bool) -> None:
    assert call(workbook, "GendanRun.GendanPlainName", name)[0] is plain


def test_chinese_comes_out_of_hexadecimal(workbook: Any) -> None:
    text = "请先打开跟单，A😀"
    assert call(workbook, "GendanHelp.GendanText", text.encode("utf-16-be").hex().upper())[0] == text


def test_the_help_of_all_functions_is_read(workbook: Any) -> None:
    call(workbook, "GendanRun.GendanWorkbookActivated")
    text = (macros() / "GendanUdfs.bas").read_text("ascii")
    assert len(re.findall("GendanDescribed ", text)) == len(re.findall("(?m)^Function gd_", text)) > 5


def test_calc_refuses_a_module_that_does_not_compile(calc: office.Office, tmp_path: Path) -> None:
    broken = Module("Broken", text=BROKEN["unclosed"] + PROBE.format("Broken", "Broken"))
    with opened(calc, tmp_path, broken) as document:
        assert call(document, "Broken.ProbeBroken")[0] != 42
