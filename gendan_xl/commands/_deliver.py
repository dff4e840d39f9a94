"""Making out a delivery note: judge, number, fill, file, register. Nothing is numbered that may not leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from gendan_xl.books.journal import Entry, Journal, journal_of
from gendan_xl.books.office import find_office, to_pdf
from gendan_xl.commands._mirror import (
    PRINTED,
    VOID,
    Histories,
    NotedLine,
    lines_note,
    noted,
    noted_lines,
    register,
)
from gendan_xl.commands._open import Opened
from gendan_xl.commands._voids import take_voids
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._delivery_blocks import DeliveryCheck, blocks
from gendan_xl.forms._delivery_lines import Wanted, order_key
from gendan_xl.forms._delivery_source import Source, build_note, checks, gather, number_rule
from gendan_xl.forms.delivery_note import KIND, TEMPLATE, VOCABULARY, DeliveryNote, build_pages
from gendan_xl.intake.mapping import load_for
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.package.files import write_atomic
from gendan_xl.printing.filing import safe_name
from gendan_xl.printing.render import Form
from gendan_xl.printing.template import Template
from gendan_xl.printing.template_files import find_template

FOLDER = "单据"
"""Where documents are put unless told: a folder of this name beside the workbook."""


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
    require_results(opened.ledger)
    path, now, settings = opened.path, opened.context.now, opened.context.settings
    journal = journal_of(path)
    take_voids(opened, journal)
    earlier = journal.histories()
    source = gather(opened.ledger, wanted, noted(earlier))
    made = Made(blocks=_blocks(opened, source, wanted, earlier))
    if made.blocks:
        return made
    form = _form(source, path)
    draft = build_note(source, KIND, wanted, settings, who)
    build_pages(draft)  # what cannot be printed takes no number
    who = draft.prepared_by
    made.number = journal.reserve(
        number_rule(source, settings), kind=KIND, at=now, order=source.order_no, who=who, known=_known(opened)
    )
    note = replace(draft, number=made.number)
    file = _write(journal, made.number, form, note, _folder(out, opened, source), now)
    made.files.append(file)
    made.notes.extend(_too_long(form, note))
    lines = lines_note(source.batches, [(pick.line_no, pick.qty) for pick in source.picks])
    journal.mark(made.number, PRINTED, at=now, file=str(file.absolute()), who=who, note=lines)
    made.notes.extend(_remarks(opened, source, wanted, journal.entries(), made.number))
    if pdf:
        _print(made, file, note)
    total = sum((line.money for line in note.lines if line.money is not None), Decimal(0)) or None
    made.notes.extend(register(opened, journal, {made.number: total}))
    return made


def _blocks(opened: Opened, source: Source, wanted: Wanted, earlier: Histories) -> list[Finding]:
    """Return what is against it; a ledger without batches cannot tell itself what is on a note already."""
    found = checks(opened.ledger, source, noted(earlier), opened.context.settings)
    if not source.batches:
        lines = noted_lines(earlier, wanted.key)
        found = [_with_notes(check, lines.get(check.line_no), wanted) for check in found]
    return blocks(found)


def _with_notes(check: DeliveryCheck, before: NotedLine | None, wanted: Wanted) -> DeliveryCheck:
    """Add what earlier notes say; the ledger may count them as delivered by now or not: the larger figure holds."""
    if before is None:
        return check
    delivered = max(check.delivered_qty or Decimal(0), before.qty)
    return replace(check, earlier="" if wanted.is_again else before.numbers, delivered_qty=delivered)


def _remarks(
    opened: Opened, source: Source, wanted: Wanted, entries: Sequence[Entry], number: str
) -> Iterator[Message]:
    """Yield what the user should know of a note that was made."""
    left = "、".join(line for line in wanted.lines if line not in {pick.line_no for pick in source.picks})
    if left:
        yield Message(
            f"第 {left} 行不在这张单上：没有要发的数量、计划在别的日子，或已出过单",
            f"line {left} is not on it: nothing to send, planned for another day, or on a note already",
        )
    if not source.batches:
        yield from _earlier_notes(entries, wanted.key, number)
    if not opened.context.settings.company_name:
        yield _no_company(opened)


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
        journal.mark(number, VOID, at=now, note=f"没有写成：{problem}")
        if isinstance(problem, GendanError):
            raise
        reason = problem.strerror or str(problem)
        raise GendanError(
            "GD933", f"不能写到文件夹 {folder}（{reason}），单号 {number} 已作废，请换一个文件夹",
            f"cannot write to {folder} ({reason}); number {number} is void; choose another folder",
        ) from problem  # fmt: skip
    return file


def _too_long(form: Form, note: DeliveryNote) -> Iterator[Message]:
    """Name the texts that are printed too small to be read."""
    texts = form.too_long(build_pages(note), note.setup)
    if texts:
        yield Message(
            f"产品名称或规格等文字太长，送货单上看不清：{'、'.join(texts)}；请改短，或在模板里加宽这一列",
            f"too long to be read on the note: {'; '.join(texts)}; shorten it or widen its column in the template",
        )


def _earlier_notes(entries: Sequence[Entry], order: str, number: str) -> Iterator[Message]:
    """Remind of other notes of an order, from any book of the folder, where the ledger itself keeps no deliveries."""
    last = {(entry.book, entry.number): entry for entry in entries if order_key(entry.order) == order}
    numbers = "、".join(e.number for e in last.values() if e.state != VOID and e.number != number)
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


def _no_company(opened: Opened) -> Message:
    """Say where the company's name is to be entered; for a company's own ledger with the lines to paste."""
    line = '"公司名称" = "……"'
    saved = load_for(opened.path)
    if not opened.ledger.adopted:
        return Message(
            "公司名称是空的：请在设置表填写“公司名称”", "the company's name is blank: enter 公司名称 in 设置"
        )
    if saved is None:
        return Message(
            f"公司名称是空的：请先 gendan adopt {opened.path} --save，再在写好的 gendan.toml 末尾加上\n[settings]\n{line}",
            f"the company's name is blank: run gendan adopt {opened.path} --save, then add to gendan.toml\n[settings]\n{line}",
        )
    if saved.settings:
        return Message(
            f"公司名称是空的：请在 {saved.path} 的 [settings] 下面加一行\n{line}",
            f"the company's name is blank: add below [settings] of {saved.path}\n{line}",
        )
    return Message(
        f"公司名称是空的：请在 {saved.path} 的末尾加上这两行\n[settings]\n{line}",
        f"the company's name is blank: add at the end of {saved.path}\n[settings]\n{line}",
    )
