"""送货单: what travels with the goods and is signed by the customer (requirements 12, 27, 28)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.money import line_amount, rmb_words, round_money
from gendan_xl.errors import GendanError
from gendan_xl.printing.filing import document_name
from gendan_xl.printing.geometry import Setup
from gendan_xl.printing.paper import Paper, find_paper
from gendan_xl.printing.placeholders import Vocabulary
from gendan_xl.printing.render import Page

KIND = "送货单"
TEMPLATE = "送货单.xlsx"
COPIES = ("存根（白）", "客户（红）", "回单（黄）")
SIGNERS = ("制单", "仓管", "审价/销管", "送货人", "客户签收（盖章）")
TERMS = "请当面点清并签收；数量、外观如有异议请于收货后三日内书面提出。"
END_MARK = "以下空白"
_FOLLOWS = "（接下页）"


@dataclass(frozen=True, slots=True)
class Line:
    """One product on the note. `amount` is that of the order where it is known, else quantity × price."""

    product_name: str
    qty: Decimal
    product_no: str = ""
    spec: str = ""
    unit: str = ""
    price: Decimal | None = None
    amount: Decimal | None = None
    boxes: Decimal | None = None
    remark: str = ""
    order_no: str = ""
    line_no: str = ""
    customer_order_no: str = ""
    customer_product_no: str = ""
    color: str = ""

    @property
    def money(self) -> Decimal | None:
        """The line's amount, None without a price."""
        if self.amount is not None or self.price is None:
            return self.amount
        return line_amount(self.qty, self.price)


