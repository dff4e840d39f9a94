"""A document with invented content, to see how a template comes out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._pages import MONEY, Document
from gendan_xl.forms._placeholders import columns
from gendan_xl.intake.ledger import Ledger
from gendan_xl.printing.template_sheet import TemplateSheet
from gendan_xl.schema.column import Column
from gendan_xl.schema.numbering import DEFAULT_NUMBERING
from gendan_xl.schema.options import OPTIONS
from gendan_xl.schema.settings import SettingsValues

_COMPANY = SettingsValues(
    company_name="示例五金制品有限公司",
    company_address="浙江省示例市工业园区兴业路8号",
    company_phone="0571-88886666",
)
_IS_NUMBER = re.compile(r".*([数量价额重率]|体积)$")
_MORE_LINES = 2  # than a page has: the second page is seen too


def sample(
    form: Form, template: TemplateSheet, now: dt.datetime, paper: str = "", *, is_priced: bool = True
) -> Document:
    """Return a document of a form that fills one page of a template and begins the next, each line unlike the others.

    It shows prices where the form has columns for them, unless it is not to be priced.
    """
    case = Case(Ledger("示例"), _COMPANY, WorkCalendar(load_official(None)), now)
    rule = next(row for row in DEFAULT_NUMBERING if row["kind"] == form.label)
    number = f"{rule['prefix']}{now:%Y%m%d}001"
    asked = Asked(now.date(), paper=paper, by="示例员")
    has_money = any(column.name in MONEY for column in form.layout.columns)
    draft = Draft(
        "示例",
        values=_values(form, now),
        flags=frozenset(form.flags[:1]),
        is_priced=is_priced if has_money else None,
    )
    document = Document(form, case, asked, draft, number, template)
    if not form.layout.columns:
        return document
    lines = [_line(form, now, number) for number in range(1, document.setup.lines + _MORE_LINES + 1)]
    amount = sum((Decimal(str(line["金额"])) for line in lines if line.get("金额")), Decimal(0))
    return replace(document, draft=replace(draft, lines=lines, amount=amount))


def _values(form: Form, now: dt.datetime) -> dict[str, Value]:
    from_tables = {name: _value(name, column, now) for name, (_, column) in columns(form).items()}
    return from_tables | {name: _value(name, None, now) for name in form.fields}


def _line(form: Form, now: dt.datetime, line: int) -> dict[str, Value]:
    from_tables = {name: _value(name, column, now, line) for name, (_, column) in columns(form).items()}
    shown = {column.name: _value(column.name, None, now, line) for column in form.layout.columns}
    return shown | from_tables | {name: _value(name, None, now, line) for name in form.line_fields}


def _numbers(line: int) -> dict[str, Value]:
    quantity, price = Decimal(120 + 20 * line), Decimal("12.50") + line
    return {"数量": quantity, "单价": price, "金额": quantity * price}


def _value(name: str, column: Column | None, now: dt.datetime, line: int = 0) -> Value:
    """Return what stands for a value of a line, 0 for the whole document: its name, or a number or date of its kind."""
    numbers = _numbers(line)
    if name in numbers:
        return numbers[name]
    kind = column.kind if column else None
    if kind and kind.is_date:
        return now.date() + dt.timedelta(days=line)
    choices = OPTIONS.get(column.col.choices if column else "") or OPTIONS.get(name)
    if choices:
        return choices[line % len(choices)]
    if kind and kind.name == "code":
        return f"A-{line:03}"
    if kind and kind.name == "flag":
        return True
    if (kind and kind.is_number) or (kind is None and _IS_NUMBER.fullmatch(name)):
        return Decimal(10 + line)
    return f"{name}示例{line or ''}"
