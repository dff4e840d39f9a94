"""Columns and values that somebody names in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.intake.ledger import ColumnData, Part, TableData
from gendan_xl.intake.named import is_same, named_field, typed_words
from gendan_xl.schema.orders import Orders
from gendan_xl.words import show

COLUMNS = Orders.columns()


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("ordered_qty", "80", 80.0),
        ("ordered_qty", "1,200.5", 1200.5),
        ("ordered_qty", "８０", 80.0),
        ("confirmed_date", "2026-04-10", dt.date(2026, 4, 10)),
        ("confirmed_date", "2026/4/10", dt.date(2026, 4, 10)),
        ("confirmed_date", "2026年4月10日", dt.date(2026, 4, 10)),
        ("confirmed_date", "2026-04-10 00:00:00", dt.date(2026, 4, 10)),  # a date cell in a column of text
        ("confirmed_date", "空", None),
        ("is_tax_included", "否", False),
        ("spec", " 4寸 加厚 ", "4寸 加厚"),
    ],
)
def test_words_are_typed_as_the_column_is(field: str, words: str, value: Any) -> None:
    assert typed_words(COLUMNS[field], words) == value


@pytest.mark.parametrize(
    ("field", "words"), [("ordered_qty", "八十"), ("ordered_qty", "80套"), ("confirmed_date", "4-10"), ("confirmed_date", "下周"), ("is_tax_included", "也许")]
)  # fmt: skip
def test_words_that_are_not_understood(field: str, words: str) -> None:
    with pytest.raises(ValueError):
        typed_words(COLUMNS[field], words)


@given(
    st.one_of(
        st.floats(-1e6, 1e6).map(lambda n: round(n, 4)), st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
    )
)
def test_what_is_written_down_reads_back(value: float | dt.date) -> None:
    column = COLUMNS["confirmed_date" if isinstance(value, dt.date) else "ordered_qty"]
    assert is_same(typed_words(column, show(value)), value)


def test_a_field_is_found_by_the_sheets_own_word_by_ours_and_by_an_alias() -> None:
    columns = {
        name: ColumnData([None])
        for name in ("ordered_qty", "confirmed_date", "requested_date", "delivery_place")
    }
    part = Part("台账", 0, 1, lambda index, name: (2, 1), headers={"ordered_qty": "要多少"})
    data = TableData(Orders, columns, [part])
    said = ("要多少", "订购数量", "数量", "确认交期", "送货地址", "交期", "单价", "随便")
    assert [named_field(data, word) for word in said] == [
        "ordered_qty", "ordered_qty", "ordered_qty", "confirmed_date", "delivery_place", None, None, None,
    ]  # fmt: skip
