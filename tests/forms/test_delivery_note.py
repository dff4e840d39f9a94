"""送货单: what stands on it, page by page, and how it prints."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.office import to_pdf
from gendan_xl.cells import Value
from gendan_xl.domain.money import line_amount
from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Asked, Case, Draft
from gendan_xl.forms._pages import Document
from gendan_xl.forms._vocabulary import vocabulary
from gendan_xl.forms.delivery_note import FORM
from gendan_xl.printing.render import Printer
from gendan_xl.printing.template import Template

REPO = Path(__file__).resolve().parents[2]
SHIPPED = REPO / "xlsx_templates" / FORM.template
WORDS = vocabulary(FORM)
PRODUCTS = (("CZM04", "双面执手(左)", "套"), ("3085A", "锁体", "套"), ("75D", "长单开锁芯(30/45T)", "支"))
DAY = dt.date(2026, 11, 22)
Note = Callable[..., Document]
Shown = Callable[[bytes], str]
HEAD = {
    "客户名称": "杭州临江门控有限公司", "订单号": "SO20261101", "客户订单号": "PO-88120",
    "收货地址": "杭州市萧山区纬五路288号", "收货人": "李春梅", "收货电话": "0571-82886600", "运输方式": "自送", "发货日期": dt.date(2026, 11, 23),
}  # fmt: skip


@pytest.fixture(scope="module")
def form() -> Printer:
    return Printer(Template(SHIPPED.read_bytes(), FORM.template, WORDS))


def line(name: str, qty: int, price: Decimal | None = None, **more: Value) -> dict[str, Value]:
    amount = None if price is None else line_amount(Decimal(qty), price)
    return {"产品名称": name, "数量": Decimal(qty), "单价": price, "金额": amount, "单位": "套", **more}


def lines_of(count: int) -> list[dict[str, Value]]:
    rows = [(index, *PRODUCTS[index % 3], Decimal("12.5") + index) for index in range(count)]
    return [
        line(name, 10 + index, price, 产品编号=code, 规格="哑光黑", 单位=unit, 箱数=Decimal(2))
        for index, code, name, unit, price in rows
    ]


@pytest.fixture
def note(make_case: Callable[..., Case]) -> Note:
    def make(
        lines: int | list[dict[str, Value]],
        paper: str = "",
        per_page: int = 8,
        page_per_copy: str = "是",
        **more: Any,
    ) -> Document:
        made = lines_of(lines) if isinstance(lines, int) else lines
        rule = {"kind": FORM.label, "lines_per_page": per_page}
        amounts = [one["金额"] for one in made if isinstance(one["金额"], Decimal)]
        given: dict[str, Any] = {"is_priced": True, "amount": sum(amounts, Decimal(0))} | more
        draft = Draft("SO20261101", lines=made, values=HEAD, **given)
        return Document(
            FORM,
            make_case({"numbering": [rule]}, page_per_copy=page_per_copy),
            Asked(DAY, paper=paper, by="王晓燕"),
            draft,
            "SH20261122001",
        )

    return make


def fill(form: Printer, note: Document) -> bytes:
    return form.fill(note.pages(), note.setup)


GOLDEN = """\
A1→J1 永康市恒锐五金制品有限公司
A2 ·
A3→J3 送货单
A4→D4 客户：杭州临江门控有限公司 | E4→J4 单号：SH20261122001
A5→D5 地址：杭州市萧山区纬五路288号 | E5→J5 日期：2026-11-22　发货：2026-11-23
A6→D6 收货人：李春梅　电话：0571-82886600 | E6→J6 订单号：SO20261101
A7→D7 客户订单号：PO-88120 | E7→J7 运输：自送
A9 序号 | B9 产品编号 | C9 产品名称 | D9 规格 | E9 单位 | F9 数量 | G9 单价 | H9 金额 | I9 箱数 | J9 备注
A10 1 | B10 CZM04 | C10 双面执手(左) | D10 哑光黑 | E10 套 | F10 10 | G10 12.5 | H10 125 | I10 2
A11 2 | B11 3085A | C11 锁体 | D11 哑光黑 | E11 套 | F11 11 | G11 13.5 | H11 148.5 | I11 2
C12 以下空白
A13 ·
A15→E15 合　　计 | F15 21 | H15 273.5 | I15 4
A16→J16 金额大写：人民币贰佰柒拾叁元伍角
A17→J17 备注：
A18→J18 请当面点清并签收；数量、外观如有异议请于收货后三日内书面提出。
A19→B19 制单：王晓燕 | C19 仓管员： | D19 销管员： | E19→G19 送货人： | H19→J19 客户签收（盖章）：
A20→F20 第一联 存根（白）　第二联 客户（红）　第三联 回单（黄） | G20→J20 第 1 页 共 1 页"""


def test_a_note_cell_by_cell(form: Printer, note: Note, shown: Shown) -> None:
    assert shown(fill(form, note(2, per_page=4))) == GOLDEN


def test_a_template_saved_by_another_program_is_filled_alike(soffice: Any, note: Note, shown: Shown) -> None:
    saved = soffice.convert(SHIPPED, "xlsx").read_bytes()
    assert shown(fill(Printer(Template(saved, FORM.template, WORDS)), note(2, per_page=4))) == GOLDEN


def test_a_template_with_prefixed_elements_is_filled_alike(note: Note, shown: Shown) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(SHIPPED) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if re.search(r"sheet1|workbook\.xml$|sharedStrings", name):
                body = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", body).replace(b'xmlns="', b'xmlns:x="')
            new.writestr(name, body)
    prefixed = Printer(Template(buffer.getvalue(), FORM.template, WORDS))
    assert shown(fill(prefixed, note(2, per_page=4))) == GOLDEN


def test_several_pages_carry_subtotals_and_one_total(form: Printer, note: Note, shown: Shown) -> None:
    text = shown(fill(form, note(5, per_page=2)))
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
    assert text.count("以下空白") == 1 and "A46 5 |" in text


def test_a_note_without_prices_shows_no_money(form: Printer, note: Note, shown: Shown) -> None:
    data = fill(form, note(2, is_priced=False))
    text = shown(data)
    assert "12.5" not in text and "大写" not in text and "273.5" not in text
    columns = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].column_dimensions
    assert columns["G"].hidden and columns["H"].hidden and columns["C"].width > 25


def test_copies_are_listed_on_carbon_paper_and_get_pages_on_a4(
    form: Printer, note: Note, shown: Shown
) -> None:
    copies = "(第[一二三]联 [^ （]+)"
    assert re.findall(copies, shown(fill(form, note(1)))) == ["第一联 存根", "第二联 客户", "第三联 回单"]
    split = note(26, "A4").pages()
    assert [(page.values["联次"], page.values["页码"]) for page in split] == [
        (f"第{n}联 {copy}", page)
        for n, copy in (("一", "存根（白）"), ("二", "客户（红）"), ("三", "回单（黄）"))
        for page in (1, 2)
    ]
    assert len(note(26, "A4", page_per_copy="否").pages()) == 2


def test_the_order_s_own_amount_and_a_zero_price_are_kept(note: Note) -> None:
    lines = [line("锁", 3, Decimal("33.3333"), 金额=Decimal("100.00")), line("备品", 1, Decimal(0))]
    page = note(lines).pages()[0]
    assert [one.get("金额") for one in page.lines] == [Decimal("100.00"), Decimal("0.00"), None]
    assert page.values["大写金额"] == "人民币壹佰元整"


def test_another_currency_is_named_with_its_figure(note: Note) -> None:
    page = note(1, currency="USD").pages()[0]
    assert page.values["大写金额"] == f"USD {page.values['合计金额']:,.2f}"


def test_a_note_with_gaps_is_refused(note: Note) -> None:
    with pytest.raises(GendanError, match="没有任何明细行"):
        note(0).pages()
    priceless = [line("锁体", 1), line("锁芯", 1, Decimal(1))]
    with pytest.raises(GendanError, match="没有单价：锁体；"):
        note(priceless).pages()
    assert note(priceless, is_priced=False).pages()


def test_odd_characters_stay_text(form: Printer, note: Note) -> None:
    odd = '=HYPERLINK("x") <b>&"😀 {{单据号}} +1'
    data = fill(form, note([line(odd, 1, Decimal(1), 产品编号="001")]))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert (sheet["C10"].value, sheet["C10"].data_type, sheet["B10"].value) == (odd, "s", "001")


def test_what_is_written_is_sound(
    form: Printer, tmp_path: Path, clean: Callable[[Path], None], note: Note
) -> None:
    for path, made in (("one.xlsx", note(3)), ("many.xlsx", note(60, "A4", is_priced=False))):
        (tmp_path / path).write_bytes(fill(form, made))
        clean(tmp_path / path)


@pytest.mark.parametrize(
    ("count", "paper", "priced", "pages"),
    [(9, "241×140", True, 2), (25, "241×280", False, 2), (25, "A4", True, 3)],
)
def test_it_prints_on_its_paper(
    form: Printer,
    tmp_path: Path,
    soffice: object,
    count: int,
    paper: str,
    priced: bool,
    pages: int,
    note: Note,
) -> None:
    made = note(count, paper, is_priced=priced)
    path = tmp_path / "送货单 1.xlsx"
    path.write_bytes(fill(form, made))
    before = path.read_bytes()
    pdf = to_pdf(path, None if made.setup.paper.code else (made.setup.paper.width, made.setup.paper.height))
    assert pdf == path.with_suffix(".pdf") and path.read_bytes() == before
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    size = re.search(r"Page size: +([\d.]+) x ([\d.]+)", info)
    assert f"Pages:           {pages}\n" in info and size
    assert [round(float(points) / 72 * 25.4) for points in size.groups()] == [
        made.setup.paper.width,
        made.setup.paper.height,
    ]
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    sheets = text.rstrip("\f").split("\f")
    assert len(sheets) == pages and "{{" not in text
    for sheet in sheets:
        assert "永康市恒锐五金制品有限公司" in sheet and "客户签收（盖章）" in sheet and "杭州临江" in sheet
    assert ("人民币" in text) == priced
    assert ("以下空白" in text) == (count % made.setup.paper.lines > 0)
