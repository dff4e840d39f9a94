"""LibreOffice as a process: start one with a profile of its own, or connect to the one at work; stop only our own."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from gendan_xl.errors import GendanError

SECONDS = 40
"""How long a start may take."""
AGAIN_SECONDS = 4
"""After how long a call that nobody answered is made again."""

_UNO_PLACES = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib64/libreoffice/program",
    "/usr/lib/libreoffice/program",
)
_PROGRAM_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS",
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
)
_START_AGAIN = (79, 81)
"""Exit codes by which soffice.bin asks for another start, after it made a fresh profile."""

_SETTINGS = {
    "Office.Common/Misc": {
        "UseLocking": "false",
        "UseDocumentSystemFileLocking": "false",
        "FirstRun": "false",
    },
    "Office.Common/Save/Document": {"WarnAlienFormat": "false"},
    "Office.Recovery/AutoSave": {"Enabled": "false"},
    "Office.Recovery/RecoveryInfo": {"Enabled": "false"},
    "Office.Calc/Formula/Load": {"OOXMLRecalcMode": "0"},
    "Office.Linguistic/General": {"DefaultLocale_CJK": "zh-CN"},
    "Setup/L10N": {"ooLocale": "en-US"},
}


@cache
def uno() -> Any:
    """Return LibreOffice's Python bridge, from the system's Python where ours has none. GendanError GD981 without."""
    for place in ("", *_UNO_PLACES):
        with contextlib.suppress(ImportError), _also_from(place):
            importlib.import_module("unohelper")
            return importlib.import_module("uno")
    raise GendanError(
        "GD981",
        "没有找到 LibreOffice 的 Python 接口（UNO）：请安装 python3-uno（apt-get install python3-uno）",
        "LibreOffice's Python bridge (UNO) was not found: install python3-uno",
    )


def unohelper() -> Any:
    """Return the module with the base class of UNO objects written in Python."""
    uno()
    return sys.modules["unohelper"]


@contextmanager
def _also_from(place: str) -> Iterator[None]:
    """Let modules be found in one more folder, for this import only."""
    sys.path.append(place)
    try:
        yield
    finally:
        sys.path.remove(place)


def properties(**values: Any) -> tuple[Any, ...]:
    """Return arguments as UNO takes them."""
    return tuple(
        uno().createUnoStruct("com.sun.star.beans.PropertyValue", name, 0, value, _direct())
        for name, value in values.items()
    )


def _direct() -> Any:
    return uno().Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE")


def _same(value: Any) -> Any:
    return value


def uno_property(name: str, doc: str, read: Any = _same, write: Any = _same) -> Any:
    """Return a property that is the UNO property `name` of the object's `api`; `read` and `write` turn its values."""
    return property(
        lambda self: read(getattr(self.api, name)), lambda self, v: setattr(self.api, name, write(v)), doc=doc
    )


def find_program() -> Path | None:
    """Return soffice.bin (soffice.exe on Windows): the program itself, for its launcher leaves orphans behind."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    folders = [Path(found).resolve().parent] if found else []
    names = ("soffice.exe",) if os.name == "nt" else ("soffice.bin", "soffice")
    places = (folder / name for folder in (*folders, *map(Path, _PROGRAM_PLACES)) for name in names)
    return next((place for place in places if place.is_file()), None)


def program() -> Path:
    """Return what find_program found. GendanError GD984 where it found nothing."""
    if found := find_program():
        return found
    raise GendanError(
        "GD984",
        "LibreOffice 没有启动（没有找到程序）：请安装 LibreOffice Calc（Debian、Ubuntu：apt-get install libreoffice-calc）",
        "LibreOffice did not start (not installed): install LibreOffice Calc (apt-get install libreoffice-calc)",
    )


def has_screen() -> bool:
    """Tell whether windows can be seen: on Linux there may be no display, and LibreOffice then works unseen."""
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


class Office:
    """A running LibreOffice: `desktop` and `create(service)` are its doors. `process` is None where it is not ours."""

    def __init__(
        self, context: Any, process: subprocess.Popen[bytes] | None = None, profile: str = ""
    ) -> None:
        self.context, self.process, self._profile = context, process, profile
        self.desktop = self.create("com.sun.star.frame.Desktop")

    @property
    def pid(self) -> int:
        """The process that we started, 0 for the user's own."""
        return self.process.pid if self.process else 0

    def create(self, service: str) -> Any:
        """Return a new instance of a UNO service."""
        return self.context.ServiceManager.createInstanceWithContext(service, self.context)

    def is_alive(self) -> bool:
        """Tell whether it still answers."""
        if self.process and self.process.poll() is not None:
            return False
        try:
            return self.desktop.getComponents() is not None
        except Exception:  # a dead bridge answers with whatever it likes
            return False

    def stop(self, seconds: float = 10) -> None:
        """End the process that we started, gently at first; the user's own is left alone."""
        if self.process is None:
            return
        with contextlib.suppress(Exception):  # it may be dead already
            self.desktop.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        if self._profile:
            shutil.rmtree(self._profile, ignore_errors=True)


