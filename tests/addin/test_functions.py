"""The wrappers of the cell functions are those that xlwings itself would write."""

from __future__ import annotations

import io
import re
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import gendan_xl.udfs
from gendan_xl.addin.functions import MODULE, functions_vba

pytest.importorskip("xlwings")


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> Any:
    """xlwings' generator, which imports pywin32 although it does not need it."""
    stubs = {name: ModuleType(name) for name in ("pythoncom", "pywintypes", "win32com", "win32com.client")}
    stubs["pythoncom"].CoInitialize = lambda: None  # type: ignore[attr-defined]
    stubs["pywintypes"].com_error = type("com_error", (Exception,), {})  # type: ignore[attr-defined]
    stubs["win32com.client"].Dispatch = None  # type: ignore[attr-defined]
    for name, stub in stubs.items():
        monkeypatch.setitem(sys.modules, name, stub)
    monkeypatch.delitem(sys.modules, "xlwings.udfs", raising=False)
    import xlwings.udfs

    yield xlwings.udfs.generate_vba_wrapper
    sys.modules.pop("xlwings.udfs", None)


def for_excel(text: str) -> str:
    """Return a module as Excel compiles it: without the branch of other programs."""
    text = re.sub(r"    #Else\n.*?    #End If\n", "", text, flags=re.DOTALL)
    text = text.replace('    #If App = "Microsoft Excel" Then\n', "")
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def test_they_are_as_xlwings_writes_them(generator: Any) -> None:
    out = io.StringIO()
    generator(MODULE, gendan_xl.udfs, out, SimpleNamespace(Name="gendan.xlam"))
    ours = functions_vba(gendan_xl.udfs.UDFS.values(), gendan_xl.udfs.CATEGORY)
    wrappers = ours[ours.index("\nFunction ") :]
    assert len(gendan_xl.udfs.UDFS) > 5
    assert for_excel(wrappers).replace("GendanBook()", "ActiveWorkbook") == for_excel(out.getvalue())


def test_help_is_ascii_on_lines_that_vba_reads() -> None:
    argument = SimpleNamespace(name="rows", help="区域" * 200, is_optional=True)
    text = functions_vba([SimpleNamespace(name="gd_long", help="长😀" * 150, arguments=[argument])], "跟单")
    assert text.isascii()
    assert max(map(len, text.splitlines())) < 1024
    digits = "".join(re.findall(r'"([0-9A-F]{4,})"', text.split("GendanArgument")[0].split("gd_long")[1]))
    assert bytes.fromhex(digits).decode("utf-16-be") == ("长😀" * 150)[:255]
