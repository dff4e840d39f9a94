"""What to say when nothing is there of what the user named: what that is instead, and what this form goes by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._customers import is_customer
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._rows import same
from gendan_xl.intake.ledger import TableData
from gendan_xl.schema.table import table as model

_VOID = "作废"
_NEAR, _ALIKE = 3, 0.7
"""So many similar numbers are offered, and how similar they have to be."""


def nothing(case: Case, asked: Asked, table: str, key: str) -> GendanError:
    """Return the error GD087 that nothing of what is asked for is in a table that goes by `key`."""
    data = case.ledger.get(table)
    if data is None or not data.parts:
        name = model(table).meta.sheet
        return GendanError(
            "GD087", f"这个工作簿没有「{name}」表，出不了这种单据：请用 gendan new --with {table} 新建，或加上这张表",
            f"the workbook has no table {name}: make one by gendan new --with {table}, or add the sheet",
        )  # fmt: skip
    said = list(_said(case, asked, data, key))
    sheet, by = data.parts[0].sheet, _by(data, key)
    return GendanError(
        "GD087",
        f"「{sheet}」里没有要出的单据：{'；'.join(one.zh for one in said)}。{by.zh}",
        f"{sheet} has nothing to make out: {'; '.join(one.en for one in said)}. {by.en}",
    )


def meaning(case: Case, given: str) -> Message | None:
    """Return what a number or name is in this workbook: a document, an order, a customer, a product; None for nothing."""
    wanted = same(given)
    found = next((number for number in case.noted.kinds if same(number) == wanted), None)
    if found is not None:
        return _document(case.noted.kinds[found], is_void=found in case.noted.voids)
    for row in case.rows_of("documents", "document_no", given):
        return _document(str(row["kind"] or "单据"), is_void=row["status"] == _VOID)
    if case.rows_of("deliveries", "note_no", given):
        return _document("送货单", is_void=False)
    if case.order(given):
        return Message(
            f"是订单号，要出这张订单的请用 --order {given}", f"is an order, for which use --order {given}"
        )
    if any(is_customer(case, row["customer_no"], given) for row in case.rows("customers")):
        return Message(
            f"是客户，要出这个客户的请用 --customer {given}",
            f"is a customer, for whom use --customer {given}",
        )
    return Message("是产品编号", "is a product") if case.product(given) else None


def _document(kind: str, *, is_void: bool) -> Message:
    if is_void:
        return Message(f"是已作废的{kind}号", f"is the number of a void document ({kind})")
    return Message(f"是{kind}号", f"is the number of a document ({kind})")


def _said(case: Case, asked: Asked, data: TableData, key: str) -> Iterator[Message]:
    """Yield what is the matter with each thing that was named."""
    for given in asked.keys:
        yield stranger(case, given, data.values(key))
    if asked.keys:
        return
    if asked.order_no and not case.order(asked.order_no):
        yield stranger(case, asked.order_no, (row["order_no"] for row in case.rows("orders")))
        return
    named = [
        *([Message(f"订单 {asked.order_no}", f"order {asked.order_no}")] if asked.order_no else []),
        *([Message(f"客户 {asked.customer}", f"customer {asked.customer}")] if asked.customer else []),
    ]
    if named:
        zh, en = "、".join(one.zh for one in named), " and ".join(one.en for one in named)
        yield Message(f"没有{zh}的行，请先登记", f"there is no row of {en}: enter it first")
    elif asked.selected:
        yield Message("选中的行都不是", "none of the rows selected is one")
    else:
        yield Message("现在没有该出的", "nothing is due")


def stranger(case: Case, given: str, known: Iterable[object]) -> Message:
    """Return what a number is that is not one of those known, else which ones are like it."""
    what = meaning(case, given)
    if what:
        return Message(f"“{given}”{what.zh}", f"{given!r} {what.en}")
    numbers = {same(number): str(number) for number in known if number}
    near = [numbers[one] for one in get_close_matches(same(given), numbers, _NEAR, _ALIKE)]
    if not near:
        return Message(f"没有“{given}”，请核对", f"there is no {given!r}")
    return Message(
        f"没有“{given}”，是不是 {'、'.join(near)}？",
        f"there is no {given!r}; did you mean {', '.join(near)}?",
    )


def _by(data: TableData, key: str) -> Message:
    """Return what the form goes by, with those that are there."""
    header = data.table.header(key)
    have = some(str(number) for number in data.values(key) if number)
    if not have:
        return Message(f"这张表还没有登记{header}", f"it has no {header} yet")
    return Message(
        f"这种单据按{header}出，表里有：{'、'.join(have)}",
        f"it goes by {header}; there are: {', '.join(have)}",
    )


def some(names: Iterable[str], most: int = 8) -> list[str]:
    """Return the first different names, and how many there are when there are more."""
    every = list(dict.fromkeys(names))
    return every if len(every) <= most else [*every[:most], f"…共 {len(every)} 个"]
