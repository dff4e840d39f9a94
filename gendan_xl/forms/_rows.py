"""Rows of the workbook as forms read them: by field, or by the header that a clerk writes in a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.schema.table import table
from gendan_xl.text import clean, header_key


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    data: TableData
    index: int

    def __getitem__(self, field: str) -> Any:
        """Return a field's value; None also where the book has no such column."""
        return self.data.get(self.index, field)

    def decimal(self, field: str) -> Decimal | None:
        """Return a number exactly as its cell shows it."""
        return decimal(self[field])

    def shown(self, header: str) -> Value:
        """Return the value under a header of the table as a form shows it, None when it has no such column."""
        field = fields_by_header(self.data.table.meta.name).get(header)
        value: Value = self[field] if field else None
        return ("是" if value else "否") if isinstance(value, bool) else value

    @property
    def key(self) -> str:
        """The row as messages name it: SO2603-014-1."""
        return self.data.key(self.index)


def decimal(value: Any) -> Decimal | None:
    """Return a cell's number exactly as it is shown, None for a blank one."""
    return value if value is None or isinstance(value, Decimal) else Decimal(repr(value))


@cache
def fields_by_header(name: str) -> Mapping[str, str]:
    """Return header → field of a table; headers in the form in which placeholders are compared."""
    return {header_key(column.header): field for field, column in table(name).columns().items()}


def rows(ledger: Ledger, name: str) -> Iterator[Row]:
    """Yield the rows of a table; none when the book has no such table."""
    data = ledger.get(name)
    return (Row(data, index) for index in range(len(data))) if data else iter(())


def same(value: object) -> str:
    """Return the form under which numbers and names are compared: no spaces, upper case, 1.0 is 1."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value if value is not None else "")).replace(" ", "").upper()


def different(rows: Iterable[Row], field: str) -> list[str]:
    """Return the different values of a field in some rows, as text, blanks left out."""
    return list(dict.fromkeys(str(row[field]) for row in rows if row[field] not in (None, "")))


def joined(rows: Iterable[Row], field: str) -> str:
    """Return the different values of a field in some rows, joined by 、."""
    return "、".join(different(rows, field))
