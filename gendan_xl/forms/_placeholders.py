"""What a clerk may write in the template of a form, with what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gendan_xl.forms._form import Form
from gendan_xl.forms._pages import COMMON, FLAGS, PER_TOTAL, tables
from gendan_xl.printing.placeholders import Mark, MarkKind, spell
from gendan_xl.schema.column import Column
from gendan_xl.schema.table import table
from gendan_xl.text import header_key

OWN = "本单据"
"""Where placeholders come from that are no column of a table."""


@dataclass(frozen=True, slots=True)
class Described:
    """A placeholder: the mark, where its value comes from, and what it is."""

    mark: Mark
    place: str
    help: str

    @property
    def row(self) -> tuple[str, str, str]:
        """The placeholder as a clerk writes it, where it comes from, what it is."""
        return spell(self.mark), self.place, self.help


def described(form: Form) -> Iterator[Described]:
    """Yield every placeholder of a form, those of its head first, then of its lines, then what steers."""
    yield from _of_head(form)
    if form.layout.columns:
        yield from _of_lines(form)
    for flag in dict.fromkeys((*FLAGS, *form.flags)):
        yield Described(Mark("row_only", flag), OWN, f"这一行只在{FLAGS.get(flag, flag)}出现；列用 本列仅限")
    yield Described(Mark("wider", ""), OWN, "有列不出现时，空出来的宽度给这一列")
    yield Described(Mark("paper", "A4"), OWN, "这个模板用哪种纸，不写就按编号规则")
    if form.layout.columns:
        yield Described(Mark("page_lines", "12"), OWN, "这个模板每页几行，不写就按编号规则")


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


def _of_head(form: Form) -> Iterator[Described]:
    own = {**COMMON, **{name: "" for name in form.fields if name not in COMMON}}
    for name, help_text in own.items():
        yield Described(Mark("value", name), OWN, help_text)
    for name in form.layout.totals:
        for word, meaning in PER_TOTAL.items():
            yield Described(Mark("value", word + name), OWN, f"{name}：{meaning}")
    yield from _of_tables(form, "value", set(own))


def _of_lines(form: Form) -> Iterator[Described]:
    own = {"序号": "第几行", **{name: "" for name in form.line_fields if name != "序号"}}
    for name, help_text in own.items():
        yield Described(Mark("line", name), OWN, help_text)
    yield from _of_tables(form, "line", set(own))


def _of_tables(form: Form, kind: MarkKind, own: set[str]) -> Iterator[Described]:
    for name, (sheet, column) in columns(form).items():
        if name not in own:
            yield Described(Mark(kind, column.header), sheet, column.col.help or column.col.group)
