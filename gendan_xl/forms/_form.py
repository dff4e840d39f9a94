"""What a form is: declared once in its own file; template, placeholders, command and button follow from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from gendan_xl.cells import Value
from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.edits import Edit
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._noted import Noted
from gendan_xl.forms._rows import Row, rows, same
from gendan_xl.intake.customers import Customers
from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.papers import Papers, papers
from gendan_xl.intake.prepayments import Prepayment, prepayments
from gendan_xl.printing.layout import Layout
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.schema.table import table

PRICED, UNPRICED, MANY_PAGES = "带价", "不带价", "多页"
"""Flags that rows and columns of every template may be limited to."""


@dataclass(frozen=True)
class Case:
    """What a form is made from: a workbook that was read, its settings and calendar, and the moment
    (Asia/Shanghai). `noted` is what the number journal knows of delivery notes and of void numbers, `findings` what is
    wrong with the cells that were read."""

    ledger: Ledger
    settings: SettingsValues
    calendar: WorkCalendar
    now: dt.datetime
    noted: Noted = Noted()
    findings: Sequence[Finding] = ()

    @property
    def today(self) -> dt.date:
        """The day of `now`."""
        return self.now.date()

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table; none when the book does not keep it."""
        return rows(self.ledger, table)

    def rows_of(self, table: str, field: str, value: object) -> Sequence[Row]:
        """Return the rows of a table that have a value in a field; the table is gone through once for all values."""
        if (table, field) not in self._indexes:
            index = self._indexes[table, field] = {}
            for row in self.rows(table):
                index.setdefault(same(row[field]), []).append(row)
        return self._indexes[table, field].get(same(value), ())

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], dict[str, list[Row]]]:
        return {}

    def unclean(self, row: Row, field: str) -> Finding | None:
        """Return why a cell of a row could not be read; None where it could, or is blank."""
        if row.index not in row.data.unclean(field):
            return None
        place = row.data.place(row.index, field)
        return next((one for one in self.findings if (one.sheet, one.row, one.col) == place), None)

    def order(self, order_no: object, line_no: object = None) -> Row | None:
        """Return an order line; without a line number the first of its order; None when there is none."""
        lines = self._orders.get(same(order_no), {})
        return lines.get(same(line_no)) if line_no is not None else next(iter(lines.values()), None)

    def customer(self, customer_no: object) -> Row | None:
        """Return a customer by number."""
        return self._customers.get(same(customer_no))

    @cached_property
    def customers(self) -> Customers:
        """Whose an order is, also where its customer number is wrong."""
        return Customers(self.ledger)

    def product(self, product_no: object) -> Row | None:
        """Return a product by number."""
        return self._products.get(same(product_no))

    @cached_property
    def prepayments(self) -> Mapping[str, Prepayment]:
        """Order number → what it asks for before its goods leave, for the orders that ask for anything."""
        return prepayments(self.ledger, self.settings)

    @cached_property
    def papers(self) -> Papers | None:
        """The papers that travel with the goods, None where the book does not keep them."""
        return papers(self.ledger)

    @cached_property
    def _orders(self) -> dict[str, dict[str, Row]]:
        found: dict[str, dict[str, Row]] = {}
        for row in self.rows("orders"):
            lines = found.setdefault(same(row["order_no"]), {})
            lines.setdefault(same(row["line_no"]) or str(len(lines) + 1), row)
        return found

    @cached_property
    def _customers(self) -> dict[str, Row]:
        return {same(row["customer_no"]): row for row in self.rows("customers")}

    @cached_property
    def _products(self) -> dict[str, Row]:
        return {same(row["product_no"]): row for row in self.rows("products")}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants made out. All blank: everything that is due.

    `keys` are numbers of its own kind (TS20261122001), `order_no` an order with perhaps some of its `lines` (line
    number → quantity, None for all of it) and a `batch_no`; `customer` a number or a name, `month` is 2026-11;
    `day` the planned day of what is wanted. `date` is that of the document. `selected` are the rows selected in the
    open workbook, by table. `is_again` prints what has a number already once more. `by` makes it out.
    """

    date: dt.date
    keys: tuple[str, ...] = ()
    order_no: str = ""
    lines: Mapping[str, Decimal | None] = field(default_factory=dict)
    batch_no: int | None = None
    customer: str = ""
    month: str = ""
    day: dt.date | None = None
    selected: Mapping[str, Sequence[int]] = field(default_factory=dict)
    paper: str = ""
    is_again: bool = False
    by: str = ""

    @property
    def is_every(self) -> bool:
        """Whether nothing is named: everything that is due is meant."""
        return not (self.keys or self.order_no or self.customer or self.selected)


@dataclass(frozen=True, slots=True)
class Draft:
    """One document before it has a number.

    `rows` are the rows that it stands for, one for each printed line unless `lines` gives them; `values` and `lines`
    hold what the form computes, by placeholder: they win over the columns of `rows`, the order and the customer.
    `numbered` are the rows that take its number (those of `rows` unless given). `number` is the one that it has
    already, `blocks` are the reasons against it, `notes` remarks for the user. With `left_out` it is none at all: what is
    said instead, where what was not named is passed over. `amount` is what 单据 records, and
    `edits` what else changes in the workbook when it is made out. `copies` None are those of 编号规则. `journal_note`
    is what the number journal remarks, the keys of the numbered rows unless given. `entries` returns the edits that
    write down the number it got, `registered` is what else 单据 is told, by field.
    """

    key: str
    rows: Sequence[Row] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    lines: Sequence[Mapping[str, Value]] | None = None
    order: Row | None = None
    customer: Row | None = None
    numbered: Sequence[Row] | None = None
    number: str = ""
    title: str = ""
    template: str = ""
    is_priced: bool | None = None
    currency: str = "CNY"
    flags: frozenset[str] = frozenset()
    copies: Sequence[str] | None = None
    blocks: Sequence[Finding] = ()
    notes: Sequence[Message] = ()
    left_out: Message | None = None
    edits: Sequence[Edit] = ()
    entries: Callable[[str], Sequence[Edit]] = lambda number: ()
    amount: Decimal | None = None
    journal_note: str = ""
    registered: Mapping[str, Value] = field(default_factory=dict)

    @property
    def takers(self) -> Sequence[Row]:
        """The rows that take the number."""
        return self.rows if self.numbered is None else self.numbered


@dataclass(frozen=True, slots=True)
class Need:
    """A cell that a named role must have filled before the form is made out (`field` of its table).

    `when` tells for which rows it is asked. `source` is the requirement.
    """

    field: str
    role: str
    source: str
    when: Callable[[Row], bool] = lambda row: True


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of document.

    `label` is its 单据类型 in 编号规则 and 单据 (numbers, title, signing roles, copies and paper come from there).
    `table` holds its rows; their headers, then those of `more_tables`, the order and the customer, are its
    placeholders beside `fields` and `line_fields`, which `gather` computes. `number_field` is the field of the table
    that takes the number; where that is the key itself the clerk gives it. `asked_by` is the column whose values the
    clerk names (table.field), the first key of the table unless given. A form without such a field that `is_once`
    keeps its number all the same. One that `is_living` is a record that is printed under its number as often as it
    grows; any other asks for --again. `gather` returns the drafts that are asked for. `rules` are the checks (GD531 …)
    whose findings in its rows stop it. A further print (`is_print`) shows a document that has its number: it is not
    registered itself. `source` names the requirements.
    """

    verb: str
    label: str
    help: Message
    source: str
    table: str
    gather: Callable[[Case, Asked], Sequence[Draft]]
    layout: Layout
    number_field: str = ""
    asked_by: str = ""
    is_once: bool = False
    is_living: bool = False
    needs: tuple[Need, ...] = ()
    rules: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    line_fields: tuple[str, ...] = ()
    more_tables: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    terms: str = ""
    end_column: str = "产品名称"
    icon: str = "FilePrint"
    place: int = 100
    is_large: bool = False
    is_print: bool = False

    @property
    def template(self) -> str:
        """The file name of its template."""
        return f"{self.label}.xlsx"

    @property
    def named_by(self) -> tuple[str, str]:
        """The table and the field whose values name what to make out."""
        name, _, field = self.asked_by.partition(".")
        return (name, field) if field else (self.table, table(self.table).key_fields()[0])
