"""送货单: what stands on it, page by page, and how it prints."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.office import to_pdf
from gendan_xl.errors import GendanError
from gendan_xl.forms.delivery_note import TEMPLATE, VOCABULARY, DeliveryNote, Line, build_pages
from gendan_xl.printing.draw import draw_delivery_note
from gendan_xl.printing.paper import find_paper
from gendan_xl.printing.render import Form
from gendan_xl.printing.template import Template

REPO = Path(__file__).resolve().parents[2]
SHIPPED = REPO / "xlsx_templates" / TEMPLATE
PRODUCTS = (("CZM04", "双面执手(左)", "套"), ("3085A", "锁体", "套"), ("75D", "长单开锁芯(30/45T)", "支"))


@pytest.fixture(scope="module")
def form() -> Form:
    return Form(Template(SHIPPED.read_bytes(), TEMPLATE, VOCABULARY))


def note(count: int, paper: str = "241×140", **more: Any) -> DeliveryNote:
    lines = []
    for index in range(count):
        code, name, unit = PRODUCTS[index % 3]
        price = Decimal("12.5") + index
        lines.append(Line(name, Decimal(10 + index), code, "哑光黑", unit, price, boxes=Decimal(2)))
    given: dict[str, Any] = {
        "order_nos": ["SO20261101"],
        "customer_order_nos": ["PO-88120"],
        "address": "杭州市萧山区纬五路288号",
        "receiver": "李春梅",
        "phone": "0571-82886600",
        "company": "永康市恒锐五金制品有限公司",
        "is_priced": True,
        "prepared_by": "王晓燕",
        "transport": "自送",
        "paper": find_paper(paper),
    }
    return DeliveryNote(
        "SH20261122001", dt.date(2026, 11, 22), "杭州临江门控有限公司", lines, **(given | more)
    )


def fill(form: Form, note: DeliveryNote) -> bytes:
    return form.fill(build_pages(note), note.setup)


def shown(data: bytes) -> str:
    """Return the filled cells of the sheet, one row a line; merged cells show how far they reach."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    reach = {area.start_cell.coordinate: f"→{area.coord.split(':')[1]}" for area in sheet.merged_cells.ranges}
    rows = []
    for row in sheet.iter_rows():
        hidden = sheet.row_dimensions[row[0].row].hidden
        cells = [f"{c.coordinate}{reach.get(c.coordinate, '')} {c.value}" for c in row if c.value is not None]
        rows.append(" | ".join(cells) or f"{row[0].coordinate} ·")
        if hidden:
            rows.pop()
    return "\n".join(rows)


GOLDEN = """\
A1→J1 永康市恒锐五金制品有限公司
A2 ·
A3→J3 送货单
A4→D4 客户：杭州临江门控有限公司 | E4→J4 单号：SH20261122001
A5→D5 地址：杭州市萧山区纬五路288号 | E5→J5 日期：2026-11-22
A6→D6 收货人：李春梅　电话：0571-82886600 | E6→J6 订单号：SO20261101
A7→D7 客户订单号：PO-88120 | E7→J7 运输：自送
A8 序号 | B8 产品编号 | C8 产品名称 | D8 规格 | E8 单位 | F8 数量 | G8 单价 | H8 金额 | I8 箱数 | J8 备注
A9 1 | B9 CZM04 | C9 双面执手(左) | D9 哑光黑 | E9 套 | F9 10 | G9 12.5 | H9 125 | I9 2
A10 2 | B10 3085A | C10 锁体 | D10 哑光黑 | E10 套 | F10 11 | G10 13.5 | H10 148.5 | I10 2
C11 以下空白
A12 ·
A14→E14 合　　计 | F14 21 | H14 273.5 | I14 4
A15→J15 金额大写：人民币贰佰柒拾叁元伍角
A16→J16 备注：
A17→J17 请当面点清并签收；数量、外观如有异议请于收货后三日内书面提出。
A18→B18 制单：王晓燕 | C18 仓管： | D18 审价/销管： | E18→G18 送货人： | H18→J18 客户签收（盖章）：
A19→G19 第一联 存根（白）　第二联 客户（红）　第三联 回单（黄） | H19→J19 第 1 页 共 1 页"""


def test_a_note_cell_by_cell(form: Form) -> None:
    assert shown(fill(form, note(2, lines_per_page=4))) == GOLDEN


def test_a_template_saved_by_another_program_is_filled_alike(soffice: Any) -> None:
    saved = soffice.to_xlsx(SHIPPED).read_bytes()
    assert shown(fill(Form(Template(saved, TEMPLATE, VOCABULARY)), note(2, lines_per_page=4))) == GOLDEN


def test_a_template_with_prefixed_elements_is_filled_alike() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(SHIPPED) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if re.search(r"sheet1|workbook\.xml$|sharedStrings", name):
                body = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", body).replace(b'xmlns="', b'xmlns:x="')
            new.writestr(name, body)
    prefixed = Form(Template(buffer.getvalue(), TEMPLATE, VOCABULARY))
    assert shown(fill(prefixed, note(2, lines_per_page=4))) == GOLDEN


