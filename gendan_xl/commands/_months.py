"""Months on the command line."""

from __future__ import annotations

import re

from gendan_xl.errors import GendanError

_MONTH = re.compile(r"(20\d\d)[-./年\s]*(0?[1-9]|1[0-2])月?份?")
_NO_YEAR = re.compile(r"(0?[1-9]|1[0-2])月?份?")
_YEAR = re.compile(r"(20\d\d)年?度?")


def month_of(text: str, option: str) -> str:
    """Return 2026-10 for 2026-10, 202610 or 2026年10月, '' for ''. GendanError GD902 when it is not understood."""
    if not text:
        return ""
    if match := _MONTH.fullmatch(text):
        return f"{match[1]}-{int(match[2]):02d}"
    has_no_year = _NO_YEAR.fullmatch(text)
    zh, en = ("没有写年份", "has no year") if has_no_year else ("看不懂", "is not understood")
    raise GendanError(
        "GD902", f"{option} 的“{text}”{zh}，请写成 2026-10", f"{option} {text!r} {en}: write it as 2026-10"
    )


def period_of(first: str, last: str, month: str) -> tuple[str, str]:
    """Return the first and the last month of --from, --to, --month, which may name years; '' for an open end.

    GendanError GD902 when one is not understood, GD947 for --month beside the others.
    """
    if month and (first or last):
        raise GendanError(
            "GD947", "--month 就是 --from 和 --to 写同一个月：只写一种", "--month stands for --from and --to: write one or the others"
        )  # fmt: skip
    start, end = ((month, "--month"),) * 2 if month else ((first, "--from"), (last, "--to"))
    return _end(*start, "01"), _end(*end, "12")


def _end(text: str, option: str, month: str) -> str:
    """Return a month, that of this number of a year."""
    match = _YEAR.fullmatch(text)
    return f"{match[1]}-{month}" if match else month_of(text, option)
