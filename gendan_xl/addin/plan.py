"""A plan as a value: steps that say what would be written or removed and what stands in the way; done all or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gendan_xl.errors import GendanError

Kind = Literal["write", "remove", "fine", "warning", "obstacle"]
MARKS: dict[Kind, str] = {"write": "+", "remove": "-", "fine": "✓", "warning": "!", "obstacle": "✗"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan or one thing found out, in both languages; `path` and `data` are of files to write or remove."""

    kind: Kind
    zh: str
    en: str
    path: Path = Path()
    data: bytes = b""

    def text(self, lang: str) -> str:
        """Return the step as a line."""
        return f"{MARKS[self.kind]} {self.en if lang == 'en' else self.zh}"


def carry_out(steps: Sequence[Step]) -> None:
    """Do what a plan says. GendanError GD997 with the first obstacle before anything is touched, GD998 when a file cannot be written."""
    obstacle = next((step for step in steps if step.kind == "obstacle"), None)
    if obstacle:
        raise GendanError("GD997", f"没有改动任何文件：{obstacle.zh}", f"nothing was changed: {obstacle.en}")
    for step in steps:
        try:
            if step.kind == "write":
                _replace(step.path, step.data)
            elif step.kind == "remove":
                step.path.unlink(missing_ok=True)
        except OSError as error:
            raise GendanError(
                "GD998",
                f"无法写入 {step.path}（{error.strerror}）：请关闭全部 Excel 窗口后再试",
                f"cannot write {step.path} ({error.strerror}): close all windows of Excel and try again",
            ) from error


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or leave the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
