"""The clock of the command line: Asia/Shanghai, or the moment the user names."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from argparse import ArgumentParser, Namespace

from gendan_xl.errors import GendanError

SHANGHAI = dt.timezone(dt.timedelta(hours=8))  # no daylight saving since 1991
NOON = dt.time(12)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_FIRST_YEAR, _LAST_YEAR = 2000, 2999


def clock_arguments(parser: ArgumentParser) -> None:
    """Add --today and --now."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--today", metavar="日期", help="按这一天检查，如 2026-03-16 · check as of this day")
    which.add_argument("--now", metavar="时间", help="按这一刻检查，如 2026-03-16T09:30 · as of this moment")


def moment(args: Namespace) -> dt.datetime:
    """Return the moment to work with: the named one, noon of the named day, or now in Asia/Shanghai."""
    if args.now is not None:
        when = _parse(args.now, "--now", "2026-03-16T09:30")
        return when.astimezone(SHANGHAI).replace(tzinfo=None) if when.tzinfo else when
    if args.today is not None:
        return dt.datetime.combine(_parse(args.today, "--today", "2026-03-16").date(), NOON)
    return dt.datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0)


def _parse(text: str, option: str, example: str) -> dt.datetime:
    written = unicodedata.normalize("NFKC", text).strip()
    day = _DAY.match(written)
    iso = "{}-{:0>2}-{:0>2}".format(*day.groups()) + written[day.end() :] if day else written
    try:
        when = dt.datetime.fromisoformat(iso)
    except ValueError:
        when = None
    if when is None or not _FIRST_YEAR <= when.year <= _LAST_YEAR:
        raise GendanError(
            "GD901",
            f"{option} 的“{text}”不是 {_FIRST_YEAR} 年到 {_LAST_YEAR} 年的日期，请写成 {example}",
            f"{option} {text!r} is not a day from {_FIRST_YEAR} to {_LAST_YEAR}; write it like {example}",
        )
    return when
