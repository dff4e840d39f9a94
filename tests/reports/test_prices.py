"""价格异常: what was held against the list, and what could not be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.errors import Message
from gendan_xl.intake.ledger import Part, TableData
from gendan_xl.reports._report import Told
from gendan_xl.schema.orders import Orders

ORDER: dict[str, Any] = {
    "line_no": 1, "customer_no": "C1", "customer_name": "海曙", "product_no": "P1", "product_name": "合页", "unit": "副",
    "ordered_qty": 100.0, "unit_price": 9.5, "order_date": dt.date(2026, 3, 1), "status": "已确认",
}  # fmt: skip
ORDERS = [
    ORDER | {"order_no": "A1"},
    ORDER | {"order_no": "A2", "unit_price": 10.0},
    ORDER | {"order_no": "A3", "unit_price": None},
    ORDER | {"order_no": "A4", "product_no": "P9"},
    ORDER | {"order_no": "A5", "unit_price": 1.0, "status": "已取消", "product_no": "P9"},
]
PRICE = {
    "product_no": "P1",
    "currency": "CNY",
    "min_qty": 1.0,
    "start_date": dt.date(2026, 1, 1),
    "unit_price": 10.0,
    "unit": "副",
}


@pytest.mark.parametrize(
    ("prices", "words"),
    [
        (
            [PRICE],
            [
                "查了 2 行订单的价格，异常 1 行：低于价格表 1 行。",
                "价差：低于价格表 CNY -50.00。",
                "按规则不计入：价格表里没有这个产品 2 行。",
            ],
        ),
        ([], ["没有一行订单能和价格表比较。", "三月.xlsx 没有价格表，没有和价格表比较。"]),
    ],
)
def test_what_could_not_be_compared_is_said(tmp_path: Path, prices: list[Any], words: list[str]) -> None:
    customers = [{"customer_no": "C1", "full_name": "海曙五金", "short_name": "海曙"}]
    book, out = tmp_path / "三月.xlsx", tmp_path / "价格.xlsx"
    build_book(book, {"customers": customers, "orders": ORDERS, "prices": prices}, today=dt.date(2026, 3, 31))
    assert main(["report", "prices", str(book), "--out", str(out), "--today", "2026-03-31"]) == 0
    made = openpyxl.load_workbook(out)
    assert set(words) <= {str(row[0]) for row in made["封面"].iter_rows(values_only=True)}
    if prices:
        listed = [row[2:] for row in made["未计入"].iter_rows(min_row=5, values_only=True)]
        assert listed == [("订单台账!AK5", "A3-1", "没有单价，没有和价格表比较")]


@pytest.mark.parametrize(("col", "place"), [(3, "Sheet!C7"), (0, "Sheet 第 7 行")])
def test_a_row_is_named_even_where_the_ledger_has_no_such_column(col: int, place: str) -> None:
    told, origin = Told(), SimpleNamespace(name="台账.xlsx")
    data = TableData(Orders, {}, [Part("Sheet", 0, 9, lambda index, _: (index + 2, col))])
    told.leave_out(origin, data, 5, "unit_price", Message("没有单价", "no price"))  # type: ignore[arg-type]
    assert [one.place for one in told.left_out] == [place]
