"""What the user asked for in the words of the ledger: orders by our own numbers, of the customer that he named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gendan_xl.commands._open import Opened
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._customers import is_customer, named_customer
from gendan_xl.forms._form import Asked, Case, Form
from gendan_xl.forms._rows import different
from gendan_xl.intake.uncalculated import require_results


def case_of(opened: Opened) -> Case:
    """Return a workbook as texts and forms ask it. GendanError GD010 when its formulas have no results."""
    require_results(opened.ledger)
    context = opened.context
    return Case(opened.ledger, context.settings, context.calendar, context.now)


def settled(case: Case, form: Form, asked: Asked) -> tuple[Asked, list[Message]]:
    """Return what is asked for with customers' order numbers replaced by ours, and what to tell of them.

    GendanError GD094 for an unknown customer, GD095 when an order is not his, or a number is that of several orders.
    """
    customer, meant = named_customer(case, asked.customer)
    asked = _as_key(case, form, replace(asked, customer=customer))
    names = asked.keys if form.named_by[1] == "order_no" else ()
    found = [own_order_no(case, name) for name in (asked.order_no, *names)]
    (order_no, _), *keys = found
    orders = [number for number, _ in found]
    _refuse_other_customer(case, orders, asked.customer)
    told = [said for said in (meant, *(said for _, said in found)) if said]
    return replace(asked, order_no=order_no, keys=tuple(key for key, _ in keys) or asked.keys), told


def _as_key(case: Case, form: Form, asked: Asked) -> Asked:
    """Return what is asked for with a number of the form's own kind that was given as that of an order in its place."""
    table, field = form.named_by
    number = asked.order_no
    is_order = not number or case.order(number) or case.rows_of("orders", "customer_order_no", number)
    if is_order or field == "order_no" or not case.rows_of(table, field, number):
        return asked
    return replace(asked, order_no="", keys=(*asked.keys, number))


def own_order_no(case: Case, name: str) -> tuple[str, Message | None]:
    """Return our number of the order that is named, and a remark when the customer's own number named it.

    A name that neither knows is returned as it is. GendanError GD095 when several orders bear it.
    """
    if not name or case.order(name):
        return name, None
    numbers = different(case.rows_of("orders", "customer_order_no", name), "order_no")
    if len(numbers) > 1:
        listed = "、".join(numbers)
        raise GendanError(
            "GD095", f"客户订单号“{name}”有几张订单：{listed}，请写其中一个订单号",
            f"customer order number {name!r} is that of several orders ({', '.join(numbers)}): name one of them",
        )  # fmt: skip
    if not numbers:
        return name, None
    [number] = numbers
    return number, Message(
        f"“{name}”是客户订单号，按订单 {number}", f"{name} is the customer's number of {number}"
    )


def _refuse_other_customer(case: Case, orders: Iterable[str], customer: str) -> None:
    for number in orders if customer else ():
        row = case.order(number)
        names = [row[name] for name in ("customer_no", "customer_name") if row[name]] if row else []
        if names and not any(is_customer(case, name, customer) for name in names):
            raise GendanError(
                "GD095", f"订单 {number} 是{names[-1]}的，不是“{customer}”的：请核对订单号和客户",
                f"order {number} is of {names[-1]}, not of {customer!r}: check both",
            )  # fmt: skip
