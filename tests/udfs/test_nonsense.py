"""Whatever stands in the cells, a function answers with values of cells and never breaks down."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gendan_xl.udfs import UDFS
from gendan_xl.udfs._declare import Udf

WORDS = (
    "", " ", "双休", "大小周 2026-03-02", "通用", "家具", "生产", "3、外协", "特急", "P-100", "#N/A", "2026-3-5", "4.2",
    "0001-01-01", "9999-12-31", "订单号", "行号", "下单日期", "开始日期", "结束日期", "类型", "产品编号", "单价", "主件编号",
    "配件编号", "配件数量", "发货数量", "状态", "路线名称", "节点序号", "节点名称", "工期天数", "是", "１２",
)  # fmt: skip
values: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(WORDS),
    st.text(max_size=4),
    st.integers(-5, 50_000),
    st.floats(allow_nan=True, allow_infinity=True),
    st.sampled_from((1e-300, 46000.0, 46030.5, 20260305.0, 73050.0, 1e300, -1e300)),
    st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(9999, 12, 31)),
)


@st.composite
def ranges(draw: st.DrawFn) -> list[list[Any]]:
    rows, cols = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    return [[draw(values) for _ in range(cols)] for _ in range(rows)]


HEADERS = {
    "calendar": ("开始日期", "结束日期", "类型", "适用范围"),
    "route_range": ("路线名称", "节点序号", "节点名称", "工期天数", "缓冲天数", "前置节点序号"),
    "price_range": ("客户编号", "产品编号", "起订数量", "生效日期", "失效日期", "单价"),
    "kit_range": ("主件编号", "配件编号", "主件基数", "配件数量", "匹配条件"),
    "delivery_range": ("订单号", "行号", "发货数量", "状态", "发货类型"),
    "return_range": ("订单号", "行号", "处理办法", "实收数量"),
    "rows": (
        "订单号",
        "行号",
        "下单日期",
        "客户要求交期",
        "确认交期",
        "订购数量",
        "单价",
        "金额",
        "紧急程度",
        "状态",
    ),
}


@st.composite
def tables(draw: st.DrawFn, headers: tuple[str, ...]) -> list[list[Any]]:
    """A range with the right headers and anything below them."""
    return [list(headers), *([draw(values) for _ in headers] for _ in range(draw(st.integers(0, 3))))]


def anything(name: str) -> st.SearchStrategy[Any]:
    other = st.one_of(values, ranges())
    return st.one_of(tables(HEADERS[name]), other) if name in HEADERS else other


@pytest.mark.parametrize("entry", UDFS.values(), ids=list(UDFS))
@given(data=st.data())
@settings(max_examples=60)
def test_nonsense_is_answered(entry: Udf, data: st.DataObject) -> None:
    given_ones = [a for a in entry.arguments if not a.is_optional or data.draw(st.booleans())]
    arguments = {a.name: data.draw(anything(a.name), label=a.name) for a in given_ones}
    answer = entry.function(**arguments)
    rows = answer if isinstance(answer, list) else [[answer]]
    assert len({len(row) for row in rows}) == 1
    for value in (value for row in rows for value in row):
        assert type(value) in (str, float, int, bool, dt.datetime)
        assert value != "#出错?"
