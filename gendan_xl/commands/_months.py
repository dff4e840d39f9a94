"""Months on the command line."""

from __future__ import annotations

import re

from gendan_xl.errors import GendanError

_MONTH = re.compile(r"(20\d\d)[-./年]?(0?[1-9]|1[0-2])月?")


def month_of(text: str, option: str) -> str:
    """Return 2026-10 for 2026-10, 202610 or 2026年10月, '' for ''. GendanError GD902 when it is not understood."""
    if not text:
        return ""
    match = _MONTH.fullmatch(text.strip())
    if not match:
        raise GendanError(
            "GD902", f"{option} 的“{text}”看不懂，请写成 2026-10", f"{option} {text!r}: write it as 2026-10"
        )
    return f"{match[1]}-{int(match[2]):02d}"
