"""`gendan new`: the blank workbook as other programs see it."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import FIRST_ROW, HEADER_ROW, build_book, chosen_tables
from gendan_xl.cli import main
from gendan_xl.errors import GendanError
from gendan_xl.schema.colors import STATUS_STYLES
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.table import all_tables

TODAY = dt.date(2026, 3, 16)
ORDER = {
    "order_no": "XS20260301", "line_no": 1, "customer_no": "C001", "customer_name": "海曙五金", "order_date": dt.date(2026, 3, 1),
    "product_no": "CZM04", "product_name": "双面执手", "unit": "套", "ordered_qty": 100, "unit_price": 49, "tax_rate": 0.13,
    "is_tax_included": True, "requested_date": dt.date(2026, 3, 10), "confirmed_date": dt.date(2026, 3, 12), "status": "部分发货",
}  # fmt: skip
ROWS: dict[str, list[dict[str, Any]]] = {
    "customers": [{"customer_no": "C001", "full_name": "宁波海曙五金有限公司", "short_name": "海曙"}],
    "orders": [ORDER, ORDER | {"line_no": 2, "product_name": "锁体", "ordered_qty": 7}],
    "deliveries": [
        {"order_no": "XS20260301", "line_no": 1, "batch_no": 1, "delivery_type": "正常", "shipped_qty": 60, "status": "已发货"},
        {"order_no": "XS20260301", "line_no": 1, "batch_no": 2, "delivery_type": "样品", "shipped_qty": 3, "status": "已发货"},
        {"order_no": "XS20260301", "line_no": 2, "batch_no": 1, "delivery_type": "正常", "shipped_qty": 7, "status": "已打单"},
    ],
    "returns": [
        {"request_no": "T1", "request_line_no": 1, "order_no": "XS20260301", "line_no": 1, "received_qty": 5, "disposition": "换货"},
        {"request_no": "T2", "request_line_no": 1, "order_no": "XS20260301", "line_no": 1, "received_qty": 2, "disposition": "折让"},
    ],
    "milestones": [{"order_no": "XS20260301", "line_no": 1, "seq_no": 1, "milestone_name": "排产"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("new") / "跟单.xlsx"
    assert main(["new", str(path), "--today", "2026-03-16"]) == 0
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "跟单.xlsx"
    build_book(path, ROWS, today=TODAY)
    return path


def test_every_sheet_is_an_excel_table_with_exact_headers(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    assert book.sheetnames[:2] == ["说明", "订单台账"]
    assert set(book.sheetnames) == {"说明", *(table.meta.sheet for table in chosen_tables())}
    for table in chosen_tables():
        sheet = book[table.meta.sheet]
        assert list(sheet.tables) == [table.meta.sheet]
        headers = [cell.value for cell in sheet[HEADER_ROW]]
        assert headers == [c.header for c in table.columns().values() if c.col.show != "known"]
        assert sheet.freeze_panes is not None and sheet.freeze_panes.endswith(str(FIRST_ROW))


def test_only_the_shown_columns_are_open(blank: Path) -> None:
    sheet = openpyxl.load_workbook(blank)["订单台账"]
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            assert dimension.outlineLevel == 1
            hidden |= set(range(dimension.min, dimension.max + 1))
    open_headers = [cell.value for cell in sheet[HEADER_ROW] if cell.column not in hidden]
    assert open_headers == [c.header for c in Orders.columns().values() if c.col.show == "shown"]


def test_drop_downs_read_lists_that_exist(blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    rules = book["订单台账"].data_validations.dataValidation
    lists = {rule.formula1 for rule in rules if rule.type == "list"}
    assert "清单_订单状态" in lists
    for formula in lists - {'"是,否"'}:
        assert formula in book.defined_names
    status = next(rule for rule in rules if rule.formula1 == "清单_订单状态")
    delay = next(rule for rule in rules if rule.formula1 == "清单_延误原因")
    assert (status.errorStyle or "stop", delay.errorStyle) == ("stop", "warning")


def test_request_tables_and_known_columns_come_when_asked(
    tmp_path: Path, clean: Callable[[Path], None]
) -> None:
    path = tmp_path / "full.xlsx"
    assert main(["new", str(path), "--full", "--with", "all"]) == 0
    book = openpyxl.load_workbook(path)
    assert set(book.sheetnames) == {"说明", *(table.meta.sheet for table in all_tables().values())}
    assert len(book["订单台账"][HEADER_ROW]) == len(Orders.columns())
    clean(path)
    one = tmp_path / "one.xlsx"
    assert main(["new", str(one), "--with", "quotations"]) == 0
    assert "报价" in openpyxl.load_workbook(one).sheetnames


def test_a_column_that_is_filled_is_there_though_it_is_only_known(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    build_book(path, {"products": [{"product_no": "HY4030", "customs_code": "8302100000"}]}, today=TODAY)
    headers, row = openpyxl.load_workbook(path)["产品"].iter_rows(HEADER_ROW, FIRST_ROW, values_only=True)
    assert row[headers.index("海关编码")] == "8302100000"
    assert "税收分类编码" not in headers


def test_an_existing_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"mine")
    assert main(["new", str(path)]) == 2
    assert "GD940" in capsys.readouterr().err
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["跟单.xls", "跟单.XLSM", "跟单.csv"])
def test_other_kinds_of_file_are_not_made(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / name)]) == 2
    assert "请写成 跟单.xlsx[GD945]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_table_is_named_with_the_choices() -> None:
    with pytest.raises(GendanError, match=r"没有叫“报价表”的表.*quotations.*GD941"):
        chosen_tables(["报价表"])


def test_same_input_same_bytes(filled: Path, tmp_path: Path) -> None:
    build_book(tmp_path / "again.xlsx", ROWS, today=TODAY)
    assert (tmp_path / "again.xlsx").read_bytes() == filled.read_bytes()
    with zipfile.ZipFile(filled) as package:
        assert b"scheme" not in package.read("xl/styles.xml")  # Excel would put its theme's font for ours


def test_our_books_are_without_fault(blank: Path, filled: Path, clean: Callable[[Path], None]) -> None:
    clean(blank)
    clean(filled)


def _values(path: Path, soffice: Any) -> Any:
    """The workbook as LibreOffice calculates it."""
    return openpyxl.load_workbook(soffice.convert(path, "xlsx"), data_only=True)


def _records(sheet: Any) -> list[dict[str, Any]]:
    rows = list(sheet.iter_rows(min_row=HEADER_ROW, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_a_blank_book_shows_no_error_anywhere(blank: Path, soffice: Any) -> None:
    book = _values(blank, soffice)
    for table in chosen_tables():
        values = [value for record in _records(book[table.meta.sheet])[:1] for value in record.values()]
        assert values
        assert not [value for value in values if isinstance(value, str) and value.startswith("#")], table


def test_formulas_follow_deliveries_and_returns(filled: Path, soffice: Any) -> None:
    book = _values(filled, soffice)
    first, second = _records(book["订单台账"])[:2]
    assert (first["金额"], first["不含税金额"], first["税额"]) == (4900, 4336.28, 563.72)
    assert (first["已发数量"], first["已退数量"], first["未交数量"]) == (
        60,
        7,
        45,
    )  # samples do not count, 换货 does
    assert (second["已发数量"], second["未交数量"]) == (0, 7)  # 已打单 has not left the house
    assert first["建议紧急程度"] == "特急"
    last = _records(book["发货"])[2]
    assert (last["客户简称"], last["产品名称"], last["订购数量"]) == ("海曙", "锁体", 7)


def test_each_status_has_its_colour_on_orders_and_milestones(filled: Path) -> None:
    book = openpyxl.load_workbook(filled)
    for name in ("订单台账", "节点"):
        rules = [rule for area in book[name].conditional_formatting for rule in area.rules]
        fills = [rule.dxf.fill.bgColor.rgb[-6:] for rule in rules]
        assert set(fills) == {style.fill for style in STATUS_STYLES.values()}


def test_a_parameter_with_a_choice_has_its_own_drop_down(blank: Path) -> None:
    sheet = openpyxl.load_workbook(blank)["设置"]
    row = next(cell.row for cell in sheet["B"] if cell.value == "休息制度")
    rules = [rule for rule in sheet.data_validations.dataValidation if f"C{row}" in rule.sqref]
    assert [rule.formula1 for rule in rules] == ['"双休,单休,大小周,无休"']
