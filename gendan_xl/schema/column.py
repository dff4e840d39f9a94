"""What a column is: its kind of value, its Chinese header and everything derived from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

KindName = Literal["text", "prose", "code", "date", "datetime", "time", "number", "whole", "flag"]
Show = Literal["shown", "grouped", "known"]


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of a column's values with its usual number format and width in characters."""

    name: KindName
    number_format: str = "General"
    width: float = 12

    @property
    def is_number(self) -> bool:
        """Whether values are numbers (whole or not)."""
        return self.name in ("number", "whole")

    @property
    def is_date(self) -> bool:
        """Whether values are dates or moments."""
        return self.name in ("date", "datetime")

    @property
    def is_text(self) -> bool:
        """Whether values are text."""
        return self.name in ("text", "prose", "code")


Text = Annotated[str | None, Kind("text", "General", 14)]
Prose = Annotated[str | None, Kind("prose", "General", 14)]  # its line breaks are meant
Code = Annotated[str | None, Kind("code", "@", 16)]  # kept as text: leading zeros matter
Date = Annotated[dt.date | None, Kind("date", "yyyy-mm-dd", 12)]
Moment = Annotated[dt.datetime | None, Kind("datetime", "yyyy-mm-dd hh:mm", 17)]
Clock = Annotated[dt.time | None, Kind("time", "hh:mm", 9)]
Qty = Annotated[float | None, Kind("number", "General", 10)]  # "#,##0.##" would show 5. in Excel
Price = Annotated[float | None, Kind("number", "#,##0.00##", 11)]
Amount = Annotated[float | None, Kind("number", "#,##0.00", 14)]
Number = Annotated[float | None, Kind("number", "General", 10)]
Rate = Annotated[float | None, Kind("number", "0.0#%", 9)]
Days = Annotated[float | None, Kind("number", "General", 9)]
Count = Annotated[int | None, Kind("whole", "0", 8)]
Flag = Annotated[bool | None, Kind("flag", "General", 8)]  # 是 / 否 in the sheet


@dataclass(frozen=True, slots=True)
class Col:
    """A column as its table declares it: header and whatever differs from the usual of its kind.

    `key` marks the columns that name a row, `required` those a clerk must fill at entry, `computed` those the
    program (or `formula`, an Excel table formula with [@列] references) fills; columns with a formula are never
    written. `choices` names a list of 选项, `refers` a column of another table ("customers.customer_no") whose
    values are offered. `group` opens a group of columns that holds until the next one is named.
    `aliases` are headers under which other ledgers keep the same thing; `level` says whether the value belongs
    to the whole order and must agree on all its lines. `roles` are those of 人员 whose persons may sign in it.
    `source` is the requirement number or law.
    """

    header: str
    group: str = ""
    key: bool = False
    required: bool = False
    computed: bool = False
    show: Show = "known"
    aliases: tuple[str, ...] = ()
    choices: str = ""
    refers: str = ""
    formula: str = ""
    width: float = 0
    number_format: str = ""
    level: Literal["line", "order"] = "line"
    roles: tuple[str, ...] = ()
    help: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column resolved: the field of the model, its kind and its declaration."""

    field: str
    kind: Kind
    col: Col

    @property
    def header(self) -> str:
        """The Chinese header, which is also its name in messages."""
        return self.col.header

    @property
    def width(self) -> float:
        """Width in characters."""
        return self.col.width or self.kind.width

    @property
    def number_format(self) -> str:
        """Excel number format code; never text where a formula stands, which Excel would stop calculating."""
        code = self.col.number_format or self.kind.number_format
        return "General" if self.col.formula and code == "@" else code
