"""Printing a workbook to PDF through LibreOffice, where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gendan_xl.errors import GendanError
from gendan_xl.package.files import read_bytes, write_atomic
from gendan_xl.package.workbook import Workbook

SECONDS = 120

_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


_SYSTEM_FONTS = Path("/etc/fonts/fonts.conf")
_STAND_INS = {
    "宋体": ("SimSun", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC"),
    "黑体": ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC"),
    "微软雅黑": ("Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC"),
    "Microsoft YaHei": ("微软雅黑", "Noto Sans CJK SC", "Source Han Sans SC"),
    "等线": ("DengXian", "Noto Sans CJK SC", "Source Han Sans SC"),
    "楷体": ("KaiTi", "AR PL UKai CN", "Noto Serif CJK SC"),
    "仿宋": ("FangSong", "Noto Serif CJK SC"),
}
"""Windows' Chinese fonts and what stands in for them on Linux, where the default has Japanese character forms."""


def find_office() -> str | None:
    """Return LibreOffice's program, None where there is none."""
    found = (shutil.which(name) for name in _PROGRAMS)
    places = (place for place in _PLACES if Path(place).is_file())
    return next((program for program in (*found, *places) if program), None)


def to_pdf(xlsx: Path, page_mm: tuple[float, float] | None = None) -> Path:
    """Print a workbook to the PDF beside it and return that.

    `page_mm` is the width and height of a paper that Excel has no number for; only the print is made on it, the
    workbook stays as it is. GendanError GD960 without LibreOffice, GD961 when it fails.
    """
    if find_office() is None:
        raise GendanError(
            "GD960",
            "没有找到 LibreOffice，无法生成 PDF：请安装 LibreOffice，或在 Excel 里另存为 PDF",
            "LibreOffice was not found, so no PDF: install it, or save as PDF in Excel",
        )
    data = read_bytes(xlsx)
    made, said = _printed(_on_paper(data, *page_mm) if page_mm else data, xlsx.suffix)
    if made is None:
        raise _failed(xlsx, said)
    target = xlsx.with_suffix(".pdf")
    write_atomic(target, made)
    return target


def _printed(data: bytes, suffix: str) -> tuple[bytes | None, str]:
    """Return a file as LibreOffice, which must be there, prints it to PDF, and what it said."""
    with tempfile.TemporaryDirectory(prefix="gendan-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"print{suffix}"
        source.write_bytes(data)
        said = _run([str(find_office()), *_options(folder), str(source)], os.environ | _fonts(folder))
        made = source.with_suffix(".pdf")
        return (made.read_bytes() if made.is_file() else None), said


def _options(folder: Path) -> list[str]:
    """Return the options of a run of its own, whatever else LibreOffice is doing on this machine."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return [profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]


def _fonts(folder: Path) -> dict[str, str]:
    """Return the environment that names stand-ins for missing Chinese fonts; nothing where there is no fontconfig."""
    if not _SYSTEM_FONTS.is_file() or "FONTCONFIG_FILE" in os.environ:
        return {}
    aliases = (
        f"<alias binding='same'><family>{name}</family><accept>{''.join(map('<family>{}</family>'.format, others))}</accept></alias>"
        for name, others in _STAND_INS.items()
    )
    file = folder / "fonts.conf"
    file.write_text(
        f"<fontconfig><include>{_SYSTEM_FONTS}</include>{''.join(aliases)}</fontconfig>", encoding="utf-8"
    )
    return {"FONTCONFIG_FILE": str(file)}


def _run(command: list[str], environment: dict[str, str]) -> str:
    """Run LibreOffice to its end and return what it said; it is stopped when it takes too long."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            _stop(process)
            return f"{SECONDS} s"
    return said.decode("utf-8", "replace").strip()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the program with its children: soffice is a script that starts another."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _on_paper(data: bytes, width: float, height: float) -> bytes:
    """Return the workbook with the size of the paper named, as LibreOffice understands it and Excel does not."""
    book = Workbook(data)
    for sheet in book.sheets.values():
        document = book.document(sheet.part)
        for setup in document.root.children("pageSetup"):
            document.set(setup, paperSize=None, paperWidth=f"{width:g}mm", paperHeight=f"{height:g}mm")
    return book.zip.build(book.changed())


def _failed(xlsx: Path, said: str) -> GendanError:
    reason = said.splitlines()[-1] if said else "没有说明原因"
    return GendanError(
        "GD961",
        f"LibreOffice 没能把 {xlsx.name} 转成 PDF（{reason}）：请重试，或在 Excel 里另存为 PDF",
        f"LibreOffice could not print {xlsx.name} to PDF ({said or 'no reason given'}): try again or use Excel",
    )
