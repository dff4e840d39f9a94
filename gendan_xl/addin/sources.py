"""The VBA modules of the add-in: our own text in macros/, and xlwings' with what it may not do taken out."""

from __future__ import annotations

import re
from pathlib import Path

from gendan_xl.addin.vba_project import Module
from gendan_xl.errors import GendanError

PROJECT = "gendan"
XLWINGS = "0.37.8"
"""The version of xlwings whose VBA is in macros/vendor and whose DLL the cell functions need: no other fits."""
SHEET = "Sheet1"

_FIXED_PYTHONPATH = 'PYTHONPATH = "false"'
_CHANGES = (
    (r'(PROJECT_NAME As String = )"myaddin"', rf'\1"{PROJECT}"', 1),
    # Settings come from the user's own file: an opened workbook or its folder must not choose a program or a path.
    (r'(Function GetConfig\(.*source As String = )""', r'\1"user"', 1),
    # No path is given to Python: those of xlwings hold the workbook's name and folder, which pass through the shell.
    (r'PYTHONPATH = (?:AddExcelDir|FName) & ";".*', _FIXED_PYTHONPATH, 4),
    # Without a setting no `python` is looked for in the folder that happens to be the current one …
    (r'GetConfig\("INTERPRETER", "pythonw?"\)', 'GetConfig("INTERPRETER", "")', 3),
    # … and Python looks for no module there.
    (r" -B -c ", " -B -P -c ", 2),
)


def macros() -> Path:
    """Return the folder of the VBA text. GendanError GD999 in an installed package, which carries the add-in built."""
    folder = Path(__file__).resolve().parents[2] / "macros"
    if not (folder / "customUI14.xml").is_file():
        raise GendanError(
            "GD999", "这里没有加载项的源文件 macros，请重新安装 gendan-xl",
            "the source of the add-in (macros) is not here; install gendan-xl again",
        )  # fmt: skip
    return folder


def modules(folder: Path) -> list[Module]:
    """Return the modules of the add-in from the text in `folder`; ValueError when xlwings' text is not as expected."""
    own = sorted(folder.glob("*.bas"))
    vendor = folder / "vendor"
    return [
        Module("ThisWorkbook", "workbook", _read(folder / "ThisWorkbook.cls")),
        Module(SHEET, "sheet"),
        *(Module(path.stem, "standard", _read(path)) for path in own),
        Module("xlwings", "standard", hardened(_read(vendor / "xlwings_custom_addin.bas"))),
        Module("Dictionary", "class", _read(vendor / "Dictionary.cls")),
    ]


def _read(path: Path) -> str:
    return path.read_bytes().decode("ascii").replace("\r\n", "\n")


def hardened(text: str) -> str:
    """Return xlwings' module for our project. ValueError when a place to change is not there as often as known."""
    for pattern, replacement, times in _CHANGES:
        text, found = re.subn(pattern, replacement, text)
        if found != times:
            raise ValueError(f"xlwings {XLWINGS} has {pattern} {times} times, this text {found} times")
    return text
