"""The base of all tables: a pydantic model whose annotated fields are the columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from gendan_xl.schema.column import Col, Column, Kind


@dataclass(frozen=True, slots=True)
class Meta:
    """What a table is called and where it lives.

    `name` is the identifier used in JSON and on the command line, `sheet` the sheet and Excel table of our own
    workbook, `aliases` other titles of such a sheet. `present` tells when `gendan new` makes it: "core" tables
    first, "start" tables behind them, "request" tables only with `--with name`. `source` names the requirements.
    """

    name: str
    sheet: str
    aliases: tuple[str, ...] = ()
    present: Literal["core", "start", "request"] = "start"
    help: str = ""
    tab_color: str = ""
    source: str = ""


class Table(BaseModel):
    """One row of a table; the class describes the whole table. Source: spec tables."""

    model_config = ConfigDict(defer_build=True, extra="forbid")
    meta: ClassVar[Meta]

    @classmethod
    def columns(cls) -> dict[str, Column]:
        """Return field → column in sheet order."""
        return _columns(cls)

    @classmethod
    def key_fields(cls) -> tuple[str, ...]:
        """Return the fields that together name a row."""
        return tuple(name for name, column in cls.columns().items() if column.col.key)

    @classmethod
    def header(cls, field: str) -> str:
        """Return the Chinese header of a field."""
        return cls.columns()[field].header


@cache
def _columns(table: type[Table]) -> dict[str, Column]:
    out: dict[str, Column] = {}
    group = ""
    for name, info in table.model_fields.items():
        kind = next(m for m in info.metadata if isinstance(m, Kind))
        col = next(m for m in info.metadata if isinstance(m, Col))
        group = col.group or group
        out[name] = Column(name, kind, col if col.group == group else replace(col, group=group))
    return out


MODULES = (
    "orders", "milestones", "deliveries", "returns", "changes", "complaints", "incidents", "payments",
    "reviews", "commitments", "purchases", "samples", "risk_plans",
    "customers", "products", "kits", "prices", "routes", "factory_calendar",
    "documents", "settings", "staff", "options", "numbering", "change_log",
    "technical_confirms", "quotations", "suppliers", "acceptances", "statements", "receivables", "invoices",
    "shipment_papers", "daily_output", "stock", "bom", "visits", "addresses", "approvals", "accepted",
)  # fmt: skip
"""The modules of tables, in the order of the workbook's sheets."""


@cache
def all_tables() -> dict[str, type[Table]]:
    """Return identifier → table class, in the order of the workbook's sheets."""
    found: dict[str, type[Table]] = {}
    for module in MODULES:
        for thing in vars(import_module(f"gendan_xl.schema.{module}")).values():
            if isinstance(thing, type) and issubclass(thing, Table) and thing is not Table:
                found.setdefault(thing.meta.name, thing)
    return found


def table(name: str) -> type[Table]:
    """Return the table of an identifier such as "orders". KeyError when there is none."""
    return all_tables()[name]
