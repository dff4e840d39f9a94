"""商业发票: what a delivery costs the customer, in Chinese and English, for customs and bank (requirement 32)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.english_money import money_words
from gendan_xl.domain.money import line_amount, rmb_words
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._shipment import Shipment, shipments, shipped
from gendan_xl.printing.layout import BILINGUAL, CHINESE, Band, Column, Layout, boxed

_BOXES, _WIDE = (33.0, 56.0, 23.0, 79.0), (33.0, 158.0)


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every delivery; with nothing named, for those on their way to customers abroad."""
    return [_draft(shipment) for shipment in shipments(case, asked, lambda shipment: shipment.is_export)]


def _draft(shipment: Shipment) -> Draft:
    lines = [_line(shipment, place) for place in range(len(shipment.rows))]
    amount = sum((line["金额"] for line in lines if isinstance(line["金额"], Decimal)), Decimal(0))
    currency = shipment.currencies[0]
    return Draft(
        shipment.note_no,
        shipment.rows,
        values={
            **shipment.values,
            "国别": shipment.country,
            "收款银行": shipment.case.settings.bank(is_foreign=True),
            "币种": currency,
            "大写金额": _words(amount, currency),
        },
        lines=lines,
        order=shipment.order,
        customer=shipment.customer,
        currency=currency,
        amount=amount,
        flags=frozenset({BILINGUAL}),
        blocks=list(_blocks(shipment, lines)),
        notes=list(_notes(shipment, lines)),
        journal_note=shipment.journal_note,
    )


def _words(amount: Decimal, currency: str) -> str:
    english = money_words(amount, currency)
    return f"人民币{rmb_words(amount)}\n{english}" if currency == "CNY" else english


def _line(shipment: Shipment, place: int) -> dict[str, Value]:
    row, order, product = shipment.rows[place], shipment.orders[place], shipment.product(place)
    price = row.decimal("unit_price")
    if price is None and order:
        price = order.decimal("unit_price")
    qty = shipped(row)
    return {
        "品名规格": shipment.description(place),
        "海关编码": product["customs_code"] if product else None,
        "数量": qty,
        "单位": shipment.unit(place),
        "单价": price,
        "金额": None if qty is None or price is None else line_amount(qty, price),
    }


def _blocks(shipment: Shipment, lines: Sequence[dict[str, Value]]) -> Iterator[Finding]:
    for place, line in enumerate(lines):
        if line["单价"] is None:
            yield _finding(
                shipment, place, "unit_price", "GD594",
                Message("没有单价，不能开商业发票", "has no unit price and cannot be invoiced"),
                Message("请在订单台账填单价", "enter the unit price in the order"),
            )  # fmt: skip
    if len(shipment.currencies) > 1:
        names = "、".join(shipment.currencies)
        yield _finding(
            shipment, 0, "note_no", "GD595",
            Message(f"送货单 {shipment.note_no} 的订单有几种币种：{names}，不能开在一张商业发票上",
                    f"the orders of note {shipment.note_no} are in several currencies: {names}"),
            Message("请按币种分开出送货单，或改正订单的币种", "make out a note for each currency, or correct the orders"),
        )  # fmt: skip


def _finding(
    shipment: Shipment, place: int, field: str, code: str, message: Message, fix: Message
) -> Finding:
    row = shipment.rows[place]
    sheet, line, col = row.data.place(row.index, field)
    return Finding(
        code,
        "error",
        message,
        fix,
        sheet,
        line,
        col,
        "deliveries",
        row.key,
        row.data.header(row.index, field),
    )


def _notes(shipment: Shipment, lines: Sequence[dict[str, Value]]) -> Iterator[Message]:
    free = [row.key for row, line in zip(shipment.rows, lines, strict=True) if line["单价"] == 0]
    if free:
        names = "、".join(free)
        yield Message(
            f"单价是 0 的行，报关要申报价值，请核对：{names}",
            f"customs want a value for lines at price 0: {names}",
        )
    if not shipment.case.settings.company_english_name:
        yield Message(
            "设置里没有公司英文名称，商业发票上只印中文名称",
            "公司英文名称 is not set; the Chinese name is printed alone",
        )
    yield from shipment.english_notes()
    coded = zip(shipment.rows, lines, strict=True)
    bare = list(
        dict.fromkeys(str(row["product_no"] or row.key) for row, line in coded if not line["海关编码"])
    )
    if bare:
        names = "、".join(bare)
        yield Message(
            f"产品表里没有海关编码，发票上留空：{names}",
            f"no HS code in 产品, left blank on the invoice: {names}",
        )
    if not (shipment.order and shipment.order["trade_terms"]):
        yield Message(
            "订单没有写贸易条款（如 FOB NINGBO），发票上留空",
            "the order has no trade terms (such as FOB NINGBO); left blank",
        )


def _head(*texts: str) -> Band:
    return boxed(*texts, height=30, weights=_BOXES)


FORM = Form(
    verb="commercial-invoice",
    label="商业发票",
    help=Message("商业发票：中英文，报关和结汇用", "commercial invoice in Chinese and English"),
    source="32",
    table="deliveries",
    asked_by="deliveries.note_no",
    is_once=True,
    gather=gather,
    fields=("唛头", "卖方", "收款银行"),
    line_fields=("品名规格", "数量"),
    flags=(BILINGUAL, CHINESE),
    end_column="品名规格",
    terms="兹证明以上货物及价格真实无误。We hereby certify that the goods and prices stated above are true and correct.",
    layout=Layout(
        head=(
            Band(("COMMERCIAL INVOICE",), height=17, size=13, align="center"),
            boxed("卖方\nSeller", "{{卖方}}", height=30, weights=_WIDE),
            boxed("买方\nBuyer", "{{客户全称}}\n{{地址}}", height=30, weights=_WIDE),
            _head("发票号\nInvoice No.", "{{单据号}}", "日期\nDate", "{{日期}}"),
            _head("订单号\nS/C No.", "{{订单号}}", "客户订单\nP/O No.", "{{客户订单号}}"),
            _head("贸易条款\nTerms", "{{贸易条款}}", "付款条件\nPayment", "{{付款条件}}"),
            _head("目的国\nCountry", "{{国别}}", "运输方式\nShipped by", "{{运输方式}}"),
            _head("交货地点\nDestination", "{{收货地址}}", "币种\nCurrency", "{{币种}}"),
        ),
        columns=(
            Column("序号", 10, english="No.", align="center"),
            Column("产品编号", 23, english="Item No."),
            Column("品名规格", 56, english="Description of Goods", is_wide=True),
            Column("海关编码", 23, english="HS Code", align="center"),
            Column("数量", 18, english="Quantity", align="right", is_total=True),
            Column("单位", 15, english="Unit", align="center"),
            Column("单价", 20, english="Unit Price", align="right", number_format="#,##0.00##"),
            Column("金额", 26, english="Amount", align="right", number_format="#,##0.00", is_total=True),
        ),
        body=(
            boxed("大写金额\nIn Words", "{{大写金额}}", height=30, weights=_WIDE),
            boxed("收款银行\nBank", "{{收款银行}}", height=30, weights=_WIDE),
            boxed("备注\nRemarks", "{{备注}}", height=30, weights=_WIDE),
            boxed("唛头\nMarks", "{{唛头}}", "签章\nAuthorized\nSignature", "", height=72, weights=_BOXES),
        ),
        signers=2,
    ),
    icon="TableInsert",
    place=42,
)  # fmt: skip
