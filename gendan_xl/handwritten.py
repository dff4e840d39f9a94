"""Small files that users write in Notepad (gendan.toml, gendan-calendar.json), and what goes wrong with them there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gendan_xl.errors import GendanError

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_LINE = re.compile(r"\bline (\d+)")
_CHINESE_QUOTES, _CHINESE_MARKS = "“”‘’＂", "，：；＝【】［］｛｝"


def read_handwritten(path: Path, parse: Callable[[str], Any], code: str) -> Any:
    """Return what `parse` (json.loads, tomllib.loads) makes of a file. GendanError `code` says how to correct it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise GendanError(
            code,
            f"打不开 {path}：请检查文件和权限",
            f"{path} cannot be opened: check the file and its permissions",
        ) from problem
    except UnicodeDecodeError as problem:
        raise GendanError(
            code,
            f"{path} 不是 UTF-8 编码：请在记事本里另存为 UTF-8",
            f"{path} is not UTF-8: save it as UTF-8 in Notepad",
        ) from problem
    try:
        return parse(text)
    except ValueError as problem:
        raise _misspelt(path, text, str(problem), code) from problem


def _misspelt(path: Path, text: str, problem: str, code: str) -> GendanError:
    """Return where the parser stumbled, and over which Chinese punctuation if there is some."""
    match, lines = _LINE.search(problem), text.splitlines() or [""]
    number = min(int(match[1]), len(lines)) if match else len(lines)
    if marks := _chinese_marks(lines[number - 1]):
        return GendanError(
            code,
            f"{path} 第 {number} 行附近有中文标点 {marks}：请改成英文标点",
            f"{path} has Chinese punctuation {marks} near line {number}: write the English signs",
        )
    return GendanError(
        code,
        f"{path} 第 {number} 行附近写法不对：请检查逗号、引号和括号有没有多写、少写",
        f"{path} is not well formed near line {number} ({problem}): check commas, quotes and brackets",
    )


def _chinese_marks(line: str) -> str:
    """Return the Chinese signs of a line that stand for syntax: those outside of strings, else any Chinese quotes."""
    signs = set(_STRING.sub("", line)) & set(_CHINESE_MARKS + _CHINESE_QUOTES) or set(line) & set(
        _CHINESE_QUOTES
    )
    return " ".join(sign for sign in _CHINESE_MARKS + _CHINESE_QUOTES if sign in signs)
