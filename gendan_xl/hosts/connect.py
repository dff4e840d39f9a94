"""The workbook that the user has open: in Excel where xlwings has it, else in LibreOffice Calc."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gendan_xl.errors import GendanError
from gendan_xl.hosts.office import (
    AGAIN_SECONDS,
    SECONDS,
    Office,
    check_profile,
    not_started,
    program,
    resolve,
)

if TYPE_CHECKING:
    import xlwings as xw


def pipe_name() -> str:
    """Return the pipe on which the user's LibreOffice listens: GENDAN_PIPE, else `gendan` (each user has his own)."""
    return os.environ.get("GENDAN_PIPE") or "gendan"


def active_book(name: str | None = None) -> xw.Book:
    """Return the open workbook of that file name, the active one without a name.

    GendanError GD980 when no spreadsheet program runs (or LibreOffice does not listen), GD981 without xlwings or
    UNO, GD982 when no such workbook is open.
    """
    apps = running_apps()
    if not apps:
        raise GendanError(
            "GD980",
            "没有找到打开的表格程序：请先在 Excel 里打开工作簿；用 LibreOffice 的请运行 gendan office start 工作簿",
            "no spreadsheet program is open: open the workbook in Excel, or run gendan office start FILE",
        )
    with explained():
        books = [book for app in apps for book in app.books]
        found = books if name else [app.books.active for app in apps if list(app.books)]
        for book in found:
            if book.api is not None and (not name or book.name.lower() == Path(name).name.lower()):
                return book
        raise _no_book(name, [book.name for book in books])


def running_apps() -> list[xw.App]:
    """Return Excel's instances and the LibreOffices that we know, the one in front first."""
    try:
        import xlwings
    except ImportError as error:
        raise GendanError(
            "GD981",
            "没有安装 xlwings，不能操作已打开的工作簿：请运行 pip install 'gendan-xl[live]'",
            "xlwings is not installed: pip install 'gendan-xl[live]'",
        ) from error
    excel = list(xlwings.engines["excel"].apps) if "excel" in xlwings.engines.engines_by_name else []
    return excel or _calc_apps()


def _calc_apps() -> list[xw.App]:
    """Return the LibreOffices that we started, else the user's own."""
    from gendan_xl.hosts import calc

    known = list(calc.register().apps)
    found = None if known else _listening()
    return known or ([found] if found else [])


def _listening() -> xw.App | None:
    """Return the user's LibreOffice when it runs and listens to us."""
    from gendan_xl.hosts import calc

    context = resolve(pipe_name())
    return None if context is None else calc.register().impl.add(Office(context))


def start_office(files: Sequence[Path] = (), *, hidden: bool = False, profile: Path | None = None) -> xw.App:
    """Open files in the user's LibreOffice, running or not, wait for them, and let it listen to us from now on.

    With `hidden` one that is not running is started without a window. GendanError GD984 when LibreOffice is not
    installed or does not answer, GD985 when it does not open a file.
    """
    launcher = program().with_name("soffice") if program().suffix == ".bin" else program()
    words = [str(launcher), f"--accept=pipe,name={pipe_name()};urp;", "--nologo"]
    words += ["--headless"] if hidden else []
    words += [f"-env:UserInstallation={profile.resolve().as_uri()}"] if profile else []
    words += [str(file.resolve()) for file in files]
    if profile is None:
        check_profile()
    process, launched, end = _launch(words), time.monotonic(), time.monotonic() + SECONDS
    while time.monotonic() < end:
        if app := _listening():
            _wait_for(app, files, end)
            return app
        time.sleep(0.1)
        if process.poll() is not None and time.monotonic() > launched + AGAIN_SECONDS:
            # the one before was still closing and took the call with it
            process, launched = _launch(words), time.monotonic()
    process.terminate()
    raise not_started(f"{SECONDS} 秒没有回应", f"no answer in {SECONDS} s")


def _wait_for(app: xw.App, files: Sequence[Path], end: float) -> None:
    """Wait until files are open (until `end` on the monotonic clock). GendanError GD985 for one that is not."""
    from gendan_xl.hosts.calc_book import not_opened

    with explained():
        while left := {file.resolve() for file in files} - {Path(book.fullname) for book in app.books}:
            if time.monotonic() > end:
                raise not_opened("、".join(sorted(map(str, left))))
            time.sleep(0.1)


def _launch(words: Sequence[str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a spreadsheet program raises when it is gone or busy into one sentence (GendanError GD983)."""
    try:
        yield
    except Exception as error:
        if not _is_from_program(error):
            raise
        raise GendanError(
            "GD983",
            "表格程序没有回应（已关闭、正在编辑单元格，或有对话框开着）：请按 Esc 结束编辑，或重新打开工作簿再试",
            f"the spreadsheet program does not answer (closed, a cell in edit mode, a dialog open?): {error}",
        ) from error


def _is_from_program(error: Exception) -> bool:
    """Tell whether an error came out of Excel (COM, AppleScript) or LibreOffice (UNO)."""
    if type(error).__name__ in ("com_error", "CommandError"):
        return True
    bridge = sys.modules.get("uno")
    return bridge is not None and isinstance(error, bridge.getClass("com.sun.star.uno.Exception"))


def _no_book(name: str | None, names: Sequence[str]) -> GendanError:
    wanted = f"「{name}」" if name else ""
    have = f"（已打开：{'、'.join(names)}）" if names else ""
    return GendanError(
        "GD982",
        f"没有打开的工作簿{wanted}{have}：请先打开它",
        f"no workbook {name or ''} is open (there are: {', '.join(names) or 'none'}): open it first",
    )
