"""客户周报: the progress of all open orders of a customer (requirement 43)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from gendan_xl.cells import Value
from gendan_xl.domain.phrase import Filled, fill
from gendan_xl.errors import GendanError
from gendan_xl.forms._customers import is_customer
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, same
from gendan_xl.forms._shipment import ENGLISH as UNITS
from gendan_xl.planning.english import PROGRESS
from gendan_xl.planning.words import (
    Facts,
    Kind,
    Language,
    Words,
    checked_template,
    compose,
    customer_of,
    is_open,
    lacking,
    language_of,
    letter_values,
    product_name,
    said,
    short_name,
)  # fmt: skip

TITLE = "客户周报"
_LETTER = frozenset({"称呼", "联系", "公司名称", "今天"})
KIND = Kind("progress_text", ("orders", "customers"), _LETTER | {"订单数", "行数", "明细"})
LINE = Kind(
    "progress_line",
    ("orders", "customers", "products"),
    _LETTER | {"序号", "品名", "单位", "未交", "进度", "交期", "预计"},
)
_UNSETTLED = {"zh": "待确认", "en": "to be confirmed"}


def progress_letters(case: Case, customer: str = "", language: Language | None = None) -> list[Words]:
    """Return the letter to a customer (number or name; all with open orders for "").

    GendanError GD924 when the named customer has no open orders.
    """
    by_customer: dict[str, list[Row]] = {}
    for row in case.rows("orders"):
        if is_open(row) and (not customer or is_whose(case, row, customer)):
            by_customer.setdefault(customer_key(case, row), []).append(row)
    if customer and not by_customer:
        raise GendanError(
            "GD924", f"客户“{customer}”没有未完成的订单：请核对客户编号或名称",
            f"customer {customer!r} has no open orders: check the number or name",
        )  # fmt: skip
    return [_letter(case, rows, language) for rows in by_customer.values()]


def is_whose(case: Case, row: Row, wanted: str) -> bool:
    """Tell whether an order line is of the customer named by number or name."""
    names = {same(row["customer_no"]), same(row["customer_name"])}
    return same(wanted) in names or is_customer(case, customer_key(case, row), wanted)


def customer_key(case: Case, row: Row) -> str:
    """Return what tells the customers of order lines apart."""
    return same(case.customers.key(row["customer_no"], row["customer_name"]))


def _letter(case: Case, rows: Sequence[Row], wanted: Language | None) -> Words:
    first, customer = rows[0], customer_of(case, rows[0])
    language = wanted or language_of(customer, first)
    name = short_name(case, first)
    about = Words(TITLE, name or first.key, name, place=first.data.place(first.index, "order_no"))
    lines = [_line(case, row, place, language) for place, row in enumerate(rows, 1)]
    lacks = tuple(
        lacking(replace(about, key=row.key), facts, missing)
        for row, (facts, filled) in zip(rows, lines, strict=True)
        for missing in filled.missing
    )
    values: dict[str, Value] = {
        **letter_values(case, customer, first, language),
        "订单数": float(len({same(row["order_no"]) for row in rows})),
        "行数": float(len(rows)),
        "明细": "\n".join(filled.text for _, filled in lines),
    }
    words = compose(case, KIND, Facts((customer,) if customer else (first,), values), about, language)
    return replace(words, text="", lacks=words.lacks + lacks) if lacks else words


def _line(case: Case, row: Row, place: int, language: Language) -> tuple[Facts, Filled]:
    """Return the facts of an order line and what is said of it."""
    customer = customer_of(case, row)
    due = row["confirmed_date"] or row["pmc_date"] or row["requested_date"]
    values: dict[str, Value] = {
        **letter_values(case, customer, row, language),
        "序号": float(place),
        "品名": product_name(case, row, language),
        "单位": unit(row, language),
        "未交": open_qty(row),
        "进度": progress(row, language, is_late=bool(due and due < case.today)),
        "交期": row["confirmed_date"] or _UNSETTLED[language],
        "预计": expected(row["forecast_date"], due, case.today),
    }
    facts = Facts(tuple(one for one in (row, customer) if one), values, {"进度": (row, "status")})
    template = checked_template(case.settings, LINE, language)
    return facts, fill(template, lambda name: said(facts.value(name), language))


def unit(row: Row, language: Language) -> str | None:
    """Return the unit of an order line; our own word where it has no English."""
    word: str | None = row["unit"]
    return UNITS[word].lower() if word in UNITS and language == "en" else word


def open_qty(row: Row) -> float | None:
    """Return what is still to leave, None where the ledger does not say."""
    if row["open_qty"] is not None or row["ordered_qty"] is None:
        left: float | None = row["open_qty"]
        return left
    return float(row["ordered_qty"] - (row["delivered_qty"] or 0))


def progress(row: Row, language: Language, *, is_late: bool = False) -> str:
    """Return how far an order line is, in words for a customer; "" when nothing says so."""
    for state in ("超期" if is_late else None, row["progress_status"], row["status"]):
        if state:
            return PROGRESS.get(str(state), (str(state), str(state)))[language == "en"]
    return ""


def expected(forecast: dt.date | None, due: dt.date | None, today: dt.date) -> dt.date | None:
    """Return the expected day where it says something: it is still to come and is not the day agreed."""
    return forecast if forecast and forecast >= today and forecast != due else None
