"""What a cell function is: its help, its arguments, and the notes by which xlwings offers it to Excel.

`udf` is the only declaration: the VBA wrappers, the help of the function wizard and docs/functions.md follow from
`UDFS`. Nothing here imports xlwings, so functions work and are tested where Excel is not.
"""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from gendan_xl.errors import GendanError
from gendan_xl.rules import NotKeptError

CATEGORY = "跟单"
"""The group of the functions in Excel's function wizard."""

HELP_LIMIT = 255
"""Characters that Excel's function wizard shows of a help text."""

Function = Callable[..., Any]
_FIRST_CLAUSE = re.compile(r"[^，：；（,:;(]+")
_log = logging.getLogger(__name__)


class UdfError(Exception):
    """A short text such as 「#日期?」 that stands in the cell instead of a result."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a cell function with its help."""

    name: str
    help: str
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Udf:
    """A cell function: what the function wizard and the reference say of it.

    `help` is Chinese, `help_en` its English twin; `examples` maps formulas to what their cell shows.
    """

    name: str
    function: Function
    help: str
    help_en: str
    arguments: tuple[Argument, ...]
    examples: Mapping[str, str]


UDFS: dict[str, Udf] = {}
"""All cell functions by name, in the order of the reference."""


def udf(examples: Mapping[str, str], **helps: str) -> Callable[[Function], Function]:
    """Register a cell function; `helps` are the Chinese help of each argument, by name.

    The first paragraph of its docstring is the Chinese help, the second the English. ValueError when the arguments and
    their help do not agree. Problems come back as short text, never as a traceback.
    """

    def register(function: Function) -> Function:
        parameters = inspect.signature(function).parameters
        if list(helps) != list(parameters):
            raise ValueError(f"{function.__name__}: help for {list(helps)}, arguments are {list(parameters)}")
        arguments = tuple(
            Argument(name, helps[name], parameter.default is not inspect.Parameter.empty)
            for name, parameter in parameters.items()
        )
        zh, en = ((inspect.getdoc(function) or "").split("\n\n") + [""])[:2]
        answer = _guarded(function)
        entry = UDFS[function.__name__] = Udf(
            function.__name__, answer, zh.replace("\n", ""), en.replace("\n", " "), arguments, examples
        )
        vars(answer)["__xlfunc__"] = _xlwings_notes(entry)
        return answer

    return register


def short(error: Exception) -> str:
    """Return the text that stands in a cell for an error."""
    if isinstance(error, UdfError):
        return str(error)
    if isinstance(error, GendanError):
        clause = _FIRST_CLAUSE.match(error.message.zh)
        return f"#{clause[0] if clause else ''}[{error.code}]"
    if isinstance(error, NotKeptError):
        return f"#{error.message.zh}?"
    if isinstance(error, ArithmeticError):
        return "#数字?"
    _log.error("cell function failed", exc_info=error)
    return "#出错?"


def _guarded(function: Function) -> Function:
    @wraps(function)
    def answer(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except Exception as error:
            return short(error)

    return answer


def _xlwings_notes(entry: Udf) -> dict[str, Any]:
    """Return what xlwings' decorators `func` and `arg` would note: ranges as rows, error cells as text."""
    arguments: list[dict[str, Any]] = []
    for place, argument in enumerate(entry.arguments):
        notes: dict[str, Any] = {
            "name": argument.name, "pos": place, "vba": None, "doc": argument.help[:HELP_LIMIT], "vararg": False,
            "options": {"ndim": 2, "err_to_str": True},
        }  # fmt: skip
        if argument.is_optional:
            notes["optional"] = None
        arguments.append(notes)
    return {
        "name": entry.name,
        "sub": False,
        "args": arguments,
        "argmap": {notes["name"]: notes for notes in arguments},
        "ret": {"doc": entry.help[:HELP_LIMIT], "options": {}},
        "category": CATEGORY,
        "call_in_wizard": False,
        "volatile": False,
        "async_mode": None,
    }
