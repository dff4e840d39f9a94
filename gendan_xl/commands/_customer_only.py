"""Workbooks of a report with the rows of the one customer that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._customers import named_customer, names_of, unknown_customer
from gendan_xl.forms._form import Case
from gendan_xl.reports._one_customer import of_customer
from gendan_xl.reports._report import Origin, Report


def require_by_customer(report: Report, customer: str) -> None:
    """Refuse a customer for a report that is about the whole house. GendanError GD978."""
    if customer and not report.by_customer:
        raise GendanError(
            "GD978", f"{report.label}是整个工厂的，不按客户出：请去掉 --customer",
            f"{report.verb} is about the whole factory: leave out --customer",
        )  # fmt: skip


def only_customer(
    origins: Sequence[Origin], cases: Sequence[Case], wanted: str
) -> tuple[list[Origin], list[Message]]:
    """Return the workbooks with the rows of a customer, and what to tell of them.

    Every workbook knows him by its own numbers and names; a part of a name is enough in a single one. GendanError GD094
    when none knows him.
    """
    told: list[Message] = []
    if len(cases) == 1:
        wanted, said = named_customer(cases[0], wanted)
        told += [said] if said else []
    names = [names_of(case, wanted) for case in cases]
    if not any(names):
        raise unknown_customer(cases[0], wanted)
    found = [of_customer(origin, own) for origin, own in zip(origins, names, strict=True)]
    told.append(Message(f"只含客户“{wanted}”的行。", f"Only rows of the customer “{wanted}”."))
    if unknown := sum(count for _, count in found):
        told.append(
            Message(
                f"有 {unknown:,} 行看不出是哪个客户的，没有算进来。",
                f"Rows of which nobody can tell the customer, not counted: {unknown:,}.",
            )
        )
    return [origin for origin, _ in found], told
