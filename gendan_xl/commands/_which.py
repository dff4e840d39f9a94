"""What to say when a document is asked for without saying which: what its number is, and which ones wait."""

from __future__ import annotations

from gendan_xl.books.journal import journal_of
from gendan_xl.commands._mirror import noted
from gendan_xl.commands._open import Opened
from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._given import some
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.schema.table import table


def which(opened: Opened, form: Form) -> GendanError:
    """Return the error GD904 that nothing was named, with what to name."""
    name, field = form.named_by
    model, data = table(name), opened.ledger.get(name)
    header, sheet = model.header(field), data.parts[0].sheet if data and data.parts else model.meta.sheet
    waiting = some(_waiting(opened, form, field))
    zh = f"，现在该出的：{'、'.join(waiting)}" if waiting else ""
    en = f"; due now: {', '.join(waiting)}" if waiting else ""
    return GendanError(
        "GD904",
        f"出哪一张{form.label}？请在文件名后写上{header}（在「{sheet}」表{zh}），"
        "或用 --order 订单号、--customer 客户、--month 月份、--day 日期、--all 全部",
        f"which {form.verb}? after the file name its {header} (in {sheet}{en}), "
        "or use --order, --customer, --month, --day or --all",
    )


def _waiting(opened: Opened, form: Form, field: str) -> list[str]:
    """Return what names each document that is due, [] when none is or it cannot be told."""
    context = opened.context
    case = Case(
        opened.ledger, context.settings, context.calendar, context.now, noted(journal_of(opened.path))
    )
    try:
        require_results(opened.ledger)
        drafts = form.gather(case, Asked(case.today))
    except GendanError:
        return []
    return [name for draft in drafts if (name := _name(draft, field))]


def _name(draft: Draft, field: str) -> str:
    rows = (row for row in (*draft.rows, draft.order, draft.customer) if row)
    return next((str(row[field]) for row in rows if row[field]), "")
