"""The clock of the command line: Asia/Shanghai, or the moment the user names."""

from __future__ import annotations

import datetime as dt
import re
from argparse import ArgumentParser, Namespace

from gendan_xl.commands._typed import typed
from gendan_xl.errors import GendanError

SHANGHAI = dt.timezone(dt.timedelta(hours=8))  # no daylight saving since 1991
NOON = dt.time(12)
_WRITTEN = (
    r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})[日号]?[T\s]*(?P<time>\d{1,2}:.*)?"
)
_COMPACT = r"^(\d{4})(\d\d)(\d\d)(?!\d)"
_FIRST_YEAR, _LAST_YEAR = 2000, 2999
_DAYS = {
    **dict.fromkeys(("昨天", "昨日", "yesterday"), -1),
    **dict.fromkeys(("今天", "今日", "today"), 0),
    **dict.fromkeys(("明天", "明日", "tomorrow"), 1),
    **dict.fromkeys(("后天", "后日"), 2),
}
"""Days as people say them → days from today."""


def clock_arguments(parser: ArgumentParser) -> None:
    """Add --today and --now."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--today", metavar="日期", help="按这一天检查，如 2026-03-16 · check as of this day")
    which.add_argument("--now", metavar="时间", help="按这一刻检查，如 2026-03-16T09:30 · as of this moment")


def moment(args: Namespace) -> dt.datetime:
    """Return the moment to work with: the named one, noon of the named day, or now in Asia/Shanghai."""
    now = clock()
    if args.now is not None:
        when = moment_of(args.now, "--now", now.date())
        return when.astimezone(SHANGHAI).replace(tzinfo=None) if when.tzinfo else when
    if args.today is not None:
        return dt.datetime.combine(day_of(args.today, "--today", now.date()), NOON)
    return now


def clock() -> dt.datetime:
    """Return the time in Asia/Shanghai, to the second."""
    return dt.datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0)


def day_of(text: str, option: str, today: dt.date) -> dt.date:
    """Return the day that an option names: 2026年3月16日, 3-16 of this year, 明天. GendanError GD901 when it is none."""
    return _parse(text, option, "2026-03-16", today).date()


def moment_of(text: str, option: str, today: dt.date) -> dt.datetime:
    """Return the moment that an option names, 0:00 where no time is written. GendanError GD901 when it is none."""
    return _parse(text, option, "2026-03-16T09:30", today)


def _parse(text: str, option: str, example: str, today: dt.date) -> dt.datetime:
    if (days := _DAYS.get(typed(text).lower())) is not None:
        return dt.datetime.combine(today + dt.timedelta(days), dt.time())
    written = re.sub(_COMPACT, r"\1-\2-\3", typed(text))
    if not (match := re.fullmatch(_WRITTEN, written)):
        raise _wrong(text, option, f"不是日期，请写成 {example}", f"is no day; write it like {example}")
    year, month, day = int(match["year"] or today.year), int(match["month"]), int(match["day"])
    try:
        date = dt.date(year, month, day)
    except ValueError:
        raise _wrong(text, option, "没有这一天，请检查日期", "does not exist; check the day") from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        zh = f"不在 {_FIRST_YEAR} 年到 {_LAST_YEAR} 年之间，请写成 {example}"
        raise _wrong(text, option, zh, f"is not from {_FIRST_YEAR} to {_LAST_YEAR}; write it like {example}")
    time = match["time"] or "00:00"
    try:
        return dt.datetime.combine(date, dt.time.fromisoformat(time if time[1] != ":" else f"0{time}"))
    except ValueError:
        example = "2026-03-16T09:30"
        raise _wrong(
            text, option, f"没有这个时间，请写成 {example}", f"has no such time; write {example}"
        ) from None


def _wrong(text: str, option: str, zh: str, en: str) -> GendanError:
    return GendanError("GD901", f"{option} 的“{text}”{zh}", f"{option} {text!r} {en}")
