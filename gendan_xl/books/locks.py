"""Owner-lock files: who has a workbook open, as Excel, WPS and LibreOffice note it beside the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from gendan_xl.errors import GendanError


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a workbook: the program, the user ("" when the lock file does not tell) and the lock file."""

    program: str
    user: str
    lock: Path


def owner_of(path: Path) -> Owner | None:
    """Return who has the workbook open by the lock files beside it, None when there is none."""
    candidates = (
        ("Excel/WPS", path.with_name(f"~${path.name}"), _excel_user),
        ("WPS", path.with_name(f".~{path.name}"), _excel_user),
        ("LibreOffice", path.with_name(f".~lock.{path.name}#"), _libreoffice_user),
    )
    for program, lock, user in candidates:
        try:
            content = lock.read_bytes()
        except FileNotFoundError:
            continue
        except OSError:  # Windows: held exclusively by the program
            content = b""
        return Owner(program, user(content), lock)
    return None


def refuse_if_open(path: Path) -> None:
    """Raise GendanError GD954 when a program has the workbook open, naming it, its user and the lock file."""
    owner = owner_of(path)
    if not owner:
        return
    since = _since(owner.lock)
    zh_user, en_user = (f"{owner.user} 用 ", f" by {owner.user}") if owner.user else ("", "")
    raise GendanError(
        "GD954",
        f"{path.name} 正被 {zh_user}{owner.program} 打开{since and f'（{since} 起）'}：请先关闭再试；"
        f"如果确认没有人打开，请删除同文件夹中的 {owner.lock.name}",
        f"{path.name} is open in {owner.program}{en_user}{since and f' (since {since})'}: close it and try again; "
        f"if nobody has it open, delete {owner.lock.name} in the same folder",
    )


def _since(lock: Path) -> str:
    try:
        return f"{dt.datetime.fromtimestamp(lock.stat().st_mtime):%Y-%m-%d %H:%M}"
    except OSError:
        return ""


def _excel_user(content: bytes) -> str:
    """Return the user in an owner file of Excel: byte length and ANSI name, from byte 54 length and UTF-16 name."""
    if len(content) > 56:
        length = int.from_bytes(content[54:56], "little")
        name = content[56 : 56 + 2 * length]
        if 0 < length <= 52 and len(name) == 2 * length:
            return _printable(name.decode("utf-16-le", "ignore"))
    if content and 0 < content[0] <= 52:
        return _printable(content[1 : 1 + content[0]].decode("gbk", "ignore"))
    return ""


def _libreoffice_user(content: bytes) -> str:
    """Return the user in a lock file of LibreOffice: full name, login, host, date, profile, joined by commas."""
    fields = content.decode("utf-8", "ignore").replace("\\,", "，").split(",")
    return next((name for field in fields[:2] if (name := _printable(field))), "")


def _printable(name: str) -> str:
    return "".join(character for character in name if character.isprintable()).strip(" ,，")
