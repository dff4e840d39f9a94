"""Texts for people: a template of 设置 filled with the facts of the workbook, or what is lacking and where to enter it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gendan_xl.cells import Value
from gendan_xl.domain.phrase import fill, names, nearest
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, fields_by_header
from gendan_xl.planning.english import is_chinese
from gendan_xl.rules._status import has_reached, is_closed
from gendan_xl.schema.settings import SettingsValues, all_settings
from gendan_xl.text import header_key
from gendan_xl.words import show

Language = Literal["zh", "en"]
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
HALF_ENGLISH = Message(
    "英文里还有中文（品名、姓名、单位等），发出前请改；品名可写在“客户品名”或产品的“英文品名”里",
    "some words are still Chinese (names, units): change them before sending; 客户品名 or 英文品名 of the product may hold an English name",
)
_SHIFT = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~～至到]\s*(\d{1,2}):(\d{2})")
_HOME = frozenset(
    {
        "中国",
        "中华人民共和国",
        "中国大陆",
        "CHINA",
        "CN",
        "PRC",
        "香港",
        "中国香港",
        "澳门",
        "中国澳门",
        "台湾",
        "中国台湾",
    }
)
_HOME_MONEY = frozenset({"", "CNY", "RMB", "人民币", "HKD"})


@dataclass(frozen=True, slots=True)
class Words:
    """A text ready to be sent, or (`text` "") what it lacks. `key` says of what it speaks, `place` where that stands."""

    title: str
    key: str
    customer: str
    text: str = ""
    notes: tuple[Message, ...] = ()
    lacks: tuple[Finding, ...] = ()
    place: tuple[str, int, int] = ("", 0, 0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text may say: computed values by name, else the headers of `rows`, the first row that has one filled.

    `sources` names for computed values the cell in which a clerk enters what they come from: (row, field); `fixes`
    says what to do where a value is lacking, if not that.
    """

    rows: tuple[Row, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    sources: Mapping[str, tuple[Row, str]] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    fixes: Mapping[str, Message] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        """Return what stands for a name, None for nothing."""
        if name in self.values:
            return self.values[name]
        key = header_key(name)
        return next((value for row in self.rows if (value := row.shown(key)) is not None), None)

    def source(self, name: str) -> tuple[Row, str] | None:
        """Return the cell in which a clerk enters what is lacking: the first row with such a column."""
        if name in self.sources:
            return self.sources[name]
        key = header_key(name)
        for row in self.rows:
            found = fields_by_header(row.data.table.meta.name).get(key)
            if found and found in row.data.columns:
                return row, found
        return None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of text: its template in 设置, the tables whose headers it may use, and what is computed for it.

    A letter goes to a customer, the others stay in the house.
    """

    template: str
    tables: tuple[str, ...]
    computed: frozenset[str]
    is_letter: bool = True

    def known(self) -> frozenset[str]:
        """Return the names that its template may use: headers as they are written, and computed ones."""
        from gendan_xl.schema.table import table

        headers = (column.header for name in self.tables for column in table(name).columns().values())
        return self.computed | frozenset(headers)


def compose(case: Case, kind: Kind, facts: Facts, about: Words, language: Language) -> Words:
    """Return the text about something; where a fact is lacking no text but what to enter where (GD923).

    GendanError GD922 when the template names what is not known.
    """
    template = checked_template(case.settings, kind, language)
    filled = fill(template, lambda name: said(facts.value(name), language))
    if filled.missing:
        lacks = tuple(lacking(about, facts, name) for name in filled.missing)
        return Words(
            about.title, about.key, about.customer, notes=facts.notes, lacks=lacks, place=about.place
        )
    notes = facts.notes
    if language == "en" and kind.is_letter and is_chinese(filled.text):
        notes += (HALF_ENGLISH,)
    return Words(about.title, about.key, about.customer, filled.text, notes, place=about.place)


def checked_template(settings: SettingsValues, kind: Kind, language: Language) -> str:
    """Return the template of 设置 in a language. GendanError GD922 for a name that it cannot use."""
    field_name = kind.template + ("_en" if language == "en" else "")
    template, known = str(getattr(settings, field_name)), kind.known()
    keys = {header_key(name) for name in known}
    for name in names(template):
        if header_key(name) not in keys:
            label, near = all_settings()[field_name].name, nearest(name, known)
            hint = f"，相近的有 {'、'.join(f'{{{one}}}' for one in near)}" if near else ""
            raise GendanError(
                "GD922", f"「设置」话术“{label}”里的 {{{name}}} 不认识{hint}：请改成表头里有的名称",
                f"{label} in 设置 names {{{name}}}, which is not known; near: {', '.join(near)}",
            )  # fmt: skip
    return template


def lacking(about: Words, facts: Facts, name: str, fix: Message | None = None) -> Finding:
    """Return what a text lacks, with the cell in which it is entered."""
    source = facts.source(name)
    sheet, line, col = source[0].data.place(source[0].index, source[1]) if source else about.place
    header = source[0].data.header(source[0].index, source[1]) if source else name
    return Finding(
        "GD923", "warning",
        Message(f"{about.key} 的{about.title}缺“{name}”，没有写", f"{about.key}: {name} is lacking, no text was made"),
        fix or facts.fixes.get(name) or Message(f"在“{header}”里填上", f"enter it in {header}"),
        sheet, line, col, key=about.key, column=header,
    )  # fmt: skip


def said(value: Value, language: Language) -> str:
    """Return a value as a letter says it: 2026-03-20 17:30, or 20 March 2026, 17:30."""
    if value is None or value == "":
        return ""
    if language == "en" and isinstance(value, dt.date):
        day = f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
        return f"{day}, {value:%H:%M}" if isinstance(value, dt.datetime) else day
    return show(value, language)


def shift_end(settings: SettingsValues) -> dt.time:
    """Return when the last day shift ends. GendanError GD923 when 班次 of 设置 cannot be read."""
    ends = [
        (int(hour), int(minute))
        for first, _, hour, minute in _SHIFT.findall(settings.shifts.replace("：", ":"))
        if int(first) < int(hour) < 24 and int(minute) < 60
    ]
    if not ends:
        raise GendanError(
            "GD923", f"「设置」的班次“{settings.shifts}”看不懂，不知道几点下班：请写成 08:00-12:00、13:30-17:30",
            f"the shifts {settings.shifts!r} of 设置 are not understood: write 08:00-12:00、13:30-17:30",
        )  # fmt: skip
    return dt.time(*max(ends))


def exact(settings: SettingsValues, moment: dt.date) -> tuple[dt.datetime, tuple[Message, ...]]:
    """Return a day or moment with its hour; where none is given the end of the shift, and a note that says so."""
    if isinstance(moment, dt.datetime) and moment.time() != dt.time():
        return moment, ()
    end = shift_end(settings)
    note = Message(
        f"{moment:%Y-%m-%d} 没有写到几点，按「设置」班次的下班时间 {end:%H:%M}；要别的时间请填上或改班次",
        f"{moment:%Y-%m-%d} has no hour: the end of the shift, {end:%H:%M}, was taken",
    )
    return dt.datetime.combine(moment, end), (note,)


def language_of(customer: Row | None, order: Row | None) -> Language:
    """Return the language of a customer: English abroad, by 国别, else by the currency."""
    country = str((customer["country"] if customer else None) or "").strip().upper()
    if country:
        return "zh" if country in _HOME else "en"
    sources = (source for source in (customer, order) if source)
    currency = next((str(source["currency"]) for source in sources if source["currency"]), "")
    return "zh" if currency.upper() in _HOME_MONEY else "en"


def letter_values(case: Case, customer: Row | None, order: Row, language: Language) -> dict[str, Value]:
    """Return what every letter to a customer says: whom it addresses, whom to ask, who writes."""
    contact = (customer["contact"] if customer else None) or order["consignee"]
    name = (customer["short_name"] if customer else None) or order["customer_name"]
    clerk = order["clerk"] or (customer["clerk"] if customer else None)
    return {
        "称呼": contact or (name if language == "zh" else "Sir or Madam"),
        "联系": " ".join(str(one) for one in (clerk, case.settings.company_phone) if one),
        "公司名称": (language == "en" and case.settings.company_english_name) or case.settings.company_name,
        "今天": case.today,
    }


def is_open(order: Row) -> bool:
    """Return whether goods of an order line are still to leave, as far as the ledger records it."""
    if has_reached(order["status"], "已发货") or is_closed(order["status"], order["close_mode"]):
        return False
    left, ordered, delivered = order["open_qty"], order["ordered_qty"], order["delivered_qty"]
    if left is None and ordered is not None and delivered is not None:
        left = ordered - delivered
    return order["last_shipped_date"] is None if left is None else bool(left > 0)


def is_of(order: Row, wanted: Sequence[str]) -> bool:
    """Return whether an order line is among the lines asked for; all are where none are named."""
    return not wanted or said(order["line_no"], "zh") in wanted


def customer_of(case: Case, order: Row | None) -> Row | None:
    """Return the customer of an order line, by its number, else by its name."""
    return (
        case.customer(case.customers.number(order["customer_no"], order["customer_name"])) if order else None
    )


def short_name(case: Case, order: Row | None) -> str:
    """Return how a customer is called: the short name, else as the order has it."""
    return case.customers.shown(order["customer_no"], order["customer_name"]) if order else ""


def product_name(case: Case, order: Row, language: Language) -> str:
    """Return what the goods are called: abroad the customer's own name, else 英文品名 of the product."""
    product = case.product(order["product_no"]) if language == "en" else None
    english = (
        (order["customer_product_name"], product and product["english_name"]) if language == "en" else ()
    )
    return str(next((name for name in (*english, order["product_name"]) if name), ""))


def order_lines(case: Case, order_no: str) -> Iterator[Row]:
    """Yield the lines of an order, those of every order for "". GendanError GD924 when there is no such order."""
    from gendan_xl.forms._rows import same

    found = [row for row in case.rows("orders") if not order_no or same(row["order_no"]) == same(order_no)]
    if order_no and not found:
        raise GendanError(
            "GD924",
            f"台账里没有订单“{order_no}”：请核对订单号",
            f"there is no order {order_no!r}: check its number",
        )
    return iter(found)