def start(*, visible: bool = False, profile: Path | None = None, macros: bool = False) -> Office:
    """Start LibreOffice with the profile given, else with a fresh one that goes with it (1–2 s).

    Macros in documents run only with `macros`. It ends with this process, however that ends (Linux). GendanError
    GD984 when LibreOffice is not installed or does not start.
    """
    soffice = program()
    own = "" if profile else tempfile.mkdtemp(prefix="gendan-office-")
    home = profile or Path(own)
    _write_settings(home, macros)
    pipe = f"gendan_{uuid.uuid4().hex[:12]}"
    words = [
        str(soffice),
        f"-env:UserInstallation={home.resolve().as_uri()}",
        f"--accept=pipe,name={pipe};urp;",
    ]
    words += ["--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"]
    words += [] if visible else ["--headless"]
    process, context = run_until_answers(words, pipe)
    office = Office(context, process, own)
    atexit.register(office.stop)
    return office


def run_until_answers(words: list[str], pipe: str) -> tuple[subprocess.Popen[bytes], Any]:
    """Run the program until a LibreOffice answers on the pipe; return our process and the component context.

    A program that ends well has handed the call to one that is open with the same profile; where that one was just
    closing, the call is made again. GendanError GD984, and nothing left running, when none answers.
    """
    start = again = time.monotonic()
    process = _run(words)
    try:
        while (context := resolve(pipe)) is None:
            code, now = process.poll(), time.monotonic()
            if code in _START_AGAIN or (code == 0 and now > again + AGAIN_SECONDS):
                process, again = _run(words), now
            elif code:
                raise not_started(f"退出码 {code}", f"exit code {code}")
            elif now > start + SECONDS:
                raise not_started(f"{SECONDS} 秒没有回应", f"no answer in {SECONDS} s")
            time.sleep(0.02)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return process, context


def _run(words: list[str]) -> subprocess.Popen[bytes]:
    ends_with_us = _end_with_parent if sys.platform == "linux" else None
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True, preexec_fn=ends_with_us
    )


def _end_with_parent() -> None:
    """Ask the kernel to kill this child when its parent ends (PR_SET_PDEATHSIG, SIGKILL)."""
    ctypes.CDLL(None).prctl(1, 9)


def resolve(pipe: str) -> Any:
    """Return the component context of the LibreOffice that listens on a pipe, None when none does."""
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    try:
        return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    except uno().getClass("com.sun.star.uno.Exception"):
        return None


def _write_settings(profile: Path, macros: bool) -> None:
    """Write the settings of a fresh profile: no locks, no questions, formulas computed anew on load."""
    file = profile / "user" / "registrymodifications.xcu"
    if file.exists():
        return
    settings = {
        **_SETTINGS,
        "Office.Common/Security/Scripting": {"MacroSecurityLevel": "0" if macros else "3"},
    }
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, group in settings.items()
        for name, value in group.items()
    )
    file.parent.mkdir(parents=True)
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}</oor:items>\n',
        encoding="utf-8",
    )


def check_profile() -> None:
    """GendanError GD984 when the user's settings of LibreOffice cannot be written: it would wait for ever, unseen."""
    expander = uno().getComponentContext().getValueByName("/singletons/com.sun.star.util.theMacroExpander")
    config = Path(uno().fileUrlToSystemPath(expander.expandMacros("$SYSUSERCONFIG")))
    profile = config / ("libreoffice" if sys.platform == "linux" else "LibreOffice") / "4" / "user"
    there = next(folder for folder in (profile, *profile.parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise GendanError(
            "GD984",
            f"LibreOffice 没有启动（不能写入它的设置，{there} 不是您能写的文件夹）：请改正这个文件夹或它的权限，再试",
            f"LibreOffice did not start ({there} is no folder that you may write to): mend it or its permissions",
        )


def not_started(zh: str, en: str) -> GendanError:
    """Return the error of a LibreOffice that could not be started, with the reason."""
    return GendanError(
        "GD984",
        f"LibreOffice 没有启动（{zh}）：请关闭全部 LibreOffice 窗口，在任务管理器里结束剩下的 soffice.bin"
        "（Linux：pkill soffice.bin），再试一次",
        f"LibreOffice did not start ({en}): close all its windows, end every soffice.bin that is left, try again",
    )
