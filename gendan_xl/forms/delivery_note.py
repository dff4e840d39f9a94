"""送货单: what travels with the goods and is signed by the customer (requirements 12, 27–29)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._batches import twice
from gendan_xl.forms._delivery_blocks import DeliveryCheck, blocks
from gendan_xl.forms._delivery_layout import FIELDS, LAYOUT, LINE_FIELDS
from gendan_xl.forms._delivery_lines import Pick, Wanted
from gendan_xl.forms._delivery_remarks import remarks
from gendan_xl.forms._delivery_source import Source, checks, due_amount, find
from gendan_xl.forms._delivery_values import line_values, total, values
from gendan_xl.forms._delivery_wanted import wanted
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._noted import NotedLine, lines_note
from gendan_xl.forms._numbering import copies
from gendan_xl.forms._pick_stock import PickStock
from gendan_xl.intake.papers import Papers

LABEL = "送货单"


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every order asked for. GendanError GD086 when the only one has nothing to deliver."""
    orders, there = wanted(case, asked), PickStock(case)
    if len(orders) == 1:
        return [_draft(case, orders[0], there)]
    return [_draft_or_reason(case, one, there) for one in orders]


def _draft_or_reason(case: Case, one: Wanted, there: PickStock) -> Draft:
    """Return the draft, one that is blocked where there is nothing to deliver: the others go on."""
    try:
        return _draft(case, one, there)
    except GendanError as problem:
        fix = Message("这一单没有出", "it was not made out")
        return Draft(one.order_no, blocks=[Finding(problem.code, "error", problem.message, fix)])


def _draft(case: Case, one: Wanted, there: PickStock) -> Draft:
    source = find(case, one)
    lines = line_values(source)
    is_priced = source.customer["is_note_priced"] if source.customer else None
    return Draft(
        source.order_no,
        rows=source.rows,
        values=values(source),
        lines=lines,
        order=source.order,
        customer=source.customer,
        title=str((source.customer["note_title"] if source.customer else None) or ""),
        template=str((source.customer["note_template"] if source.customer else None) or ""),
        is_priced=is_priced,
        currency=source.order["currency"] or "CNY",
        copies=_copies(case, source),
        blocks=[*_blocks(case, source, one), *twice(case, [pick.row for pick in source.picks if pick.row])],
        notes=list(remarks(case, source, one, lines, there)),
        number=one.note_no,
        amount=total(lines),
        journal_note=lines_note(source.batches, [(pick.line_no, pick.qty) for pick in source.picks]),
    )


def _copies(case: Case, source: Source) -> Sequence[str] | None:
    """Return as many copies as the customer wants, None for the usual ones."""
    wanted = source.customer["note_copies"] if source.customer else None
    return copies(case, LABEL)[: int(wanted)] if wanted else None


def _blocks(case: Case, source: Source, one: Wanted) -> list[Finding]:
    """Return what is against it: nothing where its goods have left and it is printed once more.

    A ledger without batches cannot tell itself what is on a note already.
    """
    if one.note_no and all(row["shipped_date"] for row in source.rows):
        return []
    found = checks(case.ledger, source, case.noted, case.settings)
    if not source.batches:
        lines = case.noted.lines.get(one.key, {})
        found = [_with_notes(check, lines.get(check.line_no), one) for check in found]
    if case.papers:
        found = [
            _with_papers(check, case.papers, pick) for check, pick in zip(found, source.picks, strict=True)
        ]
    paid = case.prepayments.get(str(source.order["order_no"]))
    if paid:
        due = due_amount(paid, source)
        found = [replace(check, due_amount=due, received_amount=paid.received) for check in found]
    return blocks(found)


def _with_papers(check: DeliveryCheck, papers: Papers, pick: Pick) -> DeliveryCheck:
    """Add the papers that a batch lacks."""
    if pick.row is None:
        return check
    names = ("order_no", "line_no", "batch_no", "delivery_type")
    return replace(check, missing_papers="、".join(papers.missing(*(pick.row[name] for name in names))))


def _with_notes(check: DeliveryCheck, before: NotedLine | None, one: Wanted) -> DeliveryCheck:
    """Add what earlier notes say; the ledger may count them as delivered by now or not: the larger figure holds."""
    if before is None:
        return check
    delivered = max(check.delivered_qty or Decimal(0), before.qty)
    return replace(check, earlier="" if one.is_again else before.numbers, delivered_qty=delivered)


FORM = Form(
    verb="delivery-note",
    label=LABEL,
    help=Message("送货单：随货走、客户签收", "delivery note: travels with the goods, signed by the customer"),
    source="12, 27, 28, 29",
    table="deliveries",
    number_field="note_no",
    gather=gather,
    fields=FIELDS,
    line_fields=LINE_FIELDS,
    layout=LAYOUT,
    terms="请当面点清并签收；数量、外观如有异议请于收货后三日内书面提出。",
    icon="FilePrint",
    place=35,
    is_large=True,
)
