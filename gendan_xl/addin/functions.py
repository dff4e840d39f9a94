"""The cell functions as VBA: for each the wrapper that calls Python, and its help for Excel's function wizard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from gendan_xl.addin.vba_text import hexadecimal

MODULE = "gendan_xl.udfs"
"""Where xlwings finds the Python functions."""
HELP_LIMIT = 255
"""Characters that Excel's function wizard takes."""
_HEAD = 'Attribute VB_Name = "GendanUdfs"\nOption Explicit\n' + "' Written by: gendan generate\n"
_BOOK = """Private Function GendanBook() As Object
    ' The workbook whose cell asks, which need not be the one in front.
    Set GendanBook = ActiveWorkbook
    If TypeName(Application.Caller) = "Range" Then Set GendanBook = Application.Caller.Worksheet.Parent
End Function
"""


class Argument(Protocol):
    """What the wrapper needs to know of an argument."""

    @property
    def name(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def is_optional(self) -> bool: ...


class Function(Protocol):
    """What the wrapper needs to know of a cell function."""

    @property
    def name(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def arguments(self) -> Sequence[Argument]: ...


def functions_vba(functions: Iterable[Function], category: str) -> str:
    """Return GendanUdfs.bas: wrappers as xlwings' `generate_vba_wrapper` writes them for Excel, and their help.

    They hand on the workbook of the calling cell, where xlwings takes the active one.
    """
    known = sorted(functions, key=lambda function: function.name)
    help_lines = [line for function in known for line in _help(function)]
    constant = f"Private Const GENDAN_CATEGORY As String = {hexadecimal(category)}\n"
    describe = ["Public Sub GendanDescribeFunctions()", *help_lines, "End Sub"]
    return "\n".join((_HEAD, constant, *describe, "", _BOOK, *map(_wrapper, known)))


def _wrapper(function: Function) -> str:
    parameters = ", ".join(f"{'Optional ' * a.is_optional}{a.name}" for a in function.arguments)
    values = ", ".join(argument.name for argument in function.arguments)
    call = f'XLPy.CallUDF("{MODULE}", "{function.name}", Array({values}), GendanBook(), Application.Caller)'
    return (
        f"Function {function.name}({parameters})\n"
        '    If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function\n'
        "    If TypeOf Application.Caller Is Range Then On Error GoTo failed\n"
        f"    {function.name} = {call}\n"
        "    Exit Function\n"
        "failed:\n"
        f"    {function.name} = Err.Description\n"
        "End Function\n"
    )


def _help(function: Function) -> Iterator[str]:
    yield f'    GendanDescribe "{function.name}", {hexadecimal(function.help[:HELP_LIMIT])}'
    for argument in function.arguments:
        yield f"    GendanArgument {hexadecimal(argument.help[:HELP_LIMIT])}"
    yield "    GendanDescribed GENDAN_CATEGORY"
