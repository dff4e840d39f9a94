"""What a clerk may write in the template of a form, with what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.forms._form import Form
from gendan_xl.forms._vocabulary import COMMON, FLAGS, PER_TOTAL, tables
from gendan_xl.printing.placeholders import Mark, spell
from gendan_xl.schema.column import Column
from gendan_xl.schema.table import table
from gendan_xl.text import header_key


def described(form: Form) -> Iterator[tuple[str, str]]:
    """Yield the placeholders of a form as a clerk writes them and what they are: of its head, of its lines, what steers.

    The columns of its tables are not among them (`by_group`).
    """
    for name, what in {
        **COMMON,
        **{name: _told(form, name) for name in form.fields if name not in COMMON},
    }.items():
        yield spell(Mark("value", name)), what
    for name in form.layout.totals:
        for word, meaning in PER_TOTAL.items():
            yield spell(Mark("value", word + name)), f"{name}：{meaning}"
    if form.layout.columns:
        yield spell(Mark("line", "序号")), "第几行"
        for name in form.line_fields:
            if name != "序号":
                yield spell(Mark("line", name)), _told(form, name)
    yield from _steering(form)


def _steering(form: Form) -> Iterator[tuple[str, str]]:
    for flag in dict.fromkeys((*FLAGS, *form.flags)):
        yield spell(Mark("row_only", flag)), f"这一行只在{FLAGS.get(flag, flag)}出现；列用 本列仅限"
    yield spell(Mark("wider", "")), "有列不出现时，空出来的宽度给这一列"
    yield spell(Mark("paper", "A4")), "这个模板用哪种纸，不写就按编号规则"
    if form.layout.columns:
        yield spell(Mark("page_lines", "12")), "这个模板每页几行，不写就按编号规则"


def by_group(form: Form) -> list[tuple[str, str, str]]:
    """Return (sheet, group, headers) of the columns of its tables, which a form may show too."""
    found: dict[tuple[str, str], list[str]] = {}
    for sheet, column in columns(form).values():
        found.setdefault((sheet, column.col.group), []).append(column.header)
    return [(sheet, group, "、".join(headers)) for (sheet, group), headers in found.items()]


def columns(form: Form) -> dict[str, tuple[str, Column]]:
    """Return header (as placeholders are compared) → (sheet, column) of the tables of a form.

    Of a header that several tables have, it is the column of the table that is asked first.
    """
    found: dict[str, tuple[str, Column]] = {}
    for name in tables(form):
        model = table(name)
        for column in model.columns().values():
            found.setdefault(header_key(column.header), (model.meta.sheet, column))
    return found


def _told(form: Form, name: str) -> str:
    """Return what a placeholder of a form is that is also a column of its tables, or is worked out."""
    sheet, column = columns(form).get(name, ("", None))
    return f"{sheet}表的{column.header}" if column else "由程序算出"
