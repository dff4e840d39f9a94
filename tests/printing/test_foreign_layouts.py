"""Forms of other makers: a clerk types placeholders into them, and they are filled without touching code."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from gendan_xl.books.blank import build_book
from gendan_xl.books.patch import apply
from gendan_xl.cells import parse_a1
from gendan_xl.cli import main
from gendan_xl.edits import SetCell
from gendan_xl.package.lint import lint

SdkErrors = Callable[[Path], list[str]]
TODAY = dt.date(2026, 3, 16)
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "templates.md"


def typed(name: str) -> dict[str, str | None]:
    """Return cell → text as docs/templates.md tells a clerk to type them into a form; None where it is cleared."""
    _, _, section = GUIDE.read_text(encoding="utf-8").partition(f"### {name}")
    lines = section.partition("###")[0].splitlines()
    found: dict[str, str | None] = {}
    for place, _, new in (re.split(r" ?\| ?", line)[1:4] for line in lines if re.match(r"\| [A-Z]\d", line)):
        first, last = re.match(r"([A-Z]\d+)(?: … [A-Z](\d+))?", place).groups()  # type: ignore[union-attr]
        rows = range(int(first[1:]), int(last or first[1:]) + 1)
        if "不用动" not in new:
            found |= {f"{first[0]}{row}": None if "清掉" in new else new for row in rows}
    return found


def type_into(source: Path, target: Path) -> None:
    """Save a copy of a form with the cells typed, all else as it was."""
    sheet = openpyxl.load_workbook(source).worksheets[0]
    edits = [
        SetCell(sheet.title, *parse_a1(at), sheet[at].value, new) for at, new in typed(source.name).items()
    ]
    target.parent.mkdir()
    apply(source, edits, out=target)


def build(folder: Path, **shipped: Any) -> Path:
    """Return a workbook with an order of twelve lines that is delivered."""
    line: dict[str, Any] = {
        "order_no": "XS1", "customer_no": "C1", "customer_name": "海曙", "customer_order_no": "QG-2603-07",
        "contract_no": "HT-2026-018", "unit": "套", "ordered_qty": 60.0, "unit_price": 4.5, "status": "已确认",
        "material": "304不锈钢", "clerk": "罗小芸",
    }  # fmt: skip
    orders = [
        line | {"line_no": n, "product_no": f"P{n}", "product_name": f"合页{n}", "spec": "Φ12×80"}
        for n in range(1, 13)
    ]
    batch: dict[str, Any] = {
        "order_no": "XS1", "batch_no": 1, "delivery_type": "正常", "planned_date": TODAY, "planned_qty": 60.0,
        "status": "待放行", "price_approver": "董秀兰", "unit_price": 4.5, "carton_qty": 2.0, "transport_mode": "专车",
        "carrier": "顺达物流", "customer_no": "C1", **shipped,
    }  # fmt: skip
    customer = {
        "customer_no": "C1", "full_name": "宁波海曙五金有限公司", "short_name": "海曙", "default_address": "宁波市海曙区望春路66号",
        "default_consignee": "李春梅", "default_phone": "0574-87770000",
    }  # fmt: skip
    path = folder / "跟单.xlsx"
    deliveries = [batch | {"line_no": number} for number in range(1, 13)]
    build_book(path, {"orders": orders, "customers": [customer], "deliveries": deliveries}, today=TODAY)
    return path


def made(book: Path, kind: str, today: str, *more: str) -> Path:
    assert main(["form", kind, str(book), "--today", today, *more]) == 0
    [file] = (book.parent / "单据").rglob("*.xlsx")
    return file


def faultless(file: Path, source: Path, sdk_errors: SdkErrors) -> None:
    """Assert that the form that was filled has no fault that its template does not have."""
    faults = ({re.sub(r"\[\d+\]", "", fault) for fault in sdk_errors(path)} for path in (file, source))
    assert lint(file) == [] and next(faults) <= next(faults)


def test_a_packing_style_note_of_another_maker(
    shared_data: Path, tmp_path: Path, sdk_errors: SdkErrors
) -> None:
    book, source = build(tmp_path), shared_data / "foreign_layouts" / "送货单_装箱式.xlsx"
    template = book.parent / "xlsx_templates" / "送货单.xlsx"
    type_into(source, template)
    assert main(["template", "check", str(template)]) == 0
    file = made(book, "送货单", "2026-03-16", "--order", "XS1")
    faultless(file, source, sdk_errors)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    # three copies of two pages each: ten lines, then two
    assert [sheet.cell(row, 1).value for row in (10, 19, 33, 34, 35)] == [1, 10, 11, 12, None]
    assert [cell.value for cell in sheet[10]] == [1, None, "合页1", "Φ12×80", "304不锈钢", "套", 60, 2, None]
    assert [[cell.value for cell in sheet[row]][6:8] for row in (20, 43)] == [[None, None], [720, 24]]
    assert [sheet.cell(row, 1).value for row in (1, 20, 43)] == [
        "第一联 存根（白）",
        "合计（接下页）",
        "合计",
    ]
    heads = [sheet[at].value for at in ("G1", "C4", "C5", "F5", "F6", "C7", "F7")]
    assert heads == [
        "装箱单号 SH20260316001", "HT-2026-018", "QG-2603-07", "李春梅 0574-87770000", "顺达物流", "宁波市海曙区望春路66号",
        "专车",
    ]  # fmt: skip
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, len(sheet.row_breaks.brk)) == ("landscape", 9, 5)
    assert "A32:B32" not in map(str, sheet.merged_cells.ranges) and "A43:E43" in map(
        str, sheet.merged_cells.ranges
    )


def test_a_statement_of_a_processing_factory(
    shared_data: Path, tmp_path: Path, sdk_errors: SdkErrors
) -> None:
    book = build(tmp_path, shipped_date=TODAY, shipped_qty=50.0, note_no="SH1", status="已发货")
    source = shared_data / "foreign_layouts" / "对账单_加工厂.xlsx"
    template = book.parent / "xlsx_templates" / "对账单.xlsx"
    type_into(source, template)
    assert main(["template", "check", str(template)]) == 0
    file = made(book, "对账单", "2026-04-02", "--customer", "海曙", "--month", "2026-03")
    faultless(file, source, sdk_errors)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    assert [cell.value for cell in sheet[5]] == ["2026-03-16", "合页1 Φ12×80 50", 225, "发货", "SH1", "XS1"]
    assert (sheet["B17"].value, sheet["A26"].value, sheet["C26"].value) == (
        "以下空白",
        "合计",
        "=SUM(C5:C25)",
    )
    assert openpyxl.load_workbook(file, data_only=True).worksheets[0]["C26"].value == 2700
    assert sheet.row_dimensions[1].height > 20  # the title is not cut off
    assert [brk.id for brk in sheet.row_breaks.brk] == [
        26
    ]  # the second copy follows, without what was cleared
