"""Making out documents: gather, judge, number, fill, file, register. Nothing is numbered that may not leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gendan_xl.books.journal import journal_of
from gendan_xl.commands._company import no_company
from gendan_xl.commands._desk import Desk, Made
from gendan_xl.commands._filed import print_pdf, record, too_long, write
from gendan_xl.commands._mirror import noted, register
from gendan_xl.commands._numbered import already, number_of, reserve, still_on, take_in, there, was_printed
from gendan_xl.commands._open import Opened
from gendan_xl.commands._version import Version, numbered, version_of
from gendan_xl.commands._voids import take_voids
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._needs import missing
from gendan_xl.forms._pages import Document
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.printing.render import Printer


def make(opened: Opened, form: Form, asked: Asked, out: Path, *, pdf: bool = False) -> list[Made]:
    """Make out what is asked for from a book that was read, and register it there.

    Each draft is made or not by itself. GendanError when there is nothing to make or the only one cannot be printed.
    """
    require_results(opened.ledger)
    journal = journal_of(opened.path)
    take_voids(opened, journal)
    context = opened.context
    case = Case(
        opened.ledger, context.settings, context.calendar, context.now, noted(journal), opened.findings
    )
    desk = Desk(opened, form, case, asked, journal, out)
    drafts = form.gather(case, asked)
    unchecked = _check(desk)
    made = [
        _one(desk, draft, pdf) if len(drafts) == 1 else _one_of_many(desk, draft, pdf) for draft in drafts
    ]
    if made:
        made[-1].notes.extend(unchecked)
    done = [one for one in made if one.number]
    if done:
        done[-1].notes.extend(register(opened, journal, desk.known, desk.edits))
        if not context.settings.company_name:
            done[-1].notes.append(no_company(opened))
    return made


def _one_of_many(desk: Desk, draft: Draft, pdf: bool) -> Made:
    """Make out a draft; what cannot be printed does not stop the others."""
    try:
        return _one(desk, draft, pdf)
    except GendanError as problem:
        fix = Message("其余单据不受影响", "the others are not affected")
        return Made(draft.key, blocks=[Finding(problem.code, "error", problem.message, fix, key=draft.key)])


def _one(desk: Desk, draft: Draft, pdf: bool) -> Made:
    """Make out a draft, or say what is against it, or that it is there already."""
    if draft.left_out:
        return Made(draft.key, notes=[draft.left_out])
    number = draft.number or number_of(desk, draft)
    is_there = was_printed(desk, number)
    if is_there and desk.asked.is_every:
        return Made(draft.key, notes=[there(desk, draft, number)])
    blocks = [
        *draft.blocks,
        *_broken(desk, draft),
        *missing(desk.form, draft),
        *([already(desk, draft, number)] if is_there else []),
    ]
    return Made(draft.key, blocks=blocks) if blocks else _issue(desk, draft, number, pdf)


def _issue(desk: Desk, draft: Draft, number: str, pdf: bool) -> Made:
    """Number, fill, file and note a draft that nothing is against; `number` is the one that it bears, '' for none."""
    made = Made(draft.key, notes=[*draft.notes, *still_on(desk, draft, number)])
    printer = desk.printer(draft)
    document = Document(desk.form, desk.case, desk.asked, draft, number or desk.form.label, printer.template)
    document.pages()  # what cannot be printed takes no number
    made.number = number or reserve(desk, document)
    if number and not desk.form.is_print:
        take_in(desk, draft, number)
    version = _version(desk, document, printer, made.number)
    made.notes.extend(version.notes)
    draft = numbered(desk.form, draft, made.number, version)
    document = replace(document, number=made.number, draft=draft)
    pages = document.pages()
    made.files.append(write(desk, document, printer, pages, version, is_new=not number))
    made.notes.extend(too_long(printer, document, pages))
    if pdf:
        print_pdf(made, document)
    if not desk.form.is_print:
        desk.edits.extend([*draft.edits, *draft.entries(made.number)])
        desk.known[made.number] = record(desk, document)
    return made


def _check(desk: Desk) -> list[Message]:
    """Run the checks that the form names, of tables that the book keeps; return what to say of those that could not."""
    if not desk.form.rules:
        return []
    from gendan_xl.rules import all_rules, run

    ledger = desk.opened.ledger
    named = (rule for rule in all_rules() if rule.code in desk.form.rules)
    result = run(ledger, desk.opened.context, (rule for rule in named if ledger.get(rule.table.meta.name)))
    desk.broken = result.findings
    return [
        Message(f"没有核对 {one.code}：{one.reason.zh}", f"{one.code} was not checked: {one.reason.en}")
        for one in result.not_run
    ]


def _broken(desk: Desk, draft: Draft) -> Iterator[Finding]:
    """Yield what the checks of the form found in the rows of a draft."""
    places = {row.data.place(row.index)[:2] for row in (*draft.rows, *draft.takers)}
    return (finding for finding in desk.broken if (finding.sheet, finding.row) in places)


def _version(desk: Desk, document: Document, printer: Printer, number: str) -> Version:
    """Return the version that is printed now."""
    history = desk.journal.histories().get(number, ())
    is_again = desk.asked.is_again and not desk.form.is_print
    return version_of(desk.form, printer.template, document.pages(), history, is_again=is_again)


def blocked(made: Sequence[Made]) -> bool:
    """Tell whether something that was asked for was not made out."""
    return any(one.blocks for one in made)
