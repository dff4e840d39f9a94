"""What installing depends on: the system, its folders and programs, gathered once so that tests can give their own."""

from __future__ import annotations

import importlib.util
import locale
import os
import site
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from gendan_xl.errors import GendanError

System = Literal["windows", "mac"]


@dataclass(frozen=True, slots=True)
class Environment:
    """The computer as the installation sees it.

    `code_page` is the encoding of text files in Excel's VBA, `xlwings` the installed version ("" without) and
    `xlwings_folder` its package, `excel_server` the program behind Excel.Application ("" where none is registered),
    `cloud` the synchronised folders (OneDrive), `is_user_site` whether pip installed with --user.
    """

    system: System
    home: Path
    app_data: Path
    python: Path
    code_page: str
    xlwings: str = ""
    xlwings_folder: Path | None = None
    excel_server: str = ""
    cloud: tuple[Path, ...] = ()
    is_user_site: bool = False

    @property
    def addins(self) -> Path:
        """The folder whose add-ins Excel opens at its start."""
        if self.system == "windows":
            return self.app_data / "Microsoft" / "Excel" / "XLSTART"
        shared = self.home / "Library" / "Group Containers" / "UBF8T346G9.Office" / "User Content.localized"
        return shared / "Startup.localized" / "Excel"

    @property
    def settings(self) -> Path:
        """The user's settings file, the only one that the add-in reads."""
        if self.system == "windows":
            return self.home / ".gendan" / "gendan.conf"
        return self.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "gendan.conf"

    @property
    def scripts(self) -> Path:
        """The folder of AppleScripts that Excel for Mac may run."""
        return self.home / "Library" / "Application Scripts" / "com.microsoft.Excel"


def this_computer() -> Environment:
    """Return the environment of this process. GendanError GD996 where there is no Excel to install into."""
    home = Path.home()
    known: Mapping[str, System] = {"win32": "windows", "darwin": "mac"}
    if sys.platform not in known:
        raise GendanError(
            "GD996",
            "Excel 加载项只用于 Windows 和 macOS；Linux 上用 LibreOffice，见 docs/libreoffice.md",
            "Excel add-ins are for Windows and macOS; with LibreOffice see docs/libreoffice.md",
        )
    found = importlib.util.find_spec("xlwings")
    return Environment(
        system=known[sys.platform],
        home=home,
        app_data=Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming"),
        python=Path(sys.executable),
        code_page=locale.getencoding() if sys.platform == "win32" else "ascii",
        xlwings=metadata.version("xlwings") if found else "",
        xlwings_folder=Path(found.origin).parent if found and found.origin else None,
        excel_server=_excel_server(),
        cloud=tuple(
            Path(os.environ[name]) for name in sorted(os.environ) if name.upper().startswith("ONEDRIVE")
        ),
        is_user_site=Path(__file__).is_relative_to(site.getusersitepackages()),
    )


def _excel_server() -> str:
    """Return the command that Windows starts for Excel.Application, "" where none is registered."""
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        identity = winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CLSID")
        return winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, rf"CLSID\{identity}\LocalServer32")
    except OSError:
        return ""
