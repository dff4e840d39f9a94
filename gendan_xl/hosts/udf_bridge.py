"""Python functions as functions of a running Calc, in this process's Python: how cell functions are tried here.

A factory of ours joins LibreOffice's services, and a Basic function a piece in the profile's Standard library calls
it; Calc finds those by name, also in a plain .xlsx. It lasts as long as the LibreOffice that we started.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gendan_xl.cells import to_serial
from gendan_xl.hosts.office import uno, unohelper

if TYPE_CHECKING:
    import xlwings as xw

Function = Callable[..., Any]

_SERVICE = "org.gendan.Functions"
_MODULE = "gendan"
_HEAD = f"""Function gendan_call(title, values)
  Dim answer, row, i, j
  answer = CreateUnoService("{_SERVICE}").invoke(title, values, Array(), Array())
  If Not IsArray(answer) Then
    gendan_call = answer
    Exit Function
  End If
  row = answer(0)
  Dim block(0 To UBound(answer), 0 To UBound(row))
  For i = 0 To UBound(answer)
    row = answer(i)
    For j = 0 To UBound(row)
      block(i, j) = row(j)
    Next
  Next
  gendan_call = block
End Function
"""


def offer(app: xw.App, functions: Mapping[str, Function]) -> None:
    """Let cells of `app` call functions by these names, in place of what was offered before.

    Arguments come as from Excel: float, str, None for a blank cell; an area as rows (tuples); a day as its serial
    number; an argument left out between others as None. Unlike from Excel a boolean in an area is 1 or 0, a single
    FALSE is None, and with an error among the arguments the function is not called. A result is one value or rows,
    which an array formula spills; None shows as blank, a day as its serial number, an exception as text.
    """
    office = app.impl.office
    _serve(office.context.ServiceManager, functions)
    libraries = office.create("com.sun.star.script.ApplicationScriptLibraryContainer")
    libraries.loadLibrary("Standard")
    library = libraries.getByName("Standard")
    source = _HEAD + "".join(_shim(name, function) for name, function in functions.items())
    (library.replaceByName if library.hasByName(_MODULE) else library.insertByName)(_MODULE, source)


def _shim(name: str, function: Function) -> str:
    """Return the Basic function that hands its arguments on; missing ones at the end are not handed on."""
    names = [f"p{number}" for number in range(len(inspect.signature(function).parameters))]
    counts = "".join(
        f'  If IsMissing({last}) Then\n    {name} = gendan_call("{name}", Array({", ".join(names[:count])}))\n'
        "    Exit Function\n  End If\n"
        for count, last in enumerate(names)
    )
    parameters = ", ".join(f"Optional {parameter}" for parameter in names)
    every = f'  {name} = gendan_call("{name}", Array({", ".join(names)}))\n'
    return f"Function {name}({parameters})\n{counts}{every}End Function\n"


def _serve(services: Any, functions: Mapping[str, Function]) -> None:
    """Put a factory of our own among LibreOffice's services."""
    for old in _known(services):
        services.remove(old)
    services.insert(_factory(functions))


def _known(services: Any) -> Sequence[Any]:
    factories = services.createContentEnumeration(_SERVICE)
    found = []
    while factories is not None and factories.hasMoreElements():
        found.append(factories.nextElement())
    return found


def _factory(functions: Mapping[str, Function]) -> Any:
    """Return a UNO factory whose instances call the functions."""
    base: Any = unohelper().Base
    information: Any = uno().getClass("com.sun.star.lang.XServiceInfo")
    invocation: Any = uno().getClass("com.sun.star.script.XInvocation")
    factory: Any = uno().getClass("com.sun.star.lang.XSingleComponentFactory")

    class Named(base, information):  # type: ignore[misc]
        def getImplementationName(self) -> str:  # noqa: N802
            return _SERVICE

        def supportsService(self, name: str) -> bool:  # noqa: N802
            return name == _SERVICE

        def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802
            return (_SERVICE,)

    class Functions(Named, invocation):  # type: ignore[misc]
        def getIntrospection(self) -> None:  # noqa: N802
            return None

        def invoke(self, name: str, values: Sequence[Any], *_: Any) -> tuple[Any, tuple[()], tuple[()]]:
            return _answer(functions[name], values), (), ()

        def hasMethod(self, name: str) -> bool:  # noqa: N802
            return name in functions

        def hasProperty(self, name: str) -> bool:  # noqa: N802
            return False

    class Factory(Named, factory):  # type: ignore[misc]
        def createInstanceWithContext(self, context: Any) -> Functions:  # noqa: N802
            return Functions()

        def createInstanceWithArgumentsAndContext(self, arguments: Any, context: Any) -> Functions:  # noqa: N802
            return Functions()

    return Factory()


def _answer(function: Function, values: Sequence[Any]) -> Any:
    """Call a function and return what Calc can show."""
    try:
        result = function(*(None if _is_left_out(value) else _given(value) for value in values))
    except Exception as error:
        return f"#{type(error).__name__}: {error}"
    if isinstance(result, list | tuple):
        rows = result if result and isinstance(result[0], list | tuple) else [result]
        return tuple(tuple(map(_shown, row)) for row in rows)
    return _shown(result)


def _is_left_out(value: Any) -> bool:
    """Tell whether nothing stands between two commas: Calc says so by a whole 0, while numbers come as floats."""
    return type(value) is int and value == 0


def _given(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(tuple(map(_given, row)) for row in value)
    return None if value == "" else _number(value)


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    return to_serial(value) if isinstance(value, dt.date) else _number(value)


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
