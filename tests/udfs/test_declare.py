"""Functions are declared once: what xlwings, the function wizard and VBA get from that is sound."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gendan_xl.udfs import UDFS
from gendan_xl.udfs._declare import HELP_LIMIT, Udf, udf

REPO = Path(__file__).resolve().parents[2]
KEYWORDS = frozenset(
    """
    access addressof alias and any append as base binary boolean byref byte byval call case cdate close compare const
    currency date debug declare decimal defint dim do double each else elseif empty end enum eqv erase error event exit
    explicit false for friend function get global gosub goto if imp implements in input integer is let lib like line
    lock long longlong longptr loop lset me mid mod module name new next not nothing null object on open option optional
    or output paramarray preserve print private property public put raiseevent random read redim rem resume return rset
    seek select set shared single spc static step stop string sub tab then time to true type typeof unlock until variant
    wend while width with withevents write xor
    """.split()  # noqa: SIM905
)
"""Words that VBA or LibreOffice Basic keeps for itself."""


@pytest.fixture(params=UDFS.values(), ids=list(UDFS))
def entry(request: pytest.FixtureRequest) -> Udf:
    return request.param  # type: ignore[no-any-return]


def test_names_do_for_excel_and_vba(entry: Udf) -> None:
    assert re.fullmatch(r"gd(_[a-z]+)+", entry.name)
    names = [argument.name for argument in entry.arguments]
    assert not KEYWORDS & set(names)
    assert not {name for name in names if name in UDFS}
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)
    flags = [argument.is_optional for argument in entry.arguments]
    assert flags == sorted(flags)


def test_everything_is_explained_within_the_wizards_limit(entry: Udf) -> None:
    assert entry.help and entry.help_en and entry.examples
    assert re.search(r"[\u4e00-\u9fff]", entry.help) and entry.help_en.isascii()
    for text in (entry.help, *(argument.help for argument in entry.arguments)):
        assert 0 < len(text) <= HELP_LIMIT
    assert sum(len(argument.name) + 2 for argument in entry.arguments) <= HELP_LIMIT


def test_every_function_of_the_module_is_registered() -> None:
    from gendan_xl import udfs

    assert {name for name in vars(udfs) if name.startswith("gd_")} == set(UDFS)
    assert all(getattr(udfs, name) is entry.function for name, entry in UDFS.items())


def test_an_argument_without_help_is_refused() -> None:
    def gd_wrong(day: object, other: object) -> None:
        """没有说明。

        Not explained."""

    with pytest.raises(ValueError, match="gd_wrong"):
        udf({}, day="日期")(gd_wrong)
    assert "gd_wrong" not in UDFS


_ON_WINDOWS = """
import sys, types
for name in ("pythoncom", "pywintypes", "win32com", "win32com.client"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["pythoncom"].CoInitialize = lambda: None
sys.modules["pywintypes"].com_error = OSError
sys.modules["win32com.client"].Dispatch = lambda thing: thing
"""
_COMPARE = """
from xlwings import udfs
from gendan_xl.udfs import CATEGORY, UDFS
for entry in UDFS.values():
    bare = entry.function.__wrapped__
    bare = types.FunctionType(bare.__code__, {}, bare.__name__, bare.__defaults__)
    bare.__doc__ = entry.help
    for argument in entry.arguments:
        bare = udfs.xlarg(argument.name, doc=argument.help, ndim=2, err_to_str=True)(bare)
    bare = udfs.xlfunc(category=CATEGORY, call_in_wizard=False)(bare)
    assert bare.__xlfunc__ == entry.function.__xlfunc__, entry.name
"""
_WRAP = """
import io
from xlwings import udfs
import gendan_xl.udfs as module
out = io.StringIO()
udfs.generate_vba_wrapper("gendan_xl.udfs", module, out, types.SimpleNamespace(Name="gendan.xlam"))
sys.stdout.write(out.getvalue())
"""


def as_on_windows(code: str) -> str:
    """Run code in an interpreter where xlwings believes that pywin32 is there."""
    pytest.importorskip("xlwings")
    done = subprocess.run(
        [sys.executable, "-c", _ON_WINDOWS + code], cwd=REPO, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_notes_are_what_xlwings_own_decorators_write() -> None:
    as_on_windows(_COMPARE)


def test_xlwings_makes_a_wrapper_of_every_function() -> None:
    vba = as_on_windows(_WRAP)
    assert vba.isascii()
    made = dict(re.findall(r"^Function (\w+)\((.*)\)$", vba, re.MULTILINE))
    assert set(made) == set(UDFS)
    for name, entry in UDFS.items():
        words = [f"Optional {a.name}" if a.is_optional else a.name for a in entry.arguments]
        assert made[name] == ", ".join(words)
        assert list(inspect.signature(entry.function).parameters) == [a.name for a in entry.arguments]