def test_several_pages_carry_subtotals_and_one_total(form: Form) -> None:
    text = shown(fill(form, note(5, lines_per_page=2)))
    assert re.findall(r"本页小计 \| (?:F\d+ (\d+) \| )?H\d+ ([\d.]+)", text) == [
        ("21", "273.5"),
        ("", "375.5"),
        ("14", "231"),
    ]
    assert re.findall(r"合　　计(\S*)(?: \| H\d+ ([\d.]+))?", text) == [
        ("（接下页）", ""),
        ("（接下页）", ""),
        ("", "880"),
    ]
    assert re.findall("大写：(.*)", text) == ["（接下页）", "（接下页）", "人民币捌佰捌拾元整"]
    assert re.findall(r"第 \d 页 共 \d 页", text) == [f"第 {n} 页 共 3 页" for n in (1, 2, 3)]
    assert text.count("以下空白") == 1 and "A43 5 |" in text


def test_a_note_without_prices_shows_no_money(form: Form) -> None:
    data = fill(form, note(2, is_priced=False))
    text = shown(data)
    assert "12.5" not in text and "大写" not in text and "273.5" not in text
    columns = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].column_dimensions
    assert columns["G"].hidden and columns["H"].hidden and columns["C"].width > 25


def test_copies_are_listed_on_carbon_paper_and_get_pages_on_a4(form: Form) -> None:
    copies = "(第[一二三]联 [^ （]+)"
    assert re.findall(copies, shown(fill(form, note(1)))) == ["第一联 存根", "第二联 客户", "第三联 回单"]
    split = build_pages(note(26, "A4"))
    assert [(page.values["联次"], page.values["页码"]) for page in split] == [
        (f"第{n}联 {copy}", page)
        for n, copy in (("一", "存根（白）"), ("二", "客户（红）"), ("三", "回单（黄）"))
        for page in (1, 2)
    ]
    assert len(build_pages(note(26, "A4", page_per_copy=False))) == 2


def test_the_order_s_own_amount_and_a_zero_price_are_kept() -> None:
    lines = [
        Line("锁", Decimal(3), unit="套", price=Decimal("33.3333"), amount=Decimal("100.00")),
        Line("备品", Decimal(1), unit="套", price=Decimal(0)),
    ]
    page = build_pages(replace(note(1), lines=lines))[0]
    assert [line.get("金额") for line in page.lines] == [Decimal("100.00"), Decimal("0.00"), None]
    assert page.values["大写金额"] == "人民币壹佰元整"


def test_another_currency_is_named_with_its_figure() -> None:
    page = build_pages(note(1, currency="USD"))[0]
    assert page.values["大写金额"] == f"USD {page.values['合计金额']:,.2f}"


def test_a_note_with_gaps_is_refused() -> None:
    with pytest.raises(GendanError, match="没有任何明细行"):
        build_pages(note(0))
    priceless = replace(note(1), lines=[Line("锁体", Decimal(1)), Line("锁芯", Decimal(1), price=Decimal(1))])
    with pytest.raises(GendanError, match="没有单价：锁体；"):
        build_pages(priceless)
    assert build_pages(replace(priceless, is_priced=False))


def test_odd_characters_stay_text(form: Form) -> None:
    odd = '=HYPERLINK("x") <b>&"😀 {{单据号}} +1'
    data = fill(form, replace(note(1), lines=[Line(odd, Decimal(1), product_no="001", price=Decimal(1))]))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert (sheet["C9"].value, sheet["C9"].data_type, sheet["B9"].value) == (odd, "s", "001")


def test_the_shipped_template_is_drawn_again_byte_for_byte(tmp_path: Path) -> None:
    draw_delivery_note(tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == SHIPPED.read_bytes()


def test_every_placeholder_is_documented() -> None:
    text = (REPO / "docs" / "templates.md").read_text(encoding="utf-8")
    names = {*VOCABULARY.fields, *(f"行.{name}" for name in VOCABULARY.line_fields)}
    assert {f"{{{{{name}}}}}" for name in names} <= set(re.findall(r"\{\{[^}]*\}\}", text))
    assert all(f":{flag}}}}}" in text for flag in VOCABULARY.flags)


def test_what_is_written_is_sound(form: Form, tmp_path: Path, clean: Callable[[Path], None]) -> None:
    for path, made in (("one.xlsx", note(3)), ("many.xlsx", note(60, "A4", is_priced=False))):
        (tmp_path / path).write_bytes(fill(form, made))
        clean(tmp_path / path)


@pytest.mark.parametrize(
    ("count", "paper", "priced", "pages"),
    [(9, "241×140", True, 2), (25, "241×280", False, 2), (25, "A4", True, 3)],
)
def test_it_prints_on_its_paper(
    form: Form, tmp_path: Path, soffice: object, count: int, paper: str, priced: bool, pages: int
) -> None:
    made = note(count, paper, is_priced=priced)
    path = tmp_path / "送货单 1.xlsx"
    path.write_bytes(fill(form, made))
    before = path.read_bytes()
    pdf = to_pdf(path, None if made.paper.code else (made.paper.width, made.paper.height))
    assert pdf == path.with_suffix(".pdf") and path.read_bytes() == before
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", info)
    assert f"Pages:           {pages}\n" in info and size
    assert [round(float(points) / 72 * 25.4) for points in size.groups()] == [
        made.paper.width,
        made.paper.height,
    ]
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    sheets = text.rstrip("\f").split("\f")
    assert len(sheets) == pages and "{{" not in text
    for sheet in sheets:
        assert "永康市恒锐五金制品有限公司" in sheet and "客户签收（盖章）" in sheet and "杭州临江" in sheet
    assert ("人民币" in text) == priced
    assert ("以下空白" in text) == (count % made.paper.lines > 0)
