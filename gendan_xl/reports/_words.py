"""Key figures as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Rate = tuple[int, int]
"""(hits, all) of a rate."""


def rate_of(answers: Iterable[bool | None]) -> Rate:
    """Return how many answers are yes and how many there are; None is no answer."""
    known = [answer for answer in answers if answer is not None]
    return sum(known), len(known)


def share(rate: Rate) -> float:
    """Return a rate as a number from 0 to 1; 0 of nothing is 0."""
    return rate[0] / rate[1] if rate[1] else 0.0


def percent(rate: Rate, unit: str = "行") -> str:
    """Return a rate with what it is made of: 87.5%（105/120 行）."""
    return f"{share(rate):.1%}（{rate[0]:,}/{rate[1]:,} {unit}）"


def month_words(month: str) -> str:
    """Return 2026年3月 of 2026-03."""
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"


def change(rate: Rate, before: Rate) -> str:
    """Return how a rate stands to that of the month before: ，比上月低 3.2 个百分点."""
    points = round((share(rate) - share(before)) * 100, 1)
    if not points:
        return "，与上月持平"
    return f"，比上月{'高' if points > 0 else '低'} {abs(points):.1f} 个百分点"


def latest_month(name: str, found: Sequence[tuple[str | None, bool | None]], unit: str = "行") -> list[str]:
    """Return the sentence on the latest month of (month, yes or no), with the month before when there is one."""
    by_month: dict[str, list[bool]] = {}
    for month, answer in found:
        if month is not None and answer is not None:
            by_month.setdefault(month, []).append(answer)
    if not by_month:
        return []
    *_, before, month = ["", *sorted(by_month)]
    rate = rate_of(by_month[month])
    against = change(rate, rate_of(by_month[before])) if _is_next(before, month) else ""
    return [f"{month_words(month)}{name} {percent(rate, unit)}{against}。"]


def _is_next(before: str, month: str) -> bool:
    """Return whether a month follows another without a gap."""
    if not before:
        return False
    (year, number), (next_year, next_number) = (map(int, one.split("-")) for one in (before, month))
    return next_year * 12 + next_number - year * 12 - number == 1


def period_words(first: str, last: str) -> str:
    """Return the months of a report in words; open ends are said."""
    if not first and not last:
        return "全部月份"
    if first == last:
        return month_words(first)
    return f"{month_words(first) if first else '最早'} 至 {month_words(last) if last else '最近'}"


def lowest(name: str, found: Iterable[tuple[str | None, bool | None]], least: int = 5) -> list[str]:
    """Return the sentence on the three worst of (customer, yes or no) with at least `least` answers and a miss."""
    by_name: dict[str, list[bool]] = {}
    for key, answer in found:
        if key is not None and answer is not None:
            by_name.setdefault(key, []).append(answer)
    rates = {key: rate_of(answers) for key, answers in by_name.items() if len(answers) >= least}
    worst = sorted((key for key in rates if share(rates[key]) < 1), key=lambda key: share(rates[key]))[:3]
    if not worst or len(by_name) == 1:
        return []
    return [f"{name}最低（至少 {least} 行）：{'；'.join(f'{key} {percent(rates[key])}' for key in worst)}。"]
