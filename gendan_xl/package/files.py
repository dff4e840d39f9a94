"""Putting a finished file in its place: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path

from gendan_xl.errors import GendanError


def write_atomic(path: Path, data: bytes, *, keep_mode_of: Path | None = None, backup: bool = False) -> None:
    """Write `data` to `path` through a temporary file in the same folder.

    The file mode is that of `keep_mode_of` (default: the file replaced). With `backup` the replaced file
    stays as `<name>.bak`. On any failure the old file is untouched and GendanError GD951 (may not write
    there), GD952 (disk full) or GD953 (any other trouble) tells what to do.
    """
    target = path.resolve()
    try:
        mode = _mode(keep_mode_of or target)
        if backup and target.exists():
            _put(target.with_name(target.name + ".bak"), target.read_bytes(), _mode(target))
        _put(target, data, mode)
        _sync_folder(target.parent)
    except OSError as error:
        raise _explain(error, path) from error


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; GendanError GD953 or GD951 when it is missing or may not be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise GendanError("GD953", f"找不到文件 {path}：请检查文件名", f"File not found: {path}") from error
    except OSError as error:
        raise _explain(error, path) from error


def _put(target: Path, data: bytes, mode: int) -> None:
    """Write and sync a temporary file beside `target` and rename it; it is gone again when that fails."""
    handle, name = tempfile.mkstemp(prefix=f".{target.stem[:40]}-", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _mode(like: Path) -> int:
    """Return the permission bits of an existing file, or what a new file would get."""
    if like.exists():
        return stat.S_IMODE(like.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the rename durable where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explain(error: OSError, path: Path) -> GendanError:
    """Turn an operating-system error into a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return GendanError(
            "GD952",
            f"磁盘已满，没有写入 {path}：请清理空间后重试",
            f"Disk full, {path} not written: free some space and try again",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return GendanError(
            "GD951",
            f"没有权限写 {path}：请关闭占用它的程序，或换一个可写的文件夹",
            f"No permission for {path}: close the program that uses it or choose another folder",
        )
    if error.errno == errno.ENOENT:
        return GendanError(
            "GD953",
            f"文件夹不存在：{path.parent}，请先建立",
            f"Folder does not exist: {path.parent}, create it first",
        )
    reason = error.strerror or str(error)
    return GendanError(
        "GD953",
        f"无法读写 {path}（{reason}）：请检查磁盘或网络后重试",
        f"Cannot access {path} ({reason}): check the disk or network and try again",
    )
