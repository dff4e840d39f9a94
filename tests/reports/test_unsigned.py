"""未签回单: what left and is not back, since when, and with whom."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import openpyxl

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main

ORDER: dict[str, Any] = {
    "order_no": "A1", "line_no": 1, "customer_no": "C1", "customer_name": "海曙", "product_no": "P1",
    "product_name": "合页", "unit": "副", "ordered_qty": 100.0, "unit_price": 10.0, "order_date": dt.date(2026, 1, 1),
    "status": "已发货", "clerk": "王芳",
}  # fmt: skip


def batch(note: str, day: dt.date | None, **more: Any) -> dict[str, Any]:
    return {"order_no": "A1", "line_no": 1, "batch_no": int(note[1:]), "delivery_type": "正常", "note_no": note,
            "shipped_qty": 1.0, "shipped_date": day, "status": "已发货", "carrier": "顺丰"} | more  # fmt: skip


def march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


DELIVERIES = [
    batch("N1", march(1)),  # nothing is back: 30 days
    batch("N2", march(20), signed_date=march(22), status="已签收"),  # signed, the copy is not back: 11 days
    batch(
        "N2", march(20), signed_date=march(22), status="已签收", batch_no=9
    ),  # the second line of that note
    batch("N3", march(2), signed_date=march(3), receipt_returned_date=march(5)),  # back
    batch("N4", march(3), status="作废"),
    batch("N5", None, status="备货中"),
    batch("N6", None),  # left on a day that nobody wrote down
    batch("N7", dt.date(2026, 4, 2)),  # left tomorrow
]


def made(folder: Path, deliveries: list[dict[str, Any]], *words: str) -> Path:
    tables = {
        "customers": [{"customer_no": "C1", "full_name": "海曙五金", "short_name": "海曙"}],
        "orders": [ORDER],
        "deliveries": deliveries,
    }
    build_book(folder / "三月.xlsx", tables, today=march(31))
    out = folder / "回单.xlsx"
    ledger = str(folder / "三月.xlsx")
    assert main(["report", "unsigned", ledger, "--out", str(out), "--today", "2026-03-31", *words]) == 0
    return out


def rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))


def said(path: Path) -> list[str]:
    return [str(row[0]) for row in rows(path, "封面") if row[0] is not None]


def test_what_is_not_back(tmp_path: Path) -> None:
    out = made(tmp_path, DELIVERIES)
    listed = [(row[2], row[7], row[8], row[9], row[10], row[12]) for row in rows(out, "清单")[4:]]
    second = ("N2", 11, "8–15天", "回单收回日期", "顺丰", "王芳")
    assert listed == [("N1", 30, "16–30天", "签收日期、回单收回日期", "顺丰", "王芳"), second, second]
    words = said(out)
    assert "未签回的送货单 2 份（3 行），其中发出超过 7 天的 2 份。" in words
    assert "最久的：海曙 N1，30 天。" in words
    [passed] = [text for text in words if text.startswith("按规则不计入")]
    counted = sum(int(number) for number in re.findall(r" (\d+) 行", passed))
    assert counted + len(listed) + len(rows(out, "未计入")[4:]) == len(DELIVERIES)
    assert [row[4] for row in rows(out, "未计入")[4:]] == [
        "已发货，没有发货日期", "发货日期在 2026-03-31 以后",
    ]  # fmt: skip


def test_all_are_back(tmp_path: Path) -> None:
    assert "没有未签回的送货单。" in said(made(tmp_path, [DELIVERIES[3]]))


def test_one_number_in_two_workbooks_is_two_notes(tmp_path: Path) -> None:
    books = [tmp_path / f"{factory}.xlsx" for factory in ("一厂", "二厂")]
    for order_no, book in zip(("A1", "A2"), books, strict=True):
        tables = {
            "orders": [ORDER | {"order_no": order_no}],
            "deliveries": [batch("N1", march(20), order_no=order_no)],
        }
        build_book(book, tables, today=march(31))
    out = tmp_path / "回单.xlsx"
    assert main(["report", "unsigned", *map(str, books), "--out", str(out), "--today", "2026-03-31"]) == 0
    assert "未签回的送货单 2 份（2 行），其中发出超过 7 天的 2 份。" in said(out)
