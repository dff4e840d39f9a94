"""Document numbers: how they look and when the sequence starts again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.domain.numbering import NumberRule, Reset

DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("rule", "used", "number"),
    [
        (NumberRule("SH"), [], "SH20261122001"),
        (NumberRule("SH"), ["SH20261122001", "SH20261122007", "SH20261121050"], "SH20261122008"),
        (NumberRule("SH"), ["SH20261122999"], "SH202611221000"),
        (NumberRule("SH"), ["SHX20261122005", "SH2026112290", "sh"], "SH20261122001"),
        (NumberRule("SH", reset="月"), ["SH20261103012", "SH20261031099"], "SH20261122013"),
        (NumberRule("SH", reset="年"), ["SH20260103012", "SH20251231099"], "SH20261122013"),
        (NumberRule("SH", reset="不复位"), ["SH20250103012"], "SH20261122013"),
        (NumberRule("S.", "yymm", 4, "日"), ["S.26110031"], "S.26110032"),
        (NumberRule("发", "yyyy-mm-dd", 2, "月"), ["发2026-11-0109"], "发2026-11-2210"),
        (NumberRule("N", "", 5), ["N00041"], "N00042"),
    ],
)
def test_next_number(rule: NumberRule, used: list[str], number: str) -> None:
    assert rule.next_number(DAY, used) == number


@given(
    st.sampled_from(["yyyymmdd", "yymm", "yyyy", ""]),
    st.sampled_from(["日", "月", "年", "不复位"]),
    st.lists(st.dates(dt.date(2025, 12, 1), dt.date(2027, 2, 1)), min_size=2, max_size=30),
)
def test_no_number_comes_twice(date_format: str, reset: Reset, days: list[dt.date]) -> None:
    rule, used = NumberRule("SH", date_format, 2, reset), list[str]()
    for day in sorted(days):
        used.append(rule.next_number(day, used))
    assert len(set(used)) == len(used)