@dataclass(frozen=True, slots=True)
class DeliveryNote:
    """A delivery as its paper shows it.

    `copies` are the names of the copies: carbon paper lists them in one print, other paper gets a page for each
    when `page_per_copy`. `signers` are the roles that sign. `lines_per_page` 0 is what the paper has.
    """

    number: str
    date: dt.date
    customer: str
    lines: Sequence[Line]
    order_nos: Sequence[str] = ()
    customer_order_nos: Sequence[str] = ()
    address: str = ""
    receiver: str = ""
    phone: str = ""
    company: str = ""
    company_address: str = ""
    company_phone: str = ""
    title: str = KIND
    is_priced: bool = False
    currency: str = "CNY"
    transport: str = ""
    vehicle: str = ""
    remark: str = ""
    terms: str = TERMS
    prepared_by: str = ""
    signers: Sequence[str] = SIGNERS
    copies: Sequence[str] = COPIES
    page_per_copy: bool = True
    paper: Paper = field(default_factory=lambda: find_paper("241×140"))
    lines_per_page: int = 0

    @property
    def setup(self) -> Setup:
        """How the note is laid out."""
        flags = {"带价" if self.is_priced else "不带价"} | ({"多页"} if self._sheets > 1 else set())
        return Setup(self.paper, self._page_lines, frozenset(flags))

    @property
    def _page_lines(self) -> int:
        return self.lines_per_page or self.paper.lines

    @property
    def _sheets(self) -> int:
        """How many pages one copy has."""
        return -(-len(self.lines) // self._page_lines)

    @property
    def file_name(self) -> str:
        """The name without extension under which the note is filed."""
        return document_name(self.order_nos, self.date, self.title, self.number)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of one copy: its lines, its number among all, the copy's text."""

    lines: Sequence[Line]
    page: int
    pages: int
    copy: str

    @property
    def is_last(self) -> bool:
        return self.page == self.pages


def build_pages(note: DeliveryNote) -> list[Page]:
    """Return the pages to fill, copy after copy. GendanError GD082 when there is nothing to deliver,
    GD084 when a priced note lacks a price (a price of zero is one)."""
    _refuse_gaps(note)
    size = note._page_lines
    chunks = [note.lines[start : start + size] for start in range(0, len(note.lines), size)]
    split = note.page_per_copy and not note.paper.is_carbon and bool(note.copies)
    named = [f"第{'一二三四五六七八九'[place]}联 {copy}" for place, copy in enumerate(note.copies[:9])]
    copies = named if split else ["　".join(named)]
    sheets = [_Sheet(c, page, len(chunks), copy) for copy in copies for page, c in enumerate(chunks, 1)]
    return [_page(note, sheet) for sheet in sheets]


def _refuse_gaps(note: DeliveryNote) -> None:
    if not note.lines:
        raise GendanError(
            "GD082",
            f"{note.title}没有任何明细行，不能出单：请先登记发货数量",
            "the delivery note has no lines: enter what is delivered first",
        )
    gaps = "、".join(line.product_name for line in note.lines if line.money is None)
    if note.is_priced and gaps:
        raise GendanError(
            "GD084",
            f"{note.title}要带价，但没有单价：{gaps}；请先补单价，或改为不带价",
            f"the delivery note shows prices but lacks one for: {gaps}; enter it or print without",
        )


def _page(note: DeliveryNote, sheet: _Sheet) -> Page:
    first = (sheet.page - 1) * note._page_lines
    lines: list[Mapping[str, Value]] = [
        {name: read(note, line) for name, read in _LINE_FIELDS.items()} | {"序号": first + index}
        for index, line in enumerate(sheet.lines, 1)
    ]
    if sheet.is_last and len(lines) < note._page_lines:
        lines.append({"产品名称": END_MARK})
    return Page({name: read(note, sheet) for name, read in _FIELDS.items()}, lines)


def _priced(read: Callable[[Line], Decimal | None]) -> Callable[[DeliveryNote, Line], Decimal | None]:
    """Show a figure on priced notes only."""
    return lambda note, line: read(line) if note.is_priced else None


def _total(note: DeliveryNote, lines: Sequence[Line]) -> Decimal | None:
    """Return the money of some lines, None on notes without price."""
    return sum((line.money or Decimal(0) for line in lines), Decimal(0)) if note.is_priced else None


def _qty(lines: Sequence[Line]) -> Decimal | None:
    """Return the summed quantity; None where units differ, for such a sum says nothing."""
    return sum((line.qty for line in lines), Decimal(0)) if len({line.unit for line in lines}) == 1 else None


def _boxes(lines: Sequence[Line]) -> Decimal | None:
    return sum((line.boxes or Decimal(0) for line in lines), Decimal(0)) or None


def _words(note: DeliveryNote, sheet: _Sheet) -> str:
    """Return the total in words on the last page; in another currency its code and the figure, USD 628.32."""
    total = _total(note, note.lines)
    if total is None:
        return ""
    if not sheet.is_last:
        return _FOLLOWS
    is_rmb = note.currency in ("", "CNY", "RMB", "人民币")
    return "人民币" + rmb_words(total) if is_rmb else f"{note.currency} {round_money(total):,.2f}"


def _company_line(note: DeliveryNote) -> str:
    parts = (("地址：", note.company_address), ("电话：", note.company_phone))
    return "　".join(label + text for label, text in parts if text)


def _signer(place: int) -> Callable[[DeliveryNote, _Sheet], str]:
    """Return the text of one signature box: the role, for 制单 with the name."""

    def read(note: DeliveryNote, _: _Sheet) -> str:
        role = note.signers[place] if place < len(note.signers) else ""
        return f"{role}：{note.prepared_by if role == '制单' else ''}" if role else ""

    return read


_LINE_FIELDS: dict[str, Callable[[DeliveryNote, Line], Value]] = {
    "序号": lambda note, line: None,  # numbered by page
    "订单号": lambda note, line: line.order_no,
    "行号": lambda note, line: line.line_no,
    "客户订单号": lambda note, line: line.customer_order_no,
    "产品编号": lambda note, line: line.product_no,
    "客户品号": lambda note, line: line.customer_product_no,
    "产品名称": lambda note, line: line.product_name,
    "规格": lambda note, line: line.spec,
    "颜色": lambda note, line: line.color,
    "单位": lambda note, line: line.unit,
    "数量": lambda note, line: line.qty,
    "单价": _priced(lambda line: line.price),
    "金额": _priced(lambda line: line.money),
    "箱数": lambda note, line: line.boxes,
    "备注": lambda note, line: line.remark,
}
_FIELDS: dict[str, Callable[[DeliveryNote, _Sheet], Value]] = {
    "公司名称": lambda note, sheet: note.company,
    "公司地址": lambda note, sheet: note.company_address,
    "公司电话": lambda note, sheet: note.company_phone,
    "公司信息": lambda note, sheet: _company_line(note),
    "标题": lambda note, sheet: note.title,
    "单据号": lambda note, sheet: note.number,
    "日期": lambda note, sheet: note.date,
    "客户名称": lambda note, sheet: note.customer,
    "订单号": lambda note, sheet: "、".join(note.order_nos),
    "客户订单号": lambda note, sheet: "、".join(note.customer_order_nos),
    "收货地址": lambda note, sheet: note.address,
    "收货人": lambda note, sheet: note.receiver,
    "收货电话": lambda note, sheet: note.phone,
    "运输方式": lambda note, sheet: note.transport,
    "车牌号": lambda note, sheet: note.vehicle,
    "本页数量": lambda note, sheet: _qty(sheet.lines),
    "本页金额": lambda note, sheet: _total(note, sheet.lines),
    "本页箱数": lambda note, sheet: _boxes(sheet.lines),
    "合计数量": lambda note, sheet: _qty(note.lines) if sheet.is_last else None,
    "合计金额": lambda note, sheet: _total(note, note.lines) if sheet.is_last else None,
    "合计箱数": lambda note, sheet: _boxes(note.lines) if sheet.is_last else None,
    "大写金额": _words,
    "接页说明": lambda note, sheet: "" if sheet.is_last else _FOLLOWS,
    "备注": lambda note, sheet: note.remark,
    "条款": lambda note, sheet: note.terms,
    "制单人": lambda note, sheet: note.prepared_by,
    **{f"签核{place + 1}": _signer(place) for place in range(6)},
    "联次": lambda note, sheet: sheet.copy,
    "页码": lambda note, sheet: sheet.page,
    "总页数": lambda note, sheet: sheet.pages,
}
VOCABULARY = Vocabulary(frozenset(_FIELDS), frozenset(_LINE_FIELDS), frozenset({"带价", "不带价", "多页"}))
"""The placeholders of this form."""
