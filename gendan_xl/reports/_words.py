"""Key figures as sentences in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gendan_xl.errors import Message

LINES = Message("行", "lines")
OUTSIDE, NOT_DUE = Message("期间以外", "outside the period"), Message("未到期", "not due yet")
CANCELLED = Message("已取消", "cancelled")
_MONTH_BEFORE = Message("上月", "the month before")

_SHOWN = 5
"""So many customers are named in a sentence."""

Rate = tuple[int, int]
"""(hits, all) of a rate."""


def rate_of(answers: Iterable[bool | None]) -> Rate:
    """Return how many answers are yes and how many there are; None is no answer."""
    known = [answer for answer in answers if answer is not None]
    return sum(known), len(known)


def share(rate: Rate) -> float:
    """Return a rate as a number from 0 to 1; 0 of nothing is 0."""
    return rate[0] / rate[1] if rate[1] else 0.0


def percent(rate: Rate, unit: Message = LINES) -> Message:
    """Return a rate with what it is made of: 87.5%（105/120 行）."""
    made = f"{share(rate):.1%}", f"{rate[0]:,}/{rate[1]:,}"
    return Message(f"{made[0]}（{made[1]} {unit.zh}）", f"{made[0]} ({made[1]} {unit.en})")


def same(name: str) -> Message:
    """Return a name of the ledger, which reads the same in both languages."""
    return Message(name, name)


def joined(parts: Iterable[Message]) -> Message:
    """Return the parts of an enumeration as one: a；b；c."""
    every = list(parts)
    return Message("；".join(one.zh for one in every), "; ".join(one.en for one in every))


def counted(counts: Iterable[tuple[Message, int]], unit: str = LINES.zh) -> Message:
    """Return names with their counts: 低于价格表 3 行；高于价格表 1 行. The English has no unit: below the list (3)."""
    return joined(Message(f"{name.zh} {count:,} {unit}", f"{name.en} ({count:,})") for name, count in counts)


def month_words(month: str) -> Message:
    """Return 2026年3月 of 2026-03, which is English already."""
    year, _, number = month.partition("-")
    return Message(f"{year}年{int(number)}月", month)


def change(rate: Rate, before: Rate, name: Message = _MONTH_BEFORE) -> Message:
    """Return how a rate stands to another, that of the month before: ，比上月低 3.2 个百分点."""
    points = round((share(rate) - share(before)) * 100, 1)
    if not points:
        return Message(f"，与{name.zh}持平", f", the same as {name.en}")
    zh, en = ("高", "above") if points > 0 else ("低", "below")
    size = f"{abs(points):.1f}"
    return Message(f"，比{name.zh}{zh} {size} 个百分点", f", {size} points {en} {name.en}")


def latest_month(
    name: Message, found: Sequence[tuple[str | None, bool | None]], unit: Message = LINES
) -> list[Message]:
    """Return the sentence on the latest month of (month, yes or no), with the month before when there is one."""
    by_month: dict[str, list[bool]] = {}
    for month, answer in found:
        if month is not None and answer is not None:
            by_month.setdefault(month, []).append(answer)
    if not by_month:
        return []
    *_, before, month = ["", *sorted(by_month)]
    rate = rate_of(by_month[month])
    against = change(rate, rate_of(by_month[before])) if _is_next(before, month) else Message("", "")
    words, reached = month_words(month), percent(rate, unit)
    return [
        Message(
            f"{words.zh}{name.zh} {reached.zh}{against.zh}。",
            f"{name.en} in {words.en}: {reached.en}{against.en}.",
        )
    ]


def _is_next(before: str, month: str) -> bool:
    """Return whether a month follows another without a gap."""
    if not before:
        return False
    (year, number), (next_year, next_number) = (map(int, one.split("-")) for one in (before, month))
    return next_year * 12 + next_number - year * 12 - number == 1


def period_words(first: str, last: str) -> Message:
    """Return the months of a report in words; open ends are said."""
    if not first and not last:
        return Message("全部月份", "all months")
    if first == last:
        return month_words(first)
    if first[:4] == last[:4] and first[4:] == "-01" and last[4:] == "-12":
        return Message(f"{first[:4]}年", first[:4])
    start = month_words(first) if first else Message("最早", "the first")
    end = month_words(last) if last else Message("最近", "the latest")
    return Message(f"{start.zh} 至 {end.zh}", f"{start.en} to {end.en}")


def lowest(name: Message, found: Iterable[tuple[str | None, bool | None]], least: int = 5) -> list[Message]:
    """Return the sentence on the three worst of (customer, yes or no) with at least `least` answers and a miss, and one on
    those with fewer answers and not one yes."""
    by_name: dict[str, list[bool]] = {}
    for key, answer in found:
        if key is not None and answer is not None:
            by_name.setdefault(key, []).append(answer)
    rates = {key: rate_of(answers) for key, answers in by_name.items() if len(answers) >= least}
    worst = sorted((key for key in rates if share(rates[key]) < 1), key=lambda key: share(rates[key]))[:3]
    said = _none_of_few(name, by_name, least) if len(by_name) > 1 else []
    if worst and len(by_name) > 1:
        listed = rates_of([(same(key), rates[key]) for key in worst])
        said.insert(0, Message(
            f"{name.zh}最低（至少 {least} 行）：{listed.zh}。",
            f"Lowest {name.en} (of at least {least} lines): {listed.en}.",
        ))  # fmt: skip
    return said


def _none_of_few(name: Message, by_name: Mapping[str, Sequence[bool]], least: int) -> list[Message]:
    """Return the sentence on those with fewer than `least` answers and not one yes, those with most answers first."""
    none = {key: len(found) for key, found in by_name.items() if len(found) < least and not any(found)}
    if not none:
        return []
    most = sorted(none, key=lambda key: -none[key])[:_SHOWN]
    shown, rest = counted((same(key), none[key]) for key in most), len(none) - len(most)
    more, more_en = (f" 等 {len(none)} 个", f" and {rest} more") if rest else ("", "")
    return [
        Message(
            f"不足 {least} 行而{name.zh.strip()}为 0 的：{shown.zh}{more}。",
            f"Fewer than {least} lines and {name.en} 0%: {shown.en}{more_en}.",
        )
    ]


def rates_of(rates: Iterable[tuple[Message, Rate]], unit: Message = LINES) -> Message:
    """Return names with their rates: 海曙 87.5%（105/120 行）；…."""
    shown = ((name, percent(rate, unit)) for name, rate in rates)
    return joined(Message(f"{name.zh} {rate.zh}", f"{name.en} {rate.en}") for name, rate in shown)
