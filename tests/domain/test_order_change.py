"""The free days of a change, and the lock of production (requirement 25)."""

from __future__ import annotations

import datetime as dt

import pytest

from gendan_xl.domain.order_change import is_free, lock_of, locked_lines

DAY = dt.date(2026, 3, 14)
ROUTES = [("机械", "焊接", True), ("机械", "总装", None), ("通用", "生产", None)]


@pytest.mark.parametrize(
    ("requested", "days", "free"),
    [
        (DAY, 3, True),
        (dt.datetime(2026, 3, 16, 23, 59), 3, True),
        (dt.datetime(2026, 3, 17, 0, 0), 3, False),
        (DAY, 0, False),
        (dt.date(2026, 3, 13), 3, True),  # asked before the order was entered
    ],
)
def test_the_order_day_is_the_first_free_day(requested: dt.date, days: int, free: bool) -> None:
    assert is_free(requested, DAY, days) is free


def test_the_marked_milestone_locks_else_the_usual_one() -> None:
    orders = [("A", 1, "机械", "已排产"), ("A", 2, "机械", "已排产"), ("B", 1, "通用", "已排产")]
    steps = [
        ("A", 1, "领料出库", None, DAY, DAY),  # the usual one, but the route marks its own
        ("A", 2, "焊接", None, DAY, None),
        ("B", 1, "领料出库", "通用", None, DAY),
    ]
    assert locked_lines(orders, steps, ROUTES, "领料出库") == {
        ("A", 2): "「焊接」已开工",
        ("B", 1): "「领料出库」已开工",
    }


def test_without_records_the_status_tells() -> None:
    orders = [
        ("A", 1, "机械", "生产中"),
        ("B", 1, "机械", "生产中"),
        ("C", 1, "机械", "待评审"),
        ("D", 1, "机械", "暂停"),
    ]
    steps = [("A", 1, "排产", None, None, DAY), ("B", 1, "排产", None, None, None)]
    locked = locked_lines(orders, steps, ROUTES, "领料出库")
    assert locked == {("B", 1): "状态是生产中"}
    assert lock_of(locked, "B", None) == "状态是生产中"
    assert lock_of(locked, "B", 2) == ""
