"""Making out a delivery note: judge, number, fill, file, register. Nothing is numbered that may not leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from gendan_xl.books.journal import Entry, Journal, journal_path
from gendan_xl.books.office import find_office, to_pdf
from gendan_xl.commands._mirror import batches_note, mirror_edits, noted_batches
from gendan_xl.commands._open import Opened, as_read
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms.delivery_blocks import blocks
from gendan_xl.forms.delivery_lines import Wanted
from gendan_xl.forms.delivery_note import KIND, TEMPLATE, VOCABULARY, DeliveryNote, build_pages
from gendan_xl.forms.delivery_source import Source, build_note, checks, gather, number_rule
from gendan_xl.forms.filing import safe_name
from gendan_xl.forms.render import Form
from gendan_xl.forms.template import Template
from gendan_xl.forms.template_files import find_template
from gendan_xl.package.files import write_atomic

FOLDER = "单据"
"""Where documents are put unless told: a folder of this name beside the workbook."""

_IN_USE = frozenset({"GD954", "GD955", "GD060"})
"""Open in another program, or written by another process since it was read: the next note catches up."""


@dataclass(slots=True)
class Made:
    """What came of it: the files written, or the reasons against it; remarks for the user."""

    number: str = ""
    files: list[Path] = field(default_factory=list)
    blocks: list[Finding] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def deliver(opened: Opened, wanted: Wanted, out: Path, *, who: str = "", pdf: bool = False) -> Made:
    """Make out the delivery note of an order of a book that was read, and register it there.

    GendanError when the order or the template cannot be used.
    """
    path, now, settings = opened.path, opened.context.now, opened.context.settings
    journal = Journal(journal_path(path))
    earlier = journal.current()
    noted = noted_batches(earlier)
    source = gather(opened.ledger, wanted, noted)
    made = Made(blocks=blocks(checks(opened.ledger, source, noted, settings)))
    if made.blocks:
        return made
    form = _form(source, path)
    build_pages(build_note(source, KIND, wanted, settings, who))  # what cannot be printed takes no number
    made.number = journal.reserve(
        number_rule(source, settings), kind=KIND, at=now, order=source.order_no, who=who, known=_known(opened)
    )
    note = build_note(source, made.number, wanted, settings, who)
    file = _write(journal, made.number, form, note, _folder(out, opened, source), now)
    made.files.append(file)
    journal.mark(made.number, "已打印", at=now, file=str(file), who=who, note=batches_note(source.batches))
    if not source.batches:
        made.notes.extend(_earlier_notes(earlier, source.order_no))
    if not settings.company_name:
        made.notes.append(_no_company(is_adopted=opened.ledger.adopted))
    if pdf:
        _print(made, file, note)
    _register(made, opened, journal, note)
    return made


def _form(source: Source, book: Path) -> Form:
    template = find_template(source.customer.get("note_template") or TEMPLATE, book)
    return Form(Template(template.read_bytes(), template.name, VOCABULARY))


def _known(opened: Opened) -> list[str]:
    """Return the numbers that the workbook shows already."""
    shown = [row[0] for row in opened.ledger.rows("documents", ("document_no",))]
    shown += [row[0] for row in opened.ledger.rows("deliveries", ("note_no",))]
    return [number for number in shown if number]


def _folder(out: Path, opened: Opened, source: Source) -> Path:
    """Return the order's own folder (requirement 44)."""
    name = opened.context.settings.order_folder
    customer = source.customer.get("short_name") or source.order.get("customer_name") or ""
    name = name.replace("{订单号}", source.order_no).replace("{客户简称}", customer)
    return out / safe_name(name)


def _write(
    journal: Journal, number: str, form: Form, note: DeliveryNote, folder: Path, now: dt.datetime
) -> Path:
    """Fill and write the note; its number is void when that fails."""
    file = folder / f"{note.file_name}.xlsx"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(file, form.fill(build_pages(note), note.setup))
    except (GendanError, OSError) as problem:
        journal.mark(number, "作废", at=now, note=f"没有写成：{problem}")
        if isinstance(problem, GendanError):
            raise
        reason = problem.strerror or str(problem)
        raise GendanError(
            "GD933", f"不能写到文件夹 {folder}（{reason}），单号 {number} 已作废，请换一个文件夹",
            f"cannot write to {folder} ({reason}); number {number} is void; choose another folder",
        ) from problem  # fmt: skip
    return file


def _earlier_notes(earlier: Mapping[str, Entry], order_no: str) -> Iterator[Message]:
    """Remind of notes made for an order before, where the ledger itself does not keep deliveries."""
    numbers = "、".join(
        n for n, entry in earlier.items() if entry.order == order_no and entry.state != "作废"
    )
    if numbers:
        yield Message(
            f"这张订单以前出过送货单：{numbers}，请核对数量没有重复",
            f"earlier notes of this order: {numbers}; make sure nothing is delivered twice",
        )


def _print(made: Made, file: Path, note: DeliveryNote) -> None:
    if find_office() is None:
        made.notes.append(
            Message(
                "没有生成 PDF：这台电脑没有安装 LibreOffice，请用 Excel/WPS 打开后打印",
                "no PDF: LibreOffice is not installed",
            )
        )
        return
    page = None if note.paper.code else (note.paper.width, note.paper.height)
    made.files.append(to_pdf(file, page))


def _register(made: Made, opened: Opened, journal: Journal, note: DeliveryNote) -> None:
    """Mirror the journal into the workbook, or say that it will be done later."""
    entries: dict[str, Entry] = journal.current()
    total = sum((line.money for line in note.lines if line.money is not None), Decimal(0)) or None
    edits = mirror_edits(opened.ledger, entries, {made.number: total})
    if not edits:
        return
    try:
        opened.book.apply(as_read(edits, opened.book))
        made.notes.append(Message("已登记到单据表", "registered in 单据"))
    except GendanError as problem:
        if problem.code not in _IN_USE:
            made.notes.append(
                Message(f"单据表没有登记上：{problem.message.zh}", f"not registered: {problem.message.en}")
            )
            return
        made.notes.append(
            Message(
                "工作簿正打开着或刚被改动，单号已记在旁边的单据号文件里，下次出单时补登到单据表",
                "the workbook is in use; the number stands in the journal and is registered next time",
            )
        )


def _no_company(*, is_adopted: bool) -> Message:
    place = "gendan.toml 的 settings 里" if is_adopted else "设置表"
    return Message(
        f"公司名称是空的：请在{place}填写“公司名称”",
        "the company's name is blank: enter 公司名称 in " + ("gendan.toml" if is_adopted else "设置"),
    )
