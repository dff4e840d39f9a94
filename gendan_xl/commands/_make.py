"""Making out documents: gather, judge, number, fill, file, register. Nothing is numbered that may not leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gendan_xl.books.journal import Entry, Journal, journal_of
from gendan_xl.books.office import find_office, to_pdf
from gendan_xl.cells import Value
from gendan_xl.commands._company import no_company
from gendan_xl.commands._mirror import PRINTED, VOID, keys_note, noted, register
from gendan_xl.commands._open import Opened
from gendan_xl.commands._version import Version, numbered, version_of
from gendan_xl.commands._voids import take_voids
from gendan_xl.domain.numbering import NumberRule
from gendan_xl.edits import Edit
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._needs import missing, signatures
from gendan_xl.forms._pages import Document, vocabulary
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.package.files import write_atomic
from gendan_xl.printing.filing import safe_name
from gendan_xl.printing.render import Page, Printer
from gendan_xl.printing.template import Template
from gendan_xl.printing.template_files import find_template


@dataclass(slots=True)
class Made:
    """What came of one draft: its number and files, or the reasons against it; remarks for the user.

    One that was passed over has remarks only.
    """

    key: str
    number: str = ""
    files: list[Path] = field(default_factory=list)
    blocks: list[Finding] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


@dataclass(slots=True)
class _Desk:
    """Where documents of one kind are made out: the workbook, its journal, the folder, the templates once read."""

    opened: Opened
    form: Form
    case: Case
    asked: Asked
    journal: Journal
    out: Path
    templates: dict[str, Printer] = field(default_factory=dict)
    known: dict[str, dict[str, Value]] = field(default_factory=dict)  # number → what 单据 is told of it
    edits: list[Edit] = field(default_factory=list)
    broken: list[Finding] = field(default_factory=list)  # of the rules that the form names

    def printer(self, draft: Draft) -> Printer:
        """Return the template of a draft, ready to be filled."""
        name = draft.template or self.form.template
        if name not in self.templates:
            path = find_template(name, self.opened.path)
            self.templates[name] = Printer(Template(path.read_bytes(), path.name, vocabulary(self.form)))
        return self.templates[name]


def make(opened: Opened, form: Form, asked: Asked, out: Path, *, pdf: bool = False) -> list[Made]:
    """Make out what is asked for from a book that was read, and register it there.

    Each draft is made or not by itself. GendanError when there is nothing to make or the only one cannot be printed.
    """
    require_results(opened.ledger)
    journal = journal_of(opened.path)
    take_voids(opened, journal)
    context = opened.context
    case = Case(opened.ledger, context.settings, context.calendar, context.now, noted(journal))
    desk = _Desk(opened, form, case, asked, journal, out)
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


def _one_of_many(desk: _Desk, draft: Draft, pdf: bool) -> Made:
    """Make out a draft; what cannot be printed does not stop the others."""
    try:
        return _one(desk, draft, pdf)
    except GendanError as problem:
        fix = Message("其余单据不受影响", "the others are not affected")
        return Made(draft.key, blocks=[Finding(problem.code, "error", problem.message, fix, key=draft.key)])


def _one(desk: _Desk, draft: Draft, pdf: bool) -> Made:
    if draft.left_out:
        return Made(draft.key, notes=[draft.left_out])
    number = draft.number or _number(desk, draft)
    is_made = _is_made(desk, number)
    if is_made and desk.asked.is_every:
        return Made(draft.key, notes=[_there(desk, draft, number)])
    blocks = [
        *draft.blocks,
        *_broken(desk, draft),
        *missing(desk.form, draft),
        *([_already(desk, draft, number)] if is_made else []),
    ]
    if blocks:
        return Made(draft.key, blocks=blocks)
    made = Made(draft.key, notes=list(draft.notes))
    printer = desk.printer(draft)
    document = Document(desk.form, desk.case, desk.asked, draft, number or desk.form.label, printer.template)
    document.pages()  # what cannot be printed takes no number
    made.number = number or _reserve(desk, document)
    if number and not desk.form.is_print:
        _take_in(desk, draft, number)
    version = _version(desk, document, printer, made.number)
    made.notes.extend(version.notes)
    draft = numbered(desk.form, draft, made.number, version)
    document = replace(document, number=made.number, draft=draft)
    pages = document.pages()
    made.files.append(_write(desk, document, printer, pages, version, is_new=not number))
    made.notes.extend(_too_long(printer, document, pages))
    if pdf:
        _print(made, document)
    if not desk.form.is_print:
        desk.edits.extend([*draft.edits, *draft.entries(made.number)])
        desk.known[made.number] = _record(desk, document)
    return made


def _check(desk: _Desk) -> list[Message]:
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


def _broken(desk: _Desk, draft: Draft) -> Iterator[Finding]:
    """Yield what the checks of the form found in the rows of a draft."""
    places = {row.data.place(row.index)[:2] for row in (*draft.rows, *draft.takers)}
    return (finding for finding in desk.broken if (finding.sheet, finding.row) in places)


def _number(desk: _Desk, draft: Draft) -> str:
    """Return the number that all rows of a draft bear already, '' where they bear none."""
    name = desk.form.number_field
    if desk.form.is_once and not any(name in row.data.columns for row in draft.takers):
        return _earlier(desk, draft)
    numbers = {str(row[name] or "") for row in draft.takers} if name else set()
    number = numbers.pop() if len(numbers) == 1 else ""
    return "" if number in desk.case.noted.voids else number


def _earlier(desk: _Desk, draft: Draft) -> str:
    """Return the number under which these rows were printed before, '' for none."""
    note = _remark(draft)
    entries = desk.journal.current().items()
    printed = (number for number, entry in entries if (entry.kind, entry.note) == (desk.form.label, note))
    return next((number for number in printed if number not in desk.case.noted.voids), "")


def _remark(draft: Draft) -> str:
    """Return what the journal remarks of a document: by it the same one is known again."""
    return draft.journal_note or keys_note(row.key for row in draft.takers)


def _already(desk: _Desk, draft: Draft, number: str) -> Finding:
    """Return GD592: it was made out already."""
    places = (row.data.place(row.index, desk.form.number_field) for row in draft.takers)
    sheet, line, col = next(places, ("", 0, 0))
    label = desk.form.label
    return Finding(
        "GD592", "error",
        Message(f"{draft.key} 已经出过{label}：{number}", f"{draft.key} is on {label} {number} already"),
        Message("要按原号补打，请加 --again；开错的先用 gendan void 作废",
                "add --again to print it once more; void a wrong one by gendan void first"),
        sheet, line, col, key=draft.key,
    )  # fmt: skip


def _is_made(desk: _Desk, number: str) -> bool:
    """Tell whether a number was printed before, and is not asked for again or meant to be printed repeatedly."""
    printed = {entry.number for entry in desk.journal.current().values() if entry.state == PRINTED}
    is_repeated = desk.asked.is_again or desk.form.is_print or desk.form.is_living
    return number in printed and not is_repeated


def _there(desk: _Desk, draft: Draft, number: str) -> Message:
    """Return that one of many is there already: nothing is wrong with that."""
    return Message(
        f"{draft.key} 已有{desk.form.label} {number}（重印用 --again）",
        f"{draft.key} is on {desk.form.verb} {number} already (--again prints it once more)",
    )


def _version(desk: _Desk, document: Document, printer: Printer, number: str) -> Version:
    """Return the version that is printed now."""
    history = desk.journal.histories().get(number, ())
    is_again = desk.asked.is_again and not desk.form.is_print
    return version_of(desk.form, printer.template, document.pages(), history, is_again=is_again)


def _reserve(desk: _Desk, document: Document) -> str:
    rule, settings = document.rule, desk.case.settings
    numbers = NumberRule(
        str(rule.get("prefix") or ""),
        str(rule.get("date_format") or "yyyymmdd"),
        int(str(rule.get("digits") or settings.number_digits)),
        rule.get("reset_cycle") or settings.number_reset,  # type: ignore[arg-type]
    )
    return desk.journal.reserve(
        numbers, kind=desk.form.label, at=desk.case.now, order=document.order_no, who=document.maker,
        known=_shown(desk),
    )  # fmt: skip


def _shown(desk: _Desk) -> list[str]:
    """Return the numbers that the workbook shows already."""
    names = [("documents", "document_no"), ("deliveries", "note_no"), ("statements", "statement_no")]
    if desk.form.number_field:
        names.append((desk.form.table, desk.form.number_field))
    return [str(row[name]) for table, name in names for row in desk.case.rows(table) if row[name]]


def _take_in(desk: _Desk, draft: Draft, number: str) -> None:
    """Write down a number that the clerk gave."""
    if number not in desk.journal.current():
        order = str(draft.order["order_no"] or "") if draft.order else ""
        at = desk.case.now.isoformat(sep=" ", timespec="seconds")
        desk.journal.take_in(Entry(number, "预留", desk.form.label, order, who=desk.asked.by, at=at))


def _write(
    desk: _Desk,
    document: Document,
    printer: Printer,
    pages: Sequence[Page],
    version: Version,
    *,
    is_new: bool,
) -> Path:
    """Fill and write the document; a number just taken is void when that fails."""
    file = _free(_folder(desk, document) / f"{document.file_name}.xlsx")
    now, number = desk.case.now, document.number
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(file, printer.fill(pages, document.setup))
    except (GendanError, OSError) as problem:
        is_void = is_new and not desk.form.is_print
        if is_void:
            desk.journal.mark(number, VOID, at=now, note=f"没有写成：{problem}")
        if isinstance(problem, GendanError):
            raise
        reason = problem.strerror or str(problem)
        zh, en = (f"，单号 {number} 已作废", f"; number {number} is void") if is_void else ("", "")
        raise GendanError(
            "GD933", f"不能写到文件夹 {file.parent}（{reason}）{zh}，请换一个文件夹",
            f"cannot write to {file.parent} ({reason}){en}; choose another folder",
        ) from problem  # fmt: skip
    if desk.form.is_print:
        return file
    desk.journal.mark(
        number, PRINTED, at=now, file=str(file.absolute()), who=document.maker, note=_remark(document.draft),
        content=version.content, version=version.number,
    )  # fmt: skip
    return file


def _free(file: Path) -> Path:
    """Return the path of a file, with -2, -3 … where one of that name is there: nothing is overwritten."""
    tries = (file.with_stem(f"{file.stem}-{number}") for number in range(2, 1000))
    return file if not file.exists() else next(path for path in tries if not path.exists())


def _folder(desk: _Desk, document: Document) -> Path:
    """Return the folder of the order, else that of the customer or of the kind of document (requirement 44)."""
    draft, customer = document.draft, document.draft.customer
    short = str((customer["short_name"] if customer else None) or "")
    if not document.order_no:
        return desk.out / safe_name(short or desk.form.label)
    short = short or str((draft.order["customer_name"] if draft.order else None) or "")
    name = desk.case.settings.order_folder.replace("{订单号}", document.order_no)
    return desk.out / safe_name(name.replace("{客户简称}", short))


def _record(desk: _Desk, document: Document) -> dict[str, Value]:
    """Return what 单据 is told of a document beside its number, state and file."""
    draft = document.draft
    customer = draft.customer
    return {
        "title": document.title,
        "amount": draft.amount,
        "currency": draft.currency if draft.amount is not None else None,
        "customer_no": customer["customer_no"] if customer else None,
        "customer_short_name": customer["short_name"] if customer else None,
        "related_no": draft.key if draft.key not in (document.order_no, document.number) else None,
        **signatures(desk.form, draft),
        **draft.registered,
    }


def _too_long(printer: Printer, document: Document, pages: Sequence[Page]) -> Iterator[Message]:
    """Name the texts that are printed too small to be read."""
    texts = [text if len(text) < 30 else f"{text[:30]}…" for text in printer.too_long(pages, document.setup)]
    if texts:
        yield Message(
            f"文字太长，{document.title}上看不清：{'、'.join(texts)}；请改短，或在模板里加大这一格",
            f"too long to be read on it: {'; '.join(texts)}; shorten it or widen its cell in the template",
        )


def _print(made: Made, document: Document) -> None:
    if find_office() is None:
        made.notes.append(
            Message(
                "没有生成 PDF：这台电脑没有安装 LibreOffice，请用 Excel/WPS 打开后打印",
                "no PDF: LibreOffice is not installed",
            )
        )
        return
    paper = document.setup.paper
    made.files.append(to_pdf(made.files[0], None if paper.code else (paper.width, paper.height)))


def blocked(made: Sequence[Made]) -> bool:
    """Tell whether something that was asked for was not made out."""
    return any(one.blocks for one in made)
